"""A time as reports tell it: an interval with a precision, never a bare instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TimePrecision(StrEnum):
    """How exactly a time is known, finest first."""

    HOUR = "hour"
    """The text tells the time of day: the hour in UTC, or all of its day where it is local time."""
    DAY = "day"
    DAYS = "days"
    """A few days: "between Monday and Wednesday"."""
    MONTH = "month"
    YEAR = "year"
    UNTIL = "until"
    """Not dated by the text; it is known only that it was told on the last day of the interval."""


SAID = "the day on which it was said"
"""Stands in the rule of a day that is a speaker's: "killed five, police said on Tuesday"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A half-open interval of UTC instants."""

    start: datetime | None
    """The first instant; None where the text gives no beginning."""
    end: datetime
    """The first instant after it."""
    precision: TimePrecision
    wording: str
    """The words that date it: "on Wednesday"; empty where it inherits another's date."""
    rule: str
    """The rule that dated it, as a sentence for people."""

    @property
    def is_said(self) -> bool:
        """Is it the day on which somebody told of it, and it may have happened the day before?"""
        return SAID in self.rule

    def __post_init__(self) -> None:
        for instant in (self.start, self.end):
            if instant is not None and instant.tzinfo is None:
                raise ValueError("a time must be UTC-aware")
        if self.start is not None and self.start >= self.end:
            raise ValueError(f"a time must start before it ends, not {self.start} to {self.end}")
