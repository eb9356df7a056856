"""Letters on a picture."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from PIL import ImageFont, features

Font = ImageFont.FreeTypeFont

FILE = Path(__file__).with_name("fonts") / "DejaVuSans.ttf"
"""Latin, Greek, Cyrillic, Arabic, Hebrew, Armenian, Georgian and more in one free file."""
NOWHERE = "\U0010fffd"
"""A character that no font has."""
GAP = "…"
_GAPS = re.compile(f"{GAP}(?:\\s*{GAP})+")
COMPLEX_FROM = 0x590
"""From this code point on, letters may run to the left or join."""


@cache
def font(size: float) -> Font:
    """Of so many pixels."""
    return ImageFont.truetype(str(FILE), size)


def shown(text: str) -> str:
    """The text on one line, with “…” for letters that the font lacks; empty where it lacks them all."""
    line = " ".join(text.split())
    drawn = "".join(character if character.isspace() or _has_glyph(character) else GAP for character in line)
    drawn = _GAPS.sub(GAP, drawn)
    return drawn if drawn.strip(GAP + " ") else ""


@cache
def _sets_any_direction() -> bool:
    return bool(features.check("raqm") and features.check("fribidi"))


@cache
def _has_glyph(character: str) -> bool:
    """Is it drawn as more than the box of what no font has, and can it be set in its direction here?"""
    if ord(character) >= COMPLEX_FROM and not _sets_any_direction():
        return False
    letters = font(20)
    return character.isprintable() and bytes(letters.getmask(character)) != bytes(letters.getmask(NOWHERE))
