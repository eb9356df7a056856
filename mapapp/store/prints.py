"""Prints and ties of reports as rows: what finds the reports that carry one text, and what was found."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, or_, select, true

from mapapp.domain.account import Pair
from mapapp.domain.report import Report
from mapapp.domain.story import Bond, Carrier, TextPrint, Tie
from mapapp.store import payload, write
from mapapp.store.tables import report, story_tie, text_band, text_print
from mapapp.store.write import DAY_SECONDS, batches, instant_of, seconds_floor

NO_DAY = -1
"""Of a report whose day of publication is not known."""


def put(connection: Connection, told: Report, made: TextPrint) -> None:
    """Write the print of a report."""
    row = {
        "report_id": told.id,
        "again": made.again,
        "address": made.address,
        "published": _seconds(told.published),
        "collected": _seconds(told.collected),
        "bands": struct.pack(f">{len(made.bands)}Q", *made.bands),
    }
    connection.execute(insert(text_print), [row])
    day = _day(told)
    bands = ({"band": band, "day": day, "report_id": told.id} for band in sorted(set(made.bands)))
    write.insert_all(connection, text_band, bands)


def remove(connection: Connection, report_id: str) -> None:
    """Delete the print of a report and what ties it."""
    row = connection.execute(select(text_print).where(text_print.c.report_id == report_id)).first()
    if row is None:
        return
    bands = struct.unpack(f">{len(row.bands) // 8}Q", bytes(row.bands))
    if bands:
        mine = (text_band.c.band.in_(bands)) & (text_band.c.report_id == report_id)
        connection.execute(delete(text_band).where(mine))
    connection.execute(delete(story_tie).where(or_(story_tie.c.a == report_id, story_tie.c.b == report_id)))
    connection.execute(delete(text_print).where(text_print.c.report_id == report_id))


def sent_again(connection: Connection, made: TextPrint) -> bool:
    """Is the same report kept already, but for white space and trackers?"""
    query = select(text_print.c.report_id).where(text_print.c.again == made.again).limit(1)
    return connection.execute(query).first() is not None


def near(connection: Connection, told: Report, made: TextPrint, window_days: int) -> list[Report]:
    """The other reports that may carry the same text, in the order of their ids."""
    found: set[str] = set()
    day = _day(told)
    if made.bands:
        soon = text_band.c.day.between(day - window_days, day + window_days) | (text_band.c.day == NO_DAY)
        asked = select(text_band.c.report_id).where(text_band.c.band.in_(made.bands))
        found.update(connection.execute(asked.where(true() if day == NO_DAY else soon)).scalars())
    if made.address is not None:
        of_address = select(text_print.c.report_id).where(text_print.c.address == made.address)
        found.update(connection.execute(of_address.where(_published_near(told, window_days))).scalars())
    return reports(connection, found - {told.id})


def _published_near(told: Report, window_days: int) -> ColumnElement[bool]:
    at = _seconds(told.published)
    if at is None:
        return true()
    column = text_print.c.published
    window = window_days * DAY_SECONDS
    return column.is_(None) | column.between(at - window, at + window)


def reports(connection: Connection, ids: Iterable[str]) -> list[Report]:
    """Reports by their ids, in their order; those not kept are left out."""
    found: list[Report] = []
    for some in batches(sorted(ids)):
        query = select(report.c.payload).where(report.c.id.in_(some)).order_by(report.c.id)
        found += (payload.loads(Report, text) for text in connection.execute(query).scalars())
    return found


def tie(connection: Connection, found: Iterable[Tie]) -> None:
    """Write ties."""
    rows = (
        {
            "a": one.pair[0],
            "b": one.pair[1],
            "bond": one.bond.value,
            "share": one.share,
            "resemblance": one.resemblance,
            "sure": int(one.sure),
            "reason": one.reason,
        }
        for one in found
    )
    write.insert_all(connection, story_tie, rows)


def ties(connection: Connection, ids: Iterable[str], *, sure: bool | None = None) -> dict[Pair, Tie]:
    """The ties of any of these reports; all, the sure ones, or those in doubt."""
    found: dict[Pair, Tie] = {}
    for some in batches(ids):
        query = select(story_tie).where(or_(story_tie.c.a.in_(some), story_tie.c.b.in_(some)))
        if sure is not None:
            query = query.where(story_tie.c.sure == int(sure))
        found.update({(row.a, row.b): _tie(row) for row in connection.execute(query)})
    return found


def _tie(row: Row[Any]) -> Tie:
    return Tie(
        pair=(row.a, row.b),
        bond=Bond(row.bond),
        share=row.share,
        resemblance=row.resemblance,
        sure=bool(row.sure),
        reason=row.reason,
    )


def carriers(connection: Connection, ids: Iterable[str]) -> dict[str, Carrier]:
    """Reports as stories see them; those not kept are left out."""
    columns = text_print.c
    found: dict[str, Carrier] = {}
    for some in batches(ids):
        query = select(columns.report_id, columns.published, columns.collected).where(columns.report_id.in_(some))
        for row in connection.execute(query):
            found[row.report_id] = Carrier(
                report_id=row.report_id, published=instant_of(row.published), collected=instant_of(row.collected)
            )
    return found


def _day(told: Report) -> int:
    """Days since 1970."""
    seconds = _seconds(told.published)
    return NO_DAY if seconds is None else seconds // DAY_SECONDS


def _seconds(instant: datetime | None) -> int | None:
    return None if instant is None else seconds_floor(instant)
