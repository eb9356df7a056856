from __future__ import annotations

import pytest

from mapapp.domain.event_types import EVENT_ROWS, EVENT_TYPES, GROUPS, by_code, read_rows
from mapapp.extract.extractor import Extractor
from mapapp.extract.predicates import EventWords
from mapapp.pipeline import Pipeline
from tests.builders import a_report
from tests.extract.parsing import the_sentence
from tests.extract.tables import rows

WORDS = EventWords()


def codes(text, words=WORDS):
    return {trigger.row.event_type.code for trigger in words.triggers(the_sentence(text))}


TOLD = rows(
    ("Soldiers clashed with rebels near the bridge.", "battle.clash"),
    ("Gunmen ambushed an army convoy in the hills.", "battle.clash"),
    ("The army recaptured the town on Friday.", "battle.regained"),
    ("Insurgents overran the base at dawn.", "battle.overrun"),
    ("Jihadists seized control of the district.", "battle.overrun"),
    ("Artillery shelled the harbour for an hour.", "explosion.shelling"),
    ("Two rockets hit a school, killing a teacher.", "explosion.shelling"),
    ("Mortar shells fell on the market.", "explosion.shelling"),
    ("Warplanes bombed a village in the north.", "explosion.air"),
    ("A drone strike killed two people.", "explosion.air"),
    ("A roadside bomb destroyed a lorry.", "explosion.bomb"),
    ("A landmine killed a farmer.", "explosion.bomb"),
    ("A suicide bomber attacked the checkpoint.", "explosion.suicide"),
    ("Someone threw a grenade into the bar.", "explosion.grenade"),
    ("A chlorine attack sickened dozens of villagers.", "explosion.chemical"),
    ("Gunmen shot dead three shopkeepers.", "civilians.attack"),
    ("Gunmen killed four teachers.", "civilians.attack"),
    ("Bandits kidnapped nine pupils.", "civilians.abduction"),
    ("A rape was reported in the camp.", "civilians.sexual"),
    ("Nurses marched through the capital on Monday.", "protest.peaceful"),
    ("Thousands took to the streets.", "protest.peaceful"),
    ("Police dispersed the crowd with batons.", "protest.intervention"),
    ("Fans rioted after the match.", "riot.violent"),
    ("Protesters threw stones at officers.", "riot.violent"),
    ("Forty fighters laid down their arms.", "strategic.surrender"),
    ("Thousands of villagers fled to the hills.", "strategic.displacement"),
    ("A truce came into force on Sunday.", "strategic.agreement"),
    ("Troops withdrew from the town.", "strategic.handover"),
    ("Raiders torched the granary.", "strategic.destruction"),
    ("A school was set on fire.", "strategic.destruction"),
    ("Police arrested two men.", "strategic.arrests"),
    ("Police defused a bomb near the stadium.", "strategic.foiled"),
    ("The militia set up a base in the valley.", "strategic.base"),
    ("An aid convoy reached the camp.", "strategic.aid"),
    ("An earthquake shook the island.", "natural.earthquake"),
    ("The river flooded three villages.", "natural.flood"),
    ("A forest fire spread towards the town.", "natural.fire"),
    ("A cholera outbreak killed nine people.", "natural.epidemic"),
    ("A ferry capsized off the coast.", "accident.transport"),
    ("A building collapsed in the old quarter.", "accident.structure"),
    ("A stampede killed 12 pilgrims.", "accident.crush"),
    ("Thieves robbed a bank in the centre.", "crime.other"),
    ("Government troops retook the airport.", "battle.regained"),
    ("Soldiers raped two women.", "civilians.sexual"),
    ("She reported a sexual assault.", "civilians.sexual"),
    ("Torrential rain killed ten people.", "natural.flood"),
    ("An explosive device wounded a man.", "explosion.bomb"),
    ("Police fired tear gas at protesters.", "protest.intervention"),
    ("Residents were forced from their homes.", "strategic.displacement"),
    ("A weapons cache was found in the cellar.", "strategic.foiled"),
    ("A suicide car bombing hit the gate.", "explosion.suicide"),
    ("Measles killed nine children.", "natural.epidemic"),
    ("Rebels took control of the town.", "battle.overrun"),
)


@pytest.mark.parametrize(("text", "code"), TOLD)
def test_a_sentence_tells_its_kind_of_event(text, code):
    assert code in codes(text)


def test_every_kind_of_event_has_a_sentence_here():
    assert {case.values[1] for case in TOLD if not case.marks} == set(EVENT_TYPES)


@pytest.mark.parametrize(
    "text",
    [case.values[0] for case in TOLD if not case.marks],
)
def test_the_quick_look_never_misses_a_sentence_that_tells(text):
    assert WORDS.may_tell(text)


NOTHING = [
    "The choir sang in the old church.",
    "The minister opened a school in March.",
    "The film bombed at the box office.",
    "Share prices crashed on Monday.",
    "The peace talks collapsed.",
    "She surrendered her passport.",
    "Memories flooded back.",
    "Workers went on strike.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_figures_of_speech_and_quiet_days_tell_nothing(text):
    assert codes(text) == set()


def test_killed_alone_only_says_what_was_done_to_people():
    (trigger,) = WORDS.triggers(the_sentence("Three people were killed."))
    assert trigger.effect


def test_each_word_tells_at_most_one_event():
    triggers = WORDS.triggers(the_sentence("Fighters laid down their arms after a car bomb exploded in the market."))
    tokens = [trigger.token.i for trigger in triggers]
    assert tokens == sorted(set(tokens))


NEW_TYPE = """
[[type]]
code = "space.debris"
name = "Falling from the sky"
letter = "F"
colour = "#123456"
sub_type = "Space debris"
nouns = ["space debris"]
verbs = ["reenter"]
"""


@pytest.fixture
def wider(tmp_path):
    """The rows of a copy of the table with one type more."""
    table = tmp_path / "event_types.toml"
    from mapapp.domain import event_types

    table.write_text(event_types.TABLE.read_text("utf-8") + NEW_TYPE, "utf-8")
    return read_rows(table)


def test_a_row_more_in_the_table_is_a_type_more(wider):
    assert len(wider) == len(EVENT_ROWS) + 1
    assert by_code(wider)["space.debris"].colour == "#123456"
    assert "space.debris" in codes("Space debris hit a farm in the hills.", EventWords(rows=wider))
    assert "natural.flood" in codes("The river flooded three villages.", EventWords(rows=wider))


def test_a_new_type_comes_out_of_a_report(wider, gazetteer):
    pipeline = Pipeline(gazetteer)
    pipeline.extractor = Extractor(EventWords(rows=wider))
    report = a_report("Space debris struck a farm near Nairobi on Monday, injuring two farmers.")
    (incident,) = pipeline.read(report).incidents
    assert incident.event_type.sub_type == "Space debris"
    assert [place.name for place in incident.places] == ["Nairobi"]


def test_a_row_without_a_name_is_refused_and_quoted(tmp_path):
    table = tmp_path / "event_types.toml"
    table.write_text('[[type]]\ncode = "space.debris"\nsub_type = "Space debris"\n', "utf-8")
    with pytest.raises(ValueError, match=r"lacks name.*space\.debris"):
        read_rows(table)


def test_each_group_has_one_letter_and_one_colour():
    assert len({group.letter for group in GROUPS.values()}) == len(GROUPS)
    assert all(len(group.colour) == 7 for group in GROUPS.values())
