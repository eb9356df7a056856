from __future__ import annotations

import re
import threading
import time

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from mapapp.domain.incident import PlaceRole
from mapapp.store import StoreUnusable
from mapapp.store.latest import ASKED_EVERY_SECONDS
from mapapp.web import server
from mapapp.web.backend import Backend
from tests.web.stand_in import StandInPipeline, builders


def a_client(backend: Backend) -> TestClient:
    return TestClient(Starlette(routes=server.all_routes(backend), middleware=list(server.MIDDLEWARE)))


@pytest.fixture(scope="module")
def client(syria_backend) -> TestClient:
    return a_client(syria_backend)


WORLD = "z=2&bbox=-180,-85,180,85"


def test_a_view_of_the_world_has_every_incident_that_can_be_drawn(client):
    answer = client.get(f"/api/v1/view?{WORLD}").json()
    assert (answer["total"], answer["reports"]) == (41, 6)
    assert set(answer) == {"version", "total", "reports", "points", "areas", "clusters", "elsewhere"}
    assert answer["elsewhere"] is None
    assert set(answer["points"][0]) == {"lat", "lon", "n", "ids", "type", "status", "kind", "radius_km", "killed"}
    assert {"place_id", "name", "n", "ids"} <= set(answer["areas"][0])


def test_an_empty_look_says_where_the_incidents_are(client):
    answer = client.get("/api/v1/view?z=6&bbox=-130,-60,-120,-50").json()
    assert answer["total"] == 0
    assert answer["elsewhere"]["west"] < answer["elsewhere"]["east"]


def test_another_host_s_name_is_refused_where_only_this_machine_is_served(client, monkeypatch):
    import streamlit

    asked = f"/api/v1/view?{WORLD}"
    monkeypatch.setattr(streamlit, "get_option", lambda _name: "127.0.0.1")
    assert client.get(asked, headers={"host": "evil.example:8501"}).status_code == 421
    assert client.get(asked, headers={"host": "localhost:8501"}).status_code == 200
    monkeypatch.setattr(streamlit, "get_option", lambda _name: "0.0.0.0")
    assert client.get(asked, headers={"host": "maps.example"}).status_code == 200


def test_an_open_page_is_told_of_a_new_version(empty_backend):
    client, store = a_client(empty_backend), empty_backend.application.store
    assert client.get("/api/v1/version").json() == {"version": 0}
    store.keep(builders.a_report())
    time.sleep(ASKED_EVERY_SECONDS)
    assert client.get("/api/v1/version").json() == {"version": store.version()}


def test_a_record_that_is_away_is_said_without_its_address(empty_backend, monkeypatch):
    def away():
        raise StoreUnusable("the incident store postgresql://me@db.inside/map could not be read")

    monkeypatch.setattr(empty_backend.application.store, "version", away)
    answer = a_client(empty_backend).get(f"/api/v1/view?{WORLD}")
    assert answer.status_code == 503
    assert "cannot be reached" in answer.json()["error"]
    assert "inside" not in answer.text


def test_a_filter_narrows_the_view(client):
    everything = client.get(f"/api/v1/view?{WORLD}").json()["total"]
    battles = client.get(f"/api/v1/view?{WORLD}&type=battle").json()["total"]
    assert 0 < battles < everything


def test_the_incidents_of_one_spot_come_page_by_page(client):
    spot = next(row for row in client.get(f"/api/v1/view?{WORLD}").json()["points"] if row["n"] > 1)
    page = client.get(f"/api/v1/at?lat={spot['lat']}&lon={spot['lon']}&page=1").json()
    assert page["total"] == spot["n"]
    assert [row["id"] for row in page["incidents"]] == spot["ids"]
    assert set(page["incidents"][0]) == {"id", "title", "type", "status", "when", "killed"}


def test_an_incident_comes_with_its_evidence_in_parts(client):
    spot = client.get(f"/api/v1/view?{WORLD}&type=battle.clash").json()["points"][0]
    card = client.get(f"/api/v1/incidents/{spot['ids'][0]}").json()
    parts = card["evidence"][0]["parts"]
    assert {part["role"] for part in parts} == {"text", "place", "count"}
    assert "".join(part["text"] for part in parts).startswith("Fighters clashed near ")


