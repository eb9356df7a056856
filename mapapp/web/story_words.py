"""What a reader is told of stories: which version a report is, and on how many sites its text stands."""

from __future__ import annotations

from collections.abc import Sequence

from mapapp.domain.report import Report
from mapapp.domain.story import Member
from mapapp.store import Store
from mapapp.store.stories import Carried

MOST_NAMED = 10
"""Sources named in one line."""


def version_of(report: Report, part: Member, others: Sequence[Carried], store: Store) -> str | None:
    """Such as “version 2 of 3, changed: “14” became “16””; None for a report that was never edited.

    Args:
        report: the report.
        part: its part in its story.
        others: the other reports that carry the story.
        store: the record.
    """
    if part.versions == 1:
        return "carries an older version; a newer one counts" if part.superseded else None
    words = f"version {part.version:,} of {part.versions:,}"
    before = (one.report for one in others if (one.part.article, one.part.version) == (part.article, part.version - 1))
    older = next(before, None)
    if older is not None:
        words += f", changed: {store.stories.changed(older, report)}"
    return f"{words}; a newer one counts" if part.superseded else words


def on_sites(sources: Sequence[str | None]) -> str:
    """Such as “The same story on 3 sites: Reuters, Daily Post, Evening News”."""
    named = list(dict.fromkeys(source or "source not known" for source in sources))
    more = f" and {len(named) - MOST_NAMED:,} more" if len(named) > MOST_NAMED else ""
    where = f"on {len(named):,} sites" if len(named) > 1 else f"in {len(sources):,} reports"
    return f"The same story {where}: {', '.join(named[:MOST_NAMED])}{more}"
