"""What the columns of a table mean: a TOML file that a person can edit (docs/tables.md)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from gazetteer.kind_words import default_radii
from gazetteer.place import PlaceKind
from mapapp.domain.claim import CountKind
from mapapp.domain.event_types import EVENT_TYPES
from mapapp.domain.incident import PartyKind
from mapapp.intake.tables.errors import TableNotUnderstood

FOLDER = Path(__file__).with_name("schemes")
COUNTS = tuple(kind.value for kind in CountKind)
ROLES = (
    *("id", "date", "date_end", "year", "month", "day", "time_precision"),
    *("type", "place", "admin1", "country", "latitude", "longitude", "place_precision"),
    *("actors", "actor_kinds", "targets", "target_kinds"),
    *(name for count in COUNTS for name in (count, f"{count}_low", f"{count}_high")),
    *("sources", "published", "url", "title", "notes", "also"),
)
"""What a column may tell. Where several columns share a role, the first that is filled in counts; of actors, targets,
sources and `also` (columns that are only kept as words) all do.
"""
SPELLS = ("day", "days", "week", "month", "year")
"""How exactly a date may be known."""
KINDS = tuple(kind.value for kind in PlaceKind)
KEYS = frozenset(
    [
        "name",
        "recognised_by",
        "columns",
        "types",
        "other_type",
        "parties",
        "place_precision",
        "time_precision",
        "day_first",
        "unknown",
        "separator",
        "language",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """How exactly a place is known."""

    kind: PlaceKind = PlaceKind.SETTLEMENT
    radius_km: float = default_radii()[PlaceKind.SETTLEMENT]
    around: bool = False
    """True: it happened somewhere around the place, not in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """What the columns of a table mean."""

    name: str
    """Who made the table: "ACLED"; the source of a row that names none."""
    columns: Mapping[str, tuple[str, ...]]
    """The names of columns by what they tell, one of ROLES."""
    recognised_by: tuple[str, ...] = ()
    """Columns that only tables of this scheme have."""
    types: Mapping[str, str] = field(default_factory=dict)
    """Codes of our types by the table's own words, folded by `key_of`."""
    other_type: str | None = None
    """The code for words that are not known; None: such a row is rejected."""
    parties: Mapping[str, PartyKind] = field(default_factory=dict)
    """Kinds by a party's name, or by the word of a column of kinds, folded; "police*" is all that begins so."""
    place_precision: Mapping[str, Ground] = field(default_factory=dict)
    time_precision: Mapping[str, str] = field(default_factory=dict)
    """One of SPELLS by the table's code."""
    day_first: bool | None = None
    """What 03/04/2016 means; None: a row with such a date is rejected."""
    unknown: frozenset[str] = frozenset()
    """Cells that mean "not known" beside the usual ones, folded."""
    separator: str = ";"
    """Between several sources or parties in one cell."""
    language: str | None = None
    """Of the notes, BCP-47."""

    def with_columns(self, columns: Mapping[str, Sequence[str]]) -> Scheme:
        """The same with other columns, such as a person chose. Raises TableNotUnderstood."""
        return replace(self, columns=_columns({role: list(some) for role, some in columns.items()}, self.name))

    def code_of(self, word: str) -> str | None:
        """The code of our type for a word of the table."""
        key = key_of(word)
        return self.types.get(key) or type_words().get(key)

    def kind_of(self, word: str) -> PartyKind:
        """What sort of party a name, or a word for a kind, tells."""
        key = key_of(word)
        exact = self.parties.get(key)
        begins = (kind for start, kind in self.parties.items() if start[-1:] == "*" and key.startswith(start[:-1]))
        return exact or next(begins, PartyKind.UNKNOWN)


def key_of(text: str) -> str:
    """How words of a table are compared.

    >>> key_of("  Armed  CLASH ")
    'armed clash'
    """
    return " ".join(text.casefold().split())


@cache
def type_words() -> Mapping[str, str]:
    """Our own words for types, and ACLED's as the table of event types has them, folded, with the code of each."""
    words: dict[str, str] = {}
    for code, row in EVENT_TYPES.items():
        kind = row.event_type
        for word in (code, f"{kind.name}: {kind.sub_type}", kind.sub_type, row.acled, kind.name):
            if word and key_of(word) not in {"other"}:
                words.setdefault(key_of(word), code)
    return words


