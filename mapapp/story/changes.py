"""What an editor changed between two versions of an article, in words for people."""

from __future__ import annotations

import re

from rapidfuzz.distance import Levenshtein

from mapapp.domain.document import BlockKind
from mapapp.domain.report import Report
from mapapp.intake.blocks import document_of
from mapapp.spoken import _

_TOKEN = re.compile(r"\w+(?:[.,]\d+)*|[^\w\s]")
MOST_NAMED = 3
"""Changes told; the rest is counted."""
LONGEST_NAMED = 60
"""Characters of a change."""
MOST_WORDS = 4_000
"""Of longer texts only so many are compared: time grows with the square."""


def changed(older: Report, newer: Report) -> str:
    """Such as: “14” became “16”; added “Two more died in hospital”; and 3 more."""
    before, after = _tokens(older), _tokens(newer)
    told = [
        words
        for step in Levenshtein.opcodes(before, after)
        if step.tag != "equal"
        and (words := _told(before[step.src_start : step.src_end], after[step.dest_start : step.dest_end]))
    ]
    if not told:
        return _("only its title, its date or its furniture")
    more = _("; and {n} more", n=len(told) - MOST_NAMED) if len(told) > MOST_NAMED else ""
    return "; ".join(told[:MOST_NAMED]) + more


def _told(gone: list[str], come: list[str]) -> str:
    """One change; empty where only marks between words changed."""
    before, after = (_quoted(tokens) if any(map(_is_word, tokens)) else "" for tokens in (gone, come))
    if before and after:
        return _("{before} became {after}", before=before, after=after)
    if after:
        return _("added {words}", words=after)
    return _("left out {words}", words=before) if before else ""


def _is_word(token: str) -> bool:
    return token[0].isalnum()


def _quoted(tokens: list[str]) -> str:
    text = re.sub(r"\s+([.,;:!?’])", r"\1", " ".join(tokens))
    cut = text if len(text) <= LONGEST_NAMED else text[: LONGEST_NAMED - 1].rstrip() + "…"
    return _("“{words}”", words=cut)


def _tokens(report: Report) -> list[str]:
    document = document_of(report)
    bodies = (document.of(block) for block in document.blocks if block.kind is BlockKind.BODY)
    return _TOKEN.findall("\n".join(bodies))[:MOST_WORDS]
