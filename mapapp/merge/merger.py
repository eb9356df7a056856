"""All of merging behind one object: what the record asks when reports come and go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from mapapp.domain.account import Account, Block, Decision, Group, Likeness, Pair
from mapapp.domain.incident import Incident
from mapapp.merge.candidates import candidates
from mapapp.merge.groups import grouped
from mapapp.merge.matching import likenesses
from mapapp.merge.rules import Rules
from mapapp.merge.score import score
from mapapp.merge.sketch import Sketch, sketch
from mapapp.merge.summary import summary

VERSION = "merge-6"


class Merger:
    """Finds which accounts tell of one event, and makes one incident of them. It holds nothing of any report."""

    def __init__(self, rules: Rules | None = None) -> None:
        self.rules = rules or Rules.read()
        self.signature = f"{VERSION}+{self.rules.signature}"
        """Accounts that were compared under another one must be compared anew."""

    def blocks(self, account: Account) -> tuple[Block, ...]:
        """Where and when an account may meet others. Two meet where a key is shared, one of them is at home there,
        and the windows of time overlap.
        """
        return sketch(account, self.rules).blocks

    def compared(self, accounts: Mapping[str, Account], pairs: Iterable[Pair]) -> list[Likeness]:
        """What is like enough among these pairs. All pairs that meet between two reports must be given at once."""
        sketches = {pair_id: sketch(account, self.rules) for pair_id, account in accounts.items()}
        return likenesses(((sketches[one], sketches[other]) for one, other in pairs), self.rules)

    def likenesses(self, accounts: Sequence[Account]) -> list[Likeness]:
        """The same for all pairs that meet among these accounts."""
        sketches = [sketch(account, self.rules) for account in accounts]
        met = ((sketches[one], sketches[other]) for one, other in candidates(sketches, self.rules))
        return likenesses(met, self.rules)

    def groups(
        self, accounts: Mapping[str, Account], alike: Iterable[Likeness], decisions: Iterable[Decision]
    ) -> list[Group]:
        """The accounts in groups, each one event; every account is in one."""

        @cache
        def sketched(account_id: str) -> Sketch:
            return sketch(accounts[account_id], self.rules)

        @cache
        def agree(one: str, other: str) -> bool:
            return score(sketched(one), sketched(other), self.rules) is not None

        return grouped(accounts, alike, decisions, agree)

    def summary(self, group: Group) -> Incident:
        """One incident of a group; for a group of one, that account's, unchanged."""
        return summary(group, self.rules, self.signature)
