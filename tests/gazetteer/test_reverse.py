from __future__ import annotations

import sqlite3

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.coverage import Coverage
from gazetteer.errors import BadQuery
from gazetteer.lookup import Gazetteer
from gazetteer.place import PlaceKind, Point
from gazetteer.reverse import reverse_many
from gazetteer.towns import Towns

SAMPLE = 2000

SPOTS = [
    # where, latitude, longitude, country, province contains
    ("Aleppo", 36.2, 37.16, "SY", "Aleppo"),
    ("Gaza's beach", 31.53, 34.42, "PS", "Gaza"),
    ("the sea 4 km off Gaza", 31.54, 34.39, "PS", "Gaza"),
    ("Mersin's harbour", 36.79, 34.62, "TR", "Mersin"),
    ("Suva", -18.14, 178.44, "FJ", ""),
    ("Taveuni, east of the antimeridian", -16.9, -179.95, "FJ", ""),
    ("on the antimeridian in Taveuni", -16.85, 180.0, "FJ", ""),
    ("the same spot, written from the other side", -16.85, -180.0, "FJ", ""),
    ("the south pole", -90.0, 0.0, "AQ", ""),
    ("Chukotka beyond the antimeridian", 66.0, -172.0, "RU", "Chukotka"),
    ("the hundred metres that the map draws of the Vatican", 41.9032, 12.4532, "VA", ""),
    ("Crimea", 44.95, 34.1, "UA", "Crimea"),
    ("null island", 0.0, 0.0, None, None),
    ("the north pole", 90.0, 123.0, None, None),
    ("mid-ocean", 0.0, -150.0, None, None),
]


@pytest.fixture(scope="module")
def found(gazetteer):
    return reverse_many(gazetteer, [row[1] for row in SPOTS], [row[2] for row in SPOTS])


@pytest.mark.parametrize("at", range(len(SPOTS)), ids=[row[0] for row in SPOTS])
def test_a_point_has_its_country_and_province(gazetteer, found, at):
    _, _, _, country, province = SPOTS[at]
    assert found.country_code[at] == country
    if province:
        assert province in gazetteer.place(found.admin1_id[at]).name


@pytest.mark.parametrize("row", SPOTS, ids=lambda row: row[0])
def test_each_spot_is_answered_as_if_it_were_asked_alone(gazetteer, row):
    assert_agrees(gazetteer, [row[1]], [row[2]])


@settings(max_examples=60)
@given(st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), max_size=5))
def test_any_points_are_answered_as_if_each_were_asked_alone(gazetteer, points):
    assert_agrees(gazetteer, [point[0] for point in points], [point[1] for point in points])


def test_a_sample_of_points_is_answered_as_if_each_were_asked_alone(gazetteer):
    assert_agrees(gazetteer, *a_sample(gazetteer, SAMPLE))


def test_the_corners_of_polygons_are_answered_as_if_each_were_asked_alone(gazetteer):
    latitudes, longitudes = corners(gazetteer, 300)
    assert_agrees(gazetteer, latitudes, longitudes)


@pytest.mark.parametrize("view", ["held", "RU", "PK", "MA"])
def test_a_point_of_view_holds_for_many_points_too(gazetteer_path, view):
    seen = Gazetteer.open(gazetteer_path, view=view)
    disputed = [(44.95, 34.1), (44.6, 33.53), (34.08, 74.8), (24.0, -14.0), (33.267, 35.77), (42.66, 21.16)]
    assert_agrees(seen, [point[0] for point in disputed], [point[1] for point in disputed])


def test_crimea_is_shown_as_its_holders_to_those_who_ask_for_that(gazetteer_path):
    countries = {
        view: reverse_many(Gazetteer.open(gazetteer_path, view=view), [44.95], [34.1]).country_code[0]
        for view in ("iso", "held", "RU", "UA")
    }
    assert countries == {"iso": "UA", "held": "RU", "RU": "RU", "UA": "UA"}


