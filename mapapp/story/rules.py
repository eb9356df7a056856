"""The rules of stories as `rules.toml` gives them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from mapapp.domain.report import digest

TABLE = Path(__file__).with_name("rules.toml")


@dataclass(frozen=True, eq=False)
class Rules:
    """Shares and limits, each with its reason in the file."""

    run_words: int
    fewest_words: int
    window_days: int
    copy: Mapping[str, float]
    version: Mapping[str, float]
    title: Mapping[str, float]
    telling: Mapping[str, float]
    words: Mapping[str, Any]
    signature: str
    """Digest of the file: what was compared under other rules is compared anew."""

    @classmethod
    def read(cls, path: Path = TABLE) -> Rules:
        """Read the file. Raises TypeError where a part is missing or unknown."""
        text = path.read_text(encoding="utf-8")
        return cls(**tomllib.loads(text), signature=digest(text))

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Numbers in letters."""
        return frozenset(self.words["numbers"].split())
