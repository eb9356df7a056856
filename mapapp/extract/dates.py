"""When it happened: the time words of a sentence → an interval with the rule that dated it.

Never today's date in silence: without an anchor the date is unknown. The anchor is the report's date; where
the report has none, the newest full date in its text bounds it from below, and the first weekday that the
report speaks from, on or after that date, is its day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from mapapp.domain.document import BlockKind, Document
from mapapp.domain.when import TimePrecision, When

MONTHS = {
    name: n
    for n, name in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        1,
    )
}
_SHORT = {name[:3]: n for name, n in MONTHS.items()} | {"sept": 9}
WEEKDAYS = {
    name: n for n, name in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
}
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_SMALL = {
    "a": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "ten": 10,
    "several": 3,
    "few": 3,
}

_RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(expression, re.IGNORECASE))
    for name, expression in (
        ("iso", r"\b(?P<y>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])\b"),
        ("dmy", rf"\b(?P<d>{_DAY})(?:\s+of)?\s+(?P<mon>{_MONTH}),?\s+(?P<y>(?:19|20)\d\d)\b"),
        ("dmy", rf"\b(?P<mon>{_MONTH})\s+(?P<d>{_DAY}),?\s+(?P<y>(?:19|20)\d\d)\b"),
        ("my", rf"\b(?P<mon>{_MONTH}),?\s+(?P<y>(?:19|20)\d\d)\b"),
        ("dm", rf"\b(?P<d>{_DAY})(?:\s+of)?\s+(?P<mon>{_MONTH})\b(?!\s+\d{{4}})"),
        ("dm", rf"\b(?P<mon>{_MONTH})\s+(?P<d>{_DAY})\b(?![\d,]*\d)"),
        (
            "hours",
            r"\b(?:(?:over|in|within|during) the (?:past|last|previous)|within|in) (?P<n>24|48|72|twenty-four) hours\b",
        ),
        ("overnight_weekday", rf"\bovernight(?:\s+(?:on|into))?\s+(?P<w>{_WEEKDAY})\b"),
        ("weekday", rf"\b(?:(?P<which>last|next|this)\s+)?(?P<w>{_WEEKDAY})\b"),
        ("day_before_yesterday", r"\bthe day before yesterday\b"),
        ("yesterday", r"\byesterday\b|\blast night\b"),
        ("overnight", r"\bovernight\b"),
        ("tomorrow", r"\btomorrow\b"),
        ("today", r"\btoday\b|\bthis (?:morning|afternoon|evening)\b|\btonight\b"),
        (
            "ago",
            r"\b(?P<n>\d+|a|one|two|three|four|five|six|seven|ten|several|few) "
            r"(?P<unit>day|week|month|year)s? (?:ago|earlier)\b",
        ),
        ("week", r"\b(?P<which>last|this|past|next) week\b"),
        ("weekend", r"\b(?:over|at|during|this|last) (?:the )?(?:past |last )?weekend\b"),
        ("month", r"\b(?P<which>last|this|past) month\b"),
        ("in_month", rf"\b(?:in|during|since|until) (?:early |mid-|late )?(?P<mon>{_MONTH})(?=[\s,.;])(?!\s*\d)"),
        ("year", r"\b(?:in|during)(?: early| late| mid)?[ -](?P<y>(?:19|20)\d\d)\b"),
        ("last_year", r"\blast year\b"),
    )
)


LONGEST_AGO = 900
"""“3000 years ago” is history; nothing is dated before the calendar begins."""
EARLIEST = date(1000, 1, 1)


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day from which a report speaks."""

    day: date | None
    rule: str
    """How we know it, for people."""


@dataclass(frozen=True, slots=True)
class TimeWords:
    """A time expression in a block."""

    start: int
    end: int
    wording: str
    rule: str
    groups: dict[str, str]


def time_words(text: str) -> list[TimeWords]:
    """The time expressions of a text, in order, longest first where they overlap."""
    found: list[TimeWords] = []
    for name, expression in _RULES:
        for match in expression.finditer(text):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            groups = {key: value for key, value in match.groupdict().items() if value}
            if "mon" in groups and (_month(groups["mon"]) is None or groups["mon"][0].islower()):
                continue
            found.append(TimeWords(match.start(), match.end(), match.group(), name, groups))
    return sorted((words for words in found if not _beside_date(words, found)), key=lambda words: words.start)


def _beside_date(words: TimeWords, found: Sequence[TimeWords]) -> bool:
    """“Sunday, 3 May 2020”: the weekday only repeats the date."""
    if words.rule != "weekday":
        return False
    dated = [other for other in found if other.rule in {"dmy", "iso", "dm"}]
    return any(0 <= other.start - words.end <= 3 or 0 <= words.start - other.end <= 3 for other in dated)


