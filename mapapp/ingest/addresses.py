"""Addresses → the reports that stand there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from mapapp.domain.arrival import Arrival, Piece, SetAside
from mapapp.domain.errors import MapappError, UnreadableReport
from mapapp.domain.report import Report, Source
from mapapp.intake.fetch import Fetcher, MemoryTurns, NotFetched, Turns
from mapapp.settings import Settings
from mapapp.spoken import N_

FETCHING_IS_OFF = N_(
    "This server fetches nothing from other sites: it was not told to. Set MAPAPP_FETCH=1 and start it again, "
    "or save the page in a browser and bring the file."
)
Page = Callable[[bytes, str, str], Arrival]
"""Content, media type (as "text/html; charset=utf-8") and address of what was fetched → its report.

Raises UnreadableReport.
"""


class FetchingIsOff(MapappError, PermissionError):
    """Nobody told this server that it may ask other hosts."""


def open_fetcher(settings: Settings, turns: Turns | None = None, *, asked_by_a_person: bool = False) -> Fetcher:
    """What fetches. A server fetches only where its settings say so; a person at the command line has said so.

    Raises FetchingIsOff.
    """
    if not (settings.fetch or asked_by_a_person):
        raise FetchingIsOff(FETCHING_IS_OFF)
    return Fetcher(contact=settings.contact, turns=turns or MemoryTurns())


def arrivals_of_url(piece: Piece, fetcher: Fetcher, page: Page) -> Iterator[Arrival | SetAside]:
    """The report at a piece's address; what can't be had or read is set aside with the reason.

    Raises NotFetched where trying later makes sense (`again`, `after_seconds`).
    """
    try:
        got = fetcher.get(piece.content.decode("utf-8", "replace"))
        arrival = page(got.content, got.content_type, got.url)
        yield replace(arrival, report=_told(arrival.report, piece))
    except NotFetched as problem:
        if problem.again:
            raise
        yield SetAside(name=piece.name, reason=str(problem))
    except UnreadableReport as problem:
        yield SetAside(name=piece.name, reason=str(problem))


def _told(report: Report, piece: Piece) -> Report:
    """What a person said of the source and the day counts more than what the page says."""
    if piece.source is None and piece.published is None:
        return report
    source = Source(name=piece.source) if piece.source else report.source
    if piece.published is None:
        return replace(report, source=source, id="")
    published = datetime(piece.published.year, piece.published.month, piece.published.day, tzinfo=UTC)
    return replace(report, source=source, published=published, published_rule="given by the user", id="")
