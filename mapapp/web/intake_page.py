"""The page "Add reports": files, web addresses and feeds into the queue, and how far each job is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import streamlit as st

from mapapp.domain.arrival import Piece, PieceKind, SetAside
from mapapp.domain.errors import MapappError
from mapapp.domain.report import digest
from mapapp.ingest.addresses import FETCHING_IS_OFF
from mapapp.ingest.feeding import batches_of
from mapapp.ingest.sources import with_said
from mapapp.intake.fetch import NotFetched, web_address
from mapapp.intake.files import pieces_in
from mapapp.intake.files.kinds import ENDINGS
from mapapp.spoken import N_, _, ngettext
from mapapp.web import backend as backends
from mapapp.web import feeds_view, jobs_view
from mapapp.web.filters import EARLIEST
from mapapp.web.highlight import plain

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

FILES, ADDRESSES, FEEDS = N_("Files"), N_("Web addresses"), N_("Feeds")
CHOSEN, SAID, TURN = "intake-chosen", "intake-said", "intake-turn"
PACKED = ("pdf", "docx", "xlsx", "zip", "gz")
"""Endings of what is known by its first bytes."""
MOST_ADDRESSES = 1_000


def draw() -> None:
    """Draw the page."""
    st.subheader(_("Add reports"), anchor=False)
    if said := st.session_state.pop(SAID, None):
        st.success(said, icon=":material/check:")
    chosen = st.segmented_control(
        _("From"),
        (FILES, ADDRESSES, FEEDS),
        format_func=_,
        default=FILES,
        key=CHOSEN,
        required=True,
        label_visibility="collapsed",
    )
    fetches = backends.current().application.settings.fetch
    if chosen == FILES:
        _files()
    elif not fetches:
        st.info(_(FETCHING_IS_OFF), icon=":material/cloud_off:")
    elif chosen == ADDRESSES:
        _addresses()
    else:
        feeds_view.draw()
    jobs_view.draw()


def _files() -> None:
    st.caption(
        _(
            "Pages, PDF, Word, mail, text, tables and archives. A ZIP, a mailbox, JSON Lines, a spreadsheet and a web "
            "archive may hold many reports. What cannot be taken in is listed with the reason."
        )
    )
    with st.form("intake-files", border=False):
        files = st.file_uploader(
            _("Files"),
            type=[*ENDINGS, *PACKED],
            accept_multiple_files=True,
            max_upload_size=backends.current().application.settings.upload_megabytes,
            key=f"intake-files-{_turn()}",
            label_visibility="collapsed",
        )
        source, published = _said_of_all()
        pressed = st.form_submit_button(_("Take in"), type="primary", icon=":material/upload:")
    if pressed and not files:
        st.warning(_("Choose files first."), icon=":material/upload_file:")
    elif pressed:
        hashes = sorted(hashlib.sha256(file.getvalue()).hexdigest() for file in files)
        _begin(digest("upload", *hashes, source, str(published)), [file.name for file in files], _pieces(files))


def _pieces(files: Iterable[UploadedFile]) -> Iterator[Piece | SetAside]:
    for file in files:
        yield from pieces_in(file.name, file)


def _addresses() -> None:
    with st.form("intake-addresses", border=False):
        written = st.text_area(
            _("Web addresses, one a line"),
            key=f"intake-addresses-{_turn()}",
            height=140,
            placeholder="https://news.example/a-report",
        )
        source, published = _said_of_all()
        pressed = st.form_submit_button(_("Take in"), type="primary", icon=":material/download:")
    lines = list(dict.fromkeys(written.split()))
    if pressed and not lines:
        first = _("Write an address first, such as {address}.", address="https://news.example/a-report")
        st.warning(first, icon=":material/link:")
    elif pressed and len(lines) > MOST_ADDRESSES:
        some = {"n": len(lines), "most": MOST_ADDRESSES}
        st.warning(_("These are {n} addresses; at most {most} are taken at once.", **some))
    elif pressed:
        _begin(digest("addresses", *sorted(lines), source, str(published)), lines, map(_address, lines))


def _address(line: str) -> Piece | SetAside:
    try:
        return Piece(name=line, kind=PieceKind.URL, content=web_address(line).url.encode())
    except NotFetched as problem:
        return SetAside(name=line, reason=str(problem))


def _said_of_all() -> tuple[str, date | None]:
    """What a person says of the source and the day of all that is given."""
    left, right = st.columns(2, gap="medium")
    source: str = left.text_input(
        _("Who published them, where they do not say (optional)"), key=f"intake-source-{_turn()}", max_chars=200
    )
    published: date | None = right.date_input(
        _("Day of publication of them all (optional)"),
        value=None,
        key=f"intake-published-{_turn()}",
        min_value=EARLIEST,
        max_value=datetime.now(UTC).date(),
        format="YYYY-MM-DD",
    )
    st.session_state["intake-said-of-all"] = (source.strip() or None, published)
    return source.strip(), published


def _begin(job_id: str, sources: list[str], things: Iterable[Piece | SetAside]) -> None:
    """Put all into the queue, and empty the form."""
    queue = backends.current().application.store.queue
    said = st.session_state["intake-said-of-all"]
    rest = len(sources) - 1
    title = " ".join([sources[0], ngettext("and {n} more", "and {n} more", rest)]) if rest else sources[0]
    bar = st.progress(0.0, text=_("Looking what is in them …"))
    try:
        job = queue.begin(job_id, title, sources)
        known = 0
        for some in batches_of(with_said(thing, *said) for thing in things):
            queue.add(job.id, some)
            known += len(some)
            bar.progress(0.0, text=_("Looking what is in them: {n} so far …", n=known))
        queue.filled(job.id)
    except MapappError as problem:
        bar.empty()
        st.error(plain(str(problem), longest=1000), icon=":material/error:")
        return
    st.session_state[SAID] = ngettext(
        "{n} thing was found. What is read of it comes onto the map by itself.",
        "{n} things were found. What is read of them comes onto the map by itself.",
        known,
    )
    st.session_state[TURN] = _turn() + 1
    st.rerun()


def _turn() -> int:
    """A number in the keys of the form's fields: another one empties them."""
    turn: int = st.session_state.get(TURN, 0)
    return turn
