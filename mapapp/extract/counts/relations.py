"""How the counts of a sentence hang together: parts of a whole, joined persons, older figures, two accounts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from mapapp.domain.claim import CountKind, CountRange
from mapapp.domain.report import Span
from mapapp.extract.clause import lemma_of
from mapapp.extract.counts import parts
from mapapp.extract.counts.figures import Sort
from mapapp.extract.counts.kinds import Told
from mapapp.extract.counts.lexicon import WORDS, one_of
from mapapp.extract.counts.parts import before
from mapapp.extract.counts.tolls import is_older

_WORDS = WORDS["relations"]
_WHOLE_BEFORE = re.compile(rf"\b{one_of(_WORDS['whole_before'])}\b[^,;]*$", re.IGNORECASE)
_WHOLE_AFTER = re.compile(rf"\s*,?\s*{one_of(_WORDS['whole_after'])}\b", re.IGNORECASE)
_RUNNING = re.compile(rf"\b{one_of(WORDS['aside']['running'])}\b", re.IGNORECASE)
_OPENED = re.compile(r"\s*(?:,|:|\(|—|–|-)\s*(?:all\s+)?")
_OPENED_WIDE = re.compile(r"\s*(?::|\(|—|–)\s*")
_LISTED = re.compile(r"\s*(?:,\s*(?:and\s+)?|and\s+|&\s*)(?:(?:his|her|their)\s+)?")
_MORE = re.compile(r"\b(?:other|others|more|another|further|additional|second|third)\b", re.IGNORECASE)
_OWN_SIDE = re.compile(rf"\b{one_of(_WORDS['own_side'])}\b", re.IGNORECASE)
_GENERAL = frozenset(_WORDS["general"])
_WOUNDING = frozenset(WORDS["verbs"]["wounding"])
_CONTRAST = re.compile(
    "|".join(rf"\b{word}\b" if word.isalpha() else re.escape(word) for word in _WORDS["contrast"]), re.I
)
_SINCE_THEN = re.compile(r"\b(?:after|as|when|with|following)\s+(?:the\s+deaths?\s+of\s+|another\s+)?$", re.IGNORECASE)
_ACCOUNT = frozenset(_WORDS["account"])


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
    spelt_out = _details(told)
    for at, one in enumerate(told):
        entry = _Entry(one, _count(one, offset))
        if whole := next((e for e in entries if at in spelt_out and e.told is told[spelt_out[at]]), None):
            entry.part_of = whole
            entries.append(entry)
            continue
        if _says_the_same(entry, entries) or _is_running(entry, entries):
            continue
        _place(entry, entries)
        if not _added(entry, entries):
            entries.append(entry)
    for kind in CountKind:
        _accounts([entry for entry in entries if entry.count.kind is kind and entry.is_whole], entries)
    return _listed(entries)


def _count(told: Told, offset: int) -> CountRange:
    figure = told.figure
    return CountRange(
        kind=told.kind,
        low=figure.low,
        high=figure.high,
        approximate=figure.approximate,
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
    return definite and bool(told) and not _MORE.search(entry.count.wording)


def _is_running(entry: _Entry, entries: Sequence[_Entry]) -> bool:
    """“Bringing the toll to 16 since the campaign began”: a war's total beside today's number."""
    figure = entry.told.figure
    behind = figure.text[figure.end :]
    told = figure.text[: figure.begin]
    total = _WHOLE_BEFORE.search(told)
    return total is not None and bool(_wholes(entry, entries)) and bool(_RUNNING.search(told[total.start() :] + behind))


def _place(entry: _Entry, entries: list[_Entry]) -> None:
    """Whole, part of a whole told before, or older than one."""
    wholes = _wholes(entry, entries)
    same = [e for e in entries if e.count.kind is entry.count.kind]
    figure = entry.told.figure
    fatally = entry.told.cue.lower_ == "fatally" and not wholes
    if parts.is_part(figure) or fatally:
        _make_part(entry, wholes or [e for e in entries if e.is_whole])
    elif same and same[-1].part_of is not None and _continues(entry, same[-1]):
        entry.part_of = same[-1].part_of
    elif wholes and _is_sum(wholes[-1], [entry]) and _SINCE_THEN.search(before(figure)):
        entry.part_of = wholes[-1]
    elif is_older(figure) and wholes:
        entry.replaced_by = wholes[-1]
    elif wholes and is_older(wholes[-1].told.figure):
        wholes[-1].replaced_by = entry
    elif wholes and (
        _is_sum(entry, wholes)
        or _WHOLE_BEFORE.search(before(entry.told.figure))
        or _WHOLE_AFTER.match(figure.text, figure.end)
    ):
        for whole in wholes:
            whole.part_of = entry


def _is_sum(entry: _Entry, wholes: Sequence[_Entry]) -> bool:
    """“Two more succumb, toll 38”: a toll holds the smaller numbers beside it."""
    smaller = all((whole.count.high or whole.count.low or 0) < (entry.count.low or 0) for whole in wholes)
    return lemma_of(entry.told.cue) in {"toll", "tally", "count"} and smaller


def _continues(entry: _Entry, last: _Entry) -> bool:
    """“Including two judges and a lawyer”: joined to a part, it is one too."""
    between = entry.told.figure.text[last.told.figure.end : entry.told.figure.begin]
    return entry.told.inherited or (
        entry.told.cue == last.told.cue and re.fullmatch(r",?\s*(?:and)?\s*", between) is not None
    )


def _make_part(entry: _Entry, wholes: Sequence[_Entry]) -> None:
    """A part of the last whole; of a whole that is not told, no more is known than that it was at least so many."""
    if not wholes:
        if parts.is_of_kind(entry.told.figure, entry.told.kind):
            entry.count = replace(entry.count, high=None)
    elif wholes[-1].count.kind is entry.count.kind:
        entry.part_of = wholes[-1]
    elif lemma_of(wholes[-1].told.cue) in _WOUNDING:  # 13 were shot, five of them fatally: eight are left
        wholes[-1].count = _less(wholes[-1].count, entry.count)


def _details(told: Sequence[Told]) -> dict[int, int]:
    """“Four people, three men and a woman”: which figures only spell out which one before them."""
    found: dict[int, int] = {}
    for at, whole in enumerate(told):
        run: list[int] = []
        total, last = 0, whole
        for index in range(at + 1, len(told)):
            one = told[index]
            between = one.figure.text[last.figure.end : one.figure.begin]
            if one.kind is not whole.kind or not (_LISTED if run else _OPENED).fullmatch(between):
                break
            run.append(index)
            total, last = total + (one.figure.high or 0), one
        alone = len(run) == 1 and total < (whole.figure.high or 0) and _OPENED_WIDE.fullmatch(_gap(whole, told[run[0]]))
        exact = len(run) > 1 and total == (whole.figure.high or whole.figure.low) and _is_general(whole, told[run[0]])
        if at not in found and run and (alone or exact):
            found |= dict.fromkeys(run, at)
    return found


def _is_general(whole: Told, part: Told) -> bool:
    """Does the first figure only say "people", or a bracket or colon open the list?"""
    general = whole.figure.sort is Sort.BARE or lemma_of(whole.figure.noun) in _GENERAL
    return general or _OPENED_WIDE.fullmatch(_gap(whole, part)) is not None


def _gap(left: Told, right: Told) -> str:
    return left.figure.text[left.figure.end : right.figure.begin]


def _added(entry: _Entry, entries: list[_Entry]) -> bool:
    """“Two soldiers and three civilians”: joined under one word, the numbers add up to one count."""
    if not entry.is_whole or "according to" in before(entry.told.figure).lower():
        return False
    for last in reversed(entries):
        if last.told.cue == entry.told.cue and last.count.kind is entry.count.kind and last.is_whole:
            last.count = _sum(last.count, entry.count)
            return True
    return False


def _sum(left: CountRange, right: CountRange) -> CountRange:
    return replace(
        left,
        low=None if left.low is None or right.low is None else left.low + right.low,
        high=None if left.high is None or right.high is None else left.high + right.high,
        approximate=left.approximate or right.approximate,
        wording=f"{left.wording} and {right.wording}",
        span=Span(start=min(left.span.start, right.span.start), end=max(left.span.end, right.span.end)),
    )


def _less(whole: CountRange, part: CountRange) -> CountRange:
    return replace(
        whole,
        low=None if whole.low is None or part.low is None else whole.low - part.low,
        high=None if whole.high is None or part.high is None else whole.high - part.high,
    )


def totals(counts: Sequence[CountRange]) -> tuple[CountRange, ...]:
    """One whole count of a kind: what one event's clauses tell apart adds up; parts and replaced figures stay."""
    wholes: dict[CountKind, CountRange] = {}
    now: dict[str, CountKind] = {}
    for count in counts:
        if count.is_whole:
            wholes[count.kind] = _sum(wholes[count.kind], count) if count.kind in wholes else count
            now[count.wording] = count.kind

    def of(wording: str | None) -> str | None:
        return wholes[now[wording]].wording if wording in now else wording

    rest = [replace(c, subset_of=of(c.subset_of), replaced_by=of(c.replaced_by)) for c in counts if not c.is_whole]
    return (*wholes.values(), *rest)


