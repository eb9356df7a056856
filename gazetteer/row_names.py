"""Names as the cells of a table tell them."""

from __future__ import annotations

import json
import re

from gazetteer.names import MAXIMUM_LENGTH, fold

DIVIDED = re.compile(r"[|;]")
UNREAD = "\N{REPLACEMENT CHARACTER}"


def read_name(text: str) -> str:
    """A name that can be looked up. Raises ValueError with the reason."""
    name = " ".join(text.split())
    if not name:
        raise ValueError("name is empty")
    if len(name) > MAXIMUM_LENGTH:
        raise ValueError(f"name is longer than {MAXIMUM_LENGTH} characters")
    if UNREAD in name:
        raise ValueError(f"name {name!r} holds a character that can't be read")
    if _is_structure(name):
        raise ValueError(f"name {name!r} is a list or an object, not a text")
    if not fold(name):
        raise ValueError(f"name {name!r} holds no letter and no digit")
    return name


def read_names(text: str) -> tuple[list[str], bool]:
    """Several names in one cell, divided by | or ; and whether all that stands there can be looked up."""
    if _is_structure(text):
        return [], False
    names = [name for part in DIVIDED.split(text) if (name := " ".join(part.split()))]
    fit = [name for name in names if fold(name) and UNREAD not in name]
    return fit, len(fit) == len(names)


def _is_structure(text: str) -> bool:
    """Is it a JSON list or object, as other programs write it into a cell?"""
    if not text.startswith(("[", "{")):
        return False
    try:
        json.loads(text)
    except ValueError:
        return False
    except RecursionError:
        pass
    return True
