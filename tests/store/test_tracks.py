import math

import orjson
import pytest

from gazetteer.place import Extent, PlaceKind, Point
from mapapp.domain.incident import PlaceRole
from mapapp.domain.view import View
from mapapp.store.snapshot import Snapshot
from mapapp.store.tracks import MOST_TRACKS
from tests.builders import a_report, an_incident, an_incident_place

WORLD = Extent(west=-180, south=-85, east=180, north=85)
PACIFIC = Extent(west=170, south=-30, east=-170, north=10)
AFRICA = Extent(west=-20, south=-35, east=30, north=30)
MOVED = "strategic.displacement"


def kept(store, movements, code=MOVED):
    """Movements as pairs of lists of places."""
    report = a_report()
    made = [an_incident(code, id=f"m{n}", report=report, places=(*a, *b)) for n, (a, b) in enumerate(movements)]
    store.keep(report, made)
    return Snapshot.read(store)


def end(role, name, latitude, longitude, **other):
    return an_incident_place(name, latitude=latitude, longitude=longitude, role=role, **other)


def start(latitude, longitude, name="A", **other):
    return end(PlaceRole.ORIGIN, name, latitude, longitude, **other)


def goal(latitude, longitude, name="B", **other):
    return end(PlaceRole.DESTINATION, name, latitude, longitude, **other)


HOMS, IDLIB, HAMA = start(34.7, 36.7, "Homs"), goal(35.9, 36.6, "Idlib"), start(35.1, 36.8, "Hama")


def test_movements_with_the_same_ends_are_one_line_that_says_how_many(store):
    seen = kept(store, [([HOMS], [IDLIB]), ([HOMS], [IDLIB]), ([HAMA], [IDLIB])]).tracks(View(), WORLD)
    assert [(line.start_name, line.end_name, line.n) for line in seen.tracks] == [
        ("Homs", "Idlib", 2),
        ("Hama", "Idlib", 1),
    ]
    assert (seen.used, seen.left_out, seen.total, seen.here, seen.more) == (3, 0, 3, 3, 0)


def test_there_and_back_are_two_lines(store):
    back = [start(35.9, 36.6, "Idlib")], [goal(34.7, 36.7, "Homs")]
    assert len(kept(store, [([HOMS], [IDLIB]), back]).tracks(View(), WORLD).tracks) == 2


@pytest.mark.parametrize(
    "places",
    [
        ([HOMS], []),
        ([], [IDLIB]),
        ([an_incident_place("Homs")], [an_incident_place("Idlib")]),
        ([start(15, 30, kind=PlaceKind.COUNTRY)], [goal(13, 22)]),
        ([start(34.7, 36.7)], [goal(34.7, 36.7)]),
    ],
    ids=["no destination", "no origin", "two scenes", "only a country", "nowhere else"],
)
def test_without_two_ends_that_lie_apart_there_is_no_line_and_it_is_counted_as_left_out(store, places):
    seen = kept(store, [places]).tracks(View(), WORLD)
    assert (seen.tracks, seen.used, seen.left_out, seen.total) == ((), 0, 1, 1)


def test_from_two_places_are_two_lines_of_one_incident(store):
    seen = kept(store, [([HOMS, HAMA], [IDLIB])]).tracks(View(), WORLD)
    assert ([line.n for line in seen.tracks], seen.used) == ([1, 1], 1)


def test_a_line_is_in_view_where_its_middle_is_though_neither_end_is(store):
    snapshot = kept(store, [([start(0, -30)], [goal(0, 40)])])
    assert len(snapshot.tracks(View(), AFRICA).tracks) == 1
    assert snapshot.tracks(View(), Extent(west=60, south=-10, east=90, north=10)).tracks == ()


@pytest.mark.parametrize("box", [PACIFIC, WORLD, Extent(west=178, south=-30, east=184, north=10)])
def test_across_the_antimeridian_a_line_goes_the_short_way(store, box):
    snapshot = kept(store, [([start(-17, 178)], [goal(-18, -178)])])
    assert len(snapshot.tracks(View(), box).tracks) == 1
    assert snapshot.tracks(View(), AFRICA).tracks == ()


def test_where_no_line_is_in_view_the_answer_says_where_the_incidents_are(store):
    seen = kept(store, [([HOMS], [IDLIB])]).tracks(View(), PACIFIC)
    assert (seen.here, seen.used, seen.elsewhere.west) == (0, 1, 36.6)


def test_filters_narrow_lines_and_a_province_holds_a_movement_by_either_end(store):
    there = [start(34.7, 36.7, "Homs", admin1_id="p:homs")], [goal(35.9, 36.6, "Idlib", admin1_id="p:idlib")]
    snapshot = kept(store, [there])
    for province in ("p:homs", "p:idlib"):
        view = View(provinces=(province,))
        assert (snapshot.tally(view).incidents, len(snapshot.tracks(view, WORLD).tracks)) == (1, 1)
    assert snapshot.tracks(View(types=("battle",)), WORLD).total == 0
    assert snapshot.viewport(View(), WORLD, 9).total == 1
    assert [spot.n for spot in snapshot.viewport(View(), WORLD, 9).points] == [1, 1]


def test_the_list_of_a_line_has_exactly_the_incidents_it_counts(store):
    snapshot = kept(store, [([HOMS], [IDLIB]), ([HOMS], [IDLIB]), ([HAMA], [IDLIB])])
    for line in snapshot.tracks(View(), WORLD).tracks:
        ends = [Point(latitude=latitude, longitude=longitude) for latitude, longitude in (line.start, line.end)]
        page = snapshot.along(View(), *ends)
        assert (page.total, page.ids[0]) == (line.n, line.id)
        assert snapshot.along(View(), *reversed(ends)).total == 0


def test_more_lines_than_are_drawn_are_counted_and_the_answer_stays_small(store):
    name = "قرية " * 30
    far = [([start(20 + n / 50, 30, name)], [goal(21 + n / 50, 33, name)]) for n in range(MOST_TRACKS + 30)]
    seen = kept(store, [*far, far[7]]).tracks(View(), WORLD)
    assert (len(seen.tracks), seen.more, seen.here) == (MOST_TRACKS, 30, MOST_TRACKS + 31)
    assert seen.tracks[0].n == 2
    assert len(orjson.dumps(seen.json())) <= 60_000


def test_nothing_makes_no_line_and_a_box_without_end_is_refused(store):
    snapshot = Snapshot.read(store)
    assert (snapshot.tracks(View(), WORLD).tracks, snapshot.tracks(View(), WORLD).total) == ((), 0)
    with pytest.raises(ValueError, match="finite"):
        snapshot.tracks(View(), Extent(west=0, south=0, east=math.inf, north=1))
