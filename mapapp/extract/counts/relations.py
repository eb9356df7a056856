"""How the counts of a sentence hang together: parts of a whole, joined persons, older figures, two accounts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mapapp.domain.claim import CountKind, CountRange
from mapapp.domain.report import Span
from mapapp.extract.clause import lemma_of, verb_of
from mapapp.extract.counts import parts
from mapapp.extract.counts.accounts import MORE, either, is_past, is_told_before, range_of, told_apart
from mapapp.extract.counts.details import details
from mapapp.extract.counts.elsewhere import is_days_before
from mapapp.extract.counts.figures import Figure
from mapapp.extract.counts.kinds import Told
from mapapp.extract.counts.lexicon import WORDS, one_of
from mapapp.extract.counts.parts import before
from mapapp.extract.counts.recounts import is_account
from mapapp.extract.counts.sums import added, less
from mapapp.extract.counts.tolls import COUNTS, is_older, is_toll

_WORDS = WORDS["relations"]
_WHOLE_BEFORE = re.compile(rf"\b{one_of(_WORDS['whole_before'])}\b[^,;]*$", re.IGNORECASE)
_WHOLE_AFTER = re.compile(rf"\s*,?\s*{one_of(_WORDS['whole_after'])}\b", re.IGNORECASE)
_TAKEN_TO = re.compile(rf"\b{one_of(_WORDS['taking'])}\b[^,;]{{0,100}}\bto\s+$", re.IGNORECASE)
_RUNNING = re.compile(rf"\b{one_of(WORDS['aside']['running'])}\b", re.IGNORECASE)
_OR = re.compile(r"\bor\s+$", re.IGNORECASE)
_OF_WHOM = re.compile(r"\s+of\s+(?:whom|them)\b", re.IGNORECASE)
_WOUNDING = frozenset(WORDS["verbs"]["wounding"])
_SINCE_THEN = re.compile(r"\b(?:after|as|when|with|following)\s+(?:the\s+deaths?\s+of\s+|another\s+)?$", re.IGNORECASE)


@dataclass(slots=True)
class _Entry:
    told: Told
    count: CountRange
    part_of: _Entry | None = None
    replaced_by: _Entry | None = None

    @property
    def is_whole(self) -> bool:
        return self.part_of is None and self.replaced_by is None


def related(told: Sequence[Told], offset: int) -> list[CountRange]:
    """The counts of a sentence, each whole before its parts and each figure before the older one that it replaces.

    Args:
        told: figures with their kinds, in reading order.
        offset: where the sentence begins in the report's text.
    """
    entries: list[_Entry] = []
    spelt_out = details(told)
    for at, one in enumerate(told):
        entry = _Entry(one, count_of(one, offset))
        if whole := next((e for e in entries if at in spelt_out and e.told is told[spelt_out[at]]), None):
            entry.part_of = whole
            entries.append(entry)
            continue
        if _says_the_same(entry, entries) or _is_running(entry, entries) or _is_days_before(entry, entries):
            continue
        _place(entry, entries)
        if not _added(entry, entries):
            entries.append(entry)
    entries = _without_joint(entries)
    for kind in CountKind:
        _accounts([entry for entry in entries if entry.count.kind is kind and entry.is_whole], entries)
    return _listed(entries)


def count_of(told: Told, offset: int) -> CountRange:
    """The range of one figure, in a sentence that begins at `offset` in the report's text."""
    figure = told.figure
    return CountRange(
        kind=told.kind,
        low=None if told.mixed else figure.low,
        high=None if told.mixed else figure.high,
        approximate=figure.approximate or told.mixed,
        wording=figure.wording,
        span=Span(start=offset + figure.begin, end=offset + figure.end),
    )


def _wholes(entry: _Entry, entries: Sequence[_Entry]) -> list[_Entry]:
    return [e for e in entries if e.count.kind is entry.count.kind and e.is_whole]


def _says_the_same(entry: _Entry, entries: Sequence[_Entry]) -> bool:
    """“The four”, said again of four who were told before."""
    first = entry.told.figure.first
    definite = first.lower_ in {"the", "all", "both"} or (
        first.i > first.sent.start and first.nbor(-1).lower_ in {"the", "all", "these", "those"}
    )
    told = [e for e in entries if e.count.kind is entry.count.kind and e.count.high == entry.count.high]
    return definite and bool(told) and not MORE.search(entry.count.wording)


