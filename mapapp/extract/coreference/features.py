"""What speaks for and against a sentence telling again of an event told before: features, each a readable string.

Every feature is there or not. Those of an event say how the sentence stands to it; those of "none of them" say how
likely the sentence is to tell of another event. `tools/train_coreference.py` gives each a weight.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mapapp.extract import cues
from mapapp.extract.coreference import relations
from mapapp.extract.coreference.agreement import counts_fit, place_fits, time_fits, type_fits
from mapapp.extract.coreference.nearness import distance, told_before
from mapapp.extract.coreference.pointing import points_to, rank
from mapapp.extract.draft import Draft
from mapapp.extract.tellings import Telling, stands_in, words_of

RULES = {
    "type": type_fits,
    "place": place_fits,
    "time": time_fits,
    "counts": counts_fit,
    "points": points_to,
}
"""What the rules ask of what is possible at all: a sentence that passes all of them fits."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_IN_PLACE = re.compile(r"(?:In|At|Near|On|Outside)\s+[A-Z]")
_FAR = ((1, "1"), (2, "2"), (3, "3"), (5, "5"), (8, "8"))


def features(sight: Sight) -> tuple[list[list[str]], list[str]]:
    """The features of each event told before, in their order, and those of "none of them"."""
    return [list(_of_event(sight, at)) for at in range(len(sight.drafts))], list(_of_none(sight))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What is asked of a sentence and its events again and again, worked out once."""

    telling: Telling
    drafts: Sequence[Draft]
    kind: str
    stands: str
    """In a headline, in the lead or in the body."""
    failed: list[list[str]]
    """For each event the rules that the sentence does not pass."""
    chosen: int | None
    """The event that the rules would choose."""
    nearest: int
    """Sentences to the nearest event."""
    shared: list[frozenset[str]]
    """For each event the words that it shares with the sentence."""
    cues: list[str]

    @classmethod
    def of(cls, telling: Telling, drafts: Sequence[Draft]) -> Sight:
        """Look at a sentence and the events that it may tell again."""
        failed = [[name for name, fits in RULES.items() if not fits(telling, draft)] for draft in drafts]
        fitting = [at for at, names in enumerate(failed) if not names]
        words = _words(telling.wording)
        return cls(
            telling=telling,
            drafts=drafts,
            kind=_kind(telling),
            stands=stands_in(telling.block, summary=telling.summary),
            failed=failed,
            chosen=min(fitting, key=lambda at: rank(telling, drafts[at]), default=None),
            nearest=min((distance(telling, draft) for draft in drafts), default=0),
            shared=[words & set().union(*(_words(told.wording) for told in d.tellings)) for d in drafts],
            cues=list(_cues(telling)),
        )


def _kind(telling: Telling) -> str:
    kind = "untyped" if telling.row is None else "effect" if telling.effect else "bare" if telling.bare else "plain"
    return f"{kind}, pointing" if telling.reference else kind


@lru_cache(4_096)
def _words(wording: str) -> frozenset[str]:
    """Words that mean something by themselves, lower-case."""
    return frozenset(word.lower() for word in _WORD.findall(wording)) - cues.SAID_OF_MANY


def _cues(telling: Telling) -> Iterator[str]:
    """Words that announce one more event or go on with one."""
    yield from sorted(words_of(telling) & cues.TURNS)
    if _IN_PLACE.match(telling.wording):
        yield "in a place"


def _of_event(sight: Sight, at: int) -> Iterator[str]:
    telling, draft = sight.telling, sight.drafts[at]
    kind, types, places = sight.kind, relations.of_types(telling, draft), relations.of_places(telling, draft)
    times, held = relations.of_times(telling, draft), _held(draft)
    yield from ("event", f"type={types}", f"place={places}", f"time={times}", f"event in {held}")
    yield from (
        f"{kind}: type={types}",
        f"{kind}: place={places}",
        f"{kind}: time={times}",
        f"place={places} time={times}",
    )
    yield from (f"type={types} place={places}", f"type={types} place={places} time={times}")
    yield from (f"{sight.stands} and {held}", f"{sight.stands} and {held}: type={types}")
    yield from (f"{sight.stands} and {held}: place={places}", f"{sight.stands}, {kind}: place={places}")
    for figures in relations.of_figures(telling, draft):
        yield from (f"figures={figures}", f"{kind}: figures={figures}")
        yield from (f"type={types} figures={figures}", f"place={places} figures={figures}")
    for cue in sight.cues:
        yield from (f"cue={cue}", f"{kind}: cue={cue}", f"place={places} cue={cue}")
    yield from _far(sight, draft, types)
    yield from _kinds(sight, draft, places)
    yield from _by_rules(sight, at, types, places)
    yield from _in_common(sight, at, types, places)


def _held(draft: Draft) -> str:
    """Where the event has been told so far."""
    if all(told.summary for told in draft.tellings):
        return "lead"
    return "lead and body" if any(told.summary for told in draft.tellings) else "body"


def _far(sight: Sight, draft: Draft, types: str) -> Iterator[str]:
    apart = distance(sight.telling, draft)
    far = next((word for most, word in _FAR if apart <= most), "far") if apart else "0"
    far += "" if told_before(sight.telling, draft) else " ahead"
    yield from (f"apart={far}", f"{sight.kind}: apart={far}", f"type={types} apart={far}")
    if apart == sight.nearest:
        yield from ("nearest", f"{sight.kind}: nearest", f"type={types} nearest")
    if draft is sight.drafts[-1]:
        yield from ("latest", f"{sight.kind}: latest")
    if draft is sight.drafts[0]:
        yield from ("first", f"{sight.stands}: first")


def _kinds(sight: Sight, draft: Draft, places: str) -> Iterator[str]:
    telling = sight.telling
    code = telling.row.event_type.code if telling.row else "-"
    group = telling.row.group if telling.row else f"-{telling.group}"
    yield from (f"{group} to {draft.group}", f"{code} to {draft.code}", f"to {draft.group} place={places}")
    yield from (f"{sight.kind}: to {draft.group}",)
    yield f"{relations.standing(telling.status)} to {relations.standing(draft.status)}"
    if draft.main.bare:
        yield "event only mentioned"
    if all(told.reference for told in draft.tellings if told.row):
        yield "event only pointed to"


def _by_rules(sight: Sight, at: int, types: str, places: str) -> Iterator[str]:
    failed = sight.failed[at]
    yield f"fails {len(failed)}"
    for rule in failed:
        yield from (f"fails {rule}", f"{sight.kind}: fails {rule}")
    if not failed:
        yield from ("fits", f"{sight.kind}: fits", f"type={types} fits")
    if at == sight.chosen:
        yield from ("chosen", f"{sight.kind}: chosen", f"type={types} place={places} chosen")


def _in_common(sight: Sight, at: int, types: str, places: str) -> Iterator[str]:
    telling, draft = sight.telling, sight.drafts[at]
    others = set().union(*(words for other, words in enumerate(sight.shared) if other != at))
    many, alone = len(sight.shared[at]), min(3, len(sight.shared[at] - others))
    yield from (f"words={min(4, many)}", f"words={min(3, many)} type={types}")
    yield from (f"words alone={alone}", f"{sight.kind}: words alone={alone}")
    if telling.words and any(telling.words == told.words for told in draft.tellings):
        yield from ("same word", f"same word place={places}")
    mine, theirs = _parties((telling,)), _parties(draft.tellings)
    if mine and theirs:
        party = "same" if mine & theirs else "other"
        yield from (f"party={party}", f"party={party} type={types}")
    voice = telling.attribution.said_by if telling.attribution else None
    if voice and any(told.attribution and told.attribution.said_by == voice for told in draft.tellings):
        yield "same voice"
    if any(told.order == telling.order for told in draft.tellings):
        yield from ("same sentence", f"same sentence type={types}")


def _parties(tellings: Sequence[Telling]) -> set[str]:
    return {party.label.casefold() for told in tellings for party in (*told.actors, *told.targets)}


def _of_none(sight: Sight) -> Iterator[str]:
    telling, kind = sight.telling, sight.kind
    place = "own" if telling.own_place else "elsewhere" if telling.elsewhere else "silent"
    time, harm = "own" if telling.own_time else "silent", relations.has_harm(telling)
    code = telling.row.event_type.code if telling.row else "-"
    yield from ("new", f"new {kind}", f"new in {sight.stands}", f"new {kind} in {sight.stands}")
    yield from (f"new place={place}", f"new time={time}", f"new place={place} time={time}")
    yield from (f"new {kind} place={place}", f"new {kind} place={place} time={time}")
    yield from (f"new {code.partition('.')[0]}", f"new {code}", f"new harm={harm}", f"new {kind} harm={harm}")
    yield from (f"new after {min(5, len(sight.drafts))}", f"new {relations.standing(telling.status)}")
    for cue in sight.cues:
        yield from (f"new cue={cue}", f"new {kind} cue={cue}")
    if sight.chosen is None:
        yield from ("new fits none", f"new {kind} fits none")
