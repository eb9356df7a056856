"""What a caller asks for, checked before anything leaves this machine."""

from __future__ import annotations

import math
from typing import Any

from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import DEFAULT_SENTINEL
from geopy.point import Point as GeopyPoint

from gazetteer.answers import made_point, point_of
from gazetteer.errors import BadQuery
from gazetteer.online.reading import plain_text
from gazetteer.place import Point
from gazetteer.sources.geonames import countries

LONGEST = 500
"""Characters of a query; the longest addresses have about 200."""
MOST = 50
"""Answers of one query."""


def asked_name(query: Any) -> str:  # noqa: ANN401  callers give what they like
    """The text to ask for, on one line."""
    if not isinstance(query, str):
        raise GeocoderQueryError(f"the query is a {type(query).__name__}; give a place's name as a text")
    if len(query) > LONGEST:
        raise GeocoderQueryError(f"the query has {len(query)} characters; give at most {LONGEST}")
    text = plain_text(query)
    if not text:
        raise GeocoderQueryError("the name is empty; give a place's name, such as: Aleppo")
    return text


def named_point(text: str) -> Point | None:
    """The point that a text such as "36.2, 37.16" is; None for other texts."""
    try:
        return point_of(text)
    except BadQuery as problem:
        raise GeocoderQueryError(str(problem)) from problem


def asked_point(query: Any) -> Point:  # noqa: ANN401  geopy takes a Point, a pair or a text
    """The point to ask for."""
    try:
        if isinstance(query, str) and (point := point_of(query)):
            return point
        if query is None:
            raise ValueError("give a latitude and a longitude")
        latitude, longitude, *_ = query if isinstance(query, tuple | list) and len(query) > 1 else GeopyPoint(query)
        return made_point(latitude, longitude)
    except (ValueError, TypeError, OverflowError) as problem:
        raise GeocoderQueryError(f"{query!r:.80} is no point: {problem}") from problem


def asked_country(code: str) -> str:
    """An ISO 3166-1 alpha-2 code, in lower case as services want it."""
    if not isinstance(code, str) or code.upper() not in countries():
        raise GeocoderQueryError(f"no country has the code {code!r}; give two letters, such as SY for Syria")
    return code.lower()


def asked_limit(limit: Any) -> int:  # noqa: ANN401  callers give what they like
    """How many answers at most."""
    if not isinstance(limit, int) or limit < 1:
        raise GeocoderQueryError(f"the limit is {limit!r}; give a whole number above 0")
    return min(limit, MOST)


def asked_timeout(timeout: Any) -> Any:  # noqa: ANN401  geopy's sentinel
    """Seconds; None waits for ever, and geopy's sentinel is the setting."""
    if timeout is None or timeout is DEFAULT_SENTINEL:
        return timeout
    if isinstance(timeout, int | float) and math.isfinite(timeout) and timeout > 0:
        return timeout
    raise GeocoderQueryError(f"the timeout is {timeout!r}; give seconds above 0")
