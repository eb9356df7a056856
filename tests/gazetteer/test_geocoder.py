from __future__ import annotations

import pytest
from geopy.exc import GeocoderQueryError
from geopy.extra.rate_limiter import RateLimiter
from geopy.point import Point

from gazetteer.geocoder import OfflineGeocoder


@pytest.fixture(scope="module")
def geocoder(gazetteer):
    return OfflineGeocoder(gazetteer)


def test_geocode_gives_a_location_with_its_json(geocoder):
    location = geocoder.geocode("Deir Ezzor")
    assert location.latitude == pytest.approx(35.336, abs=0.1)
    assert location.longitude == pytest.approx(40.141, abs=0.1)
    assert location.address == "Deir ez-Zor, Syria"
    assert location.raw["place_id"] == "geonames:170794"


def test_geocode_may_give_all(geocoder):
    assert len(geocoder.geocode("Springfield", exactly_one=False)) > 3
    assert geocoder.geocode("Paris", country="US", timeout=1).raw["country_code"] == "US"


def test_nothing_found_is_none(geocoder):
    assert geocoder.geocode("Qzxqzxqzx") is None
    assert geocoder.geocode("Qzxqzxqzx", exactly_one=False) is None


@pytest.mark.parametrize("query", [(36.2, 37.16), "36.2, 37.16", Point(36.2, 37.16)])
def test_reverse_takes_what_geopy_takes(geocoder, query):
    assert geocoder.reverse(query).raw["name"] == "Aleppo"
    assert [place.raw["kind"] for place in geocoder.reverse(query, exactly_one=False)][-1] == "country"


def test_reverse_on_the_high_seas_is_none(geocoder):
    assert geocoder.reverse((0, -150)) is None


@pytest.mark.parametrize("query", ["", "   "])
def test_an_empty_query_is_geopys_error(geocoder, query):
    with pytest.raises(GeocoderQueryError, match="empty"):
        geocoder.geocode(query)


@pytest.mark.parametrize("query", ["91, 0", "nowhere", (91, 0), None])
def test_no_point_is_geopys_error(geocoder, query):
    with pytest.raises(GeocoderQueryError):
        geocoder.reverse(query)


def test_an_unknown_country_is_geopys_error(geocoder):
    with pytest.raises(GeocoderQueryError, match="no country has the code"):
        geocoder.geocode("Aleppo", country="XX")


def test_it_works_under_geopys_rate_limiter(geocoder):
    limited = RateLimiter(geocoder.geocode, min_delay_seconds=0)
    assert limited("Aleppo").raw["country_code"] == "SY"
