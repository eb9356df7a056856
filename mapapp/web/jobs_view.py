"""The jobs of the queue: how far each is, what was set aside and why; pause, resume, cancel, try again."""

from __future__ import annotations

import json
from collections.abc import Callable

import streamlit as st

from mapapp.domain.job import Job, JobProgress, JobState
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
    st.markdown("#### Jobs")
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
    with st.container(border=True, key=f"job-{job.id}"):
        st.html(
            to_html([Part(text=job.title)], style="title")
            + to_html([Part(text=f"{STATES[job.state]} · {said(job, progress)}", role=Role.MUTED)], style="note")
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
    JobState.OPEN: "Being read",
    JobState.PAUSED: "Paused",
    JobState.CANCELLED: "Cancelled",
    JobState.DONE: "Done",
}


def said(job: Job, progress: JobProgress) -> str:
    """How far a job is: "12 of 40 read, 11 reports in (2 of them were there already), 1 set aside"."""
    known = progress.reports - progress.fresh
    before = f" ({known:,} of them {'was' if known == 1 else 'were'} there already)" if known else ""
    reports = f"{progress.reports:,} {'report' if progress.reports == 1 else 'reports'} in{before}"
    of = f"{progress.ended:,} of {progress.total:,} {'' if job.filled else 'so far '}read"
    return ", ".join([of, reports, *([f"{progress.aside:,} set aside"] if progress.aside else [])])


def _acts(queue: Queue, job: Job, progress: JobProgress) -> list[tuple[str, str, Callable[[str], object]]]:
    """What can be done with a job as it stands: the button's words and sign, and what it does."""
    acts: list[tuple[str, str, Callable[[str], object]]] = []
    if job.state is JobState.OPEN:
        acts.append(("Pause", ":material/pause:", queue.pause))
    if job.state is JobState.PAUSED:
        acts.append(("Resume", ":material/play_arrow:", queue.resume))
    if job.state in {JobState.OPEN, JobState.PAUSED}:
        acts.append(("Cancel", ":material/stop:", queue.cancel))
    elif progress.aside:
        acts.append(("Try again what was set aside", ":material/refresh:", queue.retry))
    if job.state in {JobState.DONE, JobState.CANCELLED}:
        acts.append(("Take off this list", ":material/close:", queue.forget))
    return acts


def _aside(queue: Queue, job: Job, number: int) -> None:
    with st.expander(f"{number:,} set aside, and why"):
        some = queue.aside(job.id, limit=LISTED)
        st.dataframe(
            {"What": [one.name for one in some], "Why, and what to do": [one.reason for one in some]},
            hide_index=True,
            column_config={"Why, and what to do": st.column_config.TextColumn(width="large")},
            key=f"aside-{job.id}",
        )
        if number > LISTED:
            st.caption(f"The first {LISTED} are shown; the file has all.")
        st.download_button(
            "Save the list",
            lambda: _lines(queue, job.id),
            file_name="set-aside.jsonl",
            mime="application/x-ndjson",
            key=f"save-{job.id}",
            icon=":material/download:",
        )


def _lines(queue: Queue, job_id: str) -> str:
    return "".join(json.dumps({"name": one.name, "reason": one.reason}) + "\n" for one in queue.aside(job_id))
