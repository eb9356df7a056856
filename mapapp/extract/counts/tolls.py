"""Tolls: a number that is the value of a noun, as in "the death toll rose to 44 from 31"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from mapapp.domain.claim import CountKind
from mapapp.extract.clause import lemma_of, token_at
from mapapp.extract.counts.figures import Figure
from mapapp.extract.counts.lexicon import WORDS, Role, one_of, phrase_kind
from mapapp.extract.counts.reading import before_bound
from mapapp.sentence import Word

REACH = 40
"""Words between a toll and its value."""
_TOLLS = WORDS["tolls"]
_KINDS: Mapping[str, CountKind] = {
    word: CountKind(kind) for kind in ("killed", "injured", "missing", "infected", "displaced") for word in _TOLLS[kind]
}
COUNTS = frozenset(_TOLLS["counts"])
"""Nouns of a number of something: of what, other words say."""
_LINKS = frozenset(_TOLLS["links"])
_WORDS = WORDS["relations"]
_OLDER = re.compile(
    rf"(?<!anywhere )(?<!ranging )\b(?:{one_of(_WORDS['older_before'])}\s+(?:an?\s+|the\s+)?(?:\w+\s+)?"
    rf"|{one_of(_WORDS['older_adjectives'])}\s+{one_of(_WORDS['older_nouns'])}\s+(?:\w+\s+){{0,5}}"
    rf"|\bwhat\b[^,;]{{0,40}}{one_of(_WORDS['mistaken'])}\s+"
    rf"|{one_of(_WORDS['first'])}\s+(?:\w+\s+)?{one_of(_WORDS['held'])}\s+(?:that\s+|to\s+be\s+)?(?:the\s+)?)$",
    re.IGNORECASE,
)

_TAKES = frozenset(_WORDS["taking"])
_TAKING = re.compile(rf"\b{one_of(_WORDS['taking'])}\s+to\s+$", re.IGNORECASE)
_NAMED_BEHIND = re.compile(rf"\s+the\s+(?:\w+\s+)?(?P<toll>{one_of(_TOLLS['counts'])})\b", re.IGNORECASE)
_FIRST_TOLD = re.compile(rf"\s+(?:{one_of(_WORDS['older_after'])})\b", re.IGNORECASE)


def toll_of(figure: Figure) -> Iterator[tuple[CountKind, Word]]:
    """The kind of the toll whose value the figure is: the nearest toll before it, with a word that leads to it."""
    if found := _taken_to(figure):
        yield found
        return
    start, doc, sent = before_bound(figure), figure.noun.doc, figure.noun.sent
    while start - 1 > sent.start and (doc[start - 1].tag_ == "RB" or doc[start - 1].is_quote):
        start -= 1
    if start <= sent.start or not (is_older(figure) or _is_led_to(doc[start - 1], doc[start])):
        return
    if figure.single and lemma_of(doc[start - 1]) not in {"include", "be"}:
        return
    total: Word | None = None
    for token in reversed(doc[max(sent.start, start - REACH) : start]):
        if token.text in {";", "."} or token.lower_ in {"but", "whereas"}:
            return
        if kind := _kind(token):
            yield kind, total or token
            yield from _twin(token, kind)
            return
        if total is None and lemma_of(token) in COUNTS and token.pos_ == "NOUN" and not is_older(figure):
            total = token  # "nine more bodies …, so that the count now stands at 436"


def _taken_to(figure: Figure) -> tuple[CountKind, Word] | None:
    """“Taking to four the number who have died”."""
    named = _NAMED_BEHIND.match(figure.text, figure.end)
    if named is None or _TAKING.search(figure.text, 0, figure.begin) is None:
        return None
    sentence = figure.noun.sent
    token = token_at(sentence, sentence.start_char + named.start("toll"))
    return (_kind(token) or CountKind.KILLED, token) if token is not None else None


def numbered(figure: Figure) -> Iterator[tuple[CountKind, Word]]:
    """“The dead and wounded number 70”, “injuries numbered 17”: however that is parsed."""
    verb = before_bound(figure) - 1
    if verb - 1 <= figure.noun.sent.start or lemma_of(figure.noun.doc[verb]) != "number":
        return
    named = figure.noun.doc[verb - 1]
    if kind := _KINDS.get(lemma_of(named)) or _KINDS.get(named.lower_):
        yield kind, named
        yield from _twin(named, kind)


def _twin(token: Word, kind: CountKind) -> Iterator[tuple[CountKind, Word]]:
    """“The dead and wounded number 70”: the other kind that shares the value."""
    for at in range(max(token.sent.start + 1, token.i - 1), min(token.sent.end, token.i + 6) - 1):
        first, link, second = (token.doc[i] if i < token.sent.end else token for i in (at - 1, at, at + 1))
        pair = [_KINDS.get(first.lower_), _KINDS.get(second.lower_)]
        if link.lower_ in {"and", "or", "/"} and kind in pair and None not in pair and pair[0] != pair[1]:
            yield next(other for other in pair if other and other is not kind), token
            return


def _is_led_to(before: Word, begins: Word) -> bool:
    """“Rose to 44”, “deaths: 44”, “exceeded 44”."""
    return bool({lemma_of(before), lemma_of(begins)} & _LINKS) or before.text == ":" or lemma_of(before) == "toll"


def _kind(token: Word) -> CountKind | None:
    """“Death toll”, "the number of injured", "deaths", "the body count"."""
    word = lemma_of(token)
    if word in COUNTS and not (token.i > token.sent.start and token.nbor(-1).lower_ == "in"):  # "four in number"
        beside = token.doc[token.i + 1 : min(token.i + 5, token.sent.end)]  # "the number of people killed … has risen"
        named = [
            *token.lefts,
            *beside,
            *(c for c in token.children if c.dep_ == "acl"),
            *(inner for c in token.children if c.lower_ in {"of", "for"} for inner in c.subtree),
        ]
        kinds = (_KINDS.get(lemma_of(t)) or _KINDS.get(t.lower_) or _fate(t) for t in named)
        found = next((kind for kind in kinds if kind), None)
        return found or (CountKind.KILLED if word == "toll" else None)
    if (
        token.lower_ in _KINDS
        and token.dep_ != "compound"
        and token.i > token.sent.start
        and token.nbor(-1).lower_ == "the"
    ):
        return _KINDS[token.lower_]
    taken = token.dep_ == "dobj" and token.head.lower_ in _TAKES  # "that brought the fatalities to 218"
    return _KINDS.get(word) if token.tag_ == "NNS" and (taken or token.dep_ in {"nsubj", "nsubjpass"}) else None


def _fate(verb: Word) -> CountKind | None:
    """“The number of persons who lost their lives”."""
    kind = phrase_kind(verb, Role.SUBJECT) if verb.pos_ == "VERB" else None
    return kind if kind in {CountKind.KILLED, CountKind.INJURED} else None


def is_toll(cue: Word) -> bool:
    """Does the word name a number of something: “the toll”, “the number of the dead”?"""
    above = cue.head.head if cue.dep_ == "pobj" and cue.head.lower_ == "of" else cue
    return any(lemma_of(word) in COUNTS and word.pos_ != "VERB" for word in (cue, above))


def is_older(figure: Figure) -> bool:
    """“From 31”, “earlier put at 31”: is the figure one that a later one replaces?"""
    before = _OLDER.search(figure.text, max(0, figure.begin - 60), figure.begin)
    return before is not None or _FIRST_TOLD.match(figure.text, figure.end) is not None
