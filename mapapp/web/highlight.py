"""Report text → HTML, in the only place where the pages make any. Every character of text is escaped here.

A page hands over parts, which are data; this file turns each part into one element with a fixed tag and class.
Nothing a report says can become a tag, an attribute, Markdown or a link.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from mapapp.domain.report import Span


class Role(StrEnum):
    """What a stretch of text is; it decides how it looks."""

    TEXT = "text"
    PLACE = "place"
    """The name of a place where something happened."""
    OTHER_PLACE = "other-place"
    """A place name that is not where something happened: a dateline, a government."""
    COUNT = "count"
    STRONG = "strong"
    MUTED = "muted"
    LABEL = "label"
    """The name of a field, before its value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of text with one role."""

    text: str
    role: Role = Role.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Where in a text something is to be marked, and as what."""

    span: Span
    role: Role


TAGS = {
    Role.PLACE: "mark",
    Role.OTHER_PLACE: "mark",
    Role.COUNT: "mark",
    Role.STRONG: "strong",
    Role.MUTED: "small",
    Role.LABEL: "b",
}
"""Plain text has no tag."""


def cut(text: str, marks: Iterable[Mark], *, within: Span | None = None) -> tuple[Part, ...]:
    """Cut a text at its marks; joined again, the parts are the text, character for character.

    Of overlapping marks the first to start is kept, and of those the longest.

    Args:
        text: the text that the spans point into.
        marks: in any order.
        within: only this stretch; marks that reach outside it are left out.
    """
    window = within or (Span(start=0, end=len(text)) if text else None)
    if window is None:
        return ()
    parts: list[Part] = []
    position = window.start
    for mark in sorted(marks, key=lambda m: (m.span.start, -m.span.end)):
        if mark.span.start < position or mark.span.end > window.end:
            continue
        if mark.span.start > position:
            parts.append(Part(text=text[position : mark.span.start]))
        parts.append(Part(text=mark.span.of(text), role=mark.role))
        position = mark.span.end
    if position < window.end:
        parts.append(Part(text=text[position : window.end]))
    return tuple(parts)


def to_html(parts: Sequence[Part], *, style: str = "text") -> str:
    """One paragraph. `dir="auto"` lets each text run in its own direction; line breaks are kept by the style.

    Args:
        parts: in reading order.
        style: a class of `style.css`; it must be one of our own words.
    """
    if not style.replace("-", "").isalpha():
        raise ValueError(f"a style is a word of our own, not {style!r}")
    return f'<p dir="auto" class="incident-{style}">{"".join(map(_element, parts))}</p>'


def _element(part: Part) -> str:
    text = html.escape(part.text, quote=True)
    tag = TAGS.get(part.role)
    return f'<{tag} class="incident-{part.role.value}">{text}</{tag}>' if tag else text


MARKS = frozenset("\\`*_{}[]()<>#+-.!|~$:=&^@/'\"")
"""All ASCII punctuation that Streamlit's Markdown gives a meaning to: links, LaTeX, colours, icons, emoji."""

WORD_JOINER = "\u2060"
"""Invisible and without width. Icons, emoji, arrows and bare addresses are looked for after Markdown has turned
character references back into characters; joiners around each mark keep them apart there too."""


def plain(text: str, *, longest: int = 300) -> str:
    """The text as Markdown that shows these characters and nothing else, on one line; for labels, which cannot be HTML.

    Args:
        text: anything, by anybody.
        longest: characters; the rest is cut off and an ellipsis says so.
    """
    line = " ".join(text.split())
    if len(line) > longest:
        line = line[: longest - 1].rstrip() + "…"
    kept_apart = "".join(f"{WORD_JOINER}&#{ord(mark)};{WORD_JOINER}" if mark in MARKS else mark for mark in line)
    return kept_apart.replace(WORD_JOINER * 2, WORD_JOINER)
