"""Read Marble's .pn2 outlines: Natural Earth 1:50m as the Debian package marble-qt-data carries it.

Version 2 of the format: big-endian; 16-bit fixed point of 1/120 degree (0.9 km); a full node carries a count of
nodes that follow it as pairs of signed bytes relative to it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

UNITS_PER_DEGREE = 120


class OutlineKind(IntEnum):
    """What an outline is."""

    LINE = 0
    RING = 1
    OUTER = 2
    INNER = 3


_MULTIPOLYGON = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One line or ring."""

    kind: OutlineKind
    coordinates: list[list[float]]
    """Longitude and latitude in degrees, GeoJSON's order."""


class _Reader:
    """Takes fixed-size records from the bytes, in order."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def done(self) -> bool:
        return self._at >= len(self._data)

    def take(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from(">" + layout, self._data, self._at)
        self._at += struct.calcsize(">" + layout)
        return values

    def nodes(self, count: int) -> list[list[float]]:
        """`count` full nodes, each with the relative ones behind it."""
        found: list[list[float]] = []
        for _ in range(count):
            north, east, relative = self.take("hhh")
            found.append(_degrees(east, north))
            for _ in range(relative):
                further_north, further_east = self.take("bb")
                found.append(_degrees(east + further_east, north + further_north))
        return found


def read_outlines(path: Path) -> Iterator[Outline]:
    """Every outline of a .pn2 file of version 2, in file order."""
    reader = _Reader(path.read_bytes())
    _version, _placemarks, coloured = reader.take("BIB")
    previous = 0
    while not reader.done:
        flag, placemark = reader.take("BI")
        if coloured and placemark != previous:
            reader.take("B")
        previous = placemark
        if flag == _MULTIPOLYGON:
            (parts,) = reader.take("B")
            for _ in range(parts):
                kind, _identity, count = reader.take("BII")
                yield Outline(kind=OutlineKind(kind), coordinates=reader.nodes(count))
        else:
            (count,) = reader.take("I")
            yield Outline(kind=OutlineKind(flag), coordinates=reader.nodes(count))


def _degrees(east: int, north: int) -> list[float]:
    return [round(east / UNITS_PER_DEGREE, 4), round(north / UNITS_PER_DEGREE, 4)]
