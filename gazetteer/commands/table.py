"""python -m gazetteer table IN.csv OUT.csv --name COLUMN: where is the place of each row?"""

from __future__ import annotations

import argparse
import csv
import io
import json
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO

from tqdm import tqdm

from gazetteer.commands.result_file import INTERRUPTED, check_folder, written
from gazetteer.csv_text import OpenTable, open_table
from gazetteer.errors import BadTable
from gazetteer.lookup import Gazetteer
from gazetteer.table_answer import Outcome
from gazetteer.table_columns import Columns, added_columns, columns_called, unanswered_row

if TYPE_CHECKING:
    from gazetteer.table_jobs import Answered

STANDARD = "-"
OUTCOMES = (Outcome.SURE, Outcome.AMBIGUOUS, Outcome.UNKNOWN, Outcome.REJECTED)
SPOOLED_BYTES = 1 << 24
"""What comes from standard input is kept in memory up to here, then on the disk: it is read twice."""


def add_to(commands: Any) -> None:  # noqa: ANN401  argparse has no public name for its type
    """Register the command."""
    parser = commands.add_parser("table", help="add coordinates to a CSV table of place names")
    parser.add_argument("source", metavar="IN.csv", help="the table, or - for standard input")
    parser.add_argument("target", metavar="OUT.csv", help="where to write the result, or - for standard output")
    parser.add_argument("--name", required=True, metavar="COLUMN", help="the column with the names of places")
    parser.add_argument("--admin1", metavar="COLUMN", help="the column that says in which province each lies")
    parser.add_argument("--country", metavar="COLUMN", help="the column that says in which country: a code or a name")
    parser.add_argument("--best", action="store_true", help="write the best guess of ambiguous rows too, still marked")
    parser.add_argument("--safe-cells", action="store_true", help="neutralise formulas in the table's own cells too")
    parser.add_argument("--delimiter", type=_delimiter, metavar="C", help="between cells (default: recognised)")
    parser.add_argument("--jobs", type=_positive, metavar="N", help="processes (default: 1; up to 4 for a large table)")
    parser.add_argument("--report", metavar="FILE", help="write the counts there as JSON")
    parser.add_argument("--force", action="store_true", help="overwrite OUT.csv and the report where they exist")
    parser.set_defaults(command=run)


def _delimiter(text: str) -> str:
    text = {"\\t": "\t", "tab": "\t"}.get(text, text)
    if len(text) != 1 or text in '"\r\n ':
        raise argparse.ArgumentTypeError(f"{text!r} is no delimiter; give one character, such as ; or tab")
    return text


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Answer every row. Raises GazetteerError for a table that can't be read or written."""
    try:
        _check_targets(options)
        gazetteer = Gazetteer.open(options.file)
        with _readable(options.source) as source, _written(options.target) as target:
            told = _answer(options, gazetteer, source, target)
        if options.report:
            with _written(options.report) as report:
                report.write((json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode())
    except KeyboardInterrupt:
        print("gazetteer: stopped; nothing was written", file=sys.stderr)
        return INTERRUPTED
    return 0


def _answer(options: argparse.Namespace, gazetteer: Gazetteer, source: BinaryIO, target: BinaryIO) -> dict[str, Any]:
    wanted = [name for name in (options.name, options.admin1, options.country) if name is not None]
    table = open_table(source, delimiter=options.delimiter, wanted=wanted)
    columns = columns_called(table.header, name=options.name, admin1=options.admin1, country=options.country)
    added = added_columns(table.header)
    notes = [table.encoding.note] if table.encoding.note else []
    if table.lines and not added[0].startswith("place_"):
        notes.append(f"the table has columns of our names; ours begin with {added[0].removesuffix('latitude')!r}")
    counts: Counter[Outcome] = Counter()
    with _as_text(target, table.encoding.to_write) as text:
        writer = csv.writer(text, delimiter=table.delimiter, lineterminator=table.line_end)
        text.write(table.opening)
        writer.writerow([*table.header, *added])
        if table.tags:
            writer.writerow(unanswered_row(table.tags, columns.width, safe=options.safe_cells))
        for outcome, row in _rows(options, gazetteer, table, columns):
            counts[outcome] += 1
            writer.writerow(row)
    for note in notes:
        print(f"gazetteer: {note}", file=sys.stderr)
    print(f"{counts.total():,} rows: {_summary(counts)}", file=sys.stderr)
    return {
        "gazetteer": gazetteer.maker,
        "rows": counts.total(),
        **{outcome.value: counts[outcome] for outcome in OUTCOMES},
        "best": options.best,
        "columns": {"name": options.name, "admin1": options.admin1, "country": options.country},
        "added_columns": list(added),
        "notes": notes,
    }


def _rows(options: argparse.Namespace, gazetteer: Gazetteer, table: OpenTable, columns: Columns) -> Iterator[Answered]:
    """The answered rows, with a bar on a terminal."""
    from gazetteer.table_jobs import Work, answer_rows, usual_jobs  # noqa: PLC0415  several processes, when needed

    work = Work(columns=columns, best=options.best, safe=options.safe_cells)
    rows = answer_rows(table.rows, work, gazetteer, jobs=options.jobs or usual_jobs(table.lines))
    hidden = not sys.stderr.isatty()
    yield from tqdm(rows, total=table.lines, unit=" rows", unit_scale=True, leave=False, disable=hidden)


@contextmanager
def _as_text(target: BinaryIO, encoding: str) -> Iterator[TextIO]:
    """Text for as long as it is written; the target stays open, whatever happens."""
    text = io.TextIOWrapper(target, encoding=encoding, newline="")
    try:
        yield text
    finally:
        text.detach()


def _summary(counts: Counter[Outcome]) -> str:
    return ", ".join(f"{counts[outcome]:,} {outcome.value}" for outcome in OUTCOMES)


def _check_targets(options: argparse.Namespace) -> None:
    """Raises BadTable where a file would be lost, or can't be written."""
    source = None if options.source == STANDARD else Path(options.source)
    targets = [Path(target) for target in (options.target, options.report) if target not in {None, STANDARD}]
    if options.report == STANDARD:
        raise BadTable("the report needs a file of its own; give its name after --report")
    if len({target.resolve() for target in targets}) < len(targets):
        raise BadTable("the table and the report would be the same file; give two names")
    for target in targets:
        check_folder(target)
        if target.exists() and not target.is_file():
            raise BadTable(f"{target} is no file; give a file's name, or - for standard output")
        if source and source.exists() and target.exists() and target.samefile(source):
            raise BadTable(f"{target} is the table itself; give another name for the result")
        if target.exists() and not options.force:
            raise BadTable(f"{target} exists; give another name, or --force to overwrite it")


@contextmanager
def _readable(source: str) -> Iterator[BinaryIO]:
    """The table's bytes, which can be read twice."""
    if source != STANDARD:
        with Path(source).open("rb") as stream:
            if stream.seekable():
                yield stream
                return
            with _kept(stream) as kept:
                yield kept
            return
    if sys.stdin is None:
        raise BadTable("standard input is closed; give the name of a file instead of -")
    with _kept(sys.stdin.buffer) as kept:
        yield kept


@contextmanager
def _kept(stream: BinaryIO) -> Iterator[BinaryIO]:
    with tempfile.SpooledTemporaryFile(SPOOLED_BYTES) as kept:
        shutil.copyfileobj(stream, kept)
        kept.seek(0)
        yield kept  # type: ignore[misc]


@contextmanager
def _written(target: str) -> Iterator[BinaryIO]:
    """Where to write."""
    if target == STANDARD:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with written(Path(target)) as stream:
        yield stream
