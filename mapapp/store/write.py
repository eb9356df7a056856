"""Reports and incidents as rows of the tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from gazetteer.place import PlaceKind
from mapapp.domain.arrival import Original
from mapapp.domain.claim import CountKind
from mapapp.domain.incident import Incident
from mapapp.domain.report import Report
from mapapp.domain.when import TimePrecision, When
from mapapp.store import changes, originals, payload, postgres, tables
from mapapp.store.among import MOST, among
from mapapp.store.engine import is_postgresql
from mapapp.store.errors import UnknownReport
from mapapp.store.text import fold, keyed, language_tag, source_name

MOST_PERSONS = 10_000_000_000
"""No column holds a larger number of persons: more than all people alive. The payload keeps what was written."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)
FIRST_SECOND = (datetime.min.replace(tzinfo=UTC) - EPOCH) // SECOND
LAST_SECOND = (datetime.max.replace(tzinfo=UTC) - EPOCH) // SECOND
DAY_SECONDS = 86_400
BATCH = 500
"""Values in one statement: below the limit of every database."""

Value = TypeVar("Value")


def keep(
    connection: Connection, report: Report, incidents: Sequence[Incident], original: Original | None = None
) -> list[str] | None:
    """Write a report with its incidents and what it was taken out of.

    Gives the ids of the incidents that are new; None when the report is already kept.

    An incident that is kept already (its id is a digest) stays as it is and is linked to this report as well.
    """
    if kept(connection, tables.report.c.id, [report.id]):
        return None
    connection.execute(insert(tables.report), [_report_row(report)])
    if original is not None:
        originals.keep(connection, report.id, original)
    distinct = {incident.id: incident for incident in incidents}
    known = kept(connection, tables.incident.c.id, distinct)
    new = [incident for incident in distinct.values() if incident.id not in known]
    put(connection, new, report)
    changes.touched(connection, known)
    insert_all(
        connection,
        tables.incident_report,
        ({"incident_id": one, "ordinal": BATCH, "report_id": report.id} for one in known),
    )
    return [incident.id for incident in new]


def put(connection: Connection, incidents: Sequence[Incident], report: Report | None = None) -> None:
    """Write incidents and their links to the reports that they name, and to this one.

    Raises UnknownReport when one of these reports is not kept.
    """
    named = {report_id for incident in incidents for report_id in incident.report_ids}
    if missing := named - kept(connection, tables.report.c.id, named):
        raise UnknownReport(f"an incident tells of report {min(missing)}, which is not kept: keep that report first")
    changes.touched(connection, [incident.id for incident in incidents])
    insert_all(connection, tables.incident, map(_incident_row, incidents))
    insert_all(connection, tables.incident_place, (row for incident in incidents for row in _place_rows(incident)))
    insert_all(connection, tables.incident_party, (row for incident in incidents for row in party_rows(incident)))
    more = (report.id,) if report else ()
    insert_all(
        connection,
        tables.incident_report,
        (
            {"incident_id": incident.id, "ordinal": ordinal, "report_id": report_id}
            for incident in incidents
            for ordinal, report_id in enumerate(dict.fromkeys((*incident.report_ids, *more)))
        ),
    )


def only_told_by(report_id: str) -> ColumnElement[bool]:
    """The condition for incidents that this report tells, and no other."""
    link = tables.incident_report
    of_report = select(link.c.incident_id).where(link.c.report_id == report_id)
    shared = select(link.c.incident_id).where(link.c.report_id != report_id)
    return tables.incident.c.id.in_(of_report) & tables.incident.c.id.not_in(shared)


def remove(connection: Connection, report_id: str) -> None:
    """Delete a report and the incidents that no other report tells."""
    link = tables.incident_report.c
    told = connection.execute(select(link.incident_id).where(link.report_id == report_id)).scalars().all()
    changes.touched(connection, told)
    connection.execute(delete(tables.incident).where(only_told_by(report_id)))
    connection.execute(delete(tables.incident_report).where(tables.incident_report.c.report_id == report_id))
    originals.remove(connection, report_id)
    connection.execute(delete(tables.report).where(tables.report.c.id == report_id))