@cache
def schemes() -> Mapping[str, Scheme]:
    """Those that come with the program, by the word of the command line."""
    return {path.stem: read_scheme(path) for path in sorted(FOLDER.glob("*.toml"))}


def read_scheme(path: Path) -> Scheme:
    """A scheme from its file. Raises TableNotUnderstood, saying which line of it is wrong."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise TableNotUnderstood(f"{path.name} is no TOML file: {problem}. See docs/tables.md.") from problem
    return scheme_of(raw, path.name)


def scheme_of(raw: Mapping[str, Any], where: str) -> Scheme:
    """A scheme from what its file says. Raises TableNotUnderstood."""
    if strange := sorted(raw.keys() - KEYS):
        raise TableNotUnderstood(f"{where}: {strange[0]!r} is not known; known are {', '.join(sorted(KEYS))}")
    if not isinstance(raw.get("name"), str) or not raw["name"].strip():
        raise TableNotUnderstood(f'{where} must say who made the table: name = "…"')
    try:
        return Scheme(
            name=raw["name"].strip(),
            recognised_by=tuple(raw.get("recognised_by", ())),
            columns=_columns(raw.get("columns", {}), where),
            types={key_of(word): _code(code, where) for word, code in raw.get("types", {}).items()},
            other_type=_code(raw["other_type"], where) if "other_type" in raw else None,
            parties={key_of(word): PartyKind(kind) for word, kind in raw.get("parties", {}).items()},
            place_precision={str(key): _ground(told, where) for key, told in raw.get("place_precision", {}).items()},
            time_precision={str(key): _spell(told, where) for key, told in raw.get("time_precision", {}).items()},
            day_first=raw.get("day_first"),
            unknown=frozenset(key_of(str(word)) for word in raw.get("unknown", ())),
            separator=raw.get("separator", ";"),
            language=raw.get("language"),
        )
    except (AttributeError, TypeError, ValueError) as problem:
        raise TableNotUnderstood(f"{where}: {problem}") from problem


def _columns(raw: Mapping[str, Any], where: str) -> Mapping[str, tuple[str, ...]]:
    if strange := sorted(raw.keys() - set(ROLES)):
        raise TableNotUnderstood(f"{where}: a column cannot tell {strange[0]!r}; it may tell {', '.join(ROLES)}")
    columns = {role: (told,) if isinstance(told, str) else tuple(told) for role, told in raw.items()}
    told = {role for role, some in columns.items() if some}
    if not told & {"date", "year"}:
        raise TableNotUnderstood(f"{where}: no column tells when: give date, or year with month and day")
    if not told & {"place", "admin1", "country", "latitude"}:
        raise TableNotUnderstood(f"{where}: no column tells where: give place, or latitude and longitude")
    if ("latitude" in told) != ("longitude" in told):
        raise TableNotUnderstood(f"{where}: latitude and longitude belong together: give both or none")
    return {role: some for role, some in columns.items() if some}


def _code(code: str, where: str) -> str:
    if code not in EVENT_TYPES:
        raise TableNotUnderstood(f"{where}: there is no type {code!r}; there are {', '.join(EVENT_TYPES)}")
    return code


def _spell(word: str, where: str) -> str:
    if word not in SPELLS:
        raise TableNotUnderstood(f"{where}: a time is known to the {', '.join(SPELLS)}, not {word!r}")
    return word


def _ground(raw: Mapping[str, Any], where: str) -> Ground:
    if raw.get("kind") not in KINDS or raw.keys() - {"kind", "within_km"}:
        raise TableNotUnderstood(f"{where}: a place_precision is {{ kind = …, within_km = … }}, kind one of {KINDS}")
    kind = PlaceKind(raw["kind"])
    usual = default_radii().get(kind, 500.0)
    return Ground(kind=kind, radius_km=float(raw.get("within_km", usual)), around="within_km" in raw)


def recognised(header: Iterable[str]) -> tuple[str, Scheme] | None:
    """The scheme whose own columns a table has, with its word; of several the one with most of them."""
    have = {key_of(cell) for cell in header}
    fitting = [
        (len(scheme.recognised_by), word, scheme)
        for word, scheme in schemes().items()
        if scheme.recognised_by and {key_of(name) for name in scheme.recognised_by} <= have
    ]
    best = max(fitting, key=lambda one: one[0], default=None)
    return best and (best[1], best[2])
