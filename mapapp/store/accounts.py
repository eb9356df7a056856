"""Accounts as rows: an incident told once is its own account; those of a merged one, and what is superseded, are in a
table of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, delete, or_, select

from mapapp.domain.account import ALWAYS, LONGEST_WINDOW, Account, Block, Group, Likeness, pair_of
from mapapp.domain.incident import TABLE_MAKER, Incident
from mapapp.store import changes, payload, write
from mapapp.store.among import MOST, among
from mapapp.store.merging import Merging
from mapapp.store.tables import account, account_block, decision_pair, incident, likeness, report, telling
from mapapp.store.write import batches


def read(connection: Connection, ids: Iterable[str]) -> dict[str, Account]:
    """Accounts by their ids; those not kept are left out."""
    texts: dict[str, str] = {}
    for some in batches(dict.fromkeys(ids)):
        for table in (incident, account):  # the first of a merged incident has the id of the whole: its own row wins
            texts.update(_pairs(connection.execute(select(table.c.id, table.c.payload).where(table.c.id.in_(some)))))
    return _told(connection, {one: payload.loads(Incident, text) for one, text in texts.items()})


def read_merged(connection: Connection, ids: Iterable[str]) -> dict[str, Account]:
    """Those of the accounts that are merged with others."""
    texts: dict[str, str] = {}
    for some in batches(dict.fromkeys(ids), MOST):
        query = select(account.c.id, account.c.payload).where(among(connection, account.c.id, some))
        texts.update(_pairs(connection.execute(query)))
    return _told(connection, {one: payload.loads(Incident, text) for one, text in texts.items()})


def read_all(connection: Connection) -> dict[str, Account]:
    """Every account that is compared: all, save what coded tables tell and no person has spoken of."""
    compared = incident.c.maker.not_like(f"{TABLE_MAKER}%") | incident.c.id.in_(_spoken_of())
    texts = _pairs(connection.execute(select(incident.c.id, incident.c.payload).where(compared)))
    texts |= _pairs(connection.execute(select(account.c.id, account.c.payload)))
    return _told(connection, {one: payload.loads(Incident, text) for one, text in texts.items()})


def _spoken_of() -> Select[tuple[str]]:
    """The accounts in people's decisions."""
    pair = decision_pair.c
    return select(pair.a).union(select(pair.b)).subquery().select()


def _pairs(found: Iterable[Any]) -> dict[str, str]:
    return {row[0]: row[1] for row in found}


def _told(connection: Connection, incidents: Mapping[str, Incident]) -> dict[str, Account]:
    """With the day on which the first report of each was published, and its part in a story."""
    firsts = {one: told.report_ids[0] for one, told in incidents.items() if told.report_ids}
    published: dict[str, int | None] = {}
    for some in batches(dict.fromkeys(firsts.values())):
        rows = connection.execute(select(report.c.id, report.c.published).where(report.c.id.in_(some)))
        published.update({row.id: row.published for row in rows})
    seconds = {one: published.get(firsts.get(one, "")) for one in incidents}
    parts = _parts(connection, incidents)
    return {
        one: Account(
            incident=told,
            told=write.instant_of(seconds[one]),
            **parts.get(one, {}),
        )
        for one, told in incidents.items()
    }


