"""Decide which place on Earth each mention means, with the rest of the text as context.

All names of a text are weighed together (company.py, weighing.py). One name has one sense in a document, unless the
text itself says otherwise ("Paris, Texas"); a name that is likely none of the places known by it stays without one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from gazetteer.lookup import Gazetteer
from gazetteer.place import Place, PlaceKind
from gazetteer.reason import Reason
from mapapp.domain.mention import Mention, Resolution
from mapapp.geoparse import names as names_in
from mapapp.geoparse.candidates import candidates_of
from mapapp.geoparse.company import Company
from mapapp.geoparse.field import Field, Figures, apart_km, field_of
from mapapp.geoparse.names import Link, Name
from mapapp.geoparse.reasons import reasons_of
from mapapp.geoparse.told_where import (
    RUNNERS_UP,
    SAME_PLACE_KM,
    at_home,
    containers_set_aside,
    where_told,
    without_those_elsewhere,
)
from mapapp.geoparse.weighing import Weights, learned, weigh

MOST_KEPT = 4096
"""Names whose candidates' figures stay in memory: a few kB each."""
MOST_TOGETHER = 60
"""Names that are weighed together: the cost of a longer text grows with its length and not faster."""
MOST_LASTING = 12
"""Names, those used most, that are weighed with every part of a long text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The names of a text, or of a part of it, ready to be weighed."""

    names: Sequence[Name]
    fields: Sequence[Field]
    """For each name its candidates."""
    company: Company


class Resolver:
    """Mentions of one document → the places they mean."""

    def __init__(self, gazetteer: Gazetteer, weights: Weights | None = None) -> None:
        self.gazetteer = gazetteer
        self.given = weights
        """Other weights than those that come with the program."""
        self._field = lru_cache(maxsize=MOST_KEPT)(self._read_field)

    @property
    def weights(self) -> Weights:
        """Those that come with the program, unless others were given."""
        return self.given or learned()

    @property
    def maker(self) -> str:
        """Which version of which method decides: "resolve-4.1f0c9a3d+gazetteer-0.1.0+1b2c3d4e5f60"."""
        return f"resolve-4.{self.weights.version}+{self.gazetteer.maker}"

    def resolve(
        self, text: str, mentions: Sequence[Mention], country_code: str | None = None
    ) -> tuple[Resolution, ...]:
        """Resolve all mentions of one text together, order kept.

        Args:
            text: the report's text, for what stands between two mentions ("Paris, Texas").
            mentions: of this text, in order.
            country_code: the publisher's or reader's country: a hint, never a filter.
        """
        if not mentions:
            return ()
        containers = names_in.containers_of(text, mentions)
        names, numbers = names_in.names_of(text, mentions, containers)
        links = list(names_in.links_of(text, mentions, numbers))
        decided: dict[int, Resolution] = {}
        for part in _parts(names):
            setting = self._setting(part, names, links, country_code)
            for number, decision in zip(part, self._decide(setting, mentions), strict=True):
                decided.setdefault(number, decision)
        resolved = [
            replace(decided[number], mention=mention) for mention, number in zip(mentions, numbers, strict=True)
        ]
        return tuple(containers_set_aside(text, without_those_elsewhere(text, resolved, containers), containers))

    def setting(self, text: str, mentions: Sequence[Mention]) -> tuple[Setting, list[int]]:
        """All names of a text ready to be weighed, and for each mention the number of its name."""
        names, numbers = names_in.names_of(text, mentions, names_in.containers_of(text, mentions))
        links = list(names_in.links_of(text, mentions, numbers))
        return self._setting(range(len(names)), names, links, None), numbers

    def _setting(
        self, part: Sequence[int], names: Sequence[Name], links: Sequence[Link], country_code: str | None
    ) -> Setting:
        place_of = {number: place for place, number in enumerate(part)}
        chosen = [names[number] for number in part]
        fields = [self._field(name.surface, name.asked) for name in chosen]
        inner = [(place_of[a], place_of[b], how) for a, b, how in links if a in place_of and b in place_of]
        return Setting(names=chosen, fields=fields, company=Company.of(fields, chosen, inner, country_code))

    def _read_field(self, surface: str, asked: PlaceKind | None) -> Field:
        return field_of(surface, candidates_of(self.gazetteer, surface), asked)

    def _decide(self, setting: Setting, mentions: Sequence[Mention]) -> Iterator[Resolution]:
        """One for each name, as of its first mention."""
        weighed = weigh(setting.fields, setting.company, self.weights)
        chances = at_home(setting.company, where_told(setting.company, weighed.chances))
        end = 0
        for name, field in zip(setting.names, setting.fields, strict=True):
            start, end = end, end + len(field.candidates)
            rows = slice(start, end)
            yield self._decision(mentions[name.mentions[0]], field, weighed.figures[rows], chances[rows])

    def _decision(self, mention: Mention, field: Field, figures: Figures, chances: Figures) -> Resolution:
        order = np.argsort(-chances, kind="stable")
        places = [field.candidates[row].place for row in order]
        sure = self.weights.calibrated(sureness(field, chances, int(order[0]))) if places else 0.0
        if not places or sure < self.weights.least:
            return self._made(mention, None, 0.0, (_unknown(mention, known=bool(places)),), places)
        best = int(order[0])
        reasons = reasons_of(field.candidates[best], figures[best], self.weights.together)
        return self._made(mention, places[0], sure, reasons, places[1:])

    def _made(
        self, mention: Mention, place: Place | None, sure: float, reasons: tuple[Reason, ...], others: Sequence[Place]
    ) -> Resolution:
        return Resolution(
            mention=mention,
            place=place,
            confidence=round(min(0.99, sure) * mention.confidence, 3),
            reasons=reasons,
            runners_up=tuple(others[:RUNNERS_UP]),
            maker=self.maker,
        )


def sureness(field: Field, chances: Figures, best: int) -> float:
    """The chance that the answer is right on the map: of the best candidate and of others at the same spot."""
    reach = max(SAME_PLACE_KM, float(field.radius_km[best]))
    apart = apart_km(field.vectors, field.vectors[best])
    return float(min(1.0, chances[apart <= reach].sum()))


def _parts(names: Sequence[Name]) -> Iterator[list[int]]:
    """Numbers of the names weighed together: all, or in a long text those used most with each stretch of it."""
    if len(names) <= MOST_TOGETHER:
        yield list(range(len(names)))
        return
    lasting = sorted(range(len(names)), key=lambda number: -len(names[number].mentions))[:MOST_LASTING]
    others = [number for number in range(len(names)) if number not in set(lasting)]
    for at in range(0, len(others), MOST_TOGETHER - MOST_LASTING):
        yield [*lasting, *others[at : at + MOST_TOGETHER - MOST_LASTING]]


def _unknown(mention: Mention, *, known: bool) -> Reason:
    said = "is likely to be meant" if known else "is known by the name"
    return Reason(feature="unknown", points=0.0, sentence=f"no place that {said}: “{mention.surface}”")
