"""The second opinion on what befell the persons of a figure: what it adds, and what it must leave alone."""

from __future__ import annotations

import pytest

from mapapp.extract.counts import everybody_in, read_counts, seen_in
from mapapp.extract.counts.fate.model import the_model
from mapapp.extract.counts.fate.seen import ASIDE, KILLED, NOTHING
from mapapp.extract.counts.fate.settle import decided
from tests.extract.parsing import the_sentence


def harm(text):
    """(kind, low) of the killed and injured, whole numbers only."""
    counts = read_counts(the_sentence(text), 0).counts
    return {(c.kind.value, c.low) for c in counts if c.is_whole and c.kind.value in {"killed", "injured"}}


def seen(text):
    return seen_in(everybody_in(the_sentence(text)), year=2024)


UNUSUAL = [
    ("It was raining, the brakes failed, and fourteen pilgrims never came home.", {("killed", 14)}),
    ("Two carabinieri got burns when the farmhouse blew up.", {("injured", 2)}),
]


@pytest.mark.parametrize(("text", "told"), UNUSUAL)
def test_harm_is_counted_that_no_list_of_words_has(text, told):
    assert harm(text) == told


LEFT = [
    ("Ukraine shot down 27 of 34 drones overnight.", set()),
    ("Of the 40 passengers, six died and 30 were injured.", {("killed", 6), ("injured", 30)}),
    ("In all, 27 people perished: 19 on the bus and eight in the lorry.", {("killed", 27)}),
    ("The two dead were named as Ali Reza, 20, and Hasan Mir, 24.", {("killed", 2)}),
    ("Nine miners were burned, two of them fatally.", {("injured", 7), ("killed", 2)}),
    ("A nurse treated 22 villagers for burns.", {("injured", 22)}),
    ("He was pulled from the rubble but died in hospital.", {("killed", 1)}),
    ("Residents put the number at 15.", set()),
    ("Six soldiers fell ill after dinner.", set()),
]


@pytest.mark.parametrize(("text", "told"), LEFT)
def test_nothing_is_added_to_things_wholes_names_and_repeated_numbers(text, told):
    assert harm(text) == told


def test_each_figure_is_seen_with_the_word_of_the_rules():
    codes = {one.figure.wording: one.code for one in seen("Two people died in Homs; five cooks sang.")}
    assert codes == {"Two people": KILLED, "five cooks": NOTHING}


def test_what_the_rules_hold_for_history_stays_theirs():
    found = seen("The court heard how he had killed seven people.")
    assert [one.code for one in found if one.figure.wording == "seven people"] == [ASIDE]
    assert decided(found)[found.index(next(one for one in found if one.code == ASIDE))] is None


def test_the_chances_of_a_figure_sum_to_one():
    found = seen("A bomb killed five shoppers.")
    assert sum(the_model().chances(found, len(found) - 1).values()) == pytest.approx(1.0, abs=1e-5)


def test_a_sentence_without_figures_is_not_weighed():
    assert decided([]) == []
