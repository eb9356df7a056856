"""What befell a noun's persons by grammar: by the verb that governs it, or by the noun whose "of" it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mapapp.domain.claim import CountKind
from mapapp.extract import cues
from mapapp.extract.clause import lemma_of
from mapapp.extract.counts.lexicon import PERSONS, STATES, WORDS, Role, noun_kind, phrase_kind
from mapapp.extract.counts.reading import chain, is_negated, is_passive, objects, subjects
from mapapp.sentence import Word

Cue = tuple[CountKind, Word]
"""A kind, and the word that says it."""
LOSING = frozenset(WORDS["verbs"]["losing"])
"""Verbs whose lives are lost."""
LOST = frozenset(WORDS["persons"]["lost"])
_COLLECTIVE = frozenset(WORDS["persons"]["collective"])
"""“A group of 12 people” is those people."""
_LIMBS = frozenset(WORDS["persons"]["limbs"])
_TEARING = frozenset(WORDS["persons"]["tearing"])
_COPULAS = frozenset(WORDS["verbs"]["copulas"])
_PARTS_OF_STATE = frozenset({"acomp", "attr", "oprd", "xcomp", "ccomp", "amod", "acl", "advcl", "advmod", "dep"})


def by_governor(noun: Word) -> list[Cue]:
    """What befell the noun's persons; empty: grammar does not say."""
    at: Word | None = noun
    for _ in range(6):
        if at is None:
            break
        if found := list(_role(at)):
            return found
        at = _outer(at)
    return []


def _outer(at: Word) -> Word | None:
    """From a noun to the noun that it stands for or describes; None: there is none."""
    head = at.head
    nominal = head.pos_ in {"NOUN", "PROPN", "NUM", "PRON"}
    if at.dep_ in {"nummod", "quantmod", "compound", "amod", "det", "nmod"} and nominal:
        return head
    if at.dep_ == "pobj" and head.lower_ == "of" and lemma_of(head.head) in _COLLECTIVE:
        return head.head
    if at.dep_ in {"appos", "conj"} and head.tag_ == "NNS" and lemma_of(head) in PERSONS:
        return head if not any(child.dep_ == "nummod" for child in head.children) else None  # "the victims, two men, …"
    return None


def _role(noun: Word) -> Iterator[Cue]:
    verb = noun.head
    if noun.dep_ == "pobj" and verb.lower_ in {"of", "to", "for"} and (found := list(genitive(verb.head))):
        yield from found
        return
    yield from _clauses(noun)
    if any(t.text in {":", ";"} for t in noun.doc[min(noun.i, verb.i) : max(noun.i, verb.i)]):
        return
    if noun.dep_ in {"dobj", "dative", "iobj", "obj"}:
        yield from _as_object(noun, verb)
    elif noun.dep_ in {"nsubjpass", "nsubj:pass", "nsubj", "npadvmod"}:
        misread = verb.tag_ == "VBG" and verb.dep_ in {"csubj", "csubjpass"}  # "four men drinking there were shot dead"
        yield from _as_subject(verb.head if misread else verb)
    elif noun.dep_ == "attr" or (noun.dep_ == "pobj" and verb.lower_ == "as"):
        yield from _as_identity(verb if noun.dep_ == "attr" else verb.head)


def _clauses(noun: Word) -> Iterator[Cue]:
    """“107 killed in the raid”, “people displaced by”, “two men who died”."""
    for clause in noun.children:
        if any(t.text in {":", ";"} for t in noun.doc[noun.i : max(noun.i, clause.i)]):
            continue
        if (
            clause.dep_ == "acl"
            and clause.tag_ == "VBN"
            and not subjects(clause)
            and (kind := phrase_kind(clause, Role.PATIENT))
        ):
            yield kind, clause
        elif clause.dep_ == "relcl" and not _has_other_subject(clause):
            yield from _as_subject(clause)


def _has_other_subject(clause: Word) -> bool:
    return any(subject.lower_ not in {"who", "that", "which"} for subject in subjects(clause))


def _as_object(noun: Word, verb: Word) -> Iterator[Cue]:
    if lemma_of(verb) in cues.SPEECH_VERBS and (misread := _misread_subject(verb)):
        yield misread
    elif (lemma_of(verb) == "cost" and any(lemma_of(t) == "life" for t in verb.subtree)) or (
        lemma_of(verb) == "lose" and lemma_of(noun) in LOST
    ):
        yield CountKind.KILLED, verb
    elif kind := _state_of(verb, noun) if lemma_of(verb) in {"leave", "see"} else None:
        yield kind, verb
    elif not is_passive(verb) or verb.tag_ == "VBN":
        for word in (verb, *sharing_object(verb)):
            if (kind := phrase_kind(word, Role.PATIENT)) and not (lemma_of(word) == "claim" and _is_speaker(word)):
                yield kind, word


