"""Names that no place near fits: in a report of Yemen, “a mosque in Mansoura” is not Egypt's town of that name.

Which place a name most likely means is settled before, name by name, and many villages, quarters and markets are in
no list. Whoever reads a list of toponyms can check such a guess; a point on a map in a far country misleads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from gazetteer.place import Place, PlaceKind
from gazetteer.reason import Reason
from mapapp.domain.mention import Resolution, Use

LEAST_AT_HOME = 3
"""Names that a report must have in one country, to be of that country."""
KNOWN = ((0.9, 0), (0.75, 150_000), (0.6, 1_000_000))
"""A town of so many persons is known world-wide where it is meant with so much confidence."""
# Read off 106 reports for tuning: of 23 wrong points that are alone in another country than the rest, 21 go; of seven
# right ones, none.


def without_strayed(resolutions: Sequence[Resolution]) -> tuple[list[Resolution], list[str]]:
    """The resolutions, those that strayed without their place; and a note on each of these.

    Args:
        resolutions: of all mentions of a report.
    """
    names: dict[str, set[str]] = defaultdict(set)
    for one in resolutions:
        if one.place is not None and one.place.country_code is not None:
            names[one.place.country_code].add(one.mention.surface.casefold())
    home = max(names, key=lambda code: len(names[code]), default=None)
    if home is None or len(names[home]) < LEAST_AT_HOME:
        return list(resolutions), []
    alone = {code for code, surfaces in names.items() if code != home and len(surfaces) == 1}
    kept = list(_settled(resolutions, alone))
    strayed = [old for old, new in zip(resolutions, kept, strict=True) if old is not new]
    return kept, [f"“{one.mention.surface}” not placed: {_why(one.place)}." for one in strayed if one.place is not None]


def _settled(resolutions: Sequence[Resolution], alone: Container[str | None]) -> Iterator[Resolution]:
    for one in resolutions:
        if one.place is None or one.place.country_code not in alone or not _may_stray(one, one.place):
            yield one
            continue
        reason = Reason(feature="strayed", points=0.0, sentence=_why(one.place))
        others = (one.place, *one.runners_up)
        yield replace(one, place=None, area=None, reasons=(*one.reasons, reason), runners_up=others)


def _may_stray(one: Resolution, place: Place) -> bool:
    point = one.mention.use is Use.PLACE and place.kind is not PlaceKind.COUNTRY
    known = any(one.confidence >= least and (place.population or 0) >= persons for least, persons in KNOWN)
    return point and not known


def _why(place: Place) -> str:
    return f"{place.name} ({place.country_code}) is the only place of its country that the report would name"
