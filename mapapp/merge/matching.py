"""Scores of pairs → which of them are sure. A report tells each event once, so each account has one match in it."""

from __future__ import annotations

from collections.abc import Iterable

from mapapp.domain.account import Likeness, Pair, pair_of
from mapapp.merge.rules import Rules
from mapapp.merge.score import Reasons, score, total
from mapapp.merge.sketch import Sketch

Rivals = dict[tuple[str, str], list[tuple[float, float, Pair]]]
"""For an account and another report: its matches there, each with its score and the points for its kind."""


def likenesses(pairs: Iterable[tuple[Sketch, Sketch]], rules: Rules) -> list[Likeness]:
    """What is like enough to be suggested, in the order of the pairs' ids.

    The pairs must be all that meet between any two reports: a match is sure only where no other account of either
    report fits nearly as well.
    """
    scored: dict[Pair, tuple[float, Reasons]] = {}
    rivals: Rivals = {}
    for one, other in pairs:
        reasons = score(one, other, rules)
        if reasons is not None and (points := total(reasons)) >= rules.maybe - rules.margin:
            pair = pair_of(one.id, other.id)
            scored[pair] = points, reasons
            for mine, report in ((one, other.reports), (other, one.reports)):
                for name in report:
                    rivals.setdefault((mine.id, name), []).append((points, reasons[0].points, pair))
    beaten = _beaten(rivals, rules)
    return [
        Likeness(pair=pair, score=points, sure=points >= rules.sure and pair not in beaten, reasons=reasons)
        for pair, (points, reasons) in sorted(scored.items())
        if points >= rules.maybe
    ]


def _beaten(rivals: Rivals, rules: Rules) -> set[Pair]:
    """The pairs that are not the best match in a report; nor is the best one, where another fits nearly as well.

    One of another kind is no rival to one of the same kind: of a theft and an arrest, the theft is the theft.
    """
    beaten: set[Pair] = set()
    for matches in rivals.values():
        (points, kind, best), *others = sorted(matches, reverse=True)
        beaten.update(pair for _, _, pair in others)
        if any(other > points - rules.margin and other_kind >= kind for other, other_kind, _ in others):
            beaten.add(best)
    return beaten
