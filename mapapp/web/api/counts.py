"""What is counted of a view: facets, a histogram, vector tiles."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from mapapp.store.tiles import EXTENT, Mark, OutsideTheWorld, tile
from mapapp.web.api.asked import Asked
from mapapp.web.api.problems import Missing
from mapapp.web.api.vector_tile import Feature, layer_tile

Json = dict[str, Any]

TILES = "/api/v1/tiles"
LAYER = "incidents"
DEEPEST_MADE = 14
"""Clients enlarge tiles of this level for deeper ones: a unit is then 60 cm."""


def facets(asked: Asked) -> Json:
    """How many incidents each value of each filter would leave."""
    snapshot, most = asked.snapshot, asked.values["values"]
    counted = {key: sorted(counts.items(), key=_fullest) for key, counts in snapshot.facets(asked.view).items()}
    return {
        "version": snapshot.version,
        "total": snapshot.tally(asked.view).incidents,
        "facets": {
            key: {
                "values": [{"value": value, "count": count} for value, count in rows[:most]],
                "left_out": max(0, len(rows) - most),
            }
            for key, rows in counted.items()
        },
    }


def _fullest(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]


def histogram(asked: Asked) -> Json:
    """The view over time."""
    snapshot = asked.snapshot
    found = snapshot.histogram(asked.view, asked.values["bars"])
    return {"version": snapshot.version, "total": found.dated + found.undated, **asdict(found)}


def vector_tile(asked: Asked) -> bytes:
    """One tile. Raises Missing outside the world."""
    snapshot, values = asked.snapshot, asked.values
    try:
        marks = tile(snapshot.columns, snapshot.mask(asked.view), values["z"], values["x"], values["y"])
    except OutsideTheWorld as error:
        raise Missing(f"There is no such tile: {error}.") from error
    return layer_tile(LAYER, (_feature(mark) for mark in marks), EXTENT)


def _feature(mark: Mark) -> Feature:
    facts = {
        "id": mark.id,
        "type": mark.type,
        "status": mark.status,
        "kind": mark.kind,
        "radius_km": mark.radius_km,
        "n": mark.n,
        "killed": mark.killed,
    }
    return mark.at, facts


def tilejson(asked: Asked) -> Json:
    """Where the tiles of this view are, as TileJSON 3.0."""
    query = asked.filters()
    address = asked.href(f"{TILES}/{{z}}/{{x}}/{{y}}.mvt", query)
    return {
        "tilejson": "3.0.0",
        "name": "Incidents",
        "version": "1.0.0",
        "scheme": "xyz",
        "tiles": [address],
        "minzoom": 0,
        "maxzoom": DEEPEST_MADE,
        "bounds": [-180.0, -85.051129, 180.0, 85.051129],
        "vector_layers": [
            {
                "id": LAYER,
                "description": "Incidents, or clusters of them: n is how many.",
                "fields": {
                    "id": "Of a single incident",
                    "type": "The commonest type code",
                    "status": "The commonest status",
                    "kind": "How exactly the place of a single incident is known",
                    "radius_km": "How far from the point a single incident may have been",
                    "n": "Incidents",
                    "killed": "Persons, at least; planned, denied and the like left out",
                },
            }
        ],
    }
