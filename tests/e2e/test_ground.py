"""What lies below the incidents, dark and light, and paper: in a real browser."""

from __future__ import annotations

import http.server
import io
import re
import struct
import threading
from collections.abc import Iterator
from urllib.parse import urlparse

import pytest
from PIL import Image

from tests.e2e.conftest import start
from tests.e2e.reader import Reader
from tests.e2e.test_sharing import see_embedded

BLUE = (40, 90, 200)
DARK = "() => document.documentElement.dataset.scheme ?? ''"


def picture() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (256, 256), BLUE).save(written, "PNG")
    return written.getvalue()


def pmtiles_of_one_picture() -> bytes:
    """A PMTiles file, version 3, with the world as one picture."""
    tile = picture()
    assert len(tile) < 16_384
    directory = bytes([1, 0, 1, len(tile) & 127 | 128, len(tile) >> 7, 1])
    places = struct.pack("<8Q", 127, len(directory), 127 + len(directory), 2, 0, 0, 129 + len(directory), len(tile))
    kinds = struct.pack("<3Q6B", 1, 1, 1, 1, 1, 1, 2, 0, 0)
    world = struct.pack("<4iB2i", -1_800_000_000, -850_000_000, 1_800_000_000, 850_000_000, 0, 0, 0)
    return b"PMTiles\x03" + places + kinds + world + directory + b"{}" + tile


