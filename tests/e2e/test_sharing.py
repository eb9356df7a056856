"""Links, saved views and the embedded map in a real browser."""

from __future__ import annotations

import http.server
import random
import re
import threading
from collections.abc import Iterator
from datetime import date

import pytest

from mapapp.domain.event_types import EVENT_TYPES
from mapapp.domain.incident import Status
from mapapp.domain.view import Look, View
from mapapp.spoken import speaking
from mapapp.store import Store
from mapapp.store.snapshot import Snapshot
from mapapp.web import link
from mapapp.web.tally import from_reports
from tests.e2e.conftest import start
from tests.e2e.reader import Reader
from tests.e2e.scenes import syria

MOST_BYTES = 150_000
STATES = 24


@pytest.fixture
def reader(browser, served) -> Iterator[Reader]:
    reader = Reader(browser, served("syria"))
    yield reader
    reader.close()


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory) -> Snapshot:
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('same') / 'i.sqlite'}")
    store.keep_many(syria())
    return Snapshot.read(store)


def states() -> list[tuple[View, str, str]]:
    """Views of all kinds, each with a part of the map and, in turn, a language of the page; the same ones each time."""
    chance = random.Random(20)
    asked = {
        "types": [(), ("battle",), ("explosion.air", "protest"), ("nonsense",), tuple(sorted(EVENT_TYPES)[:3])],
        "statuses": [(), (Status.PLANNED.value,), tuple(sorted((Status.REPORTED.value, Status.DENIED.value)))],
        "countries": [(), ("SY",), ("IQ", "SY")],
        "sources": [(), ("Interfax",), ("Reuters", "SANA"), ("A&B=C #1 ü",)],
        "words": ["", "shells", "Aleppo killed", "100% +&=#", "حلب"],
        "since": [None, date(2016, 12, 10)],
        "until": [None, date(2016, 12, 31)],
        "killed_at_least": [None, 0, 5],
        "unreadable": [(), (("from", "soon"),)],
    }
    made: list[tuple[View, str, str]] = []
    while len(made) < STATES:
        fields = {name: values[0] for name, values in asked.items()}
        fields |= {name: chance.choice(asked[name]) for name in chance.sample(sorted(asked), chance.randint(0, 3))}
        window = f"#map={chance.randint(3, 9)}/{chance.randint(30, 38)}.0000/{chance.randint(34, 44)}.0000"
        made.append((View(**fields), window, ("", "fr")[len(made) % 2]))
    return made


def see_embedded(page) -> None:
    """Wait until the layer has drawn. The page forbids evaluated scripts, and so the waiting for functions."""
    page.locator(".mapapp-notice").filter(has_text=re.compile("[1-9].* in view")).wait_for()


def shown(fragment):
    """(zoom, latitude, longitude) of a fragment such as #map=9/34.0000/34.0000; empty where it says none."""
    numbers = fragment.removeprefix("#").removeprefix("map=")
    return [float(number) for number in numbers.split("/")] if numbers else []


def pixel_at(zoom):
    """Degrees of longitude: a map rounds its centre to whole pixels."""
    return 360 / (256 * 2**zoom)


def test_every_state_comes_back_from_its_link_in_a_browser(reader, snapshot):
    for view, window, language in states():
        query = link.encode(view, Look(language=language))
        tally = snapshot.tally(view)
        reader.open(f"/?{query}{window}" if query else f"/{window}")
        with speaking(language or "en"):
            assert reader.tally(f"{from_reports(tally.incidents, tally.reports)} ")
        assert link.decode_query(reader.query)[0] == view
        reader.page.locator(f"html[lang={language or 'en'}]").wait_for(state="attached")
        zoom, *centre = shown(window)
        assert shown(reader.fragment) == [zoom, *(pytest.approx(one, abs=pixel_at(zoom)) for one in centre)]
    assert reader.foreign == []