NOWHERES = [(91.0, 0.0), (-90.1, 0.0), (0.0, 180.1), (float("nan"), 0.0), (0.0, float("nan")), (float("inf"), 0.0)]


@pytest.mark.parametrize(("latitude", "longitude"), [*NOWHERES, (None, 0.0)])
def test_what_is_no_point_on_earth_is_marked_and_stops_nothing(gazetteer, latitude, longitude):
    found = reverse_many(gazetteer, [36.2, latitude, 36.2], [37.16, longitude, 37.16])
    assert found.on_earth.tolist() == [True, False, True]
    assert found.country_code.tolist() == ["SY", None, "SY"]
    assert [found.admin1_id[1], found.place_id[1], found.nearest_id[1]] == [None, None, None]
    assert np.isnan(found.distance_km[1])
    assert found.nearest_id[0] == found.nearest_id[2] == "geonames:170063"


def test_no_points_have_no_answers(gazetteer):
    assert len(reverse_many(gazetteer, [], [])) == 0


MISTAKES = [
    ([1.0, 2.0], [1.0], "2 latitudes and 1 longitudes"),
    (["north"], [1.0], "latitudes are not all numbers"),
    ([[1.0]], [1.0], "latitudes are no list"),
    (1.0, 1.0, "no list"),
]


@pytest.mark.parametrize(("latitudes", "longitudes", "message"), MISTAKES)
def test_what_is_no_list_of_points_is_refused_with_a_sentence(gazetteer, latitudes, longitudes, message):
    with pytest.raises(BadQuery, match=message):
        reverse_many(gazetteer, latitudes, longitudes)


A_SQUARE = "POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))"
ITS_EASTERN_NEIGHBOUR = "POLYGON ((1 0, 2 0, 2 1, 1 1, 1 0))"
FAR_EAST = "POLYGON ((179 0, 179.99 0, 179.99 1, 179 1, 179 0))"
NORTHERN = "POLYGON ((10 60, 11 60, 11 61, 10 61, 10 60))"

COASTS = [
    # where, latitude, longitude, number of the area or -1
    ("inside", 0.5, 0.5, 0),
    ("on the border of two, the first", 0.5, 1.0, 0),
    ("9 km off", -0.081, 0.5, 0),
    ("11 km off", -0.099, 0.5, -1),
    ("9 km off both, from their common corner", -0.081, 1.0, 0),
    ("9 km off the second", 0.5, 2.081, 1),
    ("8 km off, across the antimeridian", 0.5, -179.94, 2),
    ("12 km off, across the antimeridian", 0.5, -179.9, -1),
    ("9 km west of 60 degrees north, where degrees are half as long", 60.5, 9.84, 3),
    ("11 km west of it", 60.5, 9.79, -1),
]


@pytest.mark.parametrize("row", COASTS, ids=lambda row: row[0])
def test_the_coast_reaches_ten_kilometres_by_true_distance(row):
    coverage = Coverage(a_world([A_SQUARE, ITS_EASTERN_NEIGHBOUR, FAR_EAST, NORTHERN]))
    assert coverage.containing(np.array([row[1]]), np.array([row[2]])).tolist() == [row[3]]


def test_a_world_without_land_or_towns_answers_nothing():
    world = a_world([])
    assert Coverage(world).containing(np.array([0.0]), np.array([0.0])).tolist() == [-1]
    towns, distances, tied = Towns(world).nearest(np.array([0.0]), np.array([0.0]))
    assert (towns.tolist(), np.isnan(distances).tolist(), tied.tolist()) == ([-1], [True], [False])


TOWNS = [
    # towns as (latitude, longitude), the point, which town is nearest, whether another is as near
    ([(0, 179.9), (0, -178)], (0, -179.9), 0, False),
    ([(89, 0), (80, 180)], (90, 90), 0, False),
    ([(89, 0), (85, 180)], (89.5, 180), 0, False),
    ([(-89, 10), (0, 0)], (-90, 0), 0, False),
    ([(0, 1), (0, -1)], (0, 0), 0, True),
    ([(5, 5), (5, 5)], (5, 5), 0, False),
    ([(50, 7)], (-50, -173), 0, False),
]


