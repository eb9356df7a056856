from __future__ import annotations

import pytest

from mapapp.domain.incident import Status
from mapapp.extract.scope import scope_of
from tests.extract.parsing import the_word
from tests.extract.tables import not_yet, rows

R, P, D, X, H = Status.REPORTED, Status.PLANNED, Status.DENIED, Status.DISPUTED, Status.HYPOTHETICAL

CASES = rows(
    ("The march ended without violence.", "violence", None),
    ("The storm was the strongest to hit India since 1999.", "hit", R),
    ("The survivors of the killings are to be flown home.", "killings", R),
    ("The coalition said it would investigate an air strike.", "strike", R),
    ("A tsunami warning for the coast was lifted.", "tsunami", None),
    ("The governor denied that police had used force before the stampede.", "stampede", R),
    ("A gang leader threatened in a video to burn hotels.", "burn", P),
    ("The rebels called a strike to protest against the killing.", "protest", P),
    ("Police caught two men said to have planned to bomb a mosque.", "bomb", None),
    ("The ministry denied the use of rubber bullets.", "bullets", X),
    ("Another case of arson shocked Nyeri on Monday.", "arson", R),
    ("Two cases of cholera were found in Beira.", "cholera", R),
    ("In case of an attack the bridge will be closed.", "attack", H),
    ("In the event of an attack the bridge stays closed.", "attack", H),
    ("Rebels shelled the port on Saturday; aid flights are to begin on Wednesday.", "shelled", R),
    ("Soldiers shelled the village at dawn.", "shelled", R),
    ("The quake off the coast was an exercise.", "quake", None),
    ("An outbreak in the camps would be hard to contain.", "outbreak", None),
    ("The village was shelled at dawn.", "shelled", R),
    ("A doctor said that soldiers had shelled the village.", "shelled", R),
    ("The rebels agreed to a truce after the army bombed the port.", "bombed", R),
    ("Three children died when the bridge collapsed.", "collapsed", R),
    ("Protesters who marched on Friday were arrested.", "marched", R),
    ("Troops will withdraw from the valley on Monday.", "withdraw", P),
    ("Troops are to withdraw from the valley.", "withdraw", P),
    ("The rebels plan to evacuate the camp.", "evacuate", P),
    ("The rebels are expected to evacuate the camp.", "evacuate", P),
    ("The militia agreed to surrender.", "surrender", P),
    ("The union called for a march through the capital.", "march", P),
    ("The governor said buses would evacuate the patients.", "evacuate", P),
    ("Fighters vowed to attack the convoy.", "attack", P),
    ("The ministry denied that its planes had bombed the market.", "bombed", D),
    ("The general rejected reports of a massacre.", "massacre", D),
    ("The group denied responsibility for the bombing.", "bombing", X),
    ("Rebels could attack the town.", "attack", H),
    ("If rebels attack the town, the bridge will fall.", "attack", H),
    ("Residents fear that the dam may collapse.", "collapse", H),
    ("Officials warned of a massacre in the valley.", "massacre", H),
    ("Troops were deployed to prevent a massacre.", "massacre", H),
    ("No clashes occurred in the city.", "clashes", None),
    ("The soldiers did not shell the village.", "shell", None),
    ("There was no explosion at the plant.", "explosion", None),
    ("The rebels never surrendered.", "surrendered", None),
    ("A rally will be held on Sunday.", "rally", P),
    ("The group threatened to kill the hostages.", "kill", P),
    ("The army denied that it carried out the attack.", "attack", X),
    ("The ministry refuted the alleged massacre.", "massacre", D),
    ("The army may have bombed the school.", "bombed", H),
    ("A protest is planned for Sunday.", "protest", P),
    ("A demonstration is scheduled for Sunday.", "demonstration", P),
    not_yet("Unions announced a strike and a march.", "march", P, why="the second of two announced events"),
    ("Reports that troops killed civilians were denied.", "killed", D),
    ("The mayor dismissed claims that a bomb exploded.", "exploded", D),
    not_yet("It is not true that troops killed civilians.", "killed", D, why="“not true” is not heard"),
    ("The army denied carrying out the attack.", "attack", X),
    ("Nobody was killed in the raid.", "killed", None),
    ("None of the passengers was killed.", "killed", None),
    ("The march was cancelled.", "march", None),
    not_yet("Rebels tried to capture the town.", "capture", H, why="an attempt is told as done"),
    ("Rebels failed to capture the town.", "capture", None),
)


@pytest.mark.parametrize(("text", "word", "status"), CASES)
def test_what_governs_an_event_says_how_real_it_is(text, word, status):
    assert scope_of(the_word(text, word)).status == status


@pytest.mark.parametrize(("text", "word"), [case.values[:2] for case in CASES])
def test_every_scope_says_why(text, word):
    assert scope_of(the_word(text, word)).sentence
