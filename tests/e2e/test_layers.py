"""The layers of the map: the switch, the link, and the numbers in the legend."""

from __future__ import annotations

import re

import pytest

from tests.e2e.reader import Reader


@pytest.fixture
def reader(browser, served):
    made = Reader(browser, served("syria"))
    yield made
    made.close()


def troubles(reader):
    """All but a missing outline: the stand-in gazetteer has hardly any, and a circle is drawn instead."""
    return [error for error in reader.errors if "404" not in error]


def drawn_as(reader, layer):
    frame = reader.frame
    frame.wait_for_function(f"window.__incidents && window.__incidents.layer === '{layer}'")
    return frame.evaluate("window.__incidents")


def test_a_chosen_layer_is_in_the_link_and_the_link_opens_it(browser, served, reader):
    reader.open_map()
    shown = reader.frame.evaluate("window.__incidents")
    reader.stamp("same")
    reader.frame.get_by_label("Layer").select_option("hexagons")
    summed = drawn_as(reader, "hexagons")
    assert summed["used"] + summed["left_out"] == summed["total"] == shown["total"]
    reader.page.wait_for_url(re.compile(r"[?&]layer=hexagons"))
    assert reader.stamped == "same"
    address = reader.page.url.removeprefix(reader.url)
    other = Reader(browser, served("syria"))
    other.open(address).see_map()
    assert drawn_as(other, "hexagons")["used"] == summed["used"]
    assert other.frame.get_by_label("Layer").input_value() == "hexagons"
    assert (troubles(other), other.foreign, troubles(reader)) == ([], [], [])
    other.close()


@pytest.fixture(scope="module")
def visitor(browser, served):
    made = Reader(browser, served("syria"))
    made.open_map("/?layer=areas")
    yield made
    made.close()


@pytest.mark.parametrize("layer", ["areas", "areas-killed", "areas-per100k", "heat"])
def test_each_layer_says_how_many_it_used_and_left_out(visitor, layer):
    reader = visitor
    reader.frame.get_by_label("Layer").select_option(layer)
    summed = drawn_as(reader, layer)
    said = reader.frame.locator(".mapapp-surface-legend").text_content()
    assert f"{summed['used']} incidents used" in said
    assert f"{summed['left_out']} left out" in said
    assert summed["used"] + summed["left_out"] == summed["total"]
    assert troubles(reader) == []


def test_tracks_are_a_layer_of_the_link_and_open_what_moved(browser, served):
    reader = Reader(browser, served("movements"))
    reader.open_map("/?layer=tracks")
    summed = drawn_as(reader, "tracks")
    assert (summed["used"], summed["left_out"]) == (3, 2)
    reader.frame.get_by_label("Mosul to Raqqa: 1 incident").press("Enter")
    facts = reader.frame.locator(".mapapp-facts")
    facts.wait_for()
    assert [facts.locator("dt").nth(at).text_content() for at in (0, 1)] == ["From where", "To where"]
    reader.page.wait_for_url(re.compile(r"[?&]incident="))
    card = reader.page.locator(".st-key-card")
    card.get_by_text("Raqqa, Raqqa Governorate, SY").wait_for()
    assert re.search(r"From where\s+Mosul, .*To where\s+Raqqa, ", card.inner_text(), re.DOTALL)
    assert (troubles(reader), reader.foreign) == ([], [])
    reader.close()


CHOOSE_QUICKLY = """async (layers) => {
  const box = document.querySelector('select[aria-label=Layer]');
  const shown = new Set();
  const note = () => shown.add(box.value) && requestAnimationFrame(note);
  for (const layer of layers) {
    box.value = layer;
    box.dispatchEvent(new Event("change"));
    await new Promise((done) => setTimeout(done, 100));
  }
  note();
  return shown;
}"""


def test_a_reader_who_changes_layers_faster_than_the_page_answers_is_not_thrown_back(reader):
    reader.open_map()
    shown = reader.frame.evaluate_handle(CHOOSE_QUICKLY, ["areas", "hexagons", "areas-killed", "heat", "areas-per100k"])
    reader.page.wait_for_url(re.compile(r"[?&]layer=areas-per100k"))
    reader.see_settled()
    drawn_as(reader, "areas-per100k")
    assert shown.evaluate("shown => [...shown]") == ["areas-per100k"]