def test_a_reader_changes_the_language_by_the_keyboard_and_back_undoes_it(reader):
    reader.open_map("/?type=battle")
    switch = reader.page.locator(".st-key-language select")
    switch.focus()
    switch.press("ArrowDown")
    reader.wait_for_address("lang=fr")
    assert reader.tally("7 incidents selon")
    reader.see_settled()  # the frame in English is gone
    reader.see_map()
    assert reader.frame.locator(".mapapp-legend summary").text_content() == "Légende"
    reader.page.get_by_role("link", name="Dépêches", exact=True).click()
    reader.page.get_by_role("heading", name="Dépêches conservées").wait_for()
    reader.page.get_by_role("link", name="Carte", exact=True).click()
    assert reader.tally("42 incidents selon")
    reader.open_map("/?type=battle")
    switch.select_option("fr")
    reader.wait_for_address("lang=fr")
    assert reader.tally("7 incidents selon")
    reader.page.go_back()
    assert reader.tally("7 incidents from")
    assert reader.foreign == []


def test_two_tabs_keep_their_own_view_and_back_undoes_a_filter_in_one(reader):
    reader.open_map("/?country=SY")
    here = reader.tally("")
    other = reader.context.new_page()
    other.goto(f"{reader.url}/?type=battle&country=SY")
    other.wait_for_function("() => document.querySelector('.incident-tally')?.textContent.startsWith('4 ')")
    reader.choose("What happened", "Protests")
    reader.wait_for_address("type=protest")
    assert "type=battle" in other.url
    reader.see_settled()  # Streamlit does not hear a Back in the very moment in which it writes the address
    reader.page.go_back()
    reader.page.wait_for_function("() => !window.location.search.includes('protest')")
    assert reader.tally(here.split(" ")[0]) == here
    assert "type=battle" in other.url


