"""Which column of a table holds what: as told by options, else guessed from the headers (see header_words)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from gazetteer.errors import TableMistaken
from gazetteer.header_words import Column, fits

ROLES = {
    "name": "name",
    "latitude": "latitude",
    "longitude": "longitude",
    "id": "p-code",
    "local_name": "local name",
    "forms": "other names",
    "kind": "kind",
    "parent": "parent",
    "admin1": "province",
    "country": "country",
    "population": "population",
    "radius_km": "radius in km",
}
"""What a column can hold, and what people call it."""
REQUIRED = ("name", "latitude", "longitude")
OR_VALUE = frozenset({"kind", "country", "radius_km"})
"""Options which may give one value for all rows instead of a column."""
SEVERAL = frozenset({"local_name", "forms"})
"""Options which may give several columns, divided by commas."""
MOST_LISTED, LONGEST_LISTED = 20, 60
"""Headers that a sentence lists, and characters of each."""
LANGUAGES = ("en", "", "fr", "es", "pt")
"""Which of several names is taken for the name; the others are local names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of a table by role."""

    by_role: Mapping[str, tuple[Column, ...]] = field(default_factory=dict)

    def of(self, role: str) -> tuple[Column, ...]:
        """The columns of a role; none where the table lacks it."""
        return self.by_role.get(role, ())

    def text(self, role: str, cells: Mapping[str, str]) -> str:
        """What a row says: the first of the role's columns which isn't empty."""
        return next((text for column in self.of(role) if (text := column.of(cells))), "")

    def header(self, role: str) -> str:
        """The name of the role's first column; "" where there is none."""
        return next((column.header for column in self.of(role)), "")

    def sentences(self) -> Iterator[str]:
        """What is read from where, and which option says otherwise where that is not certain."""
        for role, called in ROLES.items():
            for column in self.of(role):
                source = f"column {column.header!r}" if column.header else f"{column.value!r} for all rows"
                doubt = "" if column.sure else f"  (not certain; if it is another, give {option(role)} COLUMN)"
                yield f"{called:<13} {source}{doubt}"


def option(role: str) -> str:
    """The option that gives the column of a role."""
    return "--" + role.replace("_", "-")


def listed(headers: Sequence[str]) -> str:
    """The first headers, for a sentence: none of them endless; control characters spelled out."""
    told = [header[:LONGEST_LISTED] for header in headers[:MOST_LISTED]]
    names = ", ".join(header if header.strip() and header.isprintable() else repr(header) for header in told)
    more = len(headers) - len(told)
    return f"{names} and {more:,} more" if more else names or "none"


def choose(
    headers: Sequence[str],
    *,
    tags: Mapping[str, str] | None = None,
    given: Mapping[str, str] | None = None,
    required: Sequence[str] = REQUIRED,
) -> Columns:
    """The columns of a table: those given by role, the others guessed from their headers and HXL tags.

    Raises TableMistaken, and says which option to give, where a given column isn't there or a required one isn't known.
    """
    given = {role: text for role, text in (given or {}).items() if text}
    told = {role: tuple(_given(role, text, headers)) for role, text in given.items()}
    taken = {column.header for columns in told.values() for column in columns}
    guessed = guess([header for header in headers if header not in taken], tags or {})
    found = {**guessed, **told}
    missing = [role for role in required if not found.get(role)]
    if missing:
        called, options = " or the ".join(ROLES[role] for role in missing), " and ".join(map(option, missing))
        raise TableMistaken(
            f"no column for the {called} is known among: {listed(headers)}; say which with {options} "
            "(the first line must hold the names of the columns)"
        )
    return Columns(by_role={role: columns for role, columns in found.items() if columns})


def _given(role: str, text: str, headers: Sequence[str]) -> Iterator[Column]:
    known = {header.strip().casefold(): header for header in headers}
    whole = text.strip().casefold() in known
    for part in text.split(",") if role in SEVERAL and not whole else [text]:
        header = known.get(part.strip().casefold())
        if header is not None:
            language = next((column.language for _, column in fits(header)), "")
            yield Column(header=header, language=language)
        elif role in OR_VALUE:
            yield Column(value=part.strip())
        else:
            raise TableMistaken(
                f"{option(role)}: no column is called {part.strip()!r}; the columns are: {listed(headers)}"
            )


def guess(headers: Sequence[str], tags: Mapping[str, str] | None = None) -> dict[str, tuple[Column, ...]]:
    """The likely columns by role. Empty for roles that no header speaks of."""
    found: dict[str, list[Column]] = {role: [] for role in ROLES}
    for header in headers:
        for role, column in islice(fits(header, (tags or {}).get(header, "")), 1):
            found[role].append(column)
    names, local = _names(found["name"])
    level = names[0].level if names else None
    upper = [column for column in found["name"] if column.level is not None and _is_above(column.level, level)]
    codes = [column for column in found["id"] if column.level is not None and _is_above(column.level, level)]
    return {
        **{role: _best(columns) for role, columns in found.items()},
        "name": names,
        "local_name": (*(column for column in found["local_name"] if column.level in {None, level}), *local),
        "forms": tuple(column for column in found["forms"] if column.level in {None, level}),
        "radius_km": tuple(sorted(found["radius_km"], key=_order)),
        "id": _at(level, found["id"]),
        "kind": _best(found["kind"]) or _kind_of(level),
        "parent": _best(found["parent"]) or _parent(upper, codes),
        "admin1": _best(found["admin1"]) or _at(1, upper),
        "country": _best(found["country"]) or _at(0, codes) or _at(0, upper),
    }


def _is_above(level: int, own: int | None) -> bool:
    return own is None or level < own


def _best(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The likeliest one; not sure where another is as likely."""
    if not columns:
        return ()
    best, *others = sorted(columns, key=_order)
    rivals = any(other.sure and other.language == best.language for other in others)
    return (replace(best, sure=best.sure and not rivals),)


def _at(level: int | None, columns: Sequence[Column]) -> tuple[Column, ...]:
    return _best([column for column in columns if column.level == level])


def _order(column: Column) -> tuple[bool, bool, int, int]:
    foreign = column.language not in LANGUAGES
    return foreign, not column.sure, 0 if foreign else LANGUAGES.index(column.language), column.rank


def _names(columns: Sequence[Column]) -> tuple[tuple[Column, ...], list[Column]]:
    """The name's column, and those of the same place's names in other languages."""
    deepest = max((column.level for column in columns if column.level is not None), default=None)
    own = [column for column in columns if column.level is None] or [c for c in columns if c.level == deepest]
    names = _best(own)
    return names, [column for column in own if column.sure and column.language != names[0].language] if names else []


def _kind_of(level: int | None) -> tuple[Column, ...]:
    return (Column(value=f"admin-{min(level, 3)}"),) if level else ()


def _parent(names: Sequence[Column], codes: Sequence[Column]) -> tuple[Column, ...]:
    """The next level up: its p-code, which finds a row of the same table, and its name."""
    next_up = max((column.level or 0 for column in (*names, *codes)), default=0)
    if next_up == 0:
        return ()
    return (*_at(next_up, codes), *_at(next_up, names))
