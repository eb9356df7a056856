"""Names that a city shares with the province around it."""

from __future__ import annotations

import pytest

from gazetteer.place import PlaceKind
from mapapp.domain.mention import NameOfBoth
from mapapp.geoparse.both import FEATURE, Choice
from mapapp.pipeline import Pipeline
from tests.builders import a_report
from tests.extract.tables import rows

TOWN, PROVINCE = PlaceKind.SETTLEMENT, PlaceKind.ADMIN1
SHELLS = "Shells fell on {} in Syria."


@pytest.fixture(scope="module")
def of_provinces(gazetteer):
    return Pipeline(gazetteer, NameOfBoth.PROVINCE)


def first(pipeline, text):
    return pipeline.geoparse(a_report(text, source=None))[0]


@pytest.mark.parametrize("name", ["Aleppo", "Homs", "Idlib", "Daraa", "Deir ez-Zor"])
def test_a_name_of_both_means_what_the_setting_says(pipeline, of_provinces, name):
    city, province = first(pipeline, SHELLS.format(name)), first(of_provinces, SHELLS.format(name))
    assert (city.place.kind, province.place.kind) == (TOWN, PROVINCE)
    assert city.place.admin1_id == province.place.id
    assert city.place in province.runners_up


SAID = rows(
    ("Shells fell on Aleppo province.", PROVINCE),
    ("Shells fell on the province of Aleppo.", PROVINCE),
    ("Shells fell on the city of Aleppo.", TOWN),
    ("Shells fell on Aleppo city.", TOWN),
    ("Shells fell on Idlib and Aleppo provinces.", PROVINCE),
)


@pytest.mark.parametrize(("text", "kind"), SAID)
def test_a_word_beside_the_name_always_wins(pipeline, of_provinces, text, kind):
    assert first(pipeline, text).place.kind is kind
    assert first(of_provinces, text).place.kind is kind


def test_the_decision_has_a_reason_in_words_that_adds_no_points(of_provinces):
    reasons = {r.feature: r for r in first(of_provinces, SHELLS.format("Homs")).reasons}
    assert reasons[FEATURE].points == 0
    assert "MAPAPP_NAME_OF_BOTH" in reasons[FEATURE].sentence


@pytest.mark.parametrize("text", ["A fire broke out in Kanaker.", "It rained in Syria.", "It rained in Rif Dimashq."])
def test_a_name_of_one_place_is_left_alone(pipeline, of_provinces, text):
    assert first(pipeline, text).place == first(of_provinces, text).place


@pytest.mark.parametrize("name", ["Mexico", "Luxembourg"])
def test_a_country_is_never_exchanged(of_provinces, name):
    assert first(of_provinces, f"It rained in {name}.").place.kind is PlaceKind.COUNTRY


def test_a_dateline_is_written_in_a_city(of_provinces):
    found = first(of_provinces, "Aleppo, May 19 — Rebels shelled a school in Kobani.")
    assert (found.mention.surface, found.place.kind) == ("Aleppo", TOWN)


CITIES_OF_OTHER_NAMES = ["Oklahoma", "Chiapas", "Sinaloa"]


@pytest.mark.parametrize("name", CITIES_OF_OTHER_NAMES)
def test_a_city_that_is_called_so_only_now_and_then_is_not_meant(gazetteer, name):
    choice = Choice(gazetteer)
    provinces = [c.place for c in gazetteer.candidates(name) if c.place.kind is PROVINCE]
    assert provinces
    assert [choice._pair(name, province) for province in provinces] == [None] * len(provinces)


def test_every_result_tells_a_setting_that_is_not_the_default(pipeline, of_provinces):
    report = a_report("Shells fell on Homs on Monday and killed four people.", source=None)
    plain, other = pipeline.read(report), of_provinces.read(report)
    assert {"name-of-both" in r.maker for r in plain.resolutions} == {False}
    assert {r.maker.endswith("+name-of-both=province") for r in other.resolutions} == {True}
    assert [i.maker.endswith("+name-of-both=province") for i in other.incidents] == [True]
    assert [i.maker for i in plain.incidents] == ["extract-14"]
