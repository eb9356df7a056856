"""Read the record into columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Engine, Row, select

from gazetteer.place import PlaceKind, Point
from mapapp.domain.incident import COUNTED
from mapapp.store.columns import NEVER_ENDS, NEVER_STARTS, Columns, Labels, Mask, Real, Whole, whole
from mapapp.store.engine import transaction
from mapapp.store.read import NEWEST_FIRST, NOT_REJECTED
from mapapp.store.tables import change_counter, incident, incident_place, incident_report, report

AREAS = frozenset({PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.ADMIN3, PlaceKind.REGION})
"""Drawn as shaded areas: a pin at their centre would say more than is known."""

SAME_POINT_DEGREES = 1e-7
"""Coordinates nearer than this (a centimetre) are the same point: an address may have rounded them."""

SAME_RADIUS_KM = 1e-3
"""Likewise for the radius of an area."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """What is drawn: one entry per pair of an incident and a place more exact than a country. Countries never are."""

    incident: Whole
    """Position of the incident in the columns, ascending."""
    latitude: Real
    longitude: Real
    radius_km: Real
    area: Mask
    """Is it a shaded area?"""
    circle: Mask
    """Is it a circle that words describe, rather than a place with an outline of its own?"""
    spot: Whole
    """Points with one spot number share their coordinates; areas with one share their place id, or the circle."""
    kinds: tuple[str, ...]
    """Per entry."""
    place_ids: tuple[str, ...]
    """Per entry."""
    names: tuple[str, ...]
    """Per entry."""
    provinces: dict[str, str]
    """The name of each admin-1 place id, for people."""

    def at(self, point: Point, area_km: float | None = None) -> Whole:
        """Positions of the incidents at this point, newest first; with `area_km` of the areas of this radius there."""
        west_east = np.abs(self.longitude - point.longitude)
        near = (np.abs(self.latitude - point.latitude) < SAME_POINT_DEGREES) & (
            np.minimum(west_east, 360 - west_east) < SAME_POINT_DEGREES
        )
        alike = ~self.area if area_km is None else self.area & (np.abs(self.radius_km - area_km) < SAME_RADIUS_KM)
        return np.unique(self.incident[near & alike])


def load(engine: Engine) -> tuple[int, Columns, Places]:
    """The version, the columns and the places, all of one moment."""
    with transaction(engine) as connection:
        version = connection.execute(select(change_counter.c.number)).scalar_one()
        rows = connection.execute(_incidents()).all()
        position = {row.id: number for number, row in enumerate(rows)}
        places = [row for row in connection.execute(_places()) if row.incident_id in position]
        links = [row for row in connection.execute(_links()) if row.incident_id in position]
    return version, _columns(rows, places, links, position), _drawn(places, position)


def _incidents() -> Any:  # noqa: ANN401
    columns = incident.c
    return (
        select(
            columns.id,
            columns.type_code,
            columns.status,
            columns.starts,
            columns.ends,
            columns.killed_low,
            columns.killed_high,
            columns.search_text,
        )
        .where(NOT_REJECTED)
        .order_by(*NEWEST_FIRST)
    )


def _places() -> Any:  # noqa: ANN401
    columns = incident_place.c
    return select(
        columns.incident_id,
        columns.place_id,
        columns.name,
        columns.latitude,
        columns.longitude,
        columns.kind,
        columns.country_code,
        columns.admin1_id,
        columns.admin1,
        columns.radius_km,
        columns.described,
    ).order_by(columns.incident_id, columns.ordinal)


def _links() -> Any:  # noqa: ANN401
    columns = incident_report.c
    query = select(columns.incident_id, columns.report_id, report.c.source_name)
    return query.join(report, report.c.id == columns.report_id)


def _columns(
    rows: Sequence[Row[Any]], places: Sequence[Row[Any]], links: Sequence[Row[Any]], position: dict[str, int]
) -> Columns:
    def labels(pairs: Iterable[tuple[str, str | None]]) -> Labels:
        return Labels.of(((position[of], value) for of, value in pairs if value is not None), len(rows))

    return Columns(
        ids=tuple(position),
        starts=whole((row.starts for row in rows), NEVER_STARTS),
        ends=whole((row.ends for row in rows), NEVER_ENDS),
        killed_low=whole(row.killed_low for row in rows),
        killed_high=whole(row.killed_high for row in rows),
        counted=np.array([row.status in COUNTED for row in rows], dtype=np.bool_),
        search_text=tuple(row.search_text for row in rows),
        labels={
            "type": labels((row.id, row.type_code) for row in rows),
            "status": labels((row.id, row.status) for row in rows),
            "country": labels((row.incident_id, row.country_code) for row in places),
            "province": labels((row.incident_id, row.admin1_id) for row in places),
            "source": labels((row.incident_id, row.source_name) for row in links),
        },
        reports=labels((row.incident_id, row.report_id) for row in links),
    )


def _drawn(places: Sequence[Row[Any]], position: dict[str, int]) -> Places:
    drawn = sorted((row for row in places if row.kind != PlaceKind.COUNTRY), key=lambda row: position[row.incident_id])
    circle = np.array([bool(row.described) for row in drawn], dtype=np.bool_)
    area = circle | np.array([row.kind in AREAS for row in drawn], dtype=np.bool_)
    numbers: dict[Any, int] = {}
    return Places(
        incident=whole(position[row.incident_id] for row in drawn),
        latitude=np.array([row.latitude for row in drawn], dtype=np.float64),
        longitude=np.array([row.longitude for row in drawn], dtype=np.float64),
        radius_km=np.array([row.radius_km for row in drawn], dtype=np.float64),
        area=area,
        circle=circle,
        spot=whole(numbers.setdefault(_spot(row), len(numbers)) for row in drawn),
        kinds=tuple(row.kind for row in drawn),
        place_ids=tuple(row.place_id for row in drawn),
        names=tuple(row.name for row in drawn),
        provinces={row.admin1_id: row.admin1 for row in places if row.admin1_id and row.admin1},
    )


def _spot(row: Row[Any]) -> Any:  # noqa: ANN401
    """What is drawn as one."""
    if row.described:
        return row.latitude, row.longitude, row.radius_km
    return row.place_id if row.kind in AREAS else (row.latitude, row.longitude)
