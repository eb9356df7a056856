from __future__ import annotations

import pytest

from mapapp.extract.counts import counts_in
from tests.extract.parsing import the_sentence
from tests.extract.tables import rows


def told(text):
    """(kind, low, high) of each whole count in a sentence."""
    return {(c.kind.value, c.low, c.high) for c in counts_in(the_sentence(text), 0) if c.subset_of is None}


COUNTED = rows(
    ("Four miners were killed when the shaft gave way.", {("killed", 4, 4)}),
    ("The blast killed 12 people and wounded 30 others.", {("killed", 12, 12), ("injured", 30, 30)}),
    ("At least nine villagers died in the flood.", {("killed", 9, None)}),
    ("More than 200 passengers drowned when the ferry sank.", {("killed", 200, None)}),
    ("Up to 1,500 residents were evacuated from the valley.", {("evacuated", None, 1_500)}),
    ("Nearly 400 families fled the fighting.", {("displaced", None, 400)}),
    ("About 70 protesters were detained by police.", {("detained", 70, 70)}),
    ("Dozens of shoppers were injured in the crush.", {("injured", 24, None)}),
    ("Hundreds of people were displaced by the storm.", {("displaced", 200, None)}),
    ("Thousands of students marched through the capital.", {("participants", 2_000, None)}),
    ("Twenty-two fighters surrendered to the army.", {("surrendered", 22, 22)}),
    ("Gunmen kidnapped 17 schoolgirls on the road to the market.", {("abducted", 17, 17)}),
    ("Six sailors are still missing after the collision.", {("missing", 6, 6)}),
    ("Rescuers saved three children from the rubble.", {("rescued", 3, 3)}),
    ("Police arrested two suspects near the border.", {("detained", 2, 2)}),
    ("The clinic confirmed 30 cases of cholera.", {("infected", 30, 30)}),
    ("The avalanche left 12 climbers dead.", {("killed", 12, 12)}),
    ("The quake left 300 people homeless.", {("displaced", 300, 300)}),
    ("Five soldiers and three civilians were killed in the ambush.", {("killed", 8, 8)}),
    ("The attack killed a teacher and her son.", {("killed", 2, 2)}),
    ("A farmer was wounded by a landmine.", {("injured", 1, 1)}),
    ("The fire claimed 15 lives.", {("killed", 15, 15)}),
    ("The collapse caused 44 deaths and 120 injuries.", {("killed", 44, 44), ("injured", 120, 120)}),
    ("No fewer than 18 workers perished underground.", {("killed", 18, None)}),
    ("Some 2.5 million people were affected by the drought.", {("affected", 2_500_000, 2_500_000)}),
    ("Two hundred and six pupils were abducted from the school.", {("abducted", 206, 206)}),
    ("The death toll rose to 57 on Friday.", {("killed", 57, 57)}),
    ("Seven people were killed and 11 injured in the crash.", {("killed", 7, 7), ("injured", 11, 11)}),
    ("Fewer than 50 demonstrators gathered outside the court.", {("participants", None, 50)}),
    ("The bombing killed 20 or more worshippers.", {("killed", 20, None)}),
    ("The crash killed all 132 people on board.", {("killed", 132, 132)}),
    ("Five bodies were found in the river.", {("killed", 5, 5)}),
    ("At least 20 dead in Manila ferry fire", {("killed", 20, None)}),
    ("Twelve Chinese nationals were abducted.", {("abducted", 12, 12)}),
    ("An estimated 80,000 people attended the rally.", {("participants", 80_000, 80_000)}),
    ("Several policemen were hurt.", {("injured", 2, None)}),
    ("Two brothers were shot dead at a checkpoint.", {("killed", 2, 2)}),
    ("Police shot dead three protesters in Lagos.", {("killed", 3, 3)}),
    ("Clashes killed 10-15 people.", {("killed", 10, 15)}),
    ("Between 30 and 40 rebels were killed.", {("killed", 30, 40)}),
    ("Three to five hikers were injured.", {("injured", 3, 5)}),
    ("Some 6 400 people were evacuated.", {("evacuated", 6_400, 6_400)}),
    ("Half a million people were displaced.", {("displaced", 500_000, 500_000)}),
    ("The toll rose to 57 dead and 120 injured.", {("killed", 57, 57), ("injured", 120, 120)}),
    ("Three Kenyans and a German were abducted.", {("abducted", 4, 4)}),
    ("Both pilots were killed.", {("killed", 2, 2)}),
    ("Four killed in Lagos bus crash", {("killed", 4, 4)}),
    ("A dozen fishermen are missing.", {("missing", 12, 12)}),
)


@pytest.mark.parametrize(("text", "expected"), COUNTED)
def test_persons_are_counted_by_what_befell_them(text, expected):
    assert told(text) == expected


UNCOUNTED = [
    "The rebels shelled the town for three days.",
    "The army seized 40 rifles and two trucks.",
    "The storm destroyed 5,000 homes.",
    "About 300 police buses blocked the square.",
    "A magnitude 6.4 earthquake struck the coast.",
    "The man, 34, walked home.",
    "A 12-year-old boy found the shell.",
    "No civilians were killed in the strike.",
    "The attack killed nobody.",
    "The dam broke in 1998.",
    "Prices rose by 20 percent.",
    "Two rockets landed in a field.",
    "The convoy travelled 40 km.",
]


@pytest.mark.parametrize("text", UNCOUNTED)
def test_things_days_ages_and_nobody_are_not_persons(text):
    assert told(text) == set()


PARTS = rows(
    ("The shelling killed nine civilians, including three girls.", "nine civilians", 3),
    ("Nine civilians, including three girls, were killed.", "Nine civilians", 3),
    ("Almost 600 people, among them 200 children, were evacuated.", "Almost 600 people", 200),
    ("Forty pilgrims were killed, 12 of them from one village.", "Forty pilgrims", 12),
)


@pytest.mark.parametrize(("text", "whole", "part"), PARTS)
def test_a_part_of_a_count_is_not_added_to_it(text, whole, part):
    counts = counts_in(the_sentence(text), 0)
    assert [(c.low, c.subset_of) for c in counts if c.subset_of] == [(part, whole)]
    assert len([c for c in counts if c.subset_of is None and c.kind is counts[0].kind]) == 1


@pytest.mark.parametrize(
    ("text", "approximate"),
    [
        ("About 70 people were killed.", True),
        ("Dozens of people were killed.", True),
        ("Exactly 70 people were killed.", False),
        ("Seventy people were killed.", False),
    ],
)
def test_a_rough_number_says_that_it_is_rough(text, approximate):
    assert [c.approximate for c in counts_in(the_sentence(text), 0)] == [approximate]


@pytest.mark.parametrize("text", [case.values[0] for case in COUNTED])
def test_the_words_of_a_count_stand_in_the_text_where_it_says(text):
    prefix = "» "
    for count in counts_in(the_sentence(text), len(prefix)):
        quoted = count.span.of(prefix + text)
        assert all(word in quoted for word in count.wording.split(" and ")[0].split())
