"""What befell a figure's persons, by the words beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mapapp.domain.claim import CountKind
from mapapp.extract.clause import lemma_of
from mapapp.extract.counts.figures import Figure
from mapapp.extract.counts.lexicon import PERSONS, STATES, WORDS, Role, noun_kind, one_of, phrase_kind
from mapapp.extract.counts.nouns import Sort
from mapapp.extract.counts.parts import kind_of_part
from mapapp.extract.counts.reading import after, before_bound, chain, is_passive, objects
from mapapp.extract.counts.roles import Cue, by_governor, genitive, is_loss, sharing_object
from mapapp.sentence import Word

_STILL = r"(?:all|both|still|now|also|being|currently)"
_TAIL = re.compile(
    rf"(?:\s*,\s*(?:who|all|both|aged|an?|the)\s[^,;:]{{1,60}},)?\s*,?\s*(?:(?:is|are|was|were|remains?|remained)\s+(?:{_STILL}\s+)?)?"
    rf"{one_of(WORDS['injured']['tail'])}\b",
    re.IGNORECASE,
)
_HURT_BEHIND = re.compile(
    rf"[^;.]*?\b(?:(?:all|both)\s+(?:of\s+(?:them|whom)\s+)?(?:with|suffered|sustained|had)|(?:is|are|was|were)\s+(?:{_STILL}\s+)?in"
    rf"\s+(?:\w+\s+){{0,3}}hospital\s+with)\s[^,;]{{0,30}}?(?:injur|wound|burn|fracture)",
    re.IGNORECASE,
)
_DEATHS = frozenset(WORDS["persons"]["deaths"])
_JOINT = frozenset(WORDS["persons"]["joint"])
_WITH = frozenset(WORDS["injured"]["with"])
WITH_OTHERS = re.compile(r"\b(?:along with|together with|alongside|as well as)\s+$", re.IGNORECASE)


def by_noun(figure: Figure) -> Iterator[Cue]:
    """“44 deaths”, “five bodies”; “14 lives” only where they are lost."""
    noun = figure.noun
    if figure.single and lemma_of(noun) in _DEATHS:
        yield CountKind.KILLED, noun
    if figure.single or figure.sort is Sort.BARE:
        return
    if lemma_of(noun) == "life":
        if is_loss(noun):
            yield CountKind.KILLED, noun
    elif (kind := noun_kind(noun)) and lemma_of(noun) not in PERSONS:
        yield kind, noun


def by_casualties(figure: Figure) -> Iterator[Cue]:
    """“23 casualties”: dead and wounded in one number."""
    if lemma_of(figure.noun) in _JOINT:
        yield CountKind.KILLED, figure.noun
        yield CountKind.INJURED, figure.noun


def by_genitive(figure: Figure) -> Iterator[Cue]:
    """“The bodies of two men”, “the death of 12”."""
    if figure.noun.dep_ == "pobj" and figure.noun.head.lower_ in {"of", "to"}:
        yield from genitive(figure.noun.head.head)


def by_name(figure: Figure) -> Iterator[Cue]:
    """“Ten hostages”, “300 protesters”, of whom nothing else is told."""
    if figure.sort is Sort.PERSONS and not figure.single and (kind := noun_kind(figure.noun)):
        yield kind, figure.noun


def by_state(figure: Figure) -> Iterator[Cue]:
    """“Two alive”, “eleven dead”: the very next word."""
    word = figure.last.nbor() if figure.last.i + 1 < figure.last.sent.end else figure.last
    burnt = word.lower_ == "alive" and any(lemma_of(t) in {"burn", "bury"} for t in word.sent)
    if word.dep_ == "amod" and word.head.i > word.i and (dead := _killed(word.head)):
        yield dead  # "nine displaced villagers died"
        return
    if (kind := STATES.get(word.lower_)) and word != figure.last and word.tag_ not in {"VBD", "VBG"} and not burnt:
        yield kind, word
        for other in _joined(word):
            if shared := _fate(other, passive=False):
                yield shared, other


def _killed(noun: Word) -> Cue | None:
    return next((cue for cue in by_governor(noun) if cue[0] is CountKind.KILLED), None)


def by_tail(figure: Figure) -> Iterator[Cue]:
    """“A carer in a critical condition”, “four prisoners with stab wounds”."""
    word = figure.last.nbor() if figure.last.i + 1 < figure.last.sent.end else figure.last
    if _TAIL.match(figure.text, figure.end):
        yield CountKind.INJURED, word
    elif word.lower_ == "with":
        yield from _with_injuries(word)


def by_survivors(figure: Figure) -> Iterator[Cue]:
    """“Three passengers survived and are in hospital with injuries”, “only two survived, both with burns”."""
    if _TAIL.match(figure.text, figure.end) or _HURT_BEHIND.match(figure.text, figure.end):
        yield CountKind.INJURED, figure.noun.head


def by_part(figure: Figure) -> Iterator[Cue]:
    """“Seven of the injured are children”: of those the kind is told."""
    if kind := kind_of_part(figure):
        yield kind, figure.last


def by_follower(figure: Figure) -> Iterator[Cue]:
    """“20 dead”, “13 others injured”, “12 were killed”: what the next words say, unless they are an active verb's."""
    passive, word = after(figure)
    if word is None:
        return
    if word.lower_ == "with":
        yield from _with_injuries(word)
    elif not passive and _is_active(word) and lemma_of(word) != "survive":
        if kind := phrase_kind(word, Role.SUBJECT):
            yield kind, word
    elif lemma_of(word) == "survive" and word.nbor(-1).lower_ in {"not", "n't", "never"}:
        yield CountKind.KILLED, word
    else:
        for verb in dict.fromkeys([word, *_joined(word), *chain(word)]):
            if verb.tag_ == "VBG" and objects(verb):
                continue  # "a frame fell, injuring 163"
            led = passive if not any(c.dep_ in {"aux", "auxpass"} for c in verb.children) else is_passive(verb)
            if kind := _fate(verb, passive=led, first=verb == word):
                yield kind, verb


