"""Pieces of land whose standing differs from the province that maps draw them in (data/drawn.geojson)."""

from __future__ import annotations

import json
from dataclasses import dataclass

from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from gazetteer.place import NameForm
from gazetteer.sources.packaged import DATA


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPiece:
    """A polygon drawn by hand."""

    code: str
    """Its key in data/territories.csv: "drawn:golan"."""
    name: str
    forms: tuple[NameForm, ...]
    cut_from: tuple[str, ...]
    """ISO 3166-2 codes of the provinces that Natural Earth draws it in."""
    part_of: str | None
    """ISO 3166-2 code of the province that it is a region of."""
    geometry: BaseGeometry


def drawn_pieces() -> list[DrawnPiece]:
    """All of them."""
    features = json.loads((DATA / "drawn.geojson").read_text(encoding="utf-8"))["features"]
    return [
        DrawnPiece(
            code=properties["code"],
            name=properties["name"],
            forms=tuple(NameForm(text=text) for text in properties["forms"]),
            cut_from=tuple(properties["cut_from"]),
            part_of=properties["part_of"],
            geometry=shape(feature["geometry"]),
        )
        for feature in features
        for properties in (feature["properties"],)
    ]
