from __future__ import annotations

from dataclasses import dataclass

import pytest

from mapapp.domain.incident import Party, PartyKind
from mapapp.extract.parties.cast import at_home, blamed, parties, together
from mapapp.extract.parties.named import Named
from mapapp.extract.predicates import EventWords
from mapapp.extract.sources import attribution_of
from tests.extract.parsing import parsed
from tests.extract.parties.who_did_what import CASES

WORDS = EventWords()


@dataclass(frozen=True)
class Told:
    actors: tuple[Party, ...]
    targets: tuple[Party, ...]


def told_by(text: str, act: str) -> Told:
    """The parties of the event whose word begins the act; the text's sentences are read one after the other."""
    named = Named()
    for sentence in parsed(text).sents:
        source = attribution_of(sentence, 0, None)
        for trigger in WORDS.triggers(sentence):
            first = trigger.token.doc[trigger.token.i - trigger.words.count(" ") : trigger.token.i + 1].text
            if act.split()[0] in (trigger.token.text, first.split()[0]):
                return Told(*parties(trigger, sentence, 0, named, source))
        named.read(sentence, 0)
    raise AssertionError(f"“{act}” tells of no event here")


def written(these: tuple[Party, ...]) -> str:
    return "; ".join(party.name + "?" * party.alleged for party in these)


@pytest.mark.parametrize(("text", "act", "actors", "targets"), CASES)
def test_a_sentence_says_who_did_it_and_to_whom(text, act, actors, targets):
    told = told_by(text, act)
    assert (written(told.actors), written(told.targets)) == (actors, targets)
