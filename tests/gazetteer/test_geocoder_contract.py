"""What holds for every geocoder: offline, online, and both in a chain."""

from __future__ import annotations

import json

import pytest
from geopy.exc import GeocoderQueryError
from geopy.extra.rate_limiter import RateLimiter
from geopy.location import Location
from geopy.point import Point

from gazetteer.chained import ChainedGeocoder
from gazetteer.geocoder import OfflineGeocoder
from gazetteer.online import online_geocoder
from tests.gazetteer.loopback import keep_to_the_loopback, serving


@pytest.fixture(scope="module")
def geocoders(gazetteer, tmp_path_factory):
    with serving() as server:
        offline = OfflineGeocoder(gazetteer)
        online = online_geocoder(server.settings(tmp_path_factory.mktemp("online") / "cache.sqlite"))
        yield {"offline": offline, "online": online, "chained": ChainedGeocoder(offline, online)}


@pytest.fixture(params=["offline", "online", "chained"])
def geocoder(request, geocoders, monkeypatch):
    keep_to_the_loopback(monkeypatch)
    return geocoders[request.param]


def test_one_place_is_a_location(geocoder):
    location = geocoder.geocode("Aleppo")
    assert isinstance(location, Location)
    assert (location.latitude, location.longitude) == pytest.approx((36.2, 37.16), abs=0.1)
    assert "Aleppo" in location.address


def test_many_places_are_a_list_within_the_limit(geocoder):
    found = geocoder.geocode("Springfield", exactly_one=False, limit=3)
    assert [type(one) for one in found] == [Location] * 3
    assert len(geocoder.geocode("Springfield", exactly_one=False)) > 3


def test_raw_is_json(geocoder):
    assert json.loads(json.dumps(geocoder.geocode("Aleppo").raw, allow_nan=False))


@pytest.mark.parametrize("exactly_one", [True, False])
def test_nothing_found_is_none(geocoder, exactly_one):
    assert geocoder.geocode("Qzxqzxqzx", exactly_one=exactly_one) is None


@pytest.mark.parametrize("query", ["", "   ", "\t\n"])
def test_an_empty_query_is_refused(geocoder, query):
    with pytest.raises(GeocoderQueryError, match="empty"):
        geocoder.geocode(query)


MISTAKEN = [
    ({"query": None}, "the query is a NoneType; give a place's name"),
    ({"query": 5}, "the query is a int"),
    ({"query": b"Aleppo"}, "the query is a bytes"),
    ({"country": 5}, "no country has the code 5"),
    ({"limit": "5"}, "the limit is '5'; give a whole number above 0"),
    ({"limit": -1}, "the limit is -1"),
    ({"limit": None}, "the limit is None"),
]


@pytest.mark.parametrize(("options", "sentence"), MISTAKEN)
def test_what_cannot_be_asked_is_told_in_a_sentence(geocoder, options, sentence):
    with pytest.raises(GeocoderQueryError, match=sentence):
        geocoder.geocode(**{"query": "Aleppo", **options})


@pytest.mark.parametrize("query", ["x" * 100_000, "Qz\x00xq", "\x07\x1b[2J", "\ud800", "<b>", "%00&q=x"])
def test_an_odd_query_finds_nothing_or_is_refused(geocoder, query):
    try:
        assert geocoder.geocode(query) is None
    except GeocoderQueryError as refused:
        assert len(str(refused)) < 300


def test_a_country_is_kept_to(geocoder):
    assert geocoder.geocode("Paris").longitude == pytest.approx(2.35, abs=0.1)
    for code in ("US", "us"):
        assert geocoder.geocode("Paris", country=code).longitude == pytest.approx(-95.56, abs=0.1)
    assert geocoder.geocode("Aleppo", country="FR") is None


@pytest.mark.parametrize("code", ["XX", "", "Syria"])
def test_an_unknown_country_is_refused(geocoder, code):
    with pytest.raises(GeocoderQueryError, match="no country has the code"):
        geocoder.geocode("Aleppo", country=code)


@pytest.mark.parametrize("query", [(36.2, 37.16), [36.2, 37.16], "36.2, 37.16", Point(36.2, 37.16)])
def test_reverse_takes_what_geopy_takes(geocoder, query):
    assert "Aleppo" in geocoder.reverse(query, timeout=20).address
    assert isinstance(geocoder.reverse(query, exactly_one=False), list)


def test_reverse_on_the_high_seas_is_none(geocoder):
    assert geocoder.reverse((0, -150)) is None


NO_POINTS = [(0, 200), "0,200", (0, -180.0000001), (0, 0), {}, {36.2, 37.16}, 5, (36.2,), b"36.2, 37.16"]


@pytest.mark.filterwarnings("ignore:Latitude normalization")
@pytest.mark.parametrize("query", [(91, 0), "91, 0", "nowhere", None, (float("nan"), 0), ("a", "b"), *NO_POINTS])
def test_reverse_refuses_what_is_no_point(geocoder, query):
    with pytest.raises(GeocoderQueryError):
        geocoder.reverse(query)


@pytest.mark.parametrize("query", ["36.2, 37.16", "36,2; 37,16", "36 12 0 N 37 9 36 E"])
def test_a_point_as_a_text_is_reversed(geocoder, query):
    assert "Aleppo" in geocoder.geocode(query).address
    assert "Aleppo" in geocoder.reverse(query).address


def test_a_point_off_the_earth_is_refused_as_a_name(geocoder):
    with pytest.raises(GeocoderQueryError, match="outside -90 to 90"):
        geocoder.geocode("91, 0")


def test_it_works_under_geopys_rate_limiter(geocoder):
    limited = RateLimiter(geocoder.geocode, min_delay_seconds=0, swallow_exceptions=False)
    assert limited("Aleppo", timeout=20).latitude == pytest.approx(36.2, abs=0.1)
