"""Names of who speaks, of where a speaker sits, of where somebody is at home: never where something happened."""

from __future__ import annotations

from mapapp.extract import cues
from mapapp.extract.clause import is_person, lemma_of
from mapapp.extract.scene.tree import governing
from mapapp.sentence import Word

SEATED = frozenset({"in", "at", "from"})
NEVER_SCENE = frozenset({"like", "than", "as"})
"""What follows one of these is compared, not entered."""


def is_spoken_from(head: Word) -> bool:
    """Does the name, by its head, speak itself, or say where a speaker sits or somebody is at home? Or is it only
    compared with?
    """
    preposition = governing(head)
    speaker = head.dep_ == "nsubj" and head.head.lemma_.lower() in cues.SPEECH_VERBS
    compared = preposition is not None and preposition.lower_ in NEVER_SCENE
    return speaker or compared or _is_seat(preposition) or _is_home(preposition)


def _is_home(preposition: Word | None) -> bool:
    """“A child from Panjgur”."""
    return preposition is not None and preposition.lower_ == "from" and is_person(preposition.head)


def _is_seat(preposition: Word | None) -> bool:
    """“An official in Bunia said”, “the owners said in Piraeus”, “the Observatory, based in Britain”."""
    if preposition is None or preposition.lower_ not in SEATED:
        return False
    host = preposition.head
    if host.pos_ in {"NOUN", "PROPN"}:
        return host.dep_ == "nsubj" and lemma_of(host) in cues.OFFICIALS
    if lemma_of(host) in cues.SPEECH_VERBS:
        return preposition.i > host.i  # "In Amhara, residents said …" begins with the scene
    return lemma_of(host) in cues.SEATS or (host.dep_ in {"relcl", "acl"} and lemma_of(host) == "be")
