from __future__ import annotations

import pytest

from mapapp.extract.counts import counts_in, totals
from tests.extract.counts import tables
from tests.extract.parsing import parsed, the_sentence
from tests.extract.tables import rows


def told(text, kinds=None):
    """(kind, low, high) of what a text tells of persons; of several clauses the sum."""
    counts = totals([count for sentence in parsed(text).sents for count in counts_in(sentence, 0)])
    return {(c.kind.value, c.low, c.high) for c in counts if c.is_whole}


@pytest.mark.parametrize(("text", "expected"), rows(*tables.HARM))
def test_killed_and_injured_are_counted_however_they_are_told(text, expected):
    assert {
        count for count in told(text) if count[0] in {kind for kind, _, _ in expected} | {"killed", "injured"}
    } == expected


@pytest.mark.parametrize(("text", "count", "older"), rows(*tables.TOLLS))
def test_a_later_toll_stands_and_the_older_one_is_kept(text, count, older):
    assert told(text) == {count}
    assert [c.low for c in counts_in(the_sentence(text), 0) if c.replaced_by] == ([older] if older else [])


@pytest.mark.parametrize(("text", "kind", "low", "high"), rows(*tables.OTHER_KINDS))
def test_each_kind_of_count_has_its_words(text, kind, low, high):
    assert told(text) == {(kind, low, high)}


@pytest.mark.parametrize(("text", "whole", "part"), rows(*tables.PARTS))
def test_a_part_of_a_count_is_not_added_to_it(text, whole, part):
    counts = counts_in(the_sentence(text), 0)
    assert [(c.low, c.subset_of) for c in counts if c.subset_of] == [(part, whole)]
    assert len([c for c in counts if c.is_whole]) == 1


@pytest.mark.parametrize("text", tables.NOTHING)
def test_things_measures_nobody_and_what_did_not_happen_are_no_toll(text):
    assert told(text) == set()