def _is_running(entry: _Entry, entries: Sequence[_Entry]) -> bool:
    """“Bringing the toll to 16 since the campaign began”: a war's total beside today's number."""
    figure = entry.told.figure
    behind = figure.text[figure.end :]
    told = figure.text[: figure.begin]
    total = _WHOLE_BEFORE.search(told)
    running = _RUNNING.search(told[total.start() :] + behind) if total is not None else None
    if running is None or not _wholes(entry, entries):
        return False
    more = any(MORE.search(other.count.wording) for other in _wholes(entry, entries))
    return not (more and running.group() == "since")  # "two more died, taking to four the number killed since Monday"


def _is_days_before(entry: _Entry, entries: Sequence[_Entry]) -> bool:
    """“Blast kills five, days after attack that killed 30”."""
    return bool(_wholes(entry, entries)) and is_days_before(entry.told.figure)


def _place(entry: _Entry, entries: list[_Entry]) -> None:
    """Whole, part of a whole told before, or older than one."""
    wholes = _wholes(entry, entries)
    same = [e for e in entries if e.count.kind is entry.count.kind]
    figure = entry.told.figure
    fatally = entry.told.cue.lower_ == "fatally" and not wholes
    if entry.told.is_part or fatally:
        _make_part(entry, _antecedent(figure, entries) or wholes or [e for e in entries if e.is_whole])
    elif same and same[-1].part_of is not None and _continues(entry, same[-1]):
        entry.part_of = same[-1].part_of
    elif wholes and (
        _made_it_rise(entry, wholes[-1]) or _is_within(entry, wholes[-1]) or _is_some_of(entry, wholes[0])
    ):
        entry.part_of = wholes[-1]
    elif is_older(figure) and wholes:
        entry.replaced_by = wholes[-1]
    elif wholes and (is_older(wholes[-1].told.figure) or _replaces(entry)):
        wholes[-1].replaced_by = entry
    elif wholes and (
        _is_sum(entry, wholes)
        or _WHOLE_BEFORE.search(before(entry.told.figure))
        or _TAKEN_TO.search(figure.text, 0, figure.begin)
        or _WHOLE_AFTER.match(figure.text, figure.end)
    ):
        for whole in wholes:
            whole.part_of = entry


def _antecedent(figure: Figure, entries: Sequence[_Entry]) -> list[_Entry]:
    """“He took his own life after stabbing three pupils, one of whom died”: of these, whatever befell them."""
    if _OF_WHOM.match(figure.text, figure.end) is None:
        return []
    last = max((e for e in entries if e.is_whole), key=lambda e: e.told.figure.begin, default=None)
    larger = last is not None and (last.count.low or 0) > (figure.high or 0)
    return [last] if last is not None and larger else []


def _made_it_rise(entry: _Entry, whole: _Entry) -> bool:
    """“The toll rose to 38 after two more died”."""
    return _is_sum(whole, [entry]) and _SINCE_THEN.search(before(entry.told.figure)) is not None


def _is_some_of(entry: _Entry, first: _Entry) -> bool:
    """“Of nine people killed on Monday, the deaths of four have been verified”."""
    smaller = (entry.count.high or 0) < (first.count.low or 0)
    return smaller and before(first.told.figure).lower().split() in (["of"], ["of", "the"])


def _is_within(entry: _Entry, whole: _Entry) -> bool:
    """“Has now claimed 36 lives after a wounded man died”: what made the toll rise is in it."""
    cue = whole.told.cue
    above = verb_of(cue)
    toll = is_toll(cue) or any(c.lower_ == "now" for c in above.children)
    smaller = (entry.count.high or 0) < (whole.count.low or 0)
    clauses = (word for word in (verb_of(entry.told.cue), *entry.told.cue.ancestors) if word.dep_ == "advcl")
    return toll and smaller and any(word.head == above or above.is_ancestor(word) for word in clauses)


