"""“محافظة حلب” is the province and “مدينة حلب” the city: the word before a name in Arabic letters decides.

The resolver knows the English words only; this goes over what it decided.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gazetteer.lookup import Gazetteer
from gazetteer.place import Place, PlaceKind
from gazetteer.ranking import Context, rank
from gazetteer.reason import Reason
from mapapp.domain.mention import Resolution, Use
from mapapp.geoparse.arabic_cues import Cues
from mapapp.geoparse.arabic_spot import listed_word
from mapapp.geoparse.arabic_words import words_of

NEAR = 24
"""Characters before a name in which the word stands."""
JOINED = frozenset({"و", "،", ",", "، و"})
"""What stands between the names of one list."""


def as_asked(gazetteer: Gazetteer, text: str, resolutions: Sequence[Resolution], cues: Cues) -> tuple[Resolution, ...]:
    """The resolutions of one passage with each place of the kind that the word before it asks for, where there is one.

    Args:
        gazetteer: what the names are looked up in.
        text: the report's text, which the spans point into.
        resolutions: of mentions in Arabic letters, in order.
        cues: the words of their language.
    """
    done: list[Resolution] = []
    asked: PlaceKind | None = None
    end = 0
    for resolution in resolutions:
        start = resolution.mention.span.start
        listed = text[end:start].strip() in JOINED
        asked = _asked(text, start, cues) or (asked if listed else None)
        end = resolution.mention.span.end
        done.append(_of_kind(gazetteer, resolution, asked))
    return tuple(done)


def _asked(text: str, start: int, cues: Cues) -> PlaceKind | None:
    """The kind that the word right before a name asks for."""
    head = text[max(0, start - NEAR) : start]
    words = words_of(head)
    if not words or head[words[-1].end :].strip() or not head[-1:].isspace():
        return None
    word = listed_word(words[-1].plain, cues.kinds)
    return PlaceKind(cues.kinds[word]) if word and cues.kinds[word] else None


def _of_kind(gazetteer: Gazetteer, resolution: Resolution, asked: PlaceKind | None) -> Resolution:
    place, mention = resolution.place, resolution.mention
    if place is None or asked in {None, place.kind} or mention.use is Use.ADJECTIVE:
        return resolution
    context = Context(countries={place.country_code: 1.0} if place.country_code else {}, prefer=asked)
    same = [one for one in gazetteer.named(mention.surface) if one.place.country_code == place.country_code]
    best = next((one for one in rank(mention.surface, same, context) if one.place.kind is asked), None)
    if best is None:
        return resolution
    others = tuple(one for one in (place, *resolution.runners_up) if one != best.place)
    return replace(resolution, place=best.place, reasons=(*best.reasons, _why(best.place)), runners_up=others)


def _why(place: Place) -> Reason:
    return Reason(feature="asked-kind", points=0.0, sentence=f"the word before the name asks for {place.kind.value}")
