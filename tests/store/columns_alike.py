"""What two sets of columns have in common: everything that they say, however they hold it."""

from __future__ import annotations

from dataclasses import fields

import numpy as np

from mapapp.store.columns import Columns
from mapapp.store.texts import Texts


def said(columns: Columns) -> dict[str, object]:
    """Every column as plain values; numbers of reports, sites and words as what they stand for."""
    numbers = ("starts", "ends", "killed_low", "killed_high", "injured_low", "injured_high", "counted")
    return {
        "ids": list(columns.ids),
        **{name: plain(getattr(columns, name)) for name in numbers},
        "words": words(columns),
        "labels": {
            key: (some.values, plain(some.code), None if some.incident is None else plain(some.incident), some.size)
            for key, some in columns.labels.items()
        },
        "reports": sorted(
            zip(
                columns.reports.incident.tolist(),
                columns.reports.marks[columns.reports.report].tolist(),
                strict=True,
            )
        ),
        "places": [plain(getattr(columns.places, name)) for name in ("incident", "site", "shared", "role")],
        "sites": {one.name: plain(getattr(columns.places.sites, one.name)) for one in fields(columns.places.sites)},
        "provinces": sorted(columns.places.provinces),
    }


def plain(column: object) -> object:
    if isinstance(column, np.ndarray):
        return column.dtype.name, column.tolist()
    return [column[number] for number in range(len(column))] if isinstance(column, Texts) else column


def words(columns: Columns) -> dict[str, list[int]]:
    """Each word that some incident has, and the incidents that have it."""
    incident_of = {text: incident for incident, text in enumerate(columns.text_row.tolist())}
    found: dict[str, list[int]] = {}
    begin = 0
    for volume in columns.text.volumes:
        known = volume.words()
        for segment in volume.segments:
            for word, row in zip(*(part.tolist() for part in segment.entries()), strict=True):
                if begin + row in incident_of:
                    found.setdefault(known[word], []).append(incident_of[begin + row])
            begin += segment.texts
    return {word: sorted(where) for word, where in found.items()}
