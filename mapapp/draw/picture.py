"""A picture of a view, 1200 by 630 pixels, made without a browser: what others show beside a link."""

from __future__ import annotations

import io
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, features

from gazetteer.place import Extent

HERE = Path(__file__).parent
OUTLINE = HERE / "world_outline.json"
FONT = HERE / "fonts" / "DejaVuSans.ttf"
"""Latin, Greek, Cyrillic, Arabic, Hebrew, Armenian, Georgian and more in one free file."""

WIDTH, HEIGHT = 1200, 630
BAND = 150
"""Of the picture's height, for title and count, in pixels."""
MARGIN = 46
SEA, LAND, BORDER, PAPER = "#d5e1e6", "#f4f2ec", "#a9a297", "#ffffff"
INK, QUIET = "#1c2429", "#45525a"
NEAREST_SPAN = 10.0
"""Degrees of longitude: one town alone is shown in its surroundings."""
EDGE = 85.0
OVERSAMPLING = 2
"""Drawn larger and scaled down, so that edges are smooth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A circle on the map."""

    latitude: float
    longitude: float
    incidents: int
    colour: str
    """Such as "#0072e5"."""
    area: bool = False
    """Somewhere around there: drawn wide and pale, without its number."""


Ring = Sequence[tuple[float, float]]
"""Longitude and latitude in turn, degrees."""


def picture(title: str, line: str, dots: Sequence[Dot], borders: Iterable[Ring] = ()) -> bytes:
    """The PNG. `borders` are drawn as thin lines over the land.

    A title with characters that the font cannot draw is left out: a row of empty boxes says nothing.
    """
    size = (WIDTH * OVERSAMPLING, (HEIGHT - BAND) * OVERSAMPLING)
    image = Image.new("RGB", size, SEA)
    pen = ImageDraw.Draw(image, "RGBA")
    frame = _Frame(_extent(dots), *size)
    for ring in _land():
        pen.polygon(frame.ring(ring), fill=LAND)
    for ring in borders:
        pen.line(frame.ring(ring), fill=BORDER, width=OVERSAMPLING)
    for dot in sorted(dots, key=lambda one: (not one.area, -one.incidents)):
        _draw_dot(pen, frame, dot)
    whole = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    whole.paste(image.resize((WIDTH, HEIGHT - BAND), Image.Resampling.LANCZOS), (0, BAND))
    _write(ImageDraw.Draw(whole), title, line)
    stream = io.BytesIO()
    whole.save(stream, "PNG", optimize=True)
    return stream.getvalue()


class _Frame:
    """Degrees to pixels, Web Mercator."""

    def __init__(self, extent: Extent, width: int, height: int) -> None:
        west, east = math.radians(extent.west), math.radians(extent.east)
        south, north = _mercator(extent.south), _mercator(extent.north)
        self._scale = min(width / (east - west), height / (north - south), width / 0.1)
        self._x = width / 2 - self._scale * (west + east) / 2
        self._y = height / 2 + self._scale * (south + north) / 2

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Pixels from the upper left."""
        return (
            self._x + self._scale * math.radians(longitude),
            self._y - self._scale * _mercator(max(-EDGE, min(EDGE, latitude))),
        )

    def ring(self, ring: Ring) -> list[tuple[float, float]]:
        """The same for a line."""
        return [self.at(longitude, latitude) for longitude, latitude in ring]


def _mercator(latitude: float) -> float:
    return math.asinh(math.tan(math.radians(latitude)))


def _extent(dots: Sequence[Dot]) -> Extent:
    """Around the dots with a margin; the world without Antarctica where there are none."""
    if not dots:
        return Extent(west=-180.0, south=-56.0, east=180.0, north=78.0)
    longitudes, latitudes = [dot.longitude for dot in dots], [dot.latitude for dot in dots]
    across = max(max(longitudes) - min(longitudes), NEAREST_SPAN)
    up = max(max(latitudes) - min(latitudes), NEAREST_SPAN / 2)
    return Extent(
        west=(min(longitudes) + max(longitudes) - across * 1.5) / 2,
        east=(min(longitudes) + max(longitudes) + across * 1.5) / 2,
        south=max(-EDGE, (min(latitudes) + max(latitudes) - up * 1.6) / 2),
        north=min(EDGE, (min(latitudes) + max(latitudes) + up * 1.6) / 2),
    )


def _draw_dot(pen: ImageDraw.ImageDraw, frame: _Frame, dot: Dot) -> None:
    x, y = frame.at(dot.longitude, dot.latitude)
    radius = OVERSAMPLING * min(34.0, 10.0 + 4.0 * math.log2(dot.incidents))
    if dot.area:
        radius += 12 * OVERSAMPLING
        pen.ellipse(
            (x - radius, y - radius, x + radius, y + radius), fill=f"{dot.colour}40", outline=dot.colour, width=3
        )
        return
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=dot.colour, outline=PAPER, width=3)
    if dot.incidents > 1:
        pen.text((x, y), f"{dot.incidents:,}", font=_font(round(radius * 0.9)), fill=PAPER, anchor="mm")


def _write(pen: ImageDraw.ImageDraw, title: str, line: str) -> None:
    drawn = title if _drawable(title) else ""
    if drawn:
        font = _font(46)
        pen.text((MARGIN, 36), _fitted(drawn, font), font=font, fill=INK)
    pen.text((MARGIN, 98 if drawn else 56), _fitted(line, _font(28)), font=_font(28), fill=QUIET)


def _fitted(text: str, font: ImageFont.FreeTypeFont) -> str:
    """On one line, cut with an ellipsis where it is too long."""
    room = WIDTH - 2 * MARGIN
    if font.getlength(text) <= room:
        return text
    while text and font.getlength(f"{text}…") > room:
        text = text[:-1].rstrip()
    return f"{text}…"


def _drawable(text: str) -> bool:
    """Has the font every character, and can they be set in their direction here?"""
    complex_script = any(ord(character) >= 0x590 for character in text)
    if complex_script and not (features.check("raqm") and features.check("fribidi")):
        return False
    return all(character.isspace() or _has_glyph(character) for character in text)


@cache
def _has_glyph(character: str) -> bool:
    """A missing character is drawn as the box of one that no font has."""
    font = _font(20)
    return bytes(font.getmask(character)) != bytes(font.getmask("\U0010fffd")) and character.isprintable()


@cache
def _font(pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT), max(8, pixels))


@cache
def _land() -> tuple[Ring, ...]:
    rings = json.loads(OUTLINE.read_text(encoding="utf-8"))
    return tuple(tuple(_pairs(ring)) for ring in rings)


def _pairs(ring: Sequence[int]) -> Iterator[tuple[float, float]]:
    for at in range(0, len(ring), 2):
        yield ring[at] / 100, ring[at + 1] / 100
