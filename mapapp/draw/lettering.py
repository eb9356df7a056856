"""Letters on a picture."""

from __future__ import annotations

import unicodedata
from functools import cache

from PIL import ImageFont

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

WIDE = "DejaVuSans.ttf"
"""Has the letters of most scripts and is on most Linux machines. Without it: Pillow's own font, with Latin letters."""
_PLAIN = str.maketrans({"ı": "i", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D"})


@cache
def font(size: float) -> Font:
    """Of so many pixels."""
    try:
        return ImageFont.truetype(WIDE, size)
    except OSError:
        return ImageFont.load_default(size)


def shown(text: str) -> str:
    """The text on one line, with letters that the font has."""
    line = " ".join(text.split())
    if _is_wide():
        return line
    bare = "".join(one for one in unicodedata.normalize("NFKD", line) if not unicodedata.combining(one))
    return bare.translate(_PLAIN)


@cache
def _is_wide() -> bool:
    try:
        ImageFont.truetype(WIDE, 12)
    except OSError:
        return False
    return True
