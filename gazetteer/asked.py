"""What a caller of a geocoder asks for, checked before it is looked up or leaves this machine.

Everything here raises geopy's GeocoderQueryError, with a sentence, for what can't be asked.
"""

from __future__ import annotations

import math
from typing import Any

from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import DEFAULT_SENTINEL
from geopy.point import Point as GeopyPoint

from gazetteer.coordinates import made_point, point_of
from gazetteer.errors import BadQuery
from gazetteer.place import Point
from gazetteer.sources.geonames import countries


def asked_text(query: Any) -> str:  # noqa: ANN401  callers give what they like
    """The name to look up, as it was given."""
    if not isinstance(query, str):
        raise GeocoderQueryError(f"the query is a {type(query).__name__}; give a place's name as a text")
    return query


def named_point(text: str) -> Point | None:
    """The point that a text such as "36.2, 37.16" is; None for other texts."""
    try:
        return point_of(text)
    except BadQuery as problem:
        raise GeocoderQueryError(str(problem)) from problem


def asked_point(query: Any) -> Point:  # noqa: ANN401  geopy takes a Point, a pair or a text
    """The point to ask for. Never by geopy's own reading, which wraps a longitude of 200 round the Earth."""
    try:
        if isinstance(query, str) and (point := point_of(query)):
            return point
        pair = tuple(query)[:2] if isinstance(query, GeopyPoint | tuple | list) else ()
        if len(pair) == 2:
            return made_point(*pair)
        raise BadQuery("give a latitude and a longitude in degrees, such as 36.2, 37.16")
    except (ValueError, TypeError, OverflowError) as problem:
        raise GeocoderQueryError(f"{query!r:.80} is no point: {problem}") from problem


def asked_country(code: Any) -> str:  # noqa: ANN401  callers give what they like
    """An ISO 3166-1 alpha-2 code, in capitals."""
    if not isinstance(code, str) or code.upper() not in countries():
        raise GeocoderQueryError(f"no country has the code {code!r:.80}; give two letters, such as SY for Syria")
    return code.upper()


def asked_limit(limit: Any) -> int:  # noqa: ANN401  callers give what they like
    """How many answers at most."""
    if not isinstance(limit, int) or limit < 1:
        raise GeocoderQueryError(f"the limit is {limit!r:.80}; give a whole number above 0")
    return limit


def asked_timeout(timeout: Any) -> Any:  # noqa: ANN401  geopy's sentinel
    """Seconds; None waits for ever, and geopy's sentinel is the setting."""
    if timeout is None or timeout is DEFAULT_SENTINEL:
        return timeout
    if isinstance(timeout, int | float) and math.isfinite(timeout) and timeout > 0:
        return timeout
    raise GeocoderQueryError(f"the timeout is {timeout!r:.80}; give seconds above 0")
