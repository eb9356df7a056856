"""The answer to a row whose name is a point: in whose land it lies, and whether that fits what the row says."""

from __future__ import annotations

from gazetteer.borders import Whereabouts, whereabouts
from gazetteer.lookup import Gazetteer
from gazetteer.place import Place, Point
from gazetteer.table_answer import Answer, Outcome, Spot

WRITTEN = "is written as coordinates"


def answer_at(gazetteer: Gazetteer, point: Point, country: str | None) -> Answer:
    """Where a point lies; `country` is the ISO code that the row tells. Of several countries at a border it decides.

    Where neither the row nor a town at the point decides, each of the countries is a candidate.
    """
    found = whereabouts(gazetteer, point)
    if country and country not in found.lands:
        note = _elsewhere(gazetteer, point, country, found)
        likeliest = next(iter(found.lands.values()), None)
        return Answer(outcome=Outcome.AMBIGUOUS, notes=(note,), candidates=(_spot(point, likeliest),))
    code = country or found.country
    if code is None and found.lands:
        names = " or ".join(_name(gazetteer, each) for each in found.lands)
        note = f"the point is so close to a border that it may lie in {names}; give the country"
        spots = tuple(_spot(point, area) for area in found.lands.values())
        return Answer(outcome=Outcome.AMBIGUOUS, notes=(note,), candidates=spots)
    reasons = _told_by(gazetteer, country, found) if code and len(found.lands) > 1 else ()
    return Answer(outcome=Outcome.SURE, candidates=(_spot(point, found.lands.get(code or ""), *reasons),))


def _elsewhere(gazetteer: Gazetteer, point: Point, country: str, found: Whereabouts) -> str:
    lies = f"in {_name(gazetteer, next(iter(found.lands)))}" if found.lands else "on the high seas"
    note = f"the point lies {lies}, not in {_name(gazetteer, country)}"
    if abs(point.longitude) > 90:
        return note
    turned = Point(latitude=point.longitude, longitude=point.latitude)
    swapped = country in whereabouts(gazetteer, turned).lands
    return f"{note}; are latitude and longitude swapped?" if swapped else note


def _told_by(gazetteer: Gazetteer, country: str | None, found: Whereabouts) -> tuple[str, ...]:
    """Why it is that country, of those at the border."""
    if country:
        return (f"lies in {_name(gazetteer, country)} or close to its border, as the row says",)
    return (f"lies where {found.town.name} does, close to a border",) if found.town else ()


def _name(gazetteer: Gazetteer, code: str) -> str:
    country = gazetteer.country(code)
    return country.name if country else code


def _spot(point: Point, area: Place | None, *reasons: str) -> Spot:
    return Spot(
        point=point,
        place_id="",
        name="",
        kind="point",
        country_code=(area.country_code if area else None) or "",
        admin1=(area.admin1 if area else None) or "",
        radius_km=0.0,
        score=1.0,
        reasons=(WRITTEN, *reasons),
    )
