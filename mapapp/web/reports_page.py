"""The page "Reports": what is kept, and how to remove it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from mapapp.domain.report import Report
from mapapp.spoken import _, ngettext
from mapapp.store import Store, UnknownReport
from mapapp.web import backend as backends
from mapapp.web import story_view
from mapapp.web.highlight import Part, to_html

TABLE = "reports-table"
SAID = "reports-said"
LONGEST_SHOWN = 4_000
"""Characters of a report's text; the rest is said to be there."""


def draw() -> None:
    """Draw the page."""
    st.subheader(_("Reports kept"), anchor=False)
    store = backends.current().application.store
    if said := st.session_state.pop(SAID, None):
        st.success(said, icon=":material/check:")
    reports = sorted(store.reports(), key=_newest_first)
    if not reports:
        nothing = _("No report is kept yet. Paste one, and its incidents are put on the map.")
        st.info(nothing, icon=":material/inbox:")
        st.page_link(st.session_state["pages"]["paste"], label=_("Paste a report"), icon=":material/content_paste:")
        return
    st.caption(
        ngettext(
            "{n} kept. Choose one to read or remove it.", "{n} kept. Choose one to read or remove it.", len(reports)
        )
    )
    chosen = st.dataframe(
        frame(reports),
        key=TABLE,
        on_select="rerun",
        selection_mode="single-cell",
        hide_index=True,
        height=min(38 + 35 * len(reports), 380),
        column_config={_("Title"): st.column_config.TextColumn(width="large")},
    )
    rows = [row for row, _ in chosen["selection"]["cells"]]
    if rows and rows[0] < len(reports):
        _one(reports[rows[0]], store)


def frame(reports: list[Report]) -> dict[str, list[Any]]:
    """One row a report."""
    return {
        _("Title"): [report.title for report in reports],
        _("Source"): [report.source.name if report.source else "" for report in reports],
        _("Published"): [f"{report.published:%Y-%m-%d}" if report.published else _("not known") for report in reports],
        _("Characters"): [len(report.text) for report in reports],
    }


def _newest_first(report: Report) -> tuple[float, str]:
    instant = report.published or report.collected
    return (-instant.timestamp() if instant else 0.0, report.title)


def _one(report: Report, store: Store) -> None:
    with st.container(border=True):
        told = [report.source.name if report.source else "", f"{report.published:%Y-%m-%d}" if report.published else ""]
        st.html(
            to_html([Part(text=report.title)], style="title")
            + to_html([Part(text=" · ".join(filter(None, told)) or _("source and date not known"))], style="note")
        )
        if st.button(_("Remove this report …"), icon=":material/delete:"):
            st.dialog(_("Remove this report?"))(_confirm)(report, store)
        story_view.draw(report, store)
        with st.container(height=320):
            more = "\n" + _("… and {n} more characters", n=len(report.text) - LONGEST_SHOWN)
            text = report.text[:LONGEST_SHOWN] + (more if len(report.text) > LONGEST_SHOWN else "")
            st.html(to_html([Part(text=text)], style="report"))


def _confirm(report: Report, store: Store) -> None:
    st.html(to_html([Part(text=report.title)], style="title"))
    st.write(
        _(
            "Its text is deleted, and so is every incident that no other report tells. They leave the map and all "
            "totals for everybody, and links to them say that they are gone; a frozen view still says where, when and "
            "how many, and that they are gone. It cannot be undone, except by pasting the report again."
        )
    )
    keep, remove = st.columns(2)
    if keep.button(_("Keep it"), width="stretch"):
        st.rerun()
    if remove.button(_("Remove"), type="primary", width="stretch"):
        try:
            removed = store.remove(report.id)
        except UnknownReport:
            removed = 0
        st.session_state[SAID] = ngettext(
            "The report is removed, and {n} incident with it.",
            "The report is removed, and {n} incidents with it.",
            removed,
        )
        st.rerun()
