"""Every number on every screen, held against a direct question to the database, for several views."""

from __future__ import annotations

import csv
import io
import random
import re
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from gazetteer.place import Extent
from mapapp.domain.view import View
from mapapp.store.filters import FILTERS, without
from mapapp.web import charts, filters, link, map_panel, server
from mapapp.web.api import Access
from mapapp.web.bars import toll_words
from mapapp.web.feed_entries import MOST_ENTRIES
from mapapp.web.tally import from_reports, killed_words
from tests import builders
from tests.e2e.scenes import syria
from tests.web.stand_in import a_backend

WORLD = "-180,-90,180,90"
VIEWS = [
    "",
    "type=battle",
    "type=battle&type=protest.peaceful",
    "status=planned",
    "country=SY",
    "country=IQ&source=SANA",
    "country=FJ",
    "province=test:Aleppo-governorate",
    "precision=admin-1",
    "source=Reuters&type=explosion.shelling",
    "language=en&killed=5",
    "words=aleppo",
    "from=2016-12-05&to=2016-12-14",
    "last=7d",
    "area=circle:37.16,36.2,100",
    "seen=box:35,34,38,37",
    "seen=box:170,-60,-170,60",
    "seen=box:170,-60,-170,60&area=box:175,-60,180,60&status=reported",
]


def around_the_world() -> Any:
    """So many different points that a map must cluster them; most of them on both sides of the antimeridian."""
    chance = random.Random(5)
    kept = []
    for number in range(4):
        report = builders.a_report(f"Report {number} of islands", title=f"Islands {number}", source="AFP")
        told = [
            builders.an_incident(
                chance.choice(["battle.clash", "protest.peaceful", "explosion.shelling"]),
                id=f"island-{number}-{index}",
                report=report,
                places=(
                    builders.an_incident_place(
                        f"Island {number}-{index}",
                        latitude=round(chance.uniform(-50, 50), 3),
                        longitude=round((chance.uniform(165, 195) + 180) % 360 - 180, 3),
                        country_code="FJ",
                        admin1=None,
                        admin1_id=None,
                    ),
                ),
                when=builders.a_when(date(2017, 1, 1) + timedelta(days=chance.randint(0, 300))) if index % 5 else None,
                counts=(builders.a_count(index, None if index == 7 else index + 2),) if index % 3 else (),
            )
            for index in range(60)
        ]
        kept.append((report, told))
    return kept


@pytest.fixture(scope="module")
def backend(tmp_path_factory):
    folder = tmp_path_factory.mktemp("numbers")
    return a_backend(f"sqlite:///{folder / 'i.sqlite'}", [*syria(), *around_the_world()], merges=False)


@pytest.fixture(scope="module")
def client(backend):
    routes = server.all_routes(backend, Access(per_minute=0))
    return TestClient(Starlette(routes=routes, middleware=list(server.MIDDLEWARE)))


@pytest.fixture(params=VIEWS, ids=[query or "everything" for query in VIEWS])
def query(request):
    return request.param


@pytest.fixture
def view(query):
    asked, not_understood = link.decode_query(query)
    assert not not_understood
    return asked


@pytest.fixture
def store(backend):
    return backend.application.store


@pytest.fixture
def tally(store, view):
    return store.tally(view)


@pytest.fixture
def drawn(store, view):
    """Incidents in view that have a place which is drawn."""
    return sum(row.drawable for row in store.rows_of(store.ids(view)))


def page_of(query, in_use, backend):
    in_use(backend)
    app = AppTest.from_file(str(Path(server.PAGE)), default_timeout=120)
    for key, value in link.pairs_of(query):
        app.query_params[key] = [*app.query_params.get(key, []), value]
    app.run()
    assert not app.exception
    return app


def text_of(app):
    return " ".join(unescape(re.sub("<[^>]+>", "", element.proto.body)) for element in app.get("html"))


# The page


def test_the_page_says_the_same_as_the_database_in_figures_table_filters_and_timeline(
    query, view, tally, store, in_use, backend
):
    app = page_of(query, in_use, backend)
    assert f"{from_reports(tally.incidents, tally.reports)} · {killed_words(tally)}" in text_of(app)
    assert any(
        said.value.startswith("What is filtered: " + from_reports(tally.incidents, tally.reports))
        for said in app.caption
    )
    rows = len(app.dataframe[0].value)
    assert rows == min(tally.incidents, map_panel.PAGE_ROWS)
    assert said_by_the_timeline(app, view, tally, store)
    for key, numbers in numbers_of_the_panel(app):
        left = (store.tally(only(view, key, value)).incidents for value in backend.snapshot.facets(view)[key])
        assert numbers == sorted(filter(None, left)), key


def said_by_the_timeline(app, view, tally, store):
    timeless = replace(view, since=None, until=None, last=None)
    dated = [row for row in store.rows_of(store.ids(timeless)) if row.when]
    line = next(said.value for said in app.caption if "dated incident" in said.value)
    assert line.startswith(f"{len(dated):,} dated incident")
    return "chosen" not in line or line.endswith(f", {tally.incidents:,} incident{'' if tally.incidents == 1 else 's'}")


