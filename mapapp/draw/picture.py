"""A picture of the map, made without a browser: marks over the basemap, and a line of words below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image, ImageDraw, PngImagePlugin

from mapapp.domain.event_types import GROUPS
from mapapp.draw.frame import Frame, extent_of
from mapapp.draw.lettering import Font, font, shown
from mapapp.draw.sheet import FINER, Sheet, basemap, names
from mapapp.draw.spots import Found, Spots

CELL_PX = 40
"""Marks of one such square are drawn as one."""
MARK_PX = 9.0
PAPER, INK, QUIET = "#ffffff", "#24292c", "#5a6468"
UNKNOWN = "#3a3f42"


@dataclass(slots=True)
class _Cell:
    types: Counter[int] = field(default_factory=Counter)
    x: float = 0.0
    y: float = 0.0
    counted: bool = False

    @property
    def n(self) -> int:
        return self.types.total()


def picture(
    found: Iterable[Found],
    *,
    title: str,
    lines: Sequence[str],
    tells: Mapping[str, str],
    size: tuple[int, int] = (1600, 1000),
) -> bytes:
    """A PNG. `title` and `lines` stand below the map; `tells` goes into the file's own fields, by their names.

    A number in a circle counts the places of incidents there.
    """
    width, height = size
    below = 34 + 18 * len(lines)
    spots = Spots.of(found)
    frame = Frame.around(extent_of(spots.latitudes, spots.longitudes), width * FINER, (height - below) * FINER)
    sheet = basemap(frame)
    cells = _cells(spots, frame)
    sheet.taken += [_box(cell) for cell in cells]
    names(sheet)
    for cell in sorted(cells, key=lambda cell: cell.n):
        _mark(sheet, cell)
    whole = Image.new("RGB", size, PAPER)
    whole.paste(sheet.image.resize((width, height - below), Image.Resampling.LANCZOS))
    _words(whole, height - below, title, lines)
    return _png(whole, tells)


def _cells(spots: Spots, frame: Frame) -> list[_Cell]:
    cells: dict[tuple[int, int], _Cell] = {}
    side = CELL_PX * FINER
    for latitude, longitude, group, counted in zip(
        spots.latitudes, spots.longitudes, spots.groups, spots.counted, strict=True
    ):
        x, y = frame.at(latitude, longitude)
        cell = cells.setdefault((int(x // side), int(y // side)), _Cell())
        cell.types[group] += 1
        cell.x, cell.y = cell.x + x, cell.y + y
        cell.counted |= bool(counted)
    for cell in cells.values():
        cell.x, cell.y = cell.x / cell.n, cell.y / cell.n
    return list(cells.values())


def _radius(cell: _Cell) -> float:
    return FINER * (MARK_PX if cell.n == 1 else min(24.0, 12 + 2.2 * len(str(cell.n))))


def _box(cell: _Cell) -> tuple[float, float, float, float]:
    radius = _radius(cell)
    return cell.x - radius, cell.y - radius, cell.x + radius, cell.y + radius


def _mark(sheet: Sheet, cell: _Cell) -> None:
    """One incident is its type's letter; several are their number in a ring of their types' colours."""
    looks = tuple(GROUPS.values())
    pen, box = sheet.pen, _box(cell)
    if cell.n == 1:
        look = looks[next(iter(cell.types))] if next(iter(cell.types)) >= 0 else None
        colour, letter = (look.colour, look.letter) if look else (UNKNOWN, "?")
        fill, ink = (colour, PAPER) if cell.counted else (PAPER, colour)
        pen.ellipse(box, fill=fill, outline=PAPER if cell.counted else colour, width=FINER)
        pen.text((cell.x, cell.y), letter, fill=ink, font=font(11 * FINER), anchor="mm")
        return
    begin = -90.0
    for group, number in cell.types.most_common():
        end = begin + 360 * number / cell.n
        pen.pieslice(box, begin, end, fill=looks[group].colour if group >= 0 else UNKNOWN)
        begin = end
    rim = 4 * FINER
    pen.ellipse((box[0] + rim, box[1] + rim, box[2] - rim, box[3] - rim), fill=PAPER)
    pen.text((cell.x, cell.y), _short(cell.n), fill=INK, font=font(10 * FINER), anchor="mm")


def _short(number: int) -> str:
    if number < 1000:
        return str(number)
    return (
        f"{number / 1000:.1f}k" if number < 10_000 else f"{number // 1000}k" if number < 1e6 else f"{number / 1e6:.1f}M"
    )


def _words(image: Image.Image, top: int, title: str, lines: Sequence[str]) -> None:
    pen = ImageDraw.Draw(image)
    for number, (text, size, ink) in enumerate([(title, 16, INK), *((line, 11, QUIET) for line in lines)]):
        letters = font(size)
        at = (16, top + 8 + (0 if number == 0 else 24 + 18 * (number - 1)))
        pen.text(at, _cut(pen, shown(text), letters, image.width - 32), fill=ink, font=letters)


def _cut(pen: ImageDraw.ImageDraw, text: str, letters: Font, width: int) -> str:
    text = text[:400]
    while text and pen.textlength(text, font=letters) > width:
        text = text[: int(len(text) * 0.95) - 1].rstrip("…") + "…"
    return text


def _png(image: Image.Image, tells: Mapping[str, str]) -> bytes:
    about = PngImagePlugin.PngInfo()
    for name, text in tells.items():
        about.add_itxt(name, text)
    written = BytesIO()
    image.save(written, "PNG", pnginfo=about, optimize=True)
    return written.getvalue()
