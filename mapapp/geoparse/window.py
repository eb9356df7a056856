"""The text beside a name, made plain character for character, so that lengths in it are lengths in the text."""

from __future__ import annotations

BEFORE, AFTER = 120, 80
"""Characters looked at."""
_PLAIN = {code: " " for code in range(0x3001) if chr(code).isspace()} | dict.fromkeys(map(ord, "’‘ʼ`"), "'")
"""No white space has a higher number than U+3000."""


def before(text: str, at: int) -> str:
    """What stands before a position, back to an empty line."""
    return plain(text[max(0, at - BEFORE) : at].rpartition("\n\n")[2])


def after(text: str, at: int) -> str:
    """What stands after a position, up to an empty line."""
    return plain(text[at : at + AFTER].partition("\n\n")[0])


def plain(text: str) -> str:
    """The same with spaces for all white space and straight apostrophes."""
    return text.translate(_PLAIN)
