"""A small world in which reports often tell of the same events: what the laws of merging are tried on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from gazetteer.place import PlaceKind
from mapapp.domain.account import Account
from mapapp.domain.incident import Status
from mapapp.domain.when import TimePrecision
from tests.builders import a_claim, a_count, a_report, a_when, an_incident, an_incident_place

PROVINCE = {"admin1": "Aleppo Governorate", "admin1_id": "geonames:170062"}
PLACES = (
    an_incident_place("Aleppo", radius_km=14.5),
    an_incident_place("Hayan", latitude=36.32, longitude=37.02, radius_km=2.0),
    an_incident_place("al-Shaar", latitude=36.21, longitude=37.18, radius_km=1.0, kind=PlaceKind.QUARTER),
    an_incident_place("Aleppo", place_id="geonames:170062", kind=PlaceKind.ADMIN1, radius_km=80.0),
    an_incident_place("Syria", place_id="geonames:163843", kind=PlaceKind.COUNTRY, radius_km=240.0, admin1_id=None),
    an_incident_place("Homs", latitude=34.73, longitude=36.72, admin1="Homs", admin1_id="geonames:169575"),
)
FIRST = date(2016, 12, 12)
DAYS = st.integers(0, 3).map(lambda number: FIRST + timedelta(days=number))
TELLING = (
    "Mortar shells fired at the market of Aleppo killed many on Wednesday.",
    "Warplanes bombed a school, residents of Hayan told Ahmed Saleh.",
    "Rockets fell on the market while Ahmed Saleh bought bread there with his brothers.",
    "Fighters clashed.",
)


@st.composite
def whens(draw):
    day = draw(DAYS)
    precision = draw(st.sampled_from([TimePrecision.DAY] * 4 + [TimePrecision.UNTIL, TimePrecision.DAYS]))
    when = a_when(day, precision=precision)
    return replace(when, start=None) if precision is TimePrecision.UNTIL else when


@st.composite
def readings(draw, most: int = 6):
    """Some reports with what each tells: (report, incidents)."""
    made = []
    for number in range(draw(st.integers(1, most))):
        day = draw(DAYS | st.none())
        published = None if day is None else datetime(day.year, day.month, day.day, tzinfo=UTC)
        report = a_report(f"report {number}", published=published, source=draw(st.sampled_from(["Interfax", "AFP"])))
        told = [draw(incidents(report, at)) for at in range(draw(st.integers(1, 2)))]
        made.append((report, told))
    return made


@st.composite
def incidents(draw, report, number):
    killed = draw(st.sampled_from([None, 1, 4, 14, 14, 44]))
    high = killed if draw(st.booleans()) else None
    return an_incident(
        draw(st.sampled_from(["explosion.shelling"] * 3 + ["explosion.air", "civilians.attack", "natural.flood"])),
        id=f"{report.id}-{number}",
        report=report,
        places=draw(st.sampled_from(PLACES).map(lambda place: (place,)) | st.just(())),
        when=draw(whens() | whens() | st.none()),
        status=draw(st.sampled_from([Status.REPORTED] * 4 + [Status.DENIED, Status.PLANNED, Status.CLAIMED])),
        counts=() if killed is None else (a_count(killed, high),),
        claims=(a_claim(draw(st.sampled_from(TELLING)), report_id=report.id),),
    )


def accounts_of(some) -> dict[str, Account]:
    return {told.id: Account(incident=told, told=report.published) for report, all_told in some for told in all_told}
