"""Reports and incidents to JSON and back, with nothing lost.

The codec follows the type annotations of the domain's dataclasses, so that a new field needs no line here. A field
that an older payload lacks takes its default. Raise FORMAT when a field changes its meaning.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import orjson

from mapapp.domain.account import Likeness
from mapapp.domain.errors import MapappError
from mapapp.domain.incident import Incident
from mapapp.domain.report import Report
from mapapp.store import quick_payload

FORMAT = 1
"""Which way of writing a payload this is."""

Thing = TypeVar("Thing", Report, Incident, Likeness)

_SURROGATE = re.compile("[\ud800-\udfff]")


class PayloadNotUnderstood(MapappError, ValueError):
    """A kept object is written in a way that this program does not know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Codec:
    write: Callable[[Any], Any]
    """From an object to what `json` can write."""
    read: Callable[[Any], Any]
    """And back."""


def dumps(thing: Report | Incident | Likeness) -> str:
    """The object as JSON text without NUL and without lone surrogates: any database can hold it."""
    kind: Any = type(thing)
    try:
        return orjson.dumps({"format": FORMAT, "data": quick_payload.writer(kind)(thing)}).decode()
    except TypeError:  # lone surrogates, and numbers beyond 64 bits, are written the long way
        data = {"format": FORMAT, "data": _codec(type(thing)).write(thing)}
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def loads(kind: type[Thing], text: str) -> Thing:
    """The object again. Raises PayloadNotUnderstood for another format or a damaged payload."""
    try:
        payload = orjson.loads(text)
        if payload["format"] == FORMAT:
            of: Any = kind
            usual: Thing = quick_payload.reader(of)(payload["data"])
            return usual
    except (KeyError, TypeError, AttributeError, ValueError):  # written the long way, older, or damaged
        pass
    return _loads_slowly(kind, text)


def _loads_slowly(kind: type[Thing], text: str) -> Thing:
    """The same for whatever `_codec` writes; it says what is wrong with what is not."""
    try:
        payload = json.loads(text)
        if payload["format"] != FORMAT:
            raise PayloadNotUnderstood(
                f"it is kept in format {payload['format']}, and this program reads format {FORMAT}: update the program"
            )
        thing: Thing = _codec(kind).read(payload["data"])
    except (KeyError, TypeError, AttributeError, json.JSONDecodeError) as error:
        raise PayloadNotUnderstood(f"the kept {kind.__name__.lower()} is damaged: {error!r}") from error
    return thing


def data_of(thing: Report | Incident | Likeness) -> Any:  # noqa: ANN401
    """What `dumps` writes of an object, before it is text."""
    return _codec(type(thing)).write(thing)


def _told(data: dict[str, Any], unsaid: Mapping[str, Any]) -> dict[str, Any]:
    for name, value in unsaid.items():
        if data[name] == value:
            del data[name]
    return data


def _codec(annotation: Any) -> _Codec:  # noqa: ANN401
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    if get_origin(annotation) in (Union, UnionType):
        return _optional(annotation)
    if get_origin(annotation) is tuple:
        return _tuple(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return _Codec(write=lambda member: member.value, read=annotation)
    if is_dataclass(annotation) and isinstance(annotation, type):
        return _record(annotation)
    raise TypeError(f"no way to keep a {annotation}")


def _write_text(text: str) -> str | list[int]:
    """A string; or, where it holds lone surrogates, the list of its code points."""
    return [ord(character) for character in text] if _SURROGATE.search(text) else text


def _read_text(written: str | list[int]) -> str:
    return written if isinstance(written, str) else "".join(map(chr, written))


def _optional(annotation: Any) -> _Codec:  # noqa: ANN401
    (inner,) = (argument for argument in get_args(annotation) if argument is not type(None))
    codec = _codec(inner)
    return _Codec(
        write=lambda value: None if value is None else codec.write(value),
        read=lambda value: None if value is None else codec.read(value),
    )


def _tuple(annotation: Any) -> _Codec:  # noqa: ANN401
    codec = _codec(get_args(annotation)[0])
    return _Codec(
        write=lambda values: [codec.write(value) for value in values],
        read=lambda values: tuple(codec.read(value) for value in values),
    )


@cache
def _record(kind: Any) -> _Codec:  # noqa: ANN401
    codecs = {name: _codec(annotation) for name, annotation in get_type_hints(kind).items()}
    unsaid = quick_payload.unsaid(kind)
    return _Codec(
        write=lambda thing: _told({name: codec.write(getattr(thing, name)) for name, codec in codecs.items()}, unsaid),
        read=lambda data: kind(**{name: codec.read(data[name]) for name, codec in codecs.items() if name in data}),
    )


_PLAIN: dict[Any, _Codec] = {
    str: _Codec(write=_write_text, read=_read_text),
    bool: _Codec(write=bool, read=bool),
    int: _Codec(write=int, read=int),
    float: _Codec(write=float, read=float),
    datetime: _Codec(write=datetime.isoformat, read=datetime.fromisoformat),
}
