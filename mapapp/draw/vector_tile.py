"""What a vector tile holds (Mapbox Vector Tile specification 2.1), as far as the basemap uses it."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from mapapp.draw.tiles import varints

Value = str | float | int | bool
Line = list[tuple[int, int]]


class Shape(IntEnum):
    """Of a feature."""

    POINT = 1
    LINE = 2
    AREA = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One thing on the basemap."""

    shape: Shape
    lines: list[Line]
    """Points, lines or rings: x grows east and y south, 0 to the layer's extent within the tile."""
    properties: dict[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class TileLayer:
    """One layer of a tile."""

    extent: int
    """Units from edge to edge."""
    features: list[Feature]


def decoded(tile: bytes) -> dict[str, TileLayer]:
    """The layers of a tile by name."""
    return dict(_layer(value) for field, value in _fields(tile) if field == 3 and isinstance(value, bytes))


def _layer(packed: bytes) -> tuple[str, TileLayer]:
    name, extent = "", 4096
    raw: list[bytes] = []
    keys: list[str] = []
    values: list[Value] = []
    for field, value in _fields(packed):
        if isinstance(value, int):
            extent = value if field == 5 else extent
        elif field == 1:
            name = value.decode()
        elif field == 2:
            raw.append(value)
        elif field == 3:
            keys.append(value.decode())
        elif field == 4:
            values.append(_value(value))
    return name, TileLayer(extent=extent, features=[_feature(one, keys, values) for one in raw])


def _feature(packed: bytes, keys: list[str], values: list[Value]) -> Feature:
    shape, tags, geometry = Shape.POINT, b"", b""
    for field, value in _fields(packed):
        if field == 3 and isinstance(value, int):
            shape = Shape(value)
        elif isinstance(value, bytes):
            tags, geometry = (value, geometry) if field == 2 else (tags, value)
    numbers = list(varints(tags))
    properties = {keys[key]: values[value] for key, value in zip(numbers[::2], numbers[1::2], strict=True)}
    return Feature(shape=shape, lines=_lines(geometry), properties=properties)


def _lines(packed: bytes) -> list[Line]:
    lines: list[Line] = []
    numbers = varints(packed)
    x = y = 0
    for command in numbers:
        what, times = command & 7, command >> 3
        if what == 7:  # close the ring: whoever draws it does
            continue
        for _ in range(times):
            x += _signed(next(numbers))
            y += _signed(next(numbers))
            if what == 1:
                lines.append([])
            lines[-1].append((x, y))
    return lines


def _signed(number: int) -> int:
    return (number >> 1) ^ -(number & 1)


def _value(packed: bytes) -> Value:
    field, value = next(_fields(packed))
    if isinstance(value, int):
        return _signed(value) if field == 6 else bool(value) if field == 7 else value
    if field == 1:
        return value.decode()
    number: float = struct.unpack("<f" if field == 2 else "<d", value)[0]
    return number


def _fields(packed: bytes) -> Iterator[tuple[int, int | bytes]]:
    """The fields of a protocol buffer: their number, and a whole number or bytes."""
    at = 0

    def number() -> int:
        nonlocal at
        told = shift = 0
        while True:
            byte = packed[at]
            at += 1
            told |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return told

    while at < len(packed):
        tag = number()
        kind = tag & 7
        if kind == 0:
            yield tag >> 3, number()
            continue
        size = number() if kind == 2 else 8 if kind == 1 else 4
        yield tag >> 3, packed[at : at + size]
        at += size
