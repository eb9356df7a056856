"""The figures above the map. They always say "n incidents from m reports": a report is not an incident."""

from __future__ import annotations

from mapapp.domain.claim import CountKind
from mapapp.domain.names import persons
from mapapp.spoken import _, ngettext, number
from mapapp.store import Tally
from mapapp.web.highlight import Part, Role


def tally_parts(tally: Tally) -> tuple[Part, ...]:
    """The line of figures, as parts."""
    return (
        Part(text=incidents(tally.incidents), role=Role.STRONG),
        Part(text=" " + ngettext("from {n} report", "from {n} reports", tally.reports) + " · "),
        Part(text=killed_words(tally), role=Role.STRONG),
        Part(text=_("killed without planned, denied, hypothetical and past incidents"), role=Role.MUTED),
    )


def incidents(count: int) -> str:
    """Such as "1 incident"."""
    return ngettext("{n} incident", "{n} incidents", count)


def from_reports(count: int, reports: int) -> str:
    """A number of incidents, never without that of the reports: "2 incidents from 3 reports"."""
    return " ".join([incidents(count), ngettext("from {n} report", "from {n} reports", reports)])


def killed_words(tally: Tally) -> str:
    """The sum as a range: "6 killed", "6 to 9 killed", "at least 6 killed"."""
    most = tally.killed_low if tally.killed_high is None else tally.killed_high
    return persons(CountKind.KILLED, range_words(tally.killed_low, tally.killed_high), most)


def range_words(low: int, high: int | None) -> str:
    """As a range: "6", "6 to 9", "at least 6"."""
    if high is None:
        return _("at least {n}", n=low)
    return number(low) if low == high else _("{low} to {high}", low=low, high=high)
