"""The charts beside the map, without a browser."""

from __future__ import annotations

import json
from functools import reduce
from operator import add
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from mapapp.domain.view import View
from mapapp.store.breakdown import Toll
from mapapp.web import charts, server
from mapapp.web.bars import lying, over_time, toll_words
from tests.e2e.scenes import hostile
from tests.web.hostile import HOSTILE
from tests.web.stand_in import a_backend


@pytest.fixture
def page(syria_backend, in_use):
    in_use(syria_backend)

    def opened(**query):
        app = AppTest.from_file(str(Path(server.PAGE)), default_timeout=60)
        for key, value in query.items():
            app.query_params[key] = value
        return app.run()

    return opened


def charts_of(backend, view=View()):  # noqa: B008
    """By key."""
    snapshot, gazetteer = backend.snapshot, backend.application.gazetteer
    made = charts.charts(snapshot.breakdown(view), view, snapshot, gazetteer)
    return {chart.key: chart for chart in made}


def test_charts_stand_beside_the_map_when_the_link_says_so(page):
    app = page(tab="charts")
    assert not app.exception
    assert any(caption.value.startswith("42 incidents. A click") for caption in app.caption)
    assert len(app.get("vega_lite_chart")) == 6
    assert len(page().get("vega_lite_chart")) == 1


@pytest.mark.parametrize("view", [View(), View(types=("battle",)), View(countries=("SY",)), View(sources=("SANA",))])
def test_each_bar_is_what_a_click_on_it_would_leave(syria_backend, view):
    store = syria_backend.application.store
    for chart in charts_of(syria_backend, view).values():
        if chart.key in {"killed", "injured"}:
            continue
        for line in chart.lines:
            chosen = charts.toggled(view, chart.field, line.value)
            if getattr(chosen, chart.field):
                assert store.tally(chosen).incidents == line.surely, (chart.key, line.value)


def test_the_tolls_add_up_to_the_figures_above_the_map(syria_backend):
    tally = syria_backend.application.store.tally(View())
    killed = charts_of(syria_backend)["killed"]
    assert sum(line.surely for line in killed.lines) == tally.killed_low
    parts = syria_backend.snapshot.breakdown(View())
    over = reduce(add, (stretch.tolls for stretch in parts.stretches), parts.spanning + parts.undated)
    assert over.killed == Toll(low=tally.killed_low, high=tally.killed_high)


def test_within_one_country_the_places_are_its_provinces(syria_backend):
    found = charts_of(syria_backend, View(countries=("SY",)))
    assert "country" not in found
    assert found["province"].title == "By province of Syria"
    assert all("Mosul" not in line.name for line in found["province"].lines)


def test_what_the_bars_leave_out_is_said(syria_backend):
    assert charts_of(syria_backend)["country"].note == "1 without a country"


def test_a_click_on_the_only_value_chosen_takes_it_away():
    chosen = charts.toggled(View(types=("battle", "protest")), "types", "battle")
    assert chosen == View(types=("battle",))
    assert charts.toggled(chosen, "types", "battle") == View()


TOLLS = [(Toll(low=6, high=6), "6"), (Toll(low=6, high=1900), "6 to 1,900"), (Toll(low=6, high=None), "at least 6")]


@pytest.mark.parametrize(("toll", "words"), TOLLS)
def test_a_toll_is_said_as_a_range(toll, words):
    assert toll_words(toll) == words


def test_names_from_reports_are_data_and_nothing_else(tmp_path):
    backend = a_backend(f"sqlite:///{tmp_path}/i.sqlite", hostile())
    found = charts_of(backend)
    names = {line.name for line in charts_of(backend)["source"].lines}
    assert names & {text.strip() for text in HOSTILE}
    for chart in found.values():
        drawn = lying(chart.lines).to_dict()
        data = drawn.pop("datasets", None) or drawn.pop("data")
        shape = json.dumps(drawn)
        assert all(json.dumps(line.name)[1:-1] not in shape for line in chart.lines if len(line.name) > 12)
        assert data
    over_time(backend.snapshot.breakdown(View()).stretches).to_dict()
