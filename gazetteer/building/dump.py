"""The places of GeoNames dumps: first the table of their names, then row by row."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from gazetteer.building.reading import read_all
from gazetteer.building.work import Work
from gazetteer.place import NameForm, Source
from gazetteer.recipe import ALTERNATE_NAMES, DUMP, Input
from gazetteer.schema import FORM_KINDS
from gazetteer.sources.alternate_names import parse_alternate
from gazetteer.sources.feature_kinds import FeatureKind, feature_kind
from gazetteer.sources.found import Found
from gazetteer.sources.geonames import countries
from gazetteer.sources.geonames_dump import BrokenRow, DumpRow, KnownName, found_of, parse
from gazetteer.sources.packaged import credit

READING_NAMES, READING_ROWS = "Reading names", "Reading places"

OWN_COUNTRIES = "a country or territory: the gazetteer has its own"


def read_names(work: Work) -> Iterator[float]:
    """Keep GeoNames' alternate names by place."""
    rows: list[tuple[object, ...]] = []

    def take(_each: Input, line: bytes) -> None:
        row = parse_alternate(line)
        if row is not None:
            form = row.name.form
            kind = FORM_KINDS.index(form.kind)
            rows.append((row.geonames_id, form.text, kind, form.strong, form.language, row.name.preferred))

    def keep() -> None:
        work.connection.executemany("INSERT INTO alternate VALUES (?,?,?,?,?,?)", rows)
        rows.clear()

    yield from read_all(work, READING_NAMES, work.recipe.of_role(ALTERNATE_NAMES), take, keep)
    work.connection.execute("CREATE INDEX IF NOT EXISTS staging.alternate_place ON alternate(place)")


def read_rows(work: Work) -> Iterator[float]:
    """Add the dump's places."""
    yield from read_all(work, READING_ROWS, work.recipe.of_role(DUMP), _Taker(work))


class _Taker:
    """Makes a place of a row."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._divisions = dict(work.connection.execute("SELECT code, id FROM division"))
        self._countries = {code: country.geonames_id for code, country in countries().items()}
        self._own = frozenset(self._countries.values())
        self._has_names = bool(work.recipe.of_role(ALTERNATE_NAMES))
        self._sources = {each: _source(each) for each in work.recipe.of_role(DUMP)}

    def __call__(self, each: Input, line: bytes) -> None:
        """Raises BrokenRow."""
        row, work = parse(line), self._work
        treatment = feature_kind(row.feature)
        if treatment is None or treatment.kind is None or row.geonames_id in self._own:
            work.tally[f"left out: {self._reason(row, treatment)}"] += 1
            return
        if work.writer.knows(row.geonames_id):
            raise BrokenRow(f"the id {row.geonames_id} was there before; the first row counts")
        known = known_names(work.connection, row.geonames_id) if self._has_names else ()
        place = found_of(row, treatment, known, self._divisions, self._sources[each])
        work.atlas.set_standing(place)
        if work.recipe.packages and place.parent_row is None:
            self._join_packaged(place)
        work.writer.add(place)
        work.tally["places"] += 1

    def _reason(self, row: DumpRow, treatment: FeatureKind | None) -> str:
        if row.geonames_id in self._own:
            return OWN_COUNTRIES
        return treatment.note if treatment else "no feature class tells what it is"

    def _join_packaged(self, place: Found) -> None:
        """Put it where the packages have it; else into its province, else into its country."""
        atlas = self._work.atlas
        closest = atlas.closest.get(place.row)
        place.admin1_row = place.admin1_row or atlas.admin1_of(closest)
        province = place.admin1_row if place.admin1_row != place.row else None
        place.parent_row = closest or province or self._countries.get(place.country_code or "")


def known_names(connection: sqlite3.Connection, row: int) -> Sequence[KnownName]:
    """The alternate names of a place."""
    found = connection.execute(
        "SELECT form, kind, strong, language, preferred FROM alternate WHERE place = ? ORDER BY preferred DESC, rowid",
        (row,),
    )
    return [
        KnownName(
            form=NameForm(text=text, kind=FORM_KINDS[kind], strong=bool(strong), language=language),
            preferred=bool(preferred),
        )
        for text, kind, strong, language, preferred in found
    ]


def _source(each: Input) -> Source:
    day = datetime.fromtimestamp(each.path.stat().st_mtime, UTC).date().isoformat()
    plain = credit("geonames-dump", "geonames dump", "")
    return Source(name=f"{plain.name} ({each.path.name})", layer=plain.layer, licence=plain.licence, dated=day)
