from __future__ import annotations

import csv
import io

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from mapapp.takeaway.formats import FORMATS
from mapapp.web import exports, server
from mapapp.web.download import label


@pytest.fixture(scope="module")
def client(syria_backend) -> TestClient:
    return TestClient(Starlette(routes=server.all_routes(syria_backend), middleware=list(server.MIDDLEWARE)))


def rows(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


@pytest.mark.parametrize("query", ["", "type=battle", "type=protest&country=SY", "killed=1000", "from=2016-12-20"])
def test_a_file_holds_what_the_link_shows(client, syria_backend, query):
    from mapapp.web import link

    view, _ = link.decode_query(query)
    answer = client.get(f"/export.csv?{query}")
    assert [row["id"] for row in rows(answer)] == syria_backend.application.store.ids(view)
    assert answer.headers["x-incidents"] == str(syria_backend.snapshot.tally(view).incidents)


def test_the_selected_incident_does_not_narrow_the_file(client):
    everything = rows(client.get("/export.csv"))
    assert len(rows(client.get(f"/export.csv?incident={everything[0]['id']}"))) == len(everything)


@pytest.mark.parametrize("key", FORMATS)
def test_every_format_has_its_type_and_its_name(client, key):
    answer = client.get(f"/export.{key}?type=battle")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == FORMATS[key].media_type
    assert answer.headers["content-disposition"].endswith(f'.{FORMATS[key].ending}"')
    assert answer.headers["content-disposition"].startswith("inline" if key == "print" else "attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.content


def test_the_link_in_the_file_is_that_of_the_map(client):
    about = rows(client.get("/export.csv?type=battle"))[0]["about_this_file"]
    assert "Link: http://testserver/?type=battle |" in about


def test_head_tells_the_number_and_makes_no_file(client):
    answer = client.head("/export.xlsx?type=battle")
    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["x-incidents"]) > 0


BAD = [
    ("an unknown format", "/export.shp", "There is no such format. There are: csv, xlsx"),
    ("an unknown type", "/export.csv?type=earthworm", "“earthworm” is not known here"),
    ("an unknown filter", "/export.csv?colour=red", "no filter “colour”"),
    ("a link that is too long", "/export.csv?words=" + "a" * 3000, "Choose fewer values"),
]


@pytest.mark.parametrize(("address", "sentence"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_input_gets_400_and_a_sentence_and_never_a_wider_file(client, address, sentence):
    answer = client.get(address)
    assert answer.status_code == 400
    assert sentence in answer.json()["error"]


def test_too_many_for_a_format_is_refused_before_it_starts(client, monkeypatch):
    from dataclasses import replace

    monkeypatch.setattr(exports, "FORMATS", {"print": replace(FORMATS["print"], most=3)})
    answer = client.get("/export.print")
    assert answer.status_code == 400
    assert "holds at most 3 incidents" in answer.json()["error"]


def test_a_file_that_is_left_gives_its_turn_back(client):
    for _ in range(3 * exports.AT_ONCE):
        client.head("/export.csv")
        client.get("/export.csv?type=earthworm")
        with client.stream("GET", "/export.geojson") as answer:
            next(answer.iter_bytes())
    assert client.get("/export.csv").status_code == 200


def test_the_menu_says_the_number_on_the_screen():
    assert label(FORMATS["csv"], 1) == "CSV: 1 row"
    assert label(FORMATS["geojson"], 41_000) == "GeoJSON: 41,000 rows"
    assert label(FORMATS["html"], 2) == "Map in one file (HTML): 2 incidents"
    assert label(FORMATS["acled"], 2) == "CSV in ACLED's shape"
