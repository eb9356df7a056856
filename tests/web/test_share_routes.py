"""The embedded map, short links, pictures and feeds: what is asked and what comes back, without a browser."""

from __future__ import annotations

import html
import io
import json
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from urllib.parse import urlencode

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from mapapp.domain.view import View
from mapapp.draw.constants import LAYERS
from mapapp.store.filters import FILTERS
from mapapp.web import link
from tests.e2e.scenes import hostile, syria
from tests.store.strategies import any_text, views
from tests.web.hostile import HOSTILE
from tests.web.stand_in import a_backend
from tests.web.test_routes import a_client

FEEDS = ("rss", "atom", "json")


@pytest.fixture
def backend(tmp_path):
    return a_backend(f"sqlite:///{tmp_path / 'i.sqlite'}", syria())


@pytest.fixture
def client(backend):
    return a_client(backend)


@pytest.fixture
def saved(backend):
    return backend.application.store.saved


def in_view(backend, query=""):
    return backend.application.store.ids(link.decode_query(query)[0])


class Seen(HTMLParser):
    """The tags, attributes and text of a page, as a browser would read them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags, self.attributes, self.text = [], {}, ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes.setdefault(tag, []).append(dict(attrs))

    def handle_data(self, data):
        self.text += data

    def meta(self, name):
        return next(row["content"] for row in self.attributes["meta"] if name in {row.get("property"), row.get("name")})


def test_an_embedded_map_says_its_title_and_count(client, backend):
    page = Seen(client.get("/embed?type=battle").text)
    number = len(in_view(backend, "type=battle"))
    assert "Battles" in page.text
    assert f"{number} incidents from" in page.text
    body = page.attributes["body"][0]
    assert json.loads(body["data-settings"])["incidents"]["query"] == "type=battle"
    (south, west), (north, east) = json.loads(body["data-bounds"])
    assert south < 35 < north
    assert west < 37 < east
    assert {"href": "/?type=battle", "id": "whole-map", "target": "_blank", "rel": "noopener"} in page.attributes["a"]


def test_an_embedded_map_holds_a_drawn_area(client, backend):
    asked = "area=circle:37.16,36.2,80"
    page = Seen(client.get(f"/embed?{asked}").text)
    assert f"{len(in_view(backend, asked))} incidents from" in page.text
    settings = json.loads(page.attributes["body"][0]["data-settings"])
    assert settings["incidents"]["query"] == "area=circle%3A37.16%2C36.2%2C80"


def test_an_embedded_map_may_stand_in_a_frame_and_nothing_else_may(client):
    framed = client.get("/embed").headers
    assert framed["content-security-policy"].endswith("frame-ancestors *")
    assert "x-frame-options" not in framed
    assert "set-cookie" not in framed
    for path in ("/healthz", "/s/nobody", "/api/v1/view"):
        others = client.get(path).headers
        assert "frame-ancestors *" not in others["content-security-policy"]
    assert client.get("/s/nobody").headers["content-security-policy"].endswith("frame-ancestors 'none'")
    assert client.get("/healthz").headers["x-frame-options"] == "SAMEORIGIN"


def test_only_scripts_with_this_page_s_nonce_run(client):
    first, second = client.get("/embed"), client.get("/embed")
    nonces = {script["nonce"] for script in Seen(first.text).attributes["script"]}
    assert len(nonces) == 1
    assert f"script-src 'nonce-{nonces.pop()}';" in first.headers["content-security-policy"]
    assert first.headers["content-security-policy"] != second.headers["content-security-policy"]
    assert "unsafe" not in first.headers["content-security-policy"]
    assert "x-own-policy" not in first.headers
    assert all(script.get("src", "").startswith("/assets/") for script in Seen(first.text).attributes["script"])


def test_a_short_link_previews_the_view_and_leads_to_the_map(client, backend, saved):
    made = saved.keep("Battles in Syria", "type=battle", place="7/35.1/37.2")
    answer = client.get(f"/s/{made.id}")
    page = Seen(answer.text)
    number = len(in_view(backend, "type=battle"))
    assert page.meta("og:title") == "Battles in Syria"
    assert page.meta("og:description").startswith(f"{number} incidents from ")
    assert page.meta("og:image") == f"http://testserver/og/{made.id}.png"
    assert page.meta("robots") == answer.headers["x-robots-tag"] == "noindex"
    refresh = next(row["content"] for row in page.attributes["meta"] if row.get("http-equiv") == "refresh")
    assert refresh == "0; url=/?type=battle#map=7/35.1/37.2"
    assert page.attributes["a"][0]["href"] == "/?type=battle#map=7/35.1/37.2"
    assert "script" not in page.tags


def test_a_live_view_counts_what_is_there_now_and_a_frozen_one_what_was(client, backend, saved):
    store = backend.application.store
    live, frozen = saved.keep("Now", ""), saved.keep("Then", "", freeze=View())
    store.remove(store.reports()[0].id)
    left = len(in_view(backend))
    assert left < 42
    assert f"{left} incidents from 5 reports" in client.get(f"/s/{live.id}").text
    page = Seen(client.get(f"/s/{frozen.id}/embed").text)
    assert "42 incidents from 6 reports" in page.text
    assert f"{42 - left} of its incidents are no longer kept" in page.text
    assert frozen.frozen.digest in page.text
    look = client.get(f"/api/v1/saved/{frozen.id}/view?z=2&bbox=-180,-85,180,85").json()
    assert look["total"] == 41
    gone = next(iter(saved.gone([one.id for one in saved.frozen(frozen.id)])))
    card = client.get(f"/api/v1/saved/{frozen.id}/incidents/{gone}").json()
    assert (card["id"], card["evidence"], card["actors"]) == (gone, [], [])
    assert client.get(f"/api/v1/incidents/{gone}").status_code == 404


def test_the_incidents_of_one_spot_are_the_frozen_ones(client, backend, saved):
    store = backend.application.store
    frozen = saved.keep("Then", "", freeze=View())
    for report in store.reports():
        store.remove(report.id)
    look = client.get(f"/api/v1/saved/{frozen.id}/view?z=2&bbox=-180,-85,180,85").json()
    spot = next(row for row in look["points"] if row["n"] > 1)
    listed = client.get(f"/api/v1/saved/{frozen.id}/at?lat={spot['lat']}&lon={spot['lon']}").json()
    assert [row["id"] for row in listed["incidents"]] == spot["ids"]


PARTS = ("/s/{id}", "/s/{id}/embed", "/og/{id}.png", *(f"/s/{{id}}/feed.{ending}" for ending in FEEDS))


@pytest.mark.parametrize("path", [*PARTS, "/api/v1/saved/{id}/view?z=2&bbox=0,0,1,1"])
@pytest.mark.parametrize("how", ["revoked", "expired"])
def test_a_closed_view_is_gone_everywhere(client, saved, path, how):
    expires = datetime.now(UTC) - timedelta(seconds=5) if how == "expired" else None
    made = saved.keep("Secret title", "", freeze=View(), expires=expires)
    if how == "revoked":
        assert client.get(path.format(id=made.id)).status_code == 200
        saved.revoke(made.id)
    answer = client.get(path.format(id=made.id))
    assert answer.status_code == 410
    assert "Secret title" not in answer.text
    assert ("was revoked" if how == "revoked" else "That time is over") in html.unescape(answer.text)
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", PARTS)
def test_a_view_that_nobody_saved_is_not_found(client, path):
    assert client.get(path.format(id="guess")).status_code == 404


NOWHERE = ["/s/", "/s/a/b", "/og/", "/og/x", "/embed/", "/embed/x", "/s/x/feed.exe"]


@pytest.mark.parametrize("path", NOWHERE)
def test_a_wrong_address_is_not_found(client, path):
    assert client.get(path, follow_redirects=False).status_code == 404


def test_a_picture_is_1200_by_630_and_is_made_once(client, saved):
    made = saved.keep("Battles", "type=battle")
    first = client.get(f"/og/{made.id}.png")
    assert Image.open(io.BytesIO(first.content)).size == (1200, 630)
    again = client.get(f"/og/{made.id}.png", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("ending", ["rss", "atom"])
@pytest.mark.parametrize("query", ["", "type=battle", "killed=5&type=explosion"])
def test_an_independent_reader_reads_the_feed(client, backend, ending, query):
    answer = client.get(f"/feed.{ending}?{query}")
    read = feedparser.parse(answer.content, response_headers={"content-type": answer.headers["content-type"]})
    ids = in_view(backend, query)
    assert not read.bozo
    assert [entry.id for entry in read.entries] == [f"urn:incident:{one}" for one in ids]
    assert read.entries[0].link == f"http://testserver/?incident={ids[0]}"
    told = read.entries[0].published_parsed if ending == "rss" else read.entries[0].updated_parsed
    assert told[:3] == (2016, 12, 15)
    incident = backend.application.store.incident(ids[0])
    assert incident.event_type.sub_type in read.entries[0].title
    assert incident.places[0].name in read.entries[0].title
    assert incident.status.value in read.entries[0].title
    assert incident.claims[0].wording in read.entries[0].get("summary", "")
    assert f"{len(ids)} incidents from" in (read.feed.get("subtitle") or read.feed.get("description"))


def test_a_json_feed_has_the_same_entries(client, backend):
    read = client.get("/feed.json?type=battle").json()
    assert read["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["id"] for item in read["items"]] == [f"urn:incident:{one}" for one in in_view(backend, "type=battle")]


def test_a_feed_of_a_frozen_view_never_changes(client, backend, saved):
    frozen = saved.keep("Then", "type=battle", freeze=View(types=("battle",)))
    before = client.get(f"/s/{frozen.id}/feed.atom")
    for report in backend.application.store.reports():
        backend.application.store.remove(report.id)
    after = client.get(f"/s/{frozen.id}/feed.atom")
    assert after.content == before.content
    unchanged = client.get(f"/s/{frozen.id}/feed.atom", headers={"if-none-match": before.headers["etag"]})
    assert unchanged.status_code == 304


def test_hostile_texts_stay_text_in_every_feed(tmp_path):
    client = a_client(a_backend(f"sqlite:///{tmp_path / 'h.sqlite'}", hostile(), merges=False))
    for ending in ("rss", "atom"):
        read = feedparser.parse(client.get(f"/feed.{ending}").content, sanitize_html=False)
        assert not read.bozo
        if ending == "atom":
            told = "\n".join(entry.summary if "summary" in entry else entry.content[0].value for entry in read.entries)
            assert all(text in told for text in HOSTILE if text.isprintable())
            assert all(part.type == "text/plain" for entry in read.entries for part in entry.content)
        else:
            shown = [tag for entry in read.entries for tag in Seen(entry.title + entry.summary).tags]
            assert shown == []
    assert len(client.get("/feed.json").json()["items"]) == len(read.entries)


@pytest.mark.parametrize("title", [*HOSTILE, "\x00\x01\ud800", "x" * 5000, "حلب\u202eabc", ""])
def test_a_hostile_title_is_text_wherever_it_stands(client, saved, title):
    made = saved.keep(title, "")
    plain = Seen(client.get(f"/s/{saved.keep('plain', '').id}").text)
    page = Seen(client.get(f"/s/{made.id}").text)
    shown = saved.get(made.id).title or "All incidents"
    assert page.tags == plain.tags
    assert page.meta("og:title") == shown
    for part in PARTS[1:]:
        assert client.get(part.format(id=made.id)).status_code == 200


def test_a_saved_link_that_is_no_longer_understood_is_told(client, saved):
    answer = client.get(f"/s/{saved.keep('Old', 'mood=happy').id}")
    assert answer.status_code == 400
    assert "no filter “mood”" in answer.text


KEYS = st.sampled_from([*(row.key for row in FILTERS), "incident", "lenient", "z", "layer", "lang", "utm_source", ""])
QUERIES = st.lists(st.tuples(KEYS | any_text, any_text | st.sampled_from(["battle", "2016-12-14", "5"])), max_size=5)
ROUTES = ("/embed", *(f"/feed.{ending}" for ending in FEEDS))


@given(QUERIES.map(lambda pairs: urlencode(pairs, errors="replace")) | st.text("%&=+?#abc{}0\u0660", max_size=30))
@settings(max_examples=60)
def test_any_query_is_answered_or_refused_and_shows_no_more_than_it_asks(syria_backend, query):
    client = a_client(syria_backend)
    for route in ROUTES:
        answer = client.get(f"{route}?{query.replace('#', '%23')}")
        assert answer.status_code in {200, 400}, answer.text
        if answer.status_code == 200 and route == "/feed.json":
            shown = {item["id"].removeprefix("urn:incident:") for item in answer.json()["items"]}
            view, notes = link.decode_query(query.replace("#", "%23"))
            assert not notes
            assert shown == set(syria_backend.application.store.ids(view))


@given(views())
@settings(max_examples=40)
def test_any_view_is_embedded_as_it_is_or_refused(syria_backend, view):
    answer = a_client(syria_backend).get(f"/embed?{link.encode(view)}")
    assert answer.status_code in {200, 400}
    if answer.status_code == 200:
        number = syria_backend.snapshot.tally(view).incidents
        assert f"{number} incident" in Seen(answer.text).text


def test_static_files_are_packed_for_those_who_take_it_and_the_basemap_is_not(client):
    packed = client.get("/assets/vendor/leaflet/leaflet.js")
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < 50_000
    plain = client.get("/assets/vendor/leaflet/leaflet.js", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == packed.content
    kept = client.get("/assets/vendor/leaflet/leaflet.js", headers={"if-none-match": packed.headers["etag"]})
    assert kept.status_code == 304
    part = client.get("/assets/world.pmtiles", headers={"range": "bytes=0-6"})
    assert (part.status_code, part.content, "content-encoding" in part.headers) == (206, b"PMTiles", False)


def settings_of(page: str) -> dict[str, object]:
    return json.loads(Seen(page).attributes["body"][0]["data-settings"])


def whole_map(page: str) -> str:
    return next(row["href"] for row in Seen(page).attributes["a"] if row.get("id") == "whole-map")


@pytest.mark.parametrize("layer", LAYERS)
def test_an_embedded_map_is_drawn_as_its_link_says(client, layer):
    page = client.get(f"/embed?type=battle&layer={layer}").text
    assert settings_of(page)["incidents"]["layer"] == layer
    assert whole_map(page) == ("/?type=battle" if layer == "points" else f"/?layer={layer}&type=battle")


def test_an_embedded_map_says_which_look_it_does_not_know(client):
    answer = client.get("/embed?type=battle&layer=clouds")
    assert answer.status_code == 200
    assert "Layer “clouds” is not known here; it is shown as usual." in html.unescape(answer.text)
    assert settings_of(answer.text)["incidents"] == settings_of(client.get("/embed?type=battle").text)["incidents"]


@pytest.mark.parametrize("freeze", [None, View()])
def test_a_saved_view_keeps_its_layer_and_where_it_looks(client, saved, freeze):
    made = saved.keep("Hot", "layer=heat", place="7/35.1/37.2", freeze=freeze)
    page = client.get(f"/s/{made.id}/embed").text
    assert settings_of(page)["incidents"]["layer"] == "heat"
    assert Seen(page).attributes["body"][0]["data-place"] == "7/35.1/37.2"
    other = client.get(f"/s/{made.id}/embed?layer=areas").text
    assert settings_of(other)["incidents"]["layer"] == "areas"


def test_a_saved_view_leads_to_the_map_as_it_was_drawn(client, saved):
    made = saved.keep("Hot", "layer=heat&type=battle", place="7/35.1/37.2")
    assert "/?layer=heat&amp;type=battle#map=7/35.1/37.2" in client.get(f"/s/{made.id}").text


def test_feeds_and_layers_ask_without_the_look(client):
    assert settings_of(client.get("/embed?type=battle&layer=heat").text)["incidents"]["query"] == "type=battle"
    assert "layer=heat" not in client.get("/feed.json?type=battle&layer=heat").json()["feed_url"]
