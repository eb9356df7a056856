"""The page "Places of a table", without a browser: reading, guessing, choosing, and the file to take away."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from gazetteer.errors import BadTable
from gazetteer.table import TableGeocoder
from gazetteer.table_answer import Outcome
from gazetteer.table_columns import Columns
from mapapp.settings import Settings
from mapapp.web.table_result import TableResult, answers_of
from mapapp.web.table_sheet import Guess, guess_columns, read_sheet
from tests.web.hostile import HOSTILE, MARKDOWN
from tests.web.stand_in import StandInGazetteer

TABLE = (
    "place,land,note\nAleppo,SY,=1+1\nSpringfield,US,a\nSpringfield,US,b\nSpringfield,,c\nNowhere,,\nAleppo,Narnia,\n"
)


def a_sheet(text=TABLE, most_rows=100, most_megabytes=1):
    return read_sheet(text.encode(), most_rows=most_rows, most_megabytes=most_megabytes)


def a_result(text=TABLE):
    sheet = a_sheet(text)
    columns = Columns(width=len(sheet.header), name=0, country=1 if len(sheet.header) > 1 else None)
    answers = tuple(answers_of(sheet, columns, TableGeocoder(StandInGazetteer())))
    return TableResult(sheet=sheet, columns=columns, answers=answers)


def read_back(result, **options):
    return list(csv.DictReader(io.StringIO(result.csv(**options).decode(), newline="")))


GUESSES = [
    (["id", "place", "province", "country"], (1, 2, 3)),
    (["Place Name", "ADMIN1", "ISO3"], (0, 1, 2)),
    (["admin1_name", "country-code", "city"], (2, 0, 1)),
    (["name", "location"], (1, None, None)),
    (["المحافظة", "الموقع"], (1, 0, None)),
    (["a", "b"], (None, None, None)),
    (["State", "State"], (None, 0, None)),
]


@pytest.mark.parametrize(("header", "guessed"), GUESSES)
def test_columns_are_guessed_from_their_headers(header, guessed):
    assert guess_columns(header) == Guess(name=guessed[0], admin1=guessed[1], country=guessed[2])


TOO_MUCH = [
    ({"most_rows": 5}, "more than 5 rows"),
    ({"text": "a\n" + "b" * 1_000_001}, "more than 1 MB"),
    ({"text": "place\n"}, "no row below its header"),
    ({"text": "\n"}, "the table is empty"),
    ({"text": 'a\n"b'}, "never closed"),
]


@pytest.mark.parametrize(("given", "sentence"), TOO_MUCH)
def test_a_table_that_is_too_large_or_broken_is_refused_with_a_sentence(given, sentence):
    with pytest.raises(BadTable, match=sentence):
        a_sheet(**given)


def test_a_table_at_its_limit_is_taken():
    assert len(a_sheet(most_rows=6).rows) == 6


def test_what_is_not_sure_comes_first():
    result = a_result()
    outcomes = [result.answer(row).outcome for row in result.order()]
    assert outcomes == [*[Outcome.AMBIGUOUS] * 3, Outcome.UNKNOWN, Outcome.REJECTED, Outcome.SURE]
    assert result.counts()[Outcome.AMBIGUOUS] == 3
    assert result.frame(result.order())["Row"] == [2, 3, 4, 5, 6, 1]


def test_a_choice_counts_for_its_row_alone():
    result = a_result()
    assert result.choose(1, 2) == [1]
    assert [row["place_verdict"] for row in read_back(result)][1:4] == ["chosen", "ambiguous", "ambiguous"]
    assert read_back(result)[1]["place_admin1"] == "Texas"
    assert result.to_decide() == [1, 2, 3]


def test_or_for_all_rows_that_ask_the_same_and_can_be_taken_back():
    result = a_result()
    assert result.choose(1, 0, alike=True) == [1, 2]
    assert result.counts()[Outcome.CHOSEN] == 2
    result.choose(2, None)
    assert result.counts()[Outcome.CHOSEN] == 1


def test_ambiguous_rows_are_empty_in_the_file_unless_the_best_guess_is_asked_for():
    assert read_back(a_result())[1]["place_latitude"] == ""
    best = read_back(a_result(), best=True)[1]
    assert (best["place_latitude"], best["place_verdict"]) == ("40.0", "ambiguous")


@pytest.mark.parametrize("text", [*HOSTILE, *MARKDOWN, "=cmd|' /C calc'!A0", "@x", "+1+1", "\t=1"])
def test_no_cell_of_the_file_runs_as_a_formula(text):
    table = io.StringIO(newline="")
    csv.writer(table).writerows([["place", text], [text, text]])
    result = a_result(table.getvalue())
    rows = list(csv.reader(io.StringIO(result.csv().decode(), newline="")))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert text.strip() in rows[1][0]


# The page


def the_page():
    from mapapp.web import table_page

    table_page.draw()


def pasted(backend, in_use, text):
    in_use(backend)
    app = AppTest.from_function(the_page, default_timeout=30).run()
    app.text_area[0].set_value(text).run()
    assert not app.exception
    return app


def press(app, label):
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception


def test_the_page_guesses_the_columns_finds_the_places_and_takes_a_choice(empty_backend, in_use):
    app = pasted(empty_backend, in_use, TABLE)
    assert [box.value for box in app.selectbox] == [0, None, 1]
    press(app, "Find the places")
    assert '<strong class="incident-strong">3</strong> ambiguous' in app.html[-1].body
    app.selectbox[3].set_value(1).run()
    assert "1</strong> chosen by you" in app.html[-1].body
    assert not app.exception


def test_a_choice_may_be_made_on_any_page_of_the_doubtful_rows(empty_backend, in_use):
    app = pasted(empty_backend, in_use, "place\n" + "Springfield\n" * 25)
    press(app, "Find the places")
    assert len(app.selectbox) == 3 + 10
    app.number_input[0].set_value(3).run()
    assert app.selectbox[3].label.startswith("Row 21")
    app.selectbox[3].set_value(0).run()
    app.number_input[0].set_value(1).run()
    app.number_input[0].set_value(3).run()
    assert app.selectbox[3].value == 0
    assert not app.exception


STRANGE = [
    "",
    "place",
    'place\n"open',
    "place\n\0",
    ",,\n,,",
    "a,a,a\n1,2,3,4",
    "\n".join([",".join(map(str, range(500)))] * 2),
    "place\n" + "x" * 50_000,
    *(f"{text}\n{text}" for text in (*HOSTILE, *MARKDOWN)),
]


@pytest.mark.parametrize("text", STRANGE, ids=lambda text: repr(text)[:30])
def test_no_table_brings_the_page_down(empty_backend, in_use, text):
    app = pasted(empty_backend, in_use, text)
    if app.button:
        press(app, "Find the places")


def test_a_table_over_the_limit_is_told_what_to_do(empty_backend, in_use, monkeypatch):
    application = empty_backend.application
    monkeypatch.setattr(empty_backend, "_state", replace(application, settings=Settings(table_rows=3)))
    app = pasted(empty_backend, in_use, TABLE)
    assert "more than 3 rows" in app.error[0].value.replace("\u2060", "")
