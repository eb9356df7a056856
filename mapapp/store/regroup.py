"""Put accounts into incidents anew, where something has changed, and write down what was joined and parted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection, func, select, update

from mapapp.domain.account import STORY, Account, Decider, Decision, Group, Verdict
from mapapp.domain.incident import Incident
from mapapp.store import accounts, decisions, payload
from mapapp.store.merging import Merging
from mapapp.store.tables import account, incident, merging
from mapapp.store.write import batches, kept

MANY = 100
"""New accounts; from so many on, and where they are a good part of all, comparing all anew is faster."""


def added(connection: Connection, merger: Merging, ids: Sequence[str], touched: Iterable[str] = ()) -> None:
    """Compare new accounts with those near them, and regroup around them, and around those that stories touch."""
    if len(ids) >= MANY and 4 * len(ids) >= size(connection):
        everything(connection, merger)
        return
    found = accounts.compare(connection, merger, accounts.read(connection, ids))
    fresh = ids if any(one.sure for one in found) or decisions.touching(connection, ids) else ()
    if fresh or touched:
        around(connection, merger, {*fresh, *touched})


def everything(connection: Connection, merger: Merging) -> None:
    """Compare and group all accounts from the beginning."""
    known = accounts.read_all(connection)
    accounts.compare_all(connection, merger, known)
    _regroup(connection, merger, known)
    connection.execute(update(merging).values(signature=merger.signature))


def around(connection: Connection, merger: Merging, ids: Iterable[str]) -> None:
    """Regroup these accounts and all that likenesses, stories, people's decisions or a merged incident tie to them."""
    _regroup(connection, merger, accounts.read(connection, _tied(connection, ids)))


def dissolve(connection: Connection, incident_ids: Iterable[str]) -> set[str]:
    """Take merged incidents apart: each of their accounts is an incident again. The ids of the accounts."""
    parts = accounts.members(connection, incident_ids)
    merged = {one: some for one, some in parts.items() if some != {one}}
    told = accounts.read(connection, (one for some in merged.values() for one in some))
    singles = (Group(accounts=(one,), joins=()) for one in told.values())
    accounts.replace(connection, merged, [(single, single.accounts[0].incident) for single in singles])
    return {one for some in parts.values() for one in some}


def size(connection: Connection) -> int:
    """How many incidents are kept."""
    return connection.execute(select(func.count()).select_from(incident)).scalar_one()


def _tied(connection: Connection, ids: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    fresh = set(ids)
    while fresh:
        seen |= fresh
        found = {one for alike in accounts.alike(connection, fresh) for one in alike.pair}
        found |= {one for said in decisions.touching(connection, fresh) for pair in said.pairs for one in pair}
        found |= accounts.told_alike(connection, fresh)
        together = accounts.members(connection, accounts.holders(connection, fresh | found).values())
        fresh = found.union(*together.values()) - seen
    return seen


def _regroup(connection: Connection, merger: Merging, known: Mapping[str, Account]) -> None:
    said = decisions.touching(connection, known)
    groups = merger.groups(known, accounts.alike(connection, known), said)
    before = accounts.members(connection, accounts.holders(connection, known).values())
    changed = [(group, whole) for group, whole in _made(connection, merger, groups, before)]
    moved = {one for group, _ in changed for one in group.members}
    gone = [one for one, some in before.items() if some & moved]
    accounts.replace(connection, gone, changed)
    _log(connection, groups, said)


def _made(
    connection: Connection, merger: Merging, groups: Sequence[Group], before: Mapping[str, set[str]]
) -> Iterator[tuple[Group, Incident]]:
    """The groups that are not yet incidents, each with its incident."""
    known: dict[str, str] = {}
    plain = _plain(connection, groups)
    for some in batches(group.id for group in groups if group.id not in plain):
        rows = connection.execute(select(incident.c.id, incident.c.payload).where(incident.c.id.in_(some)))
        known.update({row.id: row.payload for row in rows})
    for group in groups:
        same = before.get(group.id) == set(group.members)
        if same and group.id in plain:
            continue
        whole = merger.summary(group)
        if not same or known.get(group.id) != payload.dumps(whole):
            yield group, whole


def _plain(connection: Connection, groups: Sequence[Group]) -> set[str]:
    """The groups of one account that are, and are to be, that account unchanged."""
    alone = {group.id for group in groups if len(group.accounts) == 1 and not group.accounts[0].superseded}
    return alone - kept(connection, account.c.id, sorted(alone))


def _log(connection: Connection, groups: Sequence[Group], said: Iterable[Decision]) -> None:
    """Write down the program's joins that are new, and that those are undone which no longer hold."""
    home = {one: group.id for group in groups for one in group.members}
    own = [one for one in said if one.by is Decider.PROGRAM]
    parted = [one.number for one in own if any(home.get(a) != home.get(b) or a not in home for a, b in one.pairs)]
    decisions.undo(connection, parted)
    logged = {pair for one in said if one.number not in parted for pair in one.pairs if one.verdict is Verdict.SAME}
    joins = (likeness for group in groups for likeness in group.joins)
    # that reports carry one story has a line of its own
    new = (one for one in joins if one.pair not in logged and one.reasons[0].feature != STORY)
    entries = (([one.pair], "; ".join(reason.sentence for reason in one.reasons if reason.points)) for one in new)
    decisions.add(connection, Verdict.SAME, Decider.PROGRAM, entries)
