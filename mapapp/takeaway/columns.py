"""The columns of every table: one row each gives its name, its kind, what it says and where it comes from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from mapapp.domain.event_types import EVENT_TYPES, GROUPS
from mapapp.domain.names import event_name
from mapapp.spoken import _
from mapapp.store import KeptIncident, KeptPlace

Value = str | int | float | date | None
"""None and an empty text are not known."""

BETWEEN = "; "
"""Between several values of a cell."""


class Kind(StrEnum):
    """Of the values."""

    TEXT = "text"
    WHOLE = "whole number"
    REAL = "number"
    DAY = "day"
    """ISO 8601, UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column."""

    name: str
    kind: Kind
    says: str
    """What it holds, for people."""
    value: Callable[[KeptIncident], Value]


def _text(name: str, says: str, value: Callable[[KeptIncident], str | None]) -> Column:
    return Column(name=name, kind=Kind.TEXT, says=says, value=value)


def _whole(name: str, says: str, value: Callable[[KeptIncident], int | None]) -> Column:
    return Column(name=name, kind=Kind.WHOLE, says=says, value=value)


def _real(name: str, says: str, value: Callable[[KeptIncident], float | None]) -> Column:
    return Column(name=name, kind=Kind.REAL, says=says, value=value)


def _day(name: str, says: str, value: Callable[[KeptIncident], date | None]) -> Column:
    return Column(name=name, kind=Kind.DAY, says=says, value=value)


def type_name(code: str) -> str:
    """The top-level type of a code: "Battles"."""
    row = EVENT_TYPES.get(code)
    group = GROUPS.get(code.partition(".")[0])
    return row.event_type.name if row else group.name if group else code


def spoken_type(incident: KeptIncident) -> str:
    """Its kind in the reader's language: "Battles: Armed clash"."""
    whole, kind = event_name(type_name(incident.type_code)), event_name(incident.sub_type)
    return _("{type}: {kind}", type=whole, kind=kind)


def _of_first(value: Callable[[KeptPlace], Value]) -> Callable[[KeptIncident], Any]:
    """Of the first place that a map draws; None where there is none."""
    return lambda incident: next((value(place) for place in incident.drawn), None)


def _each(values: tuple[str | None, ...]) -> str:
    """Each once."""
    return BETWEEN.join(dict.fromkeys(value for value in values if value))


def _points(incident: KeptIncident) -> str:
    return BETWEEN.join(f"{place.latitude} {place.longitude}" for place in incident.drawn)


def _roles(incident: KeptIncident) -> str:
    return BETWEEN.join(place.role for place in incident.places)


COLUMNS: tuple[Column, ...] = (
    _text("id", "stable; the same in links", lambda one: one.id),
    _text("type", "top level: Battles", lambda one: type_name(one.type_code)),
    _text("sub_type", "Armed clash", lambda one: one.sub_type),
    _text("type_code", "as in links: battle.clash", lambda one: one.type_code),
    _text("status", "reported, claimed, disputed, denied, planned, …", lambda one: one.status),
    _text("review", "auto, or what a person made of it", lambda one: one.review),
    _day("first_day", "empty where the beginning is not known", lambda one: one.first_day),
    _day("last_day", "included; empty: not dated", lambda one: one.last_day),
    _text("date_precision", "hour, day, days, month, year; until: on or before last_day", lambda one: one.precision),
    _text("when", "the same for people", lambda one: one.when),
    _whole("killed_low", "persons, at least; empty is not known, never nobody", lambda one: one.killed_low),
    _whole("killed_high", "persons, at most", lambda one: one.killed_high),
    _whole("injured_low", "persons, at least", lambda one: one.injured_low),
    _whole("injured_high", "persons, at most", lambda one: one.injured_high),
    _text("actors", "who acted", lambda one: BETWEEN.join(one.actors)),
    _text("targets", "to whom it was done", lambda one: BETWEEN.join(one.targets)),
    _text("places", "names of all places", lambda one: BETWEEN.join(place.name for place in one.places)),
    _text("provinces", "each once", lambda one: _each(tuple(place.province for place in one.places))),
    _text("countries", "ISO codes, each once", lambda one: _each(tuple(place.country_code for place in one.places))),
    _real("latitude", "of the first place more exact than a country", _of_first(lambda at: at.latitude)),
    _real("longitude", "of the same place", _of_first(lambda at: at.longitude)),
    _text("precision", "what sort of place that is: settlement, admin-1", _of_first(lambda at: at.kind)),
    _real("radius_km", "how far from the point it may have been", _of_first(lambda at: at.radius_km)),
    _whole("points", "how many places a map draws; 0: it is on no map", lambda one: len(one.drawn)),
    _text("all_points", "latitude and longitude of each", _points),
    _whole("reports", "how many tell it", lambda one: one.reports),
    _text("sources", "who published them", lambda one: BETWEEN.join(one.sources)),
    _text("report_titles", "of these reports", lambda one: BETWEEN.join(one.titles)),
    _day("published", "day of the first report", lambda one: one.published),
    _text("said_by", "whom the report names as its source", lambda one: one.said_by),
    _text("evidence", "the sentence it was read from", lambda one: one.evidence),
    _real("confidence", "0 to 1", lambda one: one.confidence),
    _text("maker", "which version of which method read it", lambda one: one.maker),
    _text("place_roles", "what each of the places is: scene; of a movement origin, destination", _roles),
)
