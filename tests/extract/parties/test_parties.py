from __future__ import annotations

from dataclasses import dataclass

import pytest

from mapapp.domain.event_types import EVENT_ROWS
from mapapp.domain.incident import Party
from mapapp.extract.parties.cast import parties
from mapapp.extract.parties.named import Named
from mapapp.extract.predicates import EventWords, Trigger
from mapapp.extract.sources import attribution_of
from mapapp.sentence import Sentence
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
        if trigger := trigger_for(sentence, act):
            return Told(*parties(trigger, sentence, 0, named, source=source))
        named.read(sentence, 0)
    raise AssertionError(f"“{act}” tells of no event here")


def trigger_for(sentence: Sentence, act: str) -> Trigger | None:
    """The event word that ends the act; where no table has it, as a word for an attack."""
    last = next((token for token in sentence if token.text == act.rsplit(maxsplit=1)[-1]), None)
    known = {trigger.token: trigger for trigger in WORDS.triggers(sentence)}
    if last is None or last in known:
        return known[last] if last is not None else None
    attack = next(row for row in EVENT_ROWS if row.event_type.code == "civilians.attack")
    return Trigger(last, attack, act, weak=False, effect=False)


def written(these: tuple[Party, ...]) -> str:
    return "; ".join(party.name + "?" * party.alleged for party in these)


@pytest.mark.parametrize(("text", "act", "actors", "targets"), CASES)
def test_a_sentence_says_who_did_it_and_to_whom(text, act, actors, targets):
    told = told_by(text, act)
    assert (written(told.actors), written(told.targets)) == (actors, targets)
