"""The first screen, while nothing is kept yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:  # importing it loads the language model
    from mapapp.wiring import Application


def draw(application: Application) -> None:
    """Say what this is for, and offer the two ways to begin."""
    _, middle, _ = st.columns([1, 2, 1])
    with middle, st.container(border=True):
        st.header("Put reports on the map", anchor=False)
        st.write(
            "Paste a news report. Each incident it tells is put where it happened, with the words that say so. "
            "Nothing leaves this machine."
        )
        st.page_link(st.session_state["pages"]["paste"], label="Paste a report", icon=":material/content_paste:")
        st.divider()
        st.write("Or look at some reports that came with the program. You can remove them again under Reports.")
        if st.button("Read the sample reports", icon=":material/library_add:"):
            _read_samples(application)
            st.rerun()


def _read_samples(application: Application) -> None:
    from mapapp.samples import sample_reports  # noqa: PLC0415  only here, and reading them takes a moment

    reports = sample_reports()
    bar = st.progress(0.0, text="Reading …")
    for done, report in enumerate(reports):
        bar.progress(done / len(reports), text=f"Reading report {done + 1} of {len(reports)}")
        reading = application.pipeline.read(report)
        application.store.keep(reading.report, reading.incidents)
