"""The basemap on a picture: land, water, borders and names from our own tiles, drawn without a browser."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from PIL import Image, ImageDraw

from mapapp.draw.frame import Frame
from mapapp.draw.lettering import font, shown
from mapapp.draw.tiles import DATA_ZOOM, TileFile, world
from mapapp.draw.vector_tile import Feature, Line, Shape, TileLayer, decoded

FINER = 2
"""Drawn so many times larger and made smaller at the end: that smooths the edges."""

# As in mapapp/static/basemap.js.
WATER, WATER_LINE, LAND = "#d5e1e6", "#b4cbd5", "#f4f2ec"
DIVISION, BORDER, DISPUTED = "#cbc5b8", "#9a9287", "#a8988a"
HALO, COUNTRY_NAME, PLACE_NAME = "#fbfaf6", "#6f675c", "#3f3b36"
DASH = (6.0, 4.0)
"""Of a disputed border: so many pixels drawn, so many left out."""
NAMED_FROM = {3: 8e6, 4: 4e6, 5: 1e6, 6: 3e5, 7: 1e5, 8: 3e4, 9: 1e4}
"""How many people a place needs to be named, by zoom."""
MOST_NAMES = 60

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A tile with where it goes."""

    layers: dict[str, TileLayer]
    left: float
    """On the sheet, pixels."""
    top: float
    side: float

    def placed(self, line: Line, extent: int) -> list[tuple[float, float]]:
        """A line of the tile on the sheet."""
        scale = self.side / extent
        return [(self.left + x * scale, self.top + y * scale) for x, y in line]


@dataclass(slots=True, kw_only=True)
class Sheet:
    """A picture that is being drawn. Its pixels are FINER ones."""

    frame: Frame
    image: Image.Image
    pen: ImageDraw.ImageDraw
    taken: list[Box] = field(default_factory=list)
    """Where names stand already."""

    @classmethod
    def blank(cls, frame: Frame) -> Sheet:
        """Open water."""
        image = Image.new("RGB", (frame.width, frame.height), WATER)
        return cls(frame=frame, image=image, pen=ImageDraw.Draw(image))

    def word(self, at: tuple[float, float], text: str, size: float, ink: str) -> None:
        """A name in the middle of a point, unless it would cover another or be cut off."""
        text, letters = shown(text), font(size * FINER)
        left, top, right, bottom = self.pen.textbbox(at, text, font=letters, anchor="mm")
        gap = 4 * FINER
        box = (left - gap, top - gap, right + gap, bottom + gap)
        inside = box[0] >= 0 and box[1] >= 0 and box[2] <= self.frame.width and box[3] <= self.frame.height
        if inside and not any(_meet(box, other) for other in self.taken):
            self.taken.append(box)
            self.pen.text(at, text, fill=ink, font=letters, anchor="mm", stroke_width=FINER, stroke_fill=HALO)


def basemap(frame: Frame, tiles: TileFile | None = None) -> Sheet:
    """The part of the world that a frame shows; the frame's pixels are those of the finer picture."""
    sheet = Sheet.blank(frame)
    laid = list(_tiles(frame, tiles or world()))
    for name, colour in (("land", LAND), ("lakes", WATER)):
        for tile, layer, feature in _features(laid, name):
            _fill(sheet, tile, layer, feature, colour)
    _lines(sheet, laid, "rivers", WATER_LINE, 0.8)
    if _zoom(frame) >= 5:
        _lines(sheet, laid, "admin1", DIVISION, 0.8)
    _lines(sheet, laid, "borders", BORDER, 1.0)
    return sheet


def names(sheet: Sheet, tiles: TileFile | None = None) -> None:
    """The names of countries and of the largest places, as far as there is room."""
    laid = list(_tiles(sheet.frame, tiles or world()))
    zoom = _zoom(sheet.frame)
    for name, _, at in sorted(_named(laid, "country_label", "rank"), key=lambda found: found[1])[:MOST_NAMES]:
        sheet.word(at, name, 12, COUNTRY_NAME)
    least = NAMED_FROM.get(zoom, 0 if zoom > 9 else math.inf)
    found = sorted(_named(laid, "places", "pop"), key=lambda found: -found[1])
    for name, people, (x, y) in found[:MOST_NAMES]:
        if people >= least:
            sheet.word((x, y + 11 * FINER), name, 10, PLACE_NAME)


def _zoom(frame: Frame) -> int:
    return max(0, round(frame.zoom - math.log2(FINER)))


def _tiles(frame: Frame, tiles: TileFile) -> Iterator[Tile]:
    zoom = min(DATA_ZOOM, _zoom(frame))
    count = 1 << zoom
    side = frame.side / count
    first, last = math.floor(frame.left * count), math.floor((frame.left + frame.width / frame.side) * count)
    top, bottom = math.floor(frame.top * count), math.floor((frame.top + frame.height / frame.side) * count)
    for y in range(max(0, top), min(count - 1, bottom) + 1):
        for x in range(first, last + 1):
            found = tiles.tile(zoom, x % count, y)
            if found:
                left, up = (x / count - frame.left) * frame.side, (y / count - frame.top) * frame.side
                yield Tile(layers=decoded(found), left=left, top=up, side=side)


def _features(laid: list[Tile], name: str) -> Iterator[tuple[Tile, TileLayer, Feature]]:
    for tile in laid:
        layer = tile.layers.get(name)
        for feature in layer.features if layer else ():
            yield tile, layer, feature  # type: ignore[misc]


def _fill(sheet: Sheet, tile: Tile, layer: TileLayer, feature: Feature, colour: str) -> None:
    for ring in feature.lines:
        if len(ring) > 2:
            hole = _area(ring) < 0
            sheet.pen.polygon(tile.placed(ring, layer.extent), fill=WATER if hole and colour == LAND else colour)


def _area(ring: Line) -> int:
    """Twice its area; below 0 where it is a hole."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True))


def _lines(sheet: Sheet, laid: list[Tile], name: str, colour: str, width: float) -> None:
    for tile, layer, feature in _features(laid, name):
        disputed = feature.properties.get("kind") == "disputed"
        for line in feature.lines:
            at = tile.placed(line, layer.extent)
            for part in _dashes(at) if disputed else (at,):
                sheet.pen.line(part, fill=DISPUTED if disputed else colour, width=round(width * FINER), joint="curve")


def _dashes(line: list[tuple[float, float]]) -> Iterator[list[tuple[float, float]]]:
    """The parts of a line that are drawn where it is dashed."""
    on, off = (length * FINER for length in DASH)
    walked = 0.0
    for (x1, y1), (x2, y2) in itertools.pairwise(line):
        length = math.hypot(x2 - x1, y2 - y1)
        at = 0.0
        while at < length:
            phase = (walked + at) % (on + off)
            step = min(length - at, (on if phase < on else on + off) - phase) or length
            if phase < on:
                yield [(x1 + (x2 - x1) * share / length, y1 + (y2 - y1) * share / length) for share in (at, at + step)]
            at += step
        walked += length


def _named(laid: list[Tile], name: str, by: str) -> Iterator[tuple[str, float, tuple[float, float]]]:
    """Each name once, with the number that it is put in order by."""
    seen: set[str] = set()
    for tile, layer, feature in _features(laid, name):
        text, number = feature.properties.get("name"), feature.properties.get(by, 0)
        if feature.shape is Shape.POINT and isinstance(text, str) and text not in seen:
            seen.add(text)
            yield text, float(number), tile.placed(feature.lines[0], layer.extent)[0]


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
