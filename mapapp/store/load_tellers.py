"""Read who tells of incidents, and who took part in them."""

from __future__ import annotations

import numpy as np
from sqlalchemy import Select, select

from mapapp.store.chunks import Numbering, Reader, joined
from mapapp.store.columns import Labels, Tellers, Whole
from mapapp.store.keys import NOT_HERE, Finder, KeysBuilder
from mapapp.store.tables import incident_party, incident_report, report


def _parties() -> Select[tuple[str, str]]:
    return select(incident_party.c.incident_id, incident_party.c.name)


def parties(reader: Reader, find: Finder, size: int) -> Labels:
    """The table of parties."""
    names = Numbering()
    incidents: list[Whole] = []
    codes: list[Whole] = []
    for ids, called in reader.columns(_parties(), incident_party.c.incident_id):
        incidents.append(find(ids))
        codes.append(names.of(called))
    return Labels.of_known(tuple(names), joined(incidents), joined(codes), size)


class TellerColumns:
    """The table of reports, and which incidents each tells."""

    def __init__(self, reader: Reader, find: Finder) -> None:
        self._numbers = {"source": Numbering(), "language": Numbering()}
        values: dict[str, list[Whole]] = {key: [] for key in self._numbers}
        keys = KeysBuilder()
        for ids, *columns in reader.reports(select(report.c.id, report.c.source_name, report.c.language)):
            keys.add(ids)
            for key, column in zip(self._numbers, columns, strict=True):
                values[key].append(self._numbers[key].known(column))
        self._values = {key: joined(parts) for key, parts in values.items()}
        reports = keys.build()
        self._incident, self._report = _links(reader, find, Finder(reports))
        self._marks = reports.marks()

    def labels(self, size: int) -> dict[str, Labels]:
        """What filters ask of reports."""
        return {
            key: Labels.of_known(tuple(numbers), self._incident, self._values[key][self._report], size)
            for key, numbers in self._numbers.items()
        }

    def tellers(self) -> Tellers:
        """Who tells what."""
        marks, report = np.unique(self._marks[self._report], return_inverse=True)
        return Tellers(report=report.astype(np.int32), incident=self._incident, marks=marks)


def _links(reader: Reader, find: Finder, find_report: Finder) -> tuple[Whole, Whole]:
    """The positions of incidents, ascending, and the numbers of the reports that tell them."""
    incidents: list[Whole] = []
    reports: list[Whole] = []
    link = incident_report.c
    for ids, report_ids in reader.columns(select(link.incident_id, link.report_id), link.incident_id):
        position = find(ids)
        here = position != NOT_HERE
        incidents.append(position[here])
        reports.append(find_report(report_ids)[here])
    incident, told_by = joined(incidents), joined(reports)
    order = np.argsort(incident, kind="stable")
    return incident[order], told_by[order]
