"""What befell the persons of each figure: by the words beside it, by grammar, by the toll it is the value of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from mapapp.domain.claim import CountKind
from mapapp.extract.counts import tolls
from mapapp.extract.counts.figures import Figure, Sort
from mapapp.extract.counts.lexicon import (
    GROUPS,
    PERSONS,
    REMAINING,
    STATES,
    WORDS,
    Role,
    is_weak,
    lemma,
    noun_kind,
    one_of,
    phrase_kind,
)
from mapapp.extract.counts.parts import before, is_part, kind_of_part, negated
from mapapp.extract.counts.reading import after, before_bound, chain, is_passive, objects
from mapapp.extract.counts.roles import Cue, by_governor, genitive, is_loss, sharing_object

_STRONG = frozenset({CountKind.KILLED, CountKind.INJURED, CountKind.ABDUCTED, CountKind.DISPLACED, CountKind.INFECTED})
"""Kinds whose verbs have hardly any other objects than persons and animals."""
HARM = frozenset({CountKind.KILLED, CountKind.INJURED})
"""Kinds of which nothing is planned: 300 people can be due to be evacuated, nobody is due to be killed."""
_NAMED = frozenset({CountKind.KILLED, CountKind.INJURED, CountKind.ABDUCTED, CountKind.DETAINED})
"""Kinds in which a person's name counts as one."""
_JOINT = re.compile(
    r"(?:,|;|\band|\bor|\bplus|\bas well as|\balong with|\btogether with|&)\s*(?:(?:\w+ly|then|later|also)\s+)*(?:(?:his|her|their|its|the|another|a\s+further)\s+)?$",
    re.IGNORECASE,
)
_AND = re.compile(r"(?:\s+(?:in|of|from)\s+(?:[\w'’-]+\s*){1,4})?,?\s*(?:and|&|,)\s*(?:also\s+)?", re.IGNORECASE)
_TAIL = re.compile(
    rf"\s*,?\s*(?:(?:is|are|was|were|remains?|remained)\s+)?"
    rf"{one_of(WORDS['injured']['tail'])}\b",
    re.IGNORECASE,
)
_WITH = frozenset(WORDS["injured"]["with"])
_WITH_OTHERS = re.compile(r"\b(?:along with|together with|alongside|as well as)\s+$", re.IGNORECASE)
_NEITHER = re.compile(r"\bneither\b", re.IGNORECASE)
_BY_SOURCE = re.compile(r"^,?\s*according\s+to\s[^,;]{2,60},\s*(?:and\s+|but\s+|or\s+|while\s+)?$", re.IGNORECASE)
_PLACED = re.compile(r"(?:^|[,;]|\band)\s*(?:in|at|near)\s+[\w\s'’-]{2,40}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """A figure with what befell its persons."""

    figure: Figure
    kind: CountKind
    cue: Token
    """The word that says so."""
    inherited: bool = False
    """Said of the figure before, and of this one because the two are joined."""


def told_of(figures: list[Figure]) -> list[Told]:
    """The figures that count persons whose fate is told, in order."""
    told = [[Told(figure, kind, cue) for kind, cue in _own(figure)] for figure in figures]
    last: list[Told] = []
    whole: list[Told] = []
    for at, figure in enumerate(figures):
        part = is_part(figure)
        giver = whole if part else last
        if not told[at] and giver and (part or _is_joined(figure, giver[0])):
            told[at] = [Told(figure, one.kind, one.cue, inherited=True) for one in giver]
        if told[at] or not figure.single:
            last = told[at]
        whole = told[at] if told[at] and not part else whole
    for at in range(len(figures) - 2, -1, -1):
        if not told[at] and told[at + 1] and _leads_to(figures[at], told[at + 1]):
            told[at] = [Told(figures[at], one.kind, one.cue) for one in told[at + 1]]
            told[at + 1] = [replace(one, inherited=True) for one in told[at + 1]]
    return [one for group in told for one in group]


def _own(figure: Figure) -> list[Cue]:
    if figure.sort is Sort.THINGS:
        return []
    if (why := negated(figure)) is not None:
        return [(CountKind.KILLED, why)] if lemma(why) in {"survive", "survivor"} else []
    for way in (
        _by_noun,
        _by_genitive,
        _by_label,
        _by_state,
        _by_tail,
        _by_verb_before,
        _by_follower,
        _by_grammar,
        tolls.toll_of,
        _by_neighbour,
        _by_name,
        _by_part,
        _by_list,
    ):
        found = {kind: cue for kind, cue in way(figure) if _may_count(figure, kind, cue)}
        if found:
            return list(_with_tail(figure, found).items())
    return []


def _with_tail(figure: Figure, found: dict[CountKind, Token]) -> dict[CountKind, Token]:
    """“Evacuated nine with wounds” are injured too; who “was wounded and later died” is dead."""
    killed, injured = found.get(CountKind.KILLED), found.get(CountKind.INJURED)
    if killed and injured and injured.i < killed.i and phrase_kind(killed, Role.SUBJECT) is CountKind.KILLED:
        del found[CountKind.INJURED]
    elif killed and found.keys() & {CountKind.MISSING, CountKind.RESCUED}:
        found = {kind: cue for kind, cue in found.items() if kind not in {CountKind.MISSING, CountKind.RESCUED}}
    elif (saved := found.get(CountKind.RESCUED)) and lemma(saved) == "survive" and _NEITHER.search(before(figure)):
        found = {CountKind.KILLED: saved}
    elif not killed and not injured:
        found |= dict(_by_tail(figure))
    return found


def _may_count(figure: Figure, kind: CountKind, cue: Token) -> bool:
    """Can the verb have these persons: must they be named as persons, and are they?"""
    if _is_name(figure):
        said = phrase_kind(cue, Role.PATIENT) or phrase_kind(cue, Role.SUBJECT) or noun_kind(cue)
        return kind in _NAMED and said is kind
    if figure.sort is Sort.PERSONS:
        return True
    if figure.sort is Sort.BARE:
        following = figure.number.nbor() if figure.number.i + 1 < figure.number.sent.end else figure.number
        household = figure.noun.dep_ == "pobj" and lemma(figure.noun.head.head) in GROUPS
        return household or not is_weak(cue) or following.lower_ in REMAINING
    return kind in (HARM if figure.single else _STRONG) and not is_weak(cue)


def _by_noun(figure: Figure) -> Iterator[Cue]:
    """“44 deaths”, “five bodies”; “14 lives” only where they are lost."""
    noun = figure.noun
    if figure.single or figure.sort is Sort.BARE:
        return
    if lemma(noun) == "life":
        if is_loss(noun):
            yield CountKind.KILLED, noun
    elif (kind := noun_kind(noun)) and lemma(noun) not in PERSONS:
        yield kind, noun


def _by_genitive(figure: Figure) -> Iterator[Cue]:
    """“The bodies of two men”, “the death of 12”."""
    if figure.noun.dep_ == "pobj" and figure.noun.head.lower_ in {"of", "to"}:
        yield from genitive(figure.noun.head.head)


def _by_name(figure: Figure) -> Iterator[Cue]:
    """“Ten hostages”, “300 protesters”, of whom nothing else is told."""
    if figure.sort is Sort.PERSONS and not figure.single and (kind := noun_kind(figure.noun)):
        yield kind, figure.noun


def _by_label(figure: Figure) -> Iterator[Cue]:
    """“Killed: 2; wounded: 26”."""
    start, doc = before_bound(figure), figure.noun.doc
    if start - 1 > figure.noun.sent.start and doc[start - 1].text == ":":
        if kind := STATES.get(doc[start - 2].lower_) or noun_kind(doc[start - 2]):
            yield kind, doc[start - 2]


def _by_state(figure: Figure) -> Iterator[Cue]:
    """“Two alive”, “eleven dead”: the very next word."""
    word = figure.last.nbor() if figure.last.i + 1 < figure.last.sent.end else figure.last
    burnt = word.lower_ == "alive" and any(lemma(t) in {"burn", "bury"} for t in word.sent)
    if (kind := STATES.get(word.lower_)) and word != figure.last and word.tag_ not in {"VBD", "VBG"} and not burnt:
        yield kind, word
        for other in _joined(word):
            if shared := _fate(other, passive=False):
                yield shared, other


def _by_tail(figure: Figure) -> Iterator[Cue]:
    """“A carer in a critical condition”, “four prisoners with stab wounds”."""
    word = figure.last.nbor() if figure.last.i + 1 < figure.last.sent.end else figure.last
    if _TAIL.match(figure.text, figure.end):
        yield CountKind.INJURED, word
    elif word.lower_ == "with":
        yield from _with_injuries(word)


def _by_part(figure: Figure) -> Iterator[Cue]:
    """“Seven of the injured are children”: of those the kind is told."""
    if kind := kind_of_part(figure):
        yield kind, figure.last


def _by_list(figure: Figure) -> Iterator[Cue]:
    """“Killed everyone on board: five crew and 13 passengers”."""
    start, doc, sent = before_bound(figure), figure.noun.doc, figure.noun.sent
    if start - 1 <= sent.start or doc[start - 1].text != ":":
        return
    for verb in doc[sent.start : start]:
        whole = [
            noun for noun in objects(verb) if noun.tag_ == "NNS" or noun.lower_ in {"everyone", "everybody", "all"}
        ]
        if whole and (kind := phrase_kind(verb, Role.PATIENT)):
            yield kind, verb


def _by_follower(figure: Figure) -> Iterator[Cue]:
    """“20 dead”, “13 others injured”, “12 were killed”: what the next words say, unless they are an active verb's."""
    passive, word = after(figure)
    if word is None:
        return
    if word.lower_ == "with":
        yield from _with_injuries(word)
    elif not passive and _is_active(word) and lemma(word) != "survive":
        if kind := phrase_kind(word, Role.SUBJECT):
            yield kind, word
    elif lemma(word) == "survive" and word.nbor(-1).lower_ in {"not", "n't", "never"}:
        yield CountKind.KILLED, word
    else:
        for verb in dict.fromkeys([word, *_joined(word), *chain(word)]):
            led = passive if not any(c.dep_ in {"aux", "auxpass"} for c in verb.children) else is_passive(verb)
            if kind := _fate(verb, passive=led, first=verb == word):
                yield kind, verb


def _fate(word: Token, *, passive: bool, first: bool = True) -> CountKind | None:
    participle = passive or (word.tag_ in {"VBN", "VBD"} and (first or phrase_kind(word.head, Role.SUBJECT) is None))
    return (
        (phrase_kind(word, Role.PATIENT) if participle else None)
        or STATES.get(word.lower_)
        or phrase_kind(word, Role.SUBJECT)
    )


def _with_injuries(word: Token) -> Iterator[Cue]:
    """“15 with burns”."""
    if any({lemma(t), t.lower_} & _WITH for t in word.doc[word.i + 1 : min(word.sent.end, word.i + 5)]):
        yield CountKind.INJURED, word


def _joined(word: Token) -> list[Token]:
    """“Killed and wounded”: a second participle beside the first."""
    if word.i + 2 >= word.sent.end or word.nbor().lower_ not in {"and", "or"}:
        return []
    other = word.nbor(2)
    return [other] if other.tag_ in {"VBN", "VBD"} and not objects(other) else []


def _is_active(word: Token) -> bool:
    """“Two gunmen killed 15”: the word is a verb whose object is to come."""
    if word.tag_ not in {"VBD", "VBN", "VBZ", "VBP", "VB", "VBG"} or word.lower_ in {"dead"}:
        return False
    if objects(word) and not is_passive(word):
        return True
    following = word.nbor() if word.i + 1 < word.sent.end else word
    dated = following.ent_type_ in {"DATE", "TIME"} or following.lower_ in STATES
    return following.tag_ in {"DT", "CD", "PRP", "PRP$", "NNS"} and not dated and word.tag_ != "VBN"


def _by_grammar(figure: Figure) -> Iterator[Cue]:
    yield from by_governor(figure.noun)
    if figure.noun != figure.number and figure.number.head != figure.noun:
        yield from by_governor(figure.number)


def _by_verb_before(figure: Figure) -> Iterator[Cue]:
    """“Killed 4 and 7 others were hurt”: the verb stands right before the number."""
    at = before_bound(figure) - 1
    if not figure.single and at >= figure.noun.sent.start and (kind := _object_kind(figure.noun.doc[at])):
        yield kind, figure.noun.doc[at]
        for other in sharing_object(figure.noun.doc[at]):
            if shared := phrase_kind(other, Role.PATIENT):
                yield shared, other


def _object_kind(verb: Token) -> CountKind | None:
    """What befalls the object that follows the verb; None: it is no verb, or its persons come before it."""
    led = verb.i > verb.sent.start and lemma(verb.nbor(-1)) in {"be", "have", "get"}
    misread = verb.tag_ == "VBN" and any(c.dep_ == "nsubj" for c in verb.children)
    if (verb.tag_ == "VBN" and not misread) or led or (verb.tag_ == "NN" and noun_kind(verb)):
        return None
    return phrase_kind(verb, Role.PATIENT)


def _by_neighbour(figure: Figure) -> Iterator[Cue]:
    """“Killing on the spot a constable”, “Blast kills 3”: the verb right before, where the parser missed it."""
    doc, sent = figure.noun.doc, figure.noun.sent
    at = before_bound(figure) - 1
    while at > sent.start and (doc[at].tag_ == "RB" or doc[at].lower_ in {"on", "the", "spot", "-", "another", "off"}):
        at -= 1
    if at < sent.start:
        return
    if kind := _object_kind(doc[at]):
        yield kind, doc[at]
    elif _WITH_OTHERS.search(figure.text, 0, figure.begin):
        while at > sent.start and doc[at].lower_ in {"with", "along", "together", "alongside", "as", "well"}:
            at -= 1
        if kind := phrase_kind(doc[at], Role.PATIENT):
            yield kind, doc[at]
    elif doc[at].lower_ in {"of", "to", "for"} and at > sent.start:
        yield from genitive(doc[at - 1])


def _is_joined(figure: Figure, giver: Told) -> bool:
    """Is the figure one more of the list that the one before began: "killing 10 soldiers and five civilians"?"""
    previous = giver.figure
    between = figure.text[previous.end : figure.begin]
    if not _may_share(figure) or (_is_name(figure) and not previous.single):
        return False
    if _BY_SOURCE.search(between) or (figure.sort is Sort.BARE and _PLACED.search(between)):
        return True
    placed = (figure.sort is Sort.BARE and _next_is(figure, "IN")) or _WITH_OTHERS.search(between) is not None
    begin = max(previous.last.i, giver.cue.i) if placed else previous.last.i
    if any(t.pos_ in {"VERB", "AUX"} for t in figure.noun.doc[begin + 1 : figure.first.i]):
        return figure.noun in previous.noun.conjuncts and _JOINT.search(between) is not None
    return _JOINT.search(between) is not None


def _may_share(figure: Figure) -> bool:
    """Can what is said of the figures beside it hold for this one: are they persons, without a verb of their own?"""
    unknown = figure.single and figure.sort is Sort.UNKNOWN
    return figure.sort is not Sort.THINGS and not unknown and not _has_own_verb(figure)


def _is_name(figure: Figure) -> bool:
    return figure.single and figure.noun.ent_type_ == "PERSON"


def _next_is(figure: Figure, *tags: str) -> bool:
    return figure.last.i + 1 < figure.last.sent.end and figure.last.nbor().tag_ in tags


def _has_own_verb(figure: Figure) -> bool:
    """“…, an official said”: the persons are the subject of a verb of their own."""
    subject = figure.noun.dep_ in {"nsubj", "nsubjpass"} and figure.noun.head.i > figure.last.i
    return subject or _next_is(figure, "VBD", "VBZ", "VBP", "MD")


def _leads_to(figure: Figure, following: list[Told]) -> bool:
    """“A woman and an infant injured”: what is said behind the second holds for the first too."""
    between = figure.text[figure.end : following[0].figure.begin]
    if not _may_share(figure) or following[0].cue.i < following[0].figure.first.i:
        return False
    words = figure.noun.doc[figure.last.i + 1 : following[0].figure.first.i]
    beside = _AND.fullmatch(between) is not None and (figure.noun.dep_ != "pobj" or between.strip().lower() == "and")
    return beside and not any(t.pos_ in {"VERB", "AUX"} for t in words)
