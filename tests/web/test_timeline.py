"""The bars below the map, without a browser."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from mapapp.domain.view import View
from mapapp.store.histogram import Bar
from mapapp.web import server
from mapapp.web.timeline import chart, covered, days, moved


@pytest.fixture
def page(syria_backend, in_use):
    in_use(syria_backend)

    def opened(**query):
        app = AppTest.from_file(str(Path(server.PAGE)), default_timeout=30)
        for key, value in query.items():
            app.query_params[key] = value
        return app.run()

    return opened


def bars_of(backend, view=View()):  # noqa: B008
    """What the chart of the view holds."""
    drawn = chart(backend.snapshot.histogram(view, all_times=True), days(view))
    (rows,) = drawn.to_dict()["datasets"].values()
    return rows


def line_of(app):
    return next(caption.value for caption in app.caption if "dated incident" in caption.value)


def query_of(app):
    return {key: [value] if isinstance(value, str) else value for key, value in app.query_params.items()}


def press(app, name):
    return app.button(key=f"timeline-{name}").click().run()


def test_the_bars_add_up_to_the_dated_incidents_and_the_line_says_how_many_are_not(page, syria_backend):
    app = page()
    assert not app.exception
    total = syria_backend.application.store.tally(View()).incidents
    dated = round(sum(bar["share"] for bar in bars_of(syria_backend)))
    assert line_of(app).startswith(f"{dated:,} dated incidents")
    undated = total - dated
    assert undated == 0 or f"{undated} without a date" in line_of(app)


def test_each_bar_says_what_choosing_its_days_would_leave(syria_backend):
    for bar in bars_of(syria_backend):
        first, last = (
            date.fromisoformat(bar["first"]),
            date.fromordinal(date.fromisoformat(bar["next"]).toordinal() - 1),
        )
        assert syria_backend.application.store.tally(View(since=first, until=last)).incidents == bar["touching"]


def test_chosen_days_stand_out_and_the_other_bars_stay(page, syria_backend):
    chosen = bars_of(syria_backend, View(since=date(2016, 12, 2), until=date(2016, 12, 3)))
    assert len(chosen) == len(bars_of(syria_backend))
    assert 0 < sum(bar["chosen"] for bar in chosen) < len(chosen)
    app = page(**{"from": "2016-12-02", "to": "2016-12-03"})
    assert len(app.get("vega_lite_chart")) == 1
    assert "chosen: from 2 Dec 2016 to 3 Dec 2016" in line_of(app)


def test_a_window_and_all_times_are_buttons(page):
    app = press(page(**{"from": "2016-12-02", "type": "battle"}), "last-7d")
    assert query_of(app) == {"last": ["7d"], "type": ["battle"]}
    assert query_of(press(app, "all")) == {"type": ["battle"]}


def test_a_step_moves_the_chosen_days_by_their_length(page):
    app = press(page(**{"from": "2016-12-02", "to": "2016-12-03"}), "later")
    assert query_of(app) == {"from": ["2016-12-04"], "to": ["2016-12-05"]}
    assert moved(View(since=date.min, until=date.max), 1) is None
    assert moved(View(since=date(2016, 1, 1)), 1) is None


def a_bar(first, last):
    return Bar(first=date(2016, 12, first), last=date(2016, 12, last), share=1.0, within=1, touching=1)


BARS = [a_bar(1, 7), a_bar(8, 14), a_bar(15, 21)]
BRUSHES = [((1, 21), (1, 21)), ((3, 13), (1, 14)), ((9, 10), (8, 14)), ((13, 3), (1, 14))]


@pytest.mark.parametrize(("brush", "chosen"), BRUSHES)
def test_a_brush_takes_whole_bars(brush, chosen):
    left, right = (datetime(2016, 12, day, tzinfo=UTC).timestamp() * 1000 for day in brush)
    assert covered(BARS, left, right) == tuple(date(2016, 12, day) for day in chosen)


def test_a_view_open_at_one_end_has_days_to_the_end_of_the_calendar():
    assert days(View()) is None
    assert days(View(since=date(2016, 12, 2))) == (date(2016, 12, 2), date.max)
