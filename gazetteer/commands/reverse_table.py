"""python -m gazetteer reverse --table IN.csv OUT.csv: which province, country and town is the point of each row in?"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count, islice
from pathlib import Path
from typing import Any, TextIO

from tqdm import tqdm

from gazetteer.columns import listed
from gazetteer.commands.result_file import INTERRUPTED, check_folder, written
from gazetteer.coordinates import made_point
from gazetteer.errors import BadQuery
from gazetteer.lookup import Gazetteer
from gazetteer.reverse import Reversed, reverse_many
from gazetteer.table_marks import ARCHIVES, SAVE_AS_CSV, marked_encoding

ADDED = ("country_code", "admin1", "admin1_id", "area", "area_id", "nearest", "nearest_id", "distance_km", "problem")
"""Columns of an answer, without their prefix. The area is the smallest that the map has there."""
DELIMITERS = ",;\t|"
ROWS_AT_ONCE = 10_000
NOT_ON_EARTH = (float("nan"), float("nan"))


def add_to(commands: Any, point: Callable[[argparse.Namespace], int]) -> None:  # noqa: ANN401  argparse hides its type
    """Register `reverse`: of one point, which `point` answers, or of a table."""
    parser = commands.add_parser("reverse", help="what is at this point, or at the points of a CSV table?")
    parser.add_argument("at_latitude", metavar="latitude", nargs="?", help="degrees north, -90 to 90")
    parser.add_argument("at_longitude", metavar="longitude", nargs="?", help="degrees east, -180 to 180")
    parser.add_argument("--json", action="store_true", help="answer for one point as a JSON array")
    parser.add_argument(
        "--table", nargs=2, type=Path, metavar=("IN.csv", "OUT.csv"), help="add what is there to each row of a table"
    )
    parser.add_argument("--latitude", metavar="COLUMN", default="latitude", help="the column of degrees north")
    parser.add_argument("--longitude", metavar="COLUMN", default="longitude", help="the column of degrees east")
    parser.add_argument("--force", action="store_true", help="overwrite OUT.csv where it exists")
    parser.set_defaults(command=lambda options: _run(options, point))


def _run(options: argparse.Namespace, point: Callable[[argparse.Namespace], int]) -> int:
    given = (options.at_latitude, options.at_longitude)
    if options.table and given == (None, None):
        return run(options)
    if options.table or None in given:
        raise BadQuery("give a latitude and a longitude, or --table IN.csv OUT.csv")
    options.latitude, options.longitude = given
    return point(options)


def run(options: argparse.Namespace) -> int:
    """Answer every row. Raises GazetteerError for a table that can't be read, OSError where nothing can be written."""
    source, target = options.table
    if source.exists() and target.exists() and target.samefile(source):
        raise BadQuery(f"{target} is the table itself; give another name for the result")
    if target.exists() and not options.force:
        raise BadQuery(f"{target} exists; give another name, or --force to overwrite it")
    check_folder(target)
    gazetteer = Gazetteer.open(options.file)
    with source.open("rb") as raw:
        start = raw.read(4)
        lines = start.count(b"\n") + sum(block.count(b"\n") for block in iter(lambda: raw.read(1 << 20), b""))
    marked = marked_encoding(start) or "utf-8"
    if start.startswith(ARCHIVES):
        raise BadQuery(f"{source} {SAVE_AS_CSV}")
    if not marked.startswith("utf-8"):
        raise BadQuery(f"{source} is {marked.upper()}; save it as CSV in UTF-8")
    try:
        # Bytes that are no UTF-8 come out as they went in.
        with (
            source.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as opened,
            written(target) as stream,
            tqdm(total=lines, unit=" rows", unit_scale=True, leave=False, disable=not sys.stderr.isatty()) as bar,
        ):
            text = io.TextIOWrapper(stream, encoding=marked, errors="surrogateescape", newline="")
            counts = _answer(gazetteer, opened, text, options, bar.update)
            text.detach()
    except KeyboardInterrupt:
        print("gazetteer: stopped; nothing was written", file=sys.stderr)
        return INTERRUPTED
    told = ", ".join(f"{number:,} {what}" for what, number in counts.items())
    print(f"{counts.total():,} rows{': ' if told else ''}{told}", file=sys.stderr)
    return 0


