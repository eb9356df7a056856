"""Disputed ground: one documented default, claims kept as claims, and a setting for the point of view."""

from __future__ import annotations

import json

import pytest
import shapely

from gazetteer.errors import UnknownView
from gazetteer.lookup import Gazetteer
from gazetteer.place import Point
from gazetteer.viewpoint import checked_view

GROUND = [
    # where, latitude, longitude, default, claimed by, held by, seen from, is then
    ("Crimea", 45.0, 34.1, "UA", ("RU",), "RU", "RU", "RU"),
    ("Sevastopol", 44.6, 33.53, "UA", ("RU",), "RU", "held", "RU"),
    ("Donetsk", 48.0, 37.8, "UA", ("RU",), None, "RU", "RU"),
    ("the Golan", 33.0, 35.8, "SY", ("IL",), "IL", "IL", "IL"),
    ("the Golan, who holds it", 33.0, 35.8, "SY", ("IL",), "IL", "held", "IL"),
    ("East Jerusalem: the Old City", 31.7767, 35.2345, "PS", ("IL",), "IL", "IL", "IL"),
    ("East Jerusalem: Sheikh Jarrah", 31.792, 35.231, "PS", ("IL",), "IL", "held", "IL"),
    ("West Jerusalem", 31.78, 35.2, "IL", (), None, "held", "IL"),
    ("Gaza", 31.5, 34.46, "PS", (), None, "IL", "PS"),
    ("the West Bank", 32.22, 35.26, "PS", (), None, "IL", "PS"),
    ("Western Sahara: Laayoune", 27.15, -13.2, "EH", ("MA",), "MA", "MA", "MA"),
    ("Western Sahara: Dakhla", 23.7, -15.93, "EH", ("MA",), "MA", "held", "MA"),
    ("Western Sahara east of the berm", 26.16, -10.57, "EH", ("MA",), None, "held", "EH"),
    ("Kosovo", 42.66, 21.16, "XK", ("RS",), None, "RS", "RS"),
    ("Taiwan", 25.03, 121.56, "TW", ("CN",), None, "CN", "CN"),
    ("Kashmir: Srinagar", 34.08, 74.8, "IN", ("PK",), None, "PK", "PK"),
    ("Kashmir: Muzaffarabad", 34.37, 73.47, "PK", ("IN",), None, "IN", "IN"),
    ("Abkhazia", 43.0, 41.02, "GE", (), None, "held", "GE"),
    ("the Essequibo", 6.4, -59.6, "GY", ("VE",), None, "VE", "VE"),
]


@pytest.fixture(scope="module")
def seen(gazetteer_path):
    """A gazetteer for each point of view."""
    views = {row[6] for row in GROUND} | {None}
    return {view: Gazetteer.open(gazetteer_path, view=view or "iso") for view in views}


@pytest.mark.parametrize("row", GROUND, ids=lambda row: row[0])
def test_by_default_iso_decides_and_claims_stay_claims(seen, row):
    _, latitude, longitude, code, claims, holder, _, _ = row
    innermost = seen[None].containing(Point(latitude=latitude, longitude=longitude))[-1]
    assert (innermost.country_code, innermost.claimed_by, innermost.held_by) == (code, claims, holder)


@pytest.mark.parametrize("row", GROUND, ids=lambda row: row[0])
def test_a_point_of_view_moves_the_ground_and_keeps_the_other_side_as_a_claim(seen, row):
    _, latitude, longitude, code, _, _, view, then = row
    chain = seen[view].containing(Point(latitude=latitude, longitude=longitude))
    assert (chain[0].country_code, chain[-1].country_code) == (then, then)
    if then != code:
        assert code in chain[-1].claimed_by


TOWNS = [
    ("Simferopol", "UA", "RU"),
    ("Katzrin", "SY", "IL"),
    ("Majdal Shams", "SY", "IL"),
    ("Pristina", "XK", "RS"),
    ("Taipei", "TW", "CN"),
    ("Srinagar", "IN", "PK"),
    ("Laayoune", "EH", "MA"),
]


@pytest.mark.parametrize(("town", "code", "view"), TOWNS)
def test_towns_follow_the_ground_they_stand_on(gazetteer_path, town, code, view):
    by_default, by_view = (
        Gazetteer.open(gazetteer_path, view=each).candidates(town)[0].place for each in ("iso", view)
    )
    assert (by_default.country_code, by_view.country_code) == (code, view)
    assert view in by_default.claimed_by
    assert code in by_view.claimed_by


@pytest.mark.parametrize(
    ("view", "spot", "before", "after"), [("RU", (34.1, 45.0), "UA", "RU"), ("CN", (121.56, 25.03), "TW", "CN")]
)
def test_outlines_follow_the_point_of_view(gazetteer_path, view, spot, before, after):
    gazetteer = Gazetteer.open(gazetteer_path, view=view)
    holds = {
        code: shapely.from_geojson(json.dumps(gazetteer.outline(gazetteer.country(code).id))).contains(
            shapely.Point(spot)
        )
        for code in (before, after)
    }
    assert holds == {before: False, after: True}


VIEWS = [(None, None), ("", None), ("ISO", None), ("Held", "held"), ("ru", "RU"), ("fr", "FR")]


@pytest.mark.parametrize(("given", "view"), VIEWS)
def test_a_point_of_view_has_one_spelling(given, view):
    assert checked_view(given) == view


@pytest.mark.parametrize("given", ["Russia", "1", "R2", "../..", "XX"])
def test_what_is_no_point_of_view_is_said(given):
    with pytest.raises(UnknownView, match=r"iso, held, or a country.*these claim land: AR, CN, .*, RU"):
        checked_view(given)


def test_the_setting_is_read_from_the_environment(gazetteer_path, monkeypatch):
    monkeypatch.setenv("GAZETTEER_VIEW", "RU")
    assert Gazetteer.open(gazetteer_path).view == "RU"
