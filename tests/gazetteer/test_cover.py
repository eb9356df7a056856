"""Which division a polygon is, by the towns within it."""

from __future__ import annotations

import pytest
from shapely.geometry import box

from gazetteer.cover import Cover, Voters
from gazetteer.place import PlaceKind, Point, Source
from gazetteer.sources.found import OWN_IDS, Found
from gazetteer.sources.natural_earth import Province, Territory

SOURCE = Source(name="test", layer="test", licence="", dated="")


def polygon(west, *, country="MA", territory=None):
    """One degree wide, from the equator to one degree north."""
    return Province(
        code=f"P{west}",
        iso=None,
        country_code=country,
        geonames_id=None,
        name="Polygon",
        forms=(),
        label=Point(latitude=0.5, longitude=west + 0.5),
        geometry=box(west, 0, west + 1, 1),
        territory=territory,
    )


def votes(polygons, towns):
    """`polygons`: row to polygon; `towns`: longitude, division and country of each."""
    voters = Voters()
    for longitude, division, country in towns:
        point = Point(latitude=0.5, longitude=longitude)
        voters.add(
            Found(
                row=1,
                name="Town",
                kind=PlaceKind.SETTLEMENT,
                point=point,
                radius_km=2,
                country_code=country,
                source=SOURCE,
                forms=[],
                admin1_row=division,
            )
        )
    return voters.votes(Cover({row: [each] for row, each in polygons.items()}))


def own(row):
    return row


def test_a_polygon_coded_as_a_division_whose_towns_lie_in_another_is_lost():
    found = votes({4: polygon(0)}, [(0.2, 2, "MA"), (0.4, 2, "MA"), (0.6, 4, "MA")])
    assert found.lost(own) == [(4, 2)]


def test_a_polygon_whose_towns_agree_with_its_code_stays():
    assert votes({4: polygon(0)}, [(0.2, 4, "MA"), (0.4, 4, "MA"), (0.6, 2, "MA")]).lost(own) == []


def test_a_polygon_without_a_code_lies_in_the_division_of_most_of_its_towns():
    found = votes({OWN_IDS: polygon(0)}, [(0.2, 7, "MA"), (0.4, 7, "MA"), (0.6, 8, "MA"), (1.5, 7, "MA")])
    assert found.lone() == [(OWN_IDS, 7)]


def test_no_majority_decides_nothing():
    found = votes(
        {OWN_IDS: polygon(0), 4: polygon(2)}, [(0.2, 7, "MA"), (0.4, 8, "MA"), (2.2, 7, "MA"), (2.4, 8, "MA")]
    )
    assert found.lone() == []
    assert found.lost(own) == []


@pytest.mark.parametrize(("share_elsewhere", "same"), [(0, True), (1, True), (3, False)])
def test_a_polygon_with_nearly_all_towns_of_a_division_is_that_division(share_elsewhere, same):
    towns = [(at / 20, 7, "MA") for at in range(1, 10)] + [(1.5, 7, "MA")] * share_elsewhere
    found = votes({OWN_IDS: polygon(0), OWN_IDS + 1: polygon(1)}, towns)
    assert found.are_one(OWN_IDS, 7) is same


def test_towns_of_another_country_and_disputed_polygons_have_no_say():
    disputed = Territory(country_code="MA", claimed_by=(), held_by=None, joins=None)
    found = votes({4: polygon(0), 5: polygon(1, territory=disputed)}, [(0.5, 9, "DZ"), (1.5, 9, "MA")])
    assert found.lost(own) == []