def _answer(
    gazetteer: Gazetteer, opened: TextIO, answered: TextIO, options: argparse.Namespace, advance: Callable[[int], Any]
) -> Counter[str]:
    first = opened.readline()
    delimiter = max(DELIMITERS, key=first.count)
    records = csv.reader(chain([first], opened), delimiter=delimiter)
    rows = _readable(records)
    columns = Columns.of(next(rows, []), latitude=options.latitude, longitude=options.longitude)
    writer = csv.writer(answered, delimiter=delimiter, lineterminator="\r\n" if first.endswith("\r\n") else "\n")
    writer.writerow([*columns.header, *columns.added()])
    counts: Counter[str] = Counter()
    while block := list(islice(rows, ROWS_AT_ONCE)):
        for row, cells in zip(block, _answers(gazetteer, block, columns), strict=True):
            wide = len(columns.header)
            writer.writerow([*row[:wide], *[""] * (wide - len(row)), *cells, *row[wide:]])
            counts["not answered" if cells[-1] else "on land" if cells[0] else "off the coast"] += 1
        advance(len(block))
    return counts


def _readable(records: Any) -> Iterator[list[str]]:  # noqa: ANN401  csv hides the type of its readers
    try:
        yield from records
    except csv.Error as problem:
        raise BadQuery(
            f"line {records.line_num} is no CSV: {problem}; is a quotation mark missing before it?"
        ) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where in a row its point stands."""

    header: Sequence[str]
    latitude: int
    longitude: int

    @classmethod
    def of(cls, header: Sequence[str], *, latitude: str, longitude: str) -> Columns:
        """By their names. Raises BadQuery, with the names there are."""
        return cls(header=header, latitude=_column(header, latitude), longitude=_column(header, longitude))

    def added(self) -> list[str]:
        """Names for the columns of the answers: all with one prefix, none of them taken."""
        taken = {cell.strip().casefold() for cell in self.header}
        prefixes = chain(["reverse_"], (f"reverse{number}_" for number in count(2)))
        free = next(prefix for prefix in prefixes if taken.isdisjoint(prefix + name for name in ADDED))
        return [free + name for name in ADDED]

    def point(self, row: Sequence[str]) -> tuple[float, float]:
        """Latitude and longitude of a row. Raises BadQuery with the reason why it has none."""
        if any(row[len(self.header) :]):
            raise BadQuery(
                f"the row has {len(row)} cells and the header {len(self.header)}; is a quotation mark missing?"
            )
        north, east = (row[at].strip() if at < len(row) else "" for at in (self.latitude, self.longitude))
        if not north or not east:
            raise BadQuery(f"there is no {'longitude' if north else 'latitude'}")
        point = made_point(north, east)
        return point.latitude, point.longitude


def _column(header: Sequence[str], wanted: str) -> int:
    found = [at for at, cell in enumerate(header) if cell.strip().casefold() == wanted.strip().casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        raise BadQuery(f"{len(found)} columns are called {wanted!r}; rename all but one")
    raise BadQuery(f"there is no column {wanted!r}; the columns are: {listed(header)}")


def _answers(gazetteer: Gazetteer, rows: Iterable[Sequence[str]], columns: Columns) -> Iterator[list[str]]:
    """The added cells of each row: what is there, or why it can't be told."""
    points, reasons = [], []
    for row in rows:
        try:
            points.append(columns.point(row))
            reasons.append("")
        except BadQuery as problem:
            points.append(NOT_ON_EARTH)
            reasons.append(str(problem))
    found = reverse_many(gazetteer, [point[0] for point in points], [point[1] for point in points])
    names = _Names(gazetteer)
    for at, reason in enumerate(reasons):
        yield [""] * (len(ADDED) - 1) + [reason] if reason else [*_cells(found, at, names), ""]


class _Names(dict[str | None, str]):
    """The name of each place id, asked once; "" for None."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        super().__init__({None: ""})
        self._gazetteer = gazetteer

    def __missing__(self, place_id: str) -> str:
        name = self[place_id] = self._gazetteer.place(place_id).name
        return name


def _cells(found: Reversed, at: int, names: _Names) -> list[str]:
    ids = (found.admin1_id[at], found.place_id[at], found.nearest_id[at])
    named = [cell for place_id in ids for cell in (names[place_id], place_id or "")]
    distance = "" if ids[-1] is None else f"{found.distance_km[at]:.2f}"
    return [found.country_code[at] or "", *named, distance]