def _parts(connection: Connection, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """What stories say of accounts: see `domain.account.Account`."""
    found: dict[str, dict[str, Any]] = {}
    for some in batches(ids):
        for row in connection.execute(select(telling).where(telling.c.account_id.in_(some))):
            found[row.account_id] = {
                "story": row.story_id,
                "telling": row.telling_id,
                "superseded": bool(row.superseded),
            }
    return found


def told_alike(connection: Connection, ids: Iterable[str]) -> set[str]:
    """The accounts that tell the same event from the same stretch of a story's text as any of these."""
    found: set[str] = set()
    for some in batches(ids):
        mine = select(telling.c.telling_id).where(telling.c.account_id.in_(some))
        found.update(connection.execute(select(telling.c.account_id).where(telling.c.telling_id.in_(mine))).scalars())
    return found


def holders(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """For each account that is kept the id of its incident."""
    found: dict[str, str] = {}
    for some in batches(dict.fromkeys(ids)):
        found.update(
            {one: one for one in connection.execute(select(incident.c.id).where(incident.c.id.in_(some))).scalars()}
        )
        found.update(
            _pairs(connection.execute(select(account.c.id, account.c.incident_id).where(account.c.id.in_(some))))
        )
    return found


def members(connection: Connection, incident_ids: Iterable[str]) -> dict[str, set[str]]:
    """For each incident the ids of its accounts."""
    found: dict[str, set[str]] = {}
    for some in batches(dict.fromkeys(incident_ids)):
        for one in connection.execute(select(incident.c.id).where(incident.c.id.in_(some))).scalars():
            found[one] = set()
        rows = connection.execute(select(account.c.incident_id, account.c.id).where(account.c.incident_id.in_(some)))
        for row in rows:
            found[row.incident_id].add(row.id)
    return {one: some or {one} for one, some in found.items()}


def replace(connection: Connection, gone: Iterable[str], groups: Iterable[tuple[Group, Incident]]) -> None:
    """Put groups of accounts, each with the incident made of it, in the place of incidents."""
    leaving = list(gone)
    changes.touched(connection, leaving)
    for some in batches(leaving):
        connection.execute(delete(incident).where(incident.c.id.in_(some)))
    ready = list(groups)
    write.put(connection, [whole for _, whole in ready])
    write.insert_all(
        connection,
        account,
        (
            {"id": one.id, "incident_id": whole.id, "payload": payload.dumps(one.incident)}
            for group, whole in ready
            if len(group.accounts) > 1 or whole != group.accounts[0].incident
            for one in group.accounts
        ),
    )


def compare(connection: Connection, merger: Merging, new: Mapping[str, Account]) -> list[Likeness]:
    """Keep where new accounts may meet others, and what they are like."""
    blocks = {one: merger.blocks(told) for one, told in new.items()}
    rows = (_block_row(one, block) for one, some in blocks.items() for block in some)
    write.insert_all(connection, account_block, rows)
    pairs = {pair_of(one, other) for one, some in blocks.items() for other in _met(connection, some) if other != one}
    near = read(connection, {one for pair in pairs for one in pair})
    found = merger.compared(near, sorted(pairs))
    keep_likenesses(connection, found)
    return found


def _block_row(account_id: str, block: Block) -> dict[str, Any]:
    return {
        "account_id": account_id,
        "block_key": block.key,
        "home": int(block.home),
        "starts": block.starts,
        "ends": block.ends,
    }


def _met(connection: Connection, blocks: Sequence[Block]) -> set[str]:
    """The accounts that meet one with these blocks."""
    found: set[str] = set()
    columns = account_block.c
    windows: dict[tuple[int, int, bool], list[int]] = {}
    for block in blocks:
        windows.setdefault((block.starts, block.ends, block.home), []).append(block.key)
    for (starts, ends, home), keys in windows.items():
        soon = columns.ends.between(starts + 1, ends + LONGEST_WINDOW) & (columns.starts < ends)
        query = select(columns.account_id).where(or_(soon, columns.ends == ALWAYS[1]))
        if not home:
            query = query.where(columns.home == 1)
        for some in batches(keys):
            found.update(connection.execute(query.where(columns.block_key.in_(some))).scalars())
    return found


def compare_all(connection: Connection, merger: Merging, everything: Mapping[str, Account]) -> None:
    """The same for all accounts, from the beginning."""
    connection.execute(delete(account_block))
    connection.execute(delete(likeness))
    compared = {one: told for one, told in everything.items() if not told.incident.maker.startswith(TABLE_MAKER)}
    rows = (_block_row(one, block) for one, told in compared.items() for block in merger.blocks(told))
    write.insert_all(connection, account_block, rows)
    keep_likenesses(connection, merger.likenesses(list(compared.values())))


def keep_likenesses(connection: Connection, found: Iterable[Likeness]) -> None:
    """Write what is like."""
    rows = (
        {
            "a": one.pair[0],
            "b": one.pair[1],
            "score": one.score,
            "sure": int(one.sure),
            "payload": payload.dumps(one),
        }
        for one in found
    )
    write.insert_all(connection, likeness, rows)


def alike(connection: Connection, ids: Iterable[str]) -> list[Likeness]:
    """What any of these accounts is surely like."""
    found: dict[str, None] = {}
    for some in batches(ids):
        touching = or_(likeness.c.a.in_(some), likeness.c.b.in_(some))
        found.update(
            dict.fromkeys(
                connection.execute(select(likeness.c.payload).where(touching, likeness.c.sure == 1)).scalars()
            )
        )
    return [payload.loads(Likeness, text) for text in found]


def forget(connection: Connection, ids: Iterable[str]) -> None:
    """Take accounts out of what is compared."""
    for some in batches(ids):
        connection.execute(delete(account_block).where(account_block.c.account_id.in_(some)))
        connection.execute(delete(likeness).where(or_(likeness.c.a.in_(some), likeness.c.b.in_(some))))