BAD = [
    ("no zoom", "/api/v1/view?bbox=0,0,1,1", "z must be a number from 0 to 22"),
    ("a zoom that is no number", "/api/v1/view?z=near&bbox=0,0,1,1", "z must be a number"),
    ("no box", "/api/v1/view?z=3", "bbox must be west,south,east,north"),
    ("a box of three", "/api/v1/view?z=3&bbox=1,2,3", "bbox must be"),
    ("a box upside down", "/api/v1/view?z=3&bbox=0,10,10,0", "bbox must be"),
    ("a box that is not finite", "/api/v1/view?z=3&bbox=0,0,inf,nan", "bbox must be"),
    ("an unknown type", f"/api/v1/view?{WORLD}&type=earthworm", "“earthworm” is not known here"),
    ("a bad date", f"/api/v1/view?{WORLD}&from=yesterday", "“yesterday” is not understood"),
    ("an unknown filter", f"/api/v1/view?{WORLD}&colour=red", "no filter “colour”"),
    ("no latitude", "/api/v1/at?lon=3", "lat must be a number from -90 to 90"),
    ("a radius below zero", "/api/v1/at?lat=3&lon=3&radius=-1", "radius must be a number from 0"),
    ("a longitude too far", "/api/v1/at?lat=3&lon=1000", "lon must be a number from -180 to 180"),
    ("a page before the first", "/api/v1/at?lat=3&lon=3&page=0", "page must be a number from 1"),
]


