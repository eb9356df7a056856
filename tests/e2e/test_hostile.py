"""Report text in every channel, in a real browser: nothing runs, and it is seen as it was written."""

from __future__ import annotations

import pytest

from tests.e2e.reader import Reader
from tests.e2e.scenes import HOSTILE, MARKDOWN

EVERY = [*HOSTILE, *MARKDOWN]


@pytest.fixture(scope="module")
def reader(browser, served):
    reader = Reader(browser, served("hostile"))
    reader.open_map()
    yield reader
    reader.close()


@pytest.fixture(scope="module")
def ids(reader):
    """The incident that carries each text, by the text."""
    answer = reader.page.request.get(f"{reader.url}/api/v1/view?z=10&bbox=-180,-85,180,85").json()
    by_text = {}
    for point in answer["points"]:
        card = reader.page.request.get(f"{reader.url}/api/v1/incidents/{point['ids'][0]}").json()
        by_text[card["places"][0]["surface"]] = card["id"]
    return by_text


@pytest.mark.parametrize("text", EVERY)
def test_a_hostile_report_runs_nothing_on_the_card_and_in_the_popup(reader, ids, text):
    reader.open_map(f"/?incident={ids[text]}")
    reader.frame.locator(".mapapp-title").wait_for()
    reader.page.locator(".incident-quote").wait_for()
    reader.page.get_by_text("Why?").click()
    shown = reader.page.locator("[class*=st-key-card]").text_content()
    assert " ".join(text.split()) in " ".join(shown.split())
    assert reader.pwned is None
    assert reader.foreign == []
    assert reader.page.locator("[class*=st-key-card] :is(a, img, script, iframe)").count() == 0
    assert reader.frame.locator(".mapapp-popup :is(img, script, iframe, a[href^='javascript'])").count() == 0


@pytest.mark.parametrize("some", range(0, len(EVERY), 3))
def test_hostile_words_in_a_link_are_only_words(reader, some):
    reader.page.goto(f"{reader.url}/?{_query(chr(10).join(EVERY[some : some + 3]))}")
    reader.page.locator(".incident-tally").wait_for()
    reader.see_map()
    assert reader.pwned is None
    assert reader.page.locator("[data-testid=stAlert] :is(a, img, script, .katex, em, strong, code)").count() == 0


def test_hostile_reports_run_nothing_in_the_list_of_reports(reader):
    reader.open("/reports")
    reader.page.get_by_text("Reports kept").wait_for()
    reader.page.locator("[data-testid=stDataFrame] canvas").first.wait_for()
    for row in range(8):
        reader.page.locator(".dvn-scroller").first.click(position={"x": 120, "y": 52 + 35 * row})
        reader.page.locator(".incident-report").wait_for()
    assert reader.pwned is None
    assert reader.foreign == []


def test_a_hostile_report_runs_nothing_when_it_is_pasted(reader):
    reader.open("/paste")
    reader.page.locator("textarea").fill("Aleppo\n" + "\n".join(EVERY))
    reader.page.get_by_test_id("stFormSubmitButton").locator("button").click()
    reader.page.get_by_text("1 incident was found").wait_for()
    reader.see_map()
    assert HOSTILE[0] in reader.page.locator(".incident-report").text_content()
    assert reader.pwned is None
    assert reader.foreign == []


def _query(text: str) -> str:
    from urllib.parse import urlencode

    return urlencode({"words": text, "type": text, "source": text, "from": text, "incident": text, "colour": text})
