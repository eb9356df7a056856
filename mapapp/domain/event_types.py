"""The table of event types, read from `event_types.toml`: one row a kind of event."""

from __future__ import annotations

import tomllib
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from mapapp.domain.incident import EventType

TABLE = Path(__file__).with_name("event_types.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTypeRow:
    """A kind of event, the words that tell it, and how other schemes code it."""

    event_type: EventType
    group: str
    """The code's part before the point: "battle"."""
    letter: str
    """On the map, beside the colour."""
    colour: str
    """Of the group, "#rrggbb"."""
    verbs: tuple[str, ...]
    """Lemmas; several words are a verb and what follows it: "lay down arm"."""
    person_verbs: tuple[str, ...]
    """Verbs that count only with persons as their object."""
    nouns: tuple[str, ...]
    weak_nouns: tuple[str, ...]
    """Nouns that need a count, an effect or a verb of happening beside them."""
    objects: tuple[str, ...]
    """When given, the object must be one of these; or, save for person verbs, a place."""
    companions: tuple[str, ...]
    """When given, one of these must stand in the same clause."""
    banned: tuple[str, ...]
    """None of these may stand in the same clause."""
    in_names: bool
    """Are its words found inside names as well ("Typhoon Haiyan")?"""
    movement: bool
    """Does something of this kind go from one place to another? Then its places may be an origin and a destination."""
    acled: str
    plover: str
    cameo: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventGroup:
    """A top-level type, as filters and the map show it."""

    name: str
    letter: str
    colour: str


def read_rows(path: Path = TABLE) -> tuple[EventTypeRow, ...]:
    """Read the table in its order. Raises ValueError for a row without code, name or sub_type."""
    looks: dict[str, tuple[str, str]] = {}
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["type"]
    moving = frozenset(raw.get("code") for raw in rows if raw.get("movement", False))
    return tuple(_row(raw, looks, moving) for raw in rows)


def by_code(rows: Iterable[EventTypeRow]) -> Mapping[str, EventTypeRow]:
    """The first row of each code: a further row only adds words, with companions of their own."""
    table: dict[str, EventTypeRow] = {}
    for row in rows:
        table.setdefault(row.event_type.code, row)
    return MappingProxyType(table)


def _row(raw: Mapping[str, Any], looks: dict[str, tuple[str, str]], moving: Container[str]) -> EventTypeRow:
    if missing := {"code", "name", "sub_type"} - raw.keys():
        raise ValueError(f"{TABLE.name}: a row lacks {', '.join(sorted(missing))}: {dict(raw)}")
    group = raw["code"].partition(".")[0]
    letter, colour = looks.setdefault(group, (raw.get("letter", "?"), raw.get("colour", "#444444")))
    return EventTypeRow(
        event_type=EventType(code=raw["code"], name=raw["name"], sub_type=raw["sub_type"]),
        group=group,
        letter=letter,
        colour=colour,
        verbs=tuple(raw.get("verbs", ())),
        person_verbs=tuple(raw.get("person", ())),
        nouns=tuple(raw.get("nouns", ())),
        weak_nouns=tuple(raw.get("weak_nouns", ())),
        objects=_lemmas(raw, "objects"),
        companions=_lemmas(raw, "with"),
        banned=_lemmas(raw, "without"),
        in_names=raw.get("in_names", False),
        movement=raw["code"] in moving,
        acled=raw.get("acled", ""),
        plover=raw.get("plover", ""),
        cameo=raw.get("cameo", ""),
    )


def _lemmas(raw: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(str(word).replace("-", " ") for word in raw.get(key, ()))


EVENT_ROWS = read_rows()
"""All rows, for those who look for words."""

EVENT_TYPES = by_code(EVENT_ROWS)
"""Every kind of event by its code, in the table's order."""

GROUPS: Mapping[str, EventGroup] = MappingProxyType(
    {
        row.group: EventGroup(name=row.event_type.name, letter=row.letter, colour=row.colour)
        for row in EVENT_TYPES.values()
    }
)
"""The top-level types by the first part of their codes, in the table's order."""