def _month(word: str) -> int | None:
    lowered = word.lower().rstrip(".")
    return MONTHS.get(lowered) or _SHORT.get(lowered[:4]) or _SHORT.get(lowered[:3])


def _explicit(words: TimeWords) -> date | None:
    """The full date that the words name. An impossible one ("31 February") is None."""
    groups = words.groups
    if words.rule not in {"iso", "dmy"}:
        return None
    month = int(groups["m"]) if "m" in groups else _month(groups["mon"])
    try:
        return date(int(groups["y"]), month or 0, int(re.sub(r"\D", "", groups["d"])))
    except ValueError:
        return None


def anchor_of(document: Document) -> Anchor:
    """The day from which the report speaks, or an unknown one."""
    published = document.report.published
    if published is not None:
        return Anchor(published.date(), f"the report's date, {_words(published.date())}")
    if (day := _dateline_day(document)) is not None:
        return Anchor(day, f"the report's dateline, {_words(day)}")
    dated = list(_dates_in(document))
    for day, kind, length, block_length in dated:
        if kind is not BlockKind.CAPTION and length >= block_length - 14:
            return Anchor(day, f"the report's dateline, {_words(day)}")
    if not dated:
        return Anchor(None, "the report has no date, and none stands in its text")
    newest = max(day for day, *_ in dated)
    for block in document.blocks:
        if block.kind is not BlockKind.BODY:
            continue
        for words in time_words(block.span.of(document.text)):
            if words.rule == "weekday" and words.groups.get("which") is None:
                ahead = (WEEKDAYS[words.groups["w"].lower()] - newest.weekday()) % 7
                day = newest + timedelta(days=ahead)
                return Anchor(day, f"the first {day:%A} on or after {_words(newest)}, the newest date in the text")
    return Anchor(newest, f"{_words(newest)}, the newest date in the text")


_DATELINE = re.compile(r"[A-Z][^\n—–]{2,60}?\s(?:—|–|-)\s")


def dateline_end(text: str) -> int:
    """Where the dateline of a block ends (“TBILISI, March 8, 2023 — ”); 0 where it has none."""
    match = _DATELINE.match(text)
    return match.end() if match and match.group()[:4].isupper() else 0


def _dateline_day(document: Document) -> date | None:
    for block in document.blocks:
        text = block.span.of(document.text)
        for words in time_words(text[: dateline_end(text)]):
            if (day := _explicit(words)) is not None:
                return day
    return None


def _dates_in(document: Document) -> Iterator[tuple[date, BlockKind, int, int]]:
    for block in document.blocks:
        if block.kind is BlockKind.BOILERPLATE:
            continue
        text = block.span.of(document.text)
        for words in time_words(text):
            if (day := _explicit(words)) is not None:
                yield day, block.kind, words.end - words.start, len(text)


def when_of(words: TimeWords, anchor: Anchor, *, future: bool = False) -> When | None:
    """The interval that time words mean. None: they need an anchor that the report does not give.

    Args:
        words: from `time_words`.
        anchor: the report's day.
        future: the event is planned, so that "Wednesday" is the next one, not the last.
    """
    if (day := _explicit(words)) is not None:
        return _days(day, day, TimePrecision.DAY, words.wording, "the date stands in the text")
    if words.rule in {"my", "year"}:
        return _year_or_month(words)
    if anchor.day is None:
        return None
    span = _relative(words, anchor.day, future)
    if span is None:
        return None
    first, last, precision, rule = span
    return _days(first, last, precision, words.wording, f"{rule}, counted from {anchor.rule}")


def _year_or_month(words: TimeWords) -> When | None:
    year = int(words.groups["y"])
    if words.rule == "year":
        return _days(
            date(year, 1, 1), date(year, 12, 31), TimePrecision.YEAR, words.wording, "the year stands in the text"
        )
    month = _month(words.groups["mon"])
    if month is None:
        return None
    return _days(
        date(year, month, 1),
        _month_end(year, month),
        TimePrecision.MONTH,
        words.wording,
        "the month stands in the text",
    )


_Interval = tuple[date, date, TimePrecision, str]


