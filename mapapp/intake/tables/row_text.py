"""A row as the text of a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from mapapp.domain.report import Span


class RowText:
    """A row as text: its notes, then each other cell that is read, one a line, with where each of them stands.

    Args:
        cells: of the row.
        labels: what stands before each cell that is read.
        notes: the number of the column that has the notes; None: there are none.
    """

    __slots__ = ("_evidence", "cells", "notes", "starts", "text")

    def __init__(self, cells: Sequence[str], labels: Mapping[int, str], notes: int | None) -> None:
        self.cells = cells
        self.notes = cells[notes].strip() if notes is not None else ""
        self.starts: dict[int, int] = {}
        """Where the cell of a column begins; cells that are empty, and the notes, are not among them."""
        lines = [self.notes, ""] if self.notes else []
        at = len(self.notes) + 2 if self.notes else 0
        for number, label in labels.items():
            cell = cells[number]
            if cell and number != notes and not cell.isspace():
                line = label + cell
                self.starts[number] = at + len(label)
                lines.append(line)
                at += len(line) + 1
        self.text = "\n".join(lines)
        self._evidence: Span | None = None

    @property
    def evidence(self) -> Span:
        """The notes; where there are none, the whole row."""
        if self._evidence is None:
            self._evidence = Span(start=0, end=len(self.notes) or len(self.text))
        return self._evidence

    def span(self, columns: Iterable[int]) -> Span:
        """Where the first of these cells stands that is filled in; else the evidence."""
        for number in columns:
            if (start := self.starts.get(number)) is not None:
                return Span(start=start, end=start + len(self.cells[number]))
        return self.evidence
