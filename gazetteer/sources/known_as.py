"""Names that the packages lack and reports use (data/known_as.csv): former names, exonyms, short forms, habits."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from gazetteer.errors import SupplementMistaken
from gazetteer.place import NameForm
from gazetteer.schema import FORM_KINDS
from gazetteer.sources.packaged import DATA


def names(path: Path = DATA / "known_as.csv") -> Iterator[tuple[int, NameForm]]:
    """GeoNames id and one more name of the place. Raises SupplementMistaken, naming the line of a row it can't read."""
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), start=2):
            try:
                yield int(row["geonames_id"]), _form(row)
            except (ValueError, KeyError, TypeError) as problem:
                raise SupplementMistaken(f"{path.name}, line {number}: {problem}") from problem


def _form(row: dict[str, str]) -> NameForm:
    if row["kind"] not in FORM_KINDS:
        raise ValueError(f"{row['kind']!r} is no kind of name; there are {', '.join(FORM_KINDS)}")
    return NameForm(text=row["form"], kind=row["kind"], strong=row["strong"] == "yes", language=row["language"] or None)
