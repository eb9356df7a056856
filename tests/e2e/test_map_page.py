"""The map page in a real browser."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.e2e.reader import Reader

PIXEL_AT_ZOOM_8 = 360 / (256 * 2**8)
"""Degrees of longitude: a map rounds its centre to whole pixels."""


@pytest.fixture
def reader(browser, served) -> Iterator[Reader]:
    reader = Reader(browser, served("syria"))
    yield reader
    reader.close()


@pytest.fixture(scope="module")
def visitor(browser, served) -> Iterator[Reader]:
    """One who opens a link after the other, and changes nothing."""
    visitor = Reader(browser, served("syria"))
    yield visitor
    visitor.close()


def test_markers_are_seen_and_their_numbers_are_those_above_the_map(reader):
    seen = reader.open_map().see_map()
    assert seen["points"] > 0
    assert seen["areas"] > 0
    assert reader.tally("42 incidents").startswith("42 incidents from 6 reports · 88 killed")
    answer = json.load(urllib.request.urlopen(f"{reader.url}/api/v1/view?z=2&bbox=-180,-85,180,85"))
    drawn = [*answer["points"], *answer["areas"], *answer["clusters"]]
    assert sum(row["n"] for row in drawn) == 41  # one of the 42 has no place
    assert reader.page.get_by_text("Not on the map or not dated: 1 incident").is_visible()


def test_nothing_is_asked_of_another_host_and_the_console_has_no_errors(reader):
    reader.open_map()
    reader.choose("What happened", "Battles")
    reader.wait_for_address("type=battle")
    reader.page.get_by_text("Reports", exact=True).click()
    reader.page.get_by_text("Reports kept").wait_for()
    assert reader.foreign == []
    assert reader.errors == []


def test_a_filter_changes_the_address_and_the_map_in_its_frame(reader):
    before = reader.open_map().see_map()
    reader.stamp("the same frame")
    reader.choose("What happened", "Battles")
    after = reader.see_map(more_than=before["drawn"])
    assert "type=battle" in reader.query
    assert after["total"] < before["total"]
    assert reader.stamped == "the same frame"
    assert reader.tally("7 incidents")


def test_the_place_on_the_map_survives_a_change_of_filter(reader):
    reader.open_map("/#map=8/35.0000/37.0000")
    reader.choose("What happened", "Protests")
    reader.wait_for_address("type=protest")
    assert reader.window == pytest.approx([8, 35, 37], abs=PIXEL_AT_ZOOM_8)


def test_the_place_is_that_of_the_link_though_the_address_is_written_before_the_map_is_there(reader):
    reader.page.add_init_script(
        "if (window === window.top) document.addEventListener('DOMContentLoaded', () => "
        "history.replaceState(history.state, '', location.pathname + location.search));"
    )
    reader.open_map("/?type=battle#map=8/35.0000/37.0000")
    assert reader.window == pytest.approx([8, 35, 37], abs=PIXEL_AT_ZOOM_8)


DRAWN_TWICE = """
if (window !== window.top && !window.top.drawnOnce) {
  let start = null;
  window.mapapp = Object.defineProperty({}, "startView", {
    get: () => (...given) => {
      start(...given);
      window.top.drawnOnce = true;
      window.location.reload();
    },
    set: (own) => (start = own),
  });
}
"""


def test_the_place_is_that_of_the_link_though_the_first_map_is_gone_before_it_wrote_the_address(reader):
    reader.page.add_init_script(
        "if (window === window.top) document.addEventListener('DOMContentLoaded', () => "
        "history.replaceState(history.state, '', location.pathname + location.search));"
    )
    reader.page.add_init_script(DRAWN_TWICE)
    reader.open_map("/?type=battle#map=8/35.0000/37.0000")
    assert reader.page.evaluate("window.drawnOnce")
    assert reader.window == pytest.approx([8, 35, 37], abs=PIXEL_AT_ZOOM_8)


def test_a_copied_address_shows_the_same_elsewhere(reader, browser):
    reader.open_map("/#map=8/35.1000/37.2000")
    reader.choose("What happened", "Battles")
    reader.wait_for_address("type=battle")
    window = reader.window
    assert window == pytest.approx([8, 35.1, 37.2], abs=PIXEL_AT_ZOOM_8)
    line, seen = reader.tally("7 incidents"), reader.see_map(more_than=1)
    other = Reader(browser, reader.url)
    other.open_map(reader.page.url.removeprefix(reader.url))
    assert other.tally("7 incidents") == line
    again = other.see_map()
    assert {key: again[key] for key in ("total", "points", "areas")} == {
        key: seen[key] for key in ("total", "points", "areas")
    }
    assert other.window == pytest.approx(window, abs=PIXEL_AT_ZOOM_8)
    other.close()


def test_back_undoes_one_filter_and_forward_does_it_again(reader):
    reader.open_map()
    reader.stamp("the same frame")
    reader.choose("What happened", "Battles")
    reader.tally("7 incidents")
    reader.choose("Source", "Reuters")
    reader.wait_for_address("source=Reuters")
    reader.see_settled()
    reader.page.go_back()
    reader.tally("7 incidents")
    assert reader.query == "type=battle"
    reader.page.go_back()
    reader.tally("42 incidents")
    assert reader.query == ""
    reader.page.go_forward()
    reader.tally("7 incidents")
    reader.page.locator("[data-testid=stMultiSelect]").first.get_by_text("Battles (7)").wait_for()
    assert reader.stamped == "the same frame"


UNKNOWN = [
    ("a type nobody knows", "/?type=earthworm", "The type “earthworm” is not known here", "0 incidents"),
    ("a date that is none", "/?from=yesterday", "From “yesterday” is not understood", "0 incidents"),
    ("a filter nobody knows", "/?colour=red", "no filter “colour”", "42 incidents"),
    ("one known value and one not", "/?type=battle&type=earthworm", "“earthworm” is not known here", "7 incidents"),
]


@pytest.mark.parametrize(("link", "said", "tally"), [row[1:] for row in UNKNOWN], ids=[row[0] for row in UNKNOWN])
def test_what_a_link_asks_in_vain_is_announced_and_never_shows_more(visitor, link, said, tally):
    visitor.open_map(link)
    visitor.tally(tally)
    warning = visitor.page.locator("[data-testid=stAlert]").first
    warning.wait_for()
    assert said in warning.text_content().replace("\u2060", "")


def test_an_incident_chosen_in_the_table_opens_on_the_map_and_as_a_card(reader):
    reader.open_map()
    reader.page.locator(".dvn-scroller").first.click(position={"x": 120, "y": 50})
    reader.wait_for_address("incident=")
    title = reader.page.locator(".incident-title").first
    title.wait_for()
    popup = reader.frame.locator(".mapapp-title")
    popup.wait_for()
    assert popup.text_content() == title.text_content()


def test_an_incident_opened_on_the_map_is_chosen_in_the_table_and_shown_as_a_card(reader):
    reader.open_map("/?type=battle.clash&source=SANA#map=9/35.3354/40.1408")
    reader.stamp("the same frame")
    reader.frame.locator("canvas.leaflet-zoom-animated, .mapapp-badge").first.wait_for()
    box = reader.page.locator("iframe[title*=folium]").bounding_box()
    reader.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    reader.wait_for_address("incident=")
    reader.page.locator(".incident-title").first.wait_for()
    assert reader.page.locator(".incident-title").first.text_content() == "Armed clash, Deir ez-Zor"
    assert reader.frame.locator(".mapapp-title").text_content() == "Armed clash, Deir ez-Zor"
    assert reader.stamped == "the same frame"


def test_a_link_to_an_incident_that_is_gone_says_so(visitor):
    visitor.open_map("/?incident=nobody-knows-it")
    visitor.page.get_by_text("no longer here").wait_for()
    assert visitor.tally("42 incidents")


def test_a_hostile_incident_id_in_a_link_is_only_an_id_that_is_not_here(visitor):
    visitor.open_map("/?incident=%7B%7B%207*7%20%7D%7D%22)%3Balert(1)%3B(%22")
    visitor.page.get_by_text("no longer here").wait_for()
    assert visitor.errors == []


def test_the_same_incident_can_be_opened_on_the_map_again_after_another_was_chosen_in_the_table(reader):
    reader.open_map("/?words=Deir#map=9/35.3354/40.1408")
    open_first_of_stack(reader)
    reader.wait_for_address("incident=")
    first = reader.query
    reader.see_settled()  # a click on a table that is just drawn anew is lost
    reader.page.locator(".dvn-scroller").first.click(position={"x": 120, "y": 120})
    reader.page.wait_for_function("was => !window.location.search.endsWith(was)", arg=first)
    open_first_of_stack(reader)
    reader.page.wait_for_function("was => window.location.search.endsWith(was)", arg=first, timeout=6000)


def open_first_of_stack(reader: Reader) -> None:
    """Open the stack's list and its first row. The popup of a choice made just before may still come in between,
    and takes the list's place: then the reader opens the list again.
    """
    row = reader.frame.locator(".mapapp-row").first
    for _ in range(4):
        reader.frame.locator(".mapapp-stack").first.dispatch_event("click")
        try:
            row.click(timeout=4000)
        except PlaywrightTimeout:
            continue
        return
    raise AssertionError("the list of the stack never stayed open")
