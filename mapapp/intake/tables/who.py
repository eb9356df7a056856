"""Who a row tells of, and who tells it: its cells → parties and sources."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from mapapp.domain.incident import Party
from mapapp.domain.report import Source, SourceKind, Span
from mapapp.intake.tables.cells import NOT_KNOWN
from mapapp.intake.tables.columns import Columns
from mapapp.intake.tables.row_text import RowText
from mapapp.intake.tables.scheme import Scheme

MOST_SOURCES = 50
REMEMBERED = 10_000
"""Cells of each sort: tables name the same parties and sources again and again."""


class Parties:
    """The columns of a table that name parties of one side.

    Args:
        scheme: of the table.
        columns: of the table.
        names: the role of the columns with their names.
        kinds: that of the columns that tell what sort of party the first of them is.
    """

    def __init__(self, scheme: Scheme, columns: Columns, names: str, kinds: str) -> None:
        self._numbers = columns.of(names)
        self._kind = columns.first(kinds)
        self._kind_of = lru_cache(REMEMBERED)(scheme.kind_of)
        self._named = lru_cache(REMEMBERED)(lambda cell: tuple(_named(cell, scheme.separator)))

    def told(self, text: RowText) -> tuple[Party, ...]:
        """The parties that the row names, each once."""
        kind = self._kind_of(word) if (word := self._kind(text.cells)) else None
        parties: dict[str, Party] = {}
        for number in self._numbers:
            start = text.starts.get(number)
            if start is None:
                continue
            for name, offset in self._named(text.cells[number]):
                if name not in parties:
                    begin = start + offset
                    span = Span(start=begin, end=begin + len(name))
                    told = self._kind_of(name) if kind is None or parties else kind
                    parties[name] = Party(name=name, span=span, kind=told)
        return tuple(parties.values())


class Sources:
    """The columns of a table that say who told of a row.

    Args:
        columns: of the table.
        separator: between several sources in one cell.
        maker: who made the table; it tells the rows that name nobody.
    """

    def __init__(self, columns: Columns, separator: str, maker: str) -> None:
        self._numbers = columns.of("sources")
        self._maker = (Source(name=maker, kind=SourceKind.MONITOR),)
        self._told = lru_cache(REMEMBERED)(lambda cells: _sources(cells, separator))

    def told(self, text: RowText) -> tuple[Source, ...]:
        """The sources that the row names, each once."""
        return self._told(tuple([text.cells[number] for number in self._numbers])) or self._maker


def _sources(cells: tuple[str, ...], separator: str) -> tuple[Source, ...]:
    names = dict.fromkeys(name for cell in cells for name, _ in _named(cell, separator))
    return tuple(Source(name=name) for name in list(names)[:MOST_SOURCES])


def _named(cell: str, separator: str) -> Iterator[tuple[str, int]]:
    """The names in a cell with where each begins; what means "not known" is none."""
    at = 0
    for piece in cell.split(separator) if separator else [cell]:
        name = piece.strip().strip('"').strip()
        if name and name.casefold() not in NOT_KNOWN:
            yield name, at + piece.index(name)
        at += len(piece) + len(separator)
