"""The first screen, while nothing is kept yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mapapp.spoken import _

if TYPE_CHECKING:  # importing it loads the language model
    from mapapp.wiring import Application


def draw(application: Application) -> None:
    """Say what this is for, and offer the two ways to begin."""
    middle = st.columns([1, 2, 1])[1]
    with middle, st.container(border=True):
        st.header(_("Put reports on the map"), anchor=False)
        st.write(
            _(
                "Paste a news report. Each incident it tells is put where it happened, with the words that say so. "
                "Nothing leaves this machine."
            )
        )
        st.page_link(st.session_state["pages"]["paste"], label=_("Paste a report"), icon=":material/content_paste:")
        st.divider()
        st.write(_("Or look at some reports that came with the program. You can remove them again under Reports."))
        if st.button(_("Read the sample reports"), icon=":material/library_add:"):
            _read_samples(application)
            st.rerun()


def _read_samples(application: Application) -> None:
    from mapapp.samples import sample_reports  # noqa: PLC0415  only here, and reading them takes a moment

    reports = sample_reports()
    bar = st.progress(0.0, text=_("Reading …"))
    for done, report in enumerate(reports):
        bar.progress(done / len(reports), text=_("Reading report {n} of {all}", n=done + 1, all=len(reports)))
        reading = application.pipeline.read(report)
        application.store.keep(reading.report, reading.incidents)
