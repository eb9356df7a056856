import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.place import Extent, PlaceKind
from mapapp.domain.incident import Review, Status
from mapapp.domain.view import View
from mapapp.store import Store
from mapapp.store.groups import MOST_IDS
from mapapp.store.places import AREAS
from mapapp.store.snapshot import PAGE, Snapshot
from mapapp.store.viewport import CELL_PX, MOST_AREAS, MOST_POINTS, wrapped
from tests.builders import a_count, a_point, a_report, a_when, an_incident, an_incident_place
from tests.store.strategies import readings

WORLD = Extent(west=-180, south=-90, east=180, north=90)
SYRIA = Extent(west=35, south=32, east=43, north=38)


def shown(store, incidents, extent=WORLD, zoom=5, view=None):
    """The viewport of a store with these incidents, all told in one report."""
    report = a_report()
    store.keep(report, [an_incident(**{"report": report} | fields) for fields in incidents])
    return Snapshot.read(store).viewport(view or View(), extent, zoom)


def place(latitude=36.0, longitude=37.0, name=None, **other):
    return an_incident_place(name or f"{latitude} {longitude}", latitude=latitude, longitude=longitude, **other)


def apart(number):
    """Points which are all different, a degree or so from each other."""
    return place(latitude=-60 + number % 120, longitude=-170 + 3.3 * (number // 120) + 0.001 * (number % 120))


def test_a_town_is_one_point_with_what_it_needs_to_be_drawn(store):
    seen = shown(store, [{"places": (place(),)}], SYRIA)
    (spot,) = seen.points
    assert (spot.lat, spot.lon, spot.n, spot.kind, spot.radius_km, spot.killed) == (36, 37, 1, "settlement", 5, 4)
    assert (spot.type, spot.status, len(spot.ids)) == ("explosion.shelling", "reported", 1)
    assert (seen.total, seen.reports, seen.version, seen.areas, seen.clusters) == (1, 1, 1, (), ())


EAST = {"described": "30 km east of Aleppo", "radius_km": 20.0}
NEAR = {"described": "near Homs", "radius_km": 15.0}


def test_described_ground_is_a_circle_by_its_words_and_never_a_point(store):
    seen = shown(store, [{"places": (place(name="Aleppo", **EAST),)}], SYRIA)
    (area,) = seen.areas
    assert (area.name, area.circle, area.radius_km, seen.points) == ("30 km east of Aleppo", True, 20, ())


def test_a_province_is_no_circle(store):
    (area,) = shown(store, [{"places": (place(kind=PlaceKind.ADMIN1),)}]).areas
    assert not area.circle


def test_a_town_and_the_ground_near_it_are_drawn_and_listed_apart(store):
    told = [{"places": (place(name="Homs", **more),), "confidence": n / 9} for n, more in enumerate(({}, NEAR, NEAR))]
    seen = shown(store, told)
    assert ([spot.n for spot in seen.points], [area.n for area in seen.areas]) == ([1], [2])
    snapshot = Snapshot.read(store)
    at_town, around = (snapshot.at(View(), a_point(36.0, 37.0), 1, km).ids for km in (None, 15.0))
    assert (len(at_town), len(around)) == (1, 2)
    assert not set(at_town) & set(around)


def test_incidents_of_one_town_are_one_point(store):
    same = [{"places": (place(),), "confidence": i / 100} for i in range(60)]
    seen = shown(store, [*same, {"type_code": "battle.clash", "places": (place(),)}])
    (spot,) = seen.points
    assert (spot.n, len(spot.ids), len(set(spot.ids))) == (61, MOST_IDS, MOST_IDS)
    assert spot.type == "explosion.shelling"
    assert seen.total == 61


def test_one_incident_with_two_places_is_two_points_and_counted_once(store):
    seen = shown(store, [{"places": (place(36), place(35))}])
    assert [spot.n for spot in seen.points] == [1, 1]
    assert (seen.total, seen.reports) == (1, 1)


def test_one_incident_with_two_names_for_one_point_counts_once_there(store):
    (spot,) = shown(store, [{"places": (place(name="Halab"), place(name="Aleppo"))}]).points
    assert (spot.n, spot.killed) == (1, 4)


@pytest.mark.parametrize("kind", PlaceKind)
def test_a_place_is_drawn_as_exactly_as_it_is_known(store, kind):
    seen = shown(store, [{"places": (place(kind=kind, name="Aleppo"),)}])
    drawn = {"points": len(seen.points), "areas": len(seen.areas), "total": seen.total}
    if kind == PlaceKind.COUNTRY:
        assert drawn == {"points": 0, "areas": 0, "total": 0}
    elif kind in AREAS:
        assert drawn == {"points": 0, "areas": 1, "total": 1}
        assert (seen.areas[0].place_id, seen.areas[0].name) == ("test:Aleppo", "Aleppo")
    else:
        assert drawn == {"points": 1, "areas": 0, "total": 1}


def test_an_area_is_in_view_while_its_circle_is(store):
    near = {"places": (place(36, 37, kind=PlaceKind.ADMIN1, radius_km=100.0),)}
    assert shown(store, [near], Extent(west=37.5, south=36, east=37.6, north=36.1)).total == 1
    assert Snapshot.read(store).viewport(View(), Extent(west=39, south=36, east=40, north=37), 5).total == 0


def test_what_was_planned_is_drawn_and_not_summed(store):
    planned = {"places": (place(),), "status": Status.PLANNED}
    (spot,) = shown(store, [planned, {"places": (place(),), "counts": (a_count(None, 9),)}]).points
    assert (spot.n, spot.killed) == (2, 0)


def test_what_was_rejected_is_not_drawn(store):
    assert shown(store, [{"review": Review.REJECTED}]).total == 0


def test_an_empty_store_shows_an_empty_map(store):
    seen = shown(store, [])
    assert (seen.total, seen.reports, seen.points, seen.areas, seen.clusters) == (0, 0, (), (), ())


BOXES = [
    ("a plain box", 35, 43, 37.0, True),
    ("outside it", 35, 36, 37.0, False),
    ("west of the antimeridian", 170, -170, 175.0, True),
    ("east of the antimeridian", 170, -170, -175.0, True),
    ("on neither side of it", 170, -170, 0.0, False),
    ("panned east beyond 180", 170, 190, -175.0, True),
    ("panned once around", 395, 403, 37.0, True),
    ("panned back around", -325, -317, 37.0, True),
    ("panned around, outside", 375, 390, 37.0, False),
    ("the whole world", -180, 180, 179.9, True),
    ("wider than the world", -400, 400, 37.0, True),
    ("the edge itself", 37, 38, 37.0, True),
    ("the antimeridian itself", 170, 180, -180.0, True),
    ("no width", 37, 37, 37.0, True),
]


@pytest.mark.parametrize(
    ("west", "east", "longitude", "inside"), [row[1:] for row in BOXES], ids=[row[0] for row in BOXES]
)
def test_a_box_may_lie_anywhere_around_the_world(store, west, east, longitude, inside):
    box = Extent(west=west, south=30, east=east, north=40)
    seen = shown(store, [{"places": (place(36, longitude),)}], box)
    assert seen.total == len(seen.points) == inside
    for spot in seen.points:
        assert wrapped(spot.lon) % 360 == pytest.approx(longitude % 360)
        assert west <= spot.lon <= east or west > east or east - west >= 360


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_a_box_of_no_numbers_is_refused(store, bad):
    with pytest.raises(ValueError, match="finite"):
        shown(store, [{}], Extent(west=bad, south=0, east=1, north=1))


def test_many_points_become_clusters_which_lose_nobody(store):
    seen = shown(store, [{"places": (apart(number),)} for number in range(2 * MOST_POINTS)], zoom=2)
    assert seen.clusters
    assert sum(cluster.n for cluster in seen.clusters) + sum(spot.n for spot in seen.points) == seen.total
    assert all(sum(cluster.types.values()) == cluster.n for cluster in seen.clusters)
    assert all(cluster.types.keys() == {"explosion"} for cluster in seen.clusters)
    assert sum(cluster.killed for cluster in seen.clusters) + sum(spot.killed for spot in seen.points) == 4 * seen.total


def test_up_to_the_limit_each_point_is_drawn(store):
    seen = shown(store, [{"places": (apart(number),)} for number in range(MOST_POINTS)], zoom=0)
    assert (len(seen.points), seen.clusters) == (MOST_POINTS, ())


def test_a_point_alone_in_its_cell_stays_a_point(store):
    crowd = [{"places": (place(1 + number / 10_000, 1),)} for number in range(MOST_POINTS)]
    seen = shown(store, [*crowd, {"places": (place(60, 100),)}], zoom=3)
    assert [(spot.lat, spot.lon) for spot in seen.points] == [(60, 100)]
    assert [cluster.n for cluster in seen.clusters] == [MOST_POINTS]


def test_an_incident_with_two_places_in_one_cluster_counts_once(store):
    crowd = [{"places": (place(1 + number / 10_000, 1), place(1, 1 + number / 10_000))} for number in range(400)]
    seen = shown(store, crowd, zoom=1)
    assert [cluster.n for cluster in seen.clusters] == [seen.total] == [400]


def test_clusters_do_not_break_at_the_antimeridian(store):
    crowd = [{"places": (place(10 + n / 10_000, 179.99),)} for n in range(200)]
    crowd += [{"places": (place(10 + n / 10_000, -179.99),)} for n in range(200)]
    seen = shown(store, crowd, Extent(west=170, south=0, east=190, north=20), zoom=2)
    assert sum(cluster.n for cluster in seen.clusters) == 400
    assert all(179.9 < cluster.lon < 180.1 for cluster in seen.clusters)


def test_too_many_areas_are_clustered_as_well(store):
    areas = [{"places": (place(n / 100, 5, kind=PlaceKind.ADMIN2),)} for n in range(MOST_AREAS + 1)]
    seen = shown(store, areas, zoom=2)
    assert (seen.areas, seen.points) == ((), ())
    assert sum(cluster.n for cluster in seen.clusters) == MOST_AREAS + 1


def test_cells_stay_where_they_are_when_the_map_is_panned(store):
    crowd = [{"places": (place(1 + number / 500, 1 + number % 7 / 50),)} for number in range(400)]
    here = shown(store, crowd, Extent(west=-20, south=-20, east=20, north=20), zoom=4)
    there = Snapshot.read(store).viewport(View(), Extent(west=-17.3, south=-11, east=23.1, north=29), 4)
    assert here.clusters == there.clusters
    assert CELL_PX >= 64


def test_the_list_at_a_point_comes_in_pages_newest_first(store):
    days = [{"places": (place(),), "when": a_when(), "confidence": n / 100} for n in range(PAGE + 3)]
    shown(store, [*days, {"places": (place(),), "when": None}, {"places": (place(35),)}])
    snapshot = Snapshot.read(store)
    first, second = (snapshot.at(View(), a_point(36.0, 37.0), page) for page in (1, 2))
    assert (first.total, first.pages, len(first.ids), len(second.ids)) == (PAGE + 4, 2, PAGE, 4)
    assert [*first.ids, *second.ids] == [i for i in store.ids(View()) if i in {*first.ids, *second.ids}]
    assert store.incident(second.ids[-1]).when is None
    assert snapshot.at(View(), a_point(36.0, 37.0), 99) == second
    assert snapshot.at(View(types=("battle",)), a_point(36.0, 37.0)).ids == ()


boxes = st.builds(
    Extent,
    west=st.floats(-400, 400),
    east=st.floats(-400, 400),
    south=st.floats(-95, 95),
    north=st.floats(-95, 95),
)


@given(readings(), boxes, st.integers(-2, 30))
@settings(max_examples=40)
def test_any_box_at_any_zoom_is_answered_and_adds_up(tmp_path_factory, kept, box, zoom):
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('box')}/i.sqlite")
    store.keep_many(kept)
    seen = Snapshot.read(store).viewport(View(), box, zoom)
    named = {name for drawn in (*seen.points, *seen.areas) for name in drawn.ids}
    assert len(named) == seen.total
    assert seen.reports <= len(kept)
    store.close()


@given(readings())
@settings(max_examples=30)
def test_the_world_shows_all_that_is_placed_and_the_list_has_the_rest(tmp_path_factory, kept):
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('world')}/i.sqlite")
    store.keep_many(kept)
    seen = Snapshot.read(store).viewport(View(), WORLD, 2)
    not_drawn = [row for row in store.unplaced(View()) if not row.drawable]
    assert seen.total + len(not_drawn) == store.tally(View()).incidents
    store.close()
