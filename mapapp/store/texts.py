"""Many short texts as one run of bytes."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.uint32]


class Texts:
    """Texts by number. They take their bytes and eight more each."""

    def __init__(self, texts: Iterable[str]) -> None:
        parts = [text.encode("utf-8", "surrogatepass") for text in texts]
        sides = np.cumsum([0, *map(len, parts)]).astype(np.uint32)
        self._bytes = b"".join(parts)
        self._begins, self._ends = sides[:-1], sides[1:]

    @classmethod
    def _of(cls, held: bytes, begins: Whole, ends: Whole) -> Texts:
        texts = cls.__new__(cls)
        texts._bytes, texts._begins, texts._ends = held, begins, ends
        return texts

    def __getitem__(self, number: int) -> str:
        return self._bytes[self._begins[number] : self._ends[number]].decode("utf-8", "surrogatepass")

    def __len__(self) -> int:
        return len(self._ends)

    def taken(self, numbers: npt.NDArray[np.int64]) -> Texts:
        """These of them, in this order."""
        texts = Texts._of(self._bytes, self._begins[numbers], self._ends[numbers])
        used = int((texts._ends - texts._begins).sum(dtype=np.int64))
        return texts if 2 * used >= len(self._bytes) else Texts(texts[number] for number in range(len(texts)))

    def followed_by(self, other: Texts) -> Texts:
        """With more behind its own."""
        begin = len(self._bytes)
        begins = np.concatenate([self._begins, other._begins + np.uint32(begin)])
        ends = np.concatenate([self._ends, other._ends + np.uint32(begin)])
        return Texts._of(self._bytes + other._bytes, begins, ends)
