"""The basemap's tiles, read from the PMTiles file without a browser (PMTiles specification, version 3)."""

from __future__ import annotations

import gzip
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO

from mapapp.draw.assets import STATIC

ATTRIBUTION = "Made with Natural Earth. Place names: GeoNames (CC BY 4.0)"
DATA_ZOOM = 8
"""The highest zoom level in the file."""
HEADER_BYTES = 127
WORLD = STATIC / "world.pmtiles"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Where a tile lies; several tiles in a row may be the same one, such as open sea."""

    number: int
    """Of the first of them, on the curve over all zoom levels."""
    run: int
    """How many are the same; 0: it is no tile but a further list of entries."""
    offset: int
    length: int


class TileFile:
    """Vector tiles by zoom, column and row. Safe to use from several threads."""

    def __init__(self, path: Path = WORLD) -> None:
        self._path = path
        with path.open("rb") as file:
            header = file.read(HEADER_BYTES)
            if header[:8] != b"PMTiles\x03":
                raise ValueError(f"{path} is no PMTiles file of version 3: run `make basemap`")
            root, root_size, _, _, self._leaves, _, self._data, _ = struct.unpack("<8Q", header[8:72])
            self._entries = list(self._all(file, root, root_size))
        self._numbers = [entry.number for entry in self._entries]

    def packed(self, zoom: int, x: int, y: int) -> bytes | None:
        """A tile as it lies in the file, packed with gzip; None where there is none. x grows east, y south."""
        number = tile_number(zoom, x, y)
        place = bisect_right(self._numbers, number) - 1
        if place < 0 or number >= self._entries[place].number + self._entries[place].run:
            return None
        entry = self._entries[place]
        with self._path.open("rb") as file:
            file.seek(self._data + entry.offset)
            return file.read(entry.length)

    def tile(self, zoom: int, x: int, y: int) -> bytes | None:
        """The same unpacked."""
        found = self.packed(zoom, x, y)
        return None if found is None else gzip.decompress(found)

    def _all(self, file: BinaryIO, offset: int, size: int) -> Iterator[Entry]:
        file.seek(offset)
        for entry in entries(gzip.decompress(file.read(size))):
            if entry.run:
                yield entry
            else:
                yield from self._all(file, self._leaves + entry.offset, entry.length)


@cache
def world() -> TileFile:
    """The basemap that the app serves."""
    return TileFile()


def tile_number(zoom: int, x: int, y: int) -> int:
    """The number of a tile: all of the lower zoom levels, then along a Hilbert curve.

    >>> [tile_number(1, x, y) for x, y in ((0, 0), (0, 1), (1, 1), (1, 0))]
    [1, 2, 3, 4]
    """
    number: int = (4**zoom - 1) // 3
    side = 1 << zoom
    half = side >> 1
    while half:
        right, low = int(bool(x & half)), int(bool(y & half))
        number += half * half * ((3 * right) ^ low)
        if not low:
            if right:
                x, y = side - 1 - x, side - 1 - y
            x, y = y, x
        half >>= 1
    return number


def entries(packed: bytes) -> list[Entry]:
    """One list of entries, as the file writes it: numbers, runs, lengths, offsets."""
    numbers = varints(packed)
    count = next(numbers)
    ids, total = [], 0
    for _ in range(count):
        total += next(numbers)
        ids.append(total)
    runs = [next(numbers) for _ in range(count)]
    lengths = [next(numbers) for _ in range(count)]
    offsets: list[int] = []
    for place in range(count):
        told = next(numbers)  # 0: right behind the one before
        offsets.append(told - 1 if told else offsets[-1] + lengths[place - 1])
    return [
        Entry(number=number, run=run, offset=offset, length=length)
        for number, run, offset, length in zip(ids, runs, offsets, lengths, strict=True)
    ]


def varints(packed: bytes) -> Iterator[int]:
    """Whole numbers of 7 bits a byte, the lowest first."""
    number = shift = 0
    for byte in packed:
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            yield number
            number = shift = 0
