from __future__ import annotations

import pytest

from mapapp.domain.claim import Stance
from mapapp.domain.report import Span
from mapapp.extract.sources import attribution_of, is_interested
from tests.extract.parsing import the_sentence

ASSERTS, DENIES, ALLEGES = Stance.ASSERTS, Stance.DENIES, Stance.ALLEGES

CASES = [
    ("The governor said four people were killed.", "governor", None, ASSERTS),
    ("Four people were killed, the governor said.", "governor", None, ASSERTS),
    ("Police told reporters that four people were killed.", "Police", None, ASSERTS),
    ("According to the Red Cross, four people were killed.", "Red Cross", None, ASSERTS),
    ("Four people were killed, according to Amnesty International.", "Amnesty International", None, ASSERTS),
    ("The Interior Ministry confirmed that four people were killed.", "Interior Ministry", None, ASSERTS),
    ("The Yemeni army denied that it had shelled the hospital.", "Yemeni army", None, DENIES),
    ("The rebels claimed that they had shot down a plane.", "rebels", None, ALLEGES),
    ("The Defence Ministry said four rebels were killed, Xinhua reported.", "Defence Ministry", "Xinhua", ASSERTS),
    ("Four people were killed, Reuters reported.", "Reuters", None, ASSERTS),
    ("Witnesses said a bomb exploded at the gate, Anadolu Agency.", "Witnesses", "Anadolu Agency", ASSERTS),
    ("A report by the United Nations said that 40 villages were burnt.", "United Nations", None, ASSERTS),
    ("Dozens of rebels surrender near the border: Turkey", "Turkey", None, ASSERTS),
]


@pytest.mark.parametrize(("text", "said_by", "via", "stance"), CASES, ids=[text for text, *_ in CASES])
def test_the_speaker_of_a_sentence_is_its_source(text, said_by, via, stance):
    found = attribution_of(the_sentence(text), 0, None)
    assert (found.said_by, found.via, found.stance) == (said_by, via, stance)


@pytest.mark.parametrize("text", [text for text, *_ in CASES])
def test_the_source_stands_in_the_text_where_it_says(text):
    prefix = "— "
    found = attribution_of(the_sentence(text), len(prefix), None)
    assert found.said_by in found.span.of(prefix + text)


@pytest.mark.parametrize(
    "text",
    [
        "Four people were killed in the flood.",
        "A bomb exploded near the gate.",
        "The dam broke on Monday, flooding fields.",
    ],
)
def test_a_sentence_without_a_speaker_is_the_report_s_own(text):
    assert attribution_of(the_sentence(text), 0, None) is None


@pytest.mark.parametrize("text", ["It said four people were killed.", "The ministry said the toll had risen."])
def test_it_and_the_ministry_are_the_source_named_before(text):
    before = attribution_of(the_sentence("The Health Ministry said two people were killed."), 0, None)
    assert attribution_of(the_sentence(text), 60, before).said_by == "Health Ministry"


def test_another_speaker_is_not_the_source_named_before():
    before = attribution_of(the_sentence("The Health Ministry said two people were killed."), 0, None)
    assert attribution_of(the_sentence("The mayor said four people were killed."), 60, before).said_by == "mayor"


@pytest.mark.parametrize(
    ("said_by", "interested"),
    [
        ("Defence Ministry", True),
        ("Red Cross", False),
        ("opposition leader", True),
        ("rebel commander", True),
        ("mayor", False),
        ("rebels", True),
        ("activists", True),
        ("militants", True),
    ],
)
def test_a_party_to_the_conflict_is_an_interested_source(said_by, interested):
    found = attribution_of(the_sentence(f"The {said_by} said four people were killed."), 0, None)
    assert found.span == Span(start=4, end=4 + len(said_by))
    assert is_interested(found) is interested