def _relative(words: TimeWords, today: date, future: bool) -> _Interval | None:
    rule, groups = words.rule, words.groups
    day, days = TimePrecision.DAY, TimePrecision.DAYS
    one = timedelta(days=1)
    simple: dict[str, _Interval] = {
        "yesterday": (today - one, today - one, day, f"“{words.wording}” is the day before"),
        "day_before_yesterday": (today - 2 * one, today - 2 * one, day, "two days before"),
        "today": (today, today, day, f"“{words.wording}” is the day itself"),
        "tomorrow": (today + one, today + one, day, "the day after"),
        "overnight": (today - one, today, day, "the night before"),
        "last_year": (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31), TimePrecision.YEAR, "the year before"),
        "weekend": (_weekday(today, 5, False), _weekday(today, 5, False) + one, days, "the latest weekend"),
    }
    if rule in simple:
        return simple[rule]
    if rule in {"weekday", "overnight_weekday"}:
        return _weekday_interval(words, today, future)
    if rule == "hours":
        back = max(1, int(re.sub(r"\D", "", groups["n"]) or 24) // 24)
        return today - back * one, today, day if back == 1 else days, f"the {24 * back} hours before the report's day"
    if rule == "dm":
        return _day_month(words, today, future)
    if rule == "in_month":
        return _named_month(words, today, future)
    if rule == "ago":
        return _ago(words, today)
    return _week_or_month(words, today)


def _weekday_interval(words: TimeWords, today: date, future: bool) -> _Interval:
    target = WEEKDAYS[words.groups["w"].lower()]
    which = words.groups.get("which", "").lower()
    day = _weekday(today, target, future or which == "next")
    if day == today and which in {"last", "next"}:
        day += timedelta(days=7 if which == "next" else -7)
    name = f"{day:%A}"
    rule = f"“{words.wording}” is the {'next' if day > today else 'latest'} {name}"
    if words.rule == "overnight_weekday":
        return day, day + timedelta(days=1), TimePrecision.DAY, rule
    return day, day, TimePrecision.DAY, rule


def _weekday(today: date, target: int, future: bool) -> date:
    """The latest such weekday up to today; for what is planned, the first from today."""
    if future:
        return today + timedelta(days=(target - today.weekday()) % 7)
    return today - timedelta(days=(today.weekday() - target) % 7)


def _day_month(words: TimeWords, today: date, future: bool) -> _Interval | None:
    month = _month(words.groups["mon"]) or 0
    number = int(re.sub(r"\D", "", words.groups["d"]))
    for year in (today.year, today.year - 1) if not future else (today.year, today.year + 1):
        try:
            day = date(year, month, number)
        except ValueError:
            return None
        if (day <= today + timedelta(days=1)) != future or day == today:
            return day, day, TimePrecision.DAY, "the year is that of the report"
    return None


def _named_month(words: TimeWords, today: date, future: bool) -> _Interval | None:
    month = _month(words.groups["mon"])
    if month is None:
        return None
    year = today.year + (1 if future and month < today.month else -1 if not future and month > today.month else 0)
    return date(year, month, 1), _month_end(year, month), TimePrecision.MONTH, "the latest month of that name"


def _ago(words: TimeWords, today: date) -> _Interval:
    number = words.groups["n"].lower()
    count = int(number) if number.isdigit() else _SMALL[number]
    unit = words.groups["unit"].lower()
    days = {"day": 1, "week": 7, "month": 30, "year": 365}[unit] * min(count, LONGEST_AGO)
    middle = max(today, EARLIEST) - timedelta(days=days)
    precision = {
        "day": TimePrecision.DAY,
        "week": TimePrecision.DAYS,
        "month": TimePrecision.MONTH,
        "year": TimePrecision.YEAR,
    }[unit]
    slack = timedelta(days={"day": 0, "week": 3, "month": 15, "year": 182}[unit])
    return middle - slack, middle + slack, precision, f"“{words.wording}”"


def _week_or_month(words: TimeWords, today: date) -> _Interval | None:
    which = words.groups.get("which", "").lower()
    if words.rule == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(days={"next": 7, "last": -7}.get(which, 0))
        if which == "past":
            return today - timedelta(days=7), today, TimePrecision.DAYS, "the seven days before"
        return monday, monday + timedelta(days=6), TimePrecision.DAYS, f"“{words.wording}”"
    if words.rule == "month":
        first = today.replace(day=1)
        if which in {"last", "past"}:
            first = (first - timedelta(days=1)).replace(day=1)
        return first, _month_end(first.year, first.month), TimePrecision.MONTH, f"“{words.wording}”"
    return None


def _month_end(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def _days(first: date, last: date, precision: TimePrecision, wording: str, rule: str) -> When:
    return When(
        start=_instant(first), end=_instant(last + timedelta(days=1)), precision=precision, wording=wording, rule=rule
    )


def undated(anchor: Anchor) -> When | None:
    """An event that the text does not date: on or before the report's day, where that is known."""
    if anchor.day is None:
        return None
    return When(
        start=None,
        end=_instant(anchor.day + timedelta(days=1)),
        precision=TimePrecision.UNTIL,
        wording="",
        rule=f"not dated in the text; on or before {anchor.rule}",
    )


def is_long_past(when: When, anchor: Anchor) -> bool:
    """Did it end so long before the report that it is history, not news? A month that is only named is so sooner."""
    days = 21 if when.precision in {TimePrecision.MONTH, TimePrecision.YEAR} else 45
    return anchor.day is not None and when.end < _instant(anchor.day - timedelta(days=days))


def _instant(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
