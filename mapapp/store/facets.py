"""How many incidents each value of each filter would leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from mapapp.domain.event_types import EVENT_TYPES, GROUPS
from mapapp.domain.view import View
from mapapp.store.columns import Columns, Mask
from mapapp.store.filters import FILTERS, STEPS, Filter, without
from mapapp.store.places import Province

Counts = dict[str, int]


def facets(columns: Columns, view: View) -> dict[str, Counts]:
    """Filter key -> value -> how many incidents choosing that value alone would leave.

    The filter's own values are set aside, the other filters hold. Types are counted by sub-type and by group
    ("battle"). Filters by a number or by the last days are counted at some steps. Values that would leave nothing are
    left out.
    """
    parts = {row.key: part for row in FILTERS if (part := row.test(view, columns)) is not None}
    everything = _all_of(parts, len(columns))
    found: dict[str, Counts] = {}
    for row in FILTERS:
        mask = everything if row.key not in parts else _all_of(_others(parts, row.key), len(columns))
        if row.key in columns.labels:
            found[row.key] = columns.labels[row.key].counts(mask)
        elif row.key in STEPS:
            found[row.key] = {
                step: many for step in STEPS[row.key] if (many := _count(_at(row, step, view, columns), mask))
            }
    found["type"] = _with_groups(found["type"])
    return found


def _at(row: Filter, step: str, view: View, columns: Columns) -> Mask | None:
    """The filter's own part of the view, if this step were chosen in it."""
    return row.test(replace(without(view, row.key), **row.read([step]).fields), columns)


def _others(parts: Mapping[str, Mask], key: str) -> dict[str, Mask]:
    return {other: part for other, part in parts.items() if other != key}


def _all_of(parts: Mapping[str, Mask], size: int) -> Mask:
    mask = np.ones(size, dtype=np.bool_)
    for part in parts.values():
        mask &= part
    return mask


def _count(part: Mask | None, mask: Mask) -> int:
    return int(np.count_nonzero(mask if part is None else mask & part))


def _with_groups(counts: Counts) -> Counts:
    found = dict(counts)
    for code, number in counts.items():
        group = code.partition(".")[0]
        if group != code:
            found[group] = found.get(group, 0) + number
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A value with those below it."""

    value: str
    """As the filter takes it."""
    name: str
    count: int
    """Incidents; those of its children may overlap, and need not add up to it."""
    children: tuple[Branch, ...] = ()


def type_tree(counts: Mapping[str, int]) -> tuple[Branch, ...]:
    """Types that would leave something, each with its sub-types, in the order of the table of types."""
    return tuple(
        Branch(
            value=group,
            name=row.name,
            count=counts[group],
            children=tuple(
                Branch(value=code, name=EVENT_TYPES[code].event_type.sub_type, count=counts[code])
                for code in EVENT_TYPES
                if counts.get(code) and EVENT_TYPES[code].group == group
            ),
        )
        for group, row in GROUPS.items()
        if counts.get(group)
    )


def province_tree(
    countries: Mapping[str, int],
    provinces: Mapping[str, int],
    known: Mapping[str, Province],
    country_name: Callable[[str], str],
) -> tuple[Branch, ...]:
    """Countries, the fullest first, each with its provinces. A province whose country would leave nothing (another
    country is chosen) still stands below it, with the country's count as it is.
    """
    below: dict[str, list[Branch]] = {code: [] for code in countries}
    for place_id, count in provinces.items():
        province = known.get(place_id)
        branch = Branch(value=place_id, name=province.name if province else place_id, count=count)
        below.setdefault((province.country if province else None) or "", []).append(branch)
    return tuple(
        Branch(
            value=code,
            name=country_name(code) if code else "No country",
            count=countries.get(code, 0),
            children=tuple(sorted(children, key=_fullest)),
        )
        for code, children in sorted(below.items(), key=lambda pair: (-countries.get(pair[0], 0), pair[0]))
    )


def _fullest(branch: Branch) -> tuple[int, str]:
    return -branch.count, branch.name
