"""Columns made of older ones and of the rows that have changed since; everything lies where reading anew would put it.

The older columns stay as they are, and so do the parts that nothing has changed, which both then share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from mapapp.store.columns import Columns, Labels, Marks, Mask, Tellers, Whole, in_order, slim
from mapapp.store.keys import NOT_HERE, Keys, places_of
from mapapp.store.places import Places, Sites, spots
from mapapp.store.words import SEGMENT

Positions = npt.NDArray[np.int64]


class Weave:
    """How some of the held rows and all of the new ones lie in their common order."""

    def __init__(self, stays: Mask | None, before: Positions, many: int) -> None:
        """Which of the `many` held rows stay, None for all; and for each new row how many held ones come before it,
        counting those that do not stay.
        """
        self.before, self._many = before, many
        self._stays = None if stays is None or stays.all() else stays
        self.new_at = self._staying(before) + np.arange(len(before))
        """Per new row: where it lies, ascending."""
        stay = many if self._stays is None else int(np.count_nonzero(self._stays))
        self._free = np.ones(stay + len(before), dtype=np.bool_)
        """Per row of both: is it a held one?"""
        self._free[self.new_at] = False

    def _staying(self, before: Positions) -> Positions:
        if self._stays is None:
            return before
        gone = np.flatnonzero(~self._stays)
        return before - np.searchsorted(gone, before)

    def __len__(self) -> int:
        return len(self._free)

    @property
    def stays(self) -> Mask | None:
        """Which of the held rows stay; None for all."""
        return self._stays

    def rows(self, held: Whole, new: Whole) -> Whole:
        """One column of both."""
        made = np.empty(len(self), dtype=np.result_type(held, new))
        made[self._free] = held if self._stays is None else held[self._stays]
        made[self.new_at] = new
        return made

    @cached_property
    def moved(self) -> Whole:
        """For each held row where it lies now; -1 for one that does not stay."""
        free = np.flatnonzero(self._free).astype(np.int32)
        if self._stays is None:
            return free
        moved = np.full(self._many, -1, dtype=np.int32)
        moved[self._stays] = free
        return moved


def replaced(held: Columns, touched: Sequence[str], new: Columns) -> Columns:
    """The columns in which these incidents are as `new` has them: other ones, changed ones, or no more."""
    weave = Weave(~held.ids.among(touched), _before(held, new), len(held))
    number = {
        name: slim(weave.rows(getattr(held, name), getattr(new, name)))
        for name in ("killed_low", "killed_high", "injured_low", "injured_high")
    }
    labels = {key: _labels(weave, held.labels[key], new.labels[key]) for key in held.labels}
    columns = Columns(
        ids=_keys(weave, held.ids, new.ids),
        starts=weave.rows(held.starts, new.starts),
        ends=weave.rows(held.ends, new.ends),
        **number,
        counted=weave.rows(held.counted, new.counted),
        text=held.text.followed_by(new.text),
        text_row=weave.rows(held.text_row, (new.text_row + len(held.text)).astype(np.int32)),
        labels=labels,
        reports=_tellers(weave, held.reports, new.reports),
        places=_places(weave, held.places, new.places, labels["province"].values),
    )
    return _without_lost_texts(columns)


def _before(held: Columns, new: Columns) -> Positions:
    """Per new incident: how many of the held ones come before it, newest first."""
    ids, other_ids = held.ids.numbers, new.ids.numbers
    if held.ids.others or new.ids.others:  # their texts decide
        ranks = Keys.of([*held.ids, *new.ids]).ranks().astype(np.uint64)
        ids, other_ids = ranks[: len(ids)], ranks[len(ids) :]
    low, high = np.zeros(len(new), dtype=np.int64), np.full(len(new), len(held), dtype=np.int64)
    while len(open_ := np.flatnonzero(low < high)):
        middle = (low[open_] + high[open_]) // 2
        comes = np.zeros(len(open_), dtype=np.bool_)
        for one, other in (
            (other_ids[open_], ids[middle]),
            (held.starts[middle], new.starts[open_]),
            (held.ends[middle], new.ends[open_]),
        ):
            comes = (one > other) | ((one == other) & comes)
        low[open_[comes]] = middle[comes] + 1
        high[open_[~comes]] = middle[~comes]
    return low


def _keys(weave: Weave, held: Keys, new: Keys) -> Keys:
    others: dict[int, str] = {}
    if held.others:
        moved = {place: int(weave.moved[place]) for place in held.others}
        others = {moved[place]: text for place, text in held.others.items() if moved[place] >= 0}
    others |= {int(weave.new_at[place]): text for place, text in new.others.items()}
    return Keys(weave.rows(held.numbers, new.numbers), others)


def _pairs(weave: Weave, held: Whole, new: Whole) -> tuple[Weave, Whole]:
    """Pairs of an incident, ascending, and of something else: how they lie now, and their incidents."""
    moved, before = weave.moved[held], weave.before[new]
    if held.dtype == np.int32:
        before = before.astype(np.int32)  # otherwise all that is held would be copied
    stays = None if weave.stays is None else moved >= 0
    pairs = Weave(stays, np.searchsorted(held, before), len(held))
    return pairs, pairs.rows(moved, weave.new_at[new].astype(np.int32))


def _labels(weave: Weave, held: Labels, new: Labels) -> Labels:
    values = tuple(sorted({*held.values, *new.values}))
    of_held, of_new = _numbers(held.values, values), _numbers(new.values, values)
    if held.incident is None or new.incident is None:
        incident, entries = None, weave
    else:
        entries, incident = _pairs(weave, held.incident, new.incident)
    held_code = held.code if held.values == values else of_held[held.code]
    code = entries.rows(held_code, of_new[new.code])
    if entries.stays is not None:
        values, code = in_order(values, code)
    return Labels(values=values, code=code, incident=None if incident is None else slim(incident), size=len(weave))


def _numbers(some: Sequence[str], values: Sequence[str]) -> Whole:
    number = {value: code for code, value in enumerate(values)}
    return slim(np.array([number[value] for value in some], dtype=np.int64))


def _tellers(weave: Weave, held: Tellers, new: Tellers) -> Tellers:
    """Reports that come are put behind the others; those that tell nothing any more stay until they are many."""
    pairs, incident = _pairs(weave, held.incident, new.incident)
    known = places_of(new.marks, held.marks)
    fresh = known == NOT_HERE
    known[fresh] = len(held.marks) + np.arange(np.count_nonzero(fresh))
    marks = np.concatenate([held.marks, new.marks[fresh]])
    report = pairs.rows(held.report, known[new.report].astype(np.int32))
    if len(marks) > 2 * len(report) + SEGMENT:
        used, report = _used(report, len(marks))
        marks = marks[used]
    return Tellers(report=report, incident=incident.astype(np.int32, copy=False), marks=marks)


def _united(held: Marks, new: Marks) -> tuple[Marks, Positions, Positions]:
    """Ascending marks of both, and for each where it lies among them."""
    before = np.searchsorted(held, new)
    known = np.zeros(len(new), dtype=np.bool_)
    inner = np.flatnonzero(before < len(held))
    known[inner] = held[before[inner]] == new[inner]
    weave = Weave(None, before[~known], len(held))
    marks = weave.rows(held, new[~known])
    return marks, weave.moved.astype(np.int64), np.searchsorted(marks, new)


def _used(number: Whole, size: int) -> tuple[Positions, Whole]:
    """Which of the numbers below `size` occur, and the numbers by their places among those."""
    occurs = np.zeros(size, dtype=np.bool_)
    occurs[number] = True
    used = np.flatnonzero(occurs)
    if len(used) == size:
        return used, number.astype(np.int32, copy=False)
    return used, (np.cumsum(occurs, dtype=np.int32) - 1)[number].astype(np.int32)


def _places(weave: Weave, held: Places, new: Places, provinces: Sequence[str]) -> Places:
    pairs, incident = _pairs(weave, held.incident, new.incident)
    marks, of_held, of_new = _united(held.sites.mark, new.sites.mark)
    held_site = held.site if len(marks) == len(held.sites) else of_held.astype(np.int32)[held.site]
    site = pairs.rows(held_site, of_new.astype(np.int32)[new.site])
    used = np.arange(len(marks))
    if pairs.stays is not None:
        used, site = _used(site, len(marks))
    known = held.provinces | {key: one for key, one in new.provinces.items() if key not in held.provinces}
    return Places(
        incident=incident.astype(np.int32, copy=False),
        site=site,
        shared=pairs.rows(held.shared, new.shared),
        role=pairs.rows(held.role, new.role),
        sites=_sites(held.sites, new.sites, of_held, of_new, used),
        provinces={key: known[key] for key in provinces if key in known},
    )


def _sites(held: Sites, new: Sites, of_held: Positions, of_new: Positions, used: Positions) -> Sites:
    """Those that are used, of both together."""
    which = np.full(len(held) + len(new), -1, dtype=np.int64)  # per site of both: of the held ones, or of those behind
    which[of_new] = len(held) + np.arange(len(new))
    which[of_held] = np.arange(len(held))
    which = which[used]
    if len(which) == len(held) and (which < len(held)).all():
        return held
    fresh = which[which >= len(held)] - len(held)
    which[which >= len(held)] = len(held) + np.arange(len(fresh))

    def column(name: str) -> npt.NDArray[Any]:
        made: npt.NDArray[Any] = np.concatenate([getattr(held, name), getattr(new, name)[fresh]])[which]
        return made

    kinds = (*held.kinds, *new.kinds)
    kind = np.concatenate([held.kind, new.kind[fresh] + len(held.kinds)])[which]
    kinds, kind = _one_of_each(kinds, kind)
    spot_mark = column("spot_mark")
    return Sites(
        latitude=column("latitude"),
        longitude=column("longitude"),
        radius_km=column("radius_km"),
        area=column("area"),
        circle=column("circle"),
        mark=column("mark"),
        spot_mark=spot_mark,
        spot=spots(spot_mark),
        kind=kind.astype(np.uint8),
        kinds=kinds,
        place_ids=held.place_ids.followed_by(new.place_ids.taken(fresh)).taken(which),
        names=held.names.followed_by(new.names.taken(fresh)).taken(which),
    )


def _one_of_each(values: tuple[str, ...], code: Whole) -> tuple[tuple[str, ...], Whole]:
    """As `in_order`, where a value may stand twice."""
    different = sorted(set(values))
    return in_order(different, np.array([different.index(value) for value in values], dtype=np.int64)[code])


def _without_lost_texts(columns: Columns) -> Columns:
    """Texts of incidents that are gone stay in the index until they are more than the others."""
    every = len(columns.text)
    if every - len(columns) <= max(SEGMENT, len(columns)):
        return columns
    wanted = np.zeros(every, dtype=np.bool_)
    wanted[columns.text_row] = True
    row = (np.cumsum(wanted) - 1)[columns.text_row].astype(np.int32)
    return replace(columns, text=columns.text.only(wanted), text_row=row)
