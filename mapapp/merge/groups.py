"""Likenesses and decisions → groups of accounts, each one event.

The groups depend on the set of accounts and on people's decisions, never on the order in which they came: the surest
pair is joined first, ids decide between equals, and no join ever puts together two accounts that contradict each other.
Groups that no sure likeness connects do not touch each other, so that a part of the accounts can be grouped alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice

from mapapp.domain.account import STORY, Account, Decision, Group, Likeness, Pair, Verdict, pair_of, people_say
from mapapp.domain.mention import Reason

Agree = Callable[[str, str], bool]
"""May these two accounts stand in one group?"""
STORY_POINTS = 5.0
"""For one text: more than anything that two reports of their own can have in common."""


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
    clusters = Clusters(accounts)
    told = [pair for pair, verdict in verdicts.items() if verdict is Verdict.SAME and accounts.keys() >= set(pair)]
    for pair in told:
        clusters.join(pair, lambda a, b: verdicts.get(pair_of(a, b)) is not Verdict.DIFFERENT)
    retold = of_one_story(accounts.values(), verdicts)
    alike = {one.pair: one for one in likenesses}
    wanted = (one for one in alike.values() if one.sure and verdicts.get(one.pair) is None)

    def may(one: str, other: str) -> bool:
        """A person's word goes before the program's. What is alike does not contradict itself, nor does one text; and
        what an editor has replaced contradicts nobody.
        """
        pair = pair_of(one, other)
        said = verdicts.get(pair)
        if said is not None:
            return said is Verdict.SAME
        mine, yours = accounts[one], accounts[other]
        one_text = mine.telling is not None and mine.telling == yours.telling
        return one_text or mine.superseded or yours.superseded or pair in alike or agree(one, other)

    joins = [
        likeness
        for likeness in [*retold, *sorted(wanted, key=lambda one: (-one.score, one.pair))]
        if clusters.join(likeness.pair, may)
    ]
    return sorted(clusters.groups(accounts, joins), key=lambda group: group.id)


def of_one_story(accounts: Iterable[Account], verdicts: Mapping[Pair, Verdict]) -> list[Likeness]:
    """What joins the accounts that tell one event from the same stretch of a story's text: each with the first that no
    person has kept apart from it.
    """
    tellings: dict[str, list[Account]] = {}
    for account in sorted(accounts, key=lambda one: one.order):
        if account.telling is not None:
            tellings.setdefault(account.telling, []).append(account)
    pairs = (
        (first, other)
        for told in tellings.values()
        for at, other in enumerate(told)
        for first in islice((one for one in told[:at] if verdicts.get(pair_of(one.id, other.id)) is None), 1)
    )
    return [
        Likeness(
            pair=pair_of(first.id, other.id),
            score=STORY_POINTS,
            sure=True,
            reasons=(Reason(feature=STORY, points=STORY_POINTS, sentence=_same_story(first, other)),),
        )
        for first, other in pairs
    ]


def _same_story(one: Account, other: Account) -> str:
    if one.superseded or other.superseded:
        return "the same story, told in a newer version of the report"
    return "the same story: another site carries the same text"


class Clusters:
    """Things, by their ids, that are being joined."""

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
