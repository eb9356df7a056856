"""Tell people at a terminal how far a long task is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from tqdm import tqdm

T = TypeVar("T")
PATIENCE_S = 3.0
"""Seconds that nobody needs to be told about."""


def shown(items: Iterable[T], unit: str) -> Iterable[T]:
    """The items; at a terminal a count of them, once it takes long. A log needs none."""
    found: Iterable[T] = tqdm(items, unit=f" {unit}", delay=PATIENCE_S, leave=False, disable=None)
    return found
