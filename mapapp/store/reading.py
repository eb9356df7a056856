"""The incidents in view at one moment, one after the other: a million of them in little memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

import orjson
from sqlalchemy import Connection, Row, select

from gazetteer.place import PlaceKind
from mapapp.domain.incident import Incident
from mapapp.domain.report import Report
from mapapp.domain.view import View
from mapapp.domain.when import TimePrecision
from mapapp.store import payload
from mapapp.store.read import NEWEST_FIRST, by_incident, conditions, tally
from mapapp.store.rows import Tally
from mapapp.store.tables import incident, incident_place, incident_report, report
from mapapp.store.text import storable
from mapapp.store.wording import interval_words
from mapapp.store.write import BATCH, EPOCH

AT_ONCE = 50
"""Incidents whose reports are in memory together: a report may be megabytes long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPlace:
    """A place of an incident."""

    name: str
    kind: str
    """How precise it is: "settlement", "admin-1"."""
    latitude: float
    longitude: float
    radius_km: float
    country_code: str | None
    province: str | None
    """The name of its admin-1 division."""
    described: bool
    """Is it ground that words describe by a place: "30 km east of Aleppo"?"""
    role: str
    """What it is to the incident: "scene", "origin", "destination"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptIncident:
    """An incident as files hold it. All text can be written as UTF-8 and has no NUL."""

    id: str
    type_code: str
    sub_type: str
    status: str
    review: str
    first_day: date | None
    """UTC; None where it is not known when it began."""
    last_day: date | None
    """UTC, included; None where it is not dated."""
    precision: str | None
    """Of the time: "day", "month", "until"."""
    when: str
    """For people: "13–14 Dec 2016"; empty where it is not dated."""
    killed_low: int | None
    killed_high: int | None
    injured_low: int | None
    injured_high: int | None
    places: tuple[KeptPlace, ...]
    """In the report's order, countries included."""
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    said_by: str | None
    """Whom the fullest telling names as its source."""
    evidence: str
    """The sentence of the fullest telling."""
    sources: tuple[str, ...]
    """Who published the reports, each once."""
    titles: tuple[str, ...]
    """Of the reports, the first first."""
    published: date | None
    """Of the first report, UTC."""
    reports: int
    """How many tell it."""
    confidence: float
    maker: str

    @property
    def drawn(self) -> tuple[KeptPlace, ...]:
        """The places that a map draws: those more exact than a country."""
        return tuple(place for place in self.places if place.kind != PlaceKind.COUNTRY)


class Reading:
    """What is in view, within one transaction: every answer is of the same moment."""

    def __init__(self, connection: Connection, view: View) -> None:
        self._connection, self._view = connection, view

    def tally(self) -> Tally:
        """How many incidents `incidents` gives, from how many reports."""
        return tally(self._connection, self._view)

    def incidents(self) -> Iterator[KeptIncident]:
        """Each incident once, newest first, undated ones last; also those that cannot be drawn."""
        for some in self._ids(BATCH):
            places = by_incident(self._connection.execute(_places_of(some)).all())
            tellers = by_incident(self._connection.execute(_tellers_of(some)).all())
            found = {row.id: row for row in self._connection.execute(_incidents_of(some)).all()}
            for one in some:
                yield _kept(found[one], places.get(one, ()), tellers.get(one, ()))

    def told(self) -> Iterator[tuple[Incident, tuple[Report, ...]]]:
        """The same incidents whole, with the reports that tell them, the first first."""
        for some in self._ids(AT_ONCE):
            query = select(incident.c.id, incident.c.payload).where(incident.c.id.in_(some))
            found = {row.id: row.payload for row in self._connection.execute(query)}
            reports = self._reports(some)
            for one in some:
                yield payload.loads(Incident, found[one]), tuple(reports.get(one, ()))

    def spots(self) -> Iterator[tuple[float, float, str, str]]:
        """Latitude, longitude, type code and status of each place that is drawn."""
        columns, place = incident.c, incident_place.c
        query = (
            select(place.latitude, place.longitude, columns.type_code, columns.status)
            .join(incident, columns.id == place.incident_id)
            .where(place.kind != PlaceKind.COUNTRY.value, *conditions(self._view))
        )
        for row in self._connection.execute(query, execution_options={"yield_per": BATCH}):
            yield row.latitude, row.longitude, row.type_code, row.status

    def _ids(self, size: int) -> Iterator[list[str]]:
        """Only ids are put in order, so that a database does not sort whole incidents."""
        query = select(incident.c.id).where(*conditions(self._view)).order_by(*NEWEST_FIRST)
        ids = self._connection.execute(query, execution_options={"yield_per": BATCH}).scalars()
        while some := list(islice(ids, size)):
            yield some

    def _reports(self, some: Sequence[str]) -> dict[str, list[Report]]:
        link = incident_report.c
        query = (
            select(link.incident_id, report.c.id, report.c.payload)
            .join(report, report.c.id == link.report_id)
            .where(link.incident_id.in_(some))
            .order_by(link.incident_id, link.ordinal)
        )
        read: dict[str, Report] = {}
        grouped: dict[str, list[Report]] = {}
        for row in self._connection.execute(query):
            if row.id not in read:
                read[row.id] = payload.loads(Report, row.payload)
            grouped.setdefault(row.incident_id, []).append(read[row.id])
        return grouped


