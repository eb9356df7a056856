"""One story on many sites, articles edited later: which reports carry one text, and what people decide of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, func, select, update

from mapapp.domain.account import Subject, Verdict, pair_of
from mapapp.domain.report import Report
from mapapp.domain.story import Member, Tie
from mapapp.store import prints, story_groups
from mapapp.store.engine import transaction
from mapapp.store.errors import UnknownReport
from mapapp.store.merges import Merges, changing, count_change
from mapapp.store.storying import Storying
from mapapp.store.tables import report, story_rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A report that carries the same story as another one."""

    report: Report
    part: Member
    tie: Tie | None
    """What ties the two; None where a third report or a person does."""


class Stories:
    """Which reports carry one story. Every method raises StoreUnusable like those of the store."""

    def __init__(self, engine: Engine, teller: Storying | None, merges: Merges) -> None:
        self._engine = engine
        self._teller = teller
        self._merges = merges

    def of(self, report_id: str) -> tuple[Member | None, list[Carried]]:
        """A report's part in its story, and the others that carry it, the first published first.

        (None, []) where no other report carries it.
        """
        with transaction(self._engine) as connection:
            found = story_groups.members(connection, [report_id]).get(report_id)
            if found is None:
                return None, []
            story_id, part = found
            members = {one.report_id: one for one in story_groups.mates(connection, [story_id])[story_id]}
            ties = prints.ties(connection, [report_id])
            kept = {one.id: one for one in prints.reports(connection, members)}
            order = prints.carriers(connection, members)
        others = sorted((one for one in kept.values() if one.id != report_id), key=lambda one: order[one.id].order)
        return part, [
            Carried(report=one, part=members[one.id], tie=ties.get(pair_of(report_id, one.id))) for one in others
        ]

    def sizes(self, report_ids: Iterable[str]) -> dict[str, tuple[str, Member, int]]:
        """For each report that shares its story: the story's id, its part, and how many reports carry it."""
        with transaction(self._engine) as connection:
            found = story_groups.members(connection, report_ids)
            mates = story_groups.mates(connection, (story for story, _ in found.values()))
        return {one: (story, part, len(mates[story])) for one, (story, part) in found.items()}

    def suggestions(self, report_id: str) -> list[tuple[Report, Tie]]:
        """Reports that may carry the same story, the likest first; not what a person has parted."""
        with transaction(self._engine) as connection:
            ties = prints.ties(connection, [report_id])
            here = story_groups.members(connection, [one for pair in ties for one in pair])
            parted = story_groups.parted(connection, report_id)
            mine = here[report_id][0] if report_id in here else report_id
            others = {
                other: tie
                for pair, tie in ties.items()
                for other in pair
                if other != report_id and other not in parted and (here[other][0] if other in here else other) != mine
            }
            kept = prints.reports(connection, others)
        return sorted(((one, others[one.id]) for one in kept), key=lambda pair: (-pair[1].share, pair[0].id))

    def changed(self, older: Report, newer: Report) -> str:
        """What changed between two versions, in words for people; empty where nobody looks for stories."""
        return "" if self._teller is None else self._teller.changed(older, newer)

    def same(self, one: str, other: str, reason: str = "") -> None:
        """A person says that two reports carry one story. Raises UnknownReport."""
        self._decide(Verdict.SAME, one, [other], reason)

    def take_out(self, report_id: str, reason: str = "") -> None:
        """A person says that a report does not carry the story that it was put into. Raises UnknownReport."""
        _, others = self.of(report_id)
        self._decide(Verdict.DIFFERENT, report_id, [other.report.id for other in others], reason)

    def different(self, one: str, other: str, reason: str = "") -> None:
        """A person says that two reports carry two stories. Raises UnknownReport."""
        self._decide(Verdict.DIFFERENT, one, [other], reason)

    def _decide(self, verdict: Verdict, one: str, others: Sequence[str], reason: str) -> None:
        with changing(self._engine) as connection:
            missing = {one, *others} - prints.carriers(connection, [one, *others]).keys()
            if missing:
                raise UnknownReport(f"no report {min(missing)!r} is kept here; it may have been removed")
            pairs = sorted({pair_of(one, other) for other in others if other != one})
            if pairs:
                self._merges.said(connection, verdict, pairs, reason, Subject.STORY)

    def current(self) -> bool:
        """Was every report compared under the rules of today?"""
        with transaction(self._engine) as connection:
            kept = connection.execute(select(story_rules.c.signature)).scalar_one()
        return self._teller is None or kept == self._teller.signature

    def anew(self) -> None:
        """Compare all reports from the beginning; people's words hold."""
        with changing(self._engine) as connection:
            if self._teller is not None:
                self._merges.touched(connection, story_groups.everything(connection, self._teller))
                count_change(connection)

    def sent_again(self, connection: Connection, told: Report) -> bool:
        """Part of keeping a report: is it here already, but for white space and trackers?"""
        return self._teller is not None and prints.sent_again(connection, self._teller.text_print(told))

    def printed(self, connection: Connection, told: Report) -> None:
        """Part of keeping a report: so that the next one sees it."""
        if self._teller is not None:
            prints.put(connection, told, self._teller.text_print(told))

    def added(self, connection: Connection, new: Sequence[Report]) -> set[str]:
        """Part of keeping reports: put new ones into stories. The ids of the accounts that it touches."""
        if self._teller is None:
            connection.execute(update(story_rules).values(signature=""))
            return set()
        if connection.execute(select(story_rules.c.signature)).scalar_one() != self._teller.signature:
            if len(new) < connection.execute(select(func.count()).select_from(report)).scalar_one():
                return story_groups.everything(connection, self._teller)
            connection.execute(update(story_rules).values(signature=self._teller.signature))
        tied = story_groups.compare(connection, self._teller, new)
        return story_groups.around(connection, self._teller, tied) if tied else set()
