"""Why a place was chosen, in words: what its figures say, gathered in a few sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gazetteer.candidate import Candidate, Match
from gazetteer.reason import Reason
from gazetteer.sources.geonames import countries
from gazetteer.weights import KIND_NAMES
from mapapp.geoparse.company import COMPANY
from mapapp.geoparse.field import KIND_TRAITS, TRAITS, Figures

LEAST_POINTS = 0.05
"""What moves the outcome less is not told."""
FIGURES = (*TRAITS, *COMPANY)
GROUPS: Mapping[str, tuple[str, ...]] = {
    "name": (
        "exact", "folded", "transliterated", "misspelt", "usual-name", "weak-name", "historic-name", "abbreviation",
        "full-stop",
    ),
    "kind": ("asked-kind", "other-kind", "country-instead", "seat", "seated", *KIND_TRAITS),
    "people": ("people", "people-squared", "most-people", "share-of-people"),
    "container": ("lies-in-told", "not-in-told"),
    "holds": ("holds-told", "holds-others"),
    "country": ("country-named", "in-named-country", "share-in-country", "beside-in-country", "borders-named"),
    "admin-1": ("in-named-division", "share-in-division", "beside-in-division"),
    "near-others": ("nearest-30", "mean-30", "nearest-100", "mean-100", "nearest-300", "mean-300", "beside-100"),
    "reader": ("reader",),
}  # fmt: skip
"""Every figure belongs to one sentence."""


def reasons_of(candidate: Candidate, figures: Figures, weights: Figures) -> tuple[Reason, ...]:
    """One reason for each group of figures that counts; their points are log-odds and sum to the score."""
    points = dict(zip(FIGURES, figures * weights, strict=True))
    present = dict(zip(FIGURES, figures, strict=True))
    reasons = []
    for group, members in GROUPS.items():
        total = sum(float(points[member]) for member in members)
        if abs(total) >= LEAST_POINTS and any(present[member] for member in members):
            reasons.append(Reason(feature=group, points=round(total, 3), sentence=_SENTENCES[group](candidate, total)))
    return tuple(reasons)


def _name(candidate: Candidate, _points: float) -> str:
    form = candidate.form
    if form.kind == "demonym":
        return f"“{form.text}” is said of what is from {candidate.place.name}"
    said = {
        Match.EXACT: "is written exactly",
        Match.FOLDED: "is also written",
        Match.TRANSLITERATED: "sounds like",
        Match.MISSPELT: "is one letter away from",
    }[candidate.match]
    weak = "" if form.strong else ", which is also a common word, a person’s name or a short code"
    return f"{said} “{form.text}”{weak}"


def _people(candidate: Candidate, _points: float) -> str:
    people = candidate.place.population
    return f"{people:,} people live there" if people else "how many people live there is not known"


def _kind(candidate: Candidate, _points: float) -> str:
    return f"is {KIND_NAMES[candidate.place.kind]}"


def _country(candidate: Candidate, points: float) -> str:
    country = countries().get(candidate.place.country_code or "")
    named = country.name if country else "no country"
    return f"lies in {named}, which the text speaks of" if points > 0 else f"lies in {named}; the text speaks of others"


def _division(candidate: Candidate, _points: float) -> str:
    return f"lies in {candidate.place.admin1}, where other places of the text lie"


def _container(_candidate: Candidate, points: float) -> str:
    return "lies where the text says" if points > 0 else "is not known to lie where the text says"


def _holds(_candidate: Candidate, _points: float) -> str:
    return "other places of the text lie in it"


def _near(_candidate: Candidate, points: float) -> str:
    return "lies near other places of the text" if points > 0 else "lies far from the other places of the text"


def _reader(_candidate: Candidate, _points: float) -> str:
    return "lies in the reader’s country"


_SENTENCES: Mapping[str, Callable[[Candidate, float], str]] = {
    "name": _name,
    "kind": _kind,
    "people": _people,
    "container": _container,
    "holds": _holds,
    "country": _country,
    "admin-1": _division,
    "near-others": _near,
    "reader": _reader,
}
