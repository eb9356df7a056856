"""The page "Merges": what may be one event, and the log of what was put together and kept apart."""

from __future__ import annotations

import streamlit as st

from mapapp.domain.account import Decider, Decision, Subject, Verdict
from mapapp.spoken import N_, _, ngettext
from mapapp.store import Store, UnknownDecision, UnknownIncident, UnknownReport
from mapapp.web import accounts_view
from mapapp.web import backend as backends
from mapapp.web.cards import title
from mapapp.web.highlight import Part, Role, to_html
from mapapp.web.tally import from_reports

PAGE_LINES = 25
PAGE = "merges-log-page"
SAID = "merges-said"
WORDS = {
    (Decider.PROGRAM, Verdict.SAME): N_("The program put together"),
    (Decider.PERSON, Verdict.SAME): N_("A person put together"),
    (Decider.PERSON, Verdict.DIFFERENT): N_("A person kept apart"),
    (Decider.PROGRAM, Verdict.DIFFERENT): N_("The program kept apart"),
}
MOST_NAMED = 4
"""Accounts named in a line of the log."""


def draw() -> None:
    """Draw the page."""
    store = backends.current().application.store
    accounts_view.said()
    st.subheader(_("Several reports, one event"), anchor=False)
    if said := st.session_state.pop(SAID, None):
        st.success(said, icon=":material/check:")
    st.caption(
        _(
            "{incidents}. Reports that surely tell of one event are merged; what may be one is asked here. "
            "Everything can be undone.",
            incidents=from_reports(len(store), store.count_reports()),
        )
    )
    suggestions, log = st.columns(2, gap="medium")
    with suggestions:
        _suggestions(store)
    with log:
        _log(store)


def _suggestions(store: Store) -> None:
    found = store.merges.suggestions()
    st.markdown("**" + _("Perhaps one event") + "**")
    if not found:
        st.info(_("Nothing is in doubt."), icon=":material/done_all:")
    for suggestion in found:
        accounts_view.perhaps(suggestion, store)


def _log(store: Store) -> None:
    st.markdown("**" + _("What was merged and parted") + "**")
    page = st.session_state.get(PAGE) or 1
    lines = store.merges.log(limit=PAGE_LINES + 1, offset=PAGE_LINES * (page - 1))
    if not lines:
        st.info(_("Nothing yet."), icon=":material/history:")
    for decision in lines[:PAGE_LINES]:
        _line(decision, store)
    if page > 1 or len(lines) > PAGE_LINES:
        st.session_state[PAGE] = page
        st.pagination(page + (len(lines) > PAGE_LINES), key=PAGE)


def _line(decision: Decision, store: Store) -> None:
    named = list(dict.fromkeys(one for pair in decision.pairs for one in pair))
    name = _report_named if decision.subject is Subject.STORY else _named
    accounts = _("  and  ").join(name(store, one) for one in named[:MOST_NAMED])
    rest = len(named) - MOST_NAMED
    did = _(WORDS[decision.by, decision.verdict])
    reason = _("{when}: {why}", when=f"{decision.instant:%Y-%m-%d %H:%M} UTC", why=decision.reason)
    more = " " + ngettext("and {n} more", "and {n} more", rest) if rest > 0 else ""
    with st.container(border=True, key=f"decision-{decision.number}"):
        st.html(
            to_html([Part(text=f"{did} "), Part(text=accounts + more, role=Role.STRONG)], style="note")
            + to_html([Part(text=reason, role=Role.MUTED)], style="note")
        )
        if decision.undone:
            st.caption(_("Holds no longer since {when}.", when=f"{decision.undone:%Y-%m-%d %H:%M} UTC"))
        else:
            st.button(
                _("Undo"),
                key=f"undo-{decision.number}",
                icon=":material/undo:",
                type="tertiary",
                on_click=_undo,
                args=(store, decision.number),
            )


def _named(store: Store, account_id: str) -> str:
    """Such as “Armed clash, Aleppo (Reuters)”."""
    try:
        told = next(one for one in store.merges.accounts(account_id) if one.id == account_id)
        report = store.report(told.incident.report_ids[0])
    except (UnknownIncident, StopIteration):
        return _("an account that is gone")
    source = report.source.name if report.source else _("source not known")
    return f"{title(told.incident.event_type.sub_type, [place.label for place in told.incident.places])} ({source})"


def _report_named(store: Store, report_id: str) -> str:
    """Such as “the report “Shelling in Aleppo” (Reuters)”."""
    try:
        report = store.report(report_id)
    except UnknownReport:
        return _("a report that is gone")
    source = report.source.name if report.source else _("source not known")
    return _("the report “{title}” ({source})", title=report.title, source=source)


def _undo(store: Store, number: int) -> None:
    try:
        store.merges.undo(number)
    except UnknownDecision:
        return
    st.session_state[SAID] = _("Undone.")
