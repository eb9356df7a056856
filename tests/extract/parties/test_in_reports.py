"""Parties and sources of whole reports, as the answer gives them."""

from __future__ import annotations

import pytest

from mapapp import batch
from tests.extract.tables import rows


@pytest.fixture
def first(pipeline):
    def read(text):
        return batch.extract(pipeline, {"text": text, "published": "2021-06-10"})["incidents"][0]

    return read


HOME = rows(
    ("The army killed four villagers in Hama on Monday.", "Military of Syria"),
    ("Police arrested four men in Mombasa on Monday.", "Police of Kenya"),
    ("RSF fighters killed four villagers in El Geneina on Monday.", "Rapid Support Forces"),
    ("Daesh militants killed four villagers in Kirkuk on Monday.", "Islamic State"),
    ("Gunmen killed four villagers in Hama on Monday.", "Gunmen"),
)


@pytest.mark.parametrize(("text", "name"), HOME)
def test_a_party_is_named_by_the_country_of_the_incident(first, text, name):
    (actor,) = first(text)["actors"]
    assert actor["name"] == name
    assert text[actor["start"] : actor["end"]] == actor["text"]


def test_a_claim_in_the_next_sentence_belongs_to_the_attack(first):
    answer = first(
        "A suicide bomber killed 12 worshippers in a mosque in Peshawar on Monday. "
        "The Pakistani Taliban claimed responsibility for the attack."
    )
    claims = [(actor["name"], actor["alleged"]) for actor in answer["actors"]]
    assert ("Tehrik-i-Taliban Pakistan", True) in claims
    assert ("suicide bomber", False) in claims


def test_who_reports_an_attack_did_not_do_it(first):
    answer = first("The army said four soldiers were killed in an ambush near Ménaka on Monday.")
    assert answer["actors"] == []
    assert [target["text"] for target in answer["targets"]] == ["soldiers"]
    assert (answer["attribution"]["source"], answer["attribution"]["kind"]) == ("army", "official")


def test_no_name_of_a_place_is_a_party(first):
    answer = first("Rebels shelled Aleppo on Monday, killing four people.")
    assert "Aleppo" not in [party["text"] for party in (*answer["actors"], *answer["targets"])]


def test_a_disaster_has_no_actor(first):
    assert first("An earthquake killed 40 people in Cianjur on Monday.")["actors"] == []
