"""The `datetime` parameter of OGC API – Features: a day, an instant, or an interval of them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

DAY_SECONDS = 86_400
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_OPEN = frozenset({"", ".."})
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
SENTENCE = (
    "datetime must be like 2016-12-14, 2016-12-14T10:00:00Z, 2016-12-01/2016-12-14, 2016-12-01/.. or ../2016-12-14"
)

Seconds = tuple[int | None, int | None]
"""A half-open interval of UTC seconds since 1970; None leaves an end open."""


def interval(text: str) -> Seconds:
    """What incidents must overlap. Raises ValueError."""
    parts = text.split("/")
    if len(parts) == 1:
        return _stretch(text)
    if len(parts) > 2 or set(parts) <= _OPEN:
        raise ValueError(SENTENCE)
    begin = None if parts[0] in _OPEN else _stretch(parts[0])[0]
    end = None if parts[1] in _OPEN else _stretch(parts[1])[1]
    if begin is not None and end is not None and begin >= end:
        raise ValueError("it ends before it begins")
    return begin, end


def _stretch(text: str) -> tuple[int, int]:
    """A day, or the second of an instant."""
    try:
        if _DAY.fullmatch(text):
            begin = (date.fromisoformat(text).toordinal() - _EPOCH_DAY) * DAY_SECONDS
            return begin, begin + DAY_SECONDS
        if _INSTANT.fullmatch(text):
            since = datetime.fromisoformat(text.upper()) - _EPOCH
            begin = since.days * DAY_SECONDS + since.seconds
            return begin, begin + 1
    except (ValueError, OverflowError):
        pass
    raise ValueError(SENTENCE)
