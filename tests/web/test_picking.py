"""Charts that can be clicked on."""

from types import SimpleNamespace

import altair as alt
import pytest

from mapapp.web import picking


@pytest.fixture
def page(monkeypatch):
    """A page: `drawn` holds (key, what a click on it calls) of each drawing."""
    made = SimpleNamespace(session_state={}, drawn=[])

    def altair_chart(_chart, *, key, on_select, selection_mode):
        made.drawn.append((key, on_select))

    made.altair_chart = altair_chart
    monkeypatch.setattr(picking, "st", made)
    return made


def draw(page, shows, clicks):
    picking.pickable(alt.Chart(), "by-type", shows, "picked", clicks.append)
    return page.drawn[-1]


def click(page, drawing, bar):
    key, told = drawing
    page.session_state[key] = {"selection": {"picked": [bar]}}
    told()


def test_a_click_on_what_is_drawn_counts(page):
    clicks = []
    click(page, draw(page, "all", clicks), 3)
    assert clicks == [{"picked": [3]}]


def test_a_chart_drawn_again_with_nothing_new_keeps_its_key(page):
    assert draw(page, "all", [])[0] == draw(page, "all", [])[0]


def test_after_back_a_chart_begins_anew_and_a_click_that_is_brought_again_counts_for_nothing(page):
    clicks = []
    first = draw(page, "all", clicks)
    draw(page, "explosions", clicks)
    again = draw(page, "all", clicks)
    assert again[0] != first[0]
    click(page, first, 3)
    assert clicks == []
    click(page, again, 5)
    assert clicks == [{"picked": [5]}]
