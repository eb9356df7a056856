"""The clause that a word stands in, and what a verb does to whom: questions to the dependency parse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mapapp.extract import cues
from mapapp.sentence import Word

OBJECTS = frozenset({"dobj", "nsubjpass", "obj", "nsubj:pass"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
CLAUSE_ENDS = frozenset({"advcl", "ccomp", "conj", "relcl", "acl", "xcomp", "parataxis", "ROOT", "pcomp"})
APART = frozenset({"ccomp", "relcl", "parataxis", "advcl", "conj"})
"""A clause hanging on one of these is another clause where it has a subject of its own."""


_PERSONAL = frozenset(
    [
        "i",
        "me",
        "you",
        "he",
        "him",
        "she",
        "her",
        "we",
        "us",
        "they",
        "them",
        "who",
        "whom",
        "themselves",
        "himself",
        "herself",
        "others",
        "everyone",
        "everybody",
    ]
)


def is_now(verb: Word) -> bool:
    """“We condemn”, “it says”: does a verb stand in the present?"""
    return verb.tag_ in {"VBP", "VBZ"}


def lemma_of(token: Word) -> str:
    """The lemma in lower case."""
    return str(token.lemma_).lower()


def token_at(words: Iterable[Word], position: int) -> Word | None:
    """The token that covers a position in its text, with the space after it; None where there is none.

    Args:
        words: of a sentence or a text, in order.
        position: offset in the block, in code points.
    """
    return next((word for word in words if word.idx <= position < word.idx + len(word.text_with_ws)), None)


def is_parted(one: Word, other: Word) -> bool:
    """Does a semicolon stand between two words of a sentence? Parsers hang the clause before it on the one behind."""
    first, last = sorted((one.i, other.i))
    return any(token.text == ";" for token in one.doc[first + 1 : last])


def has_subject(token: Word) -> bool:
    """Does it say who acts or suffers, be it by “who”?"""
    return any(child.dep_ in {"nsubj", "nsubjpass"} for child in token.children)


def is_perfect(verb: Word) -> bool:
    """“Has struck”, “may have struck”, “to have planned”."""
    return any(child.dep_ == "aux" and lemma_of(child) == "have" for child in verb.children)


def verb_of(token: Word) -> Word:
    """The head of the word's own clause: its verb, or the word itself at the top."""
    while token.head != token and not (token.dep_ in CLAUSE_ENDS and token.pos_ in {"VERB", "AUX"}):
        token = token.head
    return token


def hangs_by(token: Word, *labels: str) -> bool:
    """Does the word, or one above it, hang by one of these labels: by "relcl" all that a relative clause tells?"""
    return any(word.dep_ in labels for word in (token, *token.ancestors))


def words_around(token: Word) -> str:
    """The lemmas and the words of the token's clause between spaces, for looking up phrases: " police fire tear gas ".

    Clauses with a subject of their own are left out; participles ("killing 12") are in.
    """
    top = verb_of(token)
    inside = sorted(_clause(top), key=lambda word: word.i)
    if top.dep_ in {"acl", "relcl", "xcomp", "pcomp", "advcl"} and not _has_own_subject(top):
        inside = [top.head, *top.head.lefts, *inside]
    words = [word for word in inside if word.text != "-"]
    lemmas = " ".join(lemma_of(word) for word in words)
    forms = " ".join(word.lower_ for word in words)
    return f" {lemmas} {forms} ".replace("-", " ")


def _clause(top: Word) -> Iterator[Word]:
    stack = [top]
    while stack:
        word = stack.pop()
        yield word
        stack.extend(child for child in word.children if not _is_apart(child))


def _is_apart(child: Word) -> bool:
    return child.dep_ in APART and child.pos_ in {"VERB", "AUX"} and _has_own_subject(child)


def _has_own_subject(verb: Word) -> bool:
    """“Who fled” has none: its subject is the word that it describes."""
    return any(child.dep_ in SUBJECTS and child.lower_ not in {"which", "who", "that"} for child in verb.children)


def objects_of(verb: Word) -> list[Word]:
    """The verb's object, or its subject in the passive, with everything joined to it by "and"."""
    found = [child for child in verb.children if child.dep_ in OBJECTS]
    if verb.dep_ in {"acl", "relcl"} and verb.tag_ == "VBN" and not found:
        found = [verb.head]
    if verb.dep_ == "conj" and not found and verb.tag_ in {"VBN", "VBD"}:
        found = [child for child in verb.head.children if child.dep_ == "nsubjpass"]
    return [token for head in found for token in (head, *head.conjuncts)]


def objects_of_noun(noun: Word) -> list[Word]:
    """What "the capture of" is of."""
    return [
        inner
        for child in noun.children
        if child.dep_ == "prep" and child.lower_ in {"of", "from", "on"}
        for inner in child.children
        if inner.dep_ == "pobj"
    ]


def is_person(token: Word) -> bool:
    """Does the noun, as written, stand for persons?"""
    if token.lemma_.lower() in cues.PEOPLE or token.lower_ in cues.PEOPLE or token.ent_type_ == "PERSON":
        return True
    return token.pos_ == "PRON" and token.lower_ in _PERSONAL


def stands_for_persons(noun: Word) -> bool:
    """A noun for persons, a bare number of them, or some of them: "three", "dozens of villagers"."""
    if is_person(noun) or noun.like_num or noun.ent_type_ in {"CARDINAL", "PERSON", "NORP"}:
        return True
    return any(is_person(inner) for child in noun.children if child.dep_ == "prep" for inner in child.children)
