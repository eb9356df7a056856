"""What kind of place a GeoNames feature code is, and what a name's tag means: data/feature_kinds.csv, name_tags.csv."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from gazetteer.place import PlaceKind
from gazetteer.sources.geonames import settlement_radius_km
from gazetteer.sources.packaged import DATA


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureKind:
    """How places of one feature code are taken in."""

    feature: str
    """Class and code, "P.PPLX", or a class alone for all its other codes."""
    kind: PlaceKind | None
    """None: left out."""
    radius_km: float | None
    """None: by the number of people."""
    strong: bool
    """False: its names need support from the text."""
    historic: bool
    note: str

    def radius_for(self, population: int | None) -> float:
        """How far a place of this kind reaches, in km."""
        return settlement_radius_km(population) if self.radius_km is None else self.radius_km


@cache
def feature_kinds() -> Mapping[str, FeatureKind]:
    """By feature: "P.PPLX", and "P" for the other codes of the class."""
    with (DATA / "feature_kinds.csv").open(encoding="utf-8", newline="") as lines:
        return {row["feature"]: _feature_kind(row) for row in csv.DictReader(lines)}


def _feature_kind(row: Mapping[str, str]) -> FeatureKind:
    return FeatureKind(
        feature=row["feature"],
        kind=PlaceKind(row["kind"]) if row["kind"] else None,
        radius_km=float(row["radius_km"]) if row["radius_km"] not in {"", "population"} else None,
        strong=not row["forms"],
        historic=row["forms"] == "historic",
        note=row["note"],
    )


def feature_kind(feature: str) -> FeatureKind | None:
    """That of "P.PPLX", else that of its class; None for no known class."""
    kinds = feature_kinds()
    return kinds.get(feature) or kinds.get(feature.partition(".")[0])


@cache
def name_tags() -> Mapping[str, str]:
    """What stands in place of a language in GeoNames' alternate names: tag to nothing, code, abbreviation, historic."""
    with (DATA / "name_tags.csv").open(encoding="utf-8", newline="") as lines:
        return {row["tag"]: row["means"] for row in csv.DictReader(lines)}
