"""Which sentences tell of one event, and what a denial in a sentence of its own denies."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mapapp.domain.report import Report

DAY = datetime(2021, 5, 12, tzinfo=UTC)
LATER = datetime(2021, 5, 13, tzinfo=UTC)


def told(pipeline, text: str) -> dict[str, str]:
    """Status by kind of event."""
    return {i.event_type.code: i.status.value for i in pipeline.read(Report(text=text, published=DAY)).incidents}


DENIALS = [
    (
        "Azerbaijani rockets killed a woman in Martuni on Monday, officials said. Baku called the account a lie.",
        {"explosion.shelling": "denied"},
    ),
    (
        'The ministry said its troops had captured Umm Rakuba. "That is not true," an army spokesman said.',
        {"battle.overrun": "denied"},
    ),
    ("Gunmen killed nine people in Gao on Monday. The army denied it.", {"civilians.attack": "denied"}),
    (
        "Gunmen killed nine people in Gao on Monday. The army denied that it was short of fuel.",
        {"civilians.attack": "reported"},
    ),
    (
        "The army denied reports of summary killings in Homs. Its troops had retaken Palmyra on Monday. "
        "The ministry also denied the claims.",
        {"civilians.attack": "denied", "battle.regained": "reported"},
    ),
    ("A report of a bomb attack in Kumasi is untrue, police said.", {"explosion.bomb": "denied"}),
    (
        "Azerbaijan's president said his army had taken Jabrayil. “Disinformation,” replied the Armenian ministry.",
        {"battle.overrun": "denied"},
    ),
    (
        "Drones bombed Tinzaouaten on Sunday and killed 15 people. The staff denied that civilians had been hit.",
        {"explosion.air": "disputed"},
    ),
    (
        "Gunmen shot dead eight marchers in Senkata on Monday. “The army has not fired a single cartridge,” the "
        "minister said.",
        {"civilians.attack": "disputed"},
    ),
    (
        "Gunmen killed nine people in Gao on Monday. The army denied reports that a child had died.",
        {"civilians.attack": "reported"},
    ),
    (
        "Gunmen killed nine people in Gao on Monday. The police have neither confirmed nor denied it.",
        {"civilians.attack": "reported"},
    ),
]


@pytest.mark.parametrize(("text", "kinds"), DENIALS)
def test_a_denial_finds_the_event_that_it_denies(pipeline, text, kinds):
    assert told(pipeline, text) == kinds


PLACES = [
    ("Daesh killed a woman and her child in an attack in the eastern Syria city of Deir Ezzor.", ["Deir ez-Zor"]),
    ("Gunmen shot dead three herders on Sunday, an army spokesman in Bamako said.", []),
    ("In Beni Territory, gunmen killed 11 farmers in the village of Mamovura on Sunday.", ["Beni"]),
    ("Gunmen killed 11 farmers in the village of Mamovura on Sunday. Police in Goma opened an inquiry.", []),
    ("Gunmen shot dead two soldiers in northern Mali on Sunday. The attack took place near Tessalit.", ["Tessalit"]),
    ("A minibus headed to Kitale from Sigor rammed a lorry at Makutano on Saturday. Nine died.", ["Makutano"]),
    ("A bus left the Los Jirones road and rolled into a ravine near Paras in Ayacucho. Nine died.", ["Paras"]),
]


@pytest.mark.parametrize(("text", "names"), PLACES)
def test_an_act_is_put_where_the_text_puts_it_and_nowhere_else(pipeline, text, names):
    reading = pipeline.read(Report(text=text, published=DAY))
    assert [place.name for incident in reading.incidents for place in incident.places] == names


def test_harm_at_a_place_and_time_of_its_own_needs_no_likely_cause(pipeline):
    text = "Shells fell on Gao on Monday, killing four. Ten people were killed in Mopti on the twelfth."
    incidents = pipeline.read(Report(text=text, published=LATER)).incidents
    places = {place.name for incident in incidents for place in incident.places}
    assert places == {"Gao", "Mopti"}


@pytest.mark.parametrize("told", ["That attack killed 85 people.", "Eleven people died in that attack."])
def test_what_is_told_again_of_another_year_is_history(pipeline, told):
    text = f"Thousands marched through Gao on Monday to remember the victims of the 1994 attack. {told}"
    incidents = pipeline.read(Report(text=text, published=LATER)).incidents
    assert not any(count.kind.value == "killed" for i in incidents for count in i.counts)


def test_harm_at_a_place_of_its_own_is_an_incident_of_its_own(pipeline):
    text = (
        "A bomb killed six people at a market in Maiduguri on Monday, police said. "
        "Near Kano, nine members of a church choir died when their minibus ran into a lorry on Sunday night."
    )
    assert told(pipeline, text) == {"explosion.bomb": "reported", "accident.transport": "reported"}


FIGURES = [
    ("Gunmen killed nine people in Gao on Monday, residents said. The army spoke of four dead.", (4, 9), "disputed"),
    ("Gunmen killed nine people in Gao on Monday, residents said. The toll rose to 12, the army said.", (12, 12), None),
    ("Gunmen killed nine people in Gao on Monday. A hospital had first counted six dead.", (9, 9), None),
    ("Gunmen killed 27 people in Gao on Monday. An earlier bulletin had given 25 deaths.", (27, 27), None),
    (
        "Gunmen killed 11 people in Gao on Monday. Two died later in Mopti, bringing the number of dead to 13.",
        (13, 13),
        None,
    ),
    ("About 4,000 teachers marched in Lyon on Monday; the organisers counted 7,000.", (4000, 7000), "disputed"),
    ("In Gao 89 people have been killed by gunmen; on Monday the mayor had spoken of 50 dead.", (89, 89), None),
]


@pytest.mark.parametrize(("text", "ends", "status"), FIGURES)
def test_two_voices_make_a_range_and_a_later_figure_replaces_the_first(pipeline, text, ends, status):
    (incident,) = pipeline.read(Report(text=text, published=DAY)).incidents
    whole = next(count for count in incident.counts if count.is_whole)
    assert (whole.low, whole.high) == ends
    assert incident.status.value == (status or "reported")


def test_the_dead_are_not_those_of_a_rumour_in_the_same_sentence(pipeline):
    text = "Ten people were killed in Wamena on Monday when a rumour of a kidnapping set off a riot, police said."
    incidents = pipeline.read(Report(text=text, published=DAY)).incidents
    assert {i.event_type.code: [c.low for c in i.counts] for i in incidents if i.status.value == "reported"} == {
        "riot.violent": [10]
    }


def test_harm_told_behind_a_march_is_that_of_the_riot_before_it(pipeline):
    text = (
        "Rioters burned the town hall in Bishkek on Monday. In Osh 1,500 people marched peacefully on Tuesday. "
        "One person was killed and 686 were hurt, the ministry said."
    )
    incidents = {i.event_type.code: i for i in pipeline.read(Report(text=text, published=DAY)).incidents}
    assert [c.low for c in incidents["riot.violent"].counts] == [1, 686]
    assert all(c.kind.value == "participants" for c in incidents["protest.peaceful"].counts)


def test_a_number_that_looks_like_a_year_is_no_year(pipeline):
    text = "An earthquake shook Gao on Monday. About 2000 people were hurt. In the quake of 2007 some 900 died."
    (incident,) = pipeline.read(Report(text=text, published=DAY)).incidents
    assert [(c.kind.value, c.low) for c in incident.counts] == [("injured", 2000)]


def test_a_paragraph_goes_on_on_the_same_day(pipeline):
    text = "A bomb went off in Gao on Monday. Gunmen shot dead two guards in Kidal.\n\nIn Mopti a bridge collapsed."
    days = {i.event_type.code: i.when.start for i in pipeline.read(Report(text=text, published=DAY)).incidents}
    assert days["civilians.attack"] == days["explosion.bomb"] == datetime(2021, 5, 10, tzinfo=UTC)
    assert days["accident.structure"] is None


def test_the_day_of_the_act_comes_before_the_day_on_which_its_toll_was_told(pipeline):
    text = (
        "The number of people killed when gunmen stormed a mosque in Gao has climbed to 30, police said on Tuesday."
        "\n\nThe attackers shot at worshippers in Gao on Sunday."
    )
    (incident,) = pipeline.read(Report(text=text, published=DAY)).incidents
    assert incident.when.start == datetime(2021, 5, 9, tzinfo=UTC)


@pytest.mark.parametrize("clocks", [("19:15", "18:05", "17:40"), ("7.15pm:", "6:05 p.m. –", "17h40 |")])
def test_entries_of_a_live_blog_are_of_its_day(pipeline, clocks):
    told = ("Shells fell on Kharkiv.", "Police in Lviv arrested two men.", "A bridge in Kyiv collapsed.")
    text = "\n\n".join(f"{clock} {what}" for clock, what in zip(clocks, told, strict=True))
    incidents = pipeline.read(Report(text=text, published=DAY)).incidents
    assert len(incidents) == 3
    assert all(incident.when.start == DAY for incident in incidents)


def test_the_blast_is_that_of_the_pipeline_blown_up_before(pipeline):
    text = (
        "Rebels dynamited a stretch of a pipeline, the company said on Tuesday. The blast before dawn on Monday near "
        "Saravena was the sixth this year."
    )
    (incident,) = pipeline.read(Report(text=text, published=DAY)).incidents
    assert (incident.event_type.code, [p.name for p in incident.places]) == ("strategic.destruction", ["Saravena"])


def test_a_device_that_went_off_and_the_blast_it_was_are_one_event_and_not_none(pipeline):
    text = "An improvised device went off outside a bank in Athens on Monday; the blast caused slight damage."
    assert told(pipeline, text) == {"explosion.bomb": "reported"}
