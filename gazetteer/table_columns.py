"""Which columns of a table say where a place is, and which columns its answers go to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, count

from gazetteer.columns import listed
from gazetteer.csv_text import safe_cell
from gazetteer.errors import BadTable
from gazetteer.table import TableGeocoder
from gazetteer.table_answer import Answer, Outcome, Spot

ADDED = (
    *("latitude", "longitude", "id", "name", "kind", "country_code", "admin1", "radius_km", "score"),
    *("verdict", "reasons", "alternatives"),
)
"""Columns of an answer, without their prefix."""
BETWEEN_REASONS, BETWEEN_ALTERNATIVES = "; ", " | "


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where in a row the question stands."""

    width: int
    """Cells of the header."""
    name: int
    admin1: int | None = None
    country: int | None = None

    def ask(self, geocoder: TableGeocoder, row: Sequence[str]) -> Answer:
        """The answer to a row. A row wider than the header is rejected: its cells may stand in wrong columns."""
        if any(row[self.width :]):
            note = f"the row has {len(row)} cells and the header {self.width}: is a quotation mark missing?"
            return Answer(outcome=Outcome.REJECTED, notes=(note,))
        return geocoder.answer(
            self._cell(row, self.name), admin1=self._cell(row, self.admin1), country=self._cell(row, self.country)
        )

    def _cell(self, row: Sequence[str], column: int | None) -> str:
        return row[column] if column is not None and column < len(row) else ""


def columns_called(header: Sequence[str], *, name: str, admin1: str | None, country: str | None) -> Columns:
    """The columns by their names. Raises BadTable, with the names there are."""
    return Columns(
        width=len(header),
        name=_column(header, name),
        admin1=None if admin1 is None else _column(header, admin1),
        country=None if country is None else _column(header, country),
    )


def _column(header: Sequence[str], wanted: str) -> int:
    exact = [at for at, cell in enumerate(header) if cell == wanted]
    found = exact or [at for at, cell in enumerate(header) if _plain(cell) == _plain(wanted)]
    if len(found) > 1:
        raise BadTable(f"{len(found)} columns are called {wanted!r}; rename all but one")
    if not found:
        raise BadTable(f"there is no column {wanted!r}; the columns are: {listed(header)}")
    return found[0]


def _plain(cell: str) -> str:
    return cell.strip().casefold()


def added_columns(header: Sequence[str]) -> tuple[str, ...]:
    """Names for the columns of the answers: all with one prefix, none of them taken ("place_", "geo_", "place2_")."""
    taken = {_plain(cell) for cell in header}
    for prefix in chain(("place_", "geo_"), (f"place{number}_" for number in count(2))):
        names = tuple(prefix + name for name in ADDED)
        if taken.isdisjoint(names):
            break
    return names


def answered_row(
    row: Sequence[str], width: int, answer: Answer, *, best: bool = False, safe: bool = False
) -> list[str]:
    """The row as it was, then its answer; cells beyond the header's come after that.

    Args:
        best: an ambiguous row gets its best guess too, still marked.
        safe: also cells of the table itself can't run as formulas.
    """
    return _with_cells(row, width, answer_cells(answer, best=best), safe=safe)


def unanswered_row(row: Sequence[str], width: int, *, safe: bool = False) -> list[str]:
    """A row that names no place, such as one of HXL tags, as wide as those that do."""
    return _with_cells(row, width, [""] * len(ADDED), safe=safe)


def _with_cells(row: Sequence[str], width: int, cells: Sequence[str], *, safe: bool) -> list[str]:
    own = [safe_cell(cell) for cell in row] if safe else list(row)
    padding = [""] * (width - len(own))
    return [*own[:width], *padding, *cells, *own[width:]]


def answer_cells(answer: Answer, *, best: bool = False) -> list[str]:
    """One for each of ADDED; those of the place are all filled or all empty."""
    spot = answer.guess if best else answer.spot
    others = BETWEEN_ALTERNATIVES.join(map(spot_text, answer.alternatives(spot)))
    reasons = BETWEEN_REASONS.join((*answer.notes, *(spot.reasons if spot else ())))
    texts = (answer.outcome.value, reasons, others)
    return [*(_spot_cells(spot) if spot else [""] * (len(ADDED) - len(texts))), *map(safe_cell, texts)]


def _spot_cells(spot: Spot) -> list[str]:
    latitude, longitude = coordinates(spot)
    names = [safe_cell(text) for text in (spot.place_id, spot.name, spot.kind, spot.country_code, spot.admin1)]
    return [latitude, longitude, *names, f"{spot.radius_km:g}", f"{spot.score:.4f}"]


def coordinates(spot: Spot) -> tuple[str, str]:
    """Latitude and longitude as decimal degrees, to six places: a tenth of a metre."""
    return str(round(spot.point.latitude, 6)), str(round(spot.point.longitude, 6))


def spot_text(spot: Spot) -> str:
    """A candidate in one line: "Tripoli, North, LB (settlement, 34.43352, 35.84415, score 0.61) geonames:266826"."""
    latitude, longitude = coordinates(spot)
    where = ", ".join(part for part in (spot.name, spot.admin1, spot.country_code) if part)
    return f"{where} ({spot.kind}, {latitude}, {longitude}, score {spot.score:.2f}) {spot.place_id}".strip()
