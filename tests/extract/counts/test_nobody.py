"""Nobody: zero is known, and is told apart from a toll that nobody tells."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mapapp.domain.report import Report
from mapapp.extract.counts import counts_in, read_counts
from tests.extract.parsing import parsed
from tests.extract.tables import rows

DAY = datetime(2021, 5, 11, tzinfo=UTC)
BOTH, DEAD = {"killed", "injured"}, {"killed"}
ZEROS = (
    ("The attack killed nobody.", DEAD),
    ("There were no casualties.", BOTH),
    ("Nobody was hurt when two rockets landed in a field.", BOTH),
    ("About 60 stalls were lost, though nobody was burnt.", BOTH),
    ("The grenade failed to hurt anyone.", BOTH),
    ("Police fired into the air, hurting nobody.", BOTH),
    ("The rocket fell in a field without causing injuries.", BOTH),
    ("The roof fell in without loss of life.", DEAD),
    ("No one aboard was injured.", BOTH),
    ("No fatalities were reported.", DEAD),
)
UNKNOWN = (
    "There were no immediate reports of casualties.",
    "It was not clear whether anyone was hurt.",
    "Wardens were posted so that nobody was hurt.",
    "The army said that no soldiers were hurt.",
    "Nobody was seriously hurt.",
    "Nobody else was killed.",
    "The army admits to no casualties of its own.",
    "The police hope that no one was injured.",
    "Nobody knows how many were killed.",
)


def zeros_in(text):
    counts = [count for sentence in parsed(text).sents for count in counts_in(sentence, 0)]
    return {count.kind.value for count in counts if count.is_nobody}


@pytest.mark.parametrize(("text", "kinds"), rows(*ZEROS))
def test_nobody_harmed_is_a_toll_of_zero(text, kinds):
    assert zeros_in(text) == kinds


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_is_not_known_or_said_of_some_only_is_no_zero(text):
    assert zeros_in(text) == set()


def test_who_is_counted_is_not_nobody():
    (sentence,) = parsed("Eight were wounded but no one was killed.").sents
    assert {(c.kind.value, c.low, c.high) for c in counts_in(sentence, 0)} == {("injured", 8, 8), ("killed", 0, 0)}


def test_a_zero_says_by_which_words_it_is_one():
    (sentence,) = parsed("There were no casualties.").sents
    reading = read_counts(sentence, 0)
    assert [reason.sentence for _, reason in reading.reasons] == [
        "“no casualties”: killed, none",
        "“no casualties”: injured, none",
    ]
    assert [span.of(sentence.text) for span, _ in reading.reasons] == ["no casualties"] * 2


def test_a_toll_stands_against_the_nobody_of_the_same_voice(pipeline):
    text = "A bomb exploded at a market in Gao on Monday. No one was hurt at first; two men died later in the blast."
    (incident,) = pipeline.read(Report(text=text, published=DAY)).incidents
    assert [(c.low, c.high) for c in incident.counts if c.kind.value == "killed" and c.is_whole] == [(2, 2)]


def test_nobody_of_one_voice_and_dead_of_another_are_a_range(pipeline):
    raid = "Gunmen raided a village near Gao on Monday."
    text = f"{raid} The governor said that nobody was killed. Residents spoke of nine dead."
    (incident,) = pipeline.read(Report(text=text, published=DAY)).incidents
    assert incident.status.value == "disputed"
    assert [(c.low, c.high) for c in incident.counts if c.kind.value == "killed" and c.is_whole] == [(0, 9)]