def _incidents_of(some: Sequence[str]) -> Any:  # noqa: ANN401
    columns = incident.c
    return select(
        columns.id,
        columns.type_code,
        columns.sub_type,
        columns.status,
        columns.review,
        columns.starts,
        columns.ends,
        columns.time_precision,
        columns.killed_low,
        columns.killed_high,
        columns.injured_low,
        columns.injured_high,
        columns.confidence,
        columns.maker,
        columns.payload,
    ).where(columns.id.in_(some))


def _places_of(some: Sequence[str]) -> Any:  # noqa: ANN401
    place = incident_place
    return select(place).where(place.c.incident_id.in_(some)).order_by(place.c.incident_id, place.c.ordinal)


def _tellers_of(some: Sequence[str]) -> Any:  # noqa: ANN401
    link = incident_report.c
    query = select(link.incident_id, report.c.title, report.c.source_name, report.c.published)
    joined = query.join(report, report.c.id == link.report_id).where(link.incident_id.in_(some))
    return joined.order_by(link.incident_id, link.ordinal)


def _kept(row: Row[Any], places: Sequence[Row[Any]], tellers: Sequence[Row[Any]]) -> KeptIncident:
    told = orjson.loads(row.payload)["data"]
    first = next(iter(told["claims"]), None)  # none is left where the report that told it was removed
    said = first["attribution"] if first else None
    published = tellers[0].published if tellers else None
    return KeptIncident(
        id=row.id,
        type_code=row.type_code,
        sub_type=row.sub_type,
        status=row.status,
        review=row.review,
        first_day=None if row.time_precision == TimePrecision.UNTIL else _day(row.starts),
        last_day=None if row.ends is None else _day(row.ends - 1),
        precision=row.time_precision,
        when=_when(row),
        killed_low=row.killed_low,
        killed_high=row.killed_high,
        injured_low=row.injured_low,
        injured_high=row.injured_high,
        places=tuple(map(_place, places)),
        actors=tuple(map(_label, told["actors"])),
        targets=tuple(map(_label, told["targets"])),
        said_by=_text(said["said_by"]) if said else None,
        evidence=_text(first["wording"]) if first else "",
        sources=tuple(dict.fromkeys(teller.source_name for teller in tellers if teller.source_name)),
        titles=tuple(teller.title for teller in tellers if teller.title),
        published=_day(published),
        reports=len(tellers),
        confidence=row.confidence,
        maker=row.maker,
    )


def _place(row: Row[Any]) -> KeptPlace:
    return KeptPlace(
        name=row.name,
        kind=row.kind,
        latitude=row.latitude,
        longitude=row.longitude,
        radius_km=row.radius_km,
        country_code=row.country_code,
        province=row.admin1,
        described=bool(row.described),
        role=row.role,
    )


def _day(seconds: int | None) -> date | None:
    return None if seconds is None else (EPOCH + timedelta(seconds=seconds)).date()


def _when(row: Row[Any]) -> str:
    if row.ends is None:
        return ""
    start, end = (EPOCH + timedelta(seconds=instant) for instant in (row.starts, row.ends))
    return interval_words(start, end, TimePrecision(row.time_precision))


def _label(party: dict[str, Any]) -> str:
    return _text(party["canonical"] or party["name"])


def _text(written: str | list[int]) -> str:
    """Text of a payload, which keeps what cannot be written as UTF-8 as a list of code points."""
    return storable(written if isinstance(written, str) else "".join(map(chr, written)))
