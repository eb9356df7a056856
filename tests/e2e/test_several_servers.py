"""Two servers on one database: what one keeps, a page that is open at the other shows by itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from mapapp.store import Store
from tests.builders import a_report, an_incident
from tests.e2e.conftest import start
from tests.e2e.reader import Reader
from tests.engines import SQLITE

TEXT = "Mortar shells fired at Aleppo killed four civilians on Wednesday, Interfax reported."


@pytest.fixture(params=[SQLITE])  # tests/store holds PostgreSQL to the same; four more servers take a minute
def servers(request, empty_database, tmp_path):
    database = empty_database(request.param)
    folders = [tmp_path / name for name in ("one", "other")]
    for folder in folders:
        folder.mkdir()
    with ThreadPoolExecutor() as both:
        running = list(both.map(lambda folder: start("empty", folder, database), folders))
    yield database, [url for url, _ in running]
    for _, process in running:
        process.terminate()
    for _, process in running:
        process.wait(20)


def test_what_one_server_keeps_appears_in_a_page_open_at_the_other(servers, browser):
    database, (one, other) = servers
    looking, writing = Reader(browser, one), Reader(browser, other)
    looking.open()
    looking.page.get_by_text("Put reports on the map").wait_for()
    writing.open("/paste")
    writing.page.locator("textarea").fill(TEXT)
    writing.page.get_by_test_id("stFormSubmitButton").locator("button").click()
    writing.page.get_by_role("button", name="Keep").click()
    looking.tally("1 incident from 1 report")
    assert looking.see_map()["total"] == 1
    looking.stamp("still open")
    store = Store.open(database)  # a third process
    report = a_report("Elsewhere.")
    store.keep(report, [an_incident(report=report)])
    looking.tally("2 incidents from 2 reports")
    looking.frame.wait_for_function("window.__incidents.total === 2")
    assert looking.stamped == "still open"
    store.remove(report.id)
    looking.tally("1 incident from 1 report")
    store.close()
    assert (looking.errors, looking.foreign) == ([], [])
    looking.close()
    writing.close()