def numbers_of_the_panel(app):
    """Beside the values of each filter; sorted, without zeros."""
    keys = {
        filters.widget(choice.field): choice.key
        for choice in vars(filters).values()
        if isinstance(choice, filters.Choice)
    }
    for box in app.multiselect:
        numbers = (int(said.rpartition("(")[2].rstrip(")").replace(",", "")) for said in box.options)
        yield keys[box.key], sorted(filter(None, numbers))


def only(view, key, value):
    """The view with this value alone chosen for a filter."""
    row = next(row for row in FILTERS if row.key == key)
    return replace(without(view, key), **row.read([value]).fields)


def test_the_charts_say_the_same_as_the_database(query, view, tally, store, in_use, backend):
    app = page_of("&".join(filter(None, [query, "tab=charts"])), in_use, backend)
    said = next(one.value for one in app.caption if "A click" in one.value or "nothing to count" in one.value)
    assert said.startswith(f"{tally.incidents:,} incident") or not tally.incidents
    snapshot = backend.snapshot
    parts = snapshot.breakdown(view)
    for chart in charts.charts(parts, view, snapshot, backend.application.gazetteer):
        for line in chart.lines:
            within = set(store.ids(only(View(), chart_filter(chart), line.value))) & set(store.ids(view))
            if chart.key not in {"killed", "injured"}:
                assert line.surely == len(within), (chart.key, line.value)
    killed = [line for line in parts.types.values() if line.killed.high != 0]
    assert sum(toll.killed.low for toll in killed) == tally.killed_low
    in_bars = [stretch.tolls.killed for stretch in parts.stretches]
    assert sum(toll.low for toll in [*in_bars, parts.spanning.killed, parts.undated.killed]) == tally.killed_low
    assert toll_words(sum_of(parts)) + " killed" == killed_words(tally)


def sum_of(parts):
    total, *others = [toll.killed for toll in parts.types.values()] or [parts.undated.killed]
    for toll in others:
        total += toll
    return total


def chart_filter(chart):
    return {"killed": "type", "injured": "type"}.get(chart.key, chart.key)


# The map


def test_the_marks_of_the_map_add_up_to_what_is_drawn(query, drawn, client):
    for zoom in (0, 2, 5):
        answer = client.get(f"/api/v1/view?z={zoom}&bbox={WORLD}&window={WORLD}&{query}").json()
        marks = [*answer["points"], *answer["areas"], *answer["clusters"]]
        assert answer["total"] == drawn
        assert sum(mark["n"] for mark in marks) == drawn
        assert sum(sum(row["types"].values()) for row in answer["clusters"]) == sum(
            row["n"] for row in answer["clusters"]
        )
    hexagons = client.get(f"/api/v1/hexagons?z=3&bbox={WORLD}&{query}").json()
    assert (hexagons["total"], sum(row[2] for row in hexagons["rows"]) + hexagons["left_out"]) == (drawn, drawn)


WINDOWS = ["35,34,38,37", "170,-60,-170,60", "-180,-90,180,90", "-170,-90,170,90"]


@pytest.mark.parametrize("window", WINDOWS)
def test_what_the_map_says_is_in_view_is_what_the_switch_would_leave(query, view, store, client, window):
    west, south, east, north = map(float, window.split(","))
    wider = Extent(west=west - 5, south=max(-90.0, south - 5), east=east + 5, north=min(90.0, north + 5))
    box = f"{wider.west},{wider.south},{wider.east},{wider.north}"
    answer = client.get(f"/api/v1/view?z=4&bbox={box}&window={window}&{query}").json()
    inside = set(store.ids(view)) & set(store.ids(link.decode_query(f"seen=box:{window}")[0]))
    assert answer["in_view"]["total"] == len(inside)
    hexagons = client.get(f"/api/v1/hexagons?z=4&bbox={box}&window={window}&{query}").json()
    assert hexagons["in_view"] == answer["in_view"]
    if not view.seen:
        seen = store.tally(replace(view, seen=link.decode_query(f"seen=box:{window}")[0].seen))
        assert answer["in_view"] == {"total": seen.incidents, "reports": seen.reports}


# What leaves the page


def test_files_feeds_frames_and_programs_get_the_same_number(query, tally, store, view, client):
    file = client.get(f"/export.csv?{query}")
    assert len(list(csv.DictReader(io.StringIO(file.text, newline="")))) == tally.incidents
    assert file.headers["x-incidents"] == str(tally.incidents)
    features = client.get(f"/export.geojson?{query}").json()["features"]
    assert [one["id"] for one in features] == store.ids(view)
    feed = client.get(f"/feed.json?{query}").json()
    assert feed["description"] == from_reports(tally.incidents, tally.reports)
    assert len(feed["items"]) == min(tally.incidents, MOST_ENTRIES)
    assert f"<p>{from_reports(tally.incidents, tally.reports)}</p>" in client.get(f"/embed?{query}").text
    items = client.get(f"/ogc/collections/incidents/items?{query}&limit=1000".replace("?&", "?")).json()
    assert (items["numberMatched"], items["numberReturned"]) == (tally.incidents, tally.incidents)


def test_programs_get_the_same_facets_and_the_same_times(query, view, tally, store, client):
    told = client.get(f"/api/v1/facets?{query}").json()
    for key, values in told["facets"].items():
        for one in values["values"]:
            assert one["count"] == store.tally(only(view, key, one["value"])).incidents, (key, one)
    times = client.get(f"/api/v1/histogram?{query}").json()
    assert times["dated"] + times["undated"] == tally.incidents
