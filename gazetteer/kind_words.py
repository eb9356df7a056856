"""Kinds of places by the words that tables use for them, and how far such a place reaches (data/kinds.csv)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache

from gazetteer.names import fold
from gazetteer.place import PlaceKind
from gazetteer.sources.packaged import DATA


def read_kind(text: str) -> PlaceKind:
    """The kind that a word means; a settlement where nothing is told. Raises ValueError for words not known."""
    kind = kind_words().get(fold(text)) if text else PlaceKind.SETTLEMENT
    if kind is None:
        known = ", ".join(kind.value for kind in default_radii())
        raise ValueError(f"kind {text[:40]!r} is unknown; known are: {known}")
    return kind


@cache
def kind_words() -> Mapping[str, PlaceKind]:
    """Folded word to kind (data/kinds.csv). Countries are not among them: no table adds one."""
    rows = _kind_rows()
    words = {fold(word): PlaceKind(row["kind"]) for row in rows for word in row["words"].split("|")}
    return words | {fold(row["kind"]): PlaceKind(row["kind"]) for row in rows}


@cache
def default_radii() -> Mapping[PlaceKind, float]:
    """Kilometres, where a table tells none."""
    return {PlaceKind(row["kind"]): float(row["radius_km"]) for row in _kind_rows()}


def _kind_rows() -> list[dict[str, str]]:
    with (DATA / "kinds.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