def test_the_embedded_map_is_small_sets_no_cookie_and_asks_nobody_else(reader):
    sizes, names = {}, {}
    session = reader.context.new_cdp_session(reader.page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    reader.context.clear_cookies()  # those of the app itself
    session.on("Network.responseReceived", lambda event: names.update({event["requestId"]: event["response"]["url"]}))
    session.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    reader.open("/embed?country=SY")
    see_embedded(reader.page)
    reader.page.wait_for_load_state("networkidle")
    before_tiles = sum(size for request, size in sizes.items() if "pmtiles" not in names.get(request, ""))
    assert 50_000 < before_tiles < MOST_BYTES
    assert reader.context.cookies() == []
    assert reader.foreign == []
    assert reader.errors == []
    assert reader.page.locator(".bar h1").text_content() == "in SY"


def test_the_embedded_map_works_in_a_frame_on_another_site(reader, tmp_path):
    (tmp_path / "index.html").write_text(
        f'<iframe src="{reader.url}/embed?type=battle#map=6/35.0000/38.0000" width=700 height=450></iframe>'
    )
    handler = type("Quiet", (http.server.SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), lambda *all_: handler(*all_, directory=str(tmp_path)))
    threading.Thread(target=site.serve_forever, daemon=True).start()
    reader.page.goto(f"http://localhost:{site.server_port}/")  # another name: another site
    frame = next(frame for frame in reader.page.frames if "/embed" in frame.url)
    see_embedded(frame)
    assert frame.evaluate("window.location.hash") == "#map=6/35.0000/38.0000"
    assert reader.page.url.endswith("/")
    badge = frame.locator(".mapapp-badge").first
    badge.focus()
    badge.press("Enter")
    frame.locator(".mapapp-popup").wait_for()
    with reader.context.expect_page() as opened:
        frame.get_by_text("Open the full map").click()
    opened.value.wait_for_url(re.compile(r"/\?type=battle#map=6/3[56]"))  # a popup may have moved the map a little
    assert [error for error in reader.errors if "404 (File not found)" not in error] == []  # the other site's icon
    site.shutdown()


@pytest.mark.parametrize("path", ["/", "/s/nobody"])
def test_nothing_else_is_shown_in_a_frame_on_another_site(reader, tmp_path, path):
    (tmp_path / "index.html").write_text(f'<iframe src="{reader.url}{path}"></iframe>')
    handler = type("Quiet", (http.server.SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), lambda *all_: handler(*all_, directory=str(tmp_path)))
    threading.Thread(target=site.serve_forever, daemon=True).start()
    reader.page.goto(f"http://localhost:{site.server_port}/")
    reader.page.wait_for_load_state("networkidle")
    assert any("frame" in error.lower() for error in reader.errors)
    site.shutdown()


@pytest.fixture
def own_reader(browser, tmp_path) -> Iterator[Reader]:
    """With a server of its own, since views are saved in it."""
    url, process = start("syria", tmp_path)
    reader = Reader(browser, url)
    yield reader
    reader.close()
    process.terminate()
    process.wait(timeout=20)


def save(reader: Reader, title: str, *, frozen: bool) -> str:
    """Save what is on the map; its short link."""
    reader.page.get_by_role("button", name="Share …").click()
    dialog = reader.page.get_by_role("dialog")
    dialog.get_by_label("Title").fill(title)
    if frozen:
        dialog.get_by_text("Frozen: it stays").click()
    dialog.get_by_role("button", name="Save").click()
    dialog.get_by_text("Saved. Whoever has this link").wait_for()
    dialog.get_by_text(re.compile("^http://[^?]+/s/[^/]+$")).first.wait_for()
    codes = dialog.locator("code").all_text_contents()
    return next(code for code in codes if re.fullmatch(r"http://\S+/s/[\w-]{16}", code.strip())).strip()


def test_a_view_is_saved_opened_by_its_short_link_and_revoked(own_reader):
    reader = own_reader
    reader.open_map("/?type=battle")
    title = 'Battles <img src=x onerror="window.__pwned=1"> حلب'
    live = save(reader, title, frozen=False)
    reader.page.goto(live)
    reader.page.wait_for_url(re.compile(r"/\?type=battle"))
    reader.tally("7 incidents")
    frozen = save(reader, title, frozen=True)
    reader.page.goto(frozen)
    reader.page.wait_for_url(re.compile("/embed"))
    see_embedded(reader.page)
    assert reader.page.locator(".bar h1").text_content() == title
    assert "Frozen on" in reader.page.locator(".frozen summary").text_content()
    reader.open("/saved")
    reader.page.get_by_role("button", name="Revoke …").first.wait_for()
    assert reader.page.get_by_role("button", name="Revoke …").count() == 2
    assert reader.pwned is None
    reader.page.get_by_role("button", name="Revoke …").first.click()
    reader.page.get_by_role("dialog").get_by_role("button", name="Revoke", exact=True).click()
    reader.page.get_by_text("This view was revoked").wait_for()
    answers = [reader.page.request.get(address, max_redirects=0).status for address in (live, frozen)]
    assert sorted(answers) == [200, 410]
    assert reader.foreign == []


def test_the_code_to_copy_shows_the_same_view(own_reader):
    reader = own_reader
    reader.open_map("/?type=battle&country=SY")
    reader.page.get_by_role("button", name="Share …").click()
    codes = reader.page.get_by_role("dialog").locator("code")
    codes.first.wait_for()
    frame_code = next(code for code in codes.all_text_contents() if "<iframe" in code)
    reader.page.set_content(frame_code)
    frame = next(iter(reader.page.frames[1:]))
    see_embedded(frame)
    assert frame.locator(".bar p").text_content().startswith("4 incidents from")


def _centre(fragment):
    """Latitude and longitude of "#map=7/35.5000/38.2000"."""
    return [float(part) for part in fragment.split("/")[1:]]


def test_a_saved_view_opens_as_it_was_drawn_and_where_it_looked(own_reader):
    reader = own_reader
    reader.open_map("/?type=battle&layer=hexagons#map=7/35.5000/38.2000")
    place = reader.fragment
    short = save(reader, "Hexagons", frozen=True)
    reader.page.goto(f"{short}/embed")
    see_embedded(reader.page)
    assert reader.page.get_by_label("Layer").input_value() == "hexagons"
    reader.page.get_by_role("button", name="Zoom in").click()
    reader.wait_for_address("#map=8/")
    assert _centre(reader.fragment) == pytest.approx(_centre(place), abs=0.1)
    reader.page.get_by_label("Layer").select_option("areas")
    reader.page.wait_for_url(re.compile(r"[?&]layer=areas"))
    assert reader.foreign == []
