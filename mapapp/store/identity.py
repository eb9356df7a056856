"""Ids that are digests of content: what they must be for what is kept."""

from __future__ import annotations

from mapapp.domain.incident import Incident, Review
from mapapp.domain.report import Report, digest

EXTRACTED = tuple(f"extract-{version}" for version in range(2, 15))
"""So begin the makers of incidents whose ids are made this way."""
MADE_UP = "made up"
"""Reports and incidents of `python -m mapapp demo` have ids drawn at random."""


def of_its_content(report: Report) -> bool:
    """Is a report's id the digest of its source, address and text?"""
    return report.published_rule == MADE_UP or report.id == report.id_of_content


def of_its_evidence(incident: Incident) -> bool:
    """May an incident's id be the digest of its report, type and the place of its event word?

    The place itself is not kept; it is one in the sentences that tell it. True also of what was not read out of a text
    by this program, or was corrected by a person: such an id says nothing of the content.
    """
    read = incident.maker.startswith(EXTRACTED) and incident.review is not Review.CORRECTED
    if len(incident.report_ids) != 1 or not read:
        return True
    report_id, code = incident.report_ids[0], incident.event_type.code
    starts = (start for claim in incident.claims for start in range(claim.span.start, claim.span.end))
    return any(digest(report_id, code, str(start)) == incident.id for start in starts)
