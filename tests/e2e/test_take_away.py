"""The menu, and the map in one file opened from a disk with no network."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from mapapp.domain.view import View
from mapapp.store import Store
from mapapp.takeaway.formats import FORMATS
from mapapp.takeaway.take import take
from tests.e2e.reader import PATIENCE_MS, Reader
from tests.e2e.scenes import SCENES
from tests.web.stand_in import StandInGazetteer


def page_of(folder: Path, scene: str, key: str = "html") -> tuple[Path, int]:
    store = Store.open(f"sqlite:///{folder / scene}.sqlite")
    store.keep_many(SCENES[scene]())
    taken = take(store, View(), FORMATS[key], link="?", atlas=StandInGazetteer)
    path = folder / f"{scene}.{key}.html"
    path.write_bytes(b"".join(taken.pieces))
    return path, taken.about.incidents


@pytest.fixture
def offline(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    context.set_default_timeout(3 * PATIENCE_MS)
    page = context.new_page()
    page.told = []
    context.on("request", lambda request: page.told.append(request.url))
    page.on("pageerror", lambda error: page.told.append(str(error)))
    page.on("console", lambda message: page.told.append(message.text) if message.type == "error" else None)
    yield page
    context.close()


def opened(page, path: Path) -> dict[str, int]:
    page.goto(path.as_uri())
    page.wait_for_function("() => window.__alone")
    return page.evaluate("window.__alone")


def only_itself(page, path: Path) -> bool:
    return [told for told in page.told if not told.startswith(("data:", "blob:"))] == [path.as_uri()]


def test_the_map_in_one_file_shows_every_incident_without_a_network(offline, tmp_path):
    path, incidents = page_of(tmp_path, "syria")
    drawn = opened(offline, path)
    assert drawn["incidents"] == incidents == 42
    assert drawn["counted"] == 41
    assert offline.locator("#panel h2").text_content() == "Incidents: 42 incidents"
    badges = offline.locator(".mapapp-cluster-count, .mapapp-stack-count, .mapapp-area-count").all_text_contents()
    assert sum(map(int, badges)) + (drawn["marks"] - len(badges)) == 41
    offline.wait_for_function("() => document.querySelectorAll('canvas').length > 1")
    assert only_itself(offline, path)


def test_an_incident_of_the_list_opens_by_keyboard(offline, tmp_path):
    path, _ = page_of(tmp_path, "syria")
    opened(offline, path)
    offline.locator(".mapapp-row").first.focus()
    offline.keyboard.press("Enter")
    assert "Where" in offline.locator("#panel").text_content()
    offline.locator(".mapapp-back").press("Enter")
    assert offline.locator(".mapapp-row").count() == 25


def test_hostile_text_is_only_text_in_the_map_in_one_file(offline, tmp_path):
    path, incidents = page_of(tmp_path, "hostile")
    assert opened(offline, path)["incidents"] == incidents
    for number in range(min(25, incidents)):
        offline.locator(".mapapp-row").nth(number).click()
        assert offline.locator("#panel img, #panel script, #panel a[href^='javascript']").count() == 0
        offline.locator(".mapapp-back").click()
    assert offline.evaluate("window.__pwned ?? window.__pwn ?? null") is None
    assert only_itself(offline, path)


def test_hostile_text_is_only_text_on_the_page_to_print(offline, tmp_path):
    path, incidents = page_of(tmp_path, "hostile", "print")
    offline.goto(path.as_uri())
    assert offline.locator("tbody tr").count() == incidents
    assert offline.locator("img").count() == 1
    assert offline.evaluate("window.__pwned ?? window.__pwn ?? null") is None
    assert only_itself(offline, path)


def test_the_menu_gives_the_number_on_the_screen_and_the_file_has_it(browser, served):
    reader = Reader(browser, served("syria")).open_map("/?type=battle")
    number = reader.tally("").split(" ")[0]
    reader.page.get_by_test_id("stPopoverButton").filter(has_text="Download").click()
    item = reader.page.get_by_role("link", name=f"CSV: {number} rows")
    answer = reader.context.request.get(reader.url + item.get_attribute("href").removeprefix(reader.url))
    assert len(list(csv.DictReader(answer.text().splitlines()))) == int(number)
    reader.close()
