"""Items: every incident in view once, in order, whatever the pages; boxes and times as OGC means them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from gazetteer.place import PlaceKind
from mapapp.domain.incident import Review
from mapapp.domain.view import View
from mapapp.store.filters import FILTERS
from mapapp.web.api import schemas
from mapapp.web.link import encode
from tests import builders
from tests.store.strategies import any_text, views
from tests.web.stand_in import a_backend

ITEMS = "/ogc/collections/incidents/items"


def found(client, query: str) -> set[str]:
    """Titles, cut at the comma: what the incidents of `few` are called by."""
    answer = client.get(f"{ITEMS}?{query}")
    assert answer.status_code == 200, answer.text
    return {feature["properties"]["places"][0]["name"] if feature["properties"]["places"] else "nowhere"
            for feature in answer.json()["features"]}  # fmt: skip


def read(client, address: str, way: str = "next") -> list[list[str]]:
    """The ids of each page, following the links."""
    pages = []
    while address:
        answer = client.get(address)
        assert answer.status_code == 200, answer.text
        pages.append([feature["id"] for feature in answer.json()["features"]])
        links = {link["rel"]: link["href"] for link in answer.json()["links"]}
        address = links.get(way, "")
    return pages


@given(st.integers(1, 50), st.sampled_from([View(), View(types=("battle",)), View(statuses=("planned", "reported"))]))
@settings(max_examples=25)
def test_pages_of_any_size_together_are_the_view_in_its_order(client, syria_backend, limit, view):
    query = f"{encode(view)}&" if view != View() else ""
    pages = read(client, f"{ITEMS}?{query}limit={limit}")
    assert [one for page in pages for one in page] == syria_backend.snapshot.ids(view)
    assert all(len(page) == limit for page in pages[:-1])


def test_the_way_back_shows_the_same_pages(client):
    there = read(client, f"{ITEMS}?limit=10")
    last = f"{ITEMS}?limit=10"
    while links := [link for link in client.get(last).json()["links"] if link["rel"] == "next"]:
        last = links[0]["href"]
    assert len(there) == 5
    back = read(client, last, "prev")
    assert back[0] == there[-1]
    assert [one for page in back[::-1] for one in page] == [one for page in there for one in page]


def test_pages_stay_right_when_incidents_come_and_go(tmp_path, a_client):
    reports = [builders.a_report(f"Shelling number {number} in Aleppo.") for number in range(6)]
    day = datetime(2016, 12, 1, tzinfo=UTC)
    kept = [
        (report, [builders.an_incident(report=report, when=builders.a_when((day + timedelta(days=number)).date()))])
        for number, report in enumerate(reports)
    ]
    backend = a_backend(f"sqlite:///{tmp_path / 'x.sqlite'}", kept[:5], merges=False)
    client = a_client(backend)
    first = client.get(f"{ITEMS}?limit=2").json()
    following = next(link["href"] for link in first["links"] if link["rel"] == "next")
    backend.application.store.keep(*kept[5])
    backend.application.store.remove(kept[3][0].id)  # the last of the first page
    assert read(client, following) == [[kept[2][1][0].id, kept[1][1][0].id], [kept[0][1][0].id]]


@pytest.fixture(scope="module")
def few(tmp_path_factory, a_client):
    """Incidents around the antimeridian, at a pole, of two places, of a country alone, of no place, of no time."""
    made = [
        ("Suva", {"longitude": 178.4, "latitude": -18.1}, builders.DAY),
        ("Apia", {"longitude": -171.8, "latitude": -13.8}, builders.DAY),
        ("Line", {"longitude": 180.0, "latitude": 0.0}, builders.DAY),
        ("Pole", {"longitude": 0.0, "latitude": 90.0}, builders.DAY),
        ("Aleppo", {}, builders.DAY + timedelta(days=1)),
        ("Syria", {"kind": PlaceKind.COUNTRY}, builders.DAY),
    ]
    kept = []
    for name, where, day in made:
        report = builders.a_report(f"Shelling at {name}.")
        places = (builders.an_incident_place(name, **where),)
        kept.append((report, [builders.an_incident(report=report, places=places, when=builders.a_when(day))]))
    nowhere = builders.a_report("Shelling somewhere.")
    kept.append((nowhere, [builders.an_incident(report=nowhere, places=(), when=None)]))
    both = builders.a_report("Shelling at Idlib and Homs.")
    places = (
        builders.an_incident_place("Idlib", longitude=36.6, latitude=35.9),
        builders.an_incident_place("Homs", longitude=36.7, latitude=34.7),
        builders.an_incident_place("Idlib again", longitude=36.6, latitude=35.9),
    )
    month = builders.a_when(start=datetime(2016, 11, 1, tzinfo=UTC), end=datetime(2016, 12, 1, tzinfo=UTC))
    kept.append((both, [builders.an_incident(report=both, places=places, when=month)]))
    rejected = builders.a_report("Nothing at Aleppo.")
    kept.append((rejected, [builders.an_incident(report=rejected, id="f" * 16, review=Review.REJECTED)]))
    url = f"sqlite:///{tmp_path_factory.mktemp('few') / 'incidents.sqlite'}"
    return a_client(a_backend(url, kept, merges=False))


BOXES = [
    ("the world", "-180,-90,180,90", {"Suva", "Apia", "Line", "Pole", "Aleppo", "Idlib"}),
    ("across the antimeridian", "170,-30,-170,10", {"Suva", "Apia", "Line"}),
    ("east of it", "-180,-30,-170,10", {"Apia", "Line"}),
    ("west of it", "170,-30,180,10", {"Suva", "Line"}),
    ("beyond it", "170,-30,190,10", {"Suva", "Apia", "Line"}),
    ("the other way round", "-170,-90,170,90", {"Pole", "Aleppo", "Idlib"}),
    ("a point", "178.4,-18.1,178.4,-18.1", {"Suva"}),
    ("with heights", "30,30,-5,40,40,9000", {"Aleppo", "Idlib"}),
    ("one of two places", "36,34,37,35", {"Idlib"}),
    ("the pole", "-180,90,180,90", {"Pole"}),
]


@pytest.mark.parametrize(("box", "names"), [row[1:] for row in BOXES], ids=[row[0] for row in BOXES])
def test_a_box_has_what_lies_in_it_or_on_its_border(few, box, names):
    assert found(few, f"bbox={box}") == names


TODAY = {"Suva", "Apia", "Line", "Pole", "Syria"}
TIMES = [
    ("a day", "2016-12-14", TODAY),
    ("an instant", "2016-12-14T23:59:59Z", TODAY),
    ("the next instant", "2016-12-15T00:00:00Z", {"Aleppo"}),
    ("an instant of another zone", "2016-12-15T01:00:00%2B02:00", TODAY),
    ("the lower-case form", "2016-12-14t10:00:00.5z", TODAY),
    ("two days", "2016-12-14/2016-12-15", TODAY | {"Aleppo"}),
    ("from a day on", "2016-12-15/..", {"Aleppo"}),
    ("up to a day", "../2016-12-13", {"Idlib"}),
    ("an empty end is open", "2016-12-15/", {"Aleppo"}),
    ("inside a month that is not known better", "2016-11-10", {"Idlib"}),
    ("the ends are included", "2016-12-13/2016-12-14T00:00:00Z", TODAY),
]


@pytest.mark.parametrize(("time", "names"), [row[1:] for row in TIMES], ids=[row[0] for row in TIMES])
def test_a_time_has_what_overlaps_it(few, time, names):
    assert found(few, f"datetime={time}") == names


def test_one_incident_is_one_feature_with_all_its_places(few):
    features = {feature["properties"]["title"]: feature for feature in few.get(ITEMS).json()["features"]}
    assert len(features) == 8
    both = next(feature for title, feature in features.items() if "Idlib" in title)
    assert both["geometry"] == {"type": "MultiPoint", "coordinates": [[36.6, 35.9], [36.7, 34.7]]}
    assert [feature["geometry"] for title, feature in features.items() if "Syria" in title] == [None]
    undated = next(feature["properties"] for feature in features.values() if not feature["properties"]["places"])
    assert (undated["when"], undated["starts"], undated["ends"]) == (None, None, None)


def test_features_are_as_their_schema_says_and_have_nothing_else(few):
    page = few.get(ITEMS).json()
    Draft202012Validator(schemas.FEATURES).validate(page)
    for feature in page["features"]:
        assert set(feature["properties"]) == set(schemas.PROPERTIES)


def test_one_item_is_what_the_page_has_and_what_was_rejected_is_not_there(few):
    for feature in few.get(ITEMS).json()["features"]:
        one = few.get(f"{ITEMS}/{feature['id']}")
        assert one.headers["content-type"] == "application/geo+json"
        assert {key: one.json()[key] for key in feature} == feature
    assert few.get(f"{ITEMS}/{'f' * 16}").status_code == 404


def test_the_links_lead_where_they_say(few):
    todo, seen = {"/ogc"}, set()
    while todo:
        path = todo.pop()
        seen.add(path)
        answer = few.get(path)
        assert answer.status_code == 200, path
        for document in [answer.json(), *answer.json().get("collections", [])]:
            for link in document.get("links", []):
                target = urlsplit(link["href"]).path
                assert few.get(link["href"]).headers["content-type"].split(";")[0] == link["type"].split(";")[0]
                if target not in seen and link["type"] == "application/json":
                    todo.add(target)
    assert {"/ogc", "/ogc/collections/incidents", "/ogc/conformance"} <= seen


@given(views())
@settings(max_examples=100)
def test_a_view_is_refused_or_answered_with_exactly_what_is_in_it(client, syria_backend, view):
    answer = client.get(f"{ITEMS}?limit=1&{encode(view)}")
    if answer.status_code == 200:
        assert answer.json()["numberMatched"] == len(syria_backend.snapshot.ids(view))
    else:
        assert (answer.status_code, answer.json()["status"]) == (400, 400)


KEYS = [row.key for row in FILTERS] + ["bbox", "datetime", "limit", "after", "before", "bars", "values", "f", ""]
PATHS = [ITEMS, "/api/v1/facets", "/api/v1/histogram", "/api/v1/tiles.json", "/api/v1/tiles/3/4/3.mvt", "/ogc"]
texts = any_text.map(lambda text: text.encode("utf-8", "replace").decode()) | st.sampled_from(
    ["2016-12-01", "9" * 40, "1e308", "-1", "box:0,0,1,1", "circle:0,0,1", "polygon:0,0,1,1,2,2", "1..x", "..", "7d",
     "0001-01-01", "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00", "1,2,3,4", "SY", "battle"]
)  # fmt: skip


@given(st.sampled_from(PATHS), st.lists(st.tuples(st.sampled_from(KEYS), texts), max_size=4))
@settings(max_examples=300)
def test_no_query_breaks_it(client, path, pairs):
    answer = client.get(path, params=pairs)
    assert answer.status_code in {200, 400}, answer.text
    if answer.status_code == 400:
        assert answer.headers["content-type"] == "application/problem+json"
