"""Where an act happened, when the text describes the ground by a place instead of naming it."""

from __future__ import annotations

import pytest

from gazetteer.place import PlaceKind
from tests.builders import a_report
from tests.extract.tables import rows

KILLED = "killing four people"


def scenes(pipeline, text):
    """The labels of the places of each incident."""
    return [
        [place.label for place in incident.places] for incident in pipeline.read(a_report(text, source=None)).incidents
    ]


SCENES = rows(
    (f"A car bomb exploded 30 km east of Aleppo, {KILLED}.", ["30 km east of Aleppo"]),
    (f"Rebels ambushed a bus on the road between Homs and Hama, {KILLED}.", ["between Homs and Hama"]),
    (f"An air strike hit the Damascus–Homs highway, {KILLED}.", ["Damascus–Homs highway"]),
    (f"An air strike hit the Damascus-Homs highway, {KILLED}.", ["Damascus-Homs highway"]),
    ("Three people were killed in Kanaker, 40 km southwest of Damascus.", ["Kanākir"]),
    ("Three people were killed in Kanaker, a village about 40 km southwest of Damascus.", ["Kanākir"]),
    ("Two people were killed in Darayya, a suburb of Damascus.", ["Dārayyā"]),
    (f"A bomb went off in a suburb of Damascus, {KILLED}.", ["a suburb of Damascus"]),
    (f"A landmine exploded in the village of Xqzvbville, 15 km north of Raqqa, {KILLED}.",
     ["Xqzvbville, 15 km north of Raqqa"]),
    ("Three people were killed in Xqzvb, near Raqqa.", ["Xqzvb, near Raqqa"]),
    ("A quake shook southwestern Haiti on Saturday, killing four people.", ["southwestern Haiti"]),
    ("Police in Homs said a bomb went off 30 km east of Hama.", ["30 km east of Hama"]),
    ("Three people were killed in northern Idlib province.", ["northern Idlib province"]),
    ("Three people were killed by a bomb in northern Syria.", ["northern Syria"]),
    ("Three people were killed by a bomb in Homs.", ["Homs"]),
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SCENES)
def test_the_scene_is_the_ground_that_is_described_unless_a_name_stands_before_it(pipeline, text, expected):
    assert scenes(pipeline, text) == [expected]


def test_a_headline_that_names_the_town_tells_the_same_act(pipeline):
    text = "Bomb kills four near Homs\n\nA car bomb exploded 12 km east of Homs on Monday and killed four people."
    assert len(scenes(pipeline, text)) == 1


def test_a_village_named_later_is_where_the_suburb_was(pipeline):
    text = (
        "Some 1,500 militants have laid down arms in a southern suburb of Damascus, the agency said. "
        "The gunmen in the village of Kanaker surrendered their weapons."
    )
    assert scenes(pipeline, text) == [["Kanākir"]]


def test_two_spots_about_one_town_are_two_scenes(pipeline):
    text = (
        "A car bomb killed four people 30 km east of Homs on Monday. "
        "Another car bomb killed nine people 40 km west of Homs on Tuesday."
    )
    assert scenes(pipeline, text) == [["30 km east of Homs"], ["40 km west of Homs"]]


def test_the_city_stands_for_the_city_and_not_for_the_ground_beside_it(pipeline):
    text = "Rebels shelled a base 30 km east of Homs, killing two. A bomb exploded in the city and killed nine people."
    assert [labels for labels in scenes(pipeline, text) if labels == ["Homs"]]


def test_a_described_place_has_point_radius_and_reason_of_its_ground(pipeline):
    (incident,) = pipeline.read(a_report(f"A car bomb exploded 30 km east of Aleppo, {KILLED}.", source=None)).incidents
    (place,) = incident.places
    assert (place.name, place.surface, place.described) == ("Aleppo", "Aleppo", "30 km east of Aleppo")
    assert place.point.longitude == pytest.approx(37.50, abs=0.02)
    assert 15 < place.radius_km < 25
    assert any(reason.feature == "area" and "25 to 35 km" in reason.sentence for reason in incident.reasons)


def test_a_part_of_a_country_is_a_region_and_can_be_drawn(pipeline):
    (incident,) = pipeline.read(
        a_report("Three people were killed by a bomb in northern Syria.", source=None)
    ).incidents
    assert incident.places[0].kind is PlaceKind.REGION
