"""Which sentences tell of one event, and what a denial in a sentence of its own denies."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mapapp.domain.report import Report

DAY = datetime(2021, 5, 12, tzinfo=UTC)


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
    ("A bus left the Los Jirones road and rolled into a ravine near Paras in Ayacucho. Nine died.", ["Paras"]),
]


@pytest.mark.parametrize(("text", "names"), PLACES)
def test_an_act_is_put_where_the_text_puts_it_and_nowhere_else(pipeline, text, names):
    reading = pipeline.read(Report(text=text, published=DAY))
    assert [place.name for incident in reading.incidents for place in incident.places] == names


def test_harm_at_a_place_of_its_own_is_an_incident_of_its_own(pipeline):
    text = (
        "A bomb killed six people at a market in Maiduguri on Monday, police said. "
        "Near Kano, nine members of a church choir died when their minibus ran into a lorry on Sunday night."
    )
    assert told(pipeline, text) == {"explosion.bomb": "reported", "accident.transport": "reported"}
