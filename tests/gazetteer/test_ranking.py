from __future__ import annotations

import pytest

from gazetteer.lookup import Candidate, Match
from gazetteer.place import NameForm, Place, PlaceKind, Point, Source
from gazetteer.ranking import Context, rank


def candidate(place_id="geonames:1", *, match=Match.EXACT, strong=True, at=(35, 37), **changes):
    fields = {
        "id": place_id,
        "name": "Springfield",
        "kind": PlaceKind.SETTLEMENT,
        "point": Point(latitude=at[0], longitude=at[1]),
        "radius_km": 5,
        "country_code": "SY",
        "admin1": "Province",
        "admin1_id": None,
        "population": 50_000,
        "source": Source(name="test", layer="test", licence="", dated=""),
    }
    form = NameForm(text="Springfield", strong=strong)
    return Candidate(place=Place(**(fields | changes)), match=match, form=form)


def best(*candidates, context=None):
    return rank("Springfield", candidates, context)[0]


VARIED = [
    candidate(),
    candidate(strong=False, population=None),
    candidate(kind=PlaceKind.COUNTRY, population=300_000_000),
    candidate(match=Match.TRANSLITERATED, kind=PlaceKind.QUARTER),
]


@pytest.mark.parametrize("one", VARIED)
@pytest.mark.parametrize("prefer", [None, PlaceKind.COUNTRY, PlaceKind.ADMIN1])
def test_the_points_of_the_reasons_sum_to_the_score(one, prefer):
    anchors = (Point(latitude=35, longitude=37),)
    context = Context(countries={"SY": 1.0}, prefer=prefer, anchors=anchors)
    (ranked,) = rank("Springfield", [one], context)
    assert sum(reason.points for reason in ranked.reasons) == pytest.approx(ranked.score)
    assert 0 <= ranked.score <= 1
    assert all(reason.sentence for reason in ranked.reasons)


def test_the_more_populous_namesake_wins_and_says_so():
    won = best(candidate("geonames:1", population=1_000), candidate("geonames:2", population=90_000))
    assert won.place.id == "geonames:2"
    assert any("most populous of 2" in reason.sentence for reason in won.reasons)


def test_the_country_that_the_text_names_wins():
    won = best(
        candidate("geonames:1", country_code="US", population=90_000),
        candidate("geonames:2", country_code="SY"),
        context=Context(countries={"SY": 1.0}),
    )
    assert won.place.id == "geonames:2"
    assert any(reason.sentence == "in Syria, which the text names" for reason in won.reasons)


def test_a_neighbour_of_the_country_that_the_text_names_comes_before_far_away():
    context = Context(countries={"SY": 1.0})
    won = best(candidate("geonames:1", country_code="US"), candidate("geonames:2", country_code="TR"), context=context)
    assert won.place.country_code == "TR"


def test_a_town_beats_the_province_named_after_it_unless_the_text_says_province():
    town, province = (
        candidate(admin1_id="geonames:9"),
        candidate("geonames:9", kind=PlaceKind.ADMIN1, population=None, admin1_id="geonames:9"),
    )
    assert best(town, province).place.kind is PlaceKind.SETTLEMENT
    assert best(town, province, context=Context(prefer=PlaceKind.ADMIN1)).place.kind is PlaceKind.ADMIN1


def test_a_province_beats_a_hamlet_elsewhere():
    province = candidate(
        "geonames:9", kind=PlaceKind.ADMIN1, population=None, admin1_id="geonames:9", country_code="US"
    )
    assert best(candidate(population=700, country_code="MX"), province).place.id == "geonames:9"


def test_a_weak_name_scores_less():
    assert best(candidate(strong=False)).score < best(candidate()).score


def test_a_place_near_others_wins():
    near, far = candidate("geonames:1", at=(36, 37)), candidate("geonames:2", at=(10, 10))
    assert best(far, near, context=Context(anchors=(Point(latitude=36.2, longitude=37.1),))).place.id == "geonames:1"


def test_no_candidates_rank_to_nothing():
    assert rank("Springfield", ()) == ()
