"""Payloads of usual content, written and read by functions that are made of the type annotations of the domain.

Each is one expression, `{"id": thing.id, "when": ...}` or `Incident(id=data["id"], ...)`: twice as fast as to walk
along the annotations for each object. Only `mapapp.store.payload` uses this; what is unusual it does the long way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from itertools import count
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from mapapp.domain.incident import SAID_IF_TOLD


class Unusual(ValueError):
    """Something that only the long way reads."""


@cache
def writer(kind: Any) -> Callable[[Any], dict[str, Any]]:  # noqa: ANN401
    """From an object of this dataclass to what orjson writes."""
    maker = _Maker()
    write: Callable[[Any], dict[str, Any]] = maker.function(f"lambda thing: {maker.written(kind, 'thing')}")
    return write


@cache
def reader(kind: Any) -> Callable[[Any], Any]:  # noqa: ANN401
    """From what orjson reads to an object. It raises KeyError, TypeError, AttributeError or ValueError for what is not
    written as `writer` writes it, be it damaged or only unusual.
    """
    maker = _Maker()
    read: Callable[[Any], Any] = maker.function(f"lambda data: {maker.read(kind, 'data')}")
    return read


def _unusual(value: object) -> Any:  # noqa: ANN401
    raise Unusual(type(value).__name__)


@dataclass(slots=True)
class _Maker:
    """Makes the source of one function."""

    names: dict[str, Any] = field(default_factory=lambda: {"_unusual": _unusual, "_instant": datetime.fromisoformat})
    """What it may use."""
    numbers: Iterator[int] = field(default_factory=count)

    def function(self, source: str) -> Any:  # noqa: ANN401
        """The function itself."""
        return eval(source, self.names)  # noqa: S307  made of our own annotations alone

    def _new(self) -> str:
        return f"_{next(self.numbers)}"

    def written(self, hint: Any, at: str) -> str:  # noqa: ANN401
        """The expression for what is written of the value `at`; `at` itself where that is the value."""
        if get_origin(hint) in (Union, UnionType):
            name = self._new()
            inner = self.written(_inner(hint), name)
            return at if inner == name else f"None if ({name} := {at}) is None else {inner}"
        if get_origin(hint) is tuple:
            name = self._new()
            inner = self.written(get_args(hint)[0], name)
            return at if inner == name else f"[{inner} for {name} in {at}]"
        if not isinstance(hint, type) or not is_dataclass(hint):
            return at
        seldom = unsaid(hint)
        parts = (self._part(name, kind, at, seldom) for name, kind in _fields(hint))
        return f"{{{', '.join(parts)}}}"

    def _part(self, name: str, hint: Any, at: str, seldom: Mapping[str, Any]) -> str:  # noqa: ANN401
        said = f'"{name}": {self.written(hint, f"{at}.{name}")}'
        if name not in seldom:
            return said
        return f"**({{}} if {at}.{name} == {self._known(seldom[name])} else {{{said}}})"

    def _known(self, value: Any) -> str:  # noqa: ANN401
        """A name for a value."""
        name = self._new()
        self.names[name] = value
        return name

    def read(self, hint: Any, at: str) -> str:  # noqa: ANN401
        """The expression for the value that was written as `at`."""
        name = self._new()
        if get_origin(hint) in (Union, UnionType):
            return f"None if ({name} := {at}) is None else {self.read(_inner(hint), name)}"
        if get_origin(hint) is tuple:
            return f"tuple([{self.read(get_args(hint)[0], name)} for {name} in {at}])"
        if hint is float:
            return f"float({at})"
        if hint is datetime:
            return f"_instant({at})"
        self.names[name] = hint
        if issubclass(hint, Enum):
            self.names[name] = hint._value2member_map_
            return f"{name}[{at}]"
        if is_dataclass(hint):
            seldom = unsaid(hint)
            parts = (f"{one}={self._read_part(one, kind, at, seldom)}" for one, kind in _fields(hint))
            return f"{name}({', '.join(parts)})"
        value = self._new()
        return f"{value} if type({value} := {at}) is {name} else _unusual({value})"

    def _read_part(self, name: str, hint: Any, at: str, seldom: Mapping[str, Any]) -> str:  # noqa: ANN401
        value = self.read(hint, f"{at}[{name!r}]")
        return f"({value} if {name!r} in {at} else {self._known(seldom[name])})" if name in seldom else value


def unsaid(kind: Any) -> dict[str, Any]:  # noqa: ANN401
    """The fields that are left out of a payload where they have these values: see `SAID_IF_TOLD`."""
    return {one.name: one.default for one in fields(kind) if SAID_IF_TOLD.items() <= one.metadata.items()}


def _inner(hint: Any) -> Any:  # noqa: ANN401
    """Of "this or None": this."""
    (inner,) = (argument for argument in get_args(hint) if argument is not type(None))
    return inner


def _fields(kind: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    hints = get_type_hints(kind)
    return ((one.name, hints[one.name]) for one in fields(kind))
