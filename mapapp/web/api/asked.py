"""A request, understood as a whole or refused: what it asks in vain never makes the answer wider."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from mapapp.domain.view import View
from mapapp.store.snapshot import Snapshot
from mapapp.store.store import Store
from mapapp.web import link
from mapapp.web.api.parameters import FILTER_KEYS, Parameter
from mapapp.web.api.problems import Refused
from mapapp.web.backend import Backend

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request."""

    backend: Backend
    base: str
    """Where this server is: "http://localhost:8501"."""
    path: str
    query: Pairs
    """As it was given."""
    view: View
    values: Mapping[str, Any]
    """Of the API's own parameters, and of those of the path, by name."""

    @property
    def snapshot(self) -> Snapshot:
        """All incidents. Raises NotReady, CannotOpen, StoreUnusable."""
        return self.backend.snapshot

    @property
    def store(self) -> Store:
        """The record. Raises NotReady, CannotOpen."""
        return self.backend.application.store

    def href(self, path: str, query: Pairs = ()) -> str:
        """An address of this server."""
        return f"{self.base}{path}" + (f"?{urlencode(query)}" if query else "")

    def here(self, **other: object) -> str:
        """The request's own address with other values of some parameters; None takes one away."""
        kept = [(key, value) for key, value in self.query if key not in other]
        return self.href(self.path, [*kept, *((key, str(value)) for key, value in other.items() if value is not None)])

    def filters(self) -> Pairs:
        """That part of the query which narrows the view."""
        return [(key, value) for key, value in self.query if key in FILTER_KEYS]


def read_query(parameters: Sequence[Parameter], query: Pairs, *, filters: bool) -> tuple[View, dict[str, Any]]:
    """The view and the values of the parameters. Raises Refused, naming what is not understood."""
    own = {parameter.name: parameter for parameter in parameters}
    known = {*own, *(FILTER_KEYS if filters else ())}
    unknown = sorted({key for key, _ in query} - known)
    if unknown:
        listed = ", ".join(f"“{name[:60]}”" for name in unknown[:10])
        raise Refused(
            f"There is no parameter {listed} here. Known are: {', '.join(sorted(known)) or 'none'}.",
            parameters=[name[:60] for name in unknown[:10]],
        )
    values: dict[str, Any] = {name: parameter.default for name, parameter in own.items()}
    for name, parameter in own.items():
        given = [value for key, value in query if key == name]
        if len(given) > 1:
            raise Refused(f"{name} is given more than once.", parameters=[name])
        if given:
            values[name] = read_value(parameter, given[0])
    view, notes = link.decode([pair for pair in query if pair[0] in FILTER_KEYS] if filters else [])
    if refused := [note for note in notes if note != link.NO_TIME]:  # for a program an empty answer says the same
        raise Refused(" ".join(refused))
    return replace(view, incident=None), values


def read_value(parameter: Parameter, text: str) -> Any:  # noqa: ANN401
    """One value. Raises Refused."""
    try:
        return parameter.read(text)
    except ValueError as error:
        raise Refused(f"{parameter.name} is not understood: {error}.", parameters=[parameter.name]) from error
