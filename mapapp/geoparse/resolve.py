"""Decide which place on Earth each mention means, with the rest of the text as context.

Countries and provinces first, then the rest with them in mind; one name has one sense in a document, unless
the text itself says which ("Paris, Texas").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from gazetteer.candidate import Candidate, Match
from gazetteer.lookup import Gazetteer
from gazetteer.place import Place, PlaceKind, Point
from gazetteer.ranking import Context, Ranked, rank
from gazetteer.reason import Reason
from mapapp.domain.mention import Mention, Resolution, Use
from mapapp.geoparse import cues
from mapapp.geoparse.words import listed_descriptor

VERSION = "resolve-1"
RUNNERS_UP = 4
LEAST_SCORE = 0.2
"""Below this we say that we do not know."""
ANCHORS = 12
"""So many confident places at most stand for where a text plays."""


@dataclass(slots=True)
class _Evidence:
    """What a text has told so far about where it plays."""

    countries: Counter[str] = field(default_factory=Counter)
    admin1_ids: set[str] = field(default_factory=set)
    anchors: list[Point] = field(default_factory=list)

    def context(self, prefer: PlaceKind | None = None, only: Place | None = None) -> Context:
        weights = self._weights()
        admin1_ids = frozenset(self.admin1_ids)
        if only is not None and only.country_code:
            weights = {only.country_code: 1.0}
            admin1_ids = frozenset({only.id}) if only.kind is PlaceKind.ADMIN1 else frozenset()
        return Context(countries=weights, admin1_ids=admin1_ids, anchors=tuple(self.anchors[:ANCHORS]), prefer=prefer)

    def at_home(self, place: Place) -> bool:
        """Is the place in a country that the text speaks of, or does it speak of none?"""
        return not self.countries or place.country_code in self.countries

    def _weights(self) -> Mapping[str, float]:
        most = max(self.countries.values(), default=0)
        return {country: count / most for country, count in self.countries.items()} if most else {}


WIDE_DESCRIPTORS = frozenset({"", "admin-1", "admin-2", "settlement"})
"""Kinds whose word may be left off the name: "Rif Dimashq Province" yes, "Grand Mosque" no."""


class Resolver:
    """Mentions of one document → the places they mean."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.maker = f"{VERSION}+{gazetteer.maker}"

    def resolve(
        self, text: str, mentions: Sequence[Mention], country_code: str | None = None
    ) -> tuple[Resolution, ...]:
        """Resolve all mentions of one text together, order kept.

        Args:
            text: the report's text, for what stands between two mentions ("Paris, Texas").
            mentions: of this text, in order.
            country_code: the publisher's or reader's country: a hint, never a filter.
        """
        candidates = {m.surface: self._candidates(m.surface) for m in mentions if m.use is not Use.ADJECTIVE}
        evidence = self._countries_named(mentions, candidates, country_code)
        self._vote(mentions, candidates, evidence)
        containers = _containers(text, mentions)
        senses: dict[tuple[str, str | None], tuple[Ranked, ...]] = {}
        resolved: list[Resolution] = []
        for index, mention in enumerate(mentions):
            if mention.use is Use.ADJECTIVE:
                resolved.append(self._adjective(mention))
                continue
            container = self._container(mentions, containers.get(index), candidates, evidence)
            key = (mention.surface.casefold(), container.id if container else None)
            if key not in senses:
                prefer = _preferred_kind(text, mention)
                fitting = _inside(candidates[mention.surface], container)
                senses[key] = rank(mention.surface, fitting, evidence.context(prefer, only=container))
            resolved.append(self._resolution(mention, senses[key], evidence))
        return tuple(_containers_set_aside(_one_sense(resolved), containers))

    def _candidates(self, surface: str) -> tuple[Candidate, ...]:
        """By the whole name, else without the word that says what it is: "Rif Dimashq Province"."""
        if found := self.gazetteer.candidates(surface):
            return found
        words = surface.split()
        if len(words) > 1 and cues.DESCRIPTOR_AFTER.get(words[-1].lower(), "facility") in WIDE_DESCRIPTORS:
            return self.gazetteer.candidates(" ".join(words[:-1]))
        return ()

    def _countries_named(
        self, mentions: Sequence[Mention], candidates: Mapping[str, tuple[Candidate, ...]], hint: str | None
    ) -> _Evidence:
        evidence = _Evidence()
        if hint:
            evidence.countries[hint] += 1
        for mention in mentions:
            if mention.use is Use.ADJECTIVE:
                if code := self.gazetteer.demonym(mention.surface):
                    evidence.countries[code] += 1
                continue
            country = _first_of_kind(candidates[mention.surface], PlaceKind.COUNTRY)
            if country and country.country_code:
                evidence.countries[country.country_code] += 2
        return evidence

    def _vote(
        self, mentions: Sequence[Mention], candidates: Mapping[str, tuple[Candidate, ...]], evidence: _Evidence
    ) -> None:
        """Each name, ranked with the countries alone, votes for its country, its province and its spot."""
        votes: Counter[str] = Counter()
        for surface in dict.fromkeys(m.surface for m in mentions if m.use is not Use.ADJECTIVE):
            ranked = rank(surface, candidates[surface], evidence.context())
            if not ranked or ranked[0].score < 0.5 or ranked[0].place.kind is PlaceKind.COUNTRY:
                continue
            clear = len(ranked) == 1 or ranked[0].score - ranked[1].score > 0.1
            place = ranked[0].place
            if clear and place.country_code:
                votes[place.country_code] += 1
            if clear and place.kind is PlaceKind.ADMIN1:
                evidence.admin1_ids.add(place.id)
            if clear and ranked[0].score > 0.6:
                evidence.anchors.append(place.point)
        evidence.countries.update(votes)

    def _container(
        self,
        mentions: Sequence[Mention],
        at: int | None,
        candidates: Mapping[str, tuple[Candidate, ...]],
        evidence: _Evidence,
    ) -> Place | None:
        if at is None:
            return None
        surface = mentions[at].surface
        if mentions[at].use is Use.ADJECTIVE:
            return None
        wide = tuple(c for c in candidates[surface] if c.place.kind in {PlaceKind.COUNTRY, PlaceKind.ADMIN1})
        ranked = rank(surface, wide, evidence.context())
        return ranked[0].place if ranked else None

    def _resolution(self, mention: Mention, ranked: tuple[Ranked, ...], context: _Evidence) -> Resolution:
        if not ranked or ranked[0].score < LEAST_SCORE:
            nothing = Reason(feature="unknown", points=0.0, sentence=f"no place known as “{mention.surface}” is likely")
            return self._made(mention, None, 0.0, (nothing,), ranked)
        best = ranked[0]
        if best.candidate.match is Match.TRANSLITERATED and not context.at_home(best.place):
            elsewhere = Reason(
                feature="elsewhere",
                points=0.0,
                sentence=f"only sounds like {best.place.name}, in a country not named here",
            )
            return self._made(mention, None, 0.0, (elsewhere,), ranked)
        margin = best.score - (ranked[1].score if len(ranked) > 1 else 0.0)
        confidence = min(0.99, best.score * (0.75 + 0.25 * min(1.0, margin / 0.2)) * (0.5 + mention.confidence / 2))
        return self._made(mention, best.place, confidence, best.reasons, ranked[1:])

    def _adjective(self, mention: Mention) -> Resolution:
        code = self.gazetteer.demonym(mention.surface)
        country = self.gazetteer.country(code) if code else None
        reason = Reason(feature="demonym", points=0.9, sentence=f"“{mention.surface}” is said of {code}")
        return self._made(mention, country, 0.9 if country else 0.0, (reason,), ())

    def _made(
        self,
        mention: Mention,
        place: Place | None,
        confidence: float,
        reasons: tuple[Reason, ...],
        others: Iterable[Ranked],
    ) -> Resolution:
        return Resolution(
            mention=mention,
            place=place,
            confidence=round(confidence, 3),
            reasons=reasons,
            runners_up=tuple(other.place for other in others)[:RUNNERS_UP],
            maker=self.maker,
        )


