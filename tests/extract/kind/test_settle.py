from __future__ import annotations

import pytest

from mapapp.domain.event_types import EVENT_TYPES, read_rows
from mapapp.extract.kind.model import NONE, the_model
from mapapp.extract.kind.settle import settled
from mapapp.extract.predicates import EventWords
from tests.extract.parsing import the_sentence

WORDS = EventWords()


def kinds(text, words=WORDS):
    sentence = the_sentence(text)
    return {t.row.event_type.code for t in settled(sentence, words.triggers(sentence)).triggers if not t.weak}


@pytest.mark.parametrize(
    "text",
    [
        "The striker bombarded the visitors' goal in the second half.",
        "The singer exploded onto the London stage at 19.",
        "Her shares crashed after the bank posted a loss.",
        "The opposition stormed to a landslide win in the election.",
    ],
)
def test_a_figure_of_speech_tells_of_nothing(text):
    assert kinds(text) == set()


def test_harm_that_no_plain_word_tells_needs_a_sentence_that_tells_of_something():
    figurative = "The champions were put to the sword by a side of part-timers, whose captain struck twice."
    plain = "The government's figure of 9 dead and 40 injured is contested by the opposition."
    for text, told in ((figurative, False), (plain, True)):
        sentence = the_sentence(text)
        assert (settled(sentence, WORDS.triggers(sentence), harmed=True).likeliest is not None) is told


def test_who_was_killed_and_nobody_says_how_did_not_drown():
    sentence = the_sentence("Ten people were killed in Goma on Monday.")
    assert settled(sentence, WORDS.triggers(sentence), harmed=True).likeliest == EVENT_TYPES["civilians.attack"]


def test_what_is_left_out_is_noted_with_its_word():
    sentence = the_sentence("The striker bombarded the visitors' goal in the second half.")
    (note,) = settled(sentence, WORDS.triggers(sentence)).notes
    assert "bombard" in note


def test_a_denied_event_stands_by_its_word_alone():
    assert "civilians.attack" in kinds("The army denied reports of summary killings in the village.")


def test_chances_of_all_kinds_and_of_none_sum_to_one():
    sentence = the_sentence("A bomb exploded at a market in Lagos.")
    chances = the_model().chances(sentence, WORDS.triggers(sentence))
    assert set(chances) == {NONE, *EVENT_TYPES}
    assert sum(chances.values()) == pytest.approx(1)
    assert max(chances, key=chances.get) == "explosion.bomb"


def test_the_words_that_speak_for_a_kind_come_first():
    sentence = the_sentence("The old bus plunged into a ravine near the village.")
    first = [word.text for _, word in the_model().speaking_for(sentence, "accident.transport")][:3]
    assert {"plunged", "ravine"} & set(first)


def test_a_kind_that_the_model_has_never_seen_is_the_tables_alone(tmp_path):
    table = tmp_path / "event_types.toml"
    table.write_text(
        '[[type]]\ncode = "space.debris"\nname = "Sky"\nsub_type = "Debris"\nnouns = ["debris"]\n', "utf-8"
    )
    assert kinds("The debris of a rocket lay in the hills.", EventWords(read_rows(table))) == {"space.debris"}


def test_a_sentence_without_words_that_mean_anything_tells_of_nothing():
    assert kinds("It was what it was.") == set()


@pytest.mark.parametrize("text", ["A protest is planned for Saturday in Nairobi.", "Unions planned a march in Lagos."])
def test_what_is_planned_in_so_many_words_stands_by_its_word(text):
    sentence = the_sentence(text)
    assert [t.row.group for t in settled(sentence, WORDS.triggers(sentence)).triggers] == ["protest"]


def test_two_words_of_one_kind_stand_beside_a_likelier_kind():
    told = kinds("Reports of “summary killings” and “mass executions” came from areas recaptured on Monday.")
    assert told >= {"civilians.attack"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Typhoon Odette tore across Bohol, ripping off roofs and uprooting mango trees.", {"natural.flood"}),
        ("An earthquake shook Ambon on Thursday and toppled a crane into the harbour.", {"natural.earthquake"}),
    ],
)
def test_a_second_word_is_no_event_of_its_own_where_the_sentence_is_sure_of_one(text, told):
    assert kinds(text) == told


def test_a_verb_that_also_announces_plans_is_no_plan_by_itself():
    assert kinds("The band set the stage on fire in Kingston, and the crowd went wild.") == set()