@pytest.mark.parametrize(("address", "sentence"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_input_gets_400_and_a_sentence(client, address, sentence):
    answer = client.get(address)
    assert answer.status_code == 400
    assert sentence in answer.json()["error"]


def test_the_pages_own_map_is_answered_as_far_as_it_is_understood(client):
    answer = client.get(f"/api/v1/view?{WORLD}&type=battle&type=earthworm&lenient=1")
    assert answer.status_code == 200
    assert answer.json()["total"] == client.get(f"/api/v1/view?{WORLD}&type=battle").json()["total"]
    assert client.get(f"/api/v1/view?{WORLD}&type=earthworm&lenient=1").json()["total"] == 0


GONE = [
    "/api/v1/incidents/nobody",
    "/api/v1/outline/nowhere:1",
    "/api/v1/nothing",
    "/api/v2/view",
    "/api/v1/drafts/guess/view?z=1&bbox=0,0,1,1",
    "/api/v1/drafts/guess/incidents/x",
    "/assets/nothing.js",
    "/assets/../app.py",
    "/_stcore/metrics",
    "/_stcore/metrics/",
]


@pytest.mark.parametrize("address", GONE)
def test_what_is_not_there_is_404(client, address):
    assert client.get(address).status_code == 404


def test_an_area_has_an_outline_or_null(client):
    assert client.get("/api/v1/outline/test:Homs").json()["type"] == "Polygon"
    without = client.get("/api/v1/outline/test:Hama")
    assert (without.status_code, without.json()) == (200, None)


def test_a_drawn_area_is_answered_as_its_line_and_none_as_null(client):
    line = client.get("/api/v1/drawn?area=box:35,32,43,38").json()["line"]
    assert line[0] == line[-1]
    assert {tuple(corner) for corner in line} >= {(35, 32), (43, 32), (43, 38), (35, 38)}
    assert client.get("/api/v1/drawn").json() is None
    assert client.get("/api/v1/drawn?area=box:35,38,43,32").status_code == 400
    assert client.get("/api/v1/drawn?area=box:35,38,43,32&lenient=1").json() is None


def test_health_says_how_many_incidents_there_are(client):
    assert client.get("/healthz").json() == {"status": "ok", "incidents": 42}


def test_static_files_come_in_ranges_and_may_be_kept(client):
    answer = client.get("/assets/incident-layer.js", headers={"Range": "bytes=0-9"})
    assert answer.status_code == 206
    assert len(answer.content) == 10
    assert re.match(r"bytes 0-9/\d+", answer.headers["content-range"])
    assert "max-age=" in answer.headers["cache-control"]


@pytest.mark.parametrize("address", ["/healthz", "/api/v1/nothing", "/assets/incident-layer.js"])
def test_every_answer_has_safe_headers(client, address):
    headers = client.get(address).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    policy = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
    assert policy["connect-src"] == "'self'"
    assert "'unsafe-inline'" not in policy["script-src"]
    assert "'unsafe-eval'" not in policy["script-src"].split()
    assert not re.search(r"https?:|\*", headers["content-security-policy"])


def test_only_the_maps_frame_may_evaluate_and_only_our_own_scripts(client):
    policy = client.get("/component/x/index.html").headers["content-security-policy"]
    assert "script-src 'self' 'unsafe-inline' 'unsafe-eval';" in policy
    assert not re.search(r"https?:|\*", policy)


def test_a_draft_is_drawn_by_the_same_routes_and_by_nobody_who_does_not_know_its_name(empty_backend):
    client = a_client(empty_backend)
    reading = StandInPipeline().read(builders.a_report("Mortar shells hit Aleppo. <b>"))
    draft = empty_backend.drafts.add(reading)
    base = f"/api/v1/drafts/{draft.token}"
    assert client.get(f"{base}/view?{WORLD}").json()["total"] == 1
    card = client.get(f"{base}/incidents/{reading.incidents[0].id}").json()
    assert card["evidence"][0]["parts"][-1]["text"] == ". <b>"
    point = reading.incidents[0].places[0].point
    here = client.get(f"{base}/at?lat={point.latitude}&lon={point.longitude}").json()
    assert [row["id"] for row in here["incidents"]] == [reading.incidents[0].id]
    assert client.get(f"/api/v1/view?{WORLD}").json()["total"] == 0
    empty_backend.drafts.drop(draft.token)
    assert client.get(f"{base}/view?{WORLD}").status_code == 404


def test_while_the_application_opens_every_route_says_how_far_it_is():
    gate = threading.Event()

    def opener(progress):
        progress(0.4, "Reading places")
        gate.wait(10)
        raise FileNotFoundError("There are no places: run `python -m gazetteer build`.")

    backend = Backend(opener)
    client = a_client(backend)
    client.get("/healthz")
    answer = client.get(f"/api/v1/view?{WORLD}")
    assert answer.status_code == 503
    gate.set()
    backend._thread.join()
    closed = client.get("/healthz")
    assert closed.status_code == 503
    assert closed.json()["error"] == "There are no places: run `python -m gazetteer build`."
    assert "Traceback" not in closed.text


def test_hexagons_add_up_to_what_the_view_draws(client):
    view = client.get(f"/api/v1/view?{WORLD}").json()
    answer = client.get(f"/api/v1/hexagons?{WORLD}").json()
    assert answer["used"] + answer["left_out"] == answer["total"] == view["total"]
    assert sum(row[2] for row in answer["rows"]) == answer["used"]


@pytest.mark.parametrize("measure", ["count", "killed", "per100k"])
def test_areas_come_with_their_names_and_what_colours_them(client, measure):
    answer = client.get(f"/api/v1/areas?bbox=-180,-85,180,85&level=country&measure={measure}").json()
    assert answer["used"] + answer["left_out"] == answer["total"]
    syria = {row["key"]: row for row in answer["areas"]}.get("SY")
    values = {"count": syria["n"], "killed": syria["killed"], "per100k": round(syria["n"] / 16.02264, 3)}
    assert (syria["name"], syria["value"]) == ("Syria", values[measure])


def test_a_filter_narrows_hexagons_and_areas(client):
    for path in ("hexagons", "areas"):
        everything, battles = (client.get(f"/api/v1/{path}?{WORLD}{more}").json() for more in ("", "&type=battle"))
        assert 0 < battles["used"] < everything["used"]


@pytest.mark.parametrize("asked", ["level=town", "measure=area"])
def test_areas_by_what_is_not_known_are_refused(client, asked):
    answer = client.get(f"/api/v1/areas?{WORLD}&{asked}")
    assert answer.status_code == 400
    assert answer.json()["error"].startswith(f"{asked.split('=')[0]} must be ")


def test_tracks_say_how_many_incidents_have_both_ends(client):
    answer = client.get(f"/api/v1/tracks?{WORLD}&window=-180,-85,180,85").json()
    assert (answer["used"], answer["left_out"], answer["tracks"]) == (0, answer["total"], [])
    assert answer["in_view"]["total"] == 41


@pytest.mark.parametrize("asked", ["1,2,3", "91,0,0,0", "north,0,0,0", "nan,0,0,0", ""])
def test_a_track_that_is_no_two_points_is_refused(client, asked):
    answer = client.get(f"/api/v1/at?track={asked}")
    assert answer.status_code == 400
    assert answer.json()["error"].startswith("track must be ")


def test_a_movement_is_a_track_whose_list_has_it(empty_backend):
    there = {"latitude": 35.9, "longitude": 36.6, "role": PlaceRole.DESTINATION}
    ends = (builders.an_incident_place("Aleppo", role=PlaceRole.ORIGIN), builders.an_incident_place("Idlib", **there))
    report = builders.a_report()
    moved = builders.an_incident("strategic.displacement", report=report, places=ends)
    empty_backend.application.store.keep(report, [moved])
    client = a_client(empty_backend)
    (line,) = client.get("/api/v1/tracks?bbox=30,30,40,40").json()["tracks"]
    corners = ",".join(map(str, (*line["start"], *line["end"])))
    listed = client.get(f"/api/v1/at?track={corners}").json()
    assert [row["id"] for row in listed["incidents"]] == [line["id"]] == [moved.id]
    card = client.get(f"/api/v1/incidents/{moved.id}").json()
    assert [place["role"] for place in card["places"]] == ["origin", "destination"]
