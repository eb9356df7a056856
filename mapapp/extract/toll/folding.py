"""The figures of an incident, in the order in which they are told → one whole of a kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from mapapp.domain.claim import CountKind, CountRange
from mapapp.extract.counts.accounts import range_of
from mapapp.extract.counts.sums import added, less
from mapapp.extract.tellings import HARM, Telling
from mapapp.extract.toll.more import died_of_wounds
from mapapp.extract.toll.rules import agree, by_rules, stands
from mapapp.extract.toll.step import Op, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """What the sentences of an incident say of one kind of figure together."""

    whole: CountRange
    told: tuple[CountRange, ...]
    """All figures, as told."""
    summands: tuple[CountRange, ...]
    """Those of them that the whole adds up."""
    differing: tuple[CountRange, CountRange] | None
    """Two accounts that cannot both be right."""


def toll_of(tellings: Iterable[Telling], kind: CountKind) -> Toll | None:
    """The toll of one kind that the tellings of an incident give together; None: nobody tells one."""
    whole: CountRange | None = None
    holder: Telling | None = None
    told: list[CountRange] = []
    summands: tuple[CountRange, ...] = ()
    differing: tuple[CountRange, CountRange] | None = None
    for telling, count in _in_order(tellings, kind):
        if whole is None or holder is None:
            whole, holder, summands = count, telling, (count,)
        else:
            step = Step(old=whole, holder=holder, new=count, telling=telling)
            op = by_rules(step)
            if op is Op.RANGE and not agree(whole, count):
                differing = differing or (whole, count)
            whole, holder = applied(op, step)
            summands = (*summands, count) if op is Op.ADD else (count,) if whole is count else summands
        told.append(count)
    if whole is None:
        return None
    return Toll(whole=whole, told=tuple(told), summands=summands if len(summands) > 1 else (), differing=differing)


def without_those_who_died(hurt: Toll, killed: Toll, tellings: Sequence[Telling]) -> Toll:
    """“Ten were hurt … Two later died of their injuries”: eight are hurt."""
    first = min((t.order for t in tellings if any(c in hurt.told for c in t.counts)), default=0)
    whole = hurt.whole
    for telling in tellings:
        if telling.order <= first or not died_of_wounds(telling) or any(c in hurt.told for c in telling.counts):
            continue
        for count in telling.counts:
            counted = count in killed.summands or count == killed.whole
            if counted and count.low == count.high and (count.low or 0) < (whole.low or 0):
                whole = less(whole, count)
    return replace(hurt, whole=whole)


def _in_order(tellings: Iterable[Telling], kind: CountKind) -> Iterator[tuple[Telling, CountRange]]:
    """What sums up first, then sentence by sentence."""
    for telling in sorted(tellings, key=lambda t: (not t.summary, t.order)):
        for count in telling.counts:
            if count.is_whole and count.kind is kind:
                yield telling, count


def applied(op: Op, step: Step) -> tuple[CountRange, Telling]:
    """The figure that stands then, and its sentence."""
    if op is Op.ADD:
        return added(step.old, step.new), step.holder
    if op is Op.RANGE and step.new.kind in HARM:
        both = range_of(step.old, step.new)
        return replace(both, disputed=not agree(step.old, step.new)), step.holder
    if op is Op.REPLACE or (op is Op.RANGE and stands(step)):
        return step.new, step.telling
    return step.old, step.holder
