"""The page "Import a table", without a browser: recognised or mapped, previewed, taken in, and what is rejected."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from mapapp.intake.tables.guess import guessed
from tests.intake.tables.table_files import ACLED_ROW, MY_ROW, csv_bytes
from tests.web.hostile import HOSTILE


def the_page():
    import streamlit as st

    from mapapp.web import import_page

    st.session_state.setdefault("pages", {"map": "https://map.example"})
    import_page.draw()


@pytest.fixture
def opened(real_backend, in_use, monkeypatch):
    in_use(real_backend)

    def open_page(*rows, name="table.csv", **how) -> AppTest:
        upload = SimpleNamespace(name=name, getvalue=lambda: csv_bytes(*rows, **how))
        monkeypatch.setattr(st, "file_uploader", lambda *_, **__: upload)
        app = AppTest.from_function(the_page, default_timeout=60).run()
        assert not app.exception
        return app

    return open_page


@pytest.fixture
def real_backend(empty_backend, gazetteer):
    """With the real gazetteer: rows are placed by it."""
    object.__setattr__(empty_backend.application, "gazetteer", gazetteer)
    return empty_backend


def press(app, label):
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception


def frame_of(app):
    return app.dataframe[0].value


def test_headers_tell_columns():
    header = ["Event_ID", "Date", "Location", "Admin1", "Country", "lat", "lon", "Fatalities", "Notes"]
    roles = {"id", "date", "place", "admin1", "country", "latitude", "longitude", "killed", "notes"}
    assert guessed(header).keys() == roles
    assert guessed(["a", "b"]) == {}


def test_a_known_table_is_recognised_previewed_and_taken_in(opened, real_backend):
    app = opened(ACLED_ROW, ACLED_ROW | {"event_id_cnty": "SYR2", "fatalities": "-1"})
    assert app.selectbox[0].value == "acled"
    frame = frame_of(app)
    assert frame["What"][0].startswith("Explosions/Remote violence: Shelling")
    assert "below zero" in frame["Rejected because"][1]
    assert len(real_backend.application.store) == 0
    press(app, "Import")
    assert len(real_backend.application.store) == 1
    assert "2 rows: 1 incidents in; 1 rejected" in app.success[0].value


def test_a_table_of_ones_own_is_mapped_by_choice(opened, real_backend):
    app = opened(MY_ROW | {"what": "Skulduggery"}, encoding="cp1252", delimiter=";")
    assert app.selectbox[0].value == "own"
    boxes = {box.label: box for box in app.selectbox}
    assert boxes["Date"].value == "day"
    assert boxes["Place name"].value == "town"
    assert "is not in the mapping" in frame_of(app)["Rejected because"][0]
    boxes["Type of rows whose word is not known"].set_value("crime.other").run()
    boxes = {box.label: box for box in app.selectbox}
    assert frame_of(app)["Where"][0] == "Homs (settlement)"
    boxes["Date"].select_index(0).run()
    assert "no column tells when" in app.error[0].value


def test_hostile_cells_are_only_text(opened):
    rows = [ACLED_ROW | dict.fromkeys(("notes", "actor1", "source", "location"), text) for text in HOSTILE]
    app = opened(*[{**row, HOSTILE[0]: "x"} for row in rows], ACLED_ROW | {"country": HOSTILE[0]})
    reasons = list(frame_of(app)["Rejected because"])
    assert reasons[:-1] == [""] * len(rows)
    assert "no country is called" in reasons[-1]


def test_what_is_no_table_is_said(opened):
    app = opened(ACLED_ROW, name="table.xlsx")
    assert "no workbook" in app.error[0].value
