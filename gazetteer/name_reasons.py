"""What the name says for a candidate: how it is written, and whether the place mostly goes by it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from gazetteer import weights
from gazetteer.candidate import LEAST_SIMILAR, Candidate, Match, written_alike
from gazetteer.names import fold, sound
from gazetteer.place import NameForm, Place, PlaceKind
from gazetteer.reason import Reason
from gazetteer.romanise import SOUNDED_COUNTRIES

NEARLY = 85.0
"""Of 100: two romanisations so alike are one name, however short: Susa and Sūsah."""


def is_usual_name(form: NameForm, place: Place) -> bool:
    """Is a form the name that a place mostly goes by, in English too, or that same name romanised in another way?"""
    if form.kind == "official" or form.language == "en" or form.text == place.name:
        return True
    romanised = place.country_code in SOUNDED_COUNTRIES and place.kind is not PlaceKind.COUNTRY
    return _are_one(form.text, place.name, romanised)


@lru_cache(maxsize=4096)
def _are_one(form: str, usual: str, romanised: bool) -> bool:
    if fold(form) == fold(usual):
        return True
    if not romanised:
        return False
    alike, heard = written_alike(form, usual), sound(form)
    return alike >= NEARLY or (heard != "" and heard == sound(usual) and alike >= LEAST_SIMILAR)


def name_reasons(name: str, candidate: Candidate, *, usual: bool, rivalled: bool) -> Iterator[Reason]:
    """What `name` says for a candidate. `usual`: it mostly goes by it; `rivalled`: another one is written so."""
    yield from _match_reasons(name, candidate, usual)
    yield from _form_reasons(candidate)
    if rivalled and candidate.match is Match.FOLDED and not name.isascii():
        sentence = f"has other marks on its letters (“{candidate.form.text}”) than the name as it is written"
        yield Reason(feature="other-marks", points=weights.OTHER_MARKS, sentence=sentence)


def _match_reasons(name: str, candidate: Candidate, usual: bool) -> Iterator[Reason]:
    form = candidate.form
    if candidate.match is Match.EXACT:
        yield Reason(feature="exact-name", points=weights.EXACT, sentence=f"is written exactly “{form.text}”")
    elif candidate.match is Match.FOLDED:
        yield Reason(feature="folded-name", points=weights.FOLDED, sentence=f"is also written “{form.text}”")
    elif candidate.match is Match.MISSPELT:
        sentence = f"is one letter away from “{form.text}”"
        points = weights.MISSPELT + weights.PER_LETTER * min(weights.MOST_LETTERS, len(form.text))
        yield Reason(feature="misspelt-name", points=points, sentence=sentence)
        return
    else:
        alike = written_alike(name, form.text)
        sentence = f"sounds like “{form.text}” ({alike:.0f} % alike)"
        points = weights.TRANSLITERATED - weights.UNLIKE * (1 - alike / 100)
        yield Reason(feature="transliterated-name", points=points, sentence=sentence)
        usual = form.kind == "official"  # all romanisations of a name sound alike
    if usual:
        yield Reason(feature="own-name", points=weights.OWN_NAME, sentence="is its usual name")


def _form_reasons(candidate: Candidate) -> Iterator[Reason]:
    form = candidate.form
    if not form.strong:
        yield Reason(
            feature="weak-name", points=weights.WEAK, sentence="is also a common word, a person's name or a short code"
        )
    if _is_likeness(candidate):
        sentence = f"looks like the country's name in another language (“{form.text}”, {form.language})"
        yield Reason(feature="foreign-name", points=weights.FOREIGN, sentence=sentence)
    if form.kind == "historic":
        yield Reason(feature="historic-name", points=weights.HISTORIC, sentence="is a former name")


def _is_likeness(candidate: Candidate) -> bool:
    foreign = candidate.form.language not in {None, "en"}
    return candidate.place.kind is PlaceKind.COUNTRY and foreign and candidate.match is Match.FOLDED
