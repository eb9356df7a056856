"""What was found for a table: figures, what a person should decide, all rows, and the file to take away."""

from __future__ import annotations

import streamlit as st

from gazetteer.table_answer import Answer, Outcome
from gazetteer.table_columns import spot_text
from mapapp.spoken import _, ngettext, number
from mapapp.web.highlight import Part, Role, plain, to_html
from mapapp.web.table_result import WORDS, TableResult

ON_A_PAGE = 10
MOST_SHOWN = 1_000
"""Rows that the page shows; the file has them all."""
ALIKE, PAGE, BEST = "table-alike", "table-page", "table-best"


def draw(result: TableResult) -> None:
    """Draw it."""
    _figures(result)
    to_decide = result.to_decide()
    if to_decide:
        doubts = ngettext(
            "Decide: {n} row has several candidates or a doubt",
            "Decide: {n} rows have several candidates or a doubt",
            len(to_decide),
        )
        with st.expander(doubts, expanded=True):
            _decide(result, to_decide)
    _download(result)
    order = result.order()
    if len(order) > MOST_SHOWN:
        some = {"most": MOST_SHOWN, "all": len(order)}
        st.caption(_("The first {most} of {all} rows, those that are not sure first. The file has all.", **some))
    st.dataframe(result.frame(order[:MOST_SHOWN]), hide_index=True, key="table-all", height=420, placeholder="")


def _figures(result: TableResult) -> None:
    counts = result.counts()
    parts: list[Part] = []
    for outcome, word in WORDS.items():
        if counts[outcome] or outcome is not Outcome.CHOSEN:
            parts += [
                Part(text=" · " if parts else ""),
                Part(text=number(counts[outcome]), role=Role.STRONG),
                Part(text=" " + _(word)),
            ]
    st.html(to_html(parts, style="tally"))


def _decide(result: TableResult, rows: list[int]) -> None:
    pages = -(-len(rows) // ON_A_PAGE)
    page = 1
    with st.container(horizontal=True, vertical_alignment="center"):
        st.checkbox(_("A choice counts for all rows that ask the same"), key=ALIKE)
        if pages > 1:
            page = int(st.number_input(_("Page, 1 to {pages}", pages=pages), 1, pages, key=PAGE, width=160))
    for row in rows[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]:
        _one(result, row)


def _one(result: TableResult, row: int) -> None:
    answer, key = result.answers[row], _key(result, row)
    asked = ", ".join(filter(None, result.asked(row)))
    st.session_state[key] = result.chosen.get(row)
    st.selectbox(
        plain(_("Row {row}: {asked} ({notes})", row=row + 1, asked=asked, notes="; ".join(answer.notes))),
        [None, *range(len(answer.candidates))],
        format_func=lambda candidate: _option(answer, candidate),
        key=key,
        placeholder=_("not decided"),
        on_change=_chosen,
        args=(result, row),
    )


def _option(answer: Answer, candidate: int | None) -> str:
    return _("not decided") if candidate is None else spot_text(answer.candidates[candidate])


def _chosen(result: TableResult, row: int) -> None:
    result.choose(row, st.session_state[_key(result, row)], alike=bool(st.session_state.get(ALIKE)))


def _key(result: TableResult, row: int) -> str:
    return f"table-choice-{result.sheet.digest}-{row}"


def _download(result: TableResult) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        best = st.checkbox(
            _("Write the best guess of ambiguous rows too"),
            key=BEST,
            help=_("They stay marked as ambiguous. Without it their coordinates are left empty."),
        )
        st.download_button(
            _("Download the table"),
            lambda: result.csv(best=best),
            file_name="places.csv",
            mime="text/csv",
            key="table-download",
            icon=":material/download:",
            on_click="ignore",
        )
