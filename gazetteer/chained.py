"""Several geocoders in a row: the next is asked only when those before have no good answer.

geocoder = ChainedGeocoder(OfflineGeocoder(), online_geocoder())
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Protocol

from geopy.exc import ConfigurationError, GeocoderQueryError
from geopy.geocoders.base import DEFAULT_SENTINEL
from geopy.location import Location

from gazetteer.decision import Verdict
from gazetteer.geocoder import Answer


class PlaceGeocoder(Protocol):
    """What OfflineGeocoder, OnlineGeocoder and ChainedGeocoder have in common."""

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = ...,
        country: str | None = ...,
        limit: int = ...,
        timeout: Any = ...,  # noqa: ANN401
    ) -> Answer:
        """Places of a name."""

    def reverse(self, query: Any, *, exactly_one: bool = ..., timeout: Any = ...) -> Answer:  # noqa: ANN401
        """What is at a point."""


class ChainedGeocoder:
    """Asks each geocoder in turn until one has a good answer; `raw` says which one answered.

    A geocoder that fails is passed over: what went wrong stands in `problems`, and in `problems` of each answer's raw.
    """

    def __init__(self, *geocoders: PlaceGeocoder | None) -> None:
        """In the order in which they are asked; None (a service that is not switched on) is left out.

        An answer whose raw has the `verdict` "unknown" is only given when no other geocoder has a better one.
        Raises geopy's ConfigurationError when there is none at all.
        """
        self.geocoders = tuple(geocoder for geocoder in geocoders if geocoder is not None)
        if not self.geocoders:
            raise ConfigurationError("a chain needs at least one geocoder")
        self._threads = threading.local()

    @property
    def problems(self) -> tuple[str, ...]:
        """What went wrong in this thread's last call though it was answered; empty when nothing did."""
        return getattr(self._threads, "problems", ())

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        country: str | None = None,
        limit: int = 10,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ANN401  geopy's sentinel
    ) -> Answer:
        """The places called `query`, of the first geocoder that knows it well; None when none does.

        Raises GeocoderQueryError when the first finds the query mistaken, and its error when all of them fail.
        """
        return self._first(
            lambda geocoder: geocoder.geocode(
                query, exactly_one=exactly_one, country=country, limit=limit, timeout=timeout
            )
        )

    def reverse(
        self,
        query: Any,  # noqa: ANN401  geopy takes a Point, a pair or a text
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ANN401  geopy's sentinel
    ) -> Answer:
        """What is at a point, by the first geocoder that knows; None when none does. Raises as geocode does."""
        return self._first(lambda geocoder: geocoder.reverse(query, exactly_one=exactly_one, timeout=timeout))

    def _first(self, ask: Callable[[PlaceGeocoder], Answer]) -> Answer:
        errors: list[Exception] = []
        problems: list[str] = []
        best: tuple[PlaceGeocoder, Location | list[Location]] | None = None
        self._threads.problems = ()
        for geocoder in self.geocoders:
            try:
                answer = ask(geocoder)
            except Exception as problem:  # whatever ails one geocoder, the others still answer
                if isinstance(problem, GeocoderQueryError) and geocoder is self.geocoders[0]:
                    raise
                errors.append(problem)
                problems.append(f"{type(geocoder).__name__}: {problem or type(problem).__name__}")
                continue
            if answer:
                good = _is_good(answer)
                best = (geocoder, answer) if good or best is None else best
                if good:
                    break
        self._threads.problems = tuple(problems)
        if len(errors) == len(self.geocoders):
            raise errors[0]
        return _marked(*best, problems) if best else None


def _is_good(answer: Location | list[Location]) -> bool:
    best = answer[0] if isinstance(answer, list) else answer
    return bool(best.raw.get("verdict") != Verdict.UNKNOWN)


def _marked(geocoder: PlaceGeocoder, answer: Location | list[Location], problems: list[str]) -> Answer:
    if isinstance(answer, list):
        return [_marked(geocoder, location, problems) for location in answer]
    raw = {**answer.raw, "geocoder": type(geocoder).__name__, "problems": list(problems)}
    return Location(answer.address, answer.point, raw)
