"""The page "Import a table": incidents that others coded, previewed, then taken in; what is not taken is listed."""

from __future__ import annotations

import csv
import hashlib
import io
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import streamlit as st

from gazetteer.csv_text import safe_cell
from gazetteer.errors import GazetteerError
from mapapp.domain.errors import MapappError
from mapapp.domain.event_types import EVENT_TYPES
from mapapp.domain.names import event_name, name_of
from mapapp.ingest.table import Outcome, Rejected, TableImport
from mapapp.ingest.table_pieces import TableWork
from mapapp.intake.tables.errors import BadRow
from mapapp.intake.tables.guess import guessed
from mapapp.intake.tables.row import Told
from mapapp.intake.tables.scheme import Scheme, recognised, scheme_of, schemes
from mapapp.intake.tables.sheet import open_sheet
from mapapp.merge import Merger
from mapapp.spoken import N_, _, ngettext
from mapapp.web import backend as backends
from mapapp.web.highlight import plain
from mapapp.web.table_result import shortened

FILE, SAID = "import-file", "import-said"
ENDINGS = ["csv", "tsv", "txt", "xlsx", "geojson", "json"]
PREVIEWED = 20
LONGEST = 120
OWN = "own"
MOST_REJECTED = 10_000
"""Rejected rows that the page keeps for the file; all are counted."""
ASKED = {
    "date": N_("Date"),
    "type": N_("Type of event"),
    "place": N_("Place name"),
    "admin1": N_("Province"),
    "country": N_("Country"),
    "latitude": N_("Latitude"),
    "longitude": N_("Longitude"),
    "killed": N_("Killed"),
    "injured": N_("Injured"),
    "actors": N_("Who acted"),
    "targets": N_("To whom"),
    "sources": N_("Sources"),
    "notes": N_("Notes"),
    "id": N_("The row's own id"),
}


def draw() -> None:
    """Draw the page."""
    st.subheader(_("Import a table"), anchor=False)
    if said := st.session_state.pop(SAID, None):
        _said(*said)
    file = st.file_uploader(
        _("A table of incidents: ACLED, UCDP GED, GTD, or your own columns"),
        type=ENDINGS,
        key=FILE,
        max_upload_size=backends.current().application.settings.import_megabytes,
    )
    if file is None:
        st.info(
            _(
                "Each row becomes an incident with its own sources, place, time and toll. Nothing is kept before you "
                "press Import. For a larger table: python -m mapapp import TABLE"
            ),
            icon=":material/upload_file:",
        )
        return
    try:
        _table(file.name, file.getvalue())
    except (GazetteerError, MapappError) as problem:
        st.error(plain(str(problem), longest=1000), icon=":material/error:")


@contextmanager
def _on_disk(name: str, content: bytes) -> Iterator[Path]:
    """The upload as a file for as long as it is read; only its ending is taken from what the visitor calls it."""
    ending = Path(name).suffix.lower()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"table{ending if ending.lstrip('.') in ENDINGS else '.csv'}"
        path.write_bytes(content)
        yield path


def _table(name: str, content: bytes) -> None:
    digest = hashlib.sha256(content).hexdigest()[:16]
    with _on_disk(name, content) as path:
        with open_sheet(path) as sheet:
            header, note = sheet.header, sheet.note
        scheme, source = _scheme(header, digest)
        if note:
            st.caption(plain(note))
        application = backends.current().application
        work = TableWork(
            scheme=scheme,
            header=header,
            source=source or None,
            gazetteer_file=application.settings.gazetteer_file,
            gazetteer=application.gazetteer,
        )
        _preview(path, work, digest)
        if st.button(_("Import"), type="primary", icon=":material/check:"):
            _take_in(path, work)


def _scheme(header: Sequence[str], digest: str) -> tuple[Scheme, str]:
    """What the columns mean, as recognised and as the visitor says; and who made the table."""
    found = recognised(header)
    options = [*schemes(), OWN]
    what, who = st.columns(2, gap="medium")
    chosen = what.selectbox(
        _("The columns are those of"),
        options,
        index=options.index(found[0] if found else OWN),
        format_func=lambda word: _("my own table") if word == OWN else schemes()[word].name,
        key=f"import-scheme-{digest}",
    )
    own = chosen == OWN
    usual = "" if own else schemes()[chosen].name
    source = who.text_input(_("Who made the table"), value=usual, max_chars=200, key=f"import-source-{digest}-{chosen}")
    return (_own(header, digest, source) if own else schemes()[chosen]), source.strip()


