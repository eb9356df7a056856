"""From where to where: what is an end of a movement, what is none, and what follows of it in the report."""

from __future__ import annotations

import pytest

from mapapp.domain.event_types import EVENT_TYPES
from mapapp.domain.incident import PlaceRole, Status
from mapapp.domain.report import Report

ENDS = [
    # what it says, the origins, the destinations
    ("Some 60 families were evacuated from Homs to Idlib on Tuesday.", ["Homs"], ["Idlib"]),
    ("The evacuation of 600 patients from Aleppo to Latakia began on Monday.", ["Aleppo"], ["Latakia"]),
    ("Thousands of people fled Goma for Bukavu on Sunday.", ["Goma"], ["Bukavu"]),
    ("About 40 families fled their homes in Sake for Goma on Monday.", ["Sake"], ["Goma"]),
    ("The ship left Odesa for Istanbul with 30 tonnes of food aid on board.", ["Odesa"], ["Istanbul"]),
    ("Refugees arrived at Adre in Chad from Geneina in Sudan.", ["Geneina"], ["Adre"]),
    ("Families who fled Mosul reached Erbil on Thursday.", ["Mosul"], ["Erbil"]),
    ("Fighters withdrew to Deir ez-Zor from Raqqa on Friday.", ["Raqqa"], ["Deir ez-Zor"]),
    ("Rebels were bussed out of Zabadani into Idlib province.", ["Zabadani"], ["Idlib"]),
    ("The militia evacuated 300 prisoners from a camp near Taiz to a barracks in Ibb.", ["Taiz"], ["Ibb"]),
    ("Some 80 people were evacuated from Aleppo to Idlib and Jarablus by bus.", ["Aleppo"], ["Idlib", "Jarablus"]),
    ("Residents of Derna were evacuated to Tobruk on Monday.", ["Derna"], ["Tobruk"]),
    ("Thousands fled from Sudan to Adre, Chad, on Monday.", ["Sudan"], ["Adre"]),
    ("The town of Grindavik was evacuated on Friday.", ["Grindavik"], []),
    ("A man from Hama was evacuated to Idlib with a broken leg.", [], ["Idlib"]),
    ("The army returned the town of Bakhmut to Ukraine on Monday.", [], []),
    ("Rockets fired from Gaza to Ashkelon wounded four people on Tuesday.", [], []),
    ("People were evacuated from Monday to Friday in Porto Alegre.", [], []),
]


def read(pipeline, text):
    return pipeline.read(Report(text=text)).incidents


def named(incident, role):
    return sorted(place.surface for place in incident.places if place.role is role)


@pytest.mark.parametrize(("text", "origins", "destinations"), ENDS)
def test_the_ends_of_a_movement_are_what_the_grammar_says(pipeline, text, origins, destinations):
    (incident,) = read(pipeline, text)
    assert (named(incident, PlaceRole.ORIGIN), named(incident, PlaceRole.DESTINATION)) == (origins, destinations)


def test_each_end_says_which_word_makes_it_one(pipeline):
    (incident,) = read(pipeline, "Some 60 families were evacuated from Homs to Idlib on Tuesday.")
    assert [reason.sentence for reason in incident.reasons if reason.feature == "place"] == [
        "“Homs” is where the movement began: “from” goes with “evacuated”",
        "“Idlib” is where the movement led: “to” goes with “evacuated”",
    ]


def test_a_planned_movement_stays_planned_with_both_ends(pipeline):
    (incident,) = read(pipeline, "Buses are to evacuate 5,000 people from Fuah to Aleppo on Friday.")
    assert incident.status is Status.PLANNED
    assert [place.role for place in incident.places] == [PlaceRole.ORIGIN, PlaceRole.DESTINATION]


def test_where_nothing_says_whence_the_scene_stays_beside_the_destination(pipeline):
    (incident,) = read(pipeline, "Clashes in Uvira forced 3,000 people to flee to Bujumbura.")
    assert (named(incident, PlaceRole.SCENE), named(incident, PlaceRole.DESTINATION)) == (["Uvira"], ["Bujumbura"])


def test_what_happens_next_and_is_no_movement_has_one_scene(pipeline):
    text = "Civilians were evacuated from Aleppo to Idlib on Monday. Two people died in a fire."
    moved, fire = read(pipeline, text)
    assert [place.role for place in moved.places] == [PlaceRole.ORIGIN, PlaceRole.DESTINATION]
    assert [place.role for place in fire.places] == [PlaceRole.SCENE]


def test_there_and_back_are_two_movements(pipeline):
    text = "Some 60 people were evacuated from Homs to Idlib. About 40 were evacuated from Idlib to Homs."
    assert [named(one, PlaceRole.ORIGIN) for one in read(pipeline, text)] == [["Homs"], ["Idlib"]]


def test_the_data_file_says_which_kinds_are_movements():
    moving = {code for code, row in EVENT_TYPES.items() if row.movement}
    assert moving == {"strategic.displacement", "strategic.handover", "strategic.aid"}
