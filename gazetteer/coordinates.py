"""Read coordinates as people write them: 36.2012 | 36,2012 | 36°12'04"N | N 36 12.07 | ٣٦٫٢; two of them are a point.

The only place that says what is a point: not off the Earth, and not 0, 0, which tables write for "not known".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gazetteer.errors import BadQuery
from gazetteer.place import Point

LONGEST = 120
"""Characters; a longer text is no coordinate and no point, and is not looked at."""
SAME = {
    **dict.fromkeys("º˚", "°"),
    **dict.fromkeys("′’‘´ʹ`", "'"),
    **dict.fromkeys("″”“", '"'),
    **dict.fromkeys("−–‐", "-"),
    **{"٫": ".", "،": ",", "，": ",", "؛": ";", "；": ";"},
}
SAME_TABLE = str.maketrans(SAME)
PLAIN = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?")
NUMBER = r"\d+(?:[.,]\d+)?"
SEXAGESIMAL = re.compile(
    rf"""(?P<before>[NSEW])?[ ]?(?P<sign>[-+])?[ ]?
    (?: (?P<whole>\d+)[ ]?[°:\s][ ]?(?P<full>\d+)[ ]?[':\s][ ]?(?P<seconds>{NUMBER})[ ]?"?
      | (?P<degrees>\d+)[ ]?[°:\s][ ]?(?P<minutes>{NUMBER})[ ]?'?
      | (?P<decimal>{NUMBER})[ ]?°?
    )[ ]?(?P<after>[NSEW])?""",
    re.VERBOSE | re.IGNORECASE,
)
"""Of a text whose runs of spaces are one space each."""
POINT = re.compile(r"""[\d\s.,;:°'"+\-NSEW]+""", re.IGNORECASE)
"""All that a point is written with."""
WRAPPED = re.compile(r"\((.+)\)|geo:([^,;?]+,[^,;?]+)(?:[,;?].*)?", re.IGNORECASE)
"""In parentheses, or as a geo URI (RFC 5870), which may also tell the altitude and how exact the point is."""
DIVIDERS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (" ?; ?", " ?, | ,", " (?!- )", ",", r"(?<=[NSEW])(?=\d)|(?<=[\d°'\"])(?=[NSEW])")
)
"""What may stand between latitude and longitude, the surest first: a comma without a space may be a decimal comma."""
AXES = {"N": "latitude", "S": "latitude", "E": "longitude", "W": "longitude"}
LIMITS = {"latitude": 90.0, "longitude": 180.0}


class Swapped(ValueError):
    """The latitude stands where the longitude should, and the other way round."""

    def __init__(self, other: Point) -> None:
        self.other = other
        """What the point is in the other order."""
        given = f"{other.longitude:g}, {other.latitude:g}"
        turned = f"{other.latitude:g}, {other.longitude:g}"
        super().__init__(f"latitude and longitude seem swapped: {given} should perhaps be {turned}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordinate:
    """One number of the two."""

    degrees: float
    axis: str | None = None
    """latitude or longitude, where a letter N, S, E or W tells it."""


def read_coordinate(text: str) -> Coordinate:
    """Degrees in any of the usual spellings. Raises ValueError with the reason."""
    if len(text) > LONGEST:
        raise ValueError(f"has {len(text):,} characters; it is no number of degrees")
    text = _plain(text)
    if not text:
        raise ValueError("is missing")
    if PLAIN.fullmatch(text):
        return Coordinate(degrees=float(text))
    found = SEXAGESIMAL.fullmatch(text)
    if found is None:
        raise ValueError(f"{text[:40]!r} is no number of degrees")
    letters = [letter.upper() for letter in (found["before"], found["after"]) if letter]
    if len(letters) > 1 or (letters and found["sign"]):
        raise ValueError(f"{text[:40]!r} tells the direction twice")
    minutes, seconds = _number(found["full"] or found["minutes"]), _number(found["seconds"])
    if minutes >= 60 or seconds >= 60:
        raise ValueError(f"{text[:40]!r} has 60 minutes or seconds, or more")
    size = _number(found["whole"] or found["degrees"] or found["decimal"])
    if minutes or seconds:
        size = round(size + minutes / 60 + seconds / 3600, 7)  # about a centimetre
    negative = found["sign"] == "-" or letters in (["S"], ["W"])
    return Coordinate(degrees=-size if negative else size, axis=AXES[letters[0]] if letters else None)


def _plain(text: str) -> str:
    """With one character for each meaning, and one space for a run of them."""
    return " ".join(text.translate(SAME_TABLE).replace("''", '"').split())


def _number(text: str | None) -> float:
    return float(text.replace(",", ".")) if text else 0.0


def read_point(latitude: str, longitude: str) -> Point:
    """The point that two cells tell. Raises Swapped, or ValueError with every reason why they tell none."""
    problems, found = [], {}
    for axis, text in (("latitude", latitude), ("longitude", longitude)):
        try:
            found[axis] = read_coordinate(text)
        except ValueError as problem:
            problems.append(f"{axis} {problem}")
    if problems:
        raise ValueError("; ".join(problems))
    south_north, west_east = found["latitude"], found["longitude"]
    problems = [wrong for axis, one in found.items() if (wrong := _problem(one, axis))]
    if problems and not _problem(west_east, "latitude") and not _problem(south_north, "longitude"):
        raise Swapped(Point(latitude=west_east.degrees, longitude=south_north.degrees))
    if problems:
        raise ValueError("; ".join(problems))
    return _point(south_north.degrees, west_east.degrees)


def _problem(coordinate: Coordinate, axis: str) -> str:
    if coordinate.axis not in {None, axis}:
        return f"{axis} {coordinate.degrees:g} is marked as a {coordinate.axis}"
    if abs(coordinate.degrees) > LIMITS[axis]:
        return f"{axis} {coordinate.degrees:g} is outside -{LIMITS[axis]:g} to {LIMITS[axis]:g}"
    return ""


def _point(latitude: float, longitude: float) -> Point:
    if latitude == longitude == 0:
        raise ValueError("the point is 0, 0, which stands for no point")
    return Point(latitude=latitude, longitude=longitude)


def made_point(latitude: str | float, longitude: str | float) -> Point:
    """The point of two numbers or texts. Raises BadQuery for what is no point on Earth."""
    try:
        return _point(_degrees("latitude", latitude), _degrees("longitude", longitude))
    except ValueError as problem:
        raise BadQuery(f"{problem}") from None


def _degrees(axis: str, given: str | float) -> float:
    if not isinstance(given, str):
        return float(given)
    try:
        found = read_coordinate(given)
    except ValueError as problem:
        raise ValueError(f"{axis} {problem}; write degrees such as 36.2") from None
    if found.axis not in {None, axis}:
        raise ValueError(_problem(found, axis))
    return found.degrees


def point_of(text: str) -> Point | None:
    """The point that a text is: "36.2, 37.16", "36,2; 37,16", "36°12'N 37°9'E"; None for other texts.

    Latitude first, unless letters tell it otherwise. Raises BadQuery when it is not on Earth.
    """
    if len(text) > LONGEST:
        return None
    plain = _plain(text)
    if wrapped := WRAPPED.fullmatch(plain):
        plain = (wrapped[1] or wrapped[2]).strip()
    if not POINT.fullmatch(plain):
        return None
    for divider in DIVIDERS:
        pairs = list(_pairs(plain, divider))
        if pairs:
            return made_point(*pairs[0]) if len(pairs) == 1 else None
    return None


def _pairs(text: str, divider: re.Pattern[str]) -> Iterator[tuple[float, float]]:
    """The two numbers that a text is when it is divided in two, for each place where it can be."""
    for found in divider.finditer(text):
        try:
            first, second = read_coordinate(text[: found.start()]), read_coordinate(text[found.end() :])
        except ValueError:
            continue
        axes = (first.axis, second.axis)
        if axes in {(None, None), ("latitude", "longitude")}:
            yield first.degrees, second.degrees
        elif axes == ("longitude", "latitude"):
            yield second.degrees, first.degrees
