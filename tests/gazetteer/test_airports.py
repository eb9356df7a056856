from __future__ import annotations

import csv
from collections import defaultdict

import pytest

from gazetteer.names import fold
from gazetteer.place import PlaceKind, Point
from gazetteer.sources import airport_rules, airports, geonames
from gazetteer.sources.airports import Airport, counts, rule_of, source
from gazetteer.sources.found import Found
from gazetteer.sources.packaged import DATA

TOWNS: dict[tuple[str, str], list[Point]] = defaultdict(list)
for town in geonames.settlements({}):
    TOWNS[town.country_code or "", fold(town.name)].append(town.point)
PLACES = {(place.code or "").removeprefix("airport:"): place for place in airports.places(TOWNS)}
BRUSSELS = Point(latitude=50.9014, longitude=4.4844)


def an_airport(name: str = "Aero B Ranch Airport", **other) -> Airport:
    defaults = {"icao": "00AA", "iata": "", "city": "Leoti", "country_code": "US", "point": BRUSSELS}
    return Airport(name=name, **defaults | other)


def strong(place: Found) -> set[str]:
    return {form.text for form in place.forms if form.strong}


def test_hmeimim_is_latakias_airport():
    place = PLACES["OSLK"]
    assert place.kind is PlaceKind.FACILITY
    assert place.country_code == "SY"
    assert (place.point.latitude, place.point.longitude) == pytest.approx((35.40, 35.95), abs=0.02)
    assert {"Hmeimim air base", "Latakia airport", "Latakia International Airport"} <= strong(place)


@pytest.mark.parametrize(
    ("icao", "country_code"),
    [("URFB", "UA"), ("UKFF", "UA"), ("LLFK", "SY"), ("TJSJ", "PR"), ("FMEE", "RE"), ("GMML", "EH"), ("ELLX", "LU")],
)
def test_an_airport_lies_where_our_map_has_it(icao, country_code):
    assert PLACES[icao].country_code == country_code


@pytest.mark.parametrize(
    ("airport", "rule"),
    [
        (an_airport(), None),
        (an_airport("Fazenda Orion Airport", country_code="BR"), None),
        (an_airport(iata="XYZ"), "has an IATA code"),
        (an_airport("Shayrat Air Base"), "is military by its name"),
        (an_airport("RAF Marham"), "is military by its name"),
        (an_airport("Raffles Airport"), None),
        (an_airport("Laughlin AFB Aux Nr 1 Airport"), None),
        (an_airport("Zombie Air Force Airport"), None),
        (an_airport("Izmail International Airport"), "is international by its name"),
        (an_airport("Mezze Airport", country_code="SY"), "lies where reports tell of any airfield"),
    ],
)
def test_private_strips_are_left_out(airport, rule):
    assert rule_of(airport) == rule


def test_most_rows_of_the_package_are_private_strips():
    found = counts()
    assert found["left out: private and local strips"] > 2 * len(PLACES)
    assert sum(found.values()) - found["left out: private and local strips"] == len(PLACES) > 8000


def test_codes_are_weak():
    weak = {form.text: form.kind for form in PLACES["LLBG"].forms if not form.strong}
    assert weak["TLV"] == weak["LLBG"] == "abbreviation"
    assert weak["Ben Gurion"] == "alternate"


def test_an_air_base_is_found_by_the_words_that_reports_use():
    assert {"Ramstein Air Base", "Ramstein airbase", "Ramstein airfield"} <= strong(PLACES["ETAR"])
    assert {"Mezze airbase", "Mezzeh military airport"} <= strong(PLACES["OS67"])


def test_a_towns_name_is_no_airports_name():
    for place in PLACES.values():
        assert fold("Port Sudan") not in {fold(form.text) for form in place.forms}, place.name


def test_a_city_far_away_lends_no_name():
    assert "Mirpur Khas airport" not in strong(PLACES["OPSK"])  # the package gives Sukkur's that city


def test_points_in_minutes_and_seconds_are_mended():
    assert PLACES["EBBR"].point.distance_km(BRUSSELS) < 1
    assert "_LHL" not in PLACES


def test_rows_and_codes_are_used_once_and_credited():
    assert len({place.row for place in PLACES.values()}) == len(PLACES)
    assert {place.source for place in PLACES.values()} == {source()}
    assert source().licence == "MIT"
    assert source().name.endswith(source().dated.replace("-", ""))


@pytest.mark.parametrize("table", ["airport_names.csv", "airport_points.csv"])
def test_hand_kept_tables_name_airports_of_the_package(table):
    with (DATA / table).open(encoding="utf-8", newline="") as lines:
        named = {row["icao"] for row in csv.DictReader(lines)}
    left_out = {icao for icao, point in airport_rules.mended_points().items() if point is None}
    assert named - left_out <= set(PLACES)


@pytest.mark.parametrize("code", ["AF", "IQ", "IR", "LY", "ML", "MM", "PK", "RU", "SD", "SO", "SS", "SY", "UA", "YE"])
def test_each_country_that_reports_come_from_has_airports(code):
    assert sum(place.country_code == code for place in PLACES.values()) >= 5
