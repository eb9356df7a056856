from datetime import UTC, datetime

import pytest

from mapapp.domain.claim import CountKind
from mapapp.domain.when import TimePrecision
from mapapp.store.wording import count_words, when_words
from tests.builders import a_count, a_when


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


WHENS = [
    ("14 Dec 2016", "2016-12-14", "2016-12-15", TimePrecision.DAY),
    ("14 Dec 2016, 15:00 UTC", "2016-12-14T15:00", "2016-12-14T16:00", TimePrecision.HOUR),
    ("14 Dec 2016", "2016-12-14", "2016-12-15", TimePrecision.HOUR),
    ("13–14 Dec 2016", "2016-12-13", "2016-12-15", TimePrecision.DAYS),
    ("13–14 Dec 2016", "2016-12-13", "2016-12-15", TimePrecision.DAY),
    ("30 Nov – 2 Dec 2016", "2016-11-30", "2016-12-03", TimePrecision.DAYS),
    ("31 Dec 2016 – 1 Jan 2017", "2016-12-31", "2017-01-02", TimePrecision.DAYS),
    ("Dec 2016", "2016-12-01", "2017-01-01", TimePrecision.MONTH),
    ("Nov–Dec 2016", "2016-11-01", "2017-01-01", TimePrecision.MONTH),
    ("2016", "2016-01-01", "2017-01-01", TimePrecision.YEAR),
    ("2015–2016", "2015-01-01", "2017-01-01", TimePrecision.YEAR),
    ("on or before 14 Dec 2016", None, "2016-12-15", TimePrecision.UNTIL),
    ("on or before 14 Dec 2016", "2016-12-01", "2016-12-15", TimePrecision.UNTIL),
    ("on or before 14 Dec 2016", None, "2016-12-15", TimePrecision.DAY),
]


@pytest.mark.parametrize(("words", "start", "end", "precision"), WHENS)
def test_a_time_is_told_as_exactly_as_it_is_known(words, start, end, precision):
    when = a_when(start=at(start) if start else None, end=at(end), precision=precision)
    assert when_words(when) == words


def test_no_time_has_no_words():
    assert when_words(None) == ""


COUNTS = [
    ("4 killed", CountKind.KILLED, 4, 4, False),
    ("at least 107 killed", CountKind.KILLED, 107, None, False),
    ("up to 1,500 surrendered", CountKind.SURRENDERED, None, 1500, False),
    ("about 6,000 evacuated", CountKind.EVACUATED, 6000, 6000, True),
    ("20–30 injured", CountKind.INJURED, 20, 30, False),
    ("about 20–30 injured", CountKind.INJURED, 20, 30, True),
    ("0 killed", CountKind.KILLED, 0, 0, False),
    ("an unknown number missing", CountKind.MISSING, None, None, True),
    ("0 killed", CountKind.KILLED, 0, 0, True),
    ("about 10,000 taking part", CountKind.PARTICIPANTS, 10000, 10000, True),
]


@pytest.mark.parametrize(("words", "kind", "low", "high", "approximate"), COUNTS)
def test_a_number_of_persons_is_told_as_exactly_as_it_is_known(words, kind, low, high, approximate):
    assert count_words(a_count(low, high, kind=kind, approximate=approximate)) == words
