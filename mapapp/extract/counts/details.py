"""Lists that spell out a number told before them: "four people, three men and a woman"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mapapp.extract.counts.kinds import Told
from mapapp.extract.counts.nouns import Sort

_OPENED = re.compile(
    r"(?:\s+of\s+[\w\s'’-]{1,40}|\s+(?:(?:were|was|been|have|had|has|got)\s+)*\w+)?\s*(?:,|:|\(|—|–|-)\s*(?:all\s+)?"
)
_OPENED_FAR = re.compile(r"\s+[^,;:.()]{1,60}[,:]\s*(?:all\s+)?")
"""“Ten people died in the crash, four men and six women”; not “two died in Homs, one in Hama and one in Idlib”."""
_OPENED_WIDE = re.compile(r"\s*(?::|\(|—|–)\s*")
_LISTED = re.compile(
    r"(?:\s+and\s+[^\W\d]+(?=\s+and\b))?(?:\s+(?:in|at|near|from|on)\s+[\w'’-]+(?:\s+[\w'’-]+){0,3}?|,?\s+(?:of|aged)\s+(?:\d+(?:(?:,|\s+and)\s+\d+)*|[a-z-]+)|\s+(?:who|whose|whom)\s[^,;:.]{1,80})?\s*(?:,\s*(?:and\s+)?|and\s+|&\s*)(?:(?:his|her|their)\s+)?"
)


def details(told: Sequence[Told]) -> dict[int, int]:
    """“Four people, three men and a woman”: which figures only spell out which one before them."""
    found: dict[int, int] = {}
    for at, whole in enumerate(told):
        run: list[int] = []
        total, last = 0, whole
        for index in range(at + 1, len(told)):
            one = told[index]
            between = one.figure.text[last.figure.end : one.figure.begin]
            if one.kind is not whole.kind or not (_LISTED.fullmatch(between) if run else _opens(whole, one, between)):
                break
            run.append(index)
            total, last = total + (one.figure.high or 0), one
        exact = len(run) > 1 and total == (whole.figure.high or whole.figure.low)
        spelt = exact and (_is_general(whole, told[run[0]]) or _is_closed(last))
        within = run and total < (whole.figure.high or 0) and _OPENED_WIDE.fullmatch(_gap(whole, told[run[0]]))
        if at not in found and run and (within or spelt):
            found |= dict.fromkeys(run, at)
    return found


def _opens(whole: Told, part: Told, between: str) -> bool:
    named = not (whole.figure.sort is part.figure.sort is Sort.BARE)
    opened = _OPENED_FAR.fullmatch(between)
    return bool(_OPENED.fullmatch(between) or (opened and (named or between.rstrip().endswith(":"))))


def _is_closed(last: Told) -> bool:
    """“Five blue helmets, four Cambodians and a Moroccan, lost their lives”: is the list set off by commas?"""
    return last.figure.text[last.figure.end :].lstrip().startswith(",")


def _is_general(whole: Told, part: Told) -> bool:
    """Does the first figure only say "people", or does a bracket or colon open the list?"""
    gap = _gap(whole, part)
    return whole.figure.is_general or gap.rstrip().endswith(":") or _OPENED_WIDE.fullmatch(gap) is not None


def _gap(left: Told, right: Told) -> str:
    return left.figure.text[left.figure.end : right.figure.begin]
