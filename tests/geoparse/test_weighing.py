"""Names weighed together: chances, reasons that sum, long texts, and what the text says about where."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapapp.domain.report import Span
from mapapp.geoparse import weighing
from mapapp.geoparse.company import COMPANY
from mapapp.geoparse.field import TRAITS, UNKNOWN
from mapapp.geoparse.reasons import FIGURES, GROUPS
from mapapp.geoparse.recognise import spans_to_mentions
from mapapp.geoparse.resolve import MOST_TOGETHER, Resolver
from tests.extract.tables import rows


def resolved(resolver, text, *names, country=None):
    """The resolutions of names as they stand in a text, one after the other."""
    spans, at = [], 0
    for name in names:
        at = text.index(name, at)
        spans.append(Span(start=at, end=at + len(name)))
        at += len(name)
    return resolver.resolve(text, spans_to_mentions(text, spans, "test"), country)


@pytest.fixture(scope="module")
def resolver(gazetteer):
    return Resolver(gazetteer)


MEANT = rows(
    ("It rained in Paris, Texas.", ("Paris", "Texas"), ("US", "US")),
    ("From Paris, Texas, to Paris, France.", ("Paris", "Texas", "Paris", "France"), ("US", "US", "FR", "FR")),
    ("Police in Portland, Maine, found it.", ("Portland", "Maine"), ("US", "US")),
    ("From Tripoli to Sidon and Beirut.", ("Tripoli", "Sidon", "Beirut"), ("LB", "LB", "LB")),
    ("From Tripoli to Misrata and Sirte.", ("Tripoli", "Misrata", "Sirte"), ("LY", "LY", "LY")),
    ("Between London and St. Thomas, Ontario.", ("London", "St. Thomas", "Ontario"), ("CA", "CA", "CA")),
    ("The Syrian town of Idlib.", ("Syrian", "Idlib"), ("SY", "SY")),
)


@pytest.mark.parametrize(("text", "names", "countries"), MEANT)
def test_a_place_is_known_by_the_company_it_keeps(resolver, text, names, countries):
    assert tuple(one.place.country_code for one in resolved(resolver, text, *names)) == countries


def test_one_name_means_one_place_in_a_text(resolver):
    text = "Paris, Texas, is small. Later it rained in Paris."
    first, _, second = resolved(resolver, text, "Paris", "Texas", "Paris")
    assert first.place == second.place


def test_the_reasons_of_a_decision_are_told_and_each_figure_has_a_sentence(resolver):
    (homs, _) = resolved(resolver, "A bus crashed near Homs in Syria.", "Homs", "Syria")
    assert {"name", "people"} <= {reason.feature for reason in homs.reasons}
    assert all(reason.sentence for reason in homs.reasons)
    told = [member for members in GROUPS.values() for member in members]
    assert sorted(told) == sorted(FIGURES)


def test_a_name_that_is_known_nowhere_has_no_place(resolver):
    (nowhere,) = resolved(resolver, "It rained in Xqzvbwfgh.", "Xqzvbwfgh")
    assert (nowhere.place, nowhere.confidence) == (None, 0.0)


def test_a_name_of_many_places_is_less_sure_than_one_of_a_single_one(resolver):
    (springfield,) = resolved(resolver, "It rained in Springfield.", "Springfield")
    (kandahar,) = resolved(resolver, "It rained in Kandahar.", "Kandahar")
    assert springfield.confidence < 0.7 < kandahar.confidence


def test_a_long_text_is_weighed_in_parts_and_every_name_gets_its_decision(resolver, gazetteer):
    from gazetteer.place import PlaceKind, Point

    near = gazetteer.nearest(Point(latitude=36.2, longitude=37.16), MOST_TOGETHER * 3, kinds=(PlaceKind.SETTLEMENT,))
    names = list(dict.fromkeys(place.name for place, _ in near))
    text = "Syria: " + ", then ".join(names) + "."
    found = resolved(resolver, text, "Syria", *names)
    assert len(found) == len(names) + 1 > MOST_TOGETHER
    placed = [one.place for one in found if one.place]
    assert sum(place.country_code in {"SY", "TR"} for place in placed) > 0.9 * len(placed)


def test_the_weights_that_ship_have_one_for_every_figure():
    told = json.loads(weighing.FILE.read_text(encoding="utf-8"))
    assert set(told["alone"]) == {*TRAITS, *UNKNOWN}
    assert set(told["together"]) == {*TRAITS, *COMPANY, *UNKNOWN}
    assert told["corpora"]
    assert weighing.learned().version == told["version"]


scores = st.lists(st.floats(-50, 50), min_size=1, max_size=8)


@given(st.lists(scores, min_size=1, max_size=5), st.floats(-50, 50))
def test_the_chances_of_a_name_and_of_none_of_its_places_sum_to_one(names, none):
    of_name = np.repeat(np.arange(len(names)), [len(name) for name in names])
    chances = weighing.choose(np.array([s for name in names for s in name]), np.full(len(names), none), of_name)
    for number, name in enumerate(names):
        own = chances[of_name == number]
        top = max(*name, none)
        left = np.exp(none - top) / (np.exp(np.array(name) - top).sum() + np.exp(none - top))
        assert own.sum() + left == pytest.approx(1.0)


@settings(max_examples=30)
@given(st.text(max_size=60), st.data())
def test_any_spans_of_any_text_are_resolved_without_a_fault(resolver, text, data):
    cut = sorted(set(data.draw(st.lists(st.integers(0, len(text)), max_size=6))))
    spans = [Span(start=a, end=b) for a, b in zip(cut[::2], cut[1::2], strict=False)]
    found = resolver.resolve(text, spans_to_mentions(text, spans, "test"))
    assert [one.mention.span for one in found] == spans
    assert all(0 <= one.confidence <= 1 for one in found)
