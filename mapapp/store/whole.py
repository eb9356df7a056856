"""Whole incidents by the hundred, with the names of those who tell them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from mapapp.domain.incident import Incident, Review
from mapapp.store import payload
from mapapp.store.engine import transaction
from mapapp.store.store import Store
from mapapp.store.tables import incident, incident_report, report
from mapapp.store.write import batches


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An incident and its sources."""

    incident: Incident
    sources: tuple[str, ...]
    """Names of those who published its reports, each once, the first report's first."""


def whole(store: Store, wanted: Sequence[str]) -> list[Told]:
    """These incidents in the given order; those not kept, or rejected by a person, are left out.

    Raises StoreUnusable.
    """
    payloads: dict[str, str] = {}
    sources: dict[str, dict[str, None]] = {}
    link = incident_report.c
    tellers = select(link.incident_id, report.c.source_name).join(report, report.c.id == link.report_id)
    with transaction(store.engine) as connection:
        for some in batches(wanted):
            kept = select(incident.c.id, incident.c.payload).where(
                incident.c.id.in_(some), incident.c.review != Review.REJECTED.value
            )
            payloads.update((row.id, row.payload) for row in connection.execute(kept))
            told = tellers.where(link.incident_id.in_(some)).order_by(link.incident_id, link.ordinal)
            for incident_id, name in connection.execute(told):
                if name is not None:
                    sources.setdefault(incident_id, {})[name] = None
    return [
        Told(incident=payload.loads(Incident, payloads[key]), sources=tuple(sources.get(key, ())))
        for key in wanted
        if key in payloads
    ]
