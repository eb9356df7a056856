"""What a reader finds in a file, and the report that is made of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from mapapp.domain.arrival import Arrival, Original, Piece
from mapapp.domain.errors import UnreadableReport
from mapapp.domain.report import Report, Source
from mapapp.intake.files.dates import Dated
from mapapp.intake.text import LONGEST_REPORT, report_from_text

LONGEST_TITLE = 500
"""Characters; more is no title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A text and what is said of it, before anybody asked whether it is a report."""

    text: str
    title: str = ""
    source: str | None = None
    """Who published it."""
    home: str | None = None
    """The source's own page, http or https."""
    url: str | None = None
    published: Dated | None = None
    language: str | None = None
    """BCP-47, as declared."""
    country_code: str | None = None
    original: Original | None = None


def arrival(told: Told, piece: Piece, *, now: datetime | None = None) -> Arrival:
    """The report; what a person said of the piece goes before what stands in it.

    Raises UnreadableReport, saying what to do, where there is no text or too much of it.
    """
    now = now or datetime.now(UTC)
    _check(told.text)
    name = piece.source or told.source
    report = report_from_text(
        told.text,
        today=date.max,  # what is dated in the future is told apart below
        title=" ".join(told.title.split())[:LONGEST_TITLE],
        source=Source(name=name, url=told.home if name == told.source else None) if name else None,
        url=told.url,
        published=piece.published,
        country_code=told.country_code,
    )
    report = replace(report, language=told.language, collected=now)
    return Arrival(report=_dated(report, told.published, now), original=told.original)


def _check(text: str) -> None:
    if not any(character.isalnum() for character in text):
        raise UnreadableReport("There are no words in it. If it shows a picture of text, bring the text itself.")
    if len(text) > LONGEST_REPORT:
        raise UnreadableReport(
            f"Its text has {len(text):,} characters; at most {LONGEST_REPORT:,} are read as one report. "
            "Divide it into one file a report."
        )


def _dated(report: Report, found: Dated | None, now: datetime) -> Report:
    """With the date that was found, where nobody gave one and it can be true."""
    tomorrow = now + timedelta(days=1)  # clocks differ
    if report.published is not None:
        if report.published > tomorrow:
            raise UnreadableReport(
                f"The day that was given for it, {report.published:%d %B %Y}, is in the future. "
                "Give the day on which it was published, or none."
            )
        return report
    if found is None or found.instant > tomorrow:
        return report
    return replace(report, published=found.instant, published_rule=f"{found.rule}: “{found.wording[:100]}”")