def _fate(word: Word, *, passive: bool, first: bool = True) -> CountKind | None:
    participle = passive or (word.tag_ in {"VBN", "VBD"} and (first or phrase_kind(word.head, Role.SUBJECT) is None))
    return (
        (phrase_kind(word, Role.PATIENT) if participle else None)
        or STATES.get(word.lower_)
        or phrase_kind(word, Role.SUBJECT)
    )


def _with_injuries(word: Word) -> Iterator[Cue]:
    """“15 with burns”."""
    if any({lemma_of(t), t.lower_} & _WITH for t in word.doc[word.i + 1 : min(word.sent.end, word.i + 5)]):
        yield CountKind.INJURED, word


def _joined(word: Word) -> list[Word]:
    """“Killed and wounded”: a second participle beside the first."""
    if word.i + 2 >= word.sent.end or word.nbor().lower_ not in {"and", "or"}:
        return []
    other = word.nbor(2)
    return [other] if other.tag_ in {"VBN", "VBD"} and not objects(other) else []


def _is_active(word: Word) -> bool:
    """“Two gunmen killed 15”: the word is a verb whose object is to come."""
    if word.tag_ not in {"VBD", "VBN", "VBZ", "VBP", "VB", "VBG"} or word.lower_ in {"dead"}:
        return False
    if objects(word) and not is_passive(word):
        return True
    following = word.nbor() if word.i + 1 < word.sent.end else word
    dated = following.ent_type_ in {"DATE", "TIME"} or following.lower_ in STATES
    return following.tag_ in {"DT", "CD", "PRP", "PRP$", "NNS"} and not dated and word.tag_ != "VBN"


def by_verb_before(figure: Figure) -> Iterator[Cue]:
    """“Killed 4 and 7 others were hurt”: the verb stands right before the number."""
    at = before_bound(figure) - 1
    if not figure.single and at >= figure.noun.sent.start and (kind := _object_kind(figure.noun.doc[at])):
        yield kind, figure.noun.doc[at]
        for other in sharing_object(figure.noun.doc[at]):
            if shared := phrase_kind(other, Role.PATIENT):
                yield shared, other


def _object_kind(verb: Word) -> CountKind | None:
    """What befalls the object that follows the verb; None: it is no verb, or its persons come before it."""
    led = verb.i > verb.sent.start and lemma_of(verb.nbor(-1)) in {"be", "have", "get"}
    perfect = any(
        c.dep_ == "aux" and lemma_of(c) == "have" for c in verb.head.children
    )  # "had killed 9 and hurt over 60"
    shares = verb.dep_ == "conj" and (verb.head.tag_ in {"VBD", "VBZ"} or perfect) and bool(objects(verb.head))
    misread = verb.tag_ == "VBN" and (
        shares or any(c.dep_ == "nsubj" for c in verb.children)
    )  # "took 12 lives and hurt 80"
    if (verb.tag_ == "VBN" and not misread) or led or (verb.tag_ == "NN" and noun_kind(verb)):
        return None
    return phrase_kind(verb, Role.PATIENT)


def by_neighbour(figure: Figure) -> Iterator[Cue]:
    """“Killing on the spot a constable”, “Blast kills 3”: the verb right before, where the parser missed it."""
    doc, sent = figure.noun.doc, figure.noun.sent
    at = before_bound(figure) - 1
    while at > sent.start and (
        doc[at].tag_ == "RB" or doc[at].lower_ in {"on", "the", "spot", "-", "another", "off", "down"}
    ):
        at -= 1
    if at < sent.start:
        return
    if doc[at].lower_ == "dead" and at > sent.start and phrase_kind(doc[at - 1], Role.PATIENT):
        yield CountKind.KILLED, doc[at]  # "gunmen shot dead an imam"
    elif kind := _object_kind(doc[at]):
        yield kind, doc[at]
    elif WITH_OTHERS.search(figure.text, 0, figure.begin):
        while at > sent.start and doc[at].lower_ in {"with", "along", "together", "alongside", "as", "well"}:
            at -= 1
        if kind := phrase_kind(doc[at], Role.PATIENT):
            yield kind, doc[at]
    elif doc[at].lower_ in {"of", "to", "for"} and at > sent.start:
        yield from genitive(doc[at - 1])
