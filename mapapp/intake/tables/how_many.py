"""How many persons a row tells of: its cells → ranges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from mapapp.domain.claim import CountKind, CountRange
from mapapp.intake.tables.cells import persons
from mapapp.intake.tables.columns import Columns
from mapapp.intake.tables.errors import BadRow
from mapapp.intake.tables.row_text import RowText
from mapapp.intake.tables.scheme import COUNTS, key_of

ENDS = ("", "_low", "_high")
Ends = tuple[int | None, int | None]
"""At least and at most so many; None where that end is not known."""


class Counts:
    """The columns of a table that count persons.

    Args:
        columns: of the table.
        unknown: cells that mean "not known" beside the usual ones, folded.
    """

    def __init__(self, columns: Columns, unknown: frozenset[str]) -> None:
        self._columns = [
            (CountKind(name), some) for name in COUNTS if any(some := [columns.of(name + end) for end in ENDS])
        ]
        self._labels = columns.labels
        self._counted = lru_cache(10_000)(lambda text: None if key_of(text) in unknown else (persons(text),))

    def ranges(self, text: RowText) -> Iterator[CountRange]:
        """Each number that the row tells. Raises BadRow."""
        for kind, (best, low, high) in self._columns:
            likely, least, most = (self._first(text.cells, some, kind) for some in (best, low, high))
            if (ends := _ends(likely, least, most)) is None:
                continue
            lower, upper = ends
            if lower is not None and upper is not None and lower > upper:
                raise BadRow(
                    f"at least {lower:,} {kind.value} and at most {upper:,}: the first number is the larger one"
                )
            told = [number for number in (*best, *low, *high) if number in text.starts]
            yield CountRange(
                kind=kind,
                low=lower,
                high=upper,
                approximate=lower != upper,
                wording="; ".join(f"{self._labels[number]}{text.cells[number].strip()}" for number in told),
                span=text.span(told),
            )

    def _first(self, cells: Sequence[str], columns: tuple[int, ...], kind: CountKind) -> Ends | None:
        for number in columns:
            if cell := cells[number].strip():
                try:
                    counted = self._counted(cell)
                except BadRow as problem:
                    raise BadRow(f"{kind.value}: {problem}") from None
                if counted is not None:
                    return counted[0]
        return None


def _ends(likely: Ends | None, least: Ends | None, most: Ends | None) -> Ends | None:
    """The range that up to three cells tell; None: they tell none."""
    lower, upper = least or likely, most or likely
    if lower is None and upper is None:
        return None
    return lower[0] if lower else None, upper[1] if upper and (most or not least) else None
