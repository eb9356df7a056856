"""Whose land disputed ground is shown as. The default is ISO 3166; who holds and who claims it is kept beside it.

A point of view is None (the default), "held" (who governs there) or an ISO country code (what that state claims is
its own). It is set by `Gazetteer.open(view=...)` or $GAZETTEER_VIEW.
"""

from __future__ import annotations

from dataclasses import replace

from gazetteer.errors import UnknownView
from gazetteer.place import Place, PlaceKind

HELD = "held"


def checked_view(view: str | None) -> str | None:
    """The view in its one spelling: None, "held" or two capital letters. Raises UnknownView."""
    if not view or view.lower() in {"iso", "default"}:
        return None
    if view.lower() == HELD:
        return HELD
    if len(view) == 2 and view.isascii() and view.isalpha():
        return view.upper()
    raise UnknownView(f"{view!r} is no point of view; give iso, held, or a country's two letters, such as UA")


def seen_from(place: Place, view: str | None) -> Place:
    """The place as a point of view has it; the other side stays among those which claim it."""
    owner = place.held_by if view == HELD else view if view in place.claimed_by else None
    if owner is None or owner == place.country_code:
        return place
    others = tuple(code for code in place.claimed_by if code != owner)
    kind = PlaceKind.ADMIN1 if place.kind is PlaceKind.COUNTRY else place.kind
    claims = (place.country_code, *others) if place.country_code else others
    return replace(place, country_code=owner, claimed_by=claims, kind=kind)
