"""The answers to a visitor's table, and what the visitor chose among their candidates."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from gazetteer.table import TableGeocoder
from gazetteer.table_answer import Answer, Outcome
from gazetteer.table_columns import BETWEEN_REASONS, Columns, added_columns, answered_row, spot_text, unanswered_row
from mapapp.spoken import N_, _
from mapapp.web.table_sheet import Sheet

WORDS = {
    Outcome.SURE: N_("sure"),
    Outcome.CHOSEN: N_("chosen by you"),
    Outcome.AMBIGUOUS: N_("ambiguous"),
    Outcome.UNKNOWN: N_("unknown"),
    Outcome.REJECTED: N_("rejected"),
}
ORDER = (Outcome.AMBIGUOUS, Outcome.UNKNOWN, Outcome.REJECTED, Outcome.CHOSEN, Outcome.SURE)
"""What a person must look at comes first."""
LONGEST_SHOWN = 300
"""Characters of a cell on the page; the file has them all."""


@dataclass(slots=True, kw_only=True)
class TableResult:
    """One table with its answers. A visitor's own: it changes with each choice."""

    sheet: Sheet
    columns: Columns
    answers: Sequence[Answer]
    """One for each row, as they were found."""
    chosen: dict[int, int] = field(default_factory=dict)
    """Row to the place of a candidate in its answer."""

    def answer(self, row: int) -> Answer:
        """With the visitor's choice."""
        return self.answers[row].choose(self.chosen[row]) if row in self.chosen else self.answers[row]

    def counts(self) -> Counter[Outcome]:
        """Rows by outcome."""
        return Counter(self.answer(row).outcome for row in range(len(self.answers)))

    def order(self) -> list[int]:
        """Rows, those that are not sure first."""
        return sorted(range(len(self.answers)), key=lambda row: ORDER.index(self.answer(row).outcome))

    def to_decide(self) -> list[int]:
        """Rows that are not sure and have candidates, also those that are decided by now."""
        return [
            row for row, answer in enumerate(self.answers) if answer.candidates and answer.outcome is not Outcome.SURE
        ]

    def asked(self, row: int) -> tuple[str, ...]:
        """The cells that the row was asked with: name, province, country."""
        cells, numbers = self.sheet.rows[row], (self.columns.name, self.columns.admin1, self.columns.country)
        return tuple(cells[n].strip() if n is not None and n < len(cells) else "" for n in numbers)

    def alike(self, row: int) -> list[int]:
        """Rows that ask the same, this one among them."""
        asked = self.asked(row)
        return [other for other in self.to_decide() if self.asked(other) == asked]

    def choose(self, row: int, candidate: int | None, *, alike: bool = False) -> list[int]:
        """Take a candidate for a row, or for all that ask the same; None takes a choice back. Returns those rows."""
        rows = self.alike(row) if alike else [row]
        for one in rows:
            if candidate is None:
                self.chosen.pop(one, None)
            else:
                self.chosen[one] = candidate
        return rows

    def csv(self, *, best: bool = False) -> bytes:
        """The whole table with its answers; no cell of it runs as a formula in a spreadsheet."""
        text = io.StringIO(newline="")
        text.write(self.sheet.opening)
        writer = csv.writer(text, delimiter=self.sheet.delimiter, lineterminator=self.sheet.line_end)
        writer.writerows(self._lines(best=best))
        return text.getvalue().encode(self.sheet.encoding)

    def _lines(self, *, best: bool) -> Iterator[list[str]]:
        header, width = self.sheet.header, self.columns.width
        heading = answered_row(header, width, self.answers[0], safe=True)[:width]
        yield [*heading, *added_columns(header)]
        if self.sheet.tags:
            yield unanswered_row(self.sheet.tags, width, safe=True)
        for row, cells in enumerate(self.sheet.rows):
            yield answered_row(cells, width, self.answer(row), best=best, safe=True)

    def frame(self, rows: Sequence[int]) -> dict[str, list[Any]]:
        """What the page shows of some rows."""
        answers = [self.answer(row) for row in rows]
        spots = [answer.spot for answer in answers]
        return {
            _("Row"): [row + 1 for row in rows],
            _("Asked"): [shortened(", ".join(filter(None, self.asked(row)))) for row in rows],
            _("Verdict"): [_(WORDS[answer.outcome]) for answer in answers],
            _("Place"): [
                spot and ", ".join(filter(None, (spot.name, spot.admin1, spot.country_code))) for spot in spots
            ],
            _("Latitude"): [spot and spot.point.latitude for spot in spots],
            _("Longitude"): [spot and spot.point.longitude for spot in spots],
            _("Within km"): [spot and spot.radius_km for spot in spots],
            _("Score"): [spot and spot.score for spot in spots],
            _("Alternatives"): [" | ".join(map(spot_text, a.alternatives(a.spot))) for a in answers],
            _("Reasons"): [
                shortened(BETWEEN_REASONS.join((*a.notes, *(a.spot.reasons if a.spot else ())))) for a in answers
            ],
        }


def shortened(text: str, longest: int = LONGEST_SHOWN) -> str:
    """A cell's text, cut where it is very long."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def answers_of(sheet: Sheet, columns: Columns, geocoder: TableGeocoder) -> Iterator[Answer]:
    """The answers row by row."""
    return (columns.ask(geocoder, row) for row in sheet.rows)
