from __future__ import annotations

from mapapp.domain.mention import Use
from mapapp.extract.strayed import without_strayed
from tests.builders import a_mention, a_place, a_resolution

YEMEN = [a_resolution(a_place(name, country_code="YE"), mention=a_mention(name)) for name in ("Aden", "Taiz", "Sanaa")]


def one(name: str, country: str, *, confidence: float = 0.6, population: int | None = 60_000, use: Use = Use.PLACE):
    place = a_place(name, country_code=country, population=population)
    return a_resolution(place, mention=a_mention(name, use=use), confidence=confidence)


def places(*resolutions):
    kept, notes = without_strayed(resolutions)
    return [r.place.name if r.place else None for r in kept], len(notes)


def test_a_name_alone_in_a_far_country_is_not_placed_and_the_reader_is_told():
    assert places(*YEMEN, one("Mansoura", "EG")) == (["Aden", "Taiz", "Sanaa", None], 1)


def test_what_it_was_taken_for_is_kept_as_a_runner_up_with_the_reason():
    kept, (note,) = without_strayed([*YEMEN, one("Mansoura", "EG")])
    assert kept[-1].runners_up[0].name == "Mansoura"
    assert kept[-1].reasons[-1].feature == "strayed"
    assert "Mansoura" in note


def test_a_town_that_the_world_knows_may_stand_alone():
    assert places(*YEMEN, one("Geneva", "CH", confidence=0.76, population=200_000))[1] == 0
    assert places(*YEMEN, one("Milan", "IT", confidence=0.65, population=1_300_000))[1] == 0


def test_two_names_of_a_country_are_no_accident():
    assert places(*YEMEN, one("Mansoura", "EG"), one("Tanta", "EG"))[1] == 0


def test_a_report_of_no_one_country_keeps_all():
    assert places(*YEMEN[:2], one("Mansoura", "EG"))[1] == 0


def test_what_is_not_the_scene_of_anything_is_left_alone():
    assert places(*YEMEN, one("Mansoura", "EG", use=Use.ORGANISATION))[1] == 0
