"""Read where incidents happened."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from typing import Any

import numpy as np
from sqlalchemy import Select, select

from gazetteer.place import PlaceKind
from mapapp.store.chunks import Numbering, Reader, Values, joined
from mapapp.store.columns import Labels, Mask, Whole
from mapapp.store.keys import NOT_HERE, Finder, mark_of
from mapapp.store.places import AREAS, ROLES, Marks, Places, Province, Sites, spots
from mapapp.store.tables import incident_place
from mapapp.store.texts import Texts


class PlaceColumns:
    """The table of places."""

    def __init__(self, reader: Reader, find: Finder) -> None:
        self._incidents: list[Whole] = []
        """Parts; the same rows as those of the three that follow."""
        self._values: dict[str, list[Whole]] = {key: [] for key in _VALUES}
        self._ordinals: list[Whole] = []
        self._roles: list[Whole] = []
        self._of_site: list[Whole] = []
        self._numbers = {key: Numbering() for key in _VALUES}
        self._sites = Numbering()
        self._provinces: dict[str, Province] = {}
        for ids, *columns in reader.columns(_places(), incident_place.c.incident_id):
            positions = find(ids)
            here = positions != NOT_HERE
            self._incidents.append(positions[here])
            self._take(columns, here)

    def _take(self, columns: Sequence[Values], here: Mask) -> None:
        ordinal, place_id, name, latitude, longitude, kind, country, admin1_id, admin1, radius, described, role = (
            columns
        )
        self._ordinals.append(np.array(ordinal, dtype=np.int32)[here])
        self._roles.append(np.array([_ROLE_NUMBERS.get(one, 0) for one in role], dtype=np.uint8)[here])
        for key, values in zip(_VALUES, (country, admin1_id, kind), strict=True):
            self._values[key].append(self._numbers[key].known(values)[here])
        circle = map(bool, described)
        sites = self._sites.of(zip(latitude, longitude, radius, circle, kind, place_id, name, strict=True))
        self._of_site.append(sites[here])
        for province, called, lies_in in dict.fromkeys(compress(zip(admin1_id, admin1, country, strict=True), here)):
            if province and called and province not in self._provinces:
                self._provinces[province] = Province(name=called, country=lies_in)

    def labels(self, size: int) -> dict[str, Labels]:
        """What filters ask of places."""
        incident = joined(self._incidents)
        return {
            key: Labels.of_known(tuple(self._numbers[key]), incident, joined(parts), size)
            for key, parts in self._values.items()
        }

    def places(self) -> Places:
        """What is drawn: all but countries."""
        incidents, sites, ordinals = joined(self._incidents), joined(self._of_site), joined(self._ordinals)
        roles = joined(self._roles, np.uint8)
        drawn = np.array([site[_KIND] != PlaceKind.COUNTRY for site in self._sites], dtype=np.bool_)
        here = drawn[sites] if len(drawn) else np.zeros(0, dtype=np.bool_)
        order = np.flatnonzero(here)[np.lexsort((ordinals[here], incidents[here]))]
        incidents, sites, roles = incidents[order], sites[order], roles[order]
        same = incidents[1:] == incidents[:-1]
        shared = np.zeros(len(incidents), dtype=np.bool_)
        shared[1:] |= same
        shared[:-1] |= same
        used, sites = np.unique(sites, return_inverse=True)
        every = list(self._sites)
        known = [every[number] for number in used.tolist()]
        marks = np.array([_mark(site) for site in known], dtype=np.uint64)
        new = np.argsort(marks)
        return Places(
            incident=incidents,
            site=np.argsort(new)[sites].astype(np.int32),
            shared=shared,
            role=roles,
            sites=_sites([known[number] for number in new.tolist()], marks[new]),
            provinces=self._provinces,
        )


_VALUES = ("country", "province", "precision")
"""Filters that ask of places."""

_ROLE_NUMBERS = {role.value: number for number, role in enumerate(ROLES)}

_KIND = 4
"""Where a site's kind stands."""


def _mark(told: tuple[Any, ...]) -> int:
    return mark_of(repr([one + 0.0 if isinstance(one, float) else one for one in told]))  # -0.0 is 0.0


def _sites(known: Sequence[tuple[Any, ...]], marks: Marks) -> Sites:
    columns = list(zip(*known, strict=True)) or [()] * 7
    latitude, longitude, radius, described, kind, place_id, name = columns
    circle = np.array(described, dtype=np.bool_)
    kinds = sorted(set(kind))
    spot_marks = np.array([_mark(_spot(site)) for site in known], dtype=np.uint64)
    return Sites(
        latitude=np.array(latitude, dtype=np.float64),
        longitude=np.array(longitude, dtype=np.float64),
        radius_km=np.array(radius, dtype=np.float64),
        area=circle | np.array([one in AREAS for one in kind], dtype=np.bool_),
        circle=circle,
        mark=marks,
        spot_mark=spot_marks,
        spot=spots(spot_marks),
        kind=np.array([kinds.index(one) for one in kind], dtype=np.uint8),
        kinds=tuple(kinds),
        place_ids=Texts(place_id),
        names=Texts(name),
    )


def _spot(site: tuple[Any, ...]) -> tuple[Any, ...]:
    """What is drawn as one."""
    latitude, longitude, radius, described, kind, place_id, _ = site
    if described:
        return latitude, longitude, radius
    return (place_id,) if kind in AREAS else (latitude, longitude)


def _places() -> Select[Any]:
    columns = incident_place.c
    return select(
        columns.incident_id,
        columns.ordinal,
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
        columns.role,
    )
