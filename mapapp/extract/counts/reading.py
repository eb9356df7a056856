"""Small questions to a parsed sentence: what follows a figure, what a verb governs, whether it is passive."""

from __future__ import annotations

from mapapp.extract.clause import OBJECTS, is_perfect, lemma_of
from mapapp.extract.counts.figures import Figure
from mapapp.extract.counts.lexicon import GROUPS, STATES, WORDS, Role, nth, phrase_kind
from mapapp.sentence import Word

_SKIPPED = frozenset(WORDS["verbs"]["between"])
"""Verbs between persons and what befell them: "are feared to have been"."""
_FILLERS = frozenset(WORDS["verbs"]["fillers"])
_WHOLE_PRONOUNS = frozenset({"them", "whom", "those", "these", "which"})
_WORDS = frozenset({"VBD", "VBN", "VBZ", "VBP", "VBG", "VB", "JJ"})
LONGEST_ASIDE = 16
"""Words between two commas that may stand between persons and their verb."""


def after(figure: Figure) -> tuple[bool, Word | None]:
    """The word after a figure that can say what befell it, past auxiliaries and adverbs; and whether "be" led to it."""
    token = _past_aside(_past_ages(_past_part(figure.last)))
    if (
        token is not None
        and token.lower_ == "in"
        and (beyond := _next(token)) is not None
        and beyond.lower_ == "number"
    ):
        token = _next(beyond)  # "the attackers, four in number, were killed"
        token = _next(token) if token is not None and token.text == "," else token
    passive = False
    while token is not None:
        beyond = _next(token)
        if lemma_of(token) == "find" and beyond is not None and beyond.lower_ in STATES:
            token = beyond
        if (
            (lemma_of(token) in _SKIPPED or token.lower_ in {"did", "do", "does"})
            and token.pos_ in {"VERB", "AUX"}
            and token.tag_ != "VBG"
        ):
            passive = passive or lemma_of(token) in {"be", "get"}
        elif token.lower_ in {"not", "n't", "never"}:
            survived = next(
                (t for t in token.doc[token.i : min(token.i + 3, token.sent.end)] if lemma_of(t) == "survive"), None
            )
            return False, survived
        elif (token.tag_ not in {"RB", "MD"} and token.lower_ not in _FILLERS) or token.lower_ in STATES:
            break
        token = _next(token)
    if token is None or not (token.tag_ in _WORDS or token.lower_ in STATES or token.lower_ == "with"):
        return False, None
    return passive, token


def _past_part(last: Word) -> Word:
    """“Two of whom”, “three of those”: the words that only say of whom they are a part."""
    if last.i + 2 < last.sent.end and last.nbor().lower_ == "of" and last.nbor(2).lower_ in _WHOLE_PRONOUNS:
        return last.nbor(2)
    if last.i + 3 < last.sent.end and last.nbor().lower_ == "of" and lemma_of(last.nbor(3)) in GROUPS:
        return last.nbor(3)  # "two members of one family"
    if last.i + 3 < last.sent.end and last.nbor().lower_ == "of" and last.nbor(2).lower_ == "the":
        return last.nbor(3) if last.nbor(3).lower_ in STATES or lemma_of(last.nbor(3)) == "victim" else last
    return last


def _past_ages(last: Word) -> Word:
    """“Two women aged 54 and 71 were hurt”: the words that only say how old they are."""
    aged = _next(last)
    if aged is None or aged.lower_ != "aged":
        return last
    while (beyond := _next(aged)) is not None and (beyond.like_num or beyond.lower_ in {"and", "between", "to", "-"}):
        aged = beyond
    return aged


def _past_aside(last: Word) -> Word | None:
    """The word after the figure, or after an aside that is set off by commas or brackets and leads to an auxiliary."""
    token = _next(last)
    if token is None or token.text not in {",", "(", "[", "–", "—"}:
        return token
    closing = {"(": ")", "[": "]"}.get(token.text, token.text)
    for other in token.doc[token.i + 1 : min(last.sent.end, token.i + LONGEST_ASIDE)]:
        if other.text in {";", ":"}:
            return None
        if other.text == closing:
            beyond = _next(other)
            while beyond is not None and beyond.tag_ == "RB":
                beyond = _next(beyond)
            if beyond is not None and _can_tell(beyond):
                return beyond
    return None


def _can_tell(word: Word) -> bool:
    told = word.pos_ == "AUX" or word.lower_ in STATES or word.tag_ == "VBD"
    return told or phrase_kind(word, Role.SUBJECT) is not None  # "Two, among them a boy, sustained burns"


def before_bound(figure: Figure) -> int:
    """The index of the first token of the figure's wording with its bound."""
    at = figure.first.i
    sent = figure.first.sent
    while at > sent.start and figure.first.doc[at - 1].idx >= sent.start_char + figure.begin:
        at -= 1
    return at


def objects(verb: Word) -> list[Word]:
    """The verb's direct objects."""
    return [child for child in verb.children if child.dep_ in {"dobj", "obj"}]


def subjects(verb: Word) -> list[Word]:
    """The verb's subjects."""
    return [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass", "nsubj:pass", "csubj"}]


def is_passive(verb: Word) -> bool:
    """Is the verb in the passive, or a participle without an object?"""
    if any(child.dep_ in {"auxpass", "aux:pass", "nsubjpass"} for child in verb.children):
        return True
    return verb.tag_ == "VBN" and not is_perfect(verb) and not objects(verb)


def is_negated(verb: Word) -> bool:
    """“Did not survive”."""
    return any(child.dep_ == "neg" or child.lower_ in {"not", "never"} for child in verb.children)


def chain(verb: Word) -> list[Word]:
    """The verb and those joined to it that share its subject: "were rounded up and shot dead"."""
    found = [verb]
    parted: set[Word] = set()
    """With a subject of their own, or joined to one with: “were killed and two others pulled out but badly hurt”."""
    for other in verb.conjuncts:
        own = any(c.dep_ in OBJECTS or c.dep_ in {"nsubj", "nummod", "npadvmod"} or c.like_num for c in other.children)
        if other.i <= verb.i or other.pos_ != "VERB":
            continue
        if (own and subjects(other)) or _numbered_before(other) or other.head in parted:
            parted.add(other)
        else:
            found.append(other)
    return found


def _numbered_before(verb: Word) -> bool:
    """“… and 11 injured”: the joined word has persons of its own."""
    before = verb.nbor(-1) if verb.i > verb.sent.start else verb
    while (before.dep_ in {"aux", "auxpass"} or before.tag_ == "RB") and before.i > verb.sent.start:
        before = before.nbor(-1)
    more = before.lower_ in {"more", "others", "another"} or nth(before.lower_) is not None
    return bool(before.like_num) or before.pos_ in {"NOUN", "PROPN", "PRON"} or more


def _next(token: Word) -> Word | None:
    return token.nbor() if token.i + 1 < token.sent.end else None
