"""The text beside a name, made plain character for character, so that lengths in it are lengths in the text."""

from __future__ import annotations

BEFORE, AFTER = 120, 80
"""Characters looked at."""
_APOSTROPHES = "’‘ʼ`"


def before(text: str, at: int) -> str:
    """What stands before a position, back to an empty line."""
    return plain(text[max(0, at - BEFORE) : at].rpartition("\n\n")[2])


def after(text: str, at: int) -> str:
    """What stands after a position, up to an empty line."""
    return plain(text[at : at + AFTER].partition("\n\n")[0])


def plain(text: str) -> str:
    """The same with spaces for all white space and straight apostrophes."""
    return "".join(" " if c.isspace() else "'" if c in _APOSTROPHES else c for c in text)
