"""Find the place names of a text in Arabic letters, by the gazetteer and the words around a name alone.

There is no model to lean on, and no capital letter. So a name must be well known, or in a country that the text
speaks of, or called a place by the text; the more it is a common word, the more the text must say. Incidents are
not read from these texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product

from gazetteer.lookup import Gazetteer
from mapapp.domain.mention import Mention, Use
from mapapp.domain.report import Span
from mapapp.geoparse.arabic_cues import Cues, cues_of
from mapapp.geoparse.arabic_spot import Passage, Spot, listed_word
from mapapp.geoparse.arabic_words import ARTICLE, beginnings, plain, touching, words_of
from mapapp.geoparse.standing import Standing, is_in, prominent

VERSION = "arabic-1"
LONGEST_NAME = 5
"""Words."""
LEAST_LETTERS = 3
"""Without the article; a shorter name is weak."""

MOST_KNOWN = 32_768
"""Stretches of which is remembered whether a place is called so, some 5 MB: each text is gone through twice."""

Verdict = tuple[Use, float, str]


class ArabicRecogniser:
    """Place names of the Arabic, Persian or Urdu blocks of one document at a time."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.maker = f"{VERSION}+{gazetteer.maker}"
        self._is_known = lru_cache(maxsize=MOST_KNOWN)(gazetteer.has_name)

    def mentions(self, blocks: Sequence[tuple[str, int, str]], country_code: str | None = None) -> list[Mention]:
        """The mentions of some blocks, in order, never overlapping.

        Args:
            blocks: text, where it begins in the report's text, and language (BCP-47) of each.
            country_code: the publisher's or reader's country, whose lesser places count too.
        """
        passages = [(Passage(text, words_of(text), cues_of(language)), offset) for text, offset, language in blocks]
        hint = {country_code} if country_code else set()
        first = [m for passage, offset in passages for m in self._of(passage, offset, frozenset(hint))]
        spoken_of = frozenset(hint.union(*(self._countries(mention) for mention in first)))
        return [m for passage, offset in passages for m in self._of(passage, offset, spoken_of)]

    def _countries(self, mention: Mention) -> set[str]:
        """The countries that a mention speaks of: its people's, or that of the best-known place."""
        if mention.use is Use.ADJECTIVE:
            return set(filter(None, [self.gazetteer.demonym(mention.surface)]))
        best = next(prominent(self.gazetteer, mention.surface), None)
        return {best.place.country_code} if best and best.place.country_code else set()

    def _of(self, passage: Passage, offset: int, countries: frozenset[str]) -> list[Mention]:
        found: list[Mention] = []
        at = 0
        while at < len(passage.words):
            listed = bool(found) and _continues(passage, found[-1], offset, at)
            mention, at = self._longest(passage, at, offset, countries, listed=listed)
            if mention:
                found.append(mention)
        return found

    def _longest(
        self, passage: Passage, at: int, offset: int, countries: frozenset[str], *, listed: bool
    ) -> tuple[Mention | None, int]:
        """The longest name that begins in a word, and the word after it."""
        for spot in _spots(passage, at):
            if not (spot.single or (self._is_known(spot.surface) and _is_whole(spot))):
                continue
            verdict = self._judge(spot, countries, listed=listed)
            if verdict:
                use, confidence, reason = verdict
                span = Span(start=offset + spot.beginning.start, end=offset + spot.end)
                mention = Mention(
                    span=span,
                    surface=spot.surface,
                    use=use,
                    confidence=confidence,
                    maker=self.maker,
                    reason=reason,
                    modifier=spot.modifier() if use is Use.PLACE else None,
                )
                return mention, spot.last
        return None, at + 1

    def _judge(self, spot: Spot, countries: frozenset[str], *, listed: bool) -> Verdict | None:
        """Is it a place name, for what use, how surely and why? None: it is not one."""
        cues, surface = spot.passage.cues, spot.surface
        if self._is_people(spot, listed=listed):
            if spot.is_person() or (spot.beginning.article and spot.follows(cues.organisation)):
                return None  # “محمد شياع السوداني”, “صحيفة السوداني”
            return Use.ADJECTIVE, 0.9, f"“{surface}” says of which country something is"
        standing = self._standing(spot)
        called = spot.follows(cues.kinds)
        if standing is Standing.UNKNOWN or (spot.is_person() and not called):
            return None
        if spot.in_organisation() and not called:
            known = standing is Standing.PROMINENT
            return (Use.ORGANISATION, 0.6, f"“{surface}” is part of an organisation's name") if known else None
        sure = self._sure(spot, standing, at_home=is_in(self.gazetteer, surface, countries), listed=listed)
        return (_use(spot), *sure) if sure else None

    def _is_people(self, spot: Spot, *, listed: bool) -> bool:
        """Is it a nationality, and not the country that is called alike (السعودية)?"""
        cues = spot.passage.cues
        word = spot.passage.words[spot.first]
        if not (spot.single and cues.clitics):
            return False
        if word.accusative and self.gazetteer.demonym(spot.surface.rstrip("ا\u064b")):
            return True
        if self.gazetteer.demonym(spot.surface) is None:
            return False
        return not (
            plain(spot.surface) in cues.countries_too
            and (listed or _located(spot) or spot.before() in {"", *cues.stop})
        )

    def _standing(self, spot: Spot) -> Standing:
        if not self._is_known(spot.surface):
            return Standing.UNKNOWN
        cues, found = spot.passage.cues, self.gazetteer.named(spot.surface)
        words = plain(spot.surface).split()
        if all(word in cues.common or word in cues.directions or word in cues.stop for word in words):
            return Standing.COMMON
        agreed = any(plain(one.form.text).startswith(ARTICLE) == spot.beginning.article for one in found)
        if len(words) == 1 and (not agreed or _is_weak(words[0], cues)):
            return Standing.WEAK
        well_known = next(prominent(self.gazetteer, spot.surface), None) is not None
        return Standing.PROMINENT if well_known else Standing.MINOR

    def _sure(self, spot: Spot, standing: Standing, *, at_home: bool, listed: bool) -> tuple[float, str] | None:
        """How surely a known name is the place, and why; None: not surely enough."""
        cues = spot.passage.cues
        known = standing is Standing.PROMINENT or (standing is Standing.MINOR and at_home)
        if spot.follows(cues.kinds):
            if standing is Standing.COMMON and not (at_home and spot.beginning.article):
                return None
            return (0.95 if known else 0.7), f"known place, called “{spot.written_before()}”"
        if standing is Standing.COMMON or (_is_cut_short(spot) and not at_home):
            return None
        if standing is Standing.WEAK:
            strict = spot.follows(cues.strict) or "ب" in spot.beginning.taken
            return (0.6, "weak name after a word for “in”") if strict and at_home else None
        if known and _located(spot):
            return 0.85, "known place after a word for “in” or its like"
        if known and listed:
            return 0.75, "known place, listed with another"
        if standing is Standing.PROMINENT:
            return 0.75, "name of a country, a province or a large town"
        return (0.7, "a name of several words in a country of the text") if known and not spot.single else None


