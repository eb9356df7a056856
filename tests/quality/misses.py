"""What goes wrong with place names, sorted into kinds, with the words around each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gazetteer.place import Point
from mapapp.geoparse.candidates import candidates_of, is_adjective
from mapapp.pipeline import Pipeline
from tests.quality.place_scores import NEAR_KM, matched

Toponym = Mapping[str, Any]
Miss = tuple[str, str]
"""Its kind, and an example."""


def misses(pipeline: Pipeline, text: str, gold: Sequence[Toponym], answers: Sequence[Toponym]) -> Iterator[Miss]:
    """Of one document: names not found, found too much, cut wrongly, placed wrongly."""
    pairs = matched(gold, answers)
    for number, one in enumerate(gold):
        if number in pairs:
            yield from _placed(pipeline, text, one, answers[pairs[number]])
        else:
            yield _not_found(pipeline, one), _around(text, one)
    for number, answer in enumerate(answers):
        if number not in pairs.values():
            yield _too_much(answer), _around(text, answer)


def _not_found(pipeline: Pipeline, one: Toponym) -> str:
    gazetteer = pipeline.recogniser.gazetteer
    if is_adjective(gazetteer, one["text"]):
        return "not listed: an adjective"
    if any(word in one["text"].lower().split() for word in STREETS):
        return "not found: a street or a road"
    return "not found: a known name" if gazetteer.has_name(one["text"]) else "not found: in no list"


STREETS = ("street", "road", "avenue", "drive", "highway", "st.", "route", "lane", "boulevard", "interstate", "parkway")


USES = {"adjective": "too much: an adjective", "organisation": "too much: in an organisation's name"}


def _too_much(answer: Toponym) -> str:
    return USES.get(answer["use"]) or ("too much: a known name" if answer["place_id"] else "too much: in no list")


def _placed(pipeline: Pipeline, text: str, one: Toponym, answer: Toponym) -> Iterator[Miss]:
    if (one["start"], one["end"]) != (answer["start"], answer["end"]):
        yield "cut otherwise", f"{_around(text, one)} | ours: {answer['text']}"
    if one["lat"] is None:
        return
    point = Point(latitude=one["lat"], longitude=one["lon"])
    told = f"{_around(text, one)} | ours: {answer['name']}, {answer['country_code']} | gold: {point.geojson()[::-1]}"
    if answer["lat"] is not None and _km(answer, point) <= NEAR_KM:
        return
    candidates = candidates_of(pipeline.recogniser.gazetteer, answer["text"])
    if not any(candidate.place.point.distance_km(point) <= NEAR_KM for candidate in candidates):
        yield "placed wrongly: the place is in no list", told
    elif answer["lat"] is None:
        yield "placed nowhere, though the place is known", told
    else:
        yield "placed wrongly: another place of the name", told


def _km(answer: Toponym, point: Point) -> float:
    return point.distance_km(Point(latitude=answer["lat"], longitude=answer["lon"]))


def _around(text: str, one: Toponym) -> str:
    before, after = text[max(0, one["start"] - 40) : one["start"]], text[one["end"] : one["end"] + 40]
    return " ".join(f"{before}[{text[one['start'] : one['end']]}]{after}".split())
