"""The page "Places of a table": a CSV in, its rows with coordinates out; what is not sure, a person decides."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from gazetteer.errors import GazetteerError
from gazetteer.table import TableGeocoder
from gazetteer.table_answer import Answer
from gazetteer.table_columns import Columns
from mapapp.spoken import _
from mapapp.web import backend as backends
from mapapp.web import table_result_view
from mapapp.web.highlight import plain
from mapapp.web.table_result import TableResult, answers_of, shortened
from mapapp.web.table_sheet import Sheet, guess_columns, read_sheet

FILE, PASTED = "table-file", "table-pasted"
SHEET, RESULT = "table-sheet", "table-result"
PREVIEW_ROWS, PREVIEW_COLUMNS = 5, 40
ROWS_BETWEEN_LOOKS = 100
"""How often the progress bar moves."""


def draw() -> None:
    """Draw the page."""
    st.subheader(_("Places of a table"), anchor=False)
    content = _content()
    if not content:
        st.info(
            _(
                "Give a table with a column of place names. Each row gets coordinates, and a verdict: what is not sure "
                "is marked and left empty, with what it may be. The table stays on this server and is not kept."
            ),
            icon=":material/table:",
        )
        return
    try:
        sheet = _sheet(content)
    except GazetteerError as problem:
        st.error(plain(str(problem), longest=1000), icon=":material/error:")
        return
    _preview(sheet)
    columns = _columns(sheet)
    if st.button(_("Find the places"), type="primary", icon=":material/search:"):
        st.session_state[RESULT] = _found(sheet, columns)
    result: TableResult | None = st.session_state.get(RESULT)
    if result and (result.sheet.digest, result.columns) == (sheet.digest, columns):
        table_result_view.draw(result)


def _content() -> bytes:
    settings = backends.current().application.settings
    upload, paste = st.columns(2, gap="medium")
    file = upload.file_uploader(
        _("A CSV file, at most {most} rows", most=settings.table_rows),
        type=["csv", "tsv", "txt"],
        key=FILE,
        max_upload_size=settings.table_megabytes,
    )
    pasted = paste.text_area(
        _("Or paste rows, with their header"),
        key=PASTED,
        height=120,
        placeholder="place,province,country\nTripoli,,Lebanon\nSpringfield,Illinois,US",
    )
    return file.getvalue() if file else pasted.strip("\r\n").encode("utf-8", "replace")


def _sheet(content: bytes) -> Sheet:
    """Read once for each content: every click runs the page again."""
    digest = hashlib.sha256(content).hexdigest()
    kept: tuple[str, Sheet] | None = st.session_state.get(SHEET)
    if kept is None or kept[0] != digest:
        settings = backends.current().application.settings
        sheet = read_sheet(content, most_rows=settings.table_rows, most_megabytes=settings.table_megabytes)
        st.session_state[SHEET] = kept = digest, sheet
    return kept[1]


def _preview(sheet: Sheet) -> None:
    size = {"rows": len(sheet.rows), "columns": len(sheet.header)}
    told = _("{rows} rows and {columns} columns. The first rows:", **size)
    st.caption(plain(" ".join(filter(None, (told, sheet.note and f"({sheet.note})")))))
    rows = sheet.rows[:PREVIEW_ROWS]
    frame: dict[str, list[str]] = {}
    for column in range(min(len(sheet.header), PREVIEW_COLUMNS)):
        name = shortened(sheet.column_name(column), 60)
        name = name if name not in frame else f"{name} ({column + 1})"
        frame[name] = [shortened(row[column]) if column < len(row) else "" for row in rows]
    st.dataframe(frame, hide_index=True, height="content", key=f"table-preview-{sheet.digest}")


def _columns(sheet: Sheet) -> Columns:
    guess = guess_columns(sheet.header)
    every = list(range(len(sheet.header)))
    boxes = st.columns(3, gap="medium")
    name = _choice(boxes[0], _("Names of places"), sheet, every, guess.name if guess.name is not None else 0)
    admin1 = _choice(boxes[1], _("Province (optional)"), sheet, [None, *every], guess.admin1)
    country = _choice(boxes[2], _("Country (optional)"), sheet, [None, *every], guess.country)
    return Columns(width=len(sheet.header), name=name or 0, admin1=admin1, country=country)


def _choice(
    where: DeltaGenerator, label: str, sheet: Sheet, options: Sequence[int | None], usual: int | None
) -> int | None:
    chosen: int | None = where.selectbox(
        label,
        options,
        index=options.index(usual),
        format_func=lambda column: _("none") if column is None else shortened(sheet.column_name(column), 60),
        key=f"table-{label}-{sheet.digest}",
    )
    return chosen


def _found(sheet: Sheet, columns: Columns) -> TableResult:
    total = len(sheet.rows)
    bar = st.progress(0.0, text=_("Looking up …"))
    answers: list[Answer] = []
    for answer in answers_of(sheet, columns, TableGeocoder(backends.current().application.gazetteer)):
        answers.append(answer)
        if len(answers) % ROWS_BETWEEN_LOOKS == 0:
            bar.progress(len(answers) / total, text=_("{n} of {all} rows", n=len(answers), all=total))
    bar.empty()
    return TableResult(sheet=sheet, columns=columns, answers=answers)
