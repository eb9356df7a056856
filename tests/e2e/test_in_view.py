"""Charts beside the map, and "Only what is in view": every number on the page is the same, whatever the reader does."""

from __future__ import annotations

import re
import time
from urllib.parse import parse_qs

import pytest

from mapapp.web import link
from tests.e2e.reader import PATIENCE_MS, Reader

ALEPPO = "#map=8/36.2/37.0"
SWITCH = ".mapapp-in-view input"
FOUR_MOVES = "for (let i = 0; i < 4; i++) window.map.panBy([20, 30], { animate: false })"
"""In a row: to the page they are one."""
QUIET_MS = 3_000
"""Long enough for a rerun to begin."""


@pytest.fixture
def reader(browser, served):
    opened = Reader(browser, served("syria"))
    opened.sent = 0

    def sent(_frame):
        opened.sent += 1

    opened.page.on("websocket", lambda socket: socket.on("framesent", sent))
    yield opened
    assert opened.foreign == []
    assert opened.errors == []
    opened.close()


def number(text):
    return int(re.search("[0-9,]+", text)[0].replace(",", ""))


def agreed(reader, incidents):
    """Wait until the figures, the map, the charts, the menu and the timeline all say so many."""
    beginning = f"{incidents} incident"
    line = reader.tally(beginning)
    said = re.match("[0-9,]+ incidents? from [0-9,]+ reports?", line)[0]
    reader.frame.wait_for_function(
        "said => document.querySelector('.mapapp-notice').textContent === `${said} in view`", arg=said
    )
    reader.page.locator(".st-key-charts").get_by_text(f"{beginning}").first.wait_for()
    reader.page.get_by_text("dated incident").first.wait_for()
    bars = reader.page.locator(".st-key-charts svg.marks").first
    told = bars.locator("g.mark-text").last.locator("text")
    until = time.monotonic() + PATIENCE_MS / 1000
    while sum(number(text) for text in told.all_text_contents()) != incidents and time.monotonic() < until:
        reader.page.wait_for_timeout(100)  # the bars of before are taken away when the new ones are drawn
    assert sum(number(text) for text in told.all_text_contents()) == incidents
    return said


def pan(reader, right, down):
    frame = reader.page.locator("iframe[title*=folium]").bounding_box()
    x, y = frame["x"] + 300, frame["y"] + 500
    reader.page.mouse.move(x, y)
    reader.page.mouse.down()
    reader.page.mouse.move(x - right, y - down, steps=8)
    reader.page.mouse.up()


def seen_of(reader):
    return parse_qs(reader.query).get("seen", [""])[0]


def test_a_pan_without_the_switch_runs_nothing_and_with_it_once(reader):
    reader.open_map(f"/?tab=charts{ALEPPO}")
    reader.frame.locator(SWITCH).wait_for()
    reader.page.locator(".st-key-charts svg.marks").nth(3).wait_for()
    reader.page.wait_for_timeout(QUIET_MS)
    sent, drawn = reader.sent, reader.see_map()["drawn"]
    pan(reader, 40, 60)
    reader.see_map(more_than=drawn)
    reader.page.wait_for_timeout(QUIET_MS)
    assert (reader.sent, reader.query) == (sent, "tab=charts")
    reader.frame.locator(SWITCH).check()
    reader.wait_for_address("seen=")
    reader.page.wait_for_timeout(QUIET_MS)
    sent, before = reader.sent, seen_of(reader)
    reader.frame.evaluate(FOUR_MOVES)
    reader.page.wait_for_function("was => !decodeURIComponent(location.search).includes(was)", arg=before)
    reader.page.wait_for_timeout(QUIET_MS)
    after = seen_of(reader)
    assert after != before
    reader.page.wait_for_timeout(QUIET_MS)
    assert seen_of(reader) == after
    assert reader.sent - sent <= 4


def test_all_numbers_agree_while_the_reader_zooms_pans_filters_and_goes_back(reader, browser):
    reader.open_map(f"/?tab=charts{ALEPPO}")
    reader.stamp("the same frame")
    reader.frame.locator(SWITCH).check()
    reader.wait_for_address("seen=")
    first = reader.see_map()["total"]
    assert 0 < first < 42
    agreed(reader, first)
    before = reader.query
    pan(reader, 100, 150)
    reader.page.wait_for_function("was => location.search !== `?${was}`", arg=before)
    reader.frame.wait_for_function("was => window.__incidents.total !== was", arg=first)
    second = reader.see_map()["total"]
    said = agreed(reader, second)
    other = Reader(browser, reader.url)
    other.open_map(reader.page.url.removeprefix(reader.url))
    assert agreed(other, second) == said
    assert other.query == reader.query
    other.close()
    reader.page.locator(".st-key-charts svg.marks").first.click(position={"x": 30, "y": 20})
    reader.wait_for_address("type=")
    reader.frame.wait_for_function("was => window.__incidents.total !== was", arg=second)
    agreed(reader, reader.see_map()["total"])
    reader.page.go_back()
    agreed(reader, second)
    reader.page.go_back()
    agreed(reader, first)
    assert reader.stamped == "the same frame"
    reader.frame.locator(SWITCH).uncheck()
    reader.tally("42 incidents")
    assert "seen" not in reader.query


def test_across_the_antimeridian_the_box_has_its_west_to_the_east(reader):
    reader.open_map("/?tab=charts#map=4/0/179")
    reader.frame.locator(SWITCH).check()
    reader.wait_for_address("seen=")
    reader.tally("0 incidents")
    view, not_understood = link.decode_query(reader.query, ("tab",))
    west, _, east, _ = view.seen.numbers
    assert not not_understood
    assert west > 90
    assert east < -90
