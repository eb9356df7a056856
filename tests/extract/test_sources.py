from __future__ import annotations

import pytest

from mapapp.domain.report import Span as Stretch
from mapapp.extract.sources import attribution_of, is_interested
from mapapp.sentence import Sentence
from tests.extract.parsing import parsed, the_sentence
from tests.extract.said_by_whom import CASES, NOT_SAID


def the_last_sentence(text: str) -> Sentence:
    """A dateline may be parsed as a sentence of its own."""
    return list(parsed(text).sents)[-1]


@pytest.mark.parametrize(("text", "said_by", "via", "stance", "kind"), CASES)
def test_the_speaker_of_a_sentence_is_its_source(text, said_by, via, stance, kind):
    found = attribution_of(the_last_sentence(text), 0, None)
    assert (found.said_by, found.via, found.stance, found.kind) == (said_by, via, stance, kind)


@pytest.mark.parametrize("text", [row.values[0] for row in CASES])
def test_the_source_stands_in_the_text_where_it_says(text):
    prefix = "— "
    found = attribution_of(the_last_sentence(text), len(prefix), None)
    assert found.said_by in found.span.of(prefix + text)


@pytest.mark.parametrize("text", NOT_SAID)
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
    assert found.span == Stretch(start=4, end=4 + len(said_by))
    assert is_interested(found) is interested
