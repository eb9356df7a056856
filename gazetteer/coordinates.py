"""Read coordinates as people write them: 36.2012 | 36,2012 | 36°12'04"N | N 36 12.07 | ٣٦٫٢."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gazetteer.place import Point

SAME = {
    **dict.fromkeys("º˚", "°"),
    **dict.fromkeys("′’‘´ʹ`", "'"),
    **dict.fromkeys("″”“", '"'),
    **dict.fromkeys("−–‐", "-"),
    **{"٫": ".", "\u00a0": " ", "\u202f": " ", "\u2009": " "},
}
SAME_TABLE = str.maketrans(SAME)
PLAIN = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
NUMBER = r"\d+(?:[.,]\d+)?"
SEXAGESIMAL = re.compile(
    rf"""(?P<before>[NSEW])?\s*(?P<sign>[-+])?\s*
    (?: (?P<whole>\d+)\s*[°:\s]\s*(?P<full>\d+)\s*[':\s]\s*(?P<seconds>{NUMBER})\s*"?
      | (?P<degrees>\d+)\s*[°:\s]\s*(?P<minutes>{NUMBER})\s*'?
      | (?P<decimal>{NUMBER})\s*°?
    )\s*(?P<after>[NSEW])?""",
    re.VERBOSE | re.IGNORECASE,
)
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
    axis: str | None
    """latitude or longitude, where a letter N, S, E or W tells it."""


def read_coordinate(text: str) -> Coordinate:
    """Degrees in any of the usual spellings. Raises ValueError with the reason."""
    text = text.translate(SAME_TABLE).replace("''", '"').strip()
    if not text:
        raise ValueError("is missing")
    if PLAIN.fullmatch(text):
        return Coordinate(degrees=float(text), axis=None)
    found = SEXAGESIMAL.fullmatch(text)
    if found is None:
        raise ValueError(f"{text[:40]!r} is no number of degrees")
    letters = [letter.upper() for letter in (found["before"], found["after"]) if letter]
    if len(letters) > 1 or (letters and found["sign"]):
        raise ValueError(f"{text[:40]!r} tells the direction twice")
    minutes, seconds = _number(found["full"] or found["minutes"]), _number(found["seconds"])
    if minutes >= 60 or seconds >= 60:
        raise ValueError(f"{text[:40]!r} has 60 minutes or seconds, or more")
    size = _number(found["whole"] or found["degrees"] or found["decimal"]) + minutes / 60 + seconds / 3600
    size = round(size, 7)  # about a centimetre
    negative = found["sign"] == "-" or letters in (["S"], ["W"])
    return Coordinate(degrees=-size if negative else size, axis=AXES[letters[0]] if letters else None)


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
    return _point(found["latitude"], found["longitude"])


def _point(south_north: Coordinate, west_east: Coordinate) -> Point:
    turned = _fits(west_east, "latitude") and _fits(south_north, "longitude")
    problems = [
        problem
        for axis, coordinate in (("latitude", south_north), ("longitude", west_east))
        if (problem := _problem(coordinate, axis))
    ]
    if problems and turned:
        raise Swapped(Point(latitude=west_east.degrees, longitude=south_north.degrees))
    if problems:
        raise ValueError("; ".join(problems))
    if south_north.degrees == west_east.degrees == 0:
        raise ValueError("the point is 0, 0, which stands for no point")
    return Point(latitude=south_north.degrees, longitude=west_east.degrees)


def _fits(coordinate: Coordinate, axis: str) -> bool:
    return not _problem(coordinate, axis)


def _problem(coordinate: Coordinate, axis: str) -> str:
    if coordinate.axis not in {None, axis}:
        return f"{axis} {coordinate.degrees:g} is marked as a {coordinate.axis}"
    if abs(coordinate.degrees) > LIMITS[axis]:
        return f"{axis} {coordinate.degrees:g} is outside -{LIMITS[axis]:g} to {LIMITS[axis]:g}"
    return ""
