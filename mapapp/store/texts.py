"""Many short texts as one run of bytes."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np


class Texts:
    """Texts by number. They take their bytes and four more each."""

    def __init__(self, texts: Iterable[str]) -> None:
        parts = [text.encode("utf-8", "surrogatepass") for text in texts]
        self._bytes = b"".join(parts)
        self._ends = np.cumsum([0, *map(len, parts)]).astype(np.uint32)

    def __getitem__(self, number: int) -> str:
        return self._bytes[self._ends[number] : self._ends[number + 1]].decode("utf-8", "surrogatepass")

    def __len__(self) -> int:
        return len(self._ends) - 1
