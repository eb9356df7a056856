"""Whose land disputed ground is shown as. The default is ISO 3166; who holds and who claims it is kept beside it.

A point of view is None (the default), "held" (who governs there) or an ISO country code (what that state claims is
its own). It is set by `Gazetteer.open(view=...)` or $GAZETTEER_VIEW.
"""

from __future__ import annotations

from dataclasses import replace

from gazetteer.errors import UnknownView
from gazetteer.place import Place, PlaceKind
from gazetteer.sources.geonames import countries

HELD = "held"


def checked_view(view: str | None) -> str | None:
    """The view in its one spelling: None, "held" or two capital letters. Raises UnknownView.

    A country that claims no land sees the world as ISO 3166 does.
    """
    if not view or view.lower() in {"iso", "default"}:
        return None
    if view.lower() == HELD:
        return HELD
    if view.upper() in countries():
        return view.upper()
    from gazetteer.sources.natural_earth import territories  # noqa: PLC0415  it brings shapely along

    claiming = ", ".join(sorted({code for rule in territories().values() for code in rule.claimed_by}))
    raise UnknownView(
        f"{view!r:.80} is no point of view; give iso, held, or a country's two letters (these claim land: {claiming})"
    )


def seen_from(place: Place, view: str | None) -> Place:
    """The place as a point of view has it; the other side stays among those which claim it."""
    owner = place.held_by if view == HELD else view if view in place.claimed_by else None
    if owner is None or owner == place.country_code:
        return place
    others = tuple(code for code in place.claimed_by if code != owner)
    kind = PlaceKind.ADMIN1 if place.kind is PlaceKind.COUNTRY else place.kind
    claims = (place.country_code, *others) if place.country_code else others
    return replace(place, country_code=owner, claimed_by=claims, kind=kind)
