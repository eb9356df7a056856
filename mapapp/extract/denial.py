"""Sentences that gainsay what was told before them, without telling it again: “The group denied it”."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mapapp.domain.incident import Status
from mapapp.extract import cues
from mapapp.extract.clause import has_subject, lemma_of
from mapapp.extract.scope import Scope
from mapapp.sentence import Sentence, Word

_ANSWERS = cues.REPLIES | cues.SPEECH_VERBS
_SAID_OF = frozenset({"oprd", "attr", "acomp", "dobj", "ccomp"})
_OBJECTS = frozenset({"dobj", "attr", "acomp", "prep", "xcomp", "ccomp", "oprd"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """What a sentence says of something told before."""

    scope: Scope
    position: int
    """Offset in the block of the word that denies."""
    of_its_own: bool
    """Does it deny what its own sentence tells: “accused the army of the attack, which it denied”?"""


def denial_of(sentence: Sentence) -> Denial | None:
    """The denial of what was told before; None: the sentence holds none."""
    if word := _thrown_in(sentence):
        return _denied(word, word)
    for verb in sentence:
        if verb.pos_ not in {"VERB", "AUX"} or not _has_speaker(verb) or _is_left_open(verb):
            continue
        if lemma_of(verb) in cues.DENIAL and (found := _by_verb(verb)):
            return found
        if word := _called_false(verb) or _said_not(verb):
            return _denied(verb, word)
        if word := _deed_not_done(verb):
            return _disputed(verb, word, "said that it was not so")
    return None


def _denied(verb: Word, word: Word, *, of_its_own: bool = False) -> Denial:
    scope = Scope(Status.DENIED, f"“{word.text}”: denied what was told before")
    return Denial(scope=scope, position=verb.idx, of_its_own=of_its_own)


def _disputed(verb: Word, word: Word, why: str) -> Denial:
    scope = Scope(Status.DISPUTED, f"“{word.text}”: {why}")
    return Denial(scope=scope, position=verb.idx, of_its_own=False)


def _by_verb(verb: Word) -> Denial | None:
    """“Denied it”, “denied responsibility”, “denied that civilians had been hit”."""
    objects = [child for child in verb.children if child.dep_ in _OBJECTS]
    if any(word.lower_ in cues.AGENCY_DENIED for child in objects for word in child.subtree):
        return _disputed(verb, verb, "who did it is disputed")
    told = list(_with_heads(objects))
    if not objects or any(map(_is_told_before, told)):
        return _denied(verb, verb, of_its_own=any(word.lower_ == "which" for word in told))
    clauses = [child for child in objects if child.dep_ in {"ccomp", "xcomp"}]
    if any(lemma_of(clause) in cues.DEEDS and _is_of_anybody(clause) for clause in clauses):
        return _disputed(verb, verb, "what was told before is disputed")
    return None


def _is_of_anybody(clause: Word) -> bool:
    """“That civilians had been hit”, “having fired on any town”: the very thing told before, in general words."""
    return any(word.lower_.startswith("any") or lemma_of(word) in cues.UNNAMED for word in clause.subtree)


def _thrown_in(sentence: Sentence) -> Word | None:
    """“Disinformation,” replied the ministry: the word between quotation marks, however it is parsed."""
    first = sentence[0]
    if not first.is_quote or len(sentence) < 4:
        return None
    word, beyond = sentence[1], sentence[2:5]
    quoted = any(token.is_quote for token in beyond)
    answered = any(lemma_of(token) in _ANSWERS for token in sentence[2:7])
    return word if lemma_of(word) in cues.FALSEHOOD and quoted and answered else None


def _has_speaker(verb: Word) -> bool:
    """Has it a subject, be it that of the verb it is joined to?"""
    return has_subject(verb) or (verb.dep_ == "conj" and verb.head.pos_ == "VERB" and _has_speaker(verb.head))


def _is_left_open(verb: Word) -> bool:
    """“Has neither confirmed nor denied it”, “did not deny it”."""
    words = (*verb.children, *(verb.head.children if verb.dep_ == "conj" else ()))
    left_open = any(word.dep_ == "neg" or word.lower_ in {"nor", "neither"} for word in words)
    return lemma_of(verb) in cues.DENIAL and left_open


def _with_heads(objects: Iterable[Word]) -> Iterator[Word]:
    """The objects, and of those with a preposition the noun behind it."""
    for child in objects:
        yield child
        if child.dep_ == "prep":
            yield from child.children


def _is_told_before(noun: Word) -> bool:
    """“It”, “the report”, and not “reports that …”, which says what is denied itself."""
    own = any(child.dep_ in {"acl", "relcl"} or child.lower_ == "of" for child in noun.children)
    return lemma_of(noun) in cues.DENIED_BEFORE and not own


def _called_false(verb: Word) -> Word | None:
    """“Called the account a lie”, “said that was false”: the word for a falsehood, where what was told before is it."""
    called = [c for c in verb.children if c.dep_ in _SAID_OF or c.lower_ == "as"]
    wanted = cues.TRUTH if _not(verb) else cues.FALSEHOOD
    word = next((w for w in _with_heads(called) if lemma_of(w) in wanted), None)
    if word is None:
        return None
    told = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass", "dobj"}]
    small = [c for child in called for c in child.children if c.dep_ in {"nsubj", "dobj", "det"}]
    return word if any(map(_is_told_before, (*told, *small))) else None


def _said_not(verb: Word) -> Word | None:
    """“The army said it did not”, “said they had not”: a denial that leaves out what is denied."""
    bare = verb.dep_ == "ccomp" and lemma_of(verb) in {"do", "have", "be"}
    left_out = not any(c.dep_ in _OBJECTS for c in verb.children)
    return _not(verb) if bare and left_out else None


def _deed_not_done(verb: Word) -> Word | None:
    """“The army has not fired a single cartridge,” said the minister."""
    said = verb.dep_ == "ccomp" and lemma_of(verb.head) in _ANSWERS
    acted = any(child.dep_ == "nsubj" and lemma_of(child) not in cues.UNNAMED for child in verb.children)
    return _not(verb) if said and acted and lemma_of(verb) in cues.DEEDS else None


def _not(verb: Word) -> Word | None:
    return next((child for child in verb.children if child.dep_ == "neg"), None)
