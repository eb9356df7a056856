"""“طرابلس في شمال لبنان” is not Libya's: the place after a name may say in which country it lies.

The resolver knows the English words only; this goes over what it decided.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from gazetteer.lookup import Gazetteer
from gazetteer.place import Place, PlaceKind
from gazetteer.ranking import Context, rank
from gazetteer.reason import Reason
from mapapp.domain.mention import Resolution, Use
from mapapp.geoparse.arabic_cues import Cues
from mapapp.geoparse.arabic_spot import listed_word
from mapapp.geoparse.arabic_words import words_of

WIDE = frozenset({PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.REGION})
IN = "في"
LONGEST_BETWEEN = 30
"""Characters."""


def as_contained(
    gazetteer: Gazetteer, text: str, resolutions: Sequence[Resolution], cues: Cues
) -> tuple[Resolution, ...]:
    """The resolutions of one passage, each in the country of the place that is named around it, where one is.

    Args:
        gazetteer: what the names are looked up in.
        text: the report's text, which the spans point into.
        resolutions: of mentions in Arabic letters, in order.
        cues: the words of their language.
    """
    done = list(resolutions)
    for at, (inner, outer) in enumerate(pairwise(resolutions)):
        around = outer.place
        if around is None or around.kind not in WIDE or outer.mention.use is Use.ADJECTIVE:
            continue
        between = text[inner.mention.span.end : outer.mention.span.start]
        begins_with_direction = bool(listed_word(outer.mention.surface.split()[0], cues.directions))
        if _contains(between, cues) or (between.isspace() and begins_with_direction):
            done[at] = _within(gazetteer, inner, around)
    return tuple(done)


def _contains(between: str, cues: Cues) -> bool:
    """Does nothing stand between two names but “in”, directions and words for kinds of place?"""
    words = words_of(between)
    if not words or len(between) > LONGEST_BETWEEN or any(mark in between for mark in ".؟!؛:\n"):
        return False
    return all(listed_word(word.plain, {IN, *cues.directions, *cues.kinds}) for word in words)


def _within(gazetteer: Gazetteer, inner: Resolution, around: Place) -> Resolution:
    place = inner.place
    if place is None or inner.mention.use is Use.ADJECTIVE or place.country_code == around.country_code:
        return inner
    same = [one for one in gazetteer.named(inner.mention.surface) if one.place.country_code == around.country_code]
    best = next(iter(rank(inner.mention.surface, same, Context())), None) if around.country_code else None
    if best is None:
        return inner
    why = Reason(feature="container", points=0.0, sentence=f"the text names {around.name} around it")
    return replace(inner, place=best.place, reasons=(*best.reasons, why), runners_up=(place, *inner.runners_up))