def _spots(passage: Passage, at: int) -> Iterator[Spot]:
    """The stretches that begin in a word, the longest first, and of those the fullest."""
    cues, word = passage.cues, passage.words[at]
    if not word.plain or _is_stop(word.plain, cues):
        return
    last = at + 1
    while last < min(len(passage.words), at + LONGEST_NAME):
        if not touching(passage.text, passage.words[last - 1], passage.words[last]):
            break
        last += 1
    ways = beginnings(passage.text, word, clitics=cues.clitics)
    starts = [way for way in ways if plain(passage.text[way.start : word.end]) not in cues.stop]
    for end, beginning in product(range(last, at, -1), starts):
        yield Spot(passage, at, end, beginning)


def _is_whole(spot: Spot) -> bool:
    """Does a name of several words hold no word that only stands beside it?"""
    return not (_begins_with_kind(spot) or _ends_with_direction(spot))


def _begins_with_kind(spot: Spot) -> bool:
    """“مدينة غزة”: the name is what follows; but “ريف دمشق” is a province's name."""
    cues, first = spot.passage.cues, plain(spot.surface).split()[0]
    return first in cues.kinds and first not in cues.part_of_name


def _ends_with_direction(spot: Spot) -> bool:
    """“طرابلس غرب ليبيا”: the west is Libya's; “طرابلس الغرب” would be a name."""
    return spot.passage.words[spot.last - 1].plain in spot.passage.cues.directions


def _is_stop(word: str, cues: Cues) -> bool:
    """Is it a small word, with or without “and” before it: “وإن” is not the town of Van?"""
    return word in cues.stop or bool(cues.clitics and listed_word(word, cues.stop))


def _is_weak(word: str, cues: Cues) -> bool:
    return word in cues.weak or word in cues.given or len(word.removeprefix(ARTICLE)) < LEAST_LETTERS


def _is_cut_short(spot: Spot) -> bool:
    """Is it a short end of a word that begins with ل or ك: “لغات”, languages, is not “to Ghat”?"""
    cut = spot.beginning.taken.endswith(("ل", "ك")) and not spot.beginning.article
    return cut and len(plain(spot.surface)) <= LEAST_LETTERS


def _located(spot: Spot) -> bool:
    """Does a word for "in", "to", "north of" stand before it?"""
    cues = spot.passage.cues
    near = (cues.strict, cues.prepositions, cues.directions, cues.speech)
    return spot.beginning.located or any(map(spot.follows, near))


def _continues(passage: Passage, last: Mention, offset: int, at: int) -> bool:
    """Does a word go on with a list: nothing but a comma between, “and” written to its beginning?"""
    word = passage.words[at]
    between = passage.text[last.span.end - offset : word.start].strip()
    joined = between in {"،", ",", "و"} or (not between and word.plain.startswith("و"))
    return joined and last.use in {Use.PLACE, Use.GOVERNMENT, Use.REFERENCE}


def _use(spot: Spot) -> Use:
    if spot.is_dateline():
        return Use.DATELINE
    if spot.is_measured_from():
        return Use.REFERENCE
    return Use.GOVERNMENT if spot.follows(spot.passage.cues.speech) else Use.PLACE
