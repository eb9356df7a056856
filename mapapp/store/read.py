"""Questions to the database: which incidents are in view, as rows and as totals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, case, func, nulls_last, select

from gazetteer.place import PlaceKind
from mapapp.domain.incident import COUNTED, Review
from mapapp.domain.view import View
from mapapp.domain.when import TimePrecision
from mapapp.store.filters import FILTERS
from mapapp.store.rows import ONLY_COUNTRY, UNDATED, UNPLACED, IncidentRow, Tally
from mapapp.store.tables import incident, incident_place, incident_report, report
from mapapp.store.wording import interval_words
from mapapp.store.write import EPOCH, batches

NOT_REJECTED = incident.c.review != Review.REJECTED.value
"""What a person has rejected is never shown."""

UNPLACED_OR_UNDATED = (incident.c.drawn_places == 0) | incident.c.ends.is_(None)

NEWEST_FIRST = (nulls_last(incident.c.ends.desc()), incident.c.starts.desc(), incident.c.id)
"""Undated ones last; the id decides between equals, so that pages do not overlap."""


def conditions(view: View) -> list[ColumnElement[bool]]:
    """What an incident must fulfil to be in view."""
    asked = (row.sql(view) for row in FILTERS)
    return [NOT_REJECTED, *(condition for condition in asked if condition is not None)]


def ids(
    connection: Connection,
    view: View,
    *more: ColumnElement[bool],
    limit: int | None = None,
    offset: int = 0,
) -> list[str]:
    """The ids of the incidents in view which also fulfil `more`, newest first."""
    query = select(incident.c.id).where(*conditions(view), *more).order_by(*NEWEST_FIRST)
    return list(connection.execute(query.limit(limit).offset(offset)).scalars())


def tally(connection: Connection, view: View) -> Tally:
    """Totals of the incidents in view, in two questions."""
    counted = incident.c.status.in_(sorted(COUNTED))
    open_ended = counted & incident.c.killed_low.is_not(None) & incident.c.killed_high.is_(None)
    sums = select(
        func.count(),
        func.coalesce(func.sum(case((counted, incident.c.killed_low))), 0),
        func.coalesce(func.sum(case((counted, incident.c.killed_high))), 0),
        func.coalesce(func.sum(case((open_ended, 1))), 0),
    ).where(*conditions(view))
    incidents, low, high, open_ends = connection.execute(sums).one()
    link = incident_report
    tellers = select(func.count(link.c.report_id.distinct())).join(incident, incident.c.id == link.c.incident_id)
    reports = connection.execute(tellers.where(*conditions(view))).scalar_one()
    return Tally(
        incidents=incidents, reports=reports, killed_low=int(low), killed_high=None if open_ends else int(high)
    )


def payloads_of(report_id: str) -> Select[str]:
    """The question for the incidents of one report."""
    link = incident_report
    query = select(incident.c.payload).join(link, link.c.incident_id == incident.c.id)
    return query.where(link.c.report_id == report_id).order_by(*NEWEST_FIRST)


def rows(connection: Connection, wanted: Sequence[str]) -> list[IncidentRow]:
    """These incidents as rows, in the given order; those not kept are left out."""
    found: dict[str, IncidentRow] = {}
    for some in batches(wanted):
        places = by_incident(connection.execute(_places_of(some)))
        tellers = by_incident(connection.execute(_tellers_of(some)))
        for row in connection.execute(_incidents_of(some)):
            found[row.id] = _incident_row(row, places.get(row.id, []), tellers.get(row.id, []))
    return [found[incident_id] for incident_id in wanted if incident_id in found]


def _incidents_of(some: Sequence[str]) -> Select[Any]:
    columns = incident.c
    return select(
        columns.id,
        columns.type_code,
        columns.sub_type,
        columns.status,
        columns.starts,
        columns.ends,
        columns.time_precision,
        columns.killed_low,
        columns.injured_low,
        columns.drawn_places,
        columns.confidence,
    ).where(columns.id.in_(some))


def _places_of(some: Sequence[str]) -> Select[Any]:
    columns = incident_place.c
    query = select(
        columns.incident_id, columns.name, columns.country_code, columns.latitude, columns.longitude, columns.kind
    )
    return query.where(columns.incident_id.in_(some)).order_by(columns.incident_id, columns.ordinal)


def _tellers_of(some: Sequence[str]) -> Select[Any]:
    link = incident_report.c
    query = select(link.incident_id, link.report_id, report.c.title, report.c.source_name).join(
        report, report.c.id == link.report_id
    )
    return query.where(link.incident_id.in_(some)).order_by(link.incident_id, link.ordinal)


def by_incident(found: Iterable[Row[Any]]) -> dict[str, list[Row[Any]]]:
    """The rows of each incident, in the order in which they come."""
    grouped: dict[str, list[Row[Any]]] = {}
    for row in found:
        grouped.setdefault(row.incident_id, []).append(row)
    return grouped


def _incident_row(row: Row[Any], places: Sequence[Row[Any]], tellers: Sequence[Row[Any]]) -> IncidentRow:
    drawn = next((place for place in places if place.kind != PlaceKind.COUNTRY), None)
    teller = tellers[0] if tellers else None
    return IncidentRow(
        id=row.id,
        type_code=row.type_code,
        type_words=row.sub_type,
        status=row.status,
        when=_when(row),
        places=tuple(place.name for place in places),
        country=places[0].country_code if places else None,
        killed_low=row.killed_low,
        injured_low=row.injured_low,
        source=teller.source_name if teller else None,
        report_title=teller.title if teller else "",
        report_ids=tuple(row.report_id for row in tellers),
        confidence=row.confidence,
        latitude=drawn.latitude if drawn else None,
        longitude=drawn.longitude if drawn else None,
        drawable=drawn is not None,
        why=_why(places=bool(places), drawn=drawn is not None, dated=row.ends is not None),
    )


def _when(row: Row[Any]) -> str:
    if row.ends is None:
        return ""
    start, end = (EPOCH + timedelta(seconds=instant) for instant in (row.starts, row.ends))
    return interval_words(start, end, TimePrecision(row.time_precision))


def _why(*, places: bool, drawn: bool, dated: bool) -> str | None:
    if not places:
        return UNPLACED
    if not drawn:
        return ONLY_COUNTRY
    return None if dated else UNDATED
