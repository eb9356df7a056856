"""Rows with the columns of ACLED's public export of 2024 (codebook: acleddata.com).

One row a place. What we do not know stays empty; see docs/export.md for what each column holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gazetteer.place import PlaceKind
from mapapp.domain.claim import CountKind
from mapapp.domain.event_types import EVENT_TYPES
from mapapp.domain.incident import Incident, IncidentPlace, Party, PartyKind
from mapapp.export.schemes import ACLED
from mapapp.export.setting import Atlas, coded_places, setting_of
from mapapp.export.telling import Days, LeftOut, Row, Telling, days_of, ensure_happened, once, sides_of

COLUMNS = (
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
)

_EXACT = frozenset({PlaceKind.SETTLEMENT, PlaceKind.QUARTER, PlaceKind.FACILITY})
_WIDE = frozenset({PlaceKind.ADMIN1, PlaceKind.REGION})


def rows(telling: Telling, atlas: Atlas) -> list[Row]:
    """The rows of one incident, one for each place, its toll in the first. Raises LeftOut."""
    incident = telling.incident
    ensure_happened(incident)
    shared = _when(days_of(incident.when)) | _what(incident) | _who(incident) | _told(telling)
    places = [place for place in coded_places(incident) if place.kind is not PlaceKind.COUNTRY]
    if not places:
        raise LeftOut("only a country is known" if incident.places else "no place is known")
    return [
        dict.fromkeys(COLUMNS, "")
        | shared
        | _where(place, atlas)
        | {
            "event_id_cnty": incident.id if len(places) == 1 else f"{incident.id}-{number}",
            "fatalities": _fatalities(telling) if number == 1 else "",
            "tags": "; ".join(_tags(incident, len(places))),
        }
        for number, place in enumerate(places, 1)
    ]


def _when(days: Days) -> Row:
    longest = {1: 1, 7: 2, 31: 3}
    precision = next((code for length, code in longest.items() if days.length <= length), None)
    if precision is None:
        raise LeftOut(f"its month is not known, only {days.first.isoformat()} to {days.last.isoformat()}")
    day = days.middle
    return {"event_date": day.isoformat(), "year": str(day.year), "time_precision": str(precision)}


def _what(incident: Incident) -> Row:
    kind = incident.event_type
    row = EVENT_TYPES.get(kind.code)
    sub_event = row.acled if row else ""
    if kind.name not in ACLED.disorder or not sub_event:
        raise LeftOut(f"ACLED has no type for {kind.name}: {kind.sub_type}")
    disorder = ACLED.disorder_of_sub_event.get(sub_event, ACLED.disorder[kind.name])
    return {"disorder_type": disorder, "event_type": kind.name, "sub_event_type": sub_event}


def _who(incident: Incident) -> Row:
    by_itself = incident.event_type.name in ACLED.alone
    first, second = (incident.actors, incident.targets) if by_itself else sides_of(incident)
    inters = _inter(first), _inter(second)
    return {
        **_side(1, first, inters[0]),
        **_side(2, second, inters[1]),
        "interaction": _interaction(*inters, alone=by_itself and not second),
        "civilian_targeting": "Civilian targeting" if _targets_civilians(incident) else "",
    }


def _side(number: int, parties: Sequence[Party], inter: str) -> Row:
    names = once(party.label for party in parties)
    return {
        f"actor{number}": names[0] if names else "",
        f"assoc_actor_{number}": "; ".join(names[1:]),
        f"inter{number}": inter,
    }


def _inter(parties: Sequence[Party]) -> str:
    return ACLED.inter.get(parties[0].kind, "") if parties else ""


def _interaction(first: str, second: str, *, alone: bool) -> str:
    """Such as "State forces-Protesters", or "Protesters only"; empty unless the kinds of all parties are known."""
    if alone:
        return f"{first} only" if first else ""
    order = list(once(ACLED.inter.values()))
    return "-".join(sorted((first, second), key=order.index)) if first and second else ""


def _targets_civilians(incident: Incident) -> bool:
    name = incident.event_type.name
    if name in ACLED.targeting_always:
        return True
    civilians = bool(incident.targets) and incident.targets[0].kind is PartyKind.CIVILIANS
    return civilians and name in ACLED.targeting_by_target


def _where(place: IncidentPlace, atlas: Atlas) -> Row:
    setting = setting_of(place, atlas)
    return {
        "iso": setting.codes.iso,
        "region": setting.codes.acled_region,
        "country": setting.country,
        "admin1": setting.admin1,
        "admin2": setting.admin2,
        "admin3": setting.admin3,
        "location": place.label,
        "latitude": f"{place.point.latitude:.4f}",
        "longitude": f"{place.point.longitude:.4f}",
        "geo_precision": str(_geo_precision(place)),
    }


def _geo_precision(place: IncidentPlace) -> int:
    """1: the town itself; 2: near it, or part of a larger ground; 3: a province or region."""
    if place.kind in _EXACT and not place.described:
        return 1
    return 3 if place.kind in _WIDE and not place.described else 2


def _told(telling: Telling) -> Row:
    notes = next((claim.wording for claim in telling.incident.claims), "")
    return {"source": "; ".join(telling.sources), "notes": notes}


def _fatalities(telling: Telling) -> str:
    """The low end; 0 only where the text says that nobody was killed."""
    lows = [c.low for c in telling.killed if c.low is not None and (c.low or c.high == 0)]
    return str(sum(lows)) if lows else ""


def _tags(incident: Incident, places: int) -> Iterator[str]:
    if incident.event_type.name in ACLED.crowd:
        crowd = incident.count(CountKind.PARTICIPANTS)
        yield f"crowd size={crowd.wording if crowd else 'no report'}"
    if any(party.alleged for party in incident.actors):
        yield "alleged actor"
    if places > 1:
        yield f"fatalities of {places} places in the first row"