def _replaces(entry: _Entry) -> bool:
    """“It has since been raised to 13”, “proved to be nine”: nobody's account, and no sum of the two."""
    told = entry.told
    return told.recount and not is_account(told.figure) and lemma_of(told.cue) not in COUNTS


def _is_sum(entry: _Entry, wholes: Sequence[_Entry]) -> bool:
    """“Two more succumb, toll 38”: a toll holds the smaller numbers beside it, unless two voices give one each."""
    smaller = all((whole.count.high or whole.count.low or 0) < (entry.count.low or 0) for whole in wholes)
    apart = len(wholes) == 1 and not entry.told.recount and told_apart(wholes[0].told, entry.told)
    return is_toll(entry.told.cue) and smaller and not apart


def _continues(entry: _Entry, last: _Entry) -> bool:
    """“Including two judges and a lawyer”: joined to a part, it is one too."""
    between = entry.told.figure.text[last.told.figure.end : entry.told.figure.begin]
    return entry.told.inherited or (
        entry.told.cue == last.told.cue and re.fullmatch(r",?\s*(?:and)?\s*", between) is not None
    )


def _without_joint(entries: list[_Entry]) -> list[_Entry]:
    """“23 casualties, among them five dead”: where the dead are told apart, one number for both says nothing."""
    told = {entry.count.kind for entry in entries if entry.is_whole and not entry.told.mixed}
    return [entry for entry in entries if not (entry.told.mixed and entry.is_whole and entry.count.kind in told)]


def _make_part(entry: _Entry, wholes: Sequence[_Entry]) -> None:
    """A part of the last whole; of a whole that is not told, no more is known than that it was at least so many."""
    if wholes and wholes[-1].told.mixed and not entry.told.mixed:
        return
    if not wholes:
        if parts.is_of_kind(entry.told.figure, entry.told.kind):
            entry.count = replace(entry.count, high=None)
    elif wholes[-1].count.kind is entry.count.kind:
        entry.part_of = wholes[-1]
    elif lemma_of(wholes[-1].told.cue) in _WOUNDING:  # 13 were shot, five of them fatally: eight are left
        wholes[-1].count = less(wholes[-1].count, entry.count)


def _added(entry: _Entry, entries: list[_Entry]) -> bool:
    """“Two soldiers and three civilians”: joined under one word, the numbers add up to one count."""
    if not entry.is_whole or "according to" in before(entry.told.figure).lower():
        return False
    for last in reversed(entries):
        if last.told.cue == entry.told.cue and last.count.kind is entry.count.kind and last.is_whole:
            last.count = (either if _is_other_number(entry, last) else added)(last.count, entry.count)
            return True
    return False


def _is_other_number(entry: _Entry, last: _Entry) -> bool:
    """“Twenty-one dead, or twenty-two with the caretaker”: the same persons; never “a man or two”."""
    before, figure = last.told.figure, entry.told.figure
    joined = _OR.search(figure.text, before.end, figure.begin) is not None
    return joined and figure.is_general and (entry.count.low or 0) > (last.count.low or 0) > 1


def _accounts(wholes: Sequence[_Entry], entries: list[_Entry]) -> None:
    """“Six according to the gendarmerie, nine according to residents”: two accounts make a range, and both stay."""
    if len(wholes) != 2:
        return
    left, right = wholes
    if is_told_before(right.told.cue, left.told.cue):
        right.replaced_by = left
        return
    if not told_apart(left.told, right.told):
        return
    if is_past(right.told.cue) != is_past(left.told.cue):
        old, new = (left, right) if is_past(left.told.cue) else (right, left)
        old.replaced_by = new
        return
    entry = _Entry(left.told, range_of(left.count, right.count))
    left.replaced_by = right.replaced_by = entry
    entries.insert(0, entry)


def _listed(entries: Sequence[_Entry]) -> list[CountRange]:
    wholes = [entry.count for entry in entries if entry.is_whole]
    subsets = [replace(e.count, subset_of=e.part_of.count.wording) for e in entries if e.part_of is not None]
    older = [replace(e.count, replaced_by=e.replaced_by.count.wording) for e in entries if e.replaced_by is not None]
    return [*wholes, *subsets, *older]
