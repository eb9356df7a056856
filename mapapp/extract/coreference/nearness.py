"""How far a sentence stands from the sentences of an event."""

from __future__ import annotations

from mapapp.extract.draft import Draft
from mapapp.extract.tellings import Telling


def is_close(telling: Telling, draft: Draft, sentences: int = 6) -> bool:
    """Do so many sentences lie between the two, or fewer?"""
    return distance(telling, draft) <= sentences


def told_before(telling: Telling, draft: Draft) -> bool:
    """Does the event begin before the sentence?"""
    return min(t.trigger.start for t in draft.tellings) < telling.trigger.start


def distance(telling: Telling, draft: Draft) -> int:
    """Sentences between the telling and the nearest of the draft's."""
    return min(abs(t.order - telling.order) for t in draft.tellings)
