"""The gazetteer as a geopy geocoder, for programs that know geopy already.

geocoder = OfflineGeocoder()
geocoder.geocode("Deir Ezzor").latitude
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from geopy.exc import GeocoderQueryError, GeocoderServiceError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

from gazetteer.answers import address, as_json
from gazetteer.answers import reverse as reverse_answers
from gazetteer.asked import asked_country, asked_limit, asked_point, asked_text, named_point
from gazetteer.damage import damage_told
from gazetteer.decision import decide
from gazetteer.errors import BadQuery, GazetteerBroken
from gazetteer.finding import find
from gazetteer.lookup import Gazetteer
from gazetteer.place import Point

Answer: TypeAlias = Location | list[Location] | None


class OfflineGeocoder(Geocoder):  # type: ignore[misc]
    """Looks places up in the gazetteer file; never uses the network, so `timeout` has no effect."""

    def __init__(self, gazetteer: Gazetteer | Path | None = None) -> None:
        """Of an open gazetteer, a file, or the usual file. Raises GazetteerMissing and GazetteerBroken."""
        super().__init__(scheme="https", timeout=DEFAULT_SENTINEL, user_agent="offline gazetteer")
        self.gazetteer = gazetteer if isinstance(gazetteer, Gazetteer) else Gazetteer.open(gazetteer)

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        country: str | None = None,
        limit: int = 10,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ANN401, ARG002  geopy's signature
    ) -> Answer:
        """The places called `query`, best first; `country` is an ISO 3166-1 alpha-2 code.

        The first one's `raw["verdict"]` says whether it is sure. None when no place is called so.

        Raises geopy's GeocoderQueryError for an empty query, an unknown country and what is no text, code or number,
        GeocoderServiceError when the file is damaged.
        """
        name, most = asked_text(query), asked_limit(limit)
        code = None if country is None else asked_country(country)
        with self._in_geopys_words():
            point = named_point(name)
            if point is not None:
                return self._reverse(point, exactly_one=exactly_one)
            found = find(self.gazetteer, name, country=code, limit=most)
            answers = [as_json(ranked.place, ranked) for ranked in found]
            if answers:
                answers[0]["verdict"] = decide(found).value
            return _answer([self._location(answer) for answer in answers], exactly_one=exactly_one)

    def reverse(
        self,
        query: Any,  # noqa: ANN401  geopy takes a Point, a pair or a text
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ANN401, ARG002  geopy's signature
    ) -> Answer:
        """What is at a point: the nearest town, its province, its country.

        None on the high seas. Raises geopy's GeocoderQueryError for what is no point on Earth, GeocoderServiceError
        when the file is damaged.
        """
        point = asked_point(query)
        with self._in_geopys_words():
            return self._reverse(point, exactly_one=exactly_one)

    @contextmanager
    def _in_geopys_words(self) -> Iterator[None]:
        try:
            with damage_told(self.gazetteer.path):
                yield
        except BadQuery as problem:
            raise GeocoderQueryError(str(problem)) from problem
        except GazetteerBroken as problem:
            raise GeocoderServiceError(str(problem)) from problem

    def _reverse(self, point: Point, *, exactly_one: bool) -> Answer:
        answers = reverse_answers(self.gazetteer, point, limit=1)
        return _answer([self._location(answer) for answer in answers], exactly_one=exactly_one)

    def _location(self, raw: dict[str, Any]) -> Location:
        place = self.gazetteer.place(raw["place_id"])
        country = self.gazetteer.country(place.country_code or "")
        return Location(address(place, country), (place.point.latitude, place.point.longitude, 0.0), raw)


def _answer(locations: list[Location], *, exactly_one: bool) -> Answer:
    if not locations:
        return None
    return locations[0] if exactly_one else locations
