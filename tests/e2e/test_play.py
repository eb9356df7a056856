"""Time that plays below the map."""

from __future__ import annotations

import re
from urllib.parse import parse_qs

import pytest

from tests.e2e.reader import Reader

WEEK = "/?from=2016-12-01&to=2016-12-07#map=6/35.0000/38.0000"


@pytest.fixture
def reader(browser, served):
    made = Reader(browser, served("syria"))
    yield made
    assert (made.foreign, [error for error in made.errors if "404" not in error]) == ([], [])
    made.close()


def test_play_moves_the_days_map_and_figures_follow_in_their_frame_and_stop_writes_the_link(reader):
    before = reader.open_map(WEEK).see_map()
    reader.stamp("the same frame")
    line = reader.page.get_by_text("dated incidents, by day")
    assert "from 1 Dec 2016 to 7 Dec 2016" in line.text_content()
    reader.page.get_by_role("button", name="Play").click()
    reader.page.get_by_text("from 8 Dec 2016 to 14 Dec 2016").wait_for()
    assert "from=2016-12-01" in reader.query
    reader.see_map(more_than=before["drawn"])
    assert reader.stamped == "the same frame"
    assert reader.window[0] == 6
    reader.page.get_by_role("button", name="Stop").click()
    reader.page.get_by_role("button", name="Play").wait_for()
    query = parse_qs(reader.query)
    assert query["from"] > ["2016-12-01"]
    assert line.text_content()
    reader.page.go_back()
    reader.page.get_by_text("from 1 Dec 2016 to 7 Dec 2016").wait_for()


def test_play_ends_with_the_last_bar(reader):
    reader.open_map("/?from=2017-01-02&to=2017-01-08#map=6/35.0000/38.0000")
    reader.page.get_by_role("button", name="Play").click()
    reader.page.wait_for_url(re.compile("from=2017-01-09"))
    reader.page.get_by_role("button", name="Play").wait_for()


def test_readers_who_want_no_motion_step_and_nothing_plays(browser, served):
    reader = Reader(browser, served("syria"))
    reader.page.emulate_media(reduced_motion="reduce")
    reader.open_map(WEEK)
    reader.page.get_by_role("button", name="Later").click()
    reader.page.wait_for_url(re.compile("from=2016-12-08"))
    assert not reader.page.get_by_role("button", name="Play").is_visible()
    reader.close()
