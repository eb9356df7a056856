"""Go through a table once: good rows to one file, bad ones with their reasons to another, and what to tell of both."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from gazetteer.columns import Columns
from gazetteer.errors import TableMistaken
from gazetteer.ground import Ground
from gazetteer.progress import shown
from gazetteer.row_check import BadRow, Seen, checked
from gazetteer.row_facts import LOST_PARENT
from gazetteer.sources.own_layers import MOST_ROWS, Keeper, Layer
from gazetteer.spreadsheet import armoured
from gazetteer.tables import Row, Table

LISTED = 10
"""Bad rows that are told one by one; all of them are in the rejected file."""


@dataclass(slots=True, kw_only=True)
class Checked:
    """What came of the rows of a table. `accepted` and `rejected` together are all rows."""

    accepted: int = 0
    rejected: int = 0
    swapped: int = 0
    """Of the rejected, those with latitude and longitude swapped."""
    first_bad: list[tuple[int, str]] = field(default_factory=list)
    """Line (or feature) and reason of the first ten."""
    remarks: Counter[str] = field(default_factory=Counter)
    """Sentence to number of accepted rows."""
    first_line: dict[str, int] = field(default_factory=dict)
    """Sentence to the first such line."""
    lost_parents: Counter[str] = field(default_factory=Counter)
    """Parents that are no place of the gazetteer, with the number of rows."""

    def remark(self, sentence: str, line: int) -> None:
        """Count a remark on a row that is taken."""
        self.remarks[sentence] += 1
        self.first_line.setdefault(sentence, line)

    def reject(self, line: int, problem: BadRow) -> None:
        """Count a row that is not taken."""
        self.rejected += 1
        self.swapped += problem.swapped
        if len(self.first_bad) < LISTED:
            self.first_bad.append((line, str(problem)))


def rejected_path(path: Path) -> Path:
    """Where the bad rows of a table are written."""
    return path.with_name(path.name + ".rejected.csv")


def check_rows(
    table: Table, columns: Columns, ground: Ground, layer: Layer, *, good: Path, bad: Path | None
) -> Checked:
    """Read every row once; the good ones go to a file to be kept, the bad ones to another (None: nowhere).

    Raises TableMistaken where it holds more places than a layer can.
    """
    found, seen = Checked(), Seen()
    with good.open("w", encoding="utf-8", newline="") as opened, _bad_rows(bad, table) as put_bad:
        keeper = Keeper(opened, layer)
        for row in shown(table.rows(), "rows"):
            try:
                place, remarks = checked(row, columns, ground)
                seen.check(place, row, table.unit)
            except BadRow as problem:
                found.reject(row.line, problem)
                put_bad(row, str(problem))
                continue
            keeper.keep(place)
            found.accepted += 1
            for remark in remarks:
                if remark == LOST_PARENT:
                    found.lost_parents[place.inside] += 1
                else:
                    found.remark(remark, row.line)
            if found.accepted > MOST_ROWS:
                raise TableMistaken(f"{table.path} has more than {MOST_ROWS:,} places; divide it into several layers")
    for inside in [inside for inside in found.lost_parents if seen.has_id(inside)]:
        del found.lost_parents[inside]
    return found


@contextmanager
def _bad_rows(path: Path | None, table: Table) -> Iterator[Callable[[Row, str], None]]:
    """Writes bad rows to a file, which is there only when there are any; a spreadsheet runs nothing of it."""
    with ExitStack() as stack:
        opened: IO[str] | None = None

        def put_bad(row: Row, reason: str) -> None:
            nonlocal opened
            if path is None:
                return
            if opened is None:
                opened = stack.enter_context(path.open("w", encoding="utf-8-sig", errors="replace", newline=""))
                csv.writer(opened).writerow(map(armoured, ("reason", table.unit, *table.headers)))
            cells = (reason, str(row.line), *(row.cells.get(header, "") for header in table.headers))
            csv.writer(opened).writerow(map(armoured, cells))

        yield put_bad


def sentences(found: Checked, table: Table, bad: Path | None) -> Iterator[str]:
    """What came of the rows, for people."""
    total = found.accepted + found.rejected
    yield f"{total:,} rows: {found.accepted:,} accepted, {found.rejected:,} rejected"
    for line, reason in found.first_bad:
        yield f"  {table.unit} {line}: {reason}"
    if found.rejected > LISTED:
        yield f"  and {found.rejected - LISTED:,} more"
    if found.rejected and bad:
        yield f"all rejected rows with their reasons are in {bad}"
    for sentence, number in found.remarks.most_common():
        yield f"{number:,} taken with a remark (first: {table.unit} {found.first_line[sentence]}): {sentence}"
    if found.lost_parents:
        examples = ", ".join(repr(text) for text, _ in found.lost_parents.most_common(3))
        number = sum(found.lost_parents.values())
        yield f"{number:,} taken with a parent that is not known near them ({examples}): the division there is taken"


def refuse_useless(found: Checked, table: Table, columns: Columns) -> None:
    """Raises TableMistaken when no row is good, or most are swapped: then those that happen to fit are wrong too."""
    if found.swapped * 2 > found.accepted + found.rejected:
        latitude, longitude = columns.header("latitude"), columns.header("longitude")
        told = "the file has the latitude first, and GeoJSON is longitude first: mend the file"
        if not table.fixed:
            told = f"exchange them: --latitude {longitude!r} --longitude {latitude!r}"
        raise TableMistaken(f"latitude and longitude seem swapped in most rows, so nothing was added; {told}")
    if not found.accepted:
        none = "has no rows" if not found.rejected else "has no row that can be taken"
        raise TableMistaken(f"{table.path} {none}; nothing was added")
