"""Floors: finding a place by its newspaper spellings must not get worse."""

from __future__ import annotations

from collections import Counter

import pytest

from gazetteer.decision import Verdict, decide
from gazetteer.finding import find
from tests.quality.spellings import is_place, missed, no_places, spellings

pytestmark = pytest.mark.quality

FLOORS = [
    # list, half, with the country given, share of first answers that are right
    ("first", "tune", False, 0.985),
    ("first", "tune", True, 0.995),
    ("first", "test", False, 0.980),
    ("first", "test", True, 0.995),
    ("second", "tune", False, 0.960),
    ("second", "tune", True, 0.980),
    ("second", "test", False, 0.940),
    ("second", "test", True, 0.950),
]
HALVES = [("first", "tune"), ("first", "test"), ("second", "tune"), ("second", "test")]
SURE_AND_RIGHT = {"first": 0.985, "second": 0.96}
"""Of the answers called sure."""
LEAST_SURE = {"first": 0.95, "second": 0.85}
"""Of all spellings."""
MOST_SURE_OF_NOTHING = 8
"""Of 191 texts that name no place."""


@pytest.mark.parametrize(("name", "half", "with_country", "floor"), FLOORS)
def test_the_first_answer_is_right(gazetteer, name, half, with_country, floor):
    wrong = missed(gazetteer, name, half, with_country=with_country)
    assert 1 - len(wrong) / len(spellings(name, half)) >= floor, f"{len(wrong)} are wrong"


@pytest.mark.parametrize(("name", "half"), HALVES)
def test_what_is_called_sure_is_right(gazetteer, name, half):
    said: Counter[bool] = Counter()
    for spelling in spellings(name, half):
        found = find(gazetteer, spelling.text)
        if decide(found) is Verdict.SURE:
            said[is_place(found[0].place, spelling)] += 1
    assert said[True] / said.total() >= SURE_AND_RIGHT[name]
    assert said.total() / len(spellings(name, half)) >= LEAST_SURE[name]


def test_what_names_no_place_is_seldom_answered_surely(gazetteer):
    sure = [text for text in no_places() if decide(find(gazetteer, text)) is Verdict.SURE]
    assert len(sure) <= MOST_SURE_OF_NOTHING, sure
    assert len(no_places()) >= 150


@pytest.mark.parametrize(("name", "least"), [("first", 1_000), ("second", 600)])
def test_the_lists_are_large_and_their_halves_share_no_place(name, least):
    tune, test = spellings(name, "tune"), spellings(name, "test")
    assert min(len(tune), len(test)) >= least
    assert not {spelling.means for spelling in tune} & {spelling.means for spelling in test}
