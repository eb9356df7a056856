"""City or province, where one name is both: Aleppo, Homs, Kandahar, New York. A setting decides what no word decides.

Newspapers mean the city far more often, and say "Aleppo province" when they do not: so the city is the default. Reports
of aid agencies that count by province mean the province.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from gazetteer.candidate import Candidate, Match, similarity
from gazetteer.lookup import Gazetteer
from gazetteer.place import Place, PlaceKind
from gazetteer.reason import Reason
from mapapp.domain.mention import NameOfBoth, Resolution, Use
from mapapp.geoparse import cues
from mapapp.geoparse.window import after, before
from mapapp.geoparse.words import listed_descriptor

FEATURE = "city-or-province"
"""Of the reason that says how it was decided."""
TOWN, GREAT = 20_000, 1_000_000
"""Persons: a town may share its name with its province; a great one also under another usual name (New York City)."""
ALIKE = 80.0
"""Of 100: how like the city's usual name must be to the name as written, or to the province's."""
KINDS = frozenset({PlaceKind.SETTLEMENT, PlaceKind.ADMIN1})
_LAST_OF = re.compile(r"(\w+) of (?:the )?$")
_FIRST = re.compile(r"^(?:'s?)?[\s(]*([\w-]+)")


class Choice:
    """The setting, at work on the resolutions of one text after another."""

    def __init__(self, gazetteer: Gazetteer, chosen: NameOfBoth = NameOfBoth.CITY) -> None:
        self.gazetteer = gazetteer
        self.chosen = chosen

    @property
    def signature(self) -> str:
        """What a maker adds to its name, so that a result tells how it was set up; nothing by default."""
        return "" if self.chosen is NameOfBoth.CITY else f"+name-of-both={self.chosen.value}"

    def settled(self, text: str, resolutions: Iterable[Resolution]) -> tuple[Resolution, ...]:
        """The resolutions, in order, those of a city's and a province's one name as the setting says."""
        return tuple(self._settled(text, resolution) for resolution in resolutions)

    def _settled(self, text: str, resolution: Resolution) -> Resolution:
        signed = replace(resolution, maker=resolution.maker + self.signature)
        place, mention = resolution.place, resolution.mention
        if place is None or place.kind not in KINDS or mention.use is Use.ADJECTIVE or says_which(text, resolution):
            return signed
        pair = self._pair(mention.surface, place)
        if pair is None:
            return signed
        wanted = pair[0 if self.chosen is NameOfBoth.CITY or mention.use is Use.DATELINE else 1]
        most = max(1, len(resolution.runners_up))
        return with_other(signed, wanted, self._reason(mention.surface, wanted), most)

    def _pair(self, surface: str, place: Place) -> tuple[Place, Place] | None:
        """The city and the province around it that both have this name; None where the name is not of both."""
        called = [c.place for c in self.gazetteer.candidates(surface) if _is_written_so(c)]
        cities = [one for one in called if one.kind is PlaceKind.SETTLEMENT]
        provinces = {one.id: one for one in called if one.kind is PlaceKind.ADMIN1}
        for city in [place] if place.kind is PlaceKind.SETTLEMENT else cities:
            province = provinces.get(city.admin1_id or "")
            if province is not None and place in {city, province} and _bears(city, surface, province.name):
                return city, province
        return None

    def _reason(self, surface: str, wanted: Place) -> Reason:
        what = "city" if wanted.kind is PlaceKind.SETTLEMENT else "province"
        sentence = f"“{surface}” is a city and the province around it; no word says which, so the {what} is meant"
        if self.chosen is NameOfBoth.PROVINCE:
            sentence += " (MAPAPP_NAME_OF_BOTH)"
        return Reason(feature=FEATURE, points=0.0, sentence=sentence)


def says_which(text: str, resolution: Resolution) -> bool:
    """Does a word beside the name ask for a kind: "Aleppo province", "the city of Aleppo"?"""
    span = resolution.mention.span
    following = _FIRST.match(after(text, span.end))
    preceding = _LAST_OF.search(before(text, span.start))
    asked = (
        cues.DESCRIPTOR_AFTER.get(resolution.mention.surface.lower().split()[-1]),
        cues.DESCRIPTOR_AFTER.get(following.group(1).lower()) if following else None,
        cues.DESCRIPTOR_BEFORE.get(preceding.group(1).lower()) if preceding else None,
        cues.DESCRIPTOR_AFTER.get(listed_descriptor(text, span.end) or ""),
    )
    return any(kind in {"settlement", "admin-1"} for kind in asked)


def _is_written_so(candidate: Candidate) -> bool:
    return candidate.match in {Match.EXACT, Match.FOLDED} and candidate.form.strong


def _bears(city: Place, *names: str) -> bool:
    """Is it a city known by this name? Chiapa de Corzo is not whom "Chiapas" means, nor is a village called Hidalgo."""
    persons = city.population or 0
    return persons >= GREAT or (persons >= TOWN and any(similarity(city.name, name) >= ALIKE for name in names))


def with_other(resolution: Resolution, wanted: Place, reason: Reason, most: int) -> Resolution:
    """The resolution with another place; the one that it had is the first of `most` runners-up."""
    had = resolution.place
    others = [place for place in resolution.runners_up if place != wanted]
    runners_up = [had, *others] if had is not None and had != wanted else others
    return replace(resolution, place=wanted, reasons=(*resolution.reasons, reason), runners_up=tuple(runners_up[:most]))