def shared(
    counts: Sequence[CountRange], owner: Callable[[CountRange], int], events: int
) -> list[tuple[CountRange, ...]]:
    """The counts of each event that one sentence tells: wholes by `owner`, parts and older figures with them."""
    own: list[list[CountRange]] = [[] for _ in range(events)]
    holder: dict[str, int] = {}
    for count in counts:
        wording = count.subset_of or count.replaced_by
        at = holder[wording] if wording in holder else owner(count)
        holder[count.wording] = at
        own[at].append(count)
    return [totals(each) for each in own]


def _accounts(wholes: Sequence[_Entry], entries: list[_Entry]) -> None:
    """“Six according to the gendarmerie, nine according to residents”: two accounts make a range, and both stay."""
    if len(wholes) != 2:
        return
    left, right = wholes
    if not _told_apart(left.told, right.told):
        return
    lows = [count.low for count in (left.count, right.count) if count.low is not None]
    highs = [count.high for count in (left.count, right.count)]
    both = replace(
        _sum(left.count, right.count),
        low=min(lows, default=None),
        high=None if None in highs else max(high for high in highs if high is not None),
        approximate=False,
        wording=f"{left.count.wording} or {right.count.wording}",
    )
    entry = _Entry(left.told, both)
    left.replaced_by = right.replaced_by = entry
    entries.insert(0, entry)


def _told_apart(left: Told, right: Told) -> bool:
    """Do two sources speak, each with its own number for the same persons?"""
    text, first, second = left.figure.text, left.figure, right.figure
    if _OWN_SIDE.search(text) or _MORE.search(text, first.end, second.end):
        return False
    if text[first.begin : second.end + 40].lower().count("according to") >= 2:
        return True
    speakers = _speaker(left.cue), _speaker(right.cue)
    contrast = _CONTRAST.search(text, first.end, second.begin) is not None
    return left.cue != right.cue and None not in speakers and speakers[0] != speakers[1] and contrast


def _speaker(cue: Token) -> Token | None:
    """The verb of saying that governs the word."""
    return next((t for t in [cue, *cue.ancestors] if lemma_of(t) in _ACCOUNT and t.pos_ == "VERB"), None)


def _listed(entries: Sequence[_Entry]) -> list[CountRange]:
    wholes = [entry.count for entry in entries if entry.is_whole]
    subsets = [replace(e.count, subset_of=e.part_of.count.wording) for e in entries if e.part_of is not None]
    older = [replace(e.count, replaced_by=e.replaced_by.count.wording) for e in entries if e.replaced_by is not None]
    return [*wholes, *subsets, *older]
