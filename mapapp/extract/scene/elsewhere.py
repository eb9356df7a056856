"""Names that say where somebody was brought or bound, or what a town lies by: never where something happened."""

from __future__ import annotations

import re

from gazetteer.place import PlaceKind
from mapapp.extract import cues
from mapapp.extract.scene.candidates import Candidate

_HOSPITAL = rf"(?:{'|'.join(cues.CUES['scene']['hospitals'])})"
_BROUGHT = rf"\b(?:{'|'.join(cues.CUES['scene']['brought'])})\b[^.;:]{{0,50}}?\bto\s"
_NAMES = r"(?:[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*)*(?:,\s+and\s+|,\s+|\s+and\s+))*"
_TO_HOSPITAL_IN = re.compile(
    rf"{_BROUGHT}[^.;:]{{0,40}}?\b{_HOSPITAL}\s+(?:in|at|across)\s+(?:nearby\s+)?{_NAMES}(?:the\s+)?$"
)
_TO = re.compile(rf"{_BROUGHT}(?:the\s+|a\s+)?$")
_CARED = rf"\b(?:{'|'.join(cues.CUES['scene']['cared'])})\b[^.;:]{{0,30}}?"
_CARED_IN = re.compile(
    rf"{_CARED}\s(?:in|at)\s+(?:(?:a\s+|the\s+)?(?:[\w-]+\s+){{0,2}}{_HOSPITAL}\s+in\s+)?(?:nearby\s+|the\s+)?$"
)
_CARED_FAR = re.compile(rf"\bintensive care (?:in|at)\s+$|{_HOSPITAL}\s+in\s+(?:nearby\s+)?$")
_IN_CARE = re.compile(rf"\b(?:{'|'.join(cues.CUES['scene']['in_care'])})\s+(?:in|at)\s+(?:nearby\s+|the\s+)?$")
_IS_HOSPITAL = re.compile(rf"(?:\s+[\w'’-]+){{0,3}}?\s+{_HOSPITAL}\b", re.IGNORECASE)
_BY_THE_SEA = re.compile(rf"(?:'s?)?\s+(?:{'|'.join(cues.CUES['scene']['by_the_sea'])})\b")
_NAME = r"(?:the\s+)?[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*)*"
_ROUTE = re.compile(
    rf"\b(?:{'|'.join(cues.CUES['scene']['routes'])})\s+(?:to|for|from|towards?|between)\s+"
    rf"(?:{_NAME}\s+(?:to|from|and)\s+)?(?:the\s+)?$"
)
REACH = 160
"""Characters before a name that are looked at."""


def is_elsewhere(candidate: Candidate) -> bool:
    """“Sent to hospitals in Soro”, “treated at Bwera Hospital”, “the Black Sea port”, “headed to Kitale from Sigor”."""
    doc, sentence = candidate.head.doc, candidate.head.sent
    start, last = doc[candidate.first].idx, doc[candidate.last]
    end = last.idx + len(last)
    before = doc.text[max(sentence.start_char, start - REACH) : start]
    behind = doc.text[end : sentence.end_char]
    place = candidate.resolution.place
    if place is not None and place.kind is PlaceKind.NATURAL and _BY_THE_SEA.match(behind):
        return True
    if _TO_HOSPITAL_IN.search(before) or _ROUTE.search(before) or _IN_CARE.search(before):
        return True
    if _CARED_IN.search(before) and _CARED_FAR.search(before):
        return True
    return (_TO.search(before) or _CARED_IN.search(before)) is not None and _IS_HOSPITAL.match(
        f" {doc.text[start:end]}{behind}"
    ) is not None
