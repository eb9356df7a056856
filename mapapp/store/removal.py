"""Reports go, and every word of theirs with them.

What only they tell is deleted. Of what others tell too, their telling is taken out: an account out of a merged
incident, which is then made anew; claims and names out of an incident that several reports share. What the program
wrote into the log about their words is unsaid. Frozen views never held a word of a report (see `frozen`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, delete, select

from mapapp.domain.incident import Incident
from mapapp.store import payload, tables, write
from mapapp.store.merges import Merges
from mapapp.store.tables import incident_report


def remove(connection: Connection, merges: Merges, report_ids: Sequence[str]) -> None:
    """Delete reports and what came from them. Those that are not kept are left out."""
    with merges.parted(connection, report_ids) as changed:
        for report_id in report_ids:
            link = incident_report.c
            told = connection.execute(select(link.incident_id).where(link.report_id == report_id)).scalars().all()
            write.remove(connection, report_id)
            still = sorted(write.kept(connection, tables.incident.c.id, told))
            for incident_id in still:
                _tell_without(connection, incident_id, report_id)
            changed.update(still)
        changed.intersection_update(write.kept(connection, tables.incident.c.id, changed))  # others of these told some


def without(incident: Incident, report_id: str, tellers: Sequence[str]) -> Incident:
    """The incident as its other reports tell it: without the claims of this one, which are theirs if they had no
    other, and without words that stand in no claim that is left.

    Args:
        incident: told by several reports.
        report_id: the one that goes.
        tellers: the ids of the others.
    """
    others = tuple(one for one in incident.report_ids if one != report_id)
    claims = tuple(claim for claim in incident.claims if claim.report_id != report_id)
    if others and not claims:  # they have the same text, as the sources of one row of a table
        claims = tuple(replace(claim, report_id=others[0]) for claim in incident.claims)
    left = "\n".join(claim.wording for claim in claims)

    def told(words: str) -> str:
        return words if words in left else ""

    return replace(
        incident,
        report_ids=others or tuple(tellers),
        claims=claims,
        places=tuple(
            replace(place, surface=told(place.surface), modifier=told(place.modifier or "") or None)
            for place in incident.places
        ),
        when=incident.when and replace(incident.when, wording=told(incident.when.wording), rule=""),
        actors=tuple(party for party in incident.actors if party.name in left),
        targets=tuple(party for party in incident.targets if party.name in left),
        counts=tuple(replace(count, wording=told(count.wording)) for count in incident.counts if count.is_whole),
        reasons=(),
    )


def _tell_without(connection: Connection, incident_id: str, report_id: str) -> None:
    """Write an incident anew that others tell too; its links to them stay as they are."""
    table, link = tables.incident, incident_report.c
    text = connection.execute(select(table.c.payload).where(table.c.id == incident_id)).scalar_one()
    links = select(incident_report).where(link.incident_id == incident_id).order_by(link.ordinal, link.report_id)
    rows = [dict(row._mapping) for row in connection.execute(links)]
    left = without(payload.loads(Incident, text), report_id, [row["report_id"] for row in rows])
    connection.execute(delete(table).where(table.c.id == incident_id))
    write.put(connection, [left])
    missing = [row for row in rows if row["report_id"] not in left.report_ids]
    write.insert_all(connection, incident_report, missing)
