"""Mapbox vector tiles, version 2.1, of points: as much of the format as we need, written by hand.

The library for it asks for an older protobuf than Streamlit brings, and for a polygon clipper; this is a page.
https://github.com/mapbox/vector-tile-spec
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence

Value = str | int | float | bool
At = Sequence[tuple[int, int]]
"""Across and down, in units from the tile's north-west corner."""
Feature = tuple[At, Mapping[str, Value | None]]
"""Points, and attributes; those which are None are left out."""

VERSION = 2
_MOVE_TO = 1
_POINT = 1


def layer_tile(name: str, features: Iterable[Feature], extent: int) -> bytes:
    """A tile of one layer."""
    keys: dict[str, int] = {}
    values: dict[tuple[type, Value], int] = {}
    written = b"".join(_bytes(2, _feature(at, facts, keys, values)) for at, facts in features)
    head = _bytes(1, name.encode())
    names = b"".join(_bytes(3, key.encode()) for key in keys)
    table = b"".join(_bytes(4, _value(value)) for _, value in values)
    return _bytes(3, head + written + names + table + _number(5, extent) + _number(15, VERSION))


def _feature(
    at: At, facts: Mapping[str, Value | None], keys: dict[str, int], values: dict[tuple[type, Value], int]
) -> bytes:
    tags = b"".join(
        _varint(keys.setdefault(key, len(keys))) + _varint(values.setdefault((type(value), value), len(values)))
        for key, value in facts.items()
        if value is not None
    )
    return _bytes(2, tags) + _number(3, _POINT) + _bytes(4, _points(at))


def _points(at: At) -> bytes:
    """One command for all of them; each is told from the one before."""
    written, before = [_varint(_MOVE_TO | len(at) << 3)], (0, 0)
    for across, down in at:
        written.append(_varint(_zigzag(across - before[0])) + _varint(_zigzag(down - before[1])))
        before = across, down
    return b"".join(written)


def _value(value: Value) -> bytes:
    if isinstance(value, bool):
        return _number(7, int(value))
    if isinstance(value, int):
        return _number(4, value)
    if isinstance(value, float):
        return b"\x19" + struct.pack("<d", value)
    return _bytes(1, value.encode("utf-8", "replace"))


def _number(field: int, number: int) -> bytes:
    return _varint(field << 3) + _varint(number)


def _bytes(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _zigzag(number: int) -> int:
    return number << 1 if number >= 0 else (-number << 1) - 1


def _varint(number: int) -> bytes:
    """Whole numbers from 0 on: seven bits a byte, the lowest first."""
    if number < 128:
        return bytes((number,))
    written = bytearray()
    while number >= 128:
        written.append(number & 127 | 128)
        number >>= 7
    written.append(number)
    return bytes(written)
