"""Several reports of one event, in a real browser: side by side, taken apart, put together, undone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.e2e.conftest import start
from tests.e2e.reader import Reader
from tests.e2e.scenes import merges


@pytest.fixture
def reader(browser, tmp_path) -> Iterator[Reader]:
    url, process = start("merges", tmp_path)
    reader = Reader(browser, url)
    try:
        yield reader
        assert reader.foreign == []
    finally:
        reader.close()
        process.terminate()
        process.wait(timeout=20)


def shelling() -> str:
    return merges()[0][1][0].id


def test_accounts_stand_side_by_side_and_one_is_taken_out_and_put_back(reader):
    reader.open_map(f"/?incident={shelling()}")
    assert "from 5 reports" in reader.tally("3 incidents")
    reader.page.get_by_text("Told by 3 reports", exact=True).wait_for()
    told = reader.page.locator("[class*=st-key-account-] .incident-field")
    figures = told.all_text_contents()
    assert (figures[0], set(figures[1:])) == ("How many14 killed", {"How manyat least 14 killed", "How many16 killed"})
    third = figures.index("How manyat least 14 killed")
    reader.page.get_by_role("button", name="Not the same event").nth(third).click()
    assert "from 5 reports" in reader.tally("4 incidents")
    reader.page.get_by_text("Told by 2 reports", exact=True).wait_for()
    reader.page.get_by_text("Merges", exact=True).click()
    reader.page.get_by_text("A person kept apart").wait_for()
    reader.page.get_by_role("button", name="Undo").first.click()
    reader.page.get_by_text("3 incidents from 5 reports").wait_for()
    assert reader.errors == []


def test_what_may_be_one_event_is_asked_and_the_answer_can_be_undone(reader):
    reader.open("/merges")
    reader.page.get_by_text("Perhaps one event:").wait_for()
    reader.page.get_by_role("button", name="Same").click()
    reader.page.get_by_text("2 incidents from 5 reports").wait_for()
    reader.page.get_by_text("Nothing is in doubt.").wait_for()
    reader.page.get_by_role("button", name="Undo").first.click()
    reader.page.get_by_text("3 incidents from 5 reports").wait_for()
    reader.page.get_by_role("button", name="Different").click()
    reader.page.get_by_text("Nothing is in doubt.").wait_for()
    reader.page.get_by_text("3 incidents from 5 reports").wait_for()
