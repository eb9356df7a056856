from __future__ import annotations

import json

import pytest

from mapapp import language
from mapapp.domain.mention import Mention, Resolution, Use
from mapapp.domain.report import Span
from mapapp.extract.scene.candidates import candidates
from mapapp.extract.scene.choose import NEAREST, Look, places_of_act, scene_names
from mapapp.extract.scene.model import FILE, SceneModel, the_model
from tests.extract.parsing import parsed, the_word
from tests.extract.tables import rows


@pytest.fixture(scope="module")
def asked(pipeline):
    """`asked(question, text, word)` is the answer of one of the two questions, for the act of a word."""

    def ask(question, text, word):
        trigger = the_word(text, word)
        mentions = pipeline.recogniser.mentions(next(iter(language.entities([text]))), 0)
        return question(trigger, trigger.sent, pipeline.resolver.resolve(text, mentions), 0)

    return ask


def scene_of(trigger, sentence, resolutions, offset):
    return Look.of(trigger, scene_names(sentence, resolutions, offset)).scene()


PLACES = rows(
    # sentence, act, the places of the act, the best one first
    ("Gunmen killed two guards in Mosul on Friday.", "killed", ["Mosul"]),
    ("A bomb exploded outside a mosque in Quetta.", "exploded", ["Quetta"]),
    ("The army captured Palmyra on Sunday.", "captured", ["Palmyra"]),
    ("Palmyra was captured by the army on Sunday.", "captured", ["Palmyra"]),
    ("Police patrolled the streets of Nairobi.", "patrolled", ["Nairobi"]),
    ("Thousands marched through Caracas to protest against the war in Iraq.", "marched", ["Caracas"]),
    ("In Kandahar, gunmen shot a judge.", "shot", ["Kandahar"]),
    ("Students demonstrated in Lahore and Karachi on Monday.", "demonstrated", ["Lahore", "Karachi"]),
    ("Rebels shelled the towns of Idlib, Saraqib and Ariha.", "shelled", ["Idlib", "Saraqib", "Ariha"]),
    ("Gunmen attacked Dikwa village and the nearby town of Bama.", "attacked", ["Dikwa", "Bama"]),
    ("Planes bombed Idlib and Syrian troops moved in.", "bombed", ["Idlib"]),
    ("A policeman was shot in Hillah, Iraq, on Tuesday.", "shot", ["Hillah"]),
    ("Two soldiers were killed near Tikrit, a spokesman said in Baghdad.", "killed", ["Tikrit"]),
    ("Three people were wounded in Basra, officials in London said.", "wounded", ["Basra"]),
    ("The fighters stormed Xardzubveh before dawn.", "stormed", ["Xardzubveh"]),
    ("The choir sang and left.", "sang", []),
    ("The striker shot wide twice.", "shot", []),
    ("He captured the imagination of a generation.", "captured", []),
)


@pytest.mark.parametrize(("text", "word", "places"), PLACES)
def test_an_act_has_the_places_that_its_sentence_gives_it(asked, text, word, places):
    assert [hint.surface for hint in asked(places_of_act, text, word)] == places


SHOWN = rows(
    # sentence, act, the places where an incident of it is drawn
    ("Gunmen killed two guards in Mosul on Friday.", "killed", ["Mosul"]),
    ("Clashes erupted in Ukraine on Friday.", "erupted", ["Ukraine"]),
    ("Rebels left the town under a deal brokered by Russia.", "left", []),
    ("Russia bombed rebels on Friday.", "bombed", []),
    ("The raid was condemned by France.", "raid", []),
    ("The fighters stormed Xardzubveh before dawn.", "stormed", []),
    ("The fighters stormed Xardzubveh before dawn, a spokesman in Baghdad said.", "stormed", []),
    ("A fire in the Xqzvb hotel at Batumi killed twelve people.", "killed", ["Batumi"]),
    ("Gunmen killed six at Xqzvb in Vbzqx, Benue State, on Friday.", "killed", ["Benue State"]),
    ("Shells killed nine people at Xqzvb and Mugunga on Friday.", "killed", ["Mugunga"]),
    ("Kotido: three soldiers died in a gun battle at Xqzvb.", "died", ["Kotido"]),
    ("Soldiers shelled a school in Homs, the mayor of Hama said.", "shelled", ["Homs"]),
)


