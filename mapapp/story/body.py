"""A report's text as it is compared: its body's words, their runs, and the facts among them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from mapapp.domain.document import BlockKind
from mapapp.domain.report import Report
from mapapp.intake.blocks import document_of
from mapapp.story.rules import Rules

BODIES_KEPT = 512
"""A newcomer is often compared with those that came just before."""
FEW_CAPITALS = 0.03
"""With a smaller share of capitals inside sentences, the script has none, and every long word is a fact."""
LONG_WORD = 4
_ONE_BY_ONE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0e7f"
"""Kana, Han and Thai: written without spaces, so that each letter stands for a word."""
_WORD = re.compile(rf"\d+(?:[.,]\d+)*|[{_ONE_BY_ONE}]|[^\W\d_{_ONE_BY_ONE}]+")
_ENDS = '.!?:\n–—"“”'


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Body:
    """What comparing looks at."""

    words: tuple[str, ...]
    """Folded, in order; the page's furniture, captions and headlines left out."""
    runs: frozenset[str]
    """Each few words that follow each other."""
    text: str
    """Of the body, compatibility forms unified."""


@lru_cache(BODIES_KEPT)
def body_of(report: Report, rules: Rules) -> Body:
    """Work it out."""
    document = document_of(report)
    texts = [document.of(block) for block in document.blocks if block.kind is BlockKind.BODY]
    whole = "\n".join(texts).encode("utf-8", "replace").decode()  # half a letter, from a browser, is none
    text = unicodedata.normalize("NFKC", whole)
    words = tuple(match.group().casefold() for match in _WORD.finditer(text))
    size = min(rules.run_words, max(1, len(words)))
    runs = frozenset(map(" ".join, zip(*(words[at:] for at in range(size)), strict=False)))
    return Body(words=words, runs=runs, text=text)


def words_of(text: str) -> frozenset[str]:
    """The distinct words of a sentence, folded."""
    return frozenset(word.casefold() for word in _WORD.findall(unicodedata.normalize("NFKC", text)))


@lru_cache(BODIES_KEPT)
def facts_of(body: Body, rules: Rules) -> frozenset[str]:
    """Its names, numbers and weekdays, folded."""
    names = frozenset(_names(body.text))
    numbers = frozenset(word for word in body.words if word[0].isdigit() or word in rules.numbers)
    if len(names) < FEW_CAPITALS * len(body.words):
        names = frozenset(word for word in body.words if len(word) >= LONG_WORD)
    return names | numbers


def _names(text: str) -> Iterator[str]:
    """Words with a capital that do not begin a sentence."""
    for match in _WORD.finditer(text):
        before = text[max(0, match.start() - 3) : match.start()].rstrip("'‘( ")[-1:]
        if match.group()[0].isupper() and before and before not in _ENDS:
            yield match.group().casefold()
