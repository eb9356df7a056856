"""Likenesses and decisions → groups of accounts, each one event.

The groups depend on the set of accounts and on people's decisions, never on the order in which they came: the surest
pair is joined first, ids decide between equals, and no join ever puts together two accounts that contradict each other.
Groups that no sure likeness connects do not touch each other, so that a part of the accounts can be grouped alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from mapapp.domain.account import Account, Decider, Decision, Group, Likeness, Pair, Verdict, pair_of

Agree = Callable[[str, str], bool]
"""May these two accounts stand in one group?"""


def grouped(
    accounts: Mapping[str, Account], likenesses: Iterable[Likeness], decisions: Iterable[Decision], agree: Agree
) -> list[Group]:
    """The groups, in the order of their ids; every account is in one.

    Args:
        accounts: by id.
        likenesses: between them; only the sure ones join.
        decisions: only those of people count, and of one pair the last that is not undone.
        agree: False for two accounts that contradict each other. People may put together even those.
    """
    verdicts = people_say(decisions)
    clusters = _Clusters(accounts)
    told = [pair for pair, verdict in verdicts.items() if verdict is Verdict.SAME and accounts.keys() >= set(pair)]
    for pair in told:
        clusters.join(pair, lambda a, b: verdicts.get(pair_of(a, b)) is not Verdict.DIFFERENT)
    alike = {one.pair: one for one in likenesses}
    wanted = (one for one in alike.values() if one.sure and verdicts.get(one.pair) is None)

    def may(one: str, other: str) -> bool:
        """A person's word goes before the program's. What is alike does not contradict itself."""
        pair = pair_of(one, other)
        said = verdicts.get(pair)
        return pair in alike or agree(one, other) if said is None else said is Verdict.SAME

    joins = [
        likeness
        for likeness in sorted(wanted, key=lambda one: (-one.score, one.pair))
        if clusters.join(likeness.pair, may)
    ]
    return sorted(clusters.groups(accounts, joins), key=lambda group: group.id)


def people_say(decisions: Iterable[Decision]) -> dict[Pair, Verdict]:
    """What people last said of each pair and did not undo; the newest first."""
    verdicts: dict[Pair, Verdict] = {}
    for decision in sorted(decisions, key=lambda one: -one.number):
        if decision.by is Decider.PERSON and decision.undone is None:
            for pair in decision.pairs:
                verdicts.setdefault(pair, decision.verdict)
    return verdicts


class _Clusters:
    """Accounts that are being joined."""

    def __init__(self, ids: Iterable[str]) -> None:
        self.members = {one: [one] for one in ids}
        self.home = {one: one for one in self.members}

    def join(self, pair: Pair, allowed: Agree) -> bool:
        """Put the groups of two accounts together, if every pair across may be; False if nothing has changed."""
        one, other = (self.home[account] for account in pair)
        if one == other or not all(allowed(a, b) for a in self.members[one] for b in self.members[other]):
            return False
        kept, gone = (one, other) if len(self.members[one]) >= len(self.members[other]) else (other, one)
        for account in self.members[gone]:
            self.home[account] = kept
        self.members[kept] += self.members.pop(gone)
        return True

    def groups(self, accounts: Mapping[str, Account], joins: Iterable[Likeness]) -> list[Group]:
        """What they have become."""
        by_home: dict[str, list[Likeness]] = {}
        for likeness in joins:
            by_home.setdefault(self.home[likeness.pair[0]], []).append(likeness)
        return [
            Group(
                accounts=tuple(sorted((accounts[one] for one in members), key=lambda account: account.order)),
                joins=tuple(by_home.get(home, ())),
            )
            for home, members in self.members.items()
        ]
