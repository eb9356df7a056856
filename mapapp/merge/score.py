"""Two accounts → what speaks for one event, with points and a reason each; or that they cannot be one."""

from __future__ import annotations

from mapapp.domain.mention import Reason
from mapapp.merge import figures, places, times, wordings
from mapapp.merge.rules import Rules
from mapapp.merge.sketch import Sketch

Reasons = tuple[Reason, ...]


def score(one: Sketch, other: Sketch, rules: Rules) -> Reasons | None:
    """The reasons, whose points sum to the score; the same in either order.

    None where something contradicts that the two are one event: the kind, the status, the place, the time or the
    figures; and for two accounts of one report, which tells them apart.
    """
    one, other = sorted((one, other), key=lambda sketch: sketch.id)
    kinship = rules.kinships.get((one.code, other.code))
    if kinship is None or one.ahead != other.ahead or one.reports & other.reports:
        return None
    found = [Reason(feature="type", points=kinship[0], sentence=kinship[1])]
    for compare in (times.compare, places.compare, figures.compare):
        reason = compare(one, other, rules)
        if reason is None:
            return None
        found.append(reason)
    at_once = any(reason.feature == "time" and reason.points > 0 for reason in found)
    # a riot, and the march of the next day, are two
    if at_once and rules.is_rare(one.code, other.code):
        sentence = "such an event is seldom one of several in one place"
        found.append(Reason(feature="type", points=rules.type["rare_points"], sentence=sentence))
    if one.wording and one.wording == other.wording:
        sentence = "the same sentence, word for word"
        found.append(Reason(feature="words", points=rules.words["copied"], sentence=sentence))
        return tuple(found)
    return (*found, *wordings.compare(one, other, rules))


def total(reasons: Reasons) -> float:
    """The sum of the points, rounded so that the order of adding does not matter."""
    return round(sum(reason.points for reason in reasons), 6)
