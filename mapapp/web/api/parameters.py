"""What a request may ask: our filters, and the parameters of the API's own. One row each, with its JSON schema."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from gazetteer.place import Extent, PlaceKind
from mapapp.domain.event_types import EVENT_TYPES, GROUPS
from mapapp.domain.incident import Review, Status
from mapapp.domain.view import View
from mapapp.store.filter_kinds import Filter
from mapapp.store.filters import FILTERS
from mapapp.store.paging import BOOKMARK, Bookmark
from mapapp.store.tiles import DEEPEST
from mapapp.web import link
from mapapp.web.api.instants import interval

Json = dict[str, Any]

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
TURNS = 3 * 360.0
"""Degrees east or west: a map may be panned around the world, but not for ever."""
LIMIT, MOST = 100, 1_000
"""Features on a page, unless asked otherwise; and at most."""
BARS, MOST_BARS = 60, 1_000
VALUES, MOST_VALUES = 100, 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter of the query or the path."""

    name: str
    schema: Mapping[str, Any]
    description: str
    read: Callable[[str], Any]
    """From its text. Raises ValueError, saying how it is written."""
    default: Any = None
    joined: bool = False
    """Is it an array written with commas?"""


def _whole(low: int, high: int | None = None) -> Callable[[str], int]:
    """Read a whole number; one above `high` is taken as `high`."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) <= 18 and int(text) >= low):
            raise ValueError(f"it is a whole number from {low} on")
        return int(text) if high is None else min(int(text), high)

    return read


def _extent(text: str) -> Extent:
    sentence = "it is west,south,east,north in degrees, such as bbox=30,32,42,38"
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        raise ValueError(sentence) from None
    if len(numbers) == 6:  # with heights, of which incidents have none
        del numbers[5], numbers[2]
    if len(numbers) != 4 or not all(map(math.isfinite, numbers)):
        raise ValueError(sentence)
    west, south, east, north = numbers
    if south > north:
        raise ValueError("it is upside down, its south lies above its north")
    if not (abs(west) <= TURNS and abs(east) <= TURNS and south >= -90 and north <= 90):
        raise ValueError(sentence)
    return Extent(west=west, south=south, east=east, north=north)


BBOX = Parameter(
    name="bbox",
    schema={
        "type": "array",
        "items": {"type": "number"},
        "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}],
        "example": [30, 32, 42, 38],
    },
    description="Only incidents with a point in this box: west,south,east,north in degrees. West may be greater than "
    "east: the box then crosses the antimeridian. Incidents without a place are in no box.",
    read=_extent,
    joined=True,
)


def _crs84(text: str) -> str:
    if text != CRS84:
        raise ValueError(f"coordinates come as {CRS84}, longitude first, and in no other way")
    return text


CRS = tuple(
    Parameter(
        name=name,
        schema={"type": "string", "enum": [CRS84]},
        description=f"How {what} is told: longitude and latitude, WGS84. Clients such as GDAL say so; nothing else is.",
        read=_crs84,
    )
    for name, what in (("crs", "the answer"), ("bbox-crs", "the box"))
)
DATETIME = Parameter(
    name="datetime",
    schema={"type": "string", "minLength": 1, "example": "2016-12-01/2016-12-14"},
    description="Only incidents whose time overlaps this one: a day (2016-12-14), an instant (2016-12-14T10:00:00Z), "
    "or two of them with / between, where .. leaves an end open. Undated incidents overlap nothing.",
    read=interval,
)
LIMITED = Parameter(
    name="limit",
    schema={"type": "integer", "minimum": 1, "default": LIMIT},
    description=f"Features on a page; more than {MOST:,} are taken as {MOST:,}.",
    read=_whole(1, MOST),
    default=LIMIT,
)
_BOOKMARK: Json = {"type": "string", "pattern": f"^{BOOKMARK}$"}
AFTER = Parameter(
    name="after",
    schema=_BOOKMARK,
    description="Where the page begins, as the link to the next page has it.",
    read=Bookmark.parse,
)
BEFORE = Parameter(
    name="before",
    schema=_BOOKMARK,
    description="Where the page ends, as the link to the page before has it.",
    read=Bookmark.parse,
)
BARS_WANTED = Parameter(
    name="bars",
    schema={"type": "integer", "minimum": 1, "default": BARS},
    description=f"Bars of the histogram, at most; more than {MOST_BARS:,} are taken as {MOST_BARS:,}.",
    read=_whole(1, MOST_BARS),
    default=BARS,
)
VALUES_WANTED = Parameter(
    name="values",
    schema={"type": "integer", "minimum": 1, "default": VALUES},
    description=f"Values of each filter, the fullest first; more than {MOST_VALUES:,} are taken as {MOST_VALUES:,}.",
    read=_whole(1, MOST_VALUES),
    default=VALUES,
)
INCIDENT_ID = Parameter(
    name="incident_id",
    schema={"type": "string", "minLength": 1},
    description="The id of an incident.",
    read=str,
)
TILE = tuple(
    Parameter(
        name=name,
        schema={"type": "integer", "minimum": 0, "maximum": most},
        description=description,
        read=_whole(0),
    )
    for name, most, description in (
        ("z", DEEPEST, "Zoom level."),
        ("x", 2**DEEPEST - 1, "Column, from the west; less than two to the power of the zoom level."),
        ("y", 2**DEEPEST - 1, "Row, from the north; less than two to the power of the zoom level."),
    )
)

_TEXT: Json = {"type": "string"}
_BLANK = r"\s\u001c-\u001f\u0085"
"""In a set of characters: what is blank here. JSON schema leaves the last five out of \\s."""
_PERSONS: Json = {"type": "integer", "minimum": 0, "maximum": 9_999_999_999}
_DAY: Json = {"type": "string", "format": "date"}
SCHEMAS: dict[str, Json] = {
    "type": {"type": "string", "enum": [*GROUPS, *(code for code in EVENT_TYPES if code not in GROUPS)]},
    "status": {"type": "string", "enum": [status.value for status in Status]},
    "country": {"type": "string", "pattern": "^[A-Z]{2}$"},
    "province": {"type": "string", "pattern": f"^[^:{_BLANK}]+:[^{_BLANK}]+$"},
    "source": {"type": "string", "pattern": f"[^{_BLANK}]"},
    "precision": {"type": "string", "enum": [kind.value for kind in PlaceKind]},
    "actor": {"type": "string", "pattern": "^[^\\u0000]+$"},
    "review": {"type": "string", "enum": [review.value for review in Review if review is not Review.REJECTED]},
    "language": {"type": "string", "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"},
    "from": _DAY,
    "to": _DAY,
    "last": {"type": "string", "pattern": "^[1-9][0-9]{0,3}[hdmy]$"},
    "killed": _PERSONS,
    "injured": _PERSONS,
    "area": {"type": "string", "pattern": "^(box|circle|polygon):.+$"},
    "seen": {"type": "string", "pattern": "^box:.+$"},
    link.VERSION_KEY: {"type": "string", "enum": [str(number) for number in range(1, link.VERSION + 1)]},
}
"""What one value of a filter may be. A filter without a row takes any text."""


def several(row: Filter) -> bool:
    """May it be given more than once? The values are then alternatives."""
    return isinstance(getattr(View(), row.field), tuple)


def filter_schema(row: Filter) -> Json:
    """The schema of all that a filter is given."""
    one = SCHEMAS.get(row.key, _TEXT)
    return {"type": "array", "items": one, "minItems": 1} if several(row) else one


FILTER_KEYS = tuple(row.key for row in FILTERS)
