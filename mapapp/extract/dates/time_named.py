"""A time that a sentence names, whatever it dates."""

from __future__ import annotations

from dataclasses import dataclass

from mapapp.domain.when import When
from mapapp.extract.dates.choice import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeNamed:
    """What time words of a sentence mean, and how they stand to an act."""

    when: When
    meaning: str
    """The kind of words: "WeekdayNamed"."""
    standing: Standing | None
    """To the act that was asked for; None: none was."""
