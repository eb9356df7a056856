"""What the record asks of whoever finds out which reports carry one story. `mapapp.story.Teller` does it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from mapapp.domain.account import Account, Decision
from mapapp.domain.report import Report
from mapapp.domain.story import Carrier, Story, TextPrint, Tie


class Storying(Protocol):
    """Which reports carry one story. Its answers depend on what it is given alone."""

    signature: str
    """Of its rules and its prints: what was compared under another one is compared anew."""
    window_days: int
    """Reports whose days of publication are further apart are not looked at, but for those of one address."""

    def text_print(self, report: Report) -> TextPrint:
        """What finds the reports that may carry the same text."""

    def ties(self, report: Report, others: Iterable[Report]) -> list[Tie]:
        """What ties a report to these others."""

    def stories(
        self, carriers: Mapping[str, Carrier], ties: Iterable[Tie], decisions: Iterable[Decision]
    ) -> list[Story]:
        """The reports in stories; every report is in one."""

    def tellings(self, reports: Sequence[Sequence[Account]]) -> list[list[str]]:
        """The accounts of a story's reports in groups, each one event of one stretch of text."""

    def changed(self, older: Report, newer: Report) -> str:
        """What changed between two versions, in words for people."""
