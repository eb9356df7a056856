"""What readers on a phone, with a screen reader or with weak eyes need."""

from __future__ import annotations

import pytest

from tests.e2e.reader import Reader

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

NARROW = {"width": 360, "height": 740}
GRAVE = {"serious", "critical"}
VEGA_S_OWN = {".brush_brush_bg", ".brush_brush"}
"""The brush of the timeline, to which Vega gives no name; the fields From and To do the same."""


@pytest.fixture
def reader(browser, served):
    opened = Reader(browser, served("syria"))
    yield opened
    opened.close()


def grave(page):
    """(rule, elements) of what axe finds serious."""
    found = axe.Axe().run(page).response["violations"]
    nodes = [(one["id"], node["target"]) for one in found if one["impact"] in GRAVE for node in one["nodes"]]
    return [(rule, target) for rule, target in nodes if target[0] not in VEGA_S_OWN]


@pytest.fixture(scope="module")
def visitor(browser, served):
    opened = Reader(browser, served("syria"))
    yield opened
    opened.close()


@pytest.mark.parametrize("path", ["/paste", "/reports?lang=fr", "/merges", "/table", "/saved"])
def test_no_page_has_what_axe_calls_serious(visitor, path):
    visitor.open(path)
    visitor.page.wait_for_selector("h1, h2, h3, [data-testid=stCaptionContainer]")
    visitor.page.wait_for_load_state("networkidle")
    visitor.see_settled()
    assert grave(visitor.page) == []


def test_the_map_page_has_nothing_that_axe_calls_serious_wide_or_narrow(reader):
    reader.open_map()
    reader.page.wait_for_selector("[data-testid=stVegaLiteChart] svg")
    assert grave(reader.page) == []
    reader.page.set_viewport_size(NARROW)
    assert grave(reader.page) == []


def test_on_a_phone_nothing_is_wider_than_the_screen_and_the_map_s_controls_do_not_cover_each_other(reader):
    reader.page.set_viewport_size(NARROW)
    reader.open_map()
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    boxes = [
        control.bounding_box()
        for control in reader.frame.locator(".leaflet-control").all()
        if control.is_visible() and "attribution" not in control.get_attribute("class")
    ]
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            apart = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
            below = one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]
            assert apart or below, (one, other)


def test_on_a_phone_the_filters_open_and_narrow_the_map(reader):
    reader.page.set_viewport_size(NARROW)
    reader.open_map()
    reader.page.get_by_test_id("stExpandSidebarButton").click()
    words = reader.page.get_by_label("Words")
    words.fill("zzzz")
    words.press("Enter")
    reader.page.get_by_test_id("stSidebarCollapseButton").locator("button").click()
    assert reader.tally("0 incidents ")
    reader.see_map()
    reader.frame.wait_for_function("window.__incidents.total === 0")
