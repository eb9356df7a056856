"""Numbers that the text takes back, or tells of an earlier event or of a work: "reports of 14 dead were wrong"."""

from __future__ import annotations

import re

from mapapp.extract.counts.figures import Figure
from mapapp.extract.counts.lexicon import WORDS, one_of

_WORDS = WORDS["elsewhere"]
_REPORTS = re.compile(rf"\b{one_of(_WORDS['reports'])}\s+(?:of|that|about)\s+(?:[\w'’-]+\s+){{0,6}}$", re.IGNORECASE)
_WRONG = re.compile(
    rf"[^.;:]{{0,80}}?\b(?:is|are|was|were|be|been|proved|proves|turned out)\s+(?:to be\s+)?(?:\w+ly\s+)?"
    rf"{one_of(_WORDS['wrong'])}\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    rf"\b{one_of(_WORDS['spans'])}(?:\s+to\s+the\s+(?:day|week))?\s+(?:after|since)\s+(?!(?:being|they|he|she|it|then)\b)[^,;:]*$",
    re.IGNORECASE,
)
_CAME = re.compile(
    r"\b(?:came|comes|coming|happened|occurred)\s+(?:[\w-]+\s+){0,2}?(?:days?|hours?|a\s+week)\s+after\s+(?!(?:being|they|he|she|it)\b)[^,;:]*$",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(rf"\b{one_of(_WORDS['drills'])}\b[^.;]*\b{one_of(_WORDS['supposes'])}\b[^.;]*$", re.IGNORECASE)
_STAGED = re.compile(
    rf"\b(?:stag|conduct|held|hold|run|ran|carri|carry|organi[sz])\w*\s+(?:\w+\s+){{0,4}}?{one_of(_WORDS['drills'])}\b[^;.]*$",
    re.IGNORECASE,
)
_DAYS = re.compile(r"\b(?:days?|hours?|a\s+week)\s+after\s+(?!(?:being|they|he|she|it)\b)[^,;:]*$", re.IGNORECASE)
_TITLE = re.compile(
    rf"\b{one_of(_WORDS['works'])}\b(?:,?\s+(?:titled|entitled|called|named))?,?\s*[\"“‘'«][^\"”’»]*$", re.IGNORECASE
)

_AWAY = (_EARLIER, _CAME, _SUPPOSED, _STAGED, _TITLE)


def why_elsewhere(figure: Figure) -> str | None:
    """The words that take the number back, or lead away from today's event; None: there are none."""
    told = figure.text[: figure.begin]
    if (report := _REPORTS.search(told)) and _WRONG.match(figure.text, figure.end):
        return " ".join(report.group().split())
    found = next((match for pattern in _AWAY if (match := pattern.search(told))), None)
    return " ".join(found.group().split()) if found else None


def is_days_before(figure: Figure) -> bool:
    """“Days after an attack that killed 30”: an earlier event, where today's has a number too."""
    return _DAYS.search(figure.text, 0, figure.begin) is not None
