"""Things to test with. Every argument has a default; give only what the test is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from gazetteer.place import Place, PlaceKind, Point
from gazetteer.place import Source as PlaceSource
from mapapp.domain.account import Account
from mapapp.domain.claim import Attribution, Claim, CountKind, CountRange, Stance
from mapapp.domain.event_types import EVENT_TYPES
from mapapp.domain.incident import Incident, IncidentPlace, Party, Status
from mapapp.domain.mention import Mention, Reason, Resolution, Use
from mapapp.domain.report import Report, Source, Span, digest
from mapapp.domain.when import TimePrecision, When

TEXT = "Mortar shells fired at Aleppo killed four civilians on Wednesday, Interfax reported."
SPAN = Span(start=0, end=len(TEXT))
ALEPPO = Point(latitude=36.20124, longitude=37.16117)
DAY = date(2016, 12, 14)


def a_source(name: str = "Interfax", **other: Any) -> Source:
    return Source(**{"name": name} | other)


def a_report(text: str = TEXT, **other: Any) -> Report:
    """A report of 15 December 2016. `source` may be a Source, a name, or None."""
    source = other.pop("source", "Interfax")
    defaults = {"title": "Shelling in Aleppo", "published": datetime(2016, 12, 15, tzinfo=UTC)}
    return Report(text=text, source=a_source(source) if isinstance(source, str) else source, **defaults | other)


def a_point(latitude: float = ALEPPO.latitude, longitude: float = ALEPPO.longitude) -> Point:
    return Point(latitude=latitude, longitude=longitude)


def a_place(name: str = "Aleppo", **other: Any) -> Place:
    """A place of the gazetteer."""
    defaults = {
        "id": "geonames:170063",
        "kind": PlaceKind.SETTLEMENT,
        "point": ALEPPO,
        "radius_km": 5.0,
        "country_code": "SY",
        "admin1": "Aleppo Governorate",
        "admin1_id": "geonames:170062",
        "population": 1_602_264,
        "source": PlaceSource(name="test", layer="test", licence="", dated=""),
    }
    return Place(name=name, **defaults | other)


def an_incident_place(name: str = "Aleppo", **other: Any) -> IncidentPlace:
    """Where an incident happened. `latitude` and `longitude` may be given instead of `point`."""
    latitude, longitude = other.pop("latitude", ALEPPO.latitude), other.pop("longitude", ALEPPO.longitude)
    defaults = {
        "place_id": f"test:{name}",
        "surface": name,
        "span": Span(start=23, end=29),
        "point": a_point(latitude, longitude),
        "kind": PlaceKind.SETTLEMENT,
        "radius_km": 5.0,
        "country_code": "SY",
        "admin1": "Aleppo Governorate",
        "admin1_id": "geonames:170062",
        "confidence": 0.9,
    }
    return IncidentPlace(name=name, **defaults | other)


def a_when(day: date = DAY, **other: Any) -> When:
    """One day, unless `start`, `end` or `precision` say otherwise."""
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    defaults = {
        "start": start,
        "end": start + timedelta(days=1),
        "precision": TimePrecision.DAY,
        "wording": "on Wednesday",
        "rule": "the first Wednesday on or after the newest date in the report",
    }
    return When(**defaults | other)


def a_count(low: int | None = 4, high: int | None = 4, **other: Any) -> CountRange:
    defaults = {"kind": CountKind.KILLED, "approximate": False, "wording": "four civilians", "span": SPAN}
    return CountRange(low=low, high=high, **defaults | other)


def a_claim(wording: str = TEXT, **other: Any) -> Claim:
    attribution = Attribution(said_by="Interfax", via=None, stance=Stance.ASSERTS, span=SPAN)
    return Claim(**{"report_id": "r", "span": SPAN, "wording": wording, "attribution": attribution} | other)


def a_party(name: str = "rebels", **other: Any) -> Party:
    return Party(**{"name": name, "span": SPAN} | other)


def a_reason(sentence: str = "exact name", **other: Any) -> Reason:
    return Reason(**{"feature": "exact-name", "points": 0.9, "sentence": sentence} | other)


def a_mention(surface: str = "Aleppo", **other: Any) -> Mention:
    defaults = {"span": Span(start=23, end=29), "use": Use.PLACE, "confidence": 0.9, "maker": "test"}
    return Mention(surface=surface, **defaults | other)


def a_resolution(place: Place | None = None, **other: Any) -> Resolution:
    defaults = {
        "mention": a_mention(),
        "confidence": 0.9,
        "reasons": (a_reason(),),
        "runners_up": (),
        "maker": "test",
    }
    return Resolution(place=place, **defaults | other)


def an_incident(type_code: str = "explosion.shelling", **other: Any) -> Incident:
    """Shelling in Aleppo on 14 December 2016 with four killed.

    `report` (a Report) gives the report id; `id` is made from all the rest unless it is given.
    """
    report: Report | None = other.pop("report", None)
    report_id = report.id if report else "r"
    defaults = {
        "report_ids": (report_id,),
        "event_type": EVENT_TYPES[type_code].event_type,
        "status": Status.REPORTED,
        "places": (an_incident_place(),),
        "when": a_when(),
        "actors": (a_party(),),
        "targets": (a_party("civilians"),),
        "counts": (a_count(),),
        "claims": (a_claim(report_id=report_id),),
        "reasons": (a_reason("the verb “fired” with “mortar shells”"),),
        "confidence": 0.8,
        "maker": "test",
    }
    incident = Incident(**{"id": ""} | defaults | other)
    return incident if incident.id else replace(incident, id=digest(repr(incident)))


def an_account(type_code: str = "explosion.shelling", **other: Any) -> Account:
    """The shelling of `an_incident` as one report tells it; `report` is that report, or `told` its day."""
    report: Report = other.get("report") or a_report()
    told = other.pop("told", report.published)
    return Account(incident=an_incident(type_code, **{"report": report} | other), told=told)
