from __future__ import annotations

import pytest

from gazetteer.candidate import Candidate, Match
from gazetteer.name_reasons import is_usual_name
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


def named(text, *, usual="Springfield", kind_of_name="alternate", language=None, match=Match.EXACT, **changes):
    one = candidate(match=match, name=usual, **changes)
    return Candidate(place=one.place, match=match, form=NameForm(text=text, kind=kind_of_name, language=language))


def features(ranked):
    return {reason.feature for reason in ranked.reasons}


def test_a_place_that_goes_by_the_name_comes_before_a_larger_one_that_is_also_called_so():
    known = named("Springfield", place_id="geonames:1", population=300_000)
    larger = named("Springfield", usual="Petersburg", place_id="geonames:2", population=900_000)
    assert best(known, larger).place.id == "geonames:1"


USUAL = [
    # form, usual name, kind of name, language, country: is it the name that the place goes by?
    ("Kyiv", "Kyiv", "alternate", None, "UA", True),
    ("Kiev", "Kyiv", "exonym", "en", "UA", True),
    ("Deir Ezzor", "Deir ez-Zor", "alternate", None, "SY", True),
    ("Susa", "Sūsah", "alternate", None, "LY", True),
    ("Mayon", "Megion", "alternate", None, "RU", False),
    ("Granada", "Grenada", "exonym", "es", "GD", False),
    ("Petropolis", "Saint Petersburg", "alternate", None, "RU", False),
]


@pytest.mark.parametrize(("form", "usual", "kind", "language", "country", "expected"), USUAL)
def test_another_romanisation_is_the_usual_name_and_another_name_is_not(form, usual, kind, language, country, expected):
    place = candidate(name=usual, country_code=country).place
    assert is_usual_name(NameForm(text=form, kind=kind, language=language), place) is expected


def test_a_town_is_not_the_seat_of_a_province_whose_name_is_longer_than_its_own():
    city = named("Rio Grande do Sul", usual="Rio Grande", place_id="geonames:1", admin1_id="geonames:9")
    state = named(
        "Rio Grande do Sul",
        usual="Rio Grande do Sul",
        kind_of_name="official",
        place_id="geonames:9",
        kind=PlaceKind.ADMIN1,
        admin1_id="geonames:9",
        population=None,
    )
    assert rank("Rio Grande do Sul", [city, state])[0].place.id == "geonames:9"


def test_a_country_whose_foreign_name_only_looks_alike_is_not_meant():
    city = named("Brasília", usual="Brasília", kind_of_name="official", population=2_000_000)
    country = named(
        "Brasilia",
        usual="Brazil",
        kind_of_name="exonym",
        language="fi",
        match=Match.FOLDED,
        place_id="geonames:2",
        kind=PlaceKind.COUNTRY,
        population=200_000_000,
    )
    first, second = rank("Brasília", [country, city])
    assert first.place.name == "Brasília"
    assert "foreign-name" in features(second)


def test_marks_on_letters_count_where_another_place_is_written_exactly_so():
    exact, folded = named("Şuşa", usual="Şuşa"), named("Susa", usual="Susa", match=Match.FOLDED, place_id="geonames:2")
    assert "other-marks" in features(rank("Şuşa", [exact, folded])[1])
    assert "other-marks" not in features(rank("Şuşa", [folded])[0])
    assert "other-marks" not in features(rank("Susa", [exact, folded])[1])


def test_a_great_river_counts_as_a_region_does_and_a_brook_does_not():
    great, brook = (candidate(kind=PlaceKind.NATURAL, population=None, radius_km=radius) for radius in (2_000, 5))
    assert best(great).score > best(brook).score


def test_the_shorter_a_misspelt_name_the_less_it_says():
    short = named("Timon", usual="Timon", match=Match.MISSPELT)
    long = named("Barcelonetta", usual="Barcelonetta", match=Match.MISSPELT)
    assert rank("Timor", [short])[0].score < rank("Barcelonett", [long])[0].score


def test_a_country_is_not_what_is_meant_by_a_name_with_the_word_city():
    country = candidate(kind=PlaceKind.COUNTRY, population=4_000_000)
    (ranked,) = rank("Springfield", [country], Context(prefer=PlaceKind.SETTLEMENT))
    assert next(reason.points for reason in ranked.reasons if reason.feature == "other-kind") < -0.2
