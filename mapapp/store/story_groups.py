"""Put reports into stories anew, where something has changed, and write down what was joined and parted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, select, update

from mapapp.domain.account import Decider, Decision, Pair, Subject, Verdict, pair_of, people_say
from mapapp.domain.report import Report
from mapapp.domain.story import Member, Story, Tie
from mapapp.store import decisions, prints, tables, tellings, write
from mapapp.store.storying import Storying
from mapapp.store.tables import report, story_member, story_rules
from mapapp.store.write import batches


def around(connection: Connection, teller: Storying, report_ids: Iterable[str]) -> set[str]:
    """Put these reports, and all that is tied to them, into stories anew. The ids of the accounts that it touches."""
    known = _tied(connection, report_ids)
    said = decisions.touching(connection, known)
    carriers = prints.carriers(connection, sorted(known))
    ties = prints.ties(connection, sorted(known))
    stories = teller.stories(carriers, ties.values(), said)
    before = members(connection, known)
    after = {one.report_id: (story.id, one) for story in stories if len(story.members) > 1 for one in story.members}
    changed = {one for one in known if before.get(one) != after.get(one)}
    _write(connection, changed, after)
    _log(connection, stories, said)
    whole = [story for story in stories if any(one.report_id in changed for one in story.members)]
    touched = changed | {one.report_id for story in whole for one in story.members}
    return tellings.renew(connection, teller, touched, whole)


def compare(connection: Connection, teller: Storying, new: Sequence[Report]) -> set[str]:
    """Find what ties new reports, whose prints are written, to all that are kept. The reports that are surely tied, or
    spoken of by people.
    """
    found: dict[Pair, Tie] = {}
    for told in new:
        others = prints.near(connection, told, teller.text_print(told), teller.window_days)
        others = [other for other in others if pair_of(told.id, other.id) not in found]
        found.update({tie.pair: tie for tie in teller.ties(told, others)})
    prints.tie(connection, (found[pair] for pair in sorted(found)))
    ids = {told.id for told in new}
    said = {one for line in decisions.touching(connection, ids) for pair in line.pairs for one in pair}
    return {one for tie in found.values() if tie.sure for one in tie.pair} | (said & ids)


def everything(connection: Connection, teller: Storying) -> set[str]:
    """Print and compare all reports from the beginning. The ids of the accounts that it touches."""
    for table in (tables.text_band, tables.text_print, tables.story_tie):
        connection.execute(delete(table))
    ids = connection.execute(select(report.c.id).order_by(report.c.id)).scalars().all()
    tied = set(connection.execute(select(story_member.c.report_id)).scalars())
    for some in batches(ids):
        told = list(prints.reports(connection, some))
        for one in told:
            prints.put(connection, one, teller.text_print(one))
    for some in batches(ids):
        told = list(prints.reports(connection, some))
        tied |= _compare_lesser(connection, teller, told)
    connection.execute(update(story_rules).values(signature=teller.signature))
    return around(connection, teller, tied)


def _compare_lesser(connection: Connection, teller: Storying, told: Sequence[Report]) -> set[str]:
    """With those of lesser ids, so that each pair is compared once. The reports that are surely tied."""
    found: list[Tie] = []
    for one in told:
        others = prints.near(connection, one, teller.text_print(one), teller.window_days)
        found += teller.ties(one, (other for other in others if other.id < one.id))
    prints.tie(connection, found)
    return {one for tie in found if tie.sure for one in tie.pair}


def parted(connection: Connection, report_id: str) -> set[str]:
    """The reports that people say carry another story than this one."""
    verdicts = people_say(decisions.touching(connection, [report_id]))
    return {one for pair, verdict in verdicts.items() if verdict is Verdict.DIFFERENT for one in pair} - {report_id}


def forget(connection: Connection, report_ids: Sequence[str]) -> set[str]:
    """Before reports are removed: delete what is known of their texts. The reports that they shared a story with."""
    shared = {story for story, _ in members(connection, report_ids).values()}
    mates_left = {one.report_id for some in mates(connection, shared).values() for one in some} - set(report_ids)
    told = tellings.of_reports(connection, report_ids)
    tellings.forget(connection, [account.id for some in told.values() for account in some])
    for report_id in report_ids:
        prints.remove(connection, report_id)
    for some in batches(report_ids):
        connection.execute(delete(story_member).where(story_member.c.report_id.in_(some)))
    said = decisions.touching(connection, report_ids)
    decisions.undo(connection, [one.number for one in said if one.by is Decider.PROGRAM])
    decisions.unsay(connection, report_ids)
    return mates_left


def members(connection: Connection, report_ids: Iterable[str]) -> dict[str, tuple[str, Member]]:
    """For each report that shares its story: the story's id, and its part in it."""
    found: dict[str, tuple[str, Member]] = {}
    for some in batches(sorted(report_ids)):
        for row in connection.execute(select(story_member).where(story_member.c.report_id.in_(some))):
            found[row.report_id] = (row.story_id, _member(row))
    return found


def mates(connection: Connection, story_ids: Iterable[str]) -> dict[str, list[Member]]:
    """For each story its members."""
    found: dict[str, list[Member]] = {}
    for some in batches(sorted(set(story_ids))):
        for row in connection.execute(select(story_member).where(story_member.c.story_id.in_(some))):
            found.setdefault(row.story_id, []).append(_member(row))
    return found


def _member(row: Any) -> Member:  # noqa: ANN401
    return Member(
        report_id=row.report_id,
        article=row.article,
        version=row.version,
        versions=row.versions,
        superseded=bool(row.superseded),
    )


def _tied(connection: Connection, report_ids: Iterable[str]) -> set[str]:
    """These reports and all that sure ties, people's words or a story tie to them."""
    seen: set[str] = set()
    fresh = set(report_ids)
    while fresh:
        seen |= fresh
        found = {one for pair in prints.ties(connection, sorted(fresh), sure=True) for one in pair}
        found |= {one for said in decisions.touching(connection, fresh) for pair in said.pairs for one in pair}
        shared = {story for story, _ in members(connection, fresh).values()}
        found |= {one.report_id for some in mates(connection, shared).values() for one in some}
        fresh = found - seen
    return seen


def _write(connection: Connection, changed: set[str], after: Mapping[str, tuple[str, Member]]) -> None:
    for some in batches(sorted(changed)):
        connection.execute(delete(story_member).where(story_member.c.report_id.in_(some)))
    rows = (
        {
            "report_id": one,
            "story_id": after[one][0],
            "article": after[one][1].article,
            "version": after[one][1].version,
            "versions": after[one][1].versions,
            "superseded": int(after[one][1].superseded),
        }
        for one in sorted(changed & after.keys())
    )
    write.insert_all(connection, story_member, rows)


def _log(connection: Connection, stories: Sequence[Story], said: Sequence[Decision]) -> None:
    """Write down the program's joins that are new, and that those are undone which no longer hold."""
    home = {one.report_id: story.id for story in stories for one in story.members}
    own = [one for one in said if one.by is Decider.PROGRAM]
    parted = {one.number for one in own if any(a not in home or home[a] != home.get(b) for a, b in one.pairs)}
    decisions.undo(connection, sorted(parted))
    logged = {pair for one in own if one.number not in parted for pair in one.pairs}
    new = [tie for story in stories for tie in story.joins if tie.pair not in logged]
    entries = [([tie.pair], f"the same story: {tie.reason}") for tie in new]
    decisions.add(connection, Verdict.SAME, Decider.PROGRAM, entries, Subject.STORY)
