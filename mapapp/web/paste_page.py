"""The page "Paste a report": a text in, its incidents at once, then keep or discard."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import streamlit as st

from mapapp.domain.errors import UnreadableReport
from mapapp.domain.incident import Incident
from mapapp.domain.report import Report, Source
from mapapp.intake.text import report_from_text
from mapapp.spoken import _, ngettext
from mapapp.web import backend as backends
from mapapp.web import draft_view
from mapapp.web.filters import EARLIEST
from mapapp.web.highlight import plain

if TYPE_CHECKING:  # importing it loads the language model
    from mapapp.pipeline import Reading

DRAFT = "paste-draft"
"""The token of this visitor's draft."""
SAID = "paste-said"
TEXT, SOURCE, PUBLISHED, FILE = "paste-text", "paste-source", "paste-published", "paste-file"


def draw() -> None:
    """Draw the page."""
    backend = backends.current()
    st.subheader(_("Paste a report"), anchor=False)
    if said := st.session_state.pop(SAID, None):
        _said(*said)
    draft = backend.drafts.get(st.session_state.get(DRAFT, ""))
    backend.application.pipeline.soon()
    with st.expander(_("The report"), expanded=draft is None or draft_view.wants_date(draft)):
        _form()
    if draft:
        draft_view.draw(draft, keep=_keep, discard=_discard)


def _form() -> None:
    with st.form("paste", border=False):
        text, more = st.columns([3, 1], gap="medium")
        text.text_area(
            _("The words of the report"),
            key=TEXT,
            height=260,
            placeholder=_("Paste the whole text with its headline and date: they help to find places and days."),
        )
        with more:
            placeholder = _("such as: Reuters")
            st.text_input(_("Who published it (optional)"), key=SOURCE, max_chars=200, placeholder=placeholder)
            st.date_input(
                _("Day of publication (optional)"),
                value=None,
                key=PUBLISHED,
                min_value=EARLIEST,
                max_value=_today(),
                format="YYYY-MM-DD",
                help=_("“Wednesday” in a text is a date only when the day of the report is known."),
            )
            file = st.file_uploader(_("Or a text file"), type=["txt"], key=FILE)
        pressed = st.form_submit_button(_("Read"), type="primary", icon=":material/search:")
    if pressed:
        _read(file.getvalue() if file and not st.session_state[TEXT].strip() else st.session_state[TEXT])


def _read(content: str | bytes) -> None:
    backend = backends.current()
    _forget_draft()
    try:
        report = _report(content)
    except UnreadableReport as error:
        st.error(plain(str(error), longest=1000), icon=":material/error:")
        return
    st.session_state[DRAFT] = backend.drafts.add(_reading(report)).token
    st.rerun()  # the form folds away, and what was found takes its place


def _report(content: str | bytes) -> Report:
    name = st.session_state[SOURCE].strip()
    published: date | None = st.session_state[PUBLISHED]
    return report_from_text(content, source=Source(name=name) if name else None, published=published, today=_today())


def _reading(report: Report) -> Reading:
    bar = st.progress(0.0, text=_("Reading …"))
    for fraction, step, reading in backends.current().application.pipeline.steps(report):
        bar.progress(min(max(fraction, 0.0), 1.0), text=plain(_(step)))
        if reading is not None:
            bar.empty()
            return reading
    raise RuntimeError("the pipeline ended without a reading")


def _keep() -> None:
    backend = backends.current()
    draft = backend.drafts.get(st.session_state.get(DRAFT, ""))
    if draft is None:
        forgotten = _("The server has forgotten this reading. Press Read again, then Keep.")
        st.session_state[SAID] = ("warning", forgotten)
        return
    reading = draft.reading
    if backend.application.store.keep(reading.report, reading.incidents):
        st.session_state[SAID] = ("success", _kept(reading.incidents))
    else:
        st.session_state[SAID] = ("info", _("This report was kept before. Nothing has changed."))
    _forget_draft()
    _clear()


def _kept(incidents: Sequence[Incident]) -> str:
    """How many, and how many of them other reports have told already."""
    store = backends.current().application.store
    again = sum(len(store.merges.accounts(incident.id)) > 1 for incident in incidents)
    kept = ngettext("Kept: {n} incident.", "Kept: {n} incidents.", len(incidents))
    told = ngettext(
        "{n} of them told by other reports too, and merged.",
        "{n} of them told by other reports too, and merged.",
        again,
    )
    return f"{kept} {told}" if again else kept


def _discard() -> None:
    _forget_draft()
    st.session_state[SAID] = ("info", _("Discarded. Nothing was kept."))


def _forget_draft() -> None:
    backends.current().drafts.drop(st.session_state.pop(DRAFT, ""))


def _clear() -> None:
    st.session_state[TEXT] = st.session_state[SOURCE] = ""
    st.session_state[PUBLISHED] = None


def _said(kind: str, sentence: str) -> None:
    {"success": st.success, "info": st.info, "warning": st.warning}[kind](sentence)
    if kind == "success":
        st.page_link(st.session_state["pages"]["map"], label=_("See them on the map"), icon=":material/map:")


def _today() -> date:
    return datetime.now(UTC).date()
