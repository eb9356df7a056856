"""One of geopy's services behind the interface of the offline geocoder: asked slowly, remembered, and not believed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from geopy.exc import GeocoderParseError, GeocoderQueryError, GeocoderRateLimited, GeopyError
from geopy.geocoders.base import DEFAULT_SENTINEL
from geopy.location import Location

from gazetteer.asked import asked_country, asked_limit, asked_point, asked_text, asked_timeout, named_point
from gazetteer.coordinates import made_point
from gazetteer.errors import BadQuery
from gazetteer.geocoder import Answer
from gazetteer.online.cache import AnswerCache
from gazetteer.online.errors import OnlineFailed
from gazetteer.online.pace import Pace
from gazetteer.online.reading import plain_text, stands_in
from gazetteer.online.service import country_of, country_option, credit, made, parameters
from gazetteer.online.settings import OnlineSettings
from gazetteer.online.store import Store
from gazetteer.place import Point

LONGEST_MESSAGE = 300
LONGEST_QUERY = 500
"""Characters; the longest addresses have about 200."""
MOST = 50
"""Answers of one query."""
SIFTED = 20
"""How many answers to ask for where only those in a country are wanted and the service can't tell them apart."""


class OnlineGeocoder:
    """Asks the service of the settings. Errors are of geopy's family; each says what to do.

    `raw` of a Location is the service's own answer, with `service`, `attribution`, `terms` and `retrieved` (UTC).
    """

    def __init__(self, settings: OnlineSettings) -> None:
        """Raises SettingMistaken for settings that the service does not take."""
        self.settings = settings
        self._geocoder = made(settings)
        self._source = f"{settings.service} at {getattr(self._geocoder, 'domain', 'its address')}"
        self._store = Store(settings.cache)
        self._cache = AnswerCache(self._store, days=settings.cache_days, most_bytes=settings.cache_mb * 1e6)
        self._pace = Pace(self._store, self._source, settings.rate_seconds)

    @property
    def cache_problem(self) -> str | None:
        """Why the cache file could not be used; None while it can."""
        return self._store.problem

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        country: str | None = None,
        limit: int = 10,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ANN401  geopy's sentinel
    ) -> Answer:
        """The places called `query`, best first; `country` is an ISO 3166-1 alpha-2 code, `timeout` in seconds.

        None when the service knows none. Raises GeocoderQueryError for a mistaken query, and for what the service does
        GeocoderTimedOut, GeocoderUnavailable, GeocoderRateLimited, GeocoderParseError or another GeocoderServiceError.
        """
        name = _asked_name(query)
        point = named_point(name)
        if point is not None:
            return self._reverse(point, exactly_one=exactly_one, timeout=timeout)
        most = min(asked_limit(limit), 1 if exactly_one else MOST)
        options: dict[str, Any] = {"limit": most, "addressdetails": True}
        stay_in = country_option(self._geocoder)
        code = None if country is None else asked_country(country)
        if code and stay_in:
            options[stay_in] = code.lower()  # as services want it
        elif code:
            options["limit"] = max(most, SIFTED)
        found = self._places("geocode", name, options, timeout)
        if code:
            found = self._in_country(found, code, kept_to=stay_in is not None)
        return _answer(found[:most], exactly_one=exactly_one)

    def reverse(
        self,
        query: Any,  # noqa: ANN401  geopy takes a Point, a pair or a text
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ANN401  geopy's sentinel
    ) -> Answer:
        """What the service knows at a point; None when nothing. Raises as geocode does."""
        return self._reverse(asked_point(query), exactly_one=exactly_one, timeout=timeout)

    def find(self, name: str, *, country: str | None = None, limit: int = 10) -> list[dict[str, Any]]:
        """The same in the shape of gazetteer.answers.as_json, where what is not known is None. Raises OnlineFailed."""
        try:
            found = self.geocode(name, exactly_one=False, country=country, limit=limit) or []
        except GeopyError as problem:
            raise OnlineFailed(f"{self._source}: {problem}") from problem
        return [self._as_json(location) for location in found]

    def _reverse(self, point: Point, *, exactly_one: bool, timeout: Any) -> Answer:  # noqa: ANN401
        asked = f"{point.latitude:.7f}, {point.longitude:.7f}"
        return _answer(self._places("reverse", asked, {"addressdetails": True}, timeout), exactly_one=exactly_one)

    def _places(self, operation: str, query: str, wanted: dict[str, Any], timeout: Any) -> list[Location]:  # noqa: ANN401
        """From the cache, or else from the service; an answer of nothing is kept too, an error is not."""
        seconds = asked_timeout(timeout)
        method = getattr(self._geocoder, operation, None)
        if method is None:
            raise GeocoderQueryError(f"{self.settings.service} can't tell what is at a point")
        wanted = wanted | {"language": self.settings.language}
        options = {name: value for name, value in wanted.items() if name in parameters(method)}
        key = json.dumps([self._source, operation, query, options], sort_keys=True, ensure_ascii=False)
        kept = _locations(self._cache.get(key))
        if kept is not None:
            return kept
        self._pace.wait()
        kept = _locations(self._cache.get(key))  # another process may have asked while we waited
        if kept is not None:
            return kept
        found = self._ask(lambda: method(query, exactly_one=False, timeout=seconds, **options))
        self._cache.put(key, json.dumps([_as_kept(location) for location in found], ensure_ascii=False))
        return found

    def _ask(self, call: Any) -> list[Location]:  # noqa: ANN401
        try:
            answered = call() or []
            answered = answered if isinstance(answered, list) else [answered]
            return [self._checked(location) for location in answered if location is not None]
        except GeocoderRateLimited as limited:
            self._pace.pause(limited.retry_after)
            raise _told(limited, self.settings.api_key) from None
        except GeopyError as problem:
            raise _told(problem, self.settings.api_key) from None
        except Exception as problem:  # geopy's parsers fail in many ways on answers of another shape
            raise GeocoderParseError(
                f"{self._source} answered in an unexpected form ({type(problem).__name__})"
            ) from problem

    def _checked(self, location: Location) -> Location:
        """Refuse a point that the service did not give, and add whom to credit."""
        try:
            point = made_point(location.latitude, location.longitude)
            given = stands_in(location.raw, latitude=point.latitude, longitude=point.longitude)
        except BadQuery:
            given = False
        if not given:
            raise GeocoderParseError(f"{self._source} answered without a point on Earth; the answer is refused")
        address = location.address.decode() if isinstance(location.address, bytes) else location.address
        if not isinstance(address, str):
            raise GeocoderParseError(f"{self._source} answered with a name that is no text; the answer is refused")
        who = credit(self.settings.service)
        licence = location.raw.get("licence")
        added = {
            "service": self.settings.service,
            "attribution": licence if isinstance(licence, str) and licence else who.attribution,
            "terms": who.terms,
            "retrieved": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        return Location(plain_text(address), (point.latitude, point.longitude, 0.0), {**location.raw, **added})

    def _in_country(self, found: list[Location], code: str, *, kept_to: bool) -> list[Location]:
        """Only the answers that lie there. One that tells no country counts where the service was asked to keep to it.

        Raises GeocoderQueryError where the service can't keep to a country, and no answer tells its own.
        """
        told = [(country_of(location.raw), location) for location in found]
        if told and not kept_to and not any(country for country, _ in told):
            raise GeocoderQueryError(f"{self.settings.service} can't stay in a country; ask without one")
        wanted = {code, None} if kept_to else {code}
        return [location for country, location in told if country in wanted]

    def _as_json(self, location: Location) -> dict[str, Any]:
        raw = location.raw
        number = raw.get("place_id") or raw.get("osm_id")
        return {
            "name": location.address,
            "lat": location.latitude,
            "lon": location.longitude,
            "place_id": f"{self.settings.service}:{number}" if isinstance(number, int | str) else None,
            "kind": None,
            "country_code": country_of(raw),
            "admin1": None,
            "population": None,
            "radius_km": None,
            **{name: raw.get(name) for name in ("service", "attribution", "terms", "retrieved")},
        }


def _asked_name(query: Any) -> str:  # noqa: ANN401  callers give what they like
    """The name on one line, without what could harm a request."""
    text = asked_text(query)
    if len(text) > LONGEST_QUERY:
        raise GeocoderQueryError(f"the query has {len(text)} characters; give at most {LONGEST_QUERY}")
    name = plain_text(text)
    if not name:
        raise GeocoderQueryError("the name is empty; give a place's name, such as: Aleppo")
    return name


def _as_kept(location: Location) -> dict[str, Any]:
    return {
        "address": location.address,
        "latitude": location.latitude,
        "longitude": location.longitude,
        "raw": location.raw,
    }


def _locations(kept: str | None) -> list[Location] | None:
    """What the cache kept; None when it kept nothing, or something that can't be read."""
    try:
        rows = json.loads(kept) if kept else None
        if not isinstance(rows, list):
            return None
        return [Location(row["address"], (row["latitude"], row["longitude"], 0.0), row["raw"]) for row in rows]
    except (ValueError, TypeError, KeyError):
        return None


def _told(problem: GeopyError, secret: str | None) -> GeopyError:
    """The same error; a service's words in it may be endless, or repeat the key."""
    text = str(problem).replace(secret, "(the key)") if secret else str(problem)
    problem.args = (text if len(text) <= LONGEST_MESSAGE else text[:LONGEST_MESSAGE] + "…",)
    return problem


def _answer(locations: list[Location], *, exactly_one: bool) -> Answer:
    if not locations:
        return None
    return locations[0] if exactly_one else locations
