"""Which accounts of one story are of the same stretch of text."""

from __future__ import annotations

from dataclasses import replace

from mapapp.domain.account import Account
from mapapp.story import Teller
from tests.builders import an_incident_place
from tests.story.world import reading, text_of

TELLER = Teller()


def accounts(text: str, source: str = "Reuters"):
    report, told = reading(text, source)
    return [Account(incident=incident, told=report.published) for incident in told]


def test_each_sentence_is_one_telling_whatever_else_the_report_tells():
    one, two = accounts(text_of(14, 3)), accounts(text_of(14, 3, head="Head."), "AFP")
    third = accounts(text_of(14), "Daily Post")
    found = TELLER.tellings([one, two, third])
    assert found == [[one[0].id, two[0].id, third[0].id], [one[1].id, two[1].id]]


def test_two_events_in_one_sentence_stay_two():
    def both(source):
        (account,) = accounts(text_of(14), source)
        there = replace(account.incident, id=f"{account.id}-b", places=(an_incident_place("Homs"),))
        return [account, replace(account, incident=there)]

    one, two = both("Reuters"), both("AFP")
    assert TELLER.tellings([one, two]) == [[a.id, b.id] for a, b in zip(one, two, strict=True)]


def test_a_toll_that_an_editor_raised_is_of_the_same_telling():
    one, two = accounts(text_of(14)), accounts(text_of(16))
    assert TELLER.tellings([one, two]) == [[one[0].id, two[0].id]]


def test_another_kind_of_event_is_never_the_same_telling():
    (one,), (other,) = accounts(text_of(14)), accounts(text_of(14), "AFP")
    other = replace(other, incident=replace(other.incident, event_type=accounts(text_of(14, 3))[1].incident.event_type))
    assert TELLER.tellings([[one], [other]]) == [[one.id], [other.id]]