class Tiles(http.server.BaseHTTPRequestHandler):
    """A server of blue tiles, which notes what it was asked."""

    asked: list[tuple[str, str | None]]

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers.get("referer")))
        self.send_response(200)
        self.send_header("content-type", "image/png")
        self.end_headers()
        self.wfile.write(picture())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def tiles() -> Iterator[tuple[str, list[tuple[str, str | None]]]]:
    asked: list[tuple[str, str | None]] = []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), type("Noting", (Tiles,), {"asked": asked}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()


@pytest.fixture(scope="module")
def site(tmp_path_factory, tiles) -> Iterator[str]:
    """A server of the app with basemaps of its own."""
    folder = tmp_path_factory.mktemp("ground")
    (folder / "one.pmtiles").write_bytes(pmtiles_of_one_picture())
    (folder / "basemaps.toml").write_text(
        f"""
        [streets]
        name = "Streets <i>"
        kind = "xyz"
        url = "{tiles[0]}/{{z}}/{{x}}/{{y}}.png"
        attribution = "© <b>Some</b> people"
        [survey]
        name = "Survey"
        kind = "wms"
        url = "{tiles[0]}/wms"
        layers = "a,b"
        attribution = "Survey office"
        [one]
        name = "One picture"
        kind = "pmtiles"
        file = "one.pmtiles"
        attribution = "Ours"
        """,
        encoding="utf-8",
    )
    url, process = start("syria", folder, MAPAPP_BASEMAPS=str(folder / "basemaps.toml"))
    yield url
    process.terminate()
    process.wait(timeout=20)


@pytest.fixture
def reader(browser, site) -> Iterator[Reader]:
    reader = Reader(browser, site)
    yield reader
    reader.close()


def colour_in_the_sea(page) -> tuple[int, ...]:
    """Of a spot where nothing else is drawn, once it is the tiles' colour, or what it is after a while."""
    for _ in range(40):
        seen = Image.open(io.BytesIO(page.screenshot())).convert("RGB").getpixel((300, 500))
        if seen == BLUE:
            break
        page.wait_for_timeout(250)
    return seen


@pytest.mark.parametrize(
    ("basemap", "credit", "asked"),
    [
        ("streets", "© <b>Some</b> people", r"/\d+/\d+/\d+\.png"),
        ("survey", "Survey office", r"/wms\?.*layers=a%2Cb.*"),
        ("one", "Ours", None),
    ],
)
def test_a_basemap_of_one_s_own_is_drawn_with_its_attribution(reader, tiles, basemap, credit, asked):
    before = len(tiles[1])
    reader.open(f"/embed?basemap={basemap}&type=battle#map=6/35.0000/36.0000")
    see_embedded(reader.page)
    assert colour_in_the_sea(reader.page) == BLUE
    assert reader.page.locator(".leaflet-control-attribution").text_content() == credit
    told = tiles[1][before:]
    assert all(re.fullmatch(asked or "", path) for path, _ in told)
    assert bool(told) is bool(asked)
    # Search words can name victims: the tile server learns where the map stands, not what was asked.
    assert {referrer for _, referrer in told} <= {f"{reader.url}/"}
    assert {urlparse(address).netloc for address in reader.foreign} <= {urlparse(tiles[0]).netloc}
    assert reader.errors == []


def test_the_switch_writes_the_basemap_and_the_names_into_the_link(reader):
    reader.open_map("/?type=battle")
    assert reader.foreign == []
    reader.stamp("same")
    reader.frame.locator(".mapapp-ground summary").click()
    reader.frame.get_by_label("Base map", exact=True).select_option("one")
    reader.page.wait_for_url(re.compile(r"[?&]basemap=one"))
    reader.frame.wait_for_function("window.__ground.basemap === 'one'")
    reader.see_settled()
    reader.page.go_back()
    reader.frame.wait_for_function("window.__ground.basemap === 'world'")
    reader.frame.get_by_label("Names of places").select_option("local")
    reader.page.wait_for_url(re.compile(r"[?&]names=local"))
    reader.frame.wait_for_function("window.__ground.names === 'local'")
    assert reader.stamped == "same"
    assert reader.errors == []


def test_a_link_opens_the_basemap_and_one_that_is_not_there_is_said(reader):
    reader.open_map("/?basemap=one")
    reader.frame.wait_for_function("window.__ground.basemap === 'one'")
    reader.open_map("/?basemap=clouds")
    reader.page.get_by_text("Basemap “clouds” is not known here").wait_for()
    reader.frame.wait_for_function("window.__ground.basemap === 'world'")


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_the_app_its_map_and_the_embedded_map_are_as_the_browser_likes_it(browser, site, scheme):
    reader = Reader(browser, site)
    reader.page.emulate_media(color_scheme=scheme)
    reader.open_map("/?type=battle")
    reader.frame.wait_for_function(f"window.__ground?.dark === {str(scheme == 'dark').lower()}")
    light = reader.page.evaluate(
        "parseInt(getComputedStyle(document.querySelector('.stApp')).backgroundColor.slice(4))"
    )
    assert (light < 60) is (scheme == "dark")
    reader.open("/embed#map=6/35.0000/36.0000")
    see_embedded(reader.page)
    reader.page.wait_for_timeout(1_500)
    seen = Image.open(io.BytesIO(reader.page.screenshot())).convert("L")
    assert (sum(seen.resize((60, 40)).tobytes()) / 2400 < 80) is (scheme == "dark")
    reader.close()


def printed(reader: Reader) -> str:
    """The text that is on paper."""
    reader.page.emulate_media(media="print")
    return reader.page.evaluate("document.body.innerText")


def test_an_embedded_map_on_paper_has_title_query_legend_and_credits_and_nothing_to_press(reader):
    reader.open("/embed?type=battle&layer=hexagons#map=6/35.0000/38.0000")
    see_embedded(reader.page)
    told = printed(reader)
    assert "What is shown: Battles." in told
    assert f"{reader.url}/embed?type=battle&layer=hexagons" in told
    assert "Made with Natural Earth" in told
    assert "Incidents per hexagon" in told
    assert "Planned or announced" in told
    for pressed in ("Open the full map", "Base map"):
        assert not reader.page.get_by_text(pressed, exact=True).is_visible()
    assert not reader.page.locator("select, .leaflet-control-zoom").filter(visible=True).count()
    pages = reader.page.pdf(format="A4", margin={"left": "1cm", "right": "1cm", "top": "1cm", "bottom": "1cm"})
    assert len(re.findall(rb"/Type\s*/Page[^s]", pages)) == 1


def test_the_page_on_paper_has_figures_query_and_map_and_no_buttons(reader):
    reader.open_map("/?type=battle&country=SY")
    told = printed(reader)
    assert re.search(r"Incident map: Battles, in SY\. \S+\?country=SY&type=battle", told)
    assert "4 incidents" in told
    assert reader.page.locator("iframe[title*=folium]").is_visible()
    assert not reader.page.get_by_role("button").filter(visible=True).count()
    assert not reader.page.locator("[data-testid=stSidebar]").is_visible()
