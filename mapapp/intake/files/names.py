"""Names of files, as people see them."""

from __future__ import annotations

import re

LONGEST = 1_000
"""Characters."""
LITTER = re.compile(r"(?:^|/)(?:__MACOSX/.*|\.DS_Store|Thumbs\.db|desktop\.ini)$", re.IGNORECASE)
"""What operating systems leave in every folder and archive: passed over without a word."""
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def safe(name: str) -> str:
    """A name without characters that a terminal acts on or that hide what it says."""
    return _UNSEEN.sub("\ufffd", name)[:LONGEST]


def hidden(part: str) -> bool:
    """Does this part of a path hide its file?"""
    return part.startswith(".") and part not in {".", ".."}