def _is_speaker(verb: Word) -> bool:
    """“The army claimed 20 men …” says something; “the crossfire claimed two girls” takes lives."""
    named = {"ORG", "GPE", "NORP", "PERSON"}
    return any(
        s.ent_type_ in named or s.pos_ == "PRON" or lemma_of(s) in PERSONS for s in subjects(verb)
    ) or not subjects(verb)


def sharing_object(verb: Word) -> Iterable[Word]:
    """“Killing and wounding dozens”: the verb before shares the object."""
    shares = verb.dep_ == "conj" and not objects(verb.head) and verb.i - verb.head.i <= 2
    return [verb.head] if shares else []


def _as_subject(verb: Word) -> Iterator[Cue]:
    for word in chain(verb):
        shares_voice = word == verb or _suffers(verb) or phrase_kind(verb, Role.SUBJECT) is None
        if kind := _fate_of_subject(word, may_suffer=shares_voice):
            yield kind, word


def _fate_of_subject(word: Word, *, may_suffer: bool) -> CountKind | None:
    kind = phrase_kind(word, Role.SUBJECT)
    if kind is CountKind.KILLED and objects(word) and phrase_kind(word, Role.PATIENT) is kind:
        kind = None  # "the gunman fatally shot two": the killer
    if kind:
        return CountKind.KILLED if kind is CountKind.RESCUED and is_negated(word) else kind
    if may_suffer and _suffers(word) and (kind := phrase_kind(word, Role.PATIENT)):
        return kind
    return _state_of(word, None) if _is_copula(word) else None


def _as_identity(verb: Word) -> Iterator[Cue]:
    """“The dead were two brothers”, “the dead were identified as two brothers”."""
    for subject in subjects(verb):
        if ((kind := STATES.get(subject.lower_)) and is_passive(verb)) or (kind and lemma_of(verb) == "be"):
            yield kind, subject


def _suffers(verb: Word) -> bool:
    """Does the verb say what is done to its subject?"""
    return is_passive(verb) or (verb.tag_ in {"VBN", "VBD"} and not objects(verb))


def _is_copula(word: Word) -> bool:
    return lemma_of(word) in {"be", "remain", "lie", "go", "become"} or (
        lemma_of(word) in _COPULAS and is_passive(word)
    )


def _state_of(verb: Word, noun: Word | None) -> CountKind | None:
    """“Left 12 dead”, "left four people injured", "twelve are missing"."""
    for word in (*verb.children, *(noun.children if noun is not None else ())):
        behind = word.dep_ in _PARTS_OF_STATE and word.i > (verb.i if noun is None else noun.i)
        participle = phrase_kind(word, Role.PATIENT) if word.tag_ == "VBN" else None
        if behind and (kind := STATES.get(word.lower_) or participle):
            return kind
    return None


def genitive(named: Word) -> Iterator[Cue]:
    """“The death of 12 people”, “the loss of 40 lives”, “claimed the lives of six”, “injuries to five”."""
    if lemma_of(named) == "fatal":
        yield CountKind.KILLED, named
    elif named.pos_ in {"NOUN", "PROPN", "VERB", "ADJ"} and (kind := noun_kind(named)):
        yield kind, named
    elif lemma_of(named) in _LIMBS and lemma_of(named.head) in _TEARING:
        yield CountKind.INJURED, named.head
    elif lemma_of(named) in {"life", "loss"} and is_loss(named):
        yield CountKind.KILLED, named


def hits_a_limb(verb: Word) -> bool:
    """“Shot in the leg”."""
    where = (word for child in verb.children if child.lower_ in {"in", "through"} for word in child.children)
    return any(lemma_of(word) in _LIMBS for word in where)


def is_loss(noun: Word) -> bool:
    """Are these lives lost, rather than saved or lived?"""
    around = [noun, *list(noun.ancestors)[:3], *noun.children]
    return any(
        (lemma_of(t) in LOSING and t.pos_ in {"VERB", "AUX"}) or lemma_of(t) == "loss" or t.lower_ == "cost"
        for t in around
    )


def _misread_subject(speech: Word) -> Cue | None:
    """“Said almost 6,000 civilians … have been evacuated”: parsers take the subject for what was said."""
    for clause in speech.children:
        if clause.dep_ == "ccomp" and clause.i > speech.i and not subjects(clause):
            return next(_as_subject(clause), None)
    return None