def _inside(candidates: tuple[Candidate, ...], container: Place | None) -> tuple[Candidate, ...]:
    """Those that lie in the place that the text names for them ("Portland, Maine"); all where none does."""
    if container is None:
        return candidates
    inside = tuple(c for c in candidates if c.place.id != container.id and _lies_in(c.place, container))
    return inside or candidates


def _first_of_kind(candidates: tuple[Candidate, ...], kind: PlaceKind) -> Place | None:
    return next((c.place for c in candidates if c.place.kind is kind and c.form.strong), None)


def _containers(text: str, mentions: Sequence[Mention]) -> dict[int, int]:
    """For each mention the one that says in which it lies: the next one, after ", " or " in "."""
    found = {}
    for index, (left, right) in enumerate(pairwise(mentions)):
        between = text[left.span.end : right.span.start].lower()
        if between.strip() in {"’s", "'s"}:  # "Aleppo's Masjid al-Rahman": the container comes first
            found[index + 1] = index
            continue
        stripped = " ".join(between.replace("’s", "").replace("'s", "").split())
        if stripped == "," or _list_word(stripped):
            found[index] = index + 1
    return found


def _containers_set_aside(resolutions: Sequence[Resolution], containers: Mapping[int, int]) -> list[Resolution]:
    """“Kanaker in Rif Dimashq”: the province only says where Kanaker is; it is a reference, not the scene."""
    marked = list(resolutions)
    for inner, outer in containers.items():
        inside, around = marked[inner].place, marked[outer].place
        if inside is None or around is None or marked[outer].mention.use is not Use.PLACE or inside == around:
            continue
        if _lies_in(inside, around):
            marked[outer] = replace(marked[outer], mention=replace(marked[outer].mention, use=Use.REFERENCE))
    return marked


