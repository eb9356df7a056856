"""What the browser tests look at."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from gazetteer.place import PlaceKind
from mapapp.domain.event_types import EVENT_TYPES
from mapapp.domain.incident import Incident, IncidentPlace, PlaceRole, Status
from mapapp.domain.report import Report, Span
from tests import builders
from tests.web.hostile import HOSTILE, MARKDOWN

Kept = Sequence[tuple[Report, Sequence[Incident]]]

TOWNS = {
    "Aleppo": (36.2012, 37.1612),
    "Idlib": (35.9306, 36.6339),
    "Homs": (34.7268, 36.7234),
    "Hama": (35.1318, 36.7578),
    "Damascus": (33.5102, 36.2913),
    "Raqqa": (35.9528, 39.0079),
    "Deir ez-Zor": (35.3354, 40.1408),
    "Mosul": (36.3400, 43.1300),
}
SENTENCES = {
    "explosion.shelling": "Mortar shells hit {place} and killed {killed} people, residents said.",
    "explosion.air": "Warplanes bombed the edge of {place}; {killed} people were killed.",
    "battle.clash": "Fighters clashed near {place}, leaving {killed} dead.",
    "protest.peaceful": "Hundreds marched peacefully through {place}.",
    "strategic.displacement": "Families fled {place} overnight.",
}


def syria() -> Kept:
    """Forty-two incidents of six reports in and around Syria; some coarse, some planned, one without a place."""
    chance = random.Random(7)
    kept = []
    for number in range(6):
        source = ("Interfax", "Reuters", "SANA")[number % 3]
        told = [_drawn(chance) for _ in range(7)]
        text = "\n".join(sentence for sentence, *_ in told)
        report = builders.a_report(text, source=source, title=f"Syria: the fighting of day {number + 1}")
        incidents = [_incident(report, number, index, row) for index, row in enumerate(told)]
        kept.append((report, incidents))
    return kept


def _drawn(chance: random.Random) -> tuple[str, str, str, int]:
    code = chance.choice(list(SENTENCES))
    town = chance.choice(list(TOWNS))
    killed = chance.randint(1, 9)
    return SENTENCES[code].format(place=town, killed=killed), code, town, killed


def _incident(report: Report, number: int, index: int, told: tuple[str, str, str, int]) -> Incident:
    sentence, code, town, killed = told
    start = sum(len(line) + 1 for line in report.text.split("\n")[:index])
    span = Span(start=start, end=start + len(sentence))
    at = report.text.index(town, start)
    place = _place(town, Span(start=at, end=at + len(town)), kind=PlaceKind.ADMIN1 if index == 6 else None)
    counts = [builders.a_count(killed, killed, wording=str(killed), span=_span_of(report, str(killed), span))]
    return builders.an_incident(
        code,
        report=report,
        places=() if (number, index) == (0, 0) else (place,),
        when=builders.a_when(date(2016, 12, 1) + timedelta(days=number * 7 + index)),
        status=Status.PLANNED if index == 5 else Status.REPORTED,
        counts=tuple(counts) if "{killed}" in SENTENCES[code] else (),
        claims=(builders.a_claim(sentence, report_id=report.id, span=span),),
    )


def _span_of(report: Report, words: str, within: Span) -> Span:
    at = report.text.find(words, within.start, within.end)
    return Span(start=at, end=at + len(words)) if at >= 0 else within


def _place(town: str, span: Span, kind: PlaceKind | None = None) -> IncidentPlace:
    latitude, longitude = TOWNS[town]
    return builders.an_incident_place(
        town,
        surface=town,
        span=span,
        latitude=latitude,
        longitude=longitude,
        kind=kind or PlaceKind.SETTLEMENT,
        radius_km=60.0 if kind else 5.0,
        country_code="IQ" if town == "Mosul" else "SY",
        admin1=f"{town} Governorate",
        admin1_id=f"test:{town}-governorate",
    )


def hostile() -> Kept:
    """One incident for each hostile text, which stands in every field that a report can fill."""
    return [_hostile(number, text) for number, text in enumerate([*HOSTILE, *MARKDOWN])]


def _hostile(number: int, text: str) -> tuple[Report, Sequence[Incident]]:
    report = builders.a_report(f"{text} {text}", title=text, source=text, url="javascript:window.top.__pwned=1")
    surface = Span(start=0, end=len(text))
    place = builders.an_incident_place(
        text, surface=text, span=surface, latitude=30 + number / 2, longitude=40 + number, admin1=text
    )
    incident = builders.an_incident(
        report=report,
        places=(place,),
        when=builders.a_when(wording=text, rule=text),
        actors=(builders.a_party(text),),
        targets=(builders.a_party(text),),
        counts=(builders.a_count(wording=text, span=surface, subset_of=text),),
        claims=(builders.a_claim(report.text, report_id=report.id, span=Span(start=0, end=len(report.text))),),
        reasons=(builders.a_reason(text),),
        maker=text,
    )
    return report, [incident]


def many(count: int = 10_000) -> Kept:
    """Many incidents over the world, a hundred a report."""
    chance = random.Random(11)
    codes = list(EVENT_TYPES)
    kept = []
    for number in range(count // 100):
        report = builders.a_report(f"Report {number}", title=f"Report {number}")
        span = Span(start=0, end=len(report.text))
        incidents = [
            builders.an_incident(
                chance.choice(codes),
                id=f"many-{number}-{index}",
                report=report,
                places=(
                    builders.an_incident_place(
                        f"Town {chance.randint(1, 3000)}",
                        latitude=round(chance.gauss(25, 15), 4),
                        longitude=round(chance.uniform(-100, 120), 4),
                    ),
                ),
                claims=(builders.a_claim(report.text, report_id=report.id, span=span),),
            )
            for index in range(100)
        ]
        kept.append((report, incidents))
    return kept


def merges() -> Kept:
    """Three reports of one shelling in Aleppo with a toll that rises, and two of what may be one clash in Homs."""
    return [
        _telling("Reuters", 15, "Mortar shells killed 14 people at the market of Aleppo.", "14 people", 14),
        _telling("Interfax", 16, "Shelling of the market in Aleppo killed 16 civilians.", "16 civilians", 16),
        _telling("SANA", 16, "Terrorists shelled Aleppo and at least 14 citizens died.", "at least 14", 14, high=None),
        _telling("AFP", 15, "Fighters clashed in Homs.", "", 0, code="battle.clash", town="Homs"),
        _telling(
            "Xinhua", 15, "Army and rebels fought near the citadel of Homs.", "", 0, code="battle.clash", town="Homs"
        ),
    ]


def _telling(
    source: str,
    day: int,
    text: str,
    count: str,
    killed: int,
    *,
    high: int | None = -1,
    code: str = "explosion.shelling",
    town: str = "Aleppo",
) -> tuple[Report, Sequence[Incident]]:
    published = datetime(2016, 12, day, tzinfo=UTC)
    report = builders.a_report(text, source=source, title=f"{source}: what happened in {town}", published=published)
    whole = Span(start=0, end=len(text))
    at = text.index(town)
    latitude, longitude = TOWNS[town]
    place = builders.an_incident_place(
        town, span=Span(start=at, end=at + len(town)), latitude=latitude, longitude=longitude, radius_km=14.5
    )
    told = killed if high == -1 else high
    counts = (builders.a_count(killed, told, wording=count, span=_span_of(report, count, whole)),) if count else ()
    claim = builders.a_claim(text, report_id=report.id, span=whole)
    return report, [builders.an_incident(code, report=report, places=(place,), counts=counts, claims=(claim,))]


def movements() -> Kept:
    """Two evacuations from Homs to Idlib, a flight from Mosul to Raqqa, one that tells no destination, and a clash."""
    ways = (("Homs", "Idlib"), ("Homs", "Idlib"), ("Mosul", "Raqqa"), ("Hama", None))
    kept = [_moving(number, start, end) for number, (start, end) in enumerate(ways)]
    return [*kept, _telling("AFP", 15, "Fighters clashed in Homs.", "", 0, code="battle.clash", town="Homs")]


def _moving(number: int, start: str, end: str | None) -> tuple[Report, Sequence[Incident]]:
    text = f"Bus {number} took families from {start}" + (f" to {end}." if end else ".")
    report = builders.a_report(text, title=text)
    ends = [(start, PlaceRole.ORIGIN), *([(end, PlaceRole.DESTINATION)] if end else [])]
    spans = {town: Span(start=text.index(town), end=text.index(town) + len(town)) for town, _ in ends}
    places = tuple(replace(_place(town, spans[town]), role=role) for town, role in ends)
    claim = builders.a_claim(text, report_id=report.id, span=Span(start=0, end=len(text)))
    told = {"report": report, "places": places, "counts": (), "claims": (claim,)}
    when = builders.a_when(date(2016, 12, 1 + 7 * number))
    return report, [builders.an_incident("strategic.displacement", when=when, **told)]


SCENES: dict[str, Callable[[], Kept]] = {
    "syria": syria,
    "hostile": hostile,
    "many": many,
    "empty": list,
    "merges": merges,
    "movements": movements,
}
