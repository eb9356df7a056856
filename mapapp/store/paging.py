"""Pages of a list that stay right while incidents come and go: a page begins beside an incident, not at a number."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

import numpy as np

from mapapp.store.columns import NEVER_ENDS, NEVER_STARTS, Columns, Mask, Whole

BOOKMARK = r"(-?[0-9]{1,13})?\.(-?[0-9]{1,13})?\.(.+)"
"""A bookmark as text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark:
    """A place in the list of all incidents, newest first. It holds also when the incident itself is gone."""

    ends: int
    """UTC seconds since 1970; NEVER_ENDS for an undated incident."""
    starts: int
    """UTC seconds since 1970; NEVER_STARTS for an undated incident."""
    id: str
    """Decides between equals."""

    @classmethod
    def parse(cls, text: str) -> Bookmark:
        """From its text. Raises ValueError."""
        found = re.fullmatch(BOOKMARK, text, flags=re.DOTALL)
        if not found:
            raise ValueError("take it from a link of an earlier page")
        ends, starts, key = found.groups()
        return cls(
            ends=NEVER_ENDS if ends is None else int(ends),
            starts=NEVER_STARTS if starts is None else int(starts),
            id=key,
        )

    def __str__(self) -> str:
        ends = "" if self.ends == NEVER_ENDS else self.ends
        return f"{ends}.{'' if self.starts == NEVER_STARTS else self.starts}.{self.id}"

    @property
    def rank(self) -> tuple[int, int, str]:
        """Ascends through the list."""
        return -self.ends, -self.starts, self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Some of the incidents in view, in their order."""

    matched: int
    """All in view."""
    ids: tuple[str, ...]
    before: Bookmark | None
    """Where the page before this one ends; None on the first page."""
    after: Bookmark | None
    """Where the next page begins; None on the last page."""


def stretch(
    columns: Columns, mask: Mask, limit: int, after: Bookmark | None = None, before: Bookmark | None = None
) -> Stretch:
    """At most so many of the masked incidents: the first, the first after a place, or the last before one."""
    found = np.flatnonzero(mask)
    if before is not None:
        last = int(np.searchsorted(found, _place(columns, before)))
        first = max(0, last - limit)
    else:
        first = 0 if after is None else int(np.searchsorted(found, _place(columns, after, behind=True)))
        last = min(first + limit, len(found))
    shown: Whole = found[first:last]
    return Stretch(
        matched=len(found),
        ids=tuple(columns.ids[place] for place in shown.tolist()),
        before=_bookmark(columns, int(shown[0])) if first > 0 and len(shown) else None,
        after=_bookmark(columns, int(shown[-1])) if last < len(found) and len(shown) else None,
    )


def _bookmark(columns: Columns, place: int) -> Bookmark:
    return Bookmark(ends=int(columns.ends[place]), starts=int(columns.starts[place]), id=columns.ids[place])


def _place(columns: Columns, bookmark: Bookmark, *, behind: bool = False) -> int:
    """Where it belongs among all incidents."""
    find = bisect_right if behind else bisect_left
    return find(range(len(columns)), bookmark.rank, key=lambda place: _bookmark(columns, place).rank)
