"""Mends the names of geoBoundaries' sub-districts, and tells which are no names (tools/subdistrict_names.csv)."""

from __future__ import annotations

import contextlib
import csv
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

RULES = Path(__file__).with_name("subdistrict_names.csv")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
JOINER = "\u200c"
"""Keeps two Persian letters of one word apart; the only invisible character that belongs to a name."""
OTHER_SCRIPT = re.compile(r"(?:[^\x00-\u036f\u1e00-\u2c5f\u2c60-\u2cff]+(?:[\s·-]+|$))+")
"""Words in another script than Latin, one after the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One line of the table."""

    country_code: str
    """Empty for every country."""
    action: str
    """drop: the row has no name. remove: what matches is no part of the name."""
    pattern: re.Pattern[str]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A mended name, or the reason why there is none."""

    name: str
    forms: tuple[str, ...] = ()
    """The same name in another script."""
    why_not: str = ""


@cache
def rules() -> tuple[Rule, ...]:
    """In the table's order."""
    with RULES.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Rule(
                country_code=row["country_code"],
                action=row["action"],
                pattern=re.compile(row["pattern"]),
                why=row["why"],
            )
            for row in csv.DictReader(lines)
        )


def judge(written: str, country_code: str) -> Judged:
    """The name of a row of this country, as it should be written."""
    name = decoded(written)
    name = " ".join(name.replace("_", " ").replace('"', "").replace("`", "'").split())
    for rule in rules():
        if rule.country_code in {"", country_code} and rule.pattern.search(name):
            if rule.action == "drop":
                return Judged(name=name, why_not=rule.why)
            name = rule.pattern.sub("", name).strip()
    return split_scripts(in_capitals(name))


def decoded(text: str) -> str:
    """The text without control characters; where its UTF-8 was once read as Western European, set right."""
    with contextlib.suppress(UnicodeEncodeError, UnicodeDecodeError):
        text = b"".join(_bytes_of(character) for character in text).decode("utf-8")
    return "".join(
        " " if unicodedata.category(c) == "Cc" else c for c in text if c == JOINER or unicodedata.category(c) != "Cf"
    )


def _bytes_of(character: str) -> bytes:
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1")


def in_capitals(name: str) -> str:
    """A name all in capitals as names are written: "EL WAK" is "El Wak"."""
    if not (name.isupper() and len(name) > 3):
        return name
    return re.sub(r"[^\W\d_]+(?:'[^\W\d_]+)*", lambda word: _capital(word.group()), name)


def _capital(word: str) -> str:
    return word if re.fullmatch(r"[IVX]+", word) else word[0] + word[1:].lower()


def split_scripts(name: str) -> Judged:
    """The Latin part as the name and the rest as a form, where a name is written in two scripts."""
    others = [part.strip(" ()") for part in OTHER_SCRIPT.findall(name)]
    latin = " ".join(OTHER_SCRIPT.sub(" ", name).replace("()", "").split())
    if not others or not LATIN.search(latin):
        return Judged(name=name)
    return Judged(name=latin.strip(" ()"), forms=tuple(_distinct(others)))


def _distinct(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if len(text) > 1))
