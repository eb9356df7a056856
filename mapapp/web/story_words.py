"""What a reader is told of stories: which version a report is, and on how many sites its text stands."""

from __future__ import annotations

from collections.abc import Sequence

from mapapp.domain.report import Report
from mapapp.domain.story import Member
from mapapp.spoken import _, ngettext
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
        return _("carries an older version; a newer one counts") if part.superseded else None
    words = _("version {version} of {versions}", version=part.version, versions=part.versions)
    before = (one.report for one in others if (one.part.article, one.part.version) == (part.article, part.version - 1))
    older = next(before, None)
    if older is not None:
        words += _(", changed: {words}", words=store.stories.changed(older, report))
    return _("{version}; a newer one counts", version=words) if part.superseded else words


def on_sites(sources: Sequence[str | None]) -> str:
    """Such as “The same story on 3 sites: Reuters, Daily Post, Evening News”."""
    named = list(dict.fromkeys(source or _("source not known") for source in sources))
    rest = len(named) - MOST_NAMED
    more = " " + ngettext("and {n} more", "and {n} more", rest) if rest > 0 else ""
    some = ", ".join(named[:MOST_NAMED]) + more
    if len(named) > 1:
        return ngettext(
            "The same story on {n} site: {names}", "The same story on {n} sites: {names}", len(named), names=some
        )
    return ngettext(
        "The same story in {n} report: {names}", "The same story in {n} reports: {names}", len(sources), names=some
    )
