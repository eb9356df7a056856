"""Floors: finding a place by its newspaper spellings must not get worse."""

from __future__ import annotations

from collections import Counter

import pytest

from gazetteer.decision import Verdict, decide
from gazetteer.finding import find
from tests.quality.spellings import is_place, missed, no_places, spellings

pytestmark = pytest.mark.quality

FLOORS = [
    # half, with the country given, share of first answers that are right
    ("tune", False, 0.985),
    ("tune", True, 0.995),
    ("test", False, 0.965),
    ("test", True, 0.980),
]
SURE_AND_RIGHT = {"tune": 0.99, "test": 0.975}
"""Of the answers called sure."""
MOST_SURE_OF_NOTHING = 12
"""Of 191 texts that name no place."""


@pytest.mark.parametrize(("half", "with_country", "floor"), FLOORS)
def test_the_first_answer_is_right(gazetteer, half, with_country, floor):
    wrong = missed(gazetteer, half, with_country=with_country)
    assert 1 - len(wrong) / len(spellings(half)) >= floor, [spelling.text for spelling in wrong]


@pytest.mark.parametrize("half", ["tune", "test"])
def test_what_is_called_sure_is_right(gazetteer, half):
    said: Counter[bool] = Counter()
    for spelling in spellings(half):
        found = find(gazetteer, spelling.text)
        if decide(found) is Verdict.SURE:
            said[is_place(found[0].place, spelling)] += 1
    assert said[True] / said.total() >= SURE_AND_RIGHT[half]
    assert said.total() / len(spellings(half)) >= 0.95


def test_what_names_no_place_is_seldom_answered_surely(gazetteer):
    sure = [text for text in no_places() if decide(find(gazetteer, text)) is Verdict.SURE]
    assert len(sure) <= MOST_SURE_OF_NOTHING, sure
    assert len(no_places()) >= 150


def test_the_list_is_large_and_its_halves_share_no_place():
    tune, test = spellings("tune"), spellings("test")
    assert min(len(tune), len(test)) >= 1_000
    assert not {spelling.means for spelling in tune} & {spelling.means for spelling in test}
