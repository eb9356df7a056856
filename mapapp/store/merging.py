"""What the record asks of whoever finds out which accounts tell of one event. `mapapp.merge.Merger` does it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from mapapp.domain.account import Account, Block, Decision, Group, Likeness, Pair
from mapapp.domain.incident import Incident


class Merging(Protocol):
    """Which accounts tell of one event. Its answers depend on what it is given alone."""

    signature: str
    """Of its rules: what was compared under another one is compared anew."""

    def blocks(self, account: Account) -> tuple[Block, ...]:
        """Where and when an account may meet others."""

    def compared(self, accounts: Mapping[str, Account], pairs: Iterable[Pair]) -> list[Likeness]:
        """What is like enough among pairs that meet."""

    def likenesses(self, accounts: Sequence[Account]) -> list[Likeness]:
        """The same for all pairs that meet among these accounts."""

    def groups(
        self, accounts: Mapping[str, Account], alike: Iterable[Likeness], decisions: Iterable[Decision]
    ) -> list[Group]:
        """The accounts in groups, each one event; every account is in one."""

    def summary(self, group: Group) -> Incident:
        """One incident of a group; for a group of one, that account's, unchanged."""
