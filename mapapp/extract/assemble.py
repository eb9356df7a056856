"""Tellings → incidents: what headline, lead and body tell of one event comes together, and nothing else does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from mapapp.domain.claim import CountKind
from mapapp.domain.document import BlockKind
from mapapp.domain.incident import COUNTED
from mapapp.extract.coreference import told_again_in
from mapapp.extract.coreference.agreement import ONE_OF_A_KIND
from mapapp.extract.draft import Draft
from mapapp.extract.tellings import Telling, is_harm

LEAST_ALONE = 0.3
"""Harm in a place of its own is an incident of its own where a time of its own is told as well, or where its likeliest
cause is so likely among all causes.
"""


def assemble(tellings: Sequence[Telling]) -> tuple[list[Draft], list[Telling]]:
    """Put tellings of one event together. Returns the drafts and the tellings that belong to no event."""
    drafts: list[Draft] = []
    homeless: list[Telling] = []
    for telling in headlines_last(tellings):
        home = told_again_in(telling, drafts)
        if home is not None:
            home.tellings.append(telling)
        elif (new := _as_event(telling, drafts)) is not None:
            drafts.append(Draft([new]))
        else:
            homeless.append(telling)
    alone = [telling for telling in homeless if not _joined(telling, drafts)]
    left = []
    for telling in alone:
        if _joined(telling, drafts):
            continue
        if (new := _standing_alone(telling, only=not drafts)) is not None:
            drafts.append(Draft([new]))
        else:
            left.append(telling)
    drafts.sort(key=lambda draft: draft.main.order)
    return drafts, left


def headlines_last(tellings: Iterable[Telling]) -> list[Telling]:
    """In the order of the text, but each headline finds the sentences that it sums up."""
    return sorted(tellings, key=lambda t: (t.block is not BlockKind.BODY, t.order))


def _standing_alone(telling: Telling, *, only: bool) -> Telling | None:
    """“The toll from the floods rose to 169”; and “Six were killed”, at a place of its own or in no other story."""
    harm = any((is_harm(count) or count.kind is CountKind.INFECTED) and count.is_whole for count in telling.counts)
    if telling.status not in COUNTED or not (harm or _is_news(telling) or (only and _is_told_here(telling))):
        return None
    if telling.row is not None:
        return telling
    apart = telling.own_place and (telling.own_time or telling.likely_chance >= LEAST_ALONE)
    if telling.likely is None or not (only or apart):
        return None
    return replace(telling, row=telling.likely, type_why="no cause is told; it is the likeliest kind by the words")


def _is_news(telling: Telling) -> bool:
    """“On Wednesday a second strike …”: what has a place and a time of its own is no mere mention."""
    return telling.row is not None and telling.own_place and telling.own_time and not telling.bare


def _is_told_here(telling: Telling) -> bool:
    """“The clinic came under shellfire again”: a word that only sets a scene, but nothing else is told there."""
    return telling.row is not None and telling.own_place and not telling.reference


def _joined(telling: Telling, drafts: Sequence[Draft]) -> bool:
    """A second try, now that all events are known."""
    home = told_again_in(telling, drafts)
    if home is not None:
        home.tellings.append(telling)
    return home is not None


def _as_event(telling: Telling, drafts: Sequence[Draft]) -> Telling | None:
    """The telling as an event of its own; None where it is only talk of another.

    Harm at another place of the same disaster ("seven dead in Susa") is an incident of that disaster's type.
    """
    wide = next((d for d in reversed(drafts) if d.group in ONE_OF_A_KIND), None)
    if wide is not None and wide.group == "accident" and telling.own_time:
        wide = None  # "ten were killed in Mopti on the ninth" is no part of the bus crash told before
    harm = any(is_harm(count) or count.kind is CountKind.INFECTED for count in telling.counts)
    other = telling.likely is not None and telling.likely_chance >= LEAST_ALONE
    if other and wide is not None and telling.likely is not None and telling.likely.group != wide.group:
        wide = None  # a church choir whose bus crashed did not die of the cholera
    if (telling.row is None or telling.effect) and wide is not None and telling.own_place and harm:
        return replace(telling, row=wide.main.row, words=wide.main.words)
    return None if telling.row is None or telling.bare else telling
