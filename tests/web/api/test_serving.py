"""What holds for every address: problems, ETags, methods, other sites, limits."""

from __future__ import annotations

import gzip
import threading

import pytest

from mapapp.store.engine import open_engine
from mapapp.store.filters import FILTERS
from mapapp.web.api.access import MOST_ADDRESSES, Access, Buckets, neighbourhood
from mapapp.web.api.parameters import SCHEMAS
from mapapp.web.api.table import ENDPOINTS
from mapapp.web.backend import Backend
from mapapp.web.server import access_of_environment
from tests import builders

ITEMS = "/ogc/collections/incidents/items"
ADDRESSES = [
    "/ogc",
    "/ogc/",
    "/ogc/conformance",
    "/ogc/collections",
    "/ogc/collections/incidents",
    "/ogc/collections/incidents/queryables",
    ITEMS,
    "/api",
    "/api/openapi.json",
    "/api/v1/facets",
    "/api/v1/histogram",
    "/api/v1/tiles.json",
    "/api/v1/tiles/0/0/0.mvt",
]

BAD = [
    ("an unknown parameter", f"{ITEMS}?colour=red&shape=round", "no parameter “colour”, “shape”"),
    ("an unknown parameter where none is taken", "/ogc?type=battle", "no parameter “type”"),
    ("a key of the map's own routes", f"{ITEMS}?lenient=1", "no parameter “lenient”"),
    ("an unknown type", f"{ITEMS}?type=earthworm", "“earthworm” is not known here"),
    ("a bad date", "/api/v1/facets?from=yesterday", "“yesterday” is not understood"),
    ("one date too many", f"{ITEMS}?from=2016-12-01&from=2016-12-02", "more than once"),
    ("a box of three", f"{ITEMS}?bbox=1,2,3", "bbox is not understood"),
    ("a box upside down", f"{ITEMS}?bbox=0,10,10,0", "upside down"),
    ("a box of no numbers", f"{ITEMS}?bbox=a,b,c,d", "west,south,east,north"),
    ("a box that is not finite", f"{ITEMS}?bbox=nan,0,inf,1", "west,south,east,north"),
    ("two boxes", f"{ITEMS}?bbox=1,1,2,2&bbox=3,3,4,4", "bbox is given more than once"),
    ("no time", f"{ITEMS}?datetime=soon", "datetime is not understood"),
    ("a time with both ends open", f"{ITEMS}?datetime=../..", "datetime is not understood"),
    ("a time backwards", f"{ITEMS}?datetime=2017-01-01/2016-01-01", "ends before it begins"),
    ("a day that is not in the calendar", f"{ITEMS}?datetime=2016-02-30", "datetime is not understood"),
    ("no features", f"{ITEMS}?limit=0", "whole number from 1"),
    ("less than none", f"{ITEMS}?limit=-1", "whole number from 1"),
    ("digits of another script", f"{ITEMS}?limit=١٢", "whole number from 1"),
    ("a bookmark of no page", f"{ITEMS}?after=here", "take it from a link"),
    ("two ways at once", f"{ITEMS}?after=1.0.a&before=1.0.a", "exclude each other"),
    ("other coordinates", f"{ITEMS}?crs=http://www.opengis.net/def/crs/EPSG/0/3857", "crs is not understood"),
    ("no bars", "/api/v1/histogram?bars=0", "whole number from 1"),
    ("a tile by name", "/api/v1/tiles/0/0/here.mvt", "y is not understood"),
    ("a shape with too many corners", f"{ITEMS}?area=polygon:{'1,2,' * 1_000}3,4", "300 are the most"),
]


