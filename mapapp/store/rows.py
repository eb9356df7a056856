"""What lists and totals show: light rows, no JSON behind them."""

from __future__ import annotations

from dataclasses import dataclass

UNPLACED = "no place in the text could be resolved"
ONLY_COUNTRY = "only the country is known"
UNDATED = "not dated"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRow:
    """One line of a table of incidents."""

    id: str
    type_code: str
    type_words: str
    """The sub-type: "Armed clash"."""
    status: str
    when: str
    """For people: "13–14 Dec 2016"; empty when it is not dated."""
    places: tuple[str, ...]
    """Names, in the report's order."""
    country: str | None
    """ISO code of the first place."""
    killed_low: int | None
    """Persons, at least."""
    injured_low: int | None
    """Persons, at least."""
    source: str | None
    """Who published the first report."""
    report_title: str
    """Of the first report."""
    report_ids: tuple[str, ...]
    """Of all that tell it, the first first."""
    confidence: float
    """0 to 1."""
    latitude: float | None
    """Of the first place that is drawn; None when there is none."""
    longitude: float | None
    """Of the first place that is drawn; None when there is none."""
    drawable: bool
    """Is any place more exact than a country?"""
    why: str | None
    """Why it is missing from the map or the time line; None when it is on both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """So many incidents from so many reports, and sums over those that are told as having happened."""

    incidents: int
    reports: int
    killed_low: int
    """Persons, at least."""
    killed_high: int | None
    """Persons, at most; None where one of the counts has no upper end."""