def _own(header: Sequence[str], digest: str, source: str) -> Scheme:
    guess = guessed(header)
    names = [None, *dict.fromkeys(header)]
    boxes = st.columns(4, gap="small")
    columns: dict[str, list[str]] = {}
    for number, (role, label) in enumerate(ASKED.items()):
        chosen = boxes[number % 4].selectbox(
            _(label),
            names,
            index=names.index(guess.get(role)),
            format_func=lambda name: _("none") if name is None else shortened(name, 60),
            key=f"import-{role}-{digest}",
        )
        if chosen is not None:
            columns[role] = [chosen]
    other = boxes[len(ASKED) % 4].selectbox(
        _("Type of rows whose word is not known"),
        [None, *EVENT_TYPES],
        format_func=lambda code: (
            _("reject them") if code is None else event_name(EVENT_TYPES[code].event_type.sub_type)
        ),
        key=f"import-other-{digest}",
    )
    raw: dict[str, Any] = {"name": source.strip() or _("A table"), "columns": columns}
    return scheme_of(raw | ({"other_type": other} if other else {}), "The mapping")


def _preview(path: Path, work: TableWork, digest: str) -> None:
    with open_sheet(path) as sheet:
        told = list(work.reader().many(islice(sheet.rows, PREVIEWED)))
        unit = sheet.unit.capitalize()
    bad = sum(isinstance(one, BadRow) for _, one in told)
    rejected = ngettext("; {n} of them rejected", "; {n} of them rejected", bad) if bad else ""
    st.caption(_("The first {n} rows as incidents{rejected}:", n=len(told), rejected=rejected))
    frame = [{unit: line} | _shown(one) for line, one in told]
    st.dataframe(frame, hide_index=True, height="content", placeholder="", key=f"import-preview-{digest}")


def _shown(told: Told | BadRow) -> dict[str, Any]:
    """One row of the preview."""
    if isinstance(told, BadRow):
        return {_("Rejected because"): shortened(str(told), LONGEST), _("What"): ""}
    incident = told.incident
    place = next(iter(incident.places), None)
    return {
        _("Rejected because"): "",
        _("What"): f"{event_name(incident.event_type.name)}: {event_name(incident.event_type.sub_type)}",
        _("When"): f"{incident.when.wording} ({name_of(incident.when.precision)})" if incident.when else _("not known"),
        _("Where"): f"{place.label} ({name_of(place.kind)})" if place else _("not known"),
        _("Latitude"): place.point.latitude if place else None,
        _("Longitude"): place.point.longitude if place else None,
        _("How many"): shortened("; ".join(count.wording for count in incident.counts), LONGEST),
        _("Who"): shortened(" / ".join(p.name for p in (*incident.actors, *incident.targets)), LONGEST),
        _("Sources"): shortened("; ".join(r.source.name for r in told.reports if r.source), LONGEST),
        _("Words"): shortened(incident.claims[0].wording, LONGEST),
    }


def _take_in(path: Path, work: TableWork) -> None:
    bar = st.progress(0.0, text=_("Importing …"))
    rejected: list[Rejected] = []

    def reject(row: Rejected) -> None:
        if len(rejected) < MOST_REJECTED:
            rejected.append(row)

    taken = TableImport(backends.current().application.store, Merger().signature, reject=reject)
    with open_sheet(path) as sheet:
        for outcome in taken.run(work, sheet.rows):
            bar.progress(0.5, text=ngettext("{n} row", "{n} rows", outcome.rows))
        unit = sheet.unit
    bar.empty()
    st.session_state[SAID] = taken.outcome, _file_of(rejected, unit, work.header)
    st.rerun()


def _file_of(rejected: Sequence[Rejected], unit: str, header: Sequence[str]) -> bytes:
    """The rejected rows with their reasons; no cell of it runs as a formula in a spreadsheet."""
    text = io.StringIO(newline="")
    lines = csv.writer(text)
    lines.writerow([unit, "reason", *map(safe_cell, header)])
    lines.writerows([row.line, safe_cell(row.reason), *map(safe_cell, row.cells)] for row in rejected)
    return text.getvalue().encode("utf-8-sig")


def _said(outcome: Outcome, file: bytes) -> None:
    (st.success if outcome.new or not outcome.rejected else st.warning)(outcome.sentence)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link(st.session_state["pages"]["map"], label=_("See the map"), icon=":material/map:")
        if outcome.rejected:
            st.download_button(
                _("Download the rejected rows"),
                file,
                file_name="rejected.csv",
                mime="text/csv",
                icon=":material/download:",
                on_click="ignore",
            )
