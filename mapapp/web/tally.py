"""The figures above the map. They always say "n incidents from m reports": a report is not an incident."""

from __future__ import annotations

from mapapp.store import Tally
from mapapp.web.highlight import Part, Role


def tally_parts(tally: Tally) -> tuple[Part, ...]:
    """The line of figures, as parts."""
    return (
        Part(text=f"{tally.incidents:,} {plural('incident', tally.incidents)}", role=Role.STRONG),
        Part(text=f" from {tally.reports:,} {plural('report', tally.reports)} · "),
        Part(text=killed_words(tally), role=Role.STRONG),
        Part(text="killed without planned, denied, hypothetical and past incidents", role=Role.MUTED),
    )


def from_reports(incidents: int, reports: int) -> str:
    """A number of incidents, never without that of the reports: "2 incidents from 3 reports"."""
    return f"{incidents:,} {plural('incident', incidents)} from {reports:,} {plural('report', reports)}"


def killed_words(tally: Tally) -> str:
    """The sum as a range: "6 killed", "6 to 9 killed", "at least 6 killed"."""
    if tally.killed_high is None:
        return f"at least {tally.killed_low:,} killed"
    if tally.killed_low == tally.killed_high:
        return f"{tally.killed_low:,} killed"
    return f"{tally.killed_low:,} to {tally.killed_high:,} killed"


def plural(word: str, number: int) -> str:
    """The word for so many."""
    return word if number == 1 else f"{word}s"
