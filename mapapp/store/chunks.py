"""Tables read column by column, in parts, so that few rows are in memory as Python objects at one time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, Select, select

from mapapp.store.columns import Whole
from mapapp.store.keys import NOT_HERE
from mapapp.store.tables import incident_report, report

CHUNK = 4_000
"""Rows in memory as Python objects at one time."""

Values = tuple[Any, ...]
"""The values of one column, one per row."""


class Reader:
    """Reads tables within one transaction, and tells how many rows it has read. With `only`, nothing but what belongs
    to the incidents whose ids this question gives.
    """

    def __init__(
        self,
        connection: Connection,
        progress: Callable[[int], None] = lambda _: None,
        only: Select[str] | None = None,
    ) -> None:
        self._connection, self._progress, self._only = connection, progress, only
        self._read = 0

    def columns(self, query: Select[Any], incident_id: ColumnElement[str]) -> Iterator[tuple[Values, ...]]:
        """Some rows after the other, turned: one tuple per column. The other column says whose rows they are."""
        return self._turned(query if self._only is None else query.where(incident_id.in_(self._only)))

    def reports(self, query: Select[Any]) -> Iterator[tuple[Values, ...]]:
        """The same of the table of reports: those that tell the incidents."""
        if self._only is None:
            return self._turned(query)
        link = incident_report.c
        return self._turned(
            query.where(report.c.id.in_(select(link.report_id).where(link.incident_id.in_(self._only))))
        )

    def _turned(self, query: Select[Any]) -> Iterator[tuple[Values, ...]]:
        for rows in self._connection.execute(query.execution_options(yield_per=CHUNK)).partitions():
            yield tuple(zip(*rows, strict=True))
            self._read += len(rows)
            self._progress(self._read)


class Numbering(dict[Any, int]):
    """Numbers for different values, given as they come."""

    def __missing__(self, value: Any) -> int:  # noqa: ANN401
        number = self[value] = len(self)
        return number

    def of(self, values: Iterable[Any]) -> Whole:
        """Per value its number."""
        return np.array(list(map(self.__getitem__, values)), dtype=np.int32)

    def known(self, values: Iterable[Any]) -> Whole:
        """The same; NOT_HERE for None."""
        return np.array([NOT_HERE if value is None else self[value] for value in values], dtype=np.int32)


def joined(parts: list[Whole], kind: type = np.int32) -> Whole:
    """One column of its parts."""
    return np.concatenate([*parts, np.empty(0, dtype=kind)], dtype=kind)
