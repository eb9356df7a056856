"""Which division of a dump has which code, and what GeoNames' hierarchy says lies in what."""

from __future__ import annotations

from collections.abc import Iterator

from gazetteer.building.reading import note_broken
from gazetteer.building.work import Work
from gazetteer.recipe import ADMIN1_CODES, ADMIN2_CODES, DUMP, HIERARCHY, Input
from gazetteer.sources.dump_lines import lines
from gazetteer.sources.geonames_dump import DEEPEST_CODE, BrokenRow, parse

READING_CODES = "Reading which division is which"


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
    """admin1CodesASCII.txt and admin2Codes.txt: code, name, plain name, GeoNames id."""
    for each in work.recipe.of_role(ADMIN1_CODES, ADMIN2_CODES):
        for cells in _cells(work, each, least=4):
            if cells[3].isdecimal():
                yield cells[0], int(cells[3])


def _told_parents(work: Work) -> Iterator[tuple[int, int]]:
    """hierarchy.txt: parent, child, type; administrative parents first."""
    for wanted in (True, False):
        for each in work.recipe.of_role(HIERARCHY):
            for cells in _cells(work, each, least=2):
                administrative = cells[2:3] == ["ADM"]
                if administrative is wanted and cells[0].isdecimal() and cells[1].isdecimal() and cells[0] != cells[1]:
                    yield int(cells[1]), int(cells[0])


def _cells(work: Work, each: Input, *, least: int) -> Iterator[list[str]]:
    for number, _, line in lines(each.path):
        cells = line.decode("utf-8", "replace").split("\t")
        if len(cells) >= least:
            yield cells
        elif line and not line.startswith(b"#"):
            note_broken(work, each, number, f"{len(cells)} columns instead of {least}", line)
