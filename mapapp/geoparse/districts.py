"""“Sunamganj district” is the district, not the town in it that has its name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gazetteer.lookup import Gazetteer
from gazetteer.place import Place, PlaceKind
from gazetteer.reason import Reason
from mapapp.domain.mention import Resolution, Use
from mapapp.geoparse import cues
from mapapp.geoparse.both import with_other
from mapapp.geoparse.told_where import RUNNERS_UP
from mapapp.geoparse.window import after, before
from mapapp.geoparse.words import listed_descriptor

_DISTRICT_OF = re.compile(r"\b[a-z]+ ([a-z-]+) of $")
"""Not “the Dzerzhinsky district of Volgograd”."""
KINDS = (PlaceKind.ADMIN2, PlaceKind.ADMIN3)
NEAR_KM = 60.0
"""Between a town and the middle of the district that has its name."""
WIDER = 1.5
"""Times the town's radius: a district of a city is hardly more than the quarter that it is called by."""


def with_districts(text: str, resolutions: Iterable[Resolution], gazetteer: Gazetteer) -> tuple[Resolution, ...]:
    """The resolutions, in order, with the district of a town where the text asks for it and the gazetteer has it."""
    return tuple(_district(text, resolution, gazetteer) or resolution for resolution in resolutions)


def _district(text: str, resolution: Resolution, gazetteer: Gazetteer) -> Resolution | None:
    town, mention = resolution.place, resolution.mention
    if town is None or town.kind is not PlaceKind.SETTLEMENT or mention.use is Use.ADJECTIVE:
        return None
    word = _asked(text, resolution)
    found = _around(town, mention.surface, gazetteer) if word else None
    if found is None:
        return None
    sentence = f"“{mention.surface}” is a town and the district around it; the text says {word}"
    return with_other(resolution, found, Reason(feature="district", points=0.0, sentence=sentence), RUNNERS_UP)


def _asked(text: str, resolution: Resolution) -> str | None:
    """The word beside the name that means a district."""
    span = resolution.mention.span
    following, preceding = after(text, span.end).split()[:1], _DISTRICT_OF.search(before(text, span.start))
    words = [
        resolution.mention.surface.split()[-1].lower(),
        *(word.lower().strip(".,;:()”\"'") for word in following),
        preceding[1] if preceding else "",
        listed_descriptor(text, span.end) or "",
    ]
    return next((word for word in words if word in cues.DISTRICTS), None)


def _around(town: Place, surface: str, gazetteer: Gazetteer) -> Place | None:
    """The district of the name that holds the town or lies near it, the greater kind first."""
    named = (c.place for c in gazetteer.named(surface, country=town.country_code) if c.form.strong)
    wider = [place for place in named if place.kind in KINDS and place.radius_km >= WIDER * town.radius_km]
    near = [place for place in wider if place.point.distance_km(town.point) <= max(NEAR_KM, place.radius_km)]
    return min(near, key=lambda place: (KINDS.index(place.kind), place.point.distance_km(town.point)), default=None)
