"""Ids in memory: eight bytes each. Ours are sixteen hexadecimal digits; any other text is kept beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import overload

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.uint64]
Positions = npt.NDArray[np.int32]
NOT_HERE = -1
DIGITS = 16
_LAST_BITS = (1 << 18) - 1


def packed(ids: Sequence[str]) -> tuple[Numbers, dict[int, str]]:
    """The ids as numbers, and by their place those that are not sixteen lower-case hexadecimal digits."""
    joined = "".join(ids)
    if len(joined) == DIGITS * len(ids):
        try:
            if (raw := bytes.fromhex(joined)).hex() == joined and all(len(text) == DIGITS for text in ids):
                return np.frombuffer(raw, dtype=">u8").astype(np.uint64), {}
        except ValueError:
            pass
    others = {place: text for place, text in enumerate(ids) if not _plain(text)}
    numbers = [0 if place in others else int(text, DIGITS) for place, text in enumerate(ids)]
    return np.array(numbers, dtype=np.uint64), others


def places_of(few: Numbers, many: Numbers) -> npt.NDArray[np.int64]:
    """For each of the few different numbers its place among the many; NOT_HERE for one that is not there. Only those
    whose last bits are like those of one of the few are looked at twice.
    """
    found = np.full(len(few), NOT_HERE, dtype=np.int64)
    if not len(few):
        return found
    alike = np.zeros(_LAST_BITS + 1, dtype=np.bool_)
    alike[(few & np.uint64(_LAST_BITS)).astype(np.int64)] = True
    near = np.flatnonzero(alike[many.view(np.int64) & np.int64(_LAST_BITS)])
    order = np.argsort(few)
    place = np.minimum(np.searchsorted(few[order], many[near]), len(few) - 1)
    here = few[order[place]] == many[near]
    found[order[place[here]]] = near[here]
    return found


def mark_of(text: str) -> int:
    """Eight bytes of its digest."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _plain(text: str) -> bool:
    return len(text) == DIGITS and not set(text) - set("0123456789abcdef")


class Keys(Sequence[str]):
    """Many ids, in an order of their own."""

    def __init__(self, numbers: Numbers, others: Mapping[int, str] | None = None) -> None:
        self.numbers = numbers
        self.others = dict(others or {})

    @classmethod
    def of(cls, ids: Sequence[str]) -> Keys:
        """From texts."""
        return cls(*packed(ids))

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...

    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        """One id, or a list of some."""
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        where = range(len(self))[place]
        return self.others[where] if where in self.others else f"{int(self.numbers[where]):016x}"

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[str]:
        return (self[place] for place in range(len(self)))

    def marks(self) -> Numbers:
        """A number for each: its own, or a digest of a text that is none."""
        marks = self.numbers.copy()
        for place, text in self.others.items():
            marks[place] = mark_of(text)
        return marks

    def among(self, ids: Sequence[str]) -> npt.NDArray[np.bool_]:
        """For each of the keys: is it one of these ids? Without sorting the many."""
        numbers, others = packed(ids)
        found = np.zeros(len(self), dtype=np.bool_)
        places = places_of(np.delete(numbers, list(others)), self.numbers)
        found[places[places != NOT_HERE]] = True
        texts = set(others.values())
        for one, text in self.others.items():
            found[one] = text in texts
        return found

    def ranks(self) -> npt.NDArray[np.int64]:
        """For each its place in the order of the texts."""
        if not self.others:
            return np.argsort(np.argsort(self.numbers)).astype(np.int64)
        order = sorted(range(len(self)), key=self.__getitem__)
        ranks = np.empty(len(self), dtype=np.int64)
        ranks[order] = np.arange(len(self))
        return ranks

    def taken(self, order: npt.NDArray[np.int64]) -> Keys:
        """The same in another order: `order[i]` is where the i-th was."""
        if not self.others:
            return Keys(self.numbers[order])
        others = {new: self.others[old] for new, old in enumerate(order.tolist()) if old in self.others}
        return Keys(self.numbers[order], others)


class KeysBuilder:
    """Takes ids as they come."""

    def __init__(self) -> None:
        self._numbers: list[Numbers] = []
        self._others: dict[int, str] = {}
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def add(self, ids: Sequence[str]) -> None:
        """More ids."""
        numbers, others = packed(ids)
        self._numbers.append(numbers)
        self._others.update({self._size + place: text for place, text in others.items()})
        self._size += len(ids)

    def build(self) -> Keys:
        """All that came, in their order."""
        return Keys(np.concatenate([*self._numbers, np.empty(0, dtype=np.uint64)]), self._others)


class Finder:
    """Where ids stand among keys."""

    def __init__(self, keys: Keys) -> None:
        numbers = keys.numbers
        plain = np.ones(len(keys), dtype=np.bool_)
        plain[list(keys.others)] = False
        places = np.flatnonzero(plain).astype(np.int32)
        order = np.argsort(numbers[places])
        self._places: Positions = places[order]
        self._numbers: Numbers = numbers[self._places]
        self._others = {text: place for place, text in keys.others.items()}

    def __call__(self, ids: Sequence[str]) -> Positions:
        """For each id its place; NOT_HERE for one that is not among them."""
        numbers, others = packed(ids)
        found = np.full(len(ids), NOT_HERE, dtype=np.int32)
        if len(self._numbers):
            near = np.minimum(np.searchsorted(self._numbers, numbers), len(self._numbers) - 1)
            here = self._numbers[near] == numbers
            found[here] = self._places[near[here]]
        for place, text in others.items():
            found[place] = self._others.get(text, NOT_HERE)
        return found
