"""The jobs of the queue: how far each is, what was set aside and why; pause, resume, cancel, try again."""

from __future__ import annotations

import json
from collections.abc import Callable

import streamlit as st

from mapapp.domain.job import Job, JobProgress, JobState
from mapapp.spoken import N_, _, ngettext
from mapapp.store.errors import UnknownJob
from mapapp.store.queue import Queue
from mapapp.web import backend as backends
from mapapp.web.highlight import Part, Role, to_html

PAGE_JOBS = 10
LISTED = 500
"""Rows of what was set aside; the file has all."""
LOOK_SECONDS = 2.0
MOST_JOBS = 1_000


def draw() -> None:
    """Draw the jobs; they follow what workers do."""
    queue = backends.current().application.store.queue
    jobs = queue.jobs(limit=MOST_JOBS)
    if not jobs:
        return
    st.markdown("#### " + _("Jobs"))
    pages = -(-len(jobs) // PAGE_JOBS)
    page = st.pagination(pages, key="jobs-page") if pages > 1 else 1
    shown = [job.id for job in jobs[PAGE_JOBS * (page - 1) : PAGE_JOBS * page]]
    moves = any(job.state is JobState.OPEN for job in jobs)
    st.fragment(_shown, run_every=LOOK_SECONDS if moves else None)(shown)


def _shown(ids: list[str]) -> None:
    queue = backends.current().application.store.queue
    for job_id in ids:
        try:
            _one(queue, queue.job(job_id), queue.progress(job_id))
        except UnknownJob:  # removed meanwhile
            continue


def _one(queue: Queue, job: Job, progress: JobProgress) -> None:
    state = " · ".join([_(STATES[job.state]), said(job, progress)])
    with st.container(border=True, key=f"job-{job.id}"):
        st.html(
            to_html([Part(text=job.title)], style="title") + to_html([Part(text=state, role=Role.MUTED)], style="note")
        )
        if job.state is JobState.OPEN:
            st.progress(progress.ended / max(1, progress.total))
        with st.container(horizontal=True):
            for label, icon, act in _acts(queue, job, progress):
                if st.button(label, icon=icon, key=f"{label}-{job.id}"):
                    act(job.id)
                    st.rerun()
        if progress.aside:
            _aside(queue, job, progress.aside)


STATES = {
    JobState.OPEN: N_("Being read"),
    JobState.PAUSED: N_("Paused"),
    JobState.CANCELLED: N_("Cancelled"),
    JobState.DONE: N_("Done"),
}


def said(job: Job, progress: JobProgress) -> str:
    """How far a job is: "12 of 40 read, 11 reports in (2 of them were there already), 1 set aside"."""
    known = progress.reports - progress.fresh
    before = ngettext("({n} of them was there already)", "({n} of them were there already)", known) if known else ""
    reports = " ".join(filter(None, [ngettext("{n} report in", "{n} reports in", progress.reports), before]))
    some = {"done": progress.ended, "all": progress.total}
    of = _("{done} of {all} read", **some) if job.filled else _("{done} of {all} so far read", **some)
    aside = [ngettext("{n} set aside", "{n} set aside", progress.aside)] if progress.aside else []
    return ", ".join([of, reports, *aside])


def _acts(queue: Queue, job: Job, progress: JobProgress) -> list[tuple[str, str, Callable[[str], object]]]:
    """What can be done with a job as it stands: the button's words and sign, and what it does."""
    acts: list[tuple[str, str, Callable[[str], object]]] = []
    if job.state is JobState.OPEN:
        acts.append((_("Pause"), ":material/pause:", queue.pause))
    if job.state is JobState.PAUSED:
        acts.append((_("Resume"), ":material/play_arrow:", queue.resume))
    if job.state in {JobState.OPEN, JobState.PAUSED}:
        acts.append((_("Cancel"), ":material/stop:", queue.cancel))
    elif progress.aside:
        acts.append((_("Try again what was set aside"), ":material/refresh:", queue.retry))
    if job.state in {JobState.DONE, JobState.CANCELLED}:
        acts.append((_("Take off this list"), ":material/close:", queue.forget))
    return acts


def _aside(queue: Queue, job: Job, number: int) -> None:
    with st.expander(ngettext("{n} set aside, and why", "{n} set aside, and why", number)):
        some = queue.aside(job.id, limit=LISTED)
        st.dataframe(
            {_("What"): [one.name for one in some], _("Why, and what to do"): [one.reason for one in some]},
            hide_index=True,
            column_config={_("Why, and what to do"): st.column_config.TextColumn(width="large")},
            key=f"aside-{job.id}",
        )
        if number > LISTED:
            st.caption(_("The first {most} are shown; the file has all.", most=LISTED))
        st.download_button(
            _("Save the list"),
            lambda: _lines(queue, job.id),
            file_name="set-aside.jsonl",
            mime="application/x-ndjson",
            key=f"save-{job.id}",
            icon=":material/download:",
        )


def _lines(queue: Queue, job_id: str) -> str:
    return "".join(json.dumps({"name": one.name, "reason": one.reason}) + "\n" for one in queue.aside(job_id))
