"""Which sentences tell of one event: event coreference within a report.

what is possible at all → the rules: does nothing exclude it (agreement), does the sentence point there (pointing)?
→ features of both → a learned model
"""

from __future__ import annotations

from collections.abc import Sequence

from mapapp.extract.coreference.features import Sight
from mapapp.extract.coreference.model import CoreferenceModel, the_model
from mapapp.extract.coreference.pointing import ONE_IN_A_PLACE, is_harmless
from mapapp.extract.coreference.possible import is_plain, possible
from mapapp.extract.coreference.relations import has_harm, of_types, standing
from mapapp.extract.draft import Draft
from mapapp.extract.tellings import Telling

RECENT = 30
"""A body sentence looks back over so many events, so that a book takes time in proportion to its length."""
LEAST_OWN = 0.5
"""A sentence that tells an act in words of its own goes to an event only if that is so likely."""
LEAST_OF_GROUP = 0.7
"""The same, of another kind of the same group: a shelling is no car bomb."""
LEAST_OTHER = 0.8
"""The same, of an act of quite another kind."""
LEAST_BY_RULES = 0.2
"""A sentence that only points to an event goes to the one that the rules choose, if that is so likely."""

__all__ = ["RECENT", "possible", "told_again_in"]


def told_again_in(telling: Telling, drafts: Sequence[Draft], model: CoreferenceModel | None = None) -> Draft | None:
    """The event told before that this sentence tells again; None: none of them.

    Args:
        telling: the sentence's.
        drafts: the events told so far.
        model: another than the program's own, for tests.
    """
    known = [draft for draft in (drafts if telling.summary else drafts[-RECENT:]) if possible(telling, draft)]
    if telling.row is None and has_harm(telling):
        known = _that_harm(telling, known) or known
    if not known:
        return None
    sight = Sight.of(telling, known)
    chosen = sight.chosen
    by_rules = None if chosen is None else known[chosen]
    if telling.row is None and standing(telling.status) == "gainsaid":
        return by_rules  # few denials were learned from
    if by_rules is not None and _happens_once(telling, by_rules):
        return by_rules
    *chances, none = (model or the_model()).chances(sight)
    best = max(range(len(known)), key=chances.__getitem__)
    if chances[best] >= max(none, _least(telling, known[best])):
        return known[best]
    if chosen is not None and not is_plain(telling) and chances[chosen] >= LEAST_BY_RULES:
        return by_rules
    return None


def _that_harm(telling: Telling, drafts: Sequence[Draft]) -> list[Draft]:
    """Events that can have harmed somebody; of its own paragraph any, where that tells of no such event."""
    harmful = [draft for draft in drafts if not is_harmless(draft)]
    if any(draft.tells_in(telling.paragraph) for draft in harmful):
        return harmful
    return [draft for draft in drafts if not is_harmless(draft) or draft.tells_in(telling.paragraph)]


def _happens_once(telling: Telling, draft: Draft) -> bool:
    """A city that is taken again is the same city taken."""
    code = telling.row.event_type.code if telling.row else ""
    return code in ONE_IN_A_PLACE and code == draft.code


def _least(telling: Telling, draft: Draft) -> float:
    """How likely it must be that a sentence tells an event again."""
    if telling.row is None or telling.bare:
        return 0.0
    types = of_types(telling, draft)
    if types == "other":
        return LEAST_OTHER
    if not is_plain(telling):
        return 0.0
    return LEAST_OF_GROUP if types == "group" else LEAST_OWN
