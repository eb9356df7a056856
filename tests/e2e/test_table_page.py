"""From a table of names to a table of coordinates, in a real browser."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest

from tests.e2e.reader import Reader
from tests.e2e.scenes import HOSTILE, MARKDOWN

TABLE = "place,country,note\nAleppo,Syria,=1+1\nSpringfield,US,a\nSpringfield,US,b\nNowhere,,\nAleppo,Narnia,\n"


@pytest.fixture
def reader(browser, served) -> Iterator[Reader]:
    reader = Reader(browser, served("empty"))
    reader.open()
    reader.page.get_by_text("Places of a table").first.click()
    reader.page.get_by_text("Or paste rows").wait_for()
    yield reader
    reader.close()


def upload(reader: Reader, text: str) -> None:
    file = {"name": "table.csv", "mimeType": "text/csv", "buffer": text.encode()}
    reader.page.locator("input[type=file]").set_input_files(file)
    reader.page.get_by_role("button", name="Find the places").wait_for()


def find(reader: Reader) -> None:
    reader.page.get_by_role("button", name="Find the places").click()
    reader.page.get_by_role("button", name="Download the table").wait_for()


def downloaded(reader: Reader) -> list[dict[str, str]]:
    reader.page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    with reader.page.expect_download() as download:
        reader.page.get_by_role("button", name="Download the table").click()
    return list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8"), newline="")))


def choose(reader: Reader, row: str, option: str) -> None:
    reader.take(reader.page.locator("[data-testid=stSelectbox]").filter(has_text=row), option)


def test_a_table_gets_coordinates_and_a_person_decides_what_is_not_sure(reader):
    upload(reader, TABLE)
    find(reader)
    assert reader.tally("1 sure") == "1 sure · 2 ambiguous · 1 unknown · 1 rejected"
    reader.page.get_by_text("Decide: 2 rows").wait_for()
    choose(reader, "Row 2", "Texas")
    assert reader.tally("1 sure · 1 chosen") == "1 sure · 1 chosen by you · 1 ambiguous · 1 unknown · 1 rejected"
    rows = downloaded(reader)
    assert [row["place_verdict"] for row in rows] == ["sure", "chosen", "ambiguous", "unknown", "rejected"]
    assert [row["place_admin1"] for row in rows] == ["Aleppo", "Texas", "", "", ""]
    assert rows[0]["note"] == "'=1+1"
    assert reader.errors == []
    assert reader.foreign == []


def test_a_choice_may_count_for_all_rows_that_ask_the_same(reader):
    reader.page.locator("textarea").fill(TABLE)
    reader.page.locator("textarea").press("Control+Enter")
    find(reader)
    reader.page.get_by_text("A choice counts for all rows").click()
    choose(reader, "Row 3", "Ohio")
    assert reader.tally("1 sure · 2 chosen")
    assert [row["place_admin1"] for row in downloaded(reader)][1:3] == ["Ohio", "Ohio"]


def test_other_columns_make_the_old_answers_go(reader):
    upload(reader, TABLE)
    find(reader)
    choose(reader, "Country (optional)", "none")
    reader.page.locator(".incident-tally").wait_for(state="detached")
    find(reader)
    assert reader.tally("2 sure")


def test_a_broken_table_is_refused_with_a_sentence(reader):
    reader.page.locator("textarea").fill('place\n"Aleppo')
    reader.page.locator("textarea").press("Control+Enter")
    reader.page.get_by_text("is never closed").wait_for()
    assert reader.page.get_by_text("Traceback").count() == 0


def test_hostile_text_runs_nothing_and_is_seen_as_it_was_written(reader):
    table = io.StringIO(newline="")
    texts = [*HOSTILE, *MARKDOWN]
    rows = [["place", "province", *texts], *(["Springfield", text, *texts] for text in texts)]
    csv.writer(table).writerows(rows)
    upload(reader, table.getvalue())
    find(reader)
    labels = reader.page.locator("[data-testid=stSelectbox] label")
    shown = " ".join(" ".join(labels.all_text_contents()).replace("\u2060", "").split())
    assert all(" ".join(text.split()) in shown for text in texts[:8])
    forbidden = ":is(a, img, script, .katex, em, strong, code, [data-testid=stIconMaterial])"
    assert labels.locator(forbidden).count() == 0
    reader.open_list(reader.page.locator("[data-testid=stSelectbox]").filter(has_text="Names of places"))
    reader.page.get_by_role("option").filter(has_text="onerror").first.wait_for()
    assert reader.page.get_by_role("option").locator(":is(a, img, script, .katex, em, strong, code)").count() == 0
    assert reader.pwned is None
    assert reader.foreign == []
