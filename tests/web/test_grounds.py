"""Basemaps of the settings, as browsers see them: the list, the files, and the hosts that a page may ask."""

from __future__ import annotations

import html
import json
import re

import pytest

from mapapp.domain.basemap import Basemap, Kind
from mapapp.settings import Settings
from mapapp.web import backend as backends
from mapapp.web.headers import frame_policy, page_policy
from tests.e2e.scenes import syria
from tests.web.stand_in import a_backend
from tests.web.test_routes import a_client

FILE = b"PMTiles\x03" + bytes(range(119))


@pytest.fixture
def own(tmp_path):
    (tmp_path / "land.pmtiles").write_bytes(FILE)
    credits_ = {"attribution": "© <b>Some</b> people"}
    return (
        Basemap(code="streets", name="Streets", kind=Kind.XYZ, url="https://tiles.example/{z}/{x}/{y}.png", **credits_),
        Basemap(code="topo", name="Topo", kind=Kind.WMS, url="http://maps.example:81/wms", layers="a", **credits_),
        Basemap(code="far", name="Far", kind=Kind.PMTILES, url="https://files.example/far.pmtiles", **credits_),
        Basemap(code="near", name="Near", kind=Kind.PMTILES, file=tmp_path / "land.pmtiles", **credits_),
    )


@pytest.fixture
def client(tmp_path, own, monkeypatch):
    backend = a_backend(f"sqlite:///{tmp_path / 'i.sqlite'}", syria(), settings=Settings(basemaps=own))
    monkeypatch.setattr(backends, "_current", backend)
    return a_client(backend)


@pytest.fixture
def plain_client(tmp_path, monkeypatch):
    backend = a_backend(f"sqlite:///{tmp_path / 'i.sqlite'}")
    monkeypatch.setattr(backends, "_current", backend)
    return a_client(backend)


def rules(policy):
    return dict(rule.split(" ", 1) for rule in policy.split("; "))


def test_the_list_says_where_each_is_asked_and_whose_it_is(client):
    rows = client.get("/basemaps.json").json()
    assert [row["code"] for row in rows] == ["streets", "topo", "far", "near"]
    assert rows[3]["url"] == "/basemaps/near.pmtiles"
    assert {row["attribution"] for row in rows} == {"© <b>Some</b> people"}
    assert "land.pmtiles" not in client.get("/basemaps.json").text


def test_a_file_of_this_machine_is_given_out_in_ranges(client):
    answer = client.get("/basemaps/near.pmtiles", headers={"range": "bytes=0-6"})
    assert (answer.status_code, answer.content) == (206, b"PMTiles")
    assert answer.headers["content-range"] == f"bytes 0-6/{len(FILE)}"
    for other in ("streets", "far", "nothing", "..%2Fi"):
        assert client.get(f"/basemaps/{other}.pmtiles").status_code == 404


@pytest.mark.parametrize("page", ["/embed", "/component/streamlit_folium.st_folium/index.html"])
def test_pages_with_a_map_may_ask_the_hosts_of_the_settings_and_no_other(client, page):
    allowed = rules(client.get(page).headers["content-security-policy"])
    assert allowed["img-src"] == "'self' data: blob: https://tiles.example http://maps.example:81"
    assert allowed["connect-src"] == "'self' https://files.example"
    assert "example" not in allowed["script-src"]
    assert "example" not in client.get("/healthz").headers["content-security-policy"]


def test_without_such_a_setting_no_page_may_ask_another_host(plain_client):
    policies = [plain_client.get(page).headers["content-security-policy"] for page in ("/embed", "/component/x", "/")]
    for policy in (*policies, page_policy(), frame_policy()):
        assert not re.search(r"https?:|ws|\*\.", policy.replace("wasm-unsafe-eval", ""))
    assert plain_client.get("/basemaps.json").json() == []
    assert "own" not in embedded(plain_client, "/embed")


def embedded(client, path):
    page = html.unescape(re.search('data-settings="([^"]*)"', client.get(path).text).group(1))
    return json.loads(page)["basemap"]


def test_an_embedded_map_has_the_basemap_and_the_names_of_its_link(client):
    ground = embedded(client, "/embed?basemap=streets&names=local")
    assert (ground["basemap"], ground["names"]) == ("streets", "local")
    assert [row["code"] for row in ground["own"]] == ["streets", "topo", "far", "near"]
    assert 'href="/?basemap=streets&amp;names=local"' in client.get("/embed?basemap=streets&names=local").text


def test_a_basemap_that_this_server_lacks_is_said_and_the_usual_one_is_shown(plain_client):
    answer = plain_client.get("/embed?basemap=streets")
    assert "Basemap “streets” is not known here; it is shown as usual." in answer.text
    assert embedded(plain_client, "/embed?basemap=streets")["basemap"] == "world"
