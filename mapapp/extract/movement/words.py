"""The words of `words.toml`, once."""

from __future__ import annotations

import tomllib
from pathlib import Path

_WORDS = {
    key: frozenset(words)
    for key, words in tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")).items()
}
FROM, TO, AT = _WORDS["from"], _WORDS["to"], _WORDS["at"]
HEADING = frozenset({"for"})
"""Tells a destination only after verbs of HEADS_FOR."""
LEAVES, REACHES, ARRIVES, HEADS_FOR = (_WORDS[key] for key in ("leaves", "reaches", "arrives", "heads_for"))
FINDS, SHELTERS, DWELLERS, HOMES = (_WORDS[key] for key in ("finds", "shelters", "dwellers", "homes"))
LOADS = _WORDS["loads"]
MOVES = _WORDS["moves"] | LEAVES | REACHES | ARRIVES | HEADS_FOR | FINDS
"""Every verb of going and carrying."""
