"""Rows with the columns of UCDP's Georeferenced Event Dataset 24.1, save those that only UCDP can fill.

One row an incident with at least one killed, at its first place. See docs/export.md for what each column holds.
"""

from __future__ import annotations

from collections.abc import Sequence

from gazetteer.place import PlaceKind
from mapapp.domain.claim import CountRange
from mapapp.domain.incident import Incident, IncidentPlace, Party, Review
from mapapp.export.schemes import UCDP
from mapapp.export.setting import Atlas, coded_places, setting_of
from mapapp.export.telling import Days, LeftOut, Row, Telling, days_of, ensure_happened
from mapapp.export.violence import Violence, violence_of

COLUMNS = (
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "side_a",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "where_prec",
    "where_coordinates",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "country",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
)

NEAR_KM = 25.0
"""UCDP's limit for "near" a known point."""

_WHERE = {
    PlaceKind.SETTLEMENT: 1,
    PlaceKind.QUARTER: 1,
    PlaceKind.FACILITY: 1,
    PlaceKind.ADMIN2: 3,
    PlaceKind.ADMIN3: 3,
    PlaceKind.ADMIN1: 4,
    PlaceKind.REGION: 5,
    PlaceKind.NATURAL: 5,
    PlaceKind.COUNTRY: 6,
}
_REVIEWED = frozenset({Review.CONFIRMED, Review.CORRECTED})


def rows(telling: Telling, atlas: Atlas) -> list[Row]:
    """The row of one incident, in a list. Raises LeftOut."""
    incident = telling.incident
    ensure_happened(incident)
    if incident.event_type.name in UCDP.never:
        raise LeftOut(f"UCDP has no type for {incident.event_type.name}")
    violence = violence_of(incident)
    if violence.code is None and incident.event_type.name not in UCDP.violence:
        raise LeftOut(f"{incident.event_type.name} with no organised party known to act")
    deaths = _deaths(telling.killed, violence)
    places = coded_places(incident)
    if not places:
        raise LeftOut("no place is known")
    days = days_of(incident.when)
    parts = (_of_whom(violence), deaths, _when(days), _where(places[0], atlas), _told(telling))
    row = dict.fromkeys(COLUMNS, "") | {"id": incident.id, "code_status": _code_status(incident)}
    for part in parts:
        row |= part
    return [row | {"event_clarity": "1" if days.length == 1 and len(places) == 1 else "2"}]


def _code_status(incident: Incident) -> str:
    return "Clear" if incident.review in _REVIEWED else ""


def _of_whom(violence: Violence) -> Row:
    return {
        "type_of_violence": str(violence.code or ""),
        "side_a": violence.side_a[0].label if violence.side_a else "",
        "side_b": "Civilians" if violence.code == 3 else violence.side_b[0].label if violence.side_b else "",
    }


def _deaths(killed: Sequence[CountRange], violence: Violence) -> Row:
    """The dead by side, as far as the words of a count are those of a party; the parts make `best`."""
    sure = [count for count in killed if count.low]
    if not sure:
        raise LeftOut("no killed are told, or not how many at least")
    parts = dict.fromkeys(("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"), 0)
    for count in sure:
        parts[_side_of(count, violence)] += count.minimum
    low = sum(parts.values())
    highs = [count.high for count in killed]
    high = sum(h for h in highs if h is not None) if None not in highs else None
    totals = {"best": str(low), "low": str(low), "high": "" if high is None else str(high)}
    return {column: str(number) for column, number in parts.items()} | totals


def _side_of(count: CountRange, violence: Violence) -> str:
    def names(parties: Sequence[Party]) -> bool:
        return any(party.span.overlaps(count.span) or _is_named(party, count.wording) for party in parties)

    if names(violence.unarmed):
        return "deaths_civilians"
    if names(violence.side_a):
        return "deaths_a"
    return "deaths_b" if violence.code != 3 and names(violence.side_b) else "deaths_unknown"


def _is_named(party: Party, wording: str) -> bool:
    """Are all words of its name in these? "rebels" in "ten rebels"."""
    words = set(party.name.casefold().split())
    return bool(words) and words <= set(wording.casefold().split())


def _when(days: Days) -> Row:
    longest = {1: 1, 6: 2, 7: 3, 31: 4, 366: 5}
    precision = next((code for length, code in longest.items() if days.length <= length), None)
    if precision is None:
        raise LeftOut(f"its year is not known, only {days.first.isoformat()} to {days.last.isoformat()}")
    return {
        "year": str(days.first.year),
        "date_prec": str(precision),
        "date_start": days.first.isoformat(),
        "date_end": days.last.isoformat(),
    }


def _where(place: IncidentPlace, atlas: Atlas) -> Row:
    setting = setting_of(place, atlas)
    return {
        "where_prec": str(_where_prec(place)),
        "where_coordinates": place.label,
        "adm_1": setting.admin1,
        "adm_2": setting.admin2,
        "latitude": f"{place.point.latitude:.6f}",
        "longitude": f"{place.point.longitude:.6f}",
        "country": setting.country,
        "region": setting.codes.ucdp_region,
    }


def _where_prec(place: IncidentPlace) -> int:
    """1 the spot; 2 within 25 km of it; 3 district; 4 province; 5 other ground; 6 country; 7 no country's waters."""
    if place.kind is PlaceKind.NATURAL and place.country_code is None:
        return 7
    told = _WHERE[place.kind]
    if told == 1 and place.described:
        return 2 if place.radius_km <= NEAR_KM else 5
    return told


def _told(telling: Telling) -> Row:
    days = [report.published.date().isoformat() if report.published else "" for report in telling.reports]
    articles = [
        ",".join(part for part in (report.source.name if report.source else "", day, report.title) if part)
        for report, day in zip(telling.reports, days, strict=True)
    ]
    return {
        "number_of_sources": str(len(telling.sources) or ""),
        "source_article": "; ".join(filter(None, articles)),
        "source_office": "; ".join(telling.offices),
        "source_date": "; ".join(filter(None, days)),
    }
