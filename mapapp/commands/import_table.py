"""`python -m mapapp import TABLE`: incidents that others coded, into the record."""

from __future__ import annotations

import argparse
import csv
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from gazetteer.columns import listed
from gazetteer.csv_text import safe_cell
from mapapp import wiring
from mapapp.ingest.table import Rejected, TableImport
from mapapp.ingest.table_pieces import TableWork, collect_seldom
from mapapp.intake.tables.columns import Columns
from mapapp.intake.tables.errors import BadRow, TableNotUnderstood
from mapapp.intake.tables.row import RowReader, Told
from mapapp.intake.tables.scheme import Scheme, read_scheme, recognised, schemes
from mapapp.intake.tables.sheet import Sheet, open_sheet
from mapapp.merge import Merger
from mapapp.settings import Settings

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

PREVIEWED = 20
LARGE = 10_000_000
"""Bytes of a table from which on it is read in several processes."""
MOST_WORKERS = 8
MOST_LISTED = 20
"""Rejected rows that the terminal lists; --rejected FILE holds them all."""


def add_to(commands: Commands) -> None:
    """Add the command to those of `python -m mapapp`."""
    command = commands.add_parser(
        "import", help="take in a table of incidents: ACLED, UCDP GED, GTD, or any by a mapping"
    )
    command.add_argument("table", type=Path, metavar="TABLE", help="CSV, XLSX or GeoJSON")
    command.add_argument(
        "--scheme", metavar="NAME|FILE.toml", help=f"{', '.join(schemes())} or a mapping file; else its headers tell"
    )
    command.add_argument("--source", metavar="NAME", help="who made the table (default: as the scheme says)")
    command.add_argument(
        "--preview", action="store_true", help=f"show the first {PREVIEWED} rows as incidents, keep none"
    )
    command.add_argument("--rejected", type=Path, metavar="FILE", help="write rejected rows with their reasons (CSV)")
    command.add_argument(
        "--replace", action="store_true", help="rows that have changed replace what was taken in before"
    )
    command.add_argument("--workers", type=int, metavar="N", help="processes that read (default: by the table's size)")
    command.set_defaults(command=run)


def run(settings: Settings, options: argparse.Namespace) -> int:
    """Import or preview a table. Exit status 1 where a row was rejected."""
    wiring.prepare_gazetteer(settings, quiet=False)
    with open_sheet(options.table) as sheet:
        scheme = scheme_for(sheet, options.scheme)
        work = TableWork(
            scheme=scheme, header=sheet.header, source=options.source, gazetteer_file=settings.gazetteer_file
        )
        Columns(scheme, sheet.header)  # so that a mapping that does not fit says so before anything is kept
        print(f"read as {scheme.name}{f' ({sheet.note})' if sheet.note else ''}", file=sys.stderr)
        return _preview(work.reader(), sheet) if options.preview else _import(settings, options, work, sheet)


def scheme_for(sheet: Sheet, wanted: str | None) -> Scheme:
    """The scheme that was asked for, or the one that the headers tell. Raises TableNotUnderstood."""
    if wanted in schemes():
        return schemes()[str(wanted)]
    if wanted is not None:
        path = Path(wanted)
        if path.suffix.lower() != ".toml":
            raise TableNotUnderstood(f"there is no scheme {wanted!r}; there are {', '.join(schemes())}, or a FILE.toml")
        return read_scheme(path)
    if found := recognised(sheet.header):
        return found[1]
    raise TableNotUnderstood(
        f"these columns are of no scheme that is known: {listed(sheet.header)}. Write a mapping and give it with "
        "--scheme FILE.toml (docs/tables.md shows one)."
    )


def _preview(reader: RowReader, sheet: Sheet) -> int:
    bad = 0
    for line, told in reader.many(islice(sheet.rows, PREVIEWED)):
        bad += isinstance(told, BadRow)
        print(f"{sheet.unit} {line:,}: {f'rejected: {told}' if isinstance(told, BadRow) else shown(told)}")
    return 1 if bad else 0


def shown(told: Told) -> str:
    """An incident in one line."""
    incident = told.incident
    place = incident.places[0] if incident.places else None
    where = (
        f"{place.label} ({place.kind.value}, {place.point.latitude:.4f}, {place.point.longitude:.4f})" if place else ""
    )
    parts = (
        f"{incident.event_type.name}: {incident.event_type.sub_type}",
        f"{incident.when.wording} ({incident.when.precision.value})" if incident.when else "no date",
        where or "no place",
        "; ".join(count.wording for count in incident.counts),
        " / ".join(party.name for party in (*incident.actors, *incident.targets)),
        "; ".join(report.source.name for report in told.reports if report.source),
    )
    return " | ".join(" ".join(part.split()) for part in parts if part)


def _import(settings: Settings, options: argparse.Namespace, work: TableWork, sheet: Sheet) -> int:
    store = wiring.open_store(settings)
    collect_seldom()
    with _rejecting(options.rejected, sheet) as reject:
        taken = TableImport(store, Merger().signature, options.replace, reject)
        with tqdm(desc="Importing", unit=" rows", leave=False, disable=not sys.stderr.isatty()) as bar:
            for outcome in taken.run(work, sheet.rows, processes_for(options.table, options.workers)):
                bar.update(outcome.rows - bar.n)
    store.close()
    print(taken.outcome.sentence)
    return 1 if taken.outcome.rejected else 0


def processes_for(table: Path, wanted: int | None) -> int:
    """As many as there are cores for a large table; they would take longer to start than a small one to read."""
    if wanted is not None:
        return max(1, wanted)
    return 1 if table.stat().st_size < LARGE else min(os.cpu_count() or 1, MOST_WORKERS)


@contextmanager
def _rejecting(path: Path | None, sheet: Sheet) -> Iterator[Callable[[Rejected], None]]:
    """What is called with each rejected row: it writes the file, or lists the first ones."""
    if path is not None:
        with path.open("w", encoding="utf-8", newline="") as stream:
            lines = csv.writer(stream)
            lines.writerow([sheet.unit, "reason", *map(safe_cell, sheet.header)])
            yield lambda row: lines.writerow([row.line, safe_cell(row.reason), *map(safe_cell, row.cells)])
        return
    listed_so_far = 0

    def list_first(row: Rejected) -> None:
        nonlocal listed_so_far
        listed_so_far += 1
        if listed_so_far <= MOST_LISTED:
            print(f"{sheet.unit} {row.line:,}: {row.reason}", file=sys.stderr)

    yield list_first
    if listed_so_far > MOST_LISTED:
        more = listed_so_far - MOST_LISTED
        print(f"… and {more:,} more: --rejected FILE lists them all", file=sys.stderr)
