"""What a text says of where its places lie: in which of its other places, and in which country it is at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from gazetteer.place import Place, PlaceKind
from gazetteer.reason import Reason
from mapapp.domain.mention import Resolution, Use
from mapapp.geoparse import cues
from mapapp.geoparse.company import Company
from mapapp.geoparse.field import HOME, NEXT_DOOR, Figures, Numbers
from mapapp.geoparse.names import BY_COMMA

RUNNERS_UP = 4
SAME_PLACE_KM = 30.0
"""A town and the district named after it are one answer for the map."""
DIVISIONS = frozenset({PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.ADMIN2})
LIKELY = 0.5


def where_told(company: Company, chances: Figures) -> Figures:
    """Where the text says what a place lies in, others of its name are out: “Paris, Texas”, “Hamdaniya in Aleppo”.

    After a comma only a province or a country is what it lies in; a town there may go on a list.
    """
    told = chances.copy()
    for inner, outer in zip(*np.nonzero(company.links), strict=True):
        own, around = np.flatnonzero(company.of_name == inner), np.flatnonzero(company.of_name == outer)
        if not len(own) or not len(around):
            continue
        best = around[int(np.argmax(chances[around]))]
        inside = company.inside[own, best] > 0
        meant = company.links[inner, outer] < BY_COMMA or company.is_country[best] or company.is_division[best]
        if meant and chances[best] >= LIKELY and inside.any():
            told[own] = np.where(inside, chances[own] / _left_without(chances, own[~inside]), 0.0)
    return told


def at_home(company: Company, chances: Figures) -> Figures:
    """What is told of at home alone, or next door (`Field.tied`), is out in a text of other countries.

    The countries of a text are those that it names and those of its other likely places.
    """
    told = chances.copy()
    named = (chances >= LIKELY) & company.has_country
    inland = company.same_country @ named > 0
    near = inland | (company.borders @ named > 0)
    others = named.sum() - company.member @ (company.member.T @ named) > 0
    far = ((company.tied == NEXT_DOOR) & ~near) | ((company.tied == HOME) & ~inland)
    foreign = far & others & company.has_country
    for name in np.unique(company.of_name[foreign & (chances > 0)]):
        own = np.flatnonzero(company.of_name == name)
        left = _left_without(chances, own[foreign[own]])
        kept = np.where(inland[own], chances[own] / left, chances[own])
        told[own] = np.where(foreign[own], 0.0, kept)
    return told


def _left_without(chances: Figures, out: Numbers) -> float:
    """What is left of a name's chances for its other candidates, and for none, when some rows are out."""
    return max(1e-9, 1 - float(chances[out].sum()))


def without_those_elsewhere(
    text: str, resolutions: Sequence[Resolution], containers: Mapping[int, int]
) -> list[Resolution]:
    """Without the places that lie in another country than the text says: “White City stadium in Bulawayo”."""
    kept = list(resolutions)
    for inner, outer in containers.items():
        one, place, around = kept[inner], kept[inner].place, kept[outer].place
        if place is None or around is None or kept[outer].confidence < LIKELY:
            continue
        if _is_elsewhere(place, around) and _says_in(text, one, kept[outer]):
            sentence = f"no place “{one.mention.surface}” is known in {around.name}"
            kept[inner] = replace(
                one,
                place=None,
                confidence=0.0,
                reasons=(Reason(feature="unknown", points=0.0, sentence=sentence),),
                runners_up=(place, *one.runners_up)[:RUNNERS_UP],
            )
    return kept


def _is_elsewhere(inside: Place, around: Place) -> bool:
    return inside.kind is not PlaceKind.COUNTRY and around.country_code not in {None, inside.country_code}


def _says_in(text: str, inside: Resolution, around: Resolution) -> bool:
    """Not of what follows a comma ("in Vienna, Russia and the others"), nor of who comes from there."""
    first, last = inside.mention.span, around.mention.span
    comes_from = cues.COMES_FROM & set(text[: first.start].lower().split()[-1:])
    return first.end <= last.start and not _is_listed(text, inside, around) and not comes_from


def _is_listed(text: str, one: Resolution, other: Resolution) -> bool:
    """Does a comma alone stand between them?"""
    return text[one.mention.span.end : other.mention.span.start].strip() == ","


def containers_set_aside(
    text: str, resolutions: Sequence[Resolution], containers: Mapping[int, int]
) -> list[Resolution]:
    """“Kanaker in Rif Dimashq”: the province only says where Kanaker is; it is a reference, not the scene."""
    marked = list(resolutions)
    for inner, outer in containers.items():
        inside, around = marked[inner].place, marked[outer].place
        if inside is None or around is None or marked[outer].mention.use is not Use.PLACE or inside == around:
            continue
        if _is_listed(text, marked[inner], marked[outer]) and around.kind not in DIVISIONS:
            continue  # “Idlib, Saraqib and Ariha” are three towns, however near
        if _lies_in(inside, around):
            marked[outer] = replace(marked[outer], mention=replace(marked[outer].mention, use=Use.REFERENCE))
    return marked


def _lies_in(inside: Place, around: Place) -> bool:
    if around.kind is PlaceKind.COUNTRY:
        return inside.country_code == around.country_code
    if around.kind is PlaceKind.ADMIN1:
        return inside.admin1_id == around.id
    small = inside.kind in {PlaceKind.QUARTER, PlaceKind.FACILITY, PlaceKind.SETTLEMENT}
    return small and inside.point.distance_km(around.point) <= max(SAME_PLACE_KM, around.radius_km)
