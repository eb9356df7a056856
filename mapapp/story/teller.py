"""All of stories behind one object: what the record asks when reports come and go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from mapapp.domain.account import Account, Decision
from mapapp.domain.report import Report
from mapapp.domain.story import Carrier, Story, TextPrint, Tie
from mapapp.story import changes, compare, groups, prints, tellings
from mapapp.story.rules import Rules

VERSION = "story-1"


class Teller:
    """Finds which reports carry one story, and which of their accounts are of one stretch of text.

    It holds nothing of any report but, for a while, the words of those compared last.
    """

    def __init__(self, rules: Rules | None = None) -> None:
        self.rules = rules or Rules.read()
        self.signature = f"{VERSION}+{prints.METHOD}+{self.rules.signature}"
        """Reports whose prints were made under another one must be compared anew."""
        self.window_days = self.rules.window_days
        """Reports further apart are not looked at."""

    def text_print(self, report: Report) -> TextPrint:
        """What finds the reports that may carry the same text."""
        return prints.text_print(report, self.rules)

    def ties(self, report: Report, others: Iterable[Report]) -> list[Tie]:
        """What ties a report to these others."""
        found = (compare.tie(report, other, self.rules) for other in others)
        return [one for one in found if one is not None]

    def stories(
        self, carriers: Mapping[str, Carrier], ties: Iterable[Tie], decisions: Iterable[Decision]
    ) -> list[Story]:
        """The reports in stories; every report is in one."""
        return groups.stories(carriers, ties, decisions)

    def tellings(self, reports: Sequence[Sequence[Account]]) -> list[list[str]]:
        """The accounts of a story's reports in groups, each one event of one stretch of text."""
        return tellings.tellings(reports, self.rules)

    def changed(self, older: Report, newer: Report) -> str:
        """What changed between two versions, in words for people."""
        return changes.changed(older, newer)
