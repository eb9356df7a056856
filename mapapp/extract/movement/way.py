"""Which end of a movement a name is: the way up from it in the tree, over a word of direction, to the movement.

“A man from Hama”, “from Monday” and “in Porto Alegre” lead elsewhere.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from mapapp.domain.incident import PlaceRole
from mapapp.extract import cues
from mapapp.extract.clause import SUBJECTS, is_person, lemma_of
from mapapp.extract.movement.words import (
    ARRIVES,
    AT,
    DWELLERS,
    FINDS,
    FROM,
    HEADING,
    HEADS_FOR,
    HOMES,
    LEAVES,
    REACHES,
    SHELTERS,
    TO,
)
from mapapp.extract.scene.tree import LINKS
from mapapp.sentence import Word

FARTHEST = 12
"""Steps up from a name; a broken tree may be deeper."""


@dataclass(frozen=True, slots=True)
class End:
    """What a name is to a movement."""

    role: PlaceRole
    word: str
    """That says so: "from"; empty where it is the object of the verb."""
    mover: Word
    """The word of the movement that this goes with."""


def end_of(head: Word, heads: Set[int], moves: Set[Word]) -> End | None:
    """Which end a name is; None: none.

    Args:
        head: of the name.
        heads: where the heads of the sentence's other names stand in the document.
        moves: the words that tell of the movement.
    """
    at, way, last = head, "", ""
    for _ in range(FARTHEST):
        above = at.head
        turns = bool(way) and at.pos_ == "ADP"  # “from Aleppo to Idlib”: the parse may hang “to” on “Aleppo”
        if above == at or (above.i in heads and at.dep_ != "conj" and not turns):
            return None  # it only says where another name lies
        if at.dep_ in {"pobj", "pcomp"} or (at.pos_ == "ADP" and above.pos_ == "ADP"):
            last = above.lower_
            way = way or (last if last in FROM | TO | HEADING else "")
        elif at.pos_ == "ADP" and way and above.i not in heads:
            return None if _is_given(above, heads) else _by_way(way, above, at, moves)
        elif at.pos_ == "ADP" and not way and above in moves and above.pos_ in {"VERB", "AUX"}:
            return _by_verb(last, above)
        elif at.pos_ != "ADP" and (at.dep_ not in LINKS or above.pos_ in {"VERB", "AUX"}):
            if not way:
                return _by_object(at, last, moves)
            return _by_way(way, above, at, moves) if at.i in heads else None
        at = above
    return None


def _is_given(verb: Word, heads: Set[int]) -> bool:
    """“Returned the town of Bakhmut to Ukraine”: what is given is a place, and “to” names who has it now."""
    things = (child for child in verb.children if child.dep_ in {"dobj", "nsubjpass"})
    place = any(thing.i in heads or lemma_of(thing) in cues.PLACE_NOUNS for thing in things)
    return place and lemma_of(verb) not in LEAVES


def _by_way(way: str, host: Word, preposition: Word, moves: Set[Word]) -> End | None:
    """“Evacuated from Homs to Idlib”, “left Daraya for Idlib”."""
    if way in HEADING:
        return End(PlaceRole.DESTINATION, way, host) if host in moves and lemma_of(host) in HEADS_FOR else None
    return End(_side(way), way, host) if _belongs(host, preposition, moves) else None


def _side(way: str) -> PlaceRole:
    return PlaceRole.ORIGIN if way in FROM else PlaceRole.DESTINATION


def _belongs(host: Word, preposition: Word, moves: Set[Word]) -> bool:
    """Does a word of direction go with the movement, also by what is moved: “the evacuation of patients from Aleppo”?

    What stands before the verb with a “from” of its own is rather where somebody is at home: “a man from Hama was”.
    """
    if host in moves:
        return True
    above = host.head
    if host.pos_ not in {"NOUN", "PROPN", "NUM"} or preposition.i < host.i:
        return False
    if host.dep_ == "dobj":
        return above in moves
    if host.dep_ != "pobj":
        return False
    holder = above.head
    if above.lower_ == "of" and holder in moves and holder.pos_ == "NOUN":
        return True
    if above.lower_ == "of" and holder.dep_ == "dobj":
        return holder.head in moves
    return above.dep_ in {"agent", "prep"} and holder in moves and not is_person(host)


def _by_verb(word: str, verb: Word) -> End | None:
    """“Arrived in Larkana”, “took shelter in Mueda”; “fled their homes in Sake”."""
    lemma, things = lemma_of(verb), {lemma_of(child) for child in verb.children if child.dep_ == "dobj"}
    if word in AT and (lemma in ARRIVES or (lemma in FINDS and things & SHELTERS)):
        return End(PlaceRole.DESTINATION, word, verb)
    if word in AT and lemma in LEAVES and things & HOMES:
        return End(PlaceRole.ORIGIN, word, verb)
    return None


def _by_object(noun: Word, last: str, moves: Set[Word]) -> End | None:
    """“Fled Goma”, “fled the fighting in Bentiu”, “the town of Grindavik was evacuated”, “residents of Derna fled”."""
    verb, lemma = noun.head, lemma_of(noun.head)
    if verb not in moves:
        return None
    if last == "of" and noun.dep_ in SUBJECTS | {"dobj"} and lemma_of(noun) in DWELLERS:
        return End(PlaceRole.ORIGIN, "of", verb)
    if is_person(noun) and last:
        return None
    if noun.dep_ in {"dobj", "nsubjpass"} and lemma in LEAVES:
        return End(PlaceRole.ORIGIN, "", verb)
    if noun.dep_ == "xcomp" and noun.tag_ == "VBG" and lemma in LEAVES:
        return End(PlaceRole.ORIGIN, "", verb)
    if noun.dep_ == "dobj" and (lemma in REACHES or (lemma in FINDS and noun.lower_ in SHELTERS)):
        return End(PlaceRole.DESTINATION, "", verb)
    return None
