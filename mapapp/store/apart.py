"""Incidents that are drawn without being in the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mapapp.domain.incident import Incident
from mapapp.domain.report import Report
from mapapp.store import write
from mapapp.store.engine import transaction
from mapapp.store.snapshot import Snapshot
from mapapp.store.store import Store


def snapshot_of(incidents: Sequence[Incident]) -> Snapshot:
    """A snapshot of these incidents alone. Their reports are counted, and nothing else of them is known.

    Through a store in memory, which is gone when this returns.
    """
    stubs = {
        report_id: Report(text=report_id, source=None, url=None, title="")
        for report_id in dict.fromkeys(report_id for incident in incidents for report_id in incident.report_ids)
    }
    told = [replace(one, report_ids=tuple(stubs[report_id].id for report_id in one.report_ids)) for one in incidents]
    store = Store.open("sqlite://")
    try:
        store.keep_many((stub, ()) for stub in stubs.values())
        with transaction(store.engine, writes=True) as connection:
            write.put(connection, told)
        return Snapshot.read(store)
    finally:
        store.close()
