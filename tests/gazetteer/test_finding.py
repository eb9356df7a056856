from __future__ import annotations

import pytest

from gazetteer.candidate import Match
from gazetteer.decision import Verdict, decide
from gazetteer.errors import BadQuery, UnknownCountry
from gazetteer.finding import find, lies_in
from gazetteer.place import PlaceKind

FOUND = [
    # text, name, country, kind
    ("Deir Ezzor", "Deir ez-Zor", "SY", None),
    ("Chan Scheichun", "Khān Shaykhūn", "SY", PlaceKind.SETTLEMENT),
    ("Capetown", "Cape Town", "ZA", PlaceKind.SETTLEMENT),
    ("Aranya Prathet", "Aranyaprathet", "TH", PlaceKind.SETTLEMENT),
    ("Nineveh province", "Nineveh", "IQ", PlaceKind.ADMIN1),
    ("Gao, Mali", "Gao", "ML", None),
    ("Paris, Texas", "Paris", "US", PlaceKind.SETTLEMENT),
    ("Paris (Texas)", "Paris", "US", PlaceKind.SETTLEMENT),
    ("St Petersburg, Russia", "Saint Petersburg", "RU", None),
    ("Barcelna", "Barcelona", "ES", PlaceKind.SETTLEMENT),
    ("Kandahr", "Kandahār", "AF", None),
    ("花蓮", "Hualien City", "TW", None),
    ("Rangoon", "Yangon", "MM", None),
    ("Saigon", "Ho Chi Minh City", "VN", None),
    ("Kharkov", "Kharkiv", "UA", None),
]


FOUND += [
    ("Washington, D.C.", "Washington", "US", PlaceKind.SETTLEMENT),
    ("LA, California", "Los Angeles", "US", PlaceKind.SETTLEMENT),
    ("Albany, N.Y.", "Albany", "US", PlaceKind.SETTLEMENT),
    ("حلب، سوريا", "Aleppo", "SY", PlaceKind.SETTLEMENT),
    ("Newtown, Connecticut", "Newtown", "US", PlaceKind.SETTLEMENT),
    ("Idlib, northern Syria", "Idlib", "SY", PlaceKind.SETTLEMENT),
    ("Scheremetjewo", "Sheremetyevo International Airport", "RU", PlaceKind.FACILITY),
    ("Bakhmut (Artemivsk)", "Bakhmut", "UA", PlaceKind.SETTLEMENT),
    ("Nile", "Nile", None, PlaceKind.NATURAL),
]


@pytest.mark.parametrize("row", FOUND, ids=lambda row: row[0])
def test_a_name_is_found_however_it_is_written(gazetteer, row):
    text, name, country, kind = row
    best = find(gazetteer, text)[0].place
    assert (best.name, best.country_code) == (name, country)
    assert kind is None or best.kind is kind


def test_a_misspelt_name_says_so(gazetteer):
    best = find(gazetteer, "Barcelna")[0]
    assert best.candidate.match is Match.MISSPELT
    assert best.reasons[0].sentence == "is one letter away from “Barcelona”"


def test_a_name_that_is_written_so_is_never_taken_for_a_misspelling(gazetteer):
    assert {ranked.candidate.match for ranked in find(gazetteer, "Paris")} == {Match.EXACT}


def test_a_country_is_never_left(gazetteer):
    assert {ranked.place.country_code for ranked in find(gazetteer, "Tripoli", country="lb")} == {"LB"}
    assert find(gazetteer, "Aleppo", country="NZ") == ()
    assert {ranked.place.country_code for ranked in find(gazetteer, "Paris, France", country="US")} == {"US"}


def test_with_its_country_given_a_capital_comes_before_the_country(gazetteer):
    assert find(gazetteer, "Tunis", country="TN")[0].place.kind is PlaceKind.SETTLEMENT
    assert find(gazetteer, "Tunisia", country="TN")[0].place.kind is PlaceKind.COUNTRY


def test_a_sea_lies_in_each_country_that_it_reaches(gazetteer):
    assert find(gazetteer, "Red Sea", country="YE")[0].place.name == "Red Sea"
    assert "Red Sea" not in {ranked.place.name for ranked in find(gazetteer, "Red Sea", country="DE")}


ELSEWHERE = [
    # text, verdict, feature
    ("Aleppo, France", Verdict.UNKNOWN, "outside"),
    ("Aleppo, Homs", Verdict.UNKNOWN, "outside"),
    ("Aleppo, Narnia", Verdict.AMBIGUOUS, "unknown-parent"),
]


@pytest.mark.parametrize(("text", "verdict", "feature"), ELSEWHERE)
def test_what_does_not_lie_where_it_is_asked_for_is_marked(gazetteer, text, verdict, feature):
    found = find(gazetteer, text)
    assert decide(found) is verdict
    assert {reason.feature for reason in found[0].reasons} >= {feature}


@pytest.mark.parametrize("text", ["", "  ", "\t\n"])
def test_an_empty_name_is_refused(gazetteer, text):
    with pytest.raises(BadQuery, match="empty"):
        find(gazetteer, text)


def test_an_unknown_country_is_refused(gazetteer):
    with pytest.raises(UnknownCountry, match="two letters"):
        find(gazetteer, "Aleppo", country="XX")


ODD = [
    "x" * 10_000,
    "'; DROP TABLE place; --",
    "a,b,c,d" * 40,
    "(" * 200,
    "\u202e\u200f",
    "Ale\u0000ppo",
    "(((a)))",
    "1,,2",
    "x," * 450 + "y",
    "36.2," * 3000,
]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_text_is_answered_quietly(gazetteer, text):
    assert isinstance(find(gazetteer, text), tuple)


VERDICTS = [
    ("Aleppo", Verdict.SURE),
    ("Deir Ezzor", Verdict.SURE),
    ("Springfield", Verdict.AMBIGUOUS),
    ("Wakanda", Verdict.UNKNOWN),
    ("Qzxqzx", Verdict.UNKNOWN),
    ("Jane Doe", Verdict.UNKNOWN),
]


@pytest.mark.parametrize(("text", "verdict"), VERDICTS)
def test_what_is_not_sure_is_said(gazetteer, text, verdict):
    assert decide(find(gazetteer, text)) is verdict


def test_a_quarter_lies_in_its_town_province_and_country(gazetteer):
    kalasseh = gazetteer.place("supplement:aleppo-kalasseh")
    assert [parent.name for parent in gazetteer.parents(kalasseh.id)][-1] == "Aleppo"
    for wider in gazetteer.parents(kalasseh.id):
        assert lies_in(gazetteer, kalasseh, wider)
    assert not lies_in(gazetteer, kalasseh, gazetteer.country("TR"))