def _lies_in(inside: Place, around: Place) -> bool:
    if around.kind is PlaceKind.COUNTRY:
        return inside.country_code == around.country_code
    if around.kind is PlaceKind.ADMIN1:
        return inside.admin1_id == around.id
    small = inside.kind in {PlaceKind.QUARTER, PlaceKind.FACILITY, PlaceKind.SETTLEMENT}
    return small and inside.point.distance_km(around.point) <= max(30.0, around.radius_km)


def _list_word(between: str) -> bool:
    """“Zheray districts in Kandahar”, ", a town in the northwestern Aleppo"."""
    words = between.replace(",", " ").split()
    return (
        0 < len(words) <= 6
        and ("in" in words or (words[-1] == "of" and len(words) == 2))
        and all(w in {"in", "the", "a", "of"} | set(cues.DESCRIPTOR_AFTER) | cues.MODIFIERS for w in words)
    )


def _preferred_kind(text: str, mention: Mention) -> PlaceKind | None:
    """The kind that a word beside the name asks for: "Aleppo province" is not the city."""
    after = text[mention.span.end : mention.span.end + 24].lower().split()
    last = mention.surface.lower().split()[-1]
    before = text[max(0, mention.span.start - 24) : mention.span.start].lower().split()
    for asked in (
        cues.DESCRIPTOR_AFTER.get(last, ""),
        cues.DESCRIPTOR_AFTER.get(after[0].strip(".,;:”\"'"), "") if after else "",
        cues.DESCRIPTOR_AFTER.get(listed_descriptor(text, mention.span.end) or "", ""),
        cues.DESCRIPTOR_BEFORE.get(before[-2], "") if len(before) > 1 and before[-1] == "of" else "",
    ):
        if asked:
            return PlaceKind(asked)
    return None


def _one_sense(resolutions: Sequence[Resolution]) -> list[Resolution]:
    """A name whose container is told once ("Alexandria, Louisiana") means the same wherever it stands alone."""
    told: dict[str, Resolution] = {}
    for resolution in resolutions:
        if resolution.place is not None and any(r.feature == "admin1" for r in resolution.reasons):
            told.setdefault(resolution.mention.surface.casefold(), resolution)
    return [_with_sense(resolution, told.get(resolution.mention.surface.casefold())) for resolution in resolutions]


def _with_sense(resolution: Resolution, told: Resolution | None) -> Resolution:
    if told is None or resolution.place == told.place or any(r.feature == "admin1" for r in resolution.reasons):
        return resolution
    return replace(
        resolution,
        place=told.place,
        confidence=told.confidence,
        reasons=told.reasons,
        runners_up=tuple(p for p in (resolution.place, *resolution.runners_up) if p is not None)[:RUNNERS_UP],
    )
