import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.place import Extent, PlaceKind
from mapapp.domain.view import View
from mapapp.store.snapshot import Snapshot
from mapapp.store.surfaces import MOST_HEXAGONS, Level, _across_down, _hexagons_of
from tests.builders import a_report, an_incident, an_incident_place

WORLD = Extent(west=-180, south=-90, east=180, north=90)
PACIFIC = Extent(west=170, south=-30, east=-170, north=10)


def kept(store, incidents):
    report = a_report()
    store.keep(report, [an_incident(**{"report": report} | fields) for fields in incidents])
    return Snapshot.read(store)


def place(latitude=36.0, longitude=37.0, **other):
    return an_incident_place(f"{latitude} {longitude}", latitude=latitude, longitude=longitude, **other)


def test_the_hexagons_add_up_to_the_incidents_that_are_known_to_a_point(store):
    points = [{"places": (place(30 + i / 7, 30 + i / 3),)} for i in range(50)]
    province = {"places": (place(kind=PlaceKind.ADMIN1),)}
    snapshot = kept(store, [*points, province])
    seen = snapshot.hexagons(View(), WORLD, 5)
    assert (sum(row[2] for row in seen.rows), seen.used, seen.left_out, seen.total) == (50, 50, 1, 51)
    assert seen.total == snapshot.viewport(View(), WORLD, 5).total


def test_an_incident_with_two_places_counts_in_one_hexagon(store):
    seen = kept(store, [{"places": (place(36), place(20))}]).hexagons(View(), WORLD, 5)
    assert [(row[2], row[3]) for row in seen.rows] == [(1, 4)]


def test_across_the_antimeridian_hexagons_stand_in_the_copy_that_the_box_shows(store):
    snapshot = kept(store, [{"places": (place(-17, 179.9),)}, {"places": (place(-17, -179.9),)}])
    seen = snapshot.hexagons(View(), PACIFIC, 4)
    assert seen.used == 2
    assert all(abs(row[1] - 180) < 5 for row in seen.rows)


def test_nothing_makes_no_hexagon_and_no_area(store):
    snapshot = Snapshot.read(store)
    assert (snapshot.hexagons(View(), WORLD, 3).rows, snapshot.hexagons(View(), WORLD, 3).total) == ((), 0)
    assert [snapshot.areas(View(), level, WORLD).areas for level in Level] == [(), ()]


def test_an_empty_box_says_where_the_incidents_are(store):
    seen = kept(store, [{"places": (place(36, 37),)}]).hexagons(View(), PACIFIC, 3)
    assert (seen.total, seen.elsewhere.west) == (0, 37)


def test_with_too_many_hexagons_they_are_larger(store):
    apart = [{"places": (place(-60 + i % 120, -170 + 5 * (i // 120)),)} for i in range(MOST_HEXAGONS + 60)]
    seen = kept(store, apart).hexagons(View(), WORLD, 12)
    assert len(seen.rows) <= MOST_HEXAGONS
    assert sum(row[2] for row in seen.rows) == len(apart)


@given(st.floats(-85, 85), st.floats(-180, 180), st.integers(0, 14))
def test_a_point_lies_in_its_hexagon(latitude, longitude, zoom):
    import numpy as np

    radius = 28 / 2**zoom
    x, y = _across_down(np.array([latitude]), np.array([longitude]))
    middles, group = _hexagons_of(x, y, radius)
    assert math.dist((x[0], y[0]), middles[group[0]]) <= radius * (1 + 1e-9)


def test_a_box_without_end_is_refused(store):
    with pytest.raises(ValueError, match="finite"):
        Snapshot.read(store).hexagons(View(), Extent(west=0, south=0, east=math.inf, north=1), 3)


@pytest.mark.parametrize("level", Level)
def test_an_area_counts_what_its_filter_would_leave_and_all_of_it(store, level):
    there = {"country_code": "SY", "admin1_id": "test:Homs", "admin1": "Homs"}
    incidents = [{"places": (place(36 + i / 9, 37, **there),)} for i in range(3)]
    incidents.append({"places": (place(33, 44, country_code="IQ", admin1_id=None, admin1=None),)})
    snapshot = kept(store, incidents)
    one = Extent(west=36, south=35.9, east=38, north=36.05)
    sums = snapshot.areas(View(), level, one)
    assert sums.areas[0].key in {"SY", "test:Homs"}
    assert {row.key: row.n for row in sums.areas}.items() <= snapshot.facets(View())[level.value].items()
    assert (sums.areas[0].n, sums.areas[0].killed) == (3, 12)
    assert (sums.used, sums.left_out) == ((4, 0) if level is Level.COUNTRY else (3, 1))
    assert sums.used + sums.left_out == snapshot.tally(View()).incidents


def test_only_provinces_in_the_box_are_told(store):
    homs = place(36, 37, country_code="SY", admin1_id="test:Homs", admin1="Homs")
    fiji = place(-17, 179, country_code="FJ", admin1_id="test:Northern", admin1="Northern")
    snapshot = kept(store, [{"places": (homs,)}, {"places": (fiji,)}])
    assert [row.key for row in snapshot.areas(View(), Level.PROVINCE, PACIFIC).areas] == ["test:Northern"]


def test_an_incident_in_two_countries_counts_in_both_and_once_in_all(store):
    both = (place(36, 37, country_code="SY"), place(33, 44, country_code="IQ"))
    sums = kept(store, [{"places": both}]).areas(View(), Level.COUNTRY, WORLD)
    assert ({row.key: row.n for row in sums.areas}, sums.used) == ({"SY": 1, "IQ": 1}, 1)


def test_what_cannot_be_told_is_left_out_and_never_zero(store):
    iraq, syria = (place(33 + i, 44, country_code=code) for i, code in enumerate(("IQ", "SY")))
    snapshot = kept(store, [{"places": (iraq,)}, {"places": (iraq, syria)}, {"places": (syria,)}])
    sums = snapshot.areas(View(), Level.COUNTRY, WORLD, lambda code: code == "SY")
    assert ([(row.key, row.n) for row in sums.areas], sums.used, sums.left_out, sums.unknown) == ([("SY", 2)], 2, 1, 1)
