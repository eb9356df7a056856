"""Go through a table once: good rows to one file, bad ones with their reasons to another, and what to tell of both."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
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
"""Rows that are told one by one. All bad ones are in the rejected file."""


@dataclass(slots=True)
class Lines:
    """Where something was found."""

    number: int = 0
    first: list[int] = field(default_factory=list)
    """Lines (or features), the first ten."""

    def add(self, line: int) -> None:
        """One more."""
        self.number += 1
        if len(self.first) < LISTED:
            self.first.append(line)

    def told(self, unit: str) -> str:
        """In words: "line 2", "lines 2, 3 and 5 more"."""
        more = f" and {self.number - len(self.first):,} more" if self.number > len(self.first) else ""
        return f"{unit}{'s' if self.number > 1 else ''} {', '.join(map(str, self.first))}{more}"


@dataclass(slots=True, kw_only=True)
class Checked:
    """What came of the rows of a table. `accepted` and `rejected` together are all rows."""

    accepted: int = 0
    rejected: int = 0
    swapped: int = 0
    """Of the rejected, those with latitude and longitude swapped."""
    first_bad: list[tuple[int, str]] = field(default_factory=list)
    """Line (or feature) and reason of the first ten."""
    remarks: dict[str, Lines] = field(default_factory=dict)
    """Sentence to the accepted rows that it is said of."""
    lost_parents: dict[str, Lines] = field(default_factory=dict)
    """Parents that are no place of the gazetteer, and the rows that name them."""

    def remark(self, sentence: str, line: int, inside: str) -> None:
        """Keep a remark on a row that is taken; `inside` is the parent that it names."""
        where, key = (self.lost_parents, inside) if sentence == LOST_PARENT else (self.remarks, sentence)
        where.setdefault(key, Lines()).add(line)

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
    """Read every row; the good ones go to a file to be kept, the bad ones to another (None: nowhere).

    All are read once more where some lie in one another. Raises TableMistaken where it holds more places than a layer
    can.
    """
    seen = Seen()
    found = _checked_once(table, columns, ground, layer, seen, good=good, bad=bad)
    if circular := seen.circles():
        seen = Seen(circular)
        found = _checked_once(table, columns, ground, layer, seen, good=good, bad=bad)
    for inside in [inside for inside in found.lost_parents if seen.has_id(inside)]:
        del found.lost_parents[inside]
    return found


def _checked_once(
    table: Table, columns: Columns, ground: Ground, layer: Layer, seen: Seen, *, good: Path, bad: Path | None
) -> Checked:
    found = Checked()
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
                found.remark(remark, row.line, place.inside)
            if found.accepted > MOST_ROWS:
                raise TableMistaken(f"{table.path} has more than {MOST_ROWS:,} places; divide it into several layers")
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
    for sentence, lines in sorted(found.remarks.items(), key=lambda pair: -pair[1].number):
        yield f"{lines.number:,} taken with a remark ({lines.told(table.unit)}): {sentence}"
    if found.lost_parents:
        yield _lost_told(found.lost_parents, table.unit)


def _lost_told(lost_parents: Mapping[str, Lines], unit: str) -> str:
    most = sorted(lost_parents, key=lambda text: -lost_parents[text].number)
    examples = ", ".join(map(repr, most[:3]))
    first = sorted(line for lines in lost_parents.values() for line in lines.first)[:LISTED]
    lines = Lines(sum(lines.number for lines in lost_parents.values()), first)
    return (
        f"{lines.number:,} taken with a parent that is not known near them ({examples}), {lines.told(unit)}: "
        "the division there is taken"
    )


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
