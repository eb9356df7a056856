"""An area drawn on the map: by mouse, by touch, by keys, by typing; in the link, and away again."""

from __future__ import annotations

import json
import re
import urllib.request
from urllib.parse import parse_qs, urlencode

import pytest

from tests.e2e.reader import PATIENCE_MS, Reader

NORTH = "/#map=7/36.0000/37.0000"


@pytest.fixture
def reader(browser, served):
    made = Reader(browser, served("syria"))
    yield made
    troubles = [error for error in made.errors if "404" not in error]  # the stand-in gazetteer has hardly any outline
    assert (made.foreign, troubles) == ([], [])
    made.close()


def begin(reader, kind, key=None):
    reader.frame.get_by_role("button", name="Draw an area").click()
    button = reader.frame.get_by_role("button", name=kind, exact=True)
    if key:
        button.press(key)
    else:
        button.click()


def click(reader, right, down):
    """So many pixels from the middle of the map."""
    box = reader.page.locator("iframe[title*=folium]").bounding_box()
    reader.page.mouse.click(box["x"] + box["width"] / 2 + right, box["y"] + box["height"] / 2 + down)


def area_of(reader, kind):
    reader.wait_for_address(f"area={kind}")
    (area,) = parse_qs(reader.query)["area"]
    return area


def shown(reader):
    """The drawn line is on the map."""
    reader.frame.locator(".leaflet-mapapp-drawn-pane path").first.wait_for(state="attached")


def counted(reader, area):
    """What the server counts in an area, asked directly."""
    query = urlencode({"z": 2, "bbox": "-180,-85,180,85", "area": area})
    answer = json.load(urllib.request.urlopen(f"{reader.url}/api/v1/view?{query}"))
    return answer["total"]


def test_a_box_drawn_by_mouse_narrows_map_table_figures_and_link_in_the_same_frame(reader, browser):
    before = reader.open_map(NORTH).see_map()
    reader.stamp("the same frame")
    begin(reader, "Box")
    click(reader, -60, -60)
    click(reader, 60, 60)
    area = area_of(reader, "box")
    west, south, east, north = (float(part) for part in area.removeprefix("box:").split(","))
    assert west < 37 < east
    assert south < 36 < north
    inside = counted(reader, area)
    assert 0 < inside < before["total"]
    reader.tally(f"{inside} incidents")
    assert reader.see_map(more_than=before["drawn"])["total"] == inside
    shown(reader)
    assert reader.stamped == "the same frame"
    assert reader.window[0] == 7
    reader.page.get_by_role("button", name="Between latitudes").wait_for()
    other = Reader(browser, reader.url)
    other.open_map(reader.page.url.removeprefix(reader.url))
    other.tally(f"{inside} incidents")
    shown(other)
    other.close()


def test_what_was_drawn_is_drawn_anew_and_taken_away_on_the_map(reader):
    reader.open_map("/?area=circle:37.16,36.2,50#map=7/36.0000/37.0000")
    shown(reader)
    reader.frame.get_by_role("button", name="Area drawn").click()
    reader.frame.get_by_role("button", name="Polygon", exact=True).click()
    for right, down in [(-90, -70), (90, -70), (90, 70), (-90, -70)]:
        click(reader, right, down)
    area = area_of(reader, "polygon")
    assert area.count(",") == 5
    reader.tally(f"{counted(reader, area)} incidents")
    reader.frame.get_by_role("button", name="Area drawn").click()
    reader.frame.get_by_role("button", name="Take it away").click()
    reader.tally("42 incidents")
    assert reader.query == ""
    reader.frame.locator(".leaflet-mapapp-drawn-pane path").first.wait_for(state="detached")


def test_a_circle_by_keys_alone(reader):
    reader.open_map(NORTH)
    reader.frame.get_by_role("button", name="Draw an area").press("Enter")
    reader.frame.get_by_role("button", name="Circle").press("Enter")
    assert "Enter sets it at the cross" in reader.frame.locator(".mapapp-draw [role=status]").text_content()
    reader.page.keyboard.press("Enter")
    reader.frame.get_by_text("Set the edge.").wait_for()
    reader.page.keyboard.press("ArrowRight")
    reader.page.wait_for_timeout(600)
    reader.page.keyboard.press("Enter")
    circle = area_of(reader, "circle").removeprefix("circle:")
    longitude, latitude, kilometres = (float(part) for part in circle.split(","))
    assert (longitude, latitude) == pytest.approx((37, 36), abs=0.02)
    assert kilometres > 10


def test_the_part_of_the_map_that_is_shown_is_an_area(reader):
    reader.open_map(NORTH)
    reader.frame.get_by_role("button", name="Draw an area").click()
    reader.frame.get_by_role("button", name="What is shown").click()
    west, south, east, north = (float(part) for part in area_of(reader, "box").removeprefix("box:").split(","))
    assert (west + east) / 2 == pytest.approx(37, abs=0.02)
    assert south < 36 < north


def test_a_click_that_draws_opens_no_incident_and_escape_ends_it(reader):
    reader.open_map("/?type=battle.clash&source=SANA#map=9/35.3354/40.1408")
    begin(reader, "Box")
    click(reader, 0, 0)
    reader.frame.get_by_text("Click the opposite corner.").wait_for()
    assert reader.frame.locator(".leaflet-popup").count() == 0
    reader.page.keyboard.press("Escape")
    reader.frame.get_by_role("button", name="Draw an area").wait_for()
    assert "area=" not in reader.query


def test_lines_that_cross_are_refused_with_the_reason_and_nothing_changes(reader):
    reader.open_map(NORTH)
    begin(reader, "Polygon")
    for right, down in [(-80, -80), (80, 80), (80, -80), (-80, 80)]:
        click(reader, right, down)
    reader.frame.get_by_role("button", name="Close the line").click()
    reader.page.get_by_text("its lines cross each other").wait_for()
    assert reader.query == ""
    reader.tally("42 incidents")


def test_a_circle_is_typed_and_what_is_no_point_is_refused(reader):
    reader.open_map(NORTH)
    reader.page.get_by_role("button", name="Around a point").click()
    point = reader.page.get_by_label("Latitude, longitude")
    point.fill("Aleppo")
    reader.page.get_by_role("button", name="Show", exact=True).click()
    reader.page.get_by_text("write latitude and longitude").wait_for()
    if not point.is_visible():
        reader.page.get_by_role("button", name="Around a point").click()
    point.fill("36.2, 37.16")
    reader.page.get_by_role("button", name="Show", exact=True).click()
    assert area_of(reader, "circle") == "circle:37.16,36.2,50"
    reader.tally(f"{counted(reader, 'circle:37.16,36.2,50')} incidents")


def test_a_finger_draws_by_taps(browser, served):
    context = browser.new_context(viewport={"width": 900, "height": 900}, has_touch=True)
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto(served("syria") + "/#map=6/36.0000/37.0000")
    frame = page.frame_locator("iframe[title*=folium]")
    frame.get_by_role("button", name="Draw an area").tap()
    frame.get_by_role("button", name="Box", exact=True).tap()
    middle = frame.locator(".leaflet-container")
    box = middle.bounding_box()
    middle.tap(position={"x": box["width"] / 2 - 40, "y": box["height"] / 2 - 40})
    frame.get_by_text("Click the opposite corner.").wait_for()
    middle.tap(position={"x": box["width"] / 2 + 40, "y": box["height"] / 2 + 40})
    page.wait_for_url(re.compile("area=box"))
    context.close()
