"""Do two accounts agree how many? Tolls rise, and are rounded; too great a difference is another event."""

from __future__ import annotations

from enum import StrEnum

from mapapp.domain.claim import CountRange
from mapapp.domain.mention import Reason
from mapapp.merge.rules import Rules
from mapapp.merge.sketch import Sketch

COMPARED = ("killed", "injured", "abducted", "missing", "detained")
"""The kinds that are counted head by head, most telling first."""


class Agreement(StrEnum):
    """How two figures of one kind stand to each other."""

    EQUAL = "equal"
    AGREE = "agree"
    RISING = "rising"
    DIFFER = "differ"
    CONTRADICT = "contradict"


def compare(one: Sketch, other: Sketch, rules: Rules) -> Reason | None:
    """Points for the figures that both give: a difference weighs more than the best agreement.

    None where they contradict each other.
    """
    earlier, later, rises = _in_order(one, other)
    varies = one.code in rules.tolls_vary or other.code in rules.tolls_vary
    found, equal = [], 0
    for kind in COMPARED:
        if kind in earlier.counts and kind in later.counts:
            first, second = earlier.counts[kind], later.counts[kind]
            agreement = agree(first, second, rules, rises=rises, varies=varies)
            if agreement is Agreement.CONTRADICT:
                return None
            equal += agreement is Agreement.EQUAL
            found.append(_reason(kind, agreement, first, second, rules))
    if not found:
        return Reason(feature="figures", points=0.0, sentence="no figure that both give")
    lowest = min(found, key=lambda reason: reason.points)
    best = max(found, key=lambda reason: reason.points)
    if lowest.points < 0:
        return lowest
    if equal < 2:
        return best
    points, sentence = best.points + rules.figures["equal_too"], f"{best.sentence}, and agree in another figure too"
    return Reason(feature="figures", points=points, sentence=sentence)


def _in_order(one: Sketch, other: Sketch) -> tuple[Sketch, Sketch, bool]:
    """The earlier, the later, and whether it is known to be later."""
    earlier, later = sorted((one, other), key=lambda sketch: (sketch.told is None, sketch.told, sketch.id))
    return earlier, later, earlier.told is not None and later.told is not None and earlier.told < later.told


def are_deadly(one: Sketch, other: Sketch, rules: Rules) -> bool:
    """Do both tell of so many killed that there are hardly two such events in one city and day?"""
    earlier, later, rises = _in_order(one, other)
    if "killed" not in earlier.counts or "killed" not in later.counts:
        return False
    first, second = earlier.counts["killed"].minimum, later.counts["killed"].minimum
    few, many = sorted((first, second))
    if few < rules.place["deadly_from"]:
        return False
    near = rules.place["deadly_ratio"] if rises and first < second else rules.figures["agree_ratio"]
    return bool(many <= few * near or few >= rules.place["deadly_anyhow_from"])


def agree(first: CountRange, second: CountRange, rules: Rules, *, rises: bool, varies: bool) -> Agreement:
    """How two counts of one kind stand to each other.

    Args:
        first: of the report that came first.
        second: of the other.
        rules: the limits.
        rises: did the second come later, so that it may have risen?
        varies: are tolls of such an event told very differently for days?
    """
    if _number(first) is not None and _number(first) == _number(second):
        return Agreement.EQUAL
    low, high = max(first.minimum, second.minimum), min(_most(first, rules), _most(second, rules))
    if low <= high * rules.figures["agree_ratio"]:
        return Agreement.AGREE
    if varies or (rises and second.minimum > first.minimum):
        return Agreement.RISING
    far = low >= max(1, high) * rules.figures["contradict_ratio"] and low - high >= rules.figures["contradict_by"]
    return Agreement.CONTRADICT if far else Agreement.DIFFER


def _number(count: CountRange) -> int | None:
    """The number that is told: 57 of "57", "at least 57" and "as many as 57"."""
    return count.low if count.low is not None else count.high


def _most(count: CountRange, rules: Rules) -> float:
    """“At least 20” is not said of 2,000."""
    if count.high is not None:
        return count.high
    return float(rules.figures["at_least_ratio"] * count.minimum + rules.figures["contradict_by"])


def _reason(kind: str, agreement: Agreement, first: CountRange, second: CountRange, rules: Rules) -> Reason:
    told = f"{number_words(first)} and {number_words(second)} {kind}"
    if agreement is Agreement.EQUAL:
        return Reason(feature="figures", points=_equal(first.minimum, rules), sentence=f"both tell of {told}")
    points = {
        Agreement.AGREE: (rules.figures["agree"], "figures agree"),
        Agreement.RISING: (rules.figures["rising"], "tolls rise"),
        Agreement.DIFFER: (rules.figures["differ"], "figures differ"),
    }
    worth, words = points[agreement]
    return Reason(feature="figures", points=worth, sentence=f"{words}: {told}")


def _equal(number: int, rules: Rules) -> float:
    for name in ("equal_large", "equal", "equal_small"):
        if number >= rules.figures[f"{name}_from"]:
            return float(rules.figures[name])
    return float(rules.figures["equal_tiny"])


def number_words(count: CountRange) -> str:
    """A figure as words: "at least 20"."""
    if count.low is None:
        return "an unknown number" if count.high is None else f"up to {count.high:,}"
    return f"{count.low:,}" if count.high is not None else f"at least {count.low:,}"
