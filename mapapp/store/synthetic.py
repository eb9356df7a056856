"""Made-up incidents in any number, for measuring: clumped like real ones, many on the same towns, of all types."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random

from gazetteer.place import PlaceKind, Point
from mapapp.domain.claim import Claim, CountKind, CountRange
from mapapp.domain.event_types import EVENT_TYPES
from mapapp.domain.incident import Incident, IncidentPlace, PlaceRole, Review, Status
from mapapp.domain.report import Report, Source, Span, digest
from mapapp.domain.when import TimePrecision, When

MAKER = "synthetic-1"
CLUMPS = 60
"""Conflict areas over the world."""
TOWNS = 50
"""Towns in each; the first ones get most incidents."""
TOLD_TOGETHER = 4
"""Incidents in one report, at most."""
FIRST_DAY = datetime(2010, 1, 1, tzinfo=UTC)
DAYS = 5_800
SOURCES = tuple(f"Agency {number}" for number in range(1, 41))
_KINDS = (PlaceKind.SETTLEMENT,) * 15 + (PlaceKind.QUARTER, PlaceKind.FACILITY)
_COARSE = (PlaceKind.ADMIN1, PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.REGION, PlaceKind.COUNTRY)
_RADII_KM = {PlaceKind.SETTLEMENT: 5.0, PlaceKind.ADMIN1: 80.0, PlaceKind.ADMIN2: 25.0, PlaceKind.REGION: 150.0}
_STATUSES = (Status.REPORTED,) * 12 + tuple(status for status in Status if status is not Status.SUPERSEDED)
_PRECISIONS = (TimePrecision.DAY,) * 8 + (TimePrecision.DAYS, TimePrecision.MONTH, TimePrecision.UNTIL)
_LENGTH_DAYS = {TimePrecision.DAYS: 3, TimePrecision.MONTH: 30}
_VERBS = ("struck", "attacked", "reached", "shook", "emptied", "crossed")
_SUBJECTS = ("rebels", "soldiers", "a storm", "protesters", "gunmen", "aid convoys", "aircraft", "police")


def synthetic_incidents(n: int, seed: int = 7) -> list[Incident]:
    """Exactly n incidents; the same for the same seed."""
    return [incident for _, incidents in synthetic_readings(n, seed) for incident in incidents]


def synthetic_readings(n: int, seed: int = 7) -> Iterator[tuple[Report, tuple[Incident, ...]]]:
    """The same with the reports that tell them, ready for `Store.keep_many`."""
    random = Random(seed)  # noqa: S311  nothing here is secret
    towns = [_town(random, clump, rank) for clump in _clumps(random) for rank in range(TOWNS)]
    made = 0
    while made < n:
        report = _report(random, made, seed)
        told = min(n - made, random.randint(1, TOLD_TOGETHER))
        yield report, tuple(_incident(random, towns, report, number) for number in range(made, made + told))
        made += told


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clump:
    number: int
    latitude: float
    longitude: float


def _clumps(random: Random) -> list[_Clump]:
    return [
        _Clump(number=number, latitude=random.uniform(-35, 60), longitude=random.uniform(-180, 180))
        for number in range(CLUMPS)
    ]


def _town(random: Random, clump: _Clump, rank: int) -> IncidentPlace:
    latitude = max(-85.0, min(85.0, random.gauss(clump.latitude, 2)))
    longitude = (random.gauss(clump.longitude, 3) + 180) % 360 - 180
    kind = random.choice(_COARSE if rank % 10 == 9 else _KINDS)
    country = f"{chr(65 + clump.number // 26)}{chr(65 + clump.number % 26)}"
    name = f"Place {clump.number}-{rank}"
    return IncidentPlace(
        place_id=f"synthetic:{clump.number}-{rank}",
        name=name,
        surface=name,
        span=Span(start=0, end=len(name)),
        point=Point(latitude=round(latitude, 5), longitude=round(longitude, 5)),
        kind=kind,
        radius_km=_RADII_KM.get(kind, 1.0),
        country_code=country,
        admin1=None if kind == PlaceKind.COUNTRY else f"Province {clump.number}-{rank % 6}",
        admin1_id=None if kind == PlaceKind.COUNTRY else f"synthetic:p{clump.number}-{rank % 6}",
        confidence=0.9,
    )


def _report(random: Random, number: int, seed: int) -> Report:
    published = FIRST_DAY + timedelta(days=random.randrange(DAYS))
    source = Source(name=random.choice(SOURCES))
    return Report(text=f"Report {seed}-{number}.", title=f"Report {number}", source=source, published=published)


def _incident(random: Random, towns: list[IncidentPlace], report: Report, number: int) -> Incident:
    places, row = _places(random, towns), random.choice(tuple(EVENT_TYPES.values()))
    kind = row.event_type
    if row.movement and len(places) > 1:
        places = tuple(map(_with_role, places, (PlaceRole.ORIGIN, PlaceRole.DESTINATION)))
    where = " and ".join(place.name for place in places) or "an unknown place"
    wording = f"On day {number} {random.choice(_SUBJECTS)} {random.choice(_VERBS)} {where}: {kind.sub_type.lower()}."
    span = Span(start=0, end=len(wording))
    return Incident(
        id=digest(report.id, kind.code, str(number)),
        report_ids=(report.id,),
        event_type=kind,
        status=random.choice(_STATUSES),
        places=places,
        when=_when(random, report),
        actors=(),
        targets=(),
        counts=_counts(random, span),
        claims=(Claim(report_id=report.id, span=span, wording=wording, attribution=None),),
        reasons=(),
        confidence=round(random.uniform(0.3, 1), 2),
        maker=MAKER,
        review=Review.REJECTED if random.random() < 0.01 else Review.AUTO,
    )


def _places(random: Random, towns: list[IncidentPlace]) -> tuple[IncidentPlace, ...]:
    """One town in most cases, two in one of twenty, none in one of fifty; low ranks far more often."""
    draw = random.random()
    wanted = 0 if draw < 0.02 else 2 if draw < 0.07 else 1
    clump = int(CLUMPS * random.random() ** 2) * TOWNS
    return tuple(towns[clump + int(TOWNS * random.random() ** 3)] for _ in range(wanted))


def _with_role(place: IncidentPlace, role: PlaceRole) -> IncidentPlace:
    return replace(place, role=role)


def _when(random: Random, report: Report) -> When | None:
    if random.random() < 0.04 or report.published is None:
        return None
    precision = random.choice(_PRECISIONS)
    end = report.published + timedelta(days=1)
    start = None if precision == TimePrecision.UNTIL else end - timedelta(days=_LENGTH_DAYS.get(precision, 1))
    return When(start=start, end=end, precision=precision, wording="", rule="made up")


def _counts(random: Random, span: Span) -> tuple[CountRange, ...]:
    if random.random() < 0.5:
        return ()
    low = int(random.expovariate(0.2))
    high = None if random.random() < 0.2 else low + random.choice((0, 0, 0, 5))
    return (CountRange(kind=CountKind.KILLED, low=low, high=high, approximate=False, wording="", span=span),)
