"""Accounts side by side, suggestions and the log, without a browser; and report text in all of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from mapapp.domain.claim import CountRange
from mapapp.domain.view import View
from mapapp.store.rows import IncidentRow
from mapapp.web import map_panel, server
from mapapp.web.cards import incident_json
from mapapp.web.tally import from_reports
from tests import builders
from tests.e2e.scenes import merges
from tests.web.hostile import HOSTILE
from tests.web.stand_in import a_backend

PAGE = str(Path(server.PAGE))


@pytest.fixture
def backend(tmp_path, in_use):
    backend = a_backend(f"sqlite:///{tmp_path / 'incidents.sqlite'}", merges())
    in_use(backend)
    return backend


def pressed(app: AppTest, label: str) -> AppTest:
    app = next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def the_page() -> AppTest:
    app = AppTest.from_function(_draw, default_timeout=30).run()
    assert not app.exception
    return app


def _draw():
    from mapapp.web import merges_page

    merges_page.draw()


def test_a_card_has_each_account_with_its_own_figures(backend):
    store = backend.application.store
    card = incident_json(merges()[1][1][0].id, store)
    assert card["accounts"][0]["source"] == "Reuters"
    assert {(a["source"], a["published"], *a["counts"]) for a in card["accounts"]} == {
        ("Reuters", "2016-12-15", "14 killed"),
        ("SANA", "2016-12-16", "at least 14 killed"),
        ("Interfax", "2016-12-16", "16 killed"),
    }
    words = [count["words"] for count in card["counts"]]
    assert words[0] == "16 killed"
    assert set(words[1:]) == {"14 killed, replaced by 16 civilians", "at least 14 killed, replaced by 16 civilians"}
    assert incident_json(merges()[3][1][0].id, store)["accounts"] == []


def test_a_suggestion_is_answered_and_the_answer_undone_on_the_page(backend):
    store = backend.application.store
    app = pressed(the_page(), "Same")
    assert (len(store), store.merges.suggestions()) == (2, [])
    pressed(app, "Undo")
    assert len(store) == 3
    pressed(the_page(), "Different")
    assert (len(store), store.merges.suggestions()) == (3, [])


@pytest.mark.parametrize("text", HOSTILE)
def test_report_text_stays_text_in_suggestions_and_in_the_log(tmp_path, in_use, text):
    def hostile(reading):
        report, (told,) = reading
        bad = replace(report, title=text, source=builders.a_source(text))
        places = tuple(replace(place, name=text, surface=text) for place in told.places)
        claims = tuple(replace(claim, wording=text) for claim in told.claims)
        return bad, [replace(told, places=places, claims=claims)]

    in_use(a_backend(f"sqlite:///{tmp_path / 'incidents.sqlite'}", [hostile(reading) for reading in merges()]))
    app = the_page()
    shown = "".join(part.proto.body for part in app.get("html"))
    assert "<script" not in shown
    assert "<img" not in shown


FIGURES = [
    ((1, 1), "1 incident from 1 report"),
    ((2, 3), "2 incidents from 3 reports"),
    ((0, 0), "0 incidents from 0 reports"),
]


@pytest.mark.parametrize(("numbers", "words"), FIGURES)
def test_a_number_of_incidents_names_its_reports(numbers, words):
    assert from_reports(*numbers) == words


def test_a_row_of_the_table_says_how_many_more_tell_it(backend):
    rows = backend.application.store.rows(View())
    assert all(isinstance(row, IncidentRow) for row in rows)
    assert "Reuters and 2 more" in map_panel.frame(rows)["Source"]


def test_an_older_figure_is_kept_with_its_account(backend):
    told = backend.application.store.merges.accounts(merges()[0][1][0].id)
    counts: list[CountRange] = [count for account in told for count in account.incident.counts]
    assert sorted(count.low for count in counts) == [14, 14, 16]
