"""Read who tells of incidents, and who took part in them."""

from __future__ import annotations

import numpy as np
from sqlalchemy import select

from mapapp.store.chunks import Numbering, Reader, joined
from mapapp.store.columns import Labels, Tellers, Whole
from mapapp.store.keys import NOT_HERE, Finder, KeysBuilder
from mapapp.store.tables import incident_party, incident_report, report


def parties(reader: Reader, find: Finder, size: int) -> Labels:
    """The table of parties."""
    names = Numbering()
    incidents: list[Whole] = []
    codes: list[Whole] = []
    for ids, called in reader.columns(select(incident_party.c.incident_id, incident_party.c.name)):
        incidents.append(find(ids))
        codes.append(names.of(called))
    return Labels.of_known(tuple(names), joined(incidents), joined(codes), size)


class TellerColumns:
    """The table of reports, and which incidents each tells."""

    def __init__(self, reader: Reader, find: Finder) -> None:
        self._numbers = {"source": Numbering(), "language": Numbering()}
        values: dict[str, list[Whole]] = {key: [] for key in self._numbers}
        keys = KeysBuilder()
        for ids, *columns in reader.columns(select(report.c.id, report.c.source_name, report.c.language)):
            keys.add(ids)
            for key, column in zip(self._numbers, columns, strict=True):
                values[key].append(self._numbers[key].known(column))
        self._values = {key: joined(parts) for key, parts in values.items()}
        self._reports = len(keys)
        self._incident, self._report = _links(reader, find, Finder(keys.build()))

    def labels(self, size: int) -> dict[str, Labels]:
        """What filters ask of reports."""
        return {
            key: Labels.of_known(tuple(numbers), self._incident, self._values[key][self._report], size)
            for key, numbers in self._numbers.items()
        }

    def tellers(self) -> Tellers:
        """Who tells what."""
        return Tellers(report=self._report, incident=self._incident, size=self._reports)


def _links(reader: Reader, find: Finder, find_report: Finder) -> tuple[Whole, Whole]:
    """The positions of incidents, ascending, and the numbers of the reports that tell them."""
    incidents: list[Whole] = []
    reports: list[Whole] = []
    for ids, report_ids in reader.columns(select(incident_report.c.incident_id, incident_report.c.report_id)):
        position = find(ids)
        here = position != NOT_HERE
        incidents.append(position[here])
        reports.append(find_report(report_ids)[here])
    incident, told_by = joined(incidents), joined(reports)
    order = np.argsort(incident, kind="stable")
    return incident[order], told_by[order]