@pytest.mark.parametrize(("address", "sentence"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_input_gets_400_and_a_problem_that_says_why(client, address, sentence):
    answer = client.get(address)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert sentence in answer.json()["detail"]
    assert {"type", "title", "status"} <= set(answer.json())


def test_unknown_parameters_are_named_for_programs_too(client):
    assert client.get(f"{ITEMS}?colour=red&shape=round").json()["parameters"] == ["colour", "shape"]


GONE = [
    "/api/v1/nothing",
    "/api/x",
    "/ogc/x",
    f"{ITEMS}/nobody",
    "/api/v1/tiles/1/2/0.mvt",
    "/api/v1/tiles/99/0/0.mvt",
    "/api/v1/incidents/nobody",
]


@pytest.mark.parametrize("address", GONE)
def test_what_is_not_there_is_a_problem_too(client, address):
    answer = client.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert answer.json()["status"] == 404


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_answer_that_has_not_changed_is_not_sent_again(client, address):
    first = client.get(address)
    assert first.status_code == 200
    again = client.get(address, headers={"if-none-match": f'"other", {first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]


def test_the_etag_changes_with_the_question_and_with_the_record(empty_backend, a_client):
    client = a_client(empty_backend)
    before = client.get(ITEMS).headers["etag"]
    assert client.get(f"{ITEMS}?limit=2").headers["etag"] != before
    assert client.get(f"{ITEMS}?type=battle").headers["etag"] != before
    report = builders.a_report()
    empty_backend.application.store.keep(report, [builders.an_incident(report=report)])
    answer = client.get(ITEMS, headers={"if-none-match": before})
    assert (answer.status_code, answer.json()["numberMatched"]) == (200, 1)


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_says_what_get_would(client, address):
    full, head = client.get(address), client.head(address)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == full.headers["etag"]
    assert head.headers["content-type"] == full.headers["content-type"]


@pytest.mark.parametrize("address", [*ADDRESSES, "/api/v1/nothing"])
def test_options_says_what_may_be_done_and_nothing_else_may(client, address):
    assert (client.options(address).status_code, client.options(address).headers["allow"]) == (
        204,
        "GET, HEAD, OPTIONS",
    )
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = client.request(method, address)
        assert (answer.status_code, answer.json()["status"]) == (405, 405)
        assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


def test_long_answers_come_packed_to_those_who_take_it(client):
    with client.stream("GET", ITEMS, headers={"accept-encoding": "gzip"}) as packed:
        raw = b"".join(packed.iter_raw())
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["vary"] == "Accept-Encoding"
    plain = client.get(ITEMS, headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert len(raw) < len(plain.content) / 3
    assert b'"FeatureCollection"' in gzip.decompress(raw)


def test_pages_of_other_sites_read_nothing_unless_the_owner_lets_them(syria_backend, a_client):
    asked = {"origin": "https://maps.example"}
    closed = a_client(syria_backend).get(ITEMS, headers=asked)
    assert not [name for name in closed.headers if name.startswith("access-control")]
    one = a_client(syria_backend, origins=("https://maps.example",))
    assert one.get(ITEMS, headers=asked).headers["access-control-allow-origin"] == "https://maps.example"
    assert "Origin" in one.get(ITEMS, headers=asked).headers["vary"]
    assert "access-control-allow-origin" not in one.get(ITEMS, headers={"origin": "https://evil.example"}).headers
    asks_first = one.options(ITEMS, headers=asked | {"access-control-request-method": "GET"})
    assert asks_first.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    everybody = a_client(syria_backend, origins=("*",))
    assert everybody.get(f"{ITEMS}?x=1", headers=asked).headers["access-control-allow-origin"] == "*"


def test_who_asks_too_often_is_told_when_to_come_back(syria_backend, a_client):
    client = a_client(syria_backend, per_minute=3)
    assert [client.get("/ogc").status_code for _ in range(4)] == [200, 200, 200, 429]
    answer = client.get("/api/v1/facets")
    assert (answer.status_code, answer.headers["content-type"]) == (429, "application/problem+json")
    assert 1 <= int(answer.headers["retry-after"]) <= 20


def test_a_bucket_fills_evenly_and_forgets_nobody_too_early():
    now = [0.0]
    buckets = Buckets(60, now=lambda: now[0])
    assert [buckets.wait("192.0.2.1") for _ in range(61)] == [0] * 60 + [1]
    assert buckets.wait("192.0.2.2") == 0
    now[0] = 1.0
    assert [buckets.wait("192.0.2.1"), buckets.wait("192.0.2.1")] == [0, 1]
    now[0] = 10_000.0
    assert [buckets.wait("192.0.2.1") for _ in range(61)].count(0) == 60
    for number in range(MOST_ADDRESSES + 5):
        buckets.wait(str(number))
    assert len(buckets._left) == MOST_ADDRESSES


def test_addresses_of_one_ipv6_subscriber_share_a_bucket():
    assert neighbourhood("2001:db8::1") == neighbourhood("2001:db8::ffff:1") != neighbourhood("2001:db8:0:1::1")
    assert neighbourhood("192.0.2.1") == "192.0.2.1"
    assert neighbourhood("testclient") == "testclient"


def test_while_the_application_opens_the_api_says_how_far_it_is(a_client):
    gate = threading.Event()

    def opener(progress):
        progress(0.4, "Reading places")
        gate.wait(10)
        raise FileNotFoundError("/secret/path is missing")

    backend = Backend(opener)
    client = a_client(backend)
    client.get("/healthz")
    answer = client.get(ITEMS)
    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
    assert answer.headers["retry-after"] == "5"
    assert client.get("/api/openapi.json").status_code == 200
    gate.set()
    backend._thread.join()
    assert client.get(ITEMS).status_code == 503
    assert "secret" not in client.get(ITEMS).text


def test_an_error_of_ours_shows_no_trace_and_no_question_in_the_log(syria_backend, a_client, monkeypatch, caplog):
    monkeypatch.setattr("mapapp.store.snapshot.Snapshot.facets", lambda *_: 1 / 0)
    answer = a_client(syria_backend).get("/api/v1/facets?words=victim")
    assert (answer.status_code, answer.json()["title"]) == (500, "Internal Server Error")
    assert "ZeroDivision" not in answer.text
    assert "facets failed" in caplog.text
    assert "victim" not in caplog.text


def test_a_database_that_cannot_be_read_is_503(tmp_path, empty_backend, a_client):
    report = builders.a_report()
    store = empty_backend.application.store
    store.keep(report, [builders.an_incident(report=report)])
    client = a_client(empty_backend)
    assert client.get(ITEMS).status_code == 200
    store.engine = open_engine(f"sqlite:///{tmp_path / 'another.sqlite'}")
    answer = client.get(ITEMS)
    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
    assert "sqlite" not in answer.text


def test_every_filter_is_described_and_every_address_has_a_name_of_its_own():
    assert set(SCHEMAS) <= {row.key for row in FILTERS}
    assert {row.key for row in FILTERS} - set(SCHEMAS) == {"words"}
    assert len({endpoint.name for endpoint in ENDPOINTS}) == len(ENDPOINTS)


def test_the_page_lists_every_address_and_brings_nothing_from_elsewhere(client):
    text = client.get("/api").text
    assert all(endpoint.path in text for endpoint in ENDPOINTS)
    assert "<script" not in text
    assert "http" not in text


@pytest.mark.parametrize(("given", "kept"), [("7", 7), ("seven", Access().per_minute)])
def test_the_environment_says_how_often_one_may_ask_and_what_it_says_wrong_is_not_used(monkeypatch, given, kept):
    monkeypatch.setenv("MAPAPP_API_PER_MINUTE", given)
    assert access_of_environment().per_minute == kept
