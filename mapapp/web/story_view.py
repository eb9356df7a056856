"""Beside a report: who else carries its story, its versions, and what may be the same story; with a person's word."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from mapapp.domain.report import Report
from mapapp.domain.story import Tie
from mapapp.spoken import _
from mapapp.store import Store
from mapapp.store.stories import Carried
from mapapp.web.decided import decide, say
from mapapp.web.highlight import Part, Role, to_html
from mapapp.web.story_words import on_sites, version_of

BY_HAND = "Decided on the page."
SAID = "story-said"


def draw(report: Report, store: Store) -> None:
    """Draw the story of a report; nothing where no other report carries it, nor may."""
    say(SAID)
    part, others = store.stories.of(report.id)
    if part is not None:
        sources = [one.source.name if one.source else None for one in (report, *(other.report for other in others))]
        lines = [to_html([Part(text=on_sites(sources), role=Role.STRONG)], style="note")]
        if words := version_of(report, part, others, store):
            lines.append(to_html([Part(text=_("This is {version}.", version=words))], style="note"))
        st.html("".join(lines))
        with st.expander(_("The other {n}", n=len(others)), expanded=len(others) == 1):
            for other in others:
                _other(report, other, others, store)
    for doubtful, tie in store.stories.suggestions(report.id):
        _perhaps(report, doubtful, tie, store)


def _other(report: Report, other: Carried, others: list[Carried], store: Store) -> None:
    beside = [one for one in others if one is not other]
    own = store.stories.of(other.report.id)[1] if other.part.versions > 1 else beside
    words = version_of(other.report, other.part, own, store)
    why = other.tie.reason if other.tie else _("tied to it by another report, or by a person")
    with st.container(border=True, key=f"story-{report.id}-{other.report.id}"):
        st.html(_line(other.report) + _muted("; ".join(filter(None, [why, words]))))
        if st.button(
            _("Not the same story"),
            key=f"story-out-{report.id}-{other.report.id}",
            icon=":material/call_split:",
            type="tertiary",
        ):
            _do(lambda: store.stories.take_out(other.report.id, BY_HAND), _("Taken out: it is a story of its own."))


def _perhaps(report: Report, other: Report, tie: Tie, store: Store) -> None:
    key = f"{report.id}-{other.id}"
    with st.container(border=True, key=f"story-perhaps-{key}"):
        intro = to_html([Part(text=_("Perhaps the same story as"), role=Role.STRONG)], style="note")
        st.html(intro + _line(other) + _muted(tie.reason))
        with st.container(horizontal=True):
            if st.button(_("Same story"), key=f"story-same-{key}", icon=":material/merge:"):
                _do(lambda: store.stories.same(report.id, other.id, BY_HAND), _("Put together."))
            if st.button(_("Another story"), key=f"story-different-{key}", icon=":material/call_split:"):
                _do(lambda: store.stories.different(report.id, other.id, BY_HAND), _("Kept apart."))


def _line(report: Report) -> str:
    day = f"{report.published:%Y-%m-%d}" if report.published else ""
    head = " · ".join(filter(None, [report.source.name if report.source else _("source not known"), day]))
    return to_html([Part(text=head, role=Role.STRONG), Part(text=f" {report.title}")], style="note")


def _muted(text: str) -> str:
    return to_html([Part(text=text, role=Role.MUTED)], style="note")


def _do(act: Callable[[], None], done: str) -> None:
    decide(act, done, gone=_("it was removed."), key=SAID)