@pytest.mark.parametrize(("text", "word", "places"), SHOWN)
def test_an_incident_is_drawn_only_where_a_known_place_is_its_scene(asked, text, word, places):
    assert [hint.surface for hint in asked(scene_of, text, word)] == places


REASONS = rows(
    ("Gunmen killed two guards in Mosul on Friday.", "killed", ["“in” goes with the act"]),
    ("The army captured Palmyra on Sunday.", "captured", ["what the act was done to"]),
    ("A bomb exploded outside a mosque in Quetta.", "exploded", ["“in” goes with “mosque”"]),
    ("Students demonstrated in Lahore and Karachi.", "demonstrated", ["with the act", "listed with “Lahore”"]),
)


@pytest.mark.parametrize(("text", "word", "reasons"), REASONS)
def test_every_choice_says_why(asked, text, word, reasons):
    told = [hint.sentence for hint in asked(places_of_act, text, word)]
    assert len(told) == len(reasons)
    assert all(reason in sentence for reason, sentence in zip(reasons, told, strict=True))


def test_offsets_are_those_of_the_report_not_of_the_block():
    text, offset = "Gunmen killed two guards in Mosul.", 100
    span = Span(start=offset + 28, end=offset + 33)
    mention = Mention(span=span, surface="Mosul", use=Use.PLACE, confidence=1.0, maker="test")
    resolution = Resolution(mention=mention, place=None, confidence=0.5, reasons=(), runners_up=(), maker="test")
    trigger = the_word(text, "killed")
    (hint,) = places_of_act(trigger, trigger.sent, [resolution], offset)
    assert (hint.span, hint.resolution) == (span, resolution)


NAMES = rows(
    ("Troops left Deir al-Zor on Monday.", ["Deir al-Zor"]),
    ("On Monday, two men met.", []),
    ("They met Anna Kovacs of Interfax in Ust-Abrakan.", ["Anna Kovacs", "Interfax", "Ust-Abrakan"]),
)


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_names_that_no_list_has_are_looked_at_too(text, names):
    sentence = next(iter(parsed(text).sents))
    found = candidates(sentence, (), 0)
    assert [name.resolution.mention.surface for name in found] == names
    assert all(text[n.resolution.mention.span.start :].startswith(n.resolution.mention.surface) for n in found)


def test_the_chances_of_all_names_leave_some_for_none():
    text = "Gunmen killed two guards in Mosul on Friday, officials in Baghdad said."
    trigger = the_word(text, "killed")
    chances = the_model().chances(trigger, candidates(trigger.sent, (), 0))
    assert len(chances) == 2
    assert all(0 < chance < 1 for chance in chances)
    assert sum(chances) < 1


def test_a_sentence_without_names_has_no_place_for_its_act():
    trigger = the_word("The choir sang and left.", "sang")
    assert the_model().chances(trigger, []) == []


def test_a_model_that_has_learnt_nothing_gives_every_name_the_same_chance():
    trigger = the_word("Gunmen killed two guards in Mosul.", "killed")
    names = candidates(trigger.sent, (), 0)
    assert SceneModel(weights={}, least=0.4).chances(trigger, names) == [0.5] * len(names)


def test_an_endless_list_of_names_is_read_in_part():
    text = "Gunmen killed guards in " + ", ".join(f"Abkar{letter}ston" for letter in "abcdefghij" * 40) + " and Mosul."
    trigger = the_word(text, "killed")
    assert len(candidates(trigger.sent, (), 0)) > NEAREST
    assert len(places_of_act(trigger, trigger.sent, (), 0)) <= NEAREST


def test_the_weights_come_with_a_card():
    card = json.loads(FILE.read_text("utf-8"))["card"]
    assert {"corpus", "corpus_sha256", "made", "made_by", "held_out", "in_sample", "ceiling"} <= set(card)
    assert card["held_out"]["f1"] >= 0.75
