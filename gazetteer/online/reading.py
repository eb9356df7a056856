"""Reading what a stranger's server answered: refuse what can't be true, make the rest harmless."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

from geopy.exc import GeocoderParseError

from gazetteer.plain import without_hidden

DEEPEST = 30
"""Levels of lists in lists; places need about five."""
LONGEST_TEXT = 10_000
"""Characters of one text."""
LIMITS = {"lat": 90.0, "latitude": 90.0, "lon": 180.0, "lng": 180.0, "long": 180.0, "longitude": 180.0}
"""Degrees that a value of this name may have, either way."""
COORDINATES = frozenset(
    {*LIMITS, "x", "y", "pos", "position", "coordinates", "center", "point", "geometry", "location"}
)
"""Where services keep a point."""
MARKUP = str.maketrans({"<": "‹", ">": "›"})


def plain_text(text: str) -> str:
    """The text on one line, without control characters, halves of characters and markup."""
    return " ".join(without_hidden(text).translate(MARKUP).split())


def made_plain(value: Any, name: str = "", depth: int = 0) -> Any:  # noqa: ANN401  JSON
    """The same JSON with its texts made plain.

    Raises GeocoderParseError for coordinates out of range, ids that are no ids, endless nesting and endless texts.
    """
    if depth > DEEPEST:
        raise GeocoderParseError("the answer is nested too deeply; it is refused")
    _check_coordinate(name, value)
    if (name == "id" or name.endswith("_id")) and (isinstance(value, bool | float | list | dict)):
        raise GeocoderParseError(f"the answer has a {type(value).__name__} for {name}; it is refused")
    if isinstance(value, dict):
        return {plain_text(key): made_plain(part, key.lower(), depth + 1) for key, part in value.items()}
    if isinstance(value, list):
        return [made_plain(part, "", depth + 1) for part in value]
    if isinstance(value, float) and not math.isfinite(value):
        raise GeocoderParseError("the answer has a number that is too large; it is refused")
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            raise GeocoderParseError(f"the answer has a text of {len(value)} characters; it is refused")
        return plain_text(value)
    return value


def _check_coordinate(name: str, value: Any) -> None:  # noqa: ANN401  JSON
    if name not in LIMITS or not isinstance(value, str | int | float) or isinstance(value, bool):
        return
    number = _number(value)
    if number is None or not abs(number) <= LIMITS[name]:
        raise GeocoderParseError(f"the answer has {str(value)[:40]!r} for {name}, which is not on Earth; it is refused")


def stands_in(raw: Any, *, latitude: float, longitude: float) -> bool:  # noqa: ANN401  JSON
    """Did the service itself give these degrees? geopy makes 0 of none, and wraps a longitude of 200 round."""
    given = set(_coordinates(raw))
    return latitude in given and longitude in given


def _coordinates(value: Any, *, inside: bool = False) -> Iterator[float]:  # noqa: ANN401  JSON
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _coordinates(part, inside=inside or name.lower() in COORDINATES)
    elif isinstance(value, list):
        for part in value:
            yield from _coordinates(part, inside=inside)
    elif inside and isinstance(value, str | int | float) and not isinstance(value, bool):
        numbers = (_number(part) for part in re.split(r"[,;\s]+", str(value)))
        yield from (number for number in numbers if number is not None)


def _number(value: str | float) -> float | None:
    try:
        return float(value)
    except (ValueError, OverflowError):
        return None
