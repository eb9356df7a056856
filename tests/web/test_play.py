"""Time that plays, without a browser: the steps, where they begin, and what the address holds meanwhile."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from mapapp.store.histogram import Bar
from mapapp.web import server
from mapapp.web.play import begun, moved


def day(text):
    return date.fromisoformat(text)


def days(first, last):
    return day(first), day(last)


STEPS = [
    ("2016-12-02", "2016-12-02", 1, ("2016-12-03", "2016-12-03")),
    ("2016-12-05", "2016-12-11", 1, ("2016-12-12", "2016-12-18")),
    ("2016-12-01", "2016-12-31", 1, ("2017-01-01", "2017-01-31")),
    ("2016-12-01", "2016-12-31", 2, ("2017-02-01", "2017-02-28")),
    ("2016-10-01", "2016-12-31", -1, ("2016-07-01", "2016-09-30")),
    ("2016-01-01", "2016-12-31", 1, ("2017-01-01", "2017-12-31")),
]


@pytest.mark.parametrize(("first", "last", "steps", "after"), STEPS)
def test_days_move_by_their_length_and_whole_months_stay_whole(first, last, steps, after):
    assert moved(days(first, last), steps) == days(*after)


def test_nothing_moves_beyond_the_calendar():
    assert moved((date(9999, 12, 1), date(9999, 12, 31)), 1) is None
    assert moved((date.min, date.min), -1) is None


def are_whole_months(days):
    return days[0].day == date.fromordinal(days[1].toordinal() + 1).day == 1


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 900), st.integers(-3, 3))
def test_a_step_and_the_same_step_back_end_where_they_began(first, length, steps):
    begin = first, date.fromordinal(first.toordinal() + length)
    there = moved(begin, steps)
    assume(are_whole_months(begin) == are_whole_months(there))  # days that come to lie on whole months move as months
    assert moved(there, -steps) == begin


BARS = [
    Bar(first=day(f"2016-{m:02}-01"), last=day(f"2016-{m:02}-28"), share=1, within=1, touching=1) for m in (1, 2, 3)
]
FIRST = days("2016-01-01", "2016-01-28")
BEGINNINGS = [
    (None, FIRST),
    ((date.min, day("2016-02-01")), FIRST),
    (days("2015-01-01", "2017-01-01"), FIRST),
    (days("2016-03-01", "2016-02-01"), FIRST),
    (days("2016-02-03", "2016-02-09"), days("2016-02-03", "2016-02-09")),
    (days("2016-03-20", "2016-03-31"), days("2016-01-01", "2016-01-12")),
]


@pytest.mark.parametrize(("chosen", "begins"), BEGINNINGS)
def test_play_begins_with_what_is_chosen_or_at_the_beginning(chosen, begins):
    assert begun(chosen, BARS) == begins


def test_nothing_plays_without_bars():
    assert begun(None, []) is None


@pytest.fixture
def playing(syria_backend, in_use):
    in_use(syria_backend)
    app = AppTest.from_file(str(Path(server.PAGE)), default_timeout=60)
    app.query_params["from"], app.query_params["to"] = "2016-12-02", "2016-12-03"
    return app.run().button(key="timeline-play").click().run()


def query_of(app):
    return {key: [value] if isinstance(value, str) else value for key, value in app.query_params.items()}


def test_while_it_plays_the_address_stays_and_stop_writes_the_moment(playing):
    assert not playing.exception
    assert query_of(playing) == {"from": ["2016-12-02"], "to": ["2016-12-03"]}
    moment = playing.session_state["moment"]
    playing.session_state["moment"] = type(moment)(days("2016-12-04", "2016-12-05"), moment.address)
    assert any("from 4 Dec 2016 to 5 Dec 2016" in line.value for line in playing.run().caption)
    stopped = playing.button(key="timeline-stop").click().run()
    assert query_of(stopped) == {"from": ["2016-12-04"], "to": ["2016-12-05"]}
    assert stopped.button(key="timeline-play").label == "Play"


def test_a_filter_that_is_chosen_while_it_plays_stops_it_at_that_moment(playing):
    playing.text_input(key="filter-words").set_value("mortar").run()
    assert query_of(playing) == {"from": ["2016-12-02"], "to": ["2016-12-03"], "words": ["mortar"]}
    assert playing.button(key="timeline-play").label == "Play"


def test_another_address_ends_it(playing):
    playing.query_params["from"] = "2016-12-01"
    assert playing.run().button(key="timeline-play").label == "Play"
