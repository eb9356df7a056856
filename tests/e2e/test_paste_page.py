"""From a pasted text to the map, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.reader import Reader

TEXT = "Mortar shells fired at Aleppo killed four civilians on Wednesday, Interfax reported."


@pytest.fixture
def reader(browser, served) -> Iterator[Reader]:
    reader = Reader(browser, served("empty"))
    yield reader
    reader.close()


def read(reader: Reader, text: str) -> None:
    reader.page.locator("textarea").fill(text)
    reader.page.get_by_test_id("stFormSubmitButton").locator("button").click()


def test_an_empty_map_says_how_to_begin(reader):
    reader.open()
    reader.page.get_by_text("Put reports on the map").wait_for()
    reader.page.get_by_test_id("stPageLink").get_by_text("Paste a report").click()
    reader.page.locator("textarea").wait_for()


def test_a_text_without_words_is_refused_with_a_sentence(reader):
    reader.open("/paste")
    read(reader, "   ")
    reader.page.get_by_text("There is no text").wait_for()


def test_what_cannot_be_read_in_another_language_is_said_above_the_text(reader):
    reader.open("/paste")
    read(reader, "Une bombe a tué trois personnes à Marseille.")
    reader.page.get_by_text("No incident was found").wait_for()
    reader.page.get_by_text("This text is in French").wait_for()
    reader.page.get_by_text("Nothing is drawn, since the map shows incidents.").wait_for()
    reader.page.get_by_text("Found but left out: 1").wait_for()


def test_a_discarded_report_leaves_nothing(reader):
    reader.open("/paste")
    read(reader, TEXT + " Discard me.")
    reader.page.get_by_text("1 incident was found").wait_for()
    reader.page.get_by_role("button", name="Discard").click()
    reader.page.get_by_text("Nothing was kept").wait_for()
    assert reader.page.request.get(f"{reader.url}/healthz").json()["incidents"] == 0


def test_a_pasted_report_is_read_kept_and_on_the_map_and_can_be_removed(reader):
    reader.open()
    reader.page.get_by_test_id("stPageLink").get_by_text("Paste a report").click()
    read(reader, TEXT)
    reader.page.get_by_text("1 incident was found").wait_for()
    reader.page.get_by_text("Not dated: 1 of 1").wait_for()
    assert reader.page.locator(".incident-report mark.incident-place").text_content() == "Aleppo"
    assert reader.see_map()["total"] == 1
    assert "draft" not in reader.page.url
    reader.page.get_by_role("button", name="Keep", exact=True).click()
    reader.page.get_by_text("Kept: 1 incident.").wait_for()
    reader.page.get_by_text("See them on the map").click()
    reader.tally("1 incident from 1 report")
    assert reader.see_map()["total"] == 1
    assert reader.errors == []
    assert reader.foreign == []
    remove(reader)
    assert reader.page.request.get(f"{reader.url}/healthz").json()["incidents"] == 0


def remove(reader: Reader) -> None:
    reader.page.get_by_text("Reports", exact=True).click()
    reader.page.get_by_text("Choose one to read or remove it").wait_for()  # the map's table is gone by now
    expect(reader.page.locator(".dvn-scroller")).to_have_count(1)
    reader.page.locator(".dvn-scroller").first.click(position={"x": 120, "y": 52})
    reader.page.get_by_role("button", name="Remove this report").click()
    reader.page.get_by_text("It cannot be undone").wait_for()
    reader.page.get_by_role("button", name="Remove", exact=True).click()
    reader.page.get_by_text("The report is removed, and 1 incident with it.").wait_for()
