"""Texts of strangers without what can't be seen: controls, marks of writing direction, half characters."""

from __future__ import annotations

import unicodedata

HIDDEN = frozenset({"Cc", "Cf", "Cs"})
JOINERS = frozenset("\u200c\u200d")
"""Can't be seen either, but Persian and the scripts of India need them."""


def without_hidden(text: str) -> str:
    """The same text without hidden characters; spaces and line ends stay."""
    if text.isprintable():
        return text
    return "".join(c for c in text if c.isspace() or c in JOINERS or unicodedata.category(c) not in HIDDEN)
