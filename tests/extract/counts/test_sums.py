from __future__ import annotations

from mapapp.domain.claim import CountKind
from mapapp.extract.counts.sums import added, less, shared, totals
from tests.builders import a_count

FOUR = a_count(4, 4, wording="four miners")
AT_LEAST_TEN = a_count(10, None, wording="at least ten")
HURT = a_count(3, 3, kind=CountKind.INJURED, wording="three hurt")
GIRLS = a_count(2, 2, wording="two girls", subset_of="four miners")
OLDER = a_count(31, 31, wording="31", replaced_by="four miners")


def ends(counts):
    return [(c.kind.value, c.low, c.high) for c in counts]


def test_an_open_end_stays_open_in_a_sum():
    assert ends([added(FOUR, AT_LEAST_TEN)]) == [("killed", 14, None)]


def test_a_part_that_another_count_has_is_taken_off():
    assert ends([less(FOUR, GIRLS)]) == [("killed", 2, 2)]


def test_each_kind_is_added_up_and_parts_and_older_figures_are_not():
    counts = totals([FOUR, HURT, AT_LEAST_TEN, GIRLS, OLDER])
    assert ends(c for c in counts if c.is_whole) == [("killed", 14, None), ("injured", 3, 3)]
    assert counts[2].subset_of == counts[3].replaced_by == counts[0].wording


def test_of_two_events_each_has_its_counts_with_their_parts_and_none_has_them_twice():
    first, second = shared([FOUR, AT_LEAST_TEN, GIRLS, OLDER], lambda count: int(count is AT_LEAST_TEN), 2)
    assert [c.wording for c in first] == ["four miners", "two girls", "31"]
    assert [c.wording for c in second] == ["at least ten"]
