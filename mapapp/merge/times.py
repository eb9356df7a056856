"""Do two accounts agree when it happened, as exactly as each of them says?"""

from __future__ import annotations

from datetime import timedelta

from mapapp.domain.mention import Reason
from mapapp.domain.when import TimePrecision, When
from mapapp.merge.rules import Rules
from mapapp.merge.sketch import DAY, Sketch, interval, is_told

GOES_ON = "the days may be of one event that goes on"
ONE_DAY = frozenset({TimePrecision.HOUR, TimePrecision.DAY})


def compare(one: Sketch, other: Sketch, rules: Rules) -> Reason | None:
    """Points for the times of two accounts; None where they exclude each other."""
    if one.when is None or other.when is None:
        return Reason(feature="time", points=0.0, sentence="one of the two is not dated")
    told = [is_told(when) for when in (one.when, other.when)]
    if all(told):
        return _both_told(one.when, other.when, rules)
    if any(told):
        dated, undated = (other.when, one.when) if told[0] else (one.when, other.when)
        return _one_told(dated, undated, rules, _lasts_days(one, other, rules))
    return _both_dated(one, other, rules)


def _both_told(one: When, other: When, rules: Rules) -> Reason | None:
    days = abs(one.end - other.end) // DAY
    if days > rules.time["told_longest"]:
        return None
    points = rules.time["within"] + rules.time["told_later"] * days
    return Reason(feature="time", points=points, sentence=f"told {_days(days)} of each other, neither gives a day")


def _lasts_days(one: Sketch, other: Sketch, rules: Rules) -> int:
    return min(rules.lasts_days(one.code), rules.lasts_days(other.code))


def _one_told(dated: When, undated: When, rules: Rules, lasts: int) -> Reason | None:
    start, end = interval(undated, rules)
    first = dated.start or dated.end
    if not (first < end and start - lasts * DAY < dated.end):
        return None
    if dated.end <= start:
        return Reason(feature="time", points=0.0, sentence=GOES_ON)
    days = max(0, (end - dated.end) // DAY)
    points = _grain(dated, rules.time["told_next_day"], rules) + rules.time["told_later"] * max(0, days - 1)
    return Reason(feature="time", points=points, sentence=f"one gives no day and is told {_days(days)} of the other's")


def _both_dated(one: Sketch, other: Sketch, rules: Rules) -> Reason | None:
    first, second = one.when, other.when
    if first is None or second is None or first.start is None or second.start is None:
        raise ValueError("both are dated")
    gap = max(first.start, second.start) - min(first.end, second.end)
    if gap < timedelta(0):
        return _overlapping(first, second, rules)
    lasts = _lasts_days(one, other, rules)
    if gap <= lasts * DAY - DAY or (gap == timedelta(0) and lasts):
        return Reason(feature="time", points=rules.time["within"], sentence=GOES_ON)
    if gap == timedelta(0) and {first.precision, second.precision} <= ONE_DAY:
        return Reason(feature="time", points=rules.time["next_day"], sentence="one is dated on the day before")
    return None


def _overlapping(first: When, second: When, rules: Rules) -> Reason:
    precisions = {first.precision, second.precision}
    if precisions <= ONE_DAY:
        return Reason(feature="time", points=rules.time["same_day"], sentence="both are dated on the same day")
    points = min(_grain(first, rules.time["within"], rules), _grain(second, rules.time["within"], rules))
    return Reason(feature="time", points=points, sentence="the dates agree, as exactly as they are told")


def _grain(when: When, points: float, rules: Rules) -> float:
    """Fewer points for a date that says little."""
    coarse = {TimePrecision.MONTH: "month", TimePrecision.YEAR: "year"}
    return min(points, rules.time[coarse[when.precision]]) if when.precision in coarse else points


def _days(days: int) -> str:
    return "on the day" if not days else "within a day" if days == 1 else f"within {days} days"
