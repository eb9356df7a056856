from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.domain.claim import CountKind
from mapapp.domain.incident import COUNTED, Status
from mapapp.domain.report import Report, Span, digest
from tests.builders import a_count, a_report, a_when, an_incident

DAY = datetime(2020, 5, 20, tzinfo=UTC)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 4), (-1, 3)])
def test_a_span_holds_at_least_one_character_of_the_text(start, end):
    with pytest.raises(ValueError, match="start < end"):
        Span(start=start, end=end)


SPANS = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda pair: Span(start=pair[0], end=sum(pair)))


@given(SPANS, SPANS)
def test_two_spans_overlap_when_they_share_a_character(left, right):
    shared = set(range(left.start, left.end)) & set(range(right.start, right.end))
    assert left.overlaps(right) == right.overlaps(left) == bool(shared)


@given(SPANS, SPANS)
def test_a_span_contains_another_when_it_has_all_its_characters(left, right):
    assert left.contains(right) == (set(range(right.start, right.end)) <= set(range(left.start, left.end)))


def test_a_span_counts_code_points_not_bytes():
    assert Span(start=2, end=6).of("💥 Homs") == "Homs"


@pytest.mark.parametrize("end", [DAY, DAY - timedelta(days=1)])
def test_a_time_ends_after_it_starts(end):
    with pytest.raises(ValueError, match="must start before it ends"):
        a_when(start=DAY, end=end)


@pytest.mark.parametrize(
    "naive", [{"start": datetime(2020, 5, 19), "end": DAY}, {"start": None, "end": datetime(2020, 5, 20)}]
)
def test_a_time_without_a_zone_is_refused(naive):
    with pytest.raises(ValueError, match="UTC-aware"):
        a_when(**naive)


def test_a_time_may_have_no_beginning():
    assert a_when(start=None, end=DAY).start is None


def test_a_report_s_day_of_publication_has_a_zone():
    with pytest.raises(ValueError, match="UTC-aware"):
        a_report(published=datetime(2020, 5, 20))


def test_a_report_is_known_by_source_address_and_text_alone():
    report = a_report(title="One title")
    assert report.id == a_report(title="Another title", published=None).id
    assert len({report.id, a_report(source="Another").id, a_report(url="https://x.org").id, a_report("Other").id}) == 4
    assert Report(text="given", id="my-own").id == "my-own"


def test_a_digest_is_short_stable_and_hexadecimal():
    assert digest("a", "b") == digest("a", "b")
    assert len(digest("")) == 16
    assert int(digest("x"), 16) >= 0


@given(st.lists(st.text(max_size=5), max_size=4), st.lists(st.text(max_size=5), max_size=4))
def test_different_parts_have_different_digests_wherever_they_are_cut(left, right):
    assert (digest(*left) == digest(*right)) == (left == right)


def test_half_letters_from_a_browser_are_kept_apart():
    assert digest("\ud83d") != digest("\udca5")


def test_only_what_happened_is_counted():
    assert {Status.REPORTED, Status.CLAIMED, Status.DISPUTED} == COUNTED


@pytest.mark.parametrize(("low", "high", "least"), [(4, 4, 4), (107, None, 107), (None, 1_500, 0)])
def test_a_sum_adds_only_what_is_sure(low, high, least):
    assert a_count(low, high).minimum == least


def test_the_count_of_an_incident_is_the_whole_and_not_a_part():
    part, whole = a_count(2, 2, subset_of="four civilians", wording="two girls"), a_count(4, 4)
    incident = an_incident(counts=(part, whole))
    assert incident.count(CountKind.KILLED) == whole
    assert incident.count(CountKind.MISSING) is None


def test_a_figure_that_a_later_one_replaced_is_not_the_count():
    older, later = a_count(31, 31, wording="31", replaced_by="44"), a_count(44, 44, wording="44")
    assert an_incident(counts=(older, later)).count(CountKind.KILLED) == later
