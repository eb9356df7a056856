"""What the other places of a text say for a candidate: a place is known by the company it keeps.

All names of a text are weighed together, round by round: the likelier a candidate of one name is, the more it says
for candidates of other names that lie near it, in the same country or province, or inside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from mapapp.geoparse.field import COUNTRY_NUMBERS, WIDE_KM, Field, Figures, Numbers, Truths, apart_km, neighbours
from mapapp.geoparse.names import Link, Name

COMPANY = (
    "lies-in-told",
    "not-in-told",
    "holds-told",
    "country-named",
    "in-named-country",
    "in-named-division",
    "share-in-country",
    "share-in-division",
    "nearest-30",
    "mean-30",
    "nearest-100",
    "mean-100",
    "nearest-300",
    "mean-300",
    "beside-100",
    "beside-in-country",
    "beside-in-division",
    "borders-named",
    "holds-others",
    "reader",
)
"""What the others say, each a figure of 0 to about 1."""
REACHES_KM = (30.0, 100.0, 300.0)
"""How fast nearness fades: to a third at such a distance."""
BESIDE = 150.0
"""Characters: how fast names in a text cease to stand beside one another."""
NEAR_KM = 30.0
"""What lies in a town or a site lies at most so far from its point."""


@cache
def _neighbours() -> Truths:
    return neighbours()


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """The candidates of all names of a text, one row each, and how they stand to one another."""

    of_name: Numbers
    """The name that each row is a candidate of."""
    names: int
    member: Figures
    """1 where a row (first axis) is a candidate of a name (second axis)."""
    near: tuple[Figures, ...]
    """For each reach how near two rows are, 0 to 1; 0 for rows of one name and for wide places."""
    same_country: Figures
    same_division: Figures
    inside: Figures
    """1 where the row of the first axis lies in the row of the second."""
    borders: Figures
    """1 where the countries of two rows touch."""
    has_country: Truths
    tied: Numbers
    """How near home each must be told of, as in `Field`."""
    is_country: Truths
    is_division: Truths
    links: Figures
    """How plainly the text puts one name (first axis) in another (second axis)."""
    beside: Figures
    """How close in the text two names stand, 0 to 1."""
    weight: Figures
    """Of each row's name: the root of how often it is used."""
    reader: Figures
    """1 for rows in the reader's or the publisher's country."""

    @classmethod
    def of(cls, fields: Sequence[Field], names: Sequence[Name], links: Iterable[Link], reader: str | None) -> Company:
        """`reader`: the ISO code of the reader's or the publisher's country."""
        of_name = np.repeat(np.arange(len(fields)), [len(field.candidates) for field in fields])
        other = of_name[:, None] != of_name[None, :]
        vectors = np.concatenate([field.vectors for field in fields])
        radius = np.concatenate([field.radius_km for field in fields])
        countries = np.concatenate([field.countries for field in fields])
        divisions = np.concatenate([field.divisions for field in fields])
        own = np.concatenate([field.own for field in fields])
        is_country = np.concatenate([field.is_country for field in fields])
        is_division = np.concatenate([field.is_division for field in fields])
        distance = apart_km(vectors, vectors.T)
        wide = is_country | (radius > WIDE_KM)
        apart = np.where(other & ~wide[:, None] & ~wide[None, :], distance, np.inf)
        same_country = (countries[:, None] == countries[None, :]) & (countries >= 0)[:, None] & other
        same_division = (divisions[:, None] == divisions[None, :]) & (divisions != -1)[:, None] & other
        local = ~is_country & ~is_division
        inside = np.where(
            is_country[None, :],
            same_country,
            np.where(
                is_division[None, :],
                divisions[:, None] == own[None, :],
                (distance <= np.maximum(NEAR_KM, radius)[None, :]) & local[:, None],
            ),
        )
        somewhere = countries >= 0
        borders = _neighbours()[countries[:, None], countries[None, :]] & somewhere[:, None] & somewhere[None, :]
        reader_number = COUNTRY_NUMBERS.get(reader or "", -2)
        return cls(
            of_name=of_name,
            names=len(fields),
            member=(of_name[:, None] == np.arange(len(fields))[None, :]).astype(float),
            near=tuple(np.exp(-apart / reach) for reach in REACHES_KM),
            same_country=same_country.astype(float),
            same_division=same_division.astype(float),
            inside=(inside & other & (own[:, None] != own[None, :])).astype(float),
            borders=(borders & other).astype(float),
            has_country=somewhere,
            tied=np.concatenate([field.tied for field in fields]),
            is_country=is_country,
            is_division=is_division,
            links=_links(len(fields), links),
            beside=_beside(names),
            weight=np.sqrt([len(name.mentions) for name in names])[of_name] if names else np.zeros(0),
            reader=(countries == reader_number).astype(float),
        )

    def figures(self, likely: Figures) -> Figures:
        """One column for each of COMPANY. `likely`: of each row how likely it is what its name means."""
        shares = likely[:, None] * self.member
        links, beside = self.links[self.of_name], self.beside[self.of_name]
        lies_in = self.inside @ shares
        holds = self.inside.T @ shares
        countries = likely * self.is_country * self.weight
        named = self.same_country @ countries
        places = likely * ~self.is_country * self.weight
        others = np.maximum(0.0, places.sum() - self.member @ (self.member.T @ places))
        columns = [
            _most(links * lies_in),
            _most(links * (1 - lies_in)),
            _most(self.links.T[self.of_name] * holds),
            named / (countries.sum() + 1),
            np.minimum(1.0, named),
            np.minimum(1.0, (self.inside @ (likely * self.is_division)) * ~(self.is_division | self.is_country)),
            self.same_country @ places / (others + 1),
            self.same_division @ places / (others + 1),
        ]
        near = [reach @ shares for reach in self.near]
        for one in near:
            columns += [_most(one), one.sum(axis=1) / (self.names + 1)]
        around = beside.sum(axis=1) + 0.3
        columns += [
            (beside * near[1]).sum(axis=1) / around,
            (beside * (self.same_country @ shares)).sum(axis=1) / around,
            (beside * (self.same_division @ shares)).sum(axis=1) / around,
            np.minimum(1.0, self.borders @ (likely * self.is_country)),
            np.minimum(1.0, holds.sum(axis=1) * (self.is_division | self.is_country)),
            self.reader,
        ]
        return np.stack(columns, axis=1)


def _most(figures: Figures) -> Figures:
    return np.asarray(figures.max(axis=1, initial=0.0))


def _links(names: int, links: Iterable[Link]) -> Figures:
    found = np.zeros((names, names))
    for inner, outer, plainly in links:
        found[inner, outer] = max(found[inner, outer], plainly)
    return found


def _beside(names: Sequence[Name]) -> Figures:
    """By the smallest distance between any two of their mentions."""
    found = np.zeros((len(names), len(names)))
    starts = [np.array(name.starts, dtype=float) for name in names]
    for one in range(len(names)):
        for other in range(one):
            apart = np.abs(starts[one][:, None] - starts[other][None, :]).min()
            found[one, other] = found[other, one] = np.exp(-apart / BESIDE)
    return found
