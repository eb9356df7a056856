"""The newest incidents of what is shown, as entries of a feed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from mapapp.domain.claim import CountKind
from mapapp.domain.incident import Incident
from mapapp.domain.names import name_of
from mapapp.domain.report import Report
from mapapp.spoken import N_, _
from mapapp.store import Store, UnknownIncident, UnknownReport
from mapapp.store.wording import count_words, when_words
from mapapp.store.write import EPOCH
from mapapp.web.cards import title
from mapapp.web.feeds import Entry, Feed
from mapapp.web.shown import Shown

MOST_ENTRIES = 50
MOST_SENTENCES = 5
LONGEST_TEXT = 2_000
"""Characters of one entry's text."""
BARE = N_("A frozen view has no words of a report.")


def a_feed(shown: Shown, store: Store, base: str, address: str) -> Feed:
    """The feed. `base` is this server's address, `address` the feed's own path and query."""
    entries = tuple(_entries(shown, store, base))
    return Feed(
        title=shown.title,
        description=shown.count(),
        address=base + address,
        link=f"{base}/s/{shown.saved.id}" if shown.saved else f"{base}/?{shown.query}",
        updated=max((entry.updated for entry in entries), default=EPOCH),
        entries=entries,
    )


def _entries(shown: Shown, store: Store, base: str) -> Iterator[Entry]:
    for incident_id in shown.snapshot.ids(shown.view)[:MOST_ENTRIES]:
        if shown.frozen and shown.saved:
            incident = shown.frozen.incident(incident_id)
            day = shown.saved.created
            yield _entry(incident, text=_(BARE), updated=day, link=f"{base}/s/{shown.saved.id}/embed")
            continue
        try:
            incident = store.incident(incident_id)
            reports = {report_id: store.report(report_id) for report_id in incident.report_ids}
        except (UnknownIncident, UnknownReport):  # removed since the snapshot was asked
            continue
        told = max((instant for report in reports.values() if (instant := _told(report))), default=EPOCH)
        yield _entry(incident, text=_text(incident, reports), updated=told, link=f"{base}/?incident={incident_id}")


def _entry(incident: Incident, *, text: str, updated: datetime, link: str) -> Entry:
    killed = incident.count(CountKind.KILLED)
    parts = [
        title(incident.event_type.sub_type, [place.label for place in incident.places]),
        when_words(incident.when) or _("not dated"),
        count_words(killed) if killed else "",
        name_of(incident.status),
    ]
    return Entry(
        id=f"urn:incident:{incident.id}",
        title=" · ".join(filter(None, parts)),
        text=text,
        updated=updated.astimezone(UTC),
        link=link,
        category=incident.event_type.code,
    )


def _text(incident: Incident, reports: dict[str, Report]) -> str:
    """The sentences that tell it, each with the report that it is from."""
    told = []
    for claim in incident.claims[:MOST_SENTENCES]:
        report = reports.get(claim.report_id)
        source = " — ".join(filter(None, [report.source.name if report and report.source else "", _title(report)]))
        told.append(f"{claim.wording}\n({source})" if source else claim.wording)
    text = "\n\n".join(told)
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"


def _title(report: Report | None) -> str:
    return report.title if report else ""


def _told(report: Report) -> datetime | None:
    return report.published or report.collected
