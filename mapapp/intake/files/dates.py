"""A date as files write it → an instant, with its wording and where it stood."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from mapapp.domain.errors import UnreadableReport

EARLIEST = datetime(1700, 1, 1, tzinfo=UTC)

_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](.+))?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?\d{6}Z?)?")
_WORDS = ("%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y")
_WEEKDAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*[,.]?\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """When something was published, and how we know."""

    instant: datetime
    """UTC-aware; at midnight where only the day is known."""
    wording: str
    """As it was written."""
    rule: str
    """Where it stood: "the mail's header"."""


def dated(wording: object, rule: str, *, day_first: bool | None = None) -> Dated | None:
    """Read a date. None where there is none.

    Args:
        wording: a text or a number, such as "2016-12-14T08:00:00+02:00", "14 December 2016" or seconds since 1970.
        rule: where it stood.
        day_first: how "03/04/2016" is meant; None where nobody knows.

    Raises UnreadableReport for a date that can be read in two ways, and for what is none.
    """
    text = " ".join(str(wording).split()) if wording is not None else ""
    if not text:
        return None
    instant = instant_of(text, day_first=day_first)
    if instant is None:
        raise UnreadableReport(f"“{text[:60]}” is no date that is understood. Write it as in 2016-12-14.")
    return Dated(instant=instant, wording=text, rule=rule)


def instant_of(text: str, *, day_first: bool | None = None) -> datetime | None:
    """The instant, UTC; None for what is no date. Raises UnreadableReport where it can be read in two ways."""
    for read in (_iso, _epoch, _compact, lambda given: _numbers(given, day_first), _mail, _words):
        try:
            found = read(text)
        except UnreadableReport:
            raise
        except (ValueError, OverflowError, TypeError, IndexError):
            continue
        if found is not None:
            return _utc(found)
    return None


def _utc(instant: datetime) -> datetime | None:
    try:
        aware = instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
    except OverflowError:
        return None
    return aware if aware >= EARLIEST else None


def _iso(text: str) -> datetime | None:
    match = _ISO.fullmatch(text)
    if not match:
        return None
    year, month, day, rest = match.groups()
    midnight = datetime(int(year), int(month), int(day))
    if not rest:
        return midnight
    clock = re.sub(r"\s*(UTC|GMT)$", "Z", rest.strip()).replace(" ", "")
    try:
        return datetime.fromisoformat(f"{midnight:%Y-%m-%d}T{clock}")
    except ValueError:
        return midnight


def _epoch(text: str) -> datetime | None:
    """Seconds or thousandths since 1970: a number of ten or thirteen digits."""
    match = re.fullmatch(r"(\d{9,10})(?:\d{3})?(?:\.\d+)?", text)
    return datetime.fromtimestamp(int(match.group(1)), UTC) if match else None


def _compact(text: str) -> datetime | None:
    match = _COMPACT.fullmatch(text)
    return datetime(*map(int, match.groups())) if match else None  # type: ignore[arg-type]


def _numbers(text: str, day_first: bool | None) -> datetime | None:
    match = _NUMBERS.match(text)
    if not match:
        return None
    one, sign, other, year = int(match[1]), match[2], int(match[3]), int(match[4])
    if one > 12 or sign == "." or one == other:
        day_first = True
    elif other > 12:
        day_first = False
    elif day_first is None:
        raise UnreadableReport(
            f"The date “{text[:40]}” can be read in two ways. Write it as in 2016-12-14, year first."
        )
    day, month = (one, other) if day_first else (other, one)
    return datetime(year, month, day)


def tells_order(text: str) -> bool | None:
    """Does a date such as 14/12/2016 show that the day stands first? None where it doesn't show."""
    match = _NUMBERS.match(" ".join(text.split()))
    if not match or match[2] == "." or int(match[1]) == int(match[3]):
        return None
    return True if int(match[1]) > 12 else False if int(match[3]) > 12 else None


def _mail(text: str) -> datetime | None:
    return parsedate_to_datetime(text) if re.search(r"\d:\d\d", text) else None


def _words(text: str) -> datetime | None:
    plain = re.sub(r"(?<=\d)(st|nd|rd|th)\b|[,.]", "", _WEEKDAY.sub("", text)).strip()
    readers: list[Callable[[], datetime]] = [lambda f=form: datetime.strptime(plain, f) for form in _WORDS]  # type: ignore[misc]
    for read in readers:
        try:
            return read()
        except ValueError:
            continue
    return None
