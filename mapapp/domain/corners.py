"""Corners of a drawn area as a link carries them: plain numbers, or a short form where there are many.

The short form ("~3" and letters) holds the number of decimals and then, corner by corner, how far it is from the one
before in units of the last decimal: longitude, latitude, each as groups of five bits, the lowest first, in the
alphabet of URL-safe base 64. Two to three letters a number, so that some hundred corners fit into a link.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

Corner = tuple[float, float]
"""Longitude and latitude, degrees."""

PLAIN = 12
"""So many corners are written as plain numbers."""
DECIMALS = 5
"""Of plain numbers: a metre."""
_SHORT = "~"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_VALUES = {letter: value for value, letter in enumerate(_LETTERS)}
_NOT_READ = "a corner is longitude,latitude in degrees, such as polygon:35,32,43,32,39,38"


def numbers(text: str) -> tuple[float, ...]:
    """Plain numbers, rounded to a metre. Raises ValueError."""
    try:
        found = tuple(round(float(part), DECIMALS) + 0.0 for part in text.split(","))
    except ValueError:
        raise ValueError("it is written with numbers between commas, such as box:35,32,43,38") from None
    if not all(map(math.isfinite, found)):
        raise ValueError("its numbers must be finite")
    return found


def read(text: str) -> list[Corner]:
    """Corners, from either form. Raises ValueError."""
    if text.startswith(_SHORT):
        return _read_short(text.removeprefix(_SHORT))
    found = numbers(text)
    if len(found) % 2:
        raise ValueError(_NOT_READ)
    return pairs(found)


def pairs(flat: Sequence[float]) -> list[Corner]:
    """Longitude, latitude, longitude ... as corners."""
    return list(zip(flat[::2], flat[1::2], strict=True))


def rounded(drawn: Sequence[Corner]) -> list[Corner]:
    """Corners as a link will hold them: no two in a row alike, the first not repeated; of many, as exact as can be seen
    on a screen that shows all of them.
    """
    found = _distinct(drawn, DECIMALS)
    decimals = DECIMALS
    while len(found) > PLAIN and decimals != (fewer := _decimals(found)):
        found, decimals = _distinct(found, fewer), fewer
    return found


def write(flat: Sequence[float]) -> str:
    """Numbers as a link holds them."""
    if len(flat) <= 2 * PLAIN:
        return ",".join(f"{number:.{DECIMALS}f}".rstrip("0").rstrip(".") for number in flat)
    drawn = pairs(flat)
    decimals = _decimals(drawn)
    unit, east_before, north_before, written = 10**decimals, 0, 0, []
    for east, north in drawn:
        now = round(east * unit), round(north * unit)
        written.append(_letters(now[0] - east_before) + _letters(now[1] - north_before))
        east_before, north_before = now
    return f"{_SHORT}{decimals}{''.join(written)}"


def _distinct(drawn: Sequence[Corner], decimals: int) -> list[Corner]:
    found: list[Corner] = []
    for east, north in drawn:
        corner = round(east, decimals) + 0.0, round(north, decimals) + 0.0
        if not found or found[-1] != corner:
            found.append(corner)
    return found[:-1] if len(found) > 1 and found[0] == found[-1] else found


def _decimals(drawn: Iterable[Corner]) -> int:
    east, north = zip(*drawn, strict=True)
    span = max(max(east) - min(east), max(north) - min(north))
    return 4 if span < 4 else 3 if span < 40 else 2


def _letters(number: int) -> str:
    """A whole number, small ones in few letters."""
    rest, letters = (number << 1) ^ (-1 if number < 0 else 0), ""
    while True:
        rest, low = rest >> 5, rest & 31
        letters += _LETTERS[low | (32 if rest else 0)]
        if not rest:
            return letters


def _read_short(text: str) -> list[Corner]:
    if not re.fullmatch(r"[2-4][A-Za-z0-9_-]+", text):
        raise ValueError("its short form is damaged: draw it again")
    unit = 10 ** int(text[0])
    steps, number, shift = [], 0, 0
    for letter in text[1:]:
        value = _VALUES[letter]
        number |= (value & 31) << shift
        shift += 5
        if not value & 32:
            steps.append((number >> 1) ^ -(number & 1))
            number, shift = 0, 0
    if shift or len(steps) % 2:
        raise ValueError("its short form is damaged: draw it again")
    found, east, north = [], 0, 0
    for step_east, step_north in pairs(steps):
        east, north = int(east + step_east), int(north + step_north)
        if max(abs(east), abs(north)) > 1_000 * unit:
            raise ValueError("its short form is damaged: draw it again")
        found.append((east / unit, north / unit))
    return found
