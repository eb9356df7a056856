from __future__ import annotations

import pytest

from gazetteer.place import PlaceKind
from mapapp.domain.claim import Attribution, CountKind, Stance
from mapapp.domain.incident import PartyKind, Status
from mapapp.domain.report import SourceKind, Span
from mapapp.web import incident_card as incident_card_page
from mapapp.web.cards import PRECISION_SENTENCES, STANCE_SENTENCES, STATUS_SENTENCES, incident_card, title
from tests import builders
from tests.web.hostile import HOSTILE


def a_card(text=builders.TEXT, **changes):
    report = builders.a_report(text, url=changes.pop("url", None))
    span = Span(start=0, end=len(text))
    defaults = {"report": report, "claims": (builders.a_claim(text, report_id=report.id, span=span),)}
    return incident_card(builders.an_incident(**defaults | changes), {report.id: report})


TITLES = [
    ((), "Armed clash"),
    (("Aleppo",), "Armed clash, Aleppo"),
    (("Aleppo", "Idlib"), "Armed clash, Aleppo and Idlib"),
    (("Aleppo", "Idlib", "Homs"), "Armed clash, Aleppo, Idlib and Homs"),
    (("Aleppo", "Aleppo"), "Armed clash, Aleppo"),
]


@pytest.mark.parametrize(("places", "expected"), TITLES)
def test_a_title_says_what_and_where(places, expected):
    assert title("Armed clash", places) == expected


def test_the_evidence_is_the_sentence_with_places_and_counts_as_parts():
    four = Span(start=builders.TEXT.index("four"), end=builders.TEXT.index("four") + len("four civilians"))
    card = a_card(counts=(builders.a_count(span=four),))
    parts = card["evidence"][0]["parts"]
    assert [(part["role"], part["text"]) for part in parts if part["role"] != "text"] == [
        ("place", "Aleppo"),
        ("count", "four civilians"),
    ]
    assert "".join(part["text"] for part in parts) == builders.TEXT


def test_a_span_of_another_report_marks_nothing_here():
    card = a_card("Nothing of the kind was written here, by anybody, at all, ever, in any place whatsoever.")
    assert {part["role"] for part in card["evidence"][0]["parts"]} == {"text"}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_data(text):
    card = a_card(text + " Aleppo", places=(), counts=(), actors=(builders.a_party(text),))
    assert [actor["label"] for actor in card["actors"]] == [text]
    assert "".join(part["text"] for part in card["evidence"][0]["parts"]) == text + " Aleppo"


ADDRESSES = [
    ("https://example.org/a", "https://example.org/a"),
    ("HTTP://example.org", "HTTP://example.org"),
    ("javascript:alert(1)", None),
    ("data:text/html,x", None),
    ("//example.org", None),
    (None, None),
]


@pytest.mark.parametrize(("url", "offered"), ADDRESSES)
def test_only_web_addresses_are_offered_as_links(url, offered):
    assert a_card(url=url)["evidence"][0]["url"] == offered


def test_who_says_so_and_who_carries_it():
    said = Attribution(said_by="the Defence Ministry", via="Interfax", stance=Stance.ASSERTS, span=builders.SPAN)
    report = builders.a_report()
    claim = builders.a_claim(report_id=report.id, attribution=said)
    card = incident_card(builders.an_incident(report=report, claims=(claim,)), {report.id: report})
    assert (card["source"]["said_by"], card["source"]["via"]) == ("the Defence Ministry", "Interfax")
    own_voice = builders.a_claim(report_id=report.id, attribution=None)
    card = incident_card(builders.an_incident(report=report, claims=(own_voice,)), {report.id: report})
    assert card["source"] is None


SAID = [
    (SourceKind.OFFICIAL, Stance.DENIES, "official", "denies it"),
    (SourceKind.ARMED_GROUP, Stance.ALLEGES, "armed group", "alleges it"),
    (SourceKind.WITNESS, Stance.QUOTES, "witness", "in quoted words"),
    (SourceKind.UNKNOWN, Stance.ASSERTS, None, ""),
]


@pytest.mark.parametrize(("kind", "stance", "kind_words", "stance_words"), SAID)
def test_a_source_has_its_kind_and_what_it_does_with_the_statement(kind, stance, kind_words, stance_words):
    said = Attribution(said_by="X", via=None, stance=stance, span=builders.SPAN, kind=kind)
    report = builders.a_report()
    claim = builders.a_claim(report_id=report.id, attribution=said)
    source = incident_card(builders.an_incident(report=report, claims=(claim,)), {report.id: report})["source"]
    assert (source["kind"], source["stance"]) == (kind_words, stance_words)


def test_a_party_is_called_by_its_common_name_and_shows_how_it_is_written():
    daesh = builders.a_party("Daesh", canonical="Islamic State", kind=PartyKind.ARMED_GROUP, alleged=True)
    (actor,) = a_card(actors=(daesh,))["actors"]
    assert actor == {"label": "Islamic State", "written": "Daesh", "kind": "armed group", "alleged": True}


def test_a_party_that_nobody_knows_is_called_as_written_and_has_no_kind():
    (actor,) = a_card(actors=(builders.a_party("the Reds"),))["actors"]
    assert actor == {"label": "the Reds", "written": None, "kind": None, "alleged": False}


def test_a_part_of_a_count_says_what_it_is_part_of():
    counts = (builders.a_count(2, 2, subset_of="four civilians"),)
    assert a_card(counts=counts)["counts"] == [{"kind": "killed", "words": "2 killed, of four civilians"}]


def test_an_older_figure_is_shown_with_what_replaced_it():
    counts = (builders.a_count(44, 44, wording="44"), builders.a_count(31, 31, wording="31", replaced_by="44"))
    assert [count["words"] for count in a_card(counts=counts)["counts"]] == ["44 killed", "31 killed, replaced by 44"]


def test_what_is_not_known_is_none_and_not_zero():
    card = a_card(when=None, places=(), counts=(builders.a_count(None, 9, kind=CountKind.INJURED),))
    assert card["when"] is None
    assert card["places"] == []
    assert card["counts"] == [{"kind": "injured", "words": "up to 9 injured"}]


def test_every_status_and_every_precision_has_its_sentence():
    assert set(STATUS_SENTENCES) == set(Status)
    assert set(STANCE_SENTENCES) == set(Stance)
    assert set(PRECISION_SENTENCES) == set(PlaceKind)


def test_described_ground_is_called_by_its_words_and_says_how_far_it_reaches():
    east = builders.an_incident_place(described="30 km east of Aleppo", radius_km=19.9, modifier="east of")
    card = a_card(places=(east,))
    (place,) = card["places"]
    assert card["title"].endswith(", 30 km east of Aleppo")
    assert (place["name"], place["label"]) == ("Aleppo", "30 km east of Aleppo")
    assert place["precision"] == "within about 20 km"
    shown = "".join(part.text for part in incident_card_page._where(place))
    assert shown.startswith("30 km east of Aleppo, Aleppo Governorate, SY within about 20 km; 90% sure")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_of_position_stay_data(text):
    card = a_card(places=(builders.an_incident_place(described=text),))
    assert card["places"][0]["label"] == text
