"""What can be seen of a word and its clause: the features that the model weighs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from spacy.tokens import Span, Token

from mapapp.extract.clause import SUBJECTS, lemma_of, objects_of, objects_of_noun, stands_for_persons, verb_of

Vector = npt.NDArray[np.float32]

CONTENT = frozenset({"NOUN", "VERB", "PROPN", "ADJ"})
TOLD_BY = frozenset({"nsubj", "nsubjpass", "dobj", "agent", "prep", "compound", "amod", "prt", "acomp", "advmod", "attr"})
FAR = 6
"""Words to the left and right that count as near."""


def candidates(sentence: Span) -> list[Token]:
    """The words of a sentence that could tell of an event."""
    return [token for token in sentence if token.pos_ in CONTENT and token.is_alpha and len(token) > 2 and not token.is_stop]


def sparse(token: Token, code: str | None, weak: bool) -> set[str]:
    """The features that are there or not.

    Args:
        token: of a parsed sentence.
        code: of the event type that the table gives the word; None where it gives none.
        weak: does the table call the word weak?
    """
    lemma, dep = lemma_of(token), token.dep_
    found = {"", f"l={lemma}", f"w={token.lower_}", f"pos={token.pos_}", f"tag={token.tag_}", f"dep={dep}", f"e={token.ent_type_}"}
    found.add(f"l={lemma}|{token.pos_}")
    found.add(f"table={code}|{'weak' if weak else 'strong'}" if code else "table=none")
    if code:
        found.add(f"table={code}")
    found |= {f"h={lemma_of(token.head)}", f"h={dep}={lemma_of(token.head)}"} if token.head != token else {"root"}
    for child in token.children:
        if child.dep_ in TOLD_BY:
            found.add(f"c={child.dep_}={lemma_of(child)}")
            found.update(f"c={child.lower_}={lemma_of(inner)}" for inner in child.children if inner.dep_ == "pobj")
    if any(stands_for_persons(noun) for noun in (*objects_of(token), *objects_of_noun(token))):
        found.add("persons")
    found.update(_beside(token))
    found.update(f"b={word}" for word in clause_words(token))
    found.update(f"s={word}" for word in _sentence_words(token.sent))
    return found


def _beside(token: Token) -> Iterator[str]:
    sentence = token.sent
    for step in (-2, -1, 1, 2):
        at = token.i + step
        if sentence.start <= at < sentence.end:
            yield f"{step:+d}={lemma_of(token.doc[at])}"
            if abs(step) == 1:
                yield f"{step:+d}={lemma_of(token.doc[at])}|{lemma_of(token)}"


def clause_words(token: Token) -> tuple[str, ...]:
    """The content lemmas of the word's own clause."""
    top = verb_of(token)
    return tuple({lemma_of(word) for word in top.subtree if _is_content(word)})


def _sentence_words(sentence: Span) -> set[str]:
    return {lemma_of(word) for word in sentence if _is_content(word)}


def _is_content(word: Token) -> bool:
    return word.is_alpha and not word.is_stop and word.pos_ in CONTENT | {"ADV"}


def dense(token: Token) -> Vector:
    """Word vectors, each of length one or nought: of the word, its subject, its objects, its clause, its sentence."""
    verb = verb_of(token)
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS]
    near = [word for word in token.sent if abs(word.i - token.i) <= FAR and word != token]
    parts = ([token], subjects, [*objects_of(verb), *objects_of_noun(token)], verb.subtree, near, token.sent)
    return np.concatenate([_mean(words) for words in map(list, parts)])


def _mean(words: list[Token]) -> Vector:
    total = sum((_unit(word) for word in words if _is_content(word)), np.zeros(_width(words), dtype=np.float32))
    length = float(np.linalg.norm(total))
    result: Vector = total / length if length else total
    return result


def _width(words: list[Token]) -> int:
    return int(words[0].vocab.vectors_length) if words else _WIDTH


_WIDTH = 300


def _unit(word: Token) -> Vector:
    vector: Vector = word.vector
    length = float(np.linalg.norm(vector))
    return vector / length if length else vector
