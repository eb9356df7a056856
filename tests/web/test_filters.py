"""The filters and the address, without a browser: filters → query → filters."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from mapapp.domain.lately import Lately
from mapapp.domain.view import View
from mapapp.store import Tally
from mapapp.web import link, server
from mapapp.web.filters import fixed, type_order, widget
from mapapp.web.map_panel import CHOSEN
from mapapp.web.tally import killed_words

PAGE = str(Path(server.PAGE))
PATIENCE_SECONDS = 30


@pytest.fixture
def page(syria_backend, in_use):
    in_use(syria_backend)

    def opened(**query):
        app = AppTest.from_file(PAGE, default_timeout=PATIENCE_SECONDS)
        for key, value in query.items():
            app.query_params[key] = value
        return app.run()

    return opened


def test_the_page_opens_without_an_error(page):
    app = page()
    assert not app.exception
    assert not app.warning
    assert '<strong class="incident-strong">42 incidents</strong> from 6 reports' in figures(app)


def figures(app):
    return next(part.proto.body for part in app.get("html") if "incident-tally" in part.proto.body)


def query_of(app):
    return {key: [value] if isinstance(value, str) else value for key, value in app.query_params.items()}


CHANGES = [
    ("types", ["battle"], {"type": ["battle"]}),
    ("types", ["protest", "battle.clash"], {"type": ["battle.clash", "protest"]}),
    ("statuses", ["planned"], {"status": ["planned"]}),
    ("countries", ["IQ"], {"country": ["IQ"]}),
    ("provinces", ["test:Homs-governorate"], {"province": ["test:Homs-governorate"]}),
    ("sources", ["Reuters"], {"source": ["Reuters"]}),
]


@pytest.mark.parametrize(("field", "values", "query"), CHANGES)
def test_choosing_values_writes_them_into_the_address(page, field, values, query):
    app = page()
    app.multiselect(key=widget(field)).set_value(values).run()
    assert not app.exception
    assert query_of(app) == query


@pytest.mark.parametrize(("field", "values", "query"), CHANGES)
def test_an_address_sets_the_filters(page, field, values, query):
    app = page(**query)
    assert not app.exception
    assert sorted(app.multiselect(key=widget(field)).value) == sorted(values)


def test_words_days_and_numbers_go_the_same_way(page):
    app = page()
    app.text_input(key=widget("words")).set_value("Mortar").run()
    app.date_input(key=widget("since")).set_value(date(2016, 12, 5)).run()
    app.selectbox(key=widget("killed_at_least")).select("5").run()
    assert query_of(app) == {"words": ["Mortar"], "from": ["2016-12-05"], "killed": ["5"]}
    again = page(**query_of(app))
    assert again.text_input(key=widget("words")).value == "Mortar"
    assert again.date_input(key=widget("since")).value == date(2016, 12, 5)
    assert again.selectbox(key=widget("killed_at_least")).value == "5"
    assert figures(again) == figures(app)


def test_clear_all_shows_everything_again(page):
    app = page(type="battle", words="clashed")
    next(button for button in app.button if button.label == "Clear all").click().run()
    assert query_of(app) == {}
    assert "42 incidents" in figures(app)


def test_another_address_in_the_same_session_sets_the_filters_anew(page):
    app = page(type="battle")
    app.query_params.clear()
    app.query_params["source"] = "SANA"
    app.run()
    assert app.multiselect(key=widget("types")).value == []
    assert app.multiselect(key=widget("sources")).value == ["SANA"]


def test_an_unknown_value_stays_chosen_and_is_announced(page):
    app = page(type="earthworm")
    assert app.multiselect(key=widget("types")).value == ["earthworm"]
    assert len(app.warning) == 1
    assert "0 incidents" in figures(app)


def test_an_unreadable_date_matches_nothing_until_the_reader_gives_another(page):
    app = page(**{"from": "yesterday"})
    assert "0 incidents" in figures(app)
    app.date_input(key=widget("since")).set_value(date(2016, 1, 1)).run()
    assert query_of(app) == {"from": ["2016-01-01"]}
    assert "42 incidents" in figures(app)


def test_options_say_how_many_incidents_they_would_leave(page):
    options = page().multiselect(key=widget("types")).options
    assert "Battles (7)" in options
    assert "\u2003Armed clash (7)" in options


COUNTED = [
    ("types", "type"),
    ("statuses", "status"),
    ("countries", "country"),
    ("provinces", "province"),
    ("precisions", "precision"),
    ("actors", "actor"),
    ("sources", "source"),
    ("languages", "language"),
    ("reviews", "review"),
]


@pytest.mark.parametrize(("field", "key"), COUNTED)
def test_the_number_beside_a_value_is_what_the_store_finds_for_it(page, syria_backend, field, key):
    store = syria_backend.application.store
    options = page(killed="1").multiselect(key=widget(field)).options
    said = sorted(int(option.rpartition("(")[2].rstrip(")")) for option in options)
    counts = syria_backend.snapshot.facets(View(killed_at_least=1))[key]
    direct = [store.tally(View(killed_at_least=1, **{field: (value,)})).incidents for value in counts]
    assert [number for number in said if number] == sorted(direct)


@pytest.mark.parametrize(("field", "key"), [("killed_at_least", "killed"), ("injured_at_least", "injured")])
def test_steps_of_persons_say_how_many_would_be_left(page, syria_backend, field, key):
    for option in page().selectbox(key=widget(field)).options:
        step, count = option.rstrip(")").split(" (")
        assert syria_backend.application.store.tally(View(**{field: int(step)})).incidents == int(count)


def test_the_last_days_stay_relative_in_the_address_and_say_which_dates_they_mean(page):
    app = page()
    app.button_group(key=widget("last")).set_value("7d").run()
    assert query_of(app) == {"last": ["7d"]}
    assert any(Lately(7, "d").words() in caption.value for caption in app.caption)


def test_a_drawn_area_is_a_chip_that_takes_itself_away(page):
    app = page(area="circle:37.16,36.2,50")
    chip = app.button(key=widget("area"))
    assert chip.label.replace("\u2060", "").startswith("Within 50 km of 36")
    chip.click().run()
    assert query_of(app) == {}


def test_what_is_chosen_stays_listed_when_it_would_leave_nothing(page):
    app = page(killed="10000", type="battle", injured="37", actor="Nobody")
    assert not app.exception
    assert app.selectbox(key=widget("injured_at_least")).value == "37"
    assert app.multiselect(key=widget("actors")).options == ["Nobody (0)"]


def test_values_that_would_leave_nothing_come_last():
    assert fixed(["a", "b", "c"], {"b": 1, "c": 2}) == ["b", "c", "a"]


def test_too_many_values_for_a_link_leave_the_old_view_and_say_so(page, monkeypatch):
    app = page(type="battle")
    monkeypatch.setattr(link, "LONGEST", 20)
    app.text_input(key=widget("words")).set_value("more than twenty characters").run()
    assert query_of(app) == {"type": ["battle"]}
    assert app.text_input(key=widget("words")).value == ""
    assert "makes a link of" in app.warning[0].value.replace("\u2060", "")


def test_a_link_that_is_too_long_is_refused_with_a_sentence(page):
    app = page(words="ж" * 400)
    assert not app.exception
    assert "makes a link of" in app.error[0].value.replace("\u2060", "")


def test_a_link_to_an_incident_marks_its_row_and_puts_it_first(page, syria_backend):
    incident_id = syria_backend.snapshot.columns.ids[5]
    app = page(incident=incident_id)
    assert not app.exception
    table = app.dataframe[0].value
    assert list(table[CHOSEN])[:2] == ["▸", ""]
    row = syria_backend.application.store.rows_of([incident_id])[0]
    assert table.iloc[0]["What"] == row.type_words


def test_types_stand_above_their_sub_types():
    counts = {"protest.peaceful": 1, "battle.clash": 2, "battle": 2, "protest": 1}
    assert type_order(counts, ["earthworm"]) == [
        "battle",
        "battle.clash",
        "protest",
        "protest.peaceful",
        "earthworm",
    ]


SUMS = [(0, 0, "0 killed"), (6, 6, "6 killed"), (6, 9, "6 to 9 killed"), (6, None, "at least 6 killed")]


@pytest.mark.parametrize(("low", "high", "words"), SUMS)
def test_a_sum_is_a_range(low, high, words):
    assert killed_words(Tally(incidents=1, reports=1, killed_low=low, killed_high=high)) == words
