"""Weights of the features → how likely each fate of a figure's persons is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from mapapp.extract.counts.fate.features import dense, sparse
from mapapp.extract.counts.fate.seen import Seen
from mapapp.extract.linear import LinearModel

FILE = Path(__file__).with_name("weights.npz")
"""Written by tools/train_fate.py, from tools/toll_sentences.txt; docs/decisions/0024 says how well it does."""


class FateModel(LinearModel):
    """The fates as `seen.py` names them."""

    __slots__ = ()

    def chances(self, seen: Sequence[Seen], at: int) -> dict[str, float]:
        """For each fate its chance, of one of a sentence's figures; they sum to 1."""
        return self.shares(sparse(seen, at), dense(seen[at].figure))


@lru_cache(maxsize=1)
def the_model() -> FateModel:
    """The model of this program, read once a process."""
    return FateModel.read(FILE)
