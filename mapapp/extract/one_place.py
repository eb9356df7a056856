"""May two places be one: a quarter and its town, a village and its province?"""

from __future__ import annotations

from gazetteer.place import PlaceKind
from mapapp.extract import shifted
from mapapp.extract.tellings import PlaceHint

SAME_PLACE_KM = 25.0
"""A quarter or a site this near to a town's point is in the town."""


def coarseness(hint: PlaceHint) -> int:
    """Less is finer: a site, a quarter, a town, …; a name of no list is the coarsest."""
    place = hint.resolution.place
    order = [
        PlaceKind.FACILITY,
        PlaceKind.QUARTER,
        PlaceKind.SETTLEMENT,
        PlaceKind.NATURAL,
        PlaceKind.ADMIN3,
        PlaceKind.ADMIN2,
        PlaceKind.ADMIN1,
        PlaceKind.REGION,
        PlaceKind.COUNTRY,
    ]
    return order.index(place.kind) if place else len(order)


def same_place(left: PlaceHint, right: PlaceHint, *, near: float = 0.0) -> bool:
    """May two places be one: a quarter and its town, a village and its province?

    Args:
        left, right: the places.
        near: two towns may be one story's this many km apart.
    """
    if (met := shifted.meet(left, right)) is not None:
        return met
    a, b = left.resolution.place, right.resolution.place
    if a is None or b is None:
        known = left if a else right
        return left.surface.casefold() == right.surface.casefold() or _is_wide(known)
    if a.id == b.id:
        return True
    if PlaceKind.COUNTRY in {a.kind, b.kind}:
        return a.country_code == b.country_code
    if a.id == b.admin1_id or b.id == a.admin1_id:
        return True
    wide = {PlaceKind.REGION, PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.ADMIN3, PlaceKind.NATURAL}
    reach = max(near, SAME_PLACE_KM if a.kind != b.kind else 0.0, *(p.radius_km for p in (a, b) if p.kind in wide), 0.0)
    return a.point.distance_km(b.point) <= reach


def _is_wide(hint: PlaceHint) -> bool:
    """A province, a region, a district: a name that no list has may lie in it."""
    place = hint.resolution.place
    return place is not None and place.kind in {
        PlaceKind.ADMIN1,
        PlaceKind.ADMIN2,
        PlaceKind.ADMIN3,
        PlaceKind.REGION,
    }
