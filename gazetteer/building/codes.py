"""Which division of a dump has which code, and what GeoNames' hierarchy says lies in what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from gazetteer.building.reading import note_broken, unreadable
from gazetteer.building.work import Work
from gazetteer.recipe import ADMIN1_CODES, ADMIN2_CODES, DUMP, HIERARCHY, Input
from gazetteer.sources.dump_lines import lines
from gazetteer.sources.geonames_dump import DEEPEST_CODE, BrokenRow, parse

READING_CODES = "Reading which division is which"
LONGEST_ID = 12
"""Digits."""
T = TypeVar("T")


def read_codes(work: Work) -> Iterator[float]:
    """Keep the code of each division ("SY.09") with its GeoNames id: the dump's own rows count before the files'."""
    work.connection.executemany("INSERT OR IGNORE INTO division VALUES (?,?)", _own_divisions(work))
    yield 0.8
    at_hand = set(work.atlas.divisions) if work.recipe.packages else set()
    at_hand |= {row for (row,) in work.connection.execute("SELECT id FROM division")}
    told = (pair for pair in _told_divisions(work) if pair[1] in at_hand)
    work.connection.executemany("INSERT OR IGNORE INTO division VALUES (?,?)", told)
    if work.recipe.packages:
        packaged = ((division.geonames_code, row) for row, division in work.atlas.divisions.items())
        work.connection.executemany("INSERT OR IGNORE INTO division VALUES (?,?)", packaged)
    work.connection.executemany("INSERT OR IGNORE INTO above VALUES (?,?)", _told_parents(work))


def _own_divisions(work: Work) -> Iterator[tuple[str, int]]:
    for dump in work.recipe.of_role(DUMP):
        for _, _, line in lines(dump.path):
            if b"\tA\tADM" not in line:
                continue
            try:
                row = parse(line)
            except BrokenRow:
                continue  # told of when the places are read
            if row.order and row.order <= DEEPEST_CODE and len(row.codes) >= row.order:
                yield row.codes[row.order - 1], row.geonames_id


def _told_divisions(work: Work) -> Iterator[tuple[str, int]]:
    """What admin1CodesASCII.txt and admin2Codes.txt tell."""
    for each in work.recipe.of_role(ADMIN1_CODES, ADMIN2_CODES):
        yield from _rows(work, each, _division)


def _division(cells: list[str]) -> tuple[str, int]:
    """Code, name, plain name, GeoNames id."""
    _refuse_shorter(cells, 4)
    return cells[0], _id(cells[3])


def _told_parents(work: Work) -> Iterator[tuple[int, int]]:
    """What hierarchy.txt tells: child and parent; administrative parents, which are nearly all, come first."""
    others: list[tuple[int, int]] = []
    for each in work.recipe.of_role(HIERARCHY):
        for child, parent, kind in _rows(work, each, _above):
            if child == parent:
                continue
            if kind == "ADM":
                yield child, parent
            else:
                others.append((child, parent))
    yield from others


def _above(cells: list[str]) -> tuple[int, int, str]:
    """Parent, child and, in most rows, type."""
    _refuse_shorter(cells, 2)
    return _id(cells[1]), _id(cells[0]), cells[2] if len(cells) > 2 else ""


def _refuse_shorter(cells: list[str], least: int) -> None:
    if len(cells) < least:
        raise BrokenRow(f"{len(cells)} columns instead of {least}")


def _id(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST_ID):
        raise BrokenRow(f"{text[:20]!r} is no GeoNames id")
    return int(text)


def _rows(work: Work, each: Input, parse: Callable[[list[str]], T]) -> Iterator[T]:
    """What `parse` makes of the cells of each row; where it raises BrokenRow the row is noted.

    Raises DumpMistaken where that is every row, or most of the first thousands.
    """
    some, reason = False, "it is empty"
    for number, _, line in lines(each.path):
        if not line.strip() or line.startswith(b"#"):
            continue
        try:
            made = parse(line.decode("utf-8", "replace").split("\t"))
        except BrokenRow as problem:
            reason = str(problem)
            note_broken(work, each, number, reason, line)
            continue
        some = True
        yield made
    if not some:
        raise unreadable(each, reason)
