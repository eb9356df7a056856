"""Which accounts tell one event from the same stretch of a story's text, as rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select

from mapapp.domain.account import Account
from mapapp.domain.story import Story
from mapapp.store import accounts, write
from mapapp.store.storying import Storying
from mapapp.store.tables import incident_report, telling
from mapapp.store.write import batches


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An account's part in a story."""

    telling: str
    story: str
    superseded: bool


def of_reports(connection: Connection, report_ids: Iterable[str]) -> dict[str, list[Account]]:
    """The accounts of each of these reports."""
    wanted = list(dict.fromkeys(report_ids))
    holders: set[str] = set()
    for some in batches(wanted):
        links = select(incident_report.c.incident_id).where(incident_report.c.report_id.in_(some))
        holders.update(connection.execute(links).scalars())
    parts = accounts.members(connection, sorted(holders)).values()
    found: dict[str, list[Account]] = {one: [] for one in wanted}
    for account in accounts.read(connection, sorted(set().union(*parts))).values():
        first = next(iter(account.incident.report_ids), "")
        if first in found:
            found[first].append(account)
    return found


def renew(connection: Connection, teller: Storying, report_ids: Iterable[str], stories: Iterable[Story]) -> set[str]:
    """Write the tellings of these reports anew.

    Args:
        connection: a transaction that writes.
        teller: who knows which accounts are of one stretch of text.
        report_ids: all reports whose story changed.
        stories: the stories that they are in now, each whole.

    Returns:
        The ids of the accounts for which something changed.
    """
    told = of_reports(connection, report_ids)
    mine = {account.id for some in told.values() for account in some}
    before = _kept(connection, mine)
    after = {one: part for story in stories for one, part in _told(teller, story, told)}
    changed = {one for one in mine if before.get(one) != after.get(one)}
    for some in batches(sorted(changed)):
        connection.execute(delete(telling).where(telling.c.account_id.in_(some)))
    rows = (
        {
            "account_id": one,
            "telling_id": after[one].telling,
            "story_id": after[one].story,
            "superseded": int(after[one].superseded),
        }
        for one in sorted(changed & after.keys())
    )
    write.insert_all(connection, telling, rows)
    return changed


def _told(teller: Storying, story: Story, told: Mapping[str, list[Account]]) -> Iterable[tuple[str, Told]]:
    if len(story.members) < 2:
        return
    superseded = {
        account.id for member in story.members if member.superseded for account in told.get(member.report_id, ())
    }
    for ids in teller.tellings([told.get(member.report_id, []) for member in story.members]):
        for one in ids:
            yield one, Told(telling=ids[0], story=story.id, superseded=one in superseded)


def _kept(connection: Connection, account_ids: Iterable[str]) -> dict[str, Told]:
    found: dict[str, Told] = {}
    for some in batches(sorted(account_ids)):
        for row in connection.execute(select(telling).where(telling.c.account_id.in_(some))):
            found[row.account_id] = Told(telling=row.telling_id, story=row.story_id, superseded=bool(row.superseded))
    return found


def forget(connection: Connection, account_ids: Iterable[str]) -> None:
    """Delete the rows of accounts that go."""
    for some in batches(account_ids):
        connection.execute(delete(telling).where(telling.c.account_id.in_(some)))