@pytest.mark.parametrize(("towns", "point", "expected", "tied"), TOWNS)
def test_the_nearest_town_is_found_across_the_antimeridian_and_over_the_poles(towns, point, expected, tied):
    index = Towns(a_world([], towns))
    found, distances, ties = index.nearest(np.array([float(point[0])]), np.array([float(point[1])]))
    here, there = (Point(latitude=spot[0], longitude=spot[1]) for spot in (point, towns[expected]))
    assert distances[0] == pytest.approx(here.distance_km(there))
    assert ties.tolist() == [tied]
    assert tied or index.id_of(int(found[0])) == f"geonames:{expected + 1}"


def a_world(polygons=(), towns=()):
    """A file with these areas and towns; areas are numbered from 1001, towns from 1."""
    import shapely

    from gazetteer.schema import KINDS

    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE place(id INTEGER PRIMARY KEY, code TEXT, latitude REAL, longitude REAL, kind INT)")
    connection.execute("CREATE TABLE shape(place INTEGER PRIMARY KEY, covers INT, wkb BLOB)")
    for number, text in enumerate(polygons, start=1001):
        connection.execute("INSERT INTO place VALUES (?, NULL, 0, 0, ?)", (number, KINDS.index(PlaceKind.ADMIN1)))
        connection.execute("INSERT INTO shape VALUES (?, 1, ?)", (number, shapely.to_wkb(shapely.from_wkt(text))))
    for number, (latitude, longitude) in enumerate(towns, start=1):
        row = (number, latitude, longitude, KINDS.index(PlaceKind.SETTLEMENT))
        connection.execute("INSERT INTO place VALUES (?, NULL, ?, ?, ?)", row)
    return connection


def a_sample(gazetteer, count, seed=1):
    """Points by chance but always the same: half of them within some kilometres of a town, half anywhere on Earth."""
    chance = np.random.default_rng(seed)
    connection = sqlite3.connect(gazetteer.path)
    towns = np.array(connection.execute("SELECT latitude, longitude FROM place ORDER BY id").fetchall())
    connection.close()
    spots = towns[chance.integers(0, len(towns), count // 2)] + chance.normal(0, 0.05, (count // 2, 2))
    rest = count - count // 2
    anywhere = np.column_stack([np.degrees(np.arcsin(chance.uniform(-1, 1, rest))), chance.uniform(-180, 180, rest)])
    points = np.clip(np.vstack([spots, anywhere]), [-90, -180], [90, 180])
    return points[:, 0], points[:, 1]


def corners(gazetteer, count, seed=2):
    """Corners of polygons, which lie on the borders of two or three areas."""
    import shapely

    connection = sqlite3.connect(gazetteer.path)
    shapes = connection.execute("SELECT wkb FROM shape WHERE covers = 1 ORDER BY place").fetchall()
    connection.close()
    spots = shapely.get_coordinates(shapely.from_wkb([row[0] for row in shapes]))
    drawn = spots[np.random.default_rng(seed).integers(0, len(spots), count)]
    return drawn[:, 1], drawn[:, 0]


def assert_agrees(gazetteer, latitudes, longitudes):
    found = reverse_many(gazetteer, latitudes, longitudes)
    assert len(found) == len(latitudes)
    for at, (latitude, longitude) in enumerate(zip(latitudes, longitudes, strict=True)):
        point = Point(latitude=float(latitude), longitude=float(longitude))
        chain = gazetteer.containing(point)
        expected = (chain[0].country_code, chain[-1].admin1_id, chain[-1].id) if chain else (None, None, None)
        assert (found.country_code[at], found.admin1_id[at], found.place_id[at]) == expected, point
        ((town, distance_km),) = gazetteer.nearest(point)
        assert found.nearest_id[at] == town.id, point
        assert found.distance_km[at] == pytest.approx(distance_km, abs=1e-6)