def seconds_floor(instant: datetime) -> int:
    """Whole seconds since 1970, rounded down."""
    return _within_calendar((instant - EPOCH) // SECOND)


def seconds_ceiling(instant: datetime) -> int:
    """Whole seconds since 1970, rounded up."""
    return _within_calendar(-((EPOCH - instant) // SECOND))


def instant_of(seconds: int | None) -> datetime | None:
    """The instant so many seconds after 1970 began; None where it is not known."""
    return None if seconds is None else EPOCH + timedelta(seconds=seconds)


def _within_calendar(seconds: int) -> int:
    """So that it can be read back as a UTC date: years 1 to 9999."""
    return max(FIRST_SECOND, min(seconds, LAST_SECOND))


def batches(values: Iterable[Value], most: int = BATCH) -> Iterator[list[Value]]:
    """The values in lists that fit into one statement."""
    iterator = iter(values)
    while some := list(islice(iterator, most)):
        yield some


def kept(connection: Connection, column: Any, ids: Iterable[str]) -> set[str]:  # noqa: ANN401
    """Those of the ids that a column holds."""
    found: set[str] = set()
    for some in batches(ids, MOST):
        found.update(connection.execute(select(column).where(among(connection, column, some))).scalars())
    return found


def insert_all(connection: Connection, table: Any, rows: Iterable[dict[str, Any]]) -> None:  # noqa: ANN401
    """Insert rows, in statements of a size that every database takes."""
    for some in batches(rows):
        if is_postgresql(connection) and len(some) >= postgres.MANY:
            postgres.copy(connection, table, some)
        else:
            connection.execute(insert(table), some)


def _report_row(report: Report) -> dict[str, Any]:
    return {
        "id": report.id,
        "source_name": source_name(report.source.name) if report.source else None,
        "title": report.title,
        "published": None if report.published is None else seconds_floor(report.published),
        "language": language_tag(report.language),
        "payload": payload.dumps(report),
    }


def _incident_row(incident: Incident) -> dict[str, Any]:
    return {
        "id": incident.id,
        "type_code": incident.event_type.code,
        "type_group": incident.event_type.code.partition(".")[0],
        "sub_type": incident.event_type.sub_type,
        "status": incident.status.value,
        **_time_columns(incident.when),
        **_count_columns(incident, CountKind.KILLED),
        **_count_columns(incident, CountKind.INJURED),
        "drawn_places": sum(place.kind != PlaceKind.COUNTRY for place in incident.places),
        "confidence": incident.confidence,
        "review": incident.review.value,
        "maker": incident.maker,
        "search_text": fold(" ".join(_searched(incident))),
        "payload": payload.dumps(incident),
    }


def _time_columns(when: When | None) -> dict[str, Any]:
    """The interval that the time window is held against.

    Without a beginning, only the last day counts: that is the day it was told.
    """
    if when is None:
        return {"starts": None, "ends": None, "time_precision": None}
    ends = seconds_ceiling(when.end)
    begins = None if when.precision == TimePrecision.UNTIL else when.start
    starts = _within_calendar(ends - DAY_SECONDS) if begins is None else seconds_floor(begins)
    return {"starts": starts, "ends": ends, "time_precision": when.precision.value}


def _count_columns(incident: Incident, kind: CountKind) -> dict[str, Any]:
    count = incident.count(kind)
    low, high = (count.low, count.high) if count else (None, None)
    return {
        f"{kind.value}_low": None if low is None else min(low, MOST_PERSONS),
        f"{kind.value}_high": None if high is None else min(high, MOST_PERSONS),
    }


def _searched(incident: Incident) -> Iterator[str]:
    """Evidence, place names and parties: what the search for words looks at."""
    for claim in incident.claims:
        yield claim.wording
    for place in incident.places:
        yield place.name
        yield place.surface
        yield place.described or ""
    for party in (*incident.actors, *incident.targets):
        yield party.name
        if party.label != party.name:
            yield party.label


def party_rows(incident: Incident) -> Iterator[dict[str, Any]]:
    """What its actors and targets are called, each name once."""
    for name in sorted({keyed(party.label) for party in (*incident.actors, *incident.targets)} - {""}):
        yield {"incident_id": incident.id, "name": name}


def _place_rows(incident: Incident) -> Iterator[dict[str, Any]]:
    for ordinal, place in enumerate(incident.places):
        yield {
            "incident_id": incident.id,
            "ordinal": ordinal,
            "place_id": place.place_id,
            "name": place.label,
            "latitude": place.point.latitude,
            "longitude": place.point.longitude,
            "kind": place.kind.value,
            "country_code": place.country_code and keyed(place.country_code),
            "admin1_id": place.admin1_id and keyed(place.admin1_id),
            "admin1": place.admin1,
            "radius_km": place.radius_km,
            "confidence": place.confidence,
            "described": int(place.described is not None),
            "role": place.role.value,
        }
