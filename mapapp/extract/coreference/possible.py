"""What can be one event at all: here no likelihood overrules."""

from __future__ import annotations

from mapapp.domain.incident import PlaceRole
from mapapp.extract.coreference.agreement import came_of, made_it_rise, status_fits
from mapapp.extract.coreference.pointing import is_harmless
from mapapp.extract.coreference.relations import MIXED, has_harm, of_places
from mapapp.extract.draft import Draft
from mapapp.extract.tellings import Telling


def possible(telling: Telling, draft: Draft) -> bool:
    """Can the two be one event at all?

    What is planned is never one with what has happened. Nor are two acts, or the dead of two towns, that are told at
    places apart; but who died elsewhere may make a toll rise.
    """
    own = telling.row is not None or (has_harm(telling) and not made_it_rise(telling, draft))
    places = {"apart"} if telling.row is not None else {"apart", "near"}  # seven in Susa, 46 in Bayda
    apart = own and not telling.summary and of_places(telling, draft) in places
    return status_fits(telling, draft) and not (apart or _differ(telling, draft) or _goes_elsewhere(telling, draft))


def _goes_elsewhere(telling: Telling, draft: Draft) -> bool:
    """“People were taken from Homs to Idlib”, behind a flood in Homs: from where to where is news of its own."""
    if all(hint.role is PlaceRole.SCENE for hint in telling.places):
        return False
    row = draft.main.row
    return row is not None and not row.movement


def _differ(telling: Telling, draft: Draft) -> bool:
    """A surrender is no evacuation, a fire no handover, and the schools that were burnt are not the barracks."""
    if telling.row is None or telling.bare or draft.group != MIXED:
        return False
    if telling.row.group != MIXED:
        return is_harmless(draft) and is_plain(telling)
    if telling.row.event_type.code != draft.code:
        return not came_of(telling, draft)
    mine, theirs = ({p.label for told in tellings for p in told.targets} for tellings in ((telling,), draft.tellings))
    return bool(mine and theirs) and not mine & theirs and not telling.summary


def is_plain(telling: Telling) -> bool:
    """Does it tell an act in words of its own?"""
    return telling.row is not None and not telling.bare and not telling.reference
