"""One toll out of the figures of an incident's sentences."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mapapp.extract.counts import counts_in
from mapapp.extract.toll.rules import agree
from tests.builders import a_report
from tests.extract.parsing import parsed
from tests.extract.tables import rows

DAY = datetime(2021, 5, 13, tzinfo=UTC)
BOMB = "A bomb exploded at a market in Gao on Monday, killing"
TOLLS = (
    # later deaths
    (f"{BOMB} nine people and wounding 20. Two of the wounded died in hospital on Tuesday.", (11, 11)),
    (f"{BOMB} nine people. The girl died in hospital.", (9, 9)),
    (f"{BOMB} nine people and wounding 20. Two of the victims died in hospital on Tuesday.", (9, 9)),
    ("Gunmen shot dead a guard in Gao on Monday. Two of the wounded died in hospital.", (3, 3)),
    (f"{BOMB} nine people. A tenth trader died in hospital on Tuesday.", (10, 10)),
    # told as more, right behind
    (f"{BOMB} four people. Two more bodies were found under the debris later.", (6, 6)),
    # all who were there
    ("A bus carrying 44 people fell into a river near Gao on Monday. Only 17 survived.", (27, 27)),
    ("A plane with 12 people aboard crashed near Gao on Monday. Everyone on board was killed, police said.", (12, 12)),
    ("A helicopter carrying two ministers and six others crashed near Gao. There were no survivors.", (8, 8)),
    ("A bus carrying 44 people fell into a river near Gao on Monday. Four of them died.", (4, 4)),
    ("A bus carrying 44 people fell into a river near Gao on Monday. Four died. All those killed were women.", (4, 4)),
    ("A bus carrying 44 people fell into a river near Gao on Monday. Four died. Not all were killed at once.", (4, 4)),
    # an early number
    (f"{BOMB} three people, early reports said. Police later confirmed that seven had been killed.", (7, 7)),
    # who did it
    ("A man stabbed three people to death in Gao on Monday. The attacker was shot dead by police.", (4, 4)),
    ("Four people, including the attacker, were killed in Gao on Monday. The attacker was shot dead.", (4, 4)),
    # both sides
    ("Clashes at a camp near Gao on Monday left 18 rebels dead. Four soldiers were killed in the fighting.", (22, 22)),
    ("Rebels raided a base near Gao on Monday and killed 12 soldiers. Three rebels were shot dead.", (15, 15)),
    # a toll falls only where it is said
    (f"{BOMB} 20 people, police said. Twelve were killed, police said.", (20, 20)),
    (f"{BOMB} 20 people, police said. Police later revised the number to 18 dead.", (18, 18)),
    (f"{BOMB} 20 people, police said. A hospital earlier put the dead at 12.", (20, 20)),
    (f"{BOMB} 20 people, police said. Officials had on Monday put the toll at 12.", (20, 20)),
    # two voices
    ("At least four people were killed in a blast in Gao on Monday. The army chief put the dead at three.", (3, None)),
    ("A quake hit Herat. The ministry confirms 30 deaths. The emergency room speaks of at least 60.", (30, None)),
    (f"{BOMB} nine people, residents said. The army spoke of four dead.", (4, 9)),
    (f"{BOMB} 15 people, police said. “My sister was killed,” said Awa Touré.", (15, 15)),
)
HEADLINES = (
    ("Gao market bomb kills 900", "at least 912 people", (912, None)),
    ("Gao market bomb kills 26", "at least 26 people", (26, None)),
    ("Gao market bomb kills 26", "dozens", (26, 26)),
)


def killed_in(pipeline, text):
    (incident,) = pipeline.read(a_report(text, published=DAY)).incidents
    return [(c.low, c.high) for c in incident.counts if c.kind.value == "killed" and c.is_whole]


@pytest.mark.parametrize(("text", "toll"), rows(*TOLLS))
def test_figures_of_one_incident_make_one_toll(pipeline, text, toll):
    assert killed_in(pipeline, text) == [toll]


@pytest.mark.parametrize(("headline", "body", "toll"), HEADLINES)
def test_the_body_says_more_exactly_what_the_headline_rounds(pipeline, headline, body, toll):
    assert killed_in(pipeline, f"{headline}\n\n{BOMB} {body}.") == [toll]


def test_who_died_of_his_wounds_is_no_more_among_the_wounded(pipeline):
    text = "A bomb in Gao on Monday left ten people wounded. Two later died of their injuries."
    (incident,) = pipeline.read(a_report(text, published=DAY)).incidents
    assert {(c.kind.value, c.low) for c in incident.counts if c.is_whole} == {("killed", 2), ("injured", 8)}
    assert [c.low for c in incident.counts if c.replaced_by] == [10]


def test_nobody_is_told_to_be_dead_where_all_aboard_survived(pipeline):
    text = "A plane with 12 people aboard crashed near Gao on Monday. Everyone on board survived."
    (incident,) = pipeline.read(a_report(text, published=DAY)).incidents
    assert not [c for c in incident.counts if c.kind.value == "killed" and c.low]


def test_a_figure_that_does_not_stand_is_kept(pipeline):
    (incident,) = pipeline.read(a_report(f"{BOMB} nine people, residents said. The army spoke of four dead.")).incidents
    assert {c.low for c in incident.counts if c.replaced_by} == {4, 9}


def test_what_adds_up_is_a_part_and_is_not_replaced(pipeline):
    text = f"{BOMB} nine people and wounding 20. Two of the wounded died in hospital on Tuesday."
    (incident,) = pipeline.read(a_report(text, published=DAY)).incidents
    killed = [c for c in incident.counts if c.kind.value == "killed"]
    assert [(c.low, c.subset_of is not None, c.replaced_by) for c in killed] == [
        (11, False, None),
        (9, True, None),
        (2, True, None),
    ]


def test_the_country_before_a_headline_s_colon_is_no_voice(pipeline):
    text = f"Mali: 17 dead in market blast\n\n{BOMB} 17 people, the governor said."
    (incident,) = pipeline.read(a_report(text, published=DAY)).incidents
    assert incident.status.value == "reported"
    assert "Mali" not in {claim.attribution.said_by for claim in incident.claims if claim.attribution}


NUMBERS = (
    ("Sixth victim of Gao bombing dies", 6),
    ("He is the sixth person to have lost his life in Friday's attack.", 6),
    ("Forest fire near Zamora claims second victim", 2),
    ("His grandmother died on Tuesday, the sixteenth victim.", 16),
)
NO_NUMBERS = (
    "A third man was injured.",
    "He was the second person to be arrested.",
    "It was the third death in custody this year.",
    "The second victim was taken to hospital.",
)


@pytest.mark.parametrize(("text", "toll"), NUMBERS)
def test_the_nth_victim_is_a_toll_of_n(text, toll):
    (sentence,) = parsed(text).sents
    whole = [c for c in counts_in(sentence, 0) if c.kind.value == "killed" and c.is_whole]
    assert [(c.low, c.high) for c in whole] == [(toll, toll)]


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_who_is_second_at_something_else_is_no_toll(text):
    (sentence,) = parsed(text).sents
    assert all((c.low or 0) < 2 for c in counts_in(sentence, 0))


def test_a_count_of_nobody_agrees_with_no_other():
    (nobody,) = [c for s in parsed("Nobody was killed.").sents for c in counts_in(s, 0)]
    (three,) = [c for s in parsed("Three people were killed.").sents for c in counts_in(s, 0)]
    assert not agree(nobody, three)
    assert agree(nobody, nobody)
