"""Made-up incidents and the reports that tell them, as rows of the record: written by the hundred thousand, they do
not take the way through objects. A test holds the rows to what the record itself would write.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import orjson

from gazetteer.place import PlaceKind
from mapapp.demo.ground import Ground, Site
from mapapp.domain.event_types import EVENT_TYPES
from mapapp.domain.incident import EventType, PlaceRole, Review, Status
from mapapp.domain.when import TimePrecision
from mapapp.store.payload import FORMAT
from mapapp.store.text import fold
from mapapp.store.write import DAY_SECONDS

Row = dict[str, Any]
Told = tuple[datetime | None, datetime, TimePrecision] | None
"""When it was, as far as it is told."""

YEARS = 16
"""So far back they go; recent years have more."""
MAKER = "made up"
SEVERAL = 0.06
"""Share of incidents with two places."""
MOVEMENT = 0.6
"""The same of movements: from the one to the other."""
SOURCES = tuple(f"{city} {kind}" for city in
                ("Northern", "Southern", "Harbour", "Mountain", "River", "Capital", "Border", "Island", "Desert")
                for kind in ("Post", "Herald", "News Agency", "Monitor", "Radio"))  # fmt: skip
_TYPES = tuple(row.event_type for row in EVENT_TYPES.values())
_STATUSES = (
    *(Status.REPORTED,) * 40,
    *(Status.CLAIMED,) * 6,
    *(Status.DISPUTED,) * 3,
    *(status for status in Status if status is not Status.SUPERSEDED),  # it takes two versions of a report
)
_REVIEWS = (Review.AUTO,) * 90 + (Review.CONFIRMED,) * 6 + (Review.CORRECTED,) * 3 + (Review.REJECTED,)
_LANGUAGES = ("en",) * 60 + ("fr", "es", "ar", "uk", "ru", "my", "pt")
_PRECISIONS = (
    *(TimePrecision.DAY,) * 14,
    TimePrecision.HOUR,
    TimePrecision.DAYS,
    TimePrecision.MONTH,
    TimePrecision.YEAR,
    TimePrecision.UNTIL,
)
_PARTIES = (
    ("rebels", None, "unknown"), ("gunmen", None, "unknown"), ("protesters", None, "unknown"),
    ("police", None, "unknown"), ("government forces", None, "state forces"), ("the army", "Army", "state forces"),
    ("villagers", None, "unknown"), ("civilians", None, "unknown"), ("students", None, "unknown"),
    ("the Northern Front", "Northern Front", "unknown"), ("the Free Brigade", "Free Brigade", "unknown"),
    ("the Red Column", "Red Column", "unknown"), ("militiamen", None, "unknown"), ("farmers", None, "unknown"),
    ("a border patrol", "Border Guard", "state forces"), ("the coast guard", "Coast Guard", "state forces"),
    ("unknown men", None, "unknown"), ("miners", None, "unknown"), ("dock workers", None, "unknown"),
    ("the Hill Tribes Union", "Hill Tribes Union", "unknown"),
)  # fmt: skip
_OPENINGS = ("Early in the morning", "Late at night", "On market day", "After weeks of calm", "For the second time",
             "During a visit of inspectors", "Hours before talks began", "In heavy rain")  # fmt: skip
_ENDINGS = ("according to a hospital", "residents said", "a spokesman told reporters", "local radio said",
            "witnesses said by telephone", "the mayor said", "a relief worker said", "the ministry said")  # fmt: skip
_DETAILS = ("near the old bridge", "along the road to the airport", "close to a school", "in front of the town hall",
            "beside the grain store", "at a checkpoint", "in the harbour district", "outside a bakery",
            "not far from the border", "in two neighbourhoods")  # fmt: skip


@dataclass(slots=True)
class Rows:
    """Rows by table."""

    report: list[Row] = field(default_factory=list)
    incident: list[Row] = field(default_factory=list)
    incident_place: list[Row] = field(default_factory=list)
    incident_report: list[Row] = field(default_factory=list)
    incident_party: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class _Story:
    id: str
    kind: EventType
    places: list[Site]
    when: Told
    parties: list[tuple[str, str | None, str]]
    tolls: tuple[tuple[int, int | None] | None, ...]
    """Killed and injured, at least and at most; None is not told."""
    claims: list[Row]
    report_ids: list[str]


class Teller:
    """Makes incidents up. The same seed and day give the same ones."""

    def __init__(self, ground: Ground, random: Random, today: date) -> None:
        self._ground, self._random = ground, random
        self._today = datetime(today.year, today.month, today.day, tzinfo=UTC)

    def tell(self, rows: Rows) -> None:
        """One more incident with the one to four reports that tell it."""
        random, incident_id = self._random, f"{self._random.getrandbits(64):016x}"
        kind = random.choice(_TYPES)
        places = self._places(movement=EVENT_TYPES[kind.code].movement)
        day = self._today - timedelta(days=int(365.25 * YEARS * random.random() ** 2))
        killed, injured = self._toll(), self._toll()
        parties = random.sample(_PARTIES, 2) if random.random() < 0.8 else []
        told = 1 + (random.random() < 0.3) + (random.random() < 0.1) + (random.random() < 0.05)
        claims, report_ids = [], []
        for _ in range(told):
            sentence = self._sentence(kind, places, parties, killed)
            report_id = self._report(rows, sentence, day, places)
            report_ids.append(report_id)
            span = {"start": 0, "end": len(sentence)}
            claims.append(
                {"report_id": report_id, "span": span, "wording": sentence, "attribution": None, "stance": "asserts"}
            )
            rows.incident_report.append(
                {"incident_id": incident_id, "ordinal": len(report_ids) - 1, "report_id": report_id}
            )
        story = _Story(incident_id, kind, places, self._when(day), parties, (killed, injured), claims, report_ids)
        rows.incident.append(self._incident(story))
        labels = sorted({canonical or name for name, canonical, _ in parties})
        rows.incident_party.extend({"incident_id": incident_id, "name": label} for label in labels)
        rows.incident_place.extend(
            _place_row(incident_id, number, site, role)
            for number, (site, role) in enumerate(zip(places, _roles(kind, places), strict=True))
        )

    def _places(self, *, movement: bool) -> list[Site]:
        """None, one or two; of a movement often two, from the first to the second."""
        draw = self._random.random()
        if draw < 0.02:
            return []
        if draw < 0.04:
            return [self._random.choice(self._ground.countries)]
        first = self._ground.draw(self._random)
        if draw >= 0.04 + (MOVEMENT if movement else SEVERAL):
            return [first]
        return [first, self._ground.near(first, self._random) if movement else self._ground.draw(self._random)]

    def _toll(self) -> tuple[int, int | None] | None:
        """At least and at most; None is not told."""
        draw = self._random.random()
        if draw < 0.55:
            return None
        low = int(self._random.expovariate(0.25)) if draw < 0.99 else int(self._random.paretovariate(1.1) * 20)
        return min(low, 5_000), None if draw < 0.62 else min(low, 5_000) + (draw > 0.9) * 3

    def _sentence(
        self, kind: EventType, places: list[Site], parties: list[Any], killed: tuple[int, int | None] | None
    ) -> str:
        pick = self._random.choice
        names = [site.name for site in places] or ["a place that was not named"]
        moved = PlaceRole.ORIGIN in _roles(kind, places)
        where = f"from {names[0]} to {names[1]}" if moved else f"in {' and '.join(names)}"
        who = " and ".join(name for name, _, _ in parties) or "people"
        toll = f", and at least {killed[0]} were killed" if killed else ""
        what = f"{pick(_OPENINGS)} {who} were part of {kind.sub_type.lower()} {where}, {pick(_DETAILS)}"
        return f"{what}{toll}, {pick(_ENDINGS)}."

    def _report(self, rows: Rows, sentence: str, day: datetime, places: list[Site]) -> str:
        random = self._random
        report_id = f"{random.getrandbits(64):016x}"
        source, published = random.choice(SOURCES), day + timedelta(days=int(random.random() * 3))
        title = f"News from {places[0].name}" if places else "News"
        data = {
            "text": sentence,
            "title": title,
            "source": {"name": source, "kind": "newspaper", "url": None},
            "url": None,
            "published": published.isoformat(),
            "published_rule": "made up",
            "country_code": None,
            "language": random.choice(_LANGUAGES),
            "collected": None,
            "id": report_id,
        }
        rows.report.append(
            {
                "id": report_id,
                "source_name": source,
                "title": title,
                "published": int(published.timestamp()),
                "language": data["language"],
                "payload": _payload(data),
            }
        )
        return report_id

    def _when(self, day: datetime) -> Told:
        precision = self._random.choice(_PRECISIONS)
        if self._random.random() < 0.03:
            return None
        if precision is TimePrecision.MONTH:
            start = day.replace(day=1)
            return start, (start + timedelta(days=32)).replace(day=1), precision
        if precision is TimePrecision.YEAR:
            start = day.replace(month=1, day=1)
            return start, start.replace(year=start.year + 1), precision
        if precision is TimePrecision.HOUR:
            start = day + timedelta(hours=int(24 * self._random.random()))
            return start, start + timedelta(hours=1), precision
        length = 3 if precision is TimePrecision.DAYS else 1
        return None if precision is TimePrecision.UNTIL else day, day + timedelta(days=length), precision

    def _incident(self, story: _Story) -> Row:
        random, kind, places, when = self._random, story.kind, story.places, story.when
        status, review, confidence = random.choice(_STATUSES), random.choice(_REVIEWS), round(random.random(), 2)
        people: list[Row] = [
            {
                "name": name,
                "span": {"start": 0, "end": len(name)},
                "canonical": canonical,
                "kind": sort,
                "alleged": False,
            }
            for name, canonical, sort in story.parties
        ]
        data = {
            "id": story.id,
            "report_ids": story.report_ids,
            "event_type": {"code": kind.code, "name": kind.name, "sub_type": kind.sub_type},
            "status": status.value,
            "places": [_place(site, role) for site, role in zip(places, _roles(kind, places), strict=True)],
            "when": _when_data(when),
            "actors": people[:1],
            "targets": people[1:],
            "counts": [
                _count(counted, toll) for counted, toll in zip(("killed", "injured"), story.tolls, strict=True) if toll
            ],
            "claims": story.claims,
            "reasons": [],
            "confidence": confidence,
            "maker": MAKER,
            "review": review.value,
        }
        killed, injured = (toll or (None, None) for toll in story.tolls)
        names = [name for one in people for name in dict.fromkeys((one["name"], one["canonical"] or one["name"]))]
        where = [text for site in places for text in (site.name, site.name)]
        return {
            "id": story.id,
            "type_code": kind.code,
            "type_group": kind.code.partition(".")[0],
            "sub_type": kind.sub_type,
            "status": status.value,
            **_time_columns(when),
            "killed_low": killed[0],
            "killed_high": killed[1],
            "injured_low": injured[0],
            "injured_high": injured[1],
            "drawn_places": sum(site.kind != PlaceKind.COUNTRY for site in places),
            "confidence": confidence,
            "review": review.value,
            "maker": MAKER,
            "search_text": fold(" ".join([*(claim["wording"] for claim in story.claims), *where, *names])),
            "payload": _payload(data),
        }


def _payload(data: Row) -> str:
    return orjson.dumps({"format": FORMAT, "data": data}).decode()


def _time_columns(when: Told) -> Row:
    if when is None:
        return {"starts": None, "ends": None, "time_precision": None}
    start, end, precision = when
    ends = int(end.timestamp())
    starts = ends - DAY_SECONDS if start is None else int(start.timestamp())
    return {"starts": starts, "ends": ends, "time_precision": precision.value}


def _when_data(when: Told) -> Row | None:
    if when is None:
        return None
    start, end, precision = when
    return {
        "start": start.isoformat() if start else None,
        "end": end.isoformat(),
        "precision": precision.value,
        "wording": "",
        "rule": "made up",
    }


def _count(kind: str, toll: tuple[int, int | None]) -> Row:
    low, high = toll
    return {
        "kind": kind,
        "low": low,
        "high": high,
        "approximate": False,
        "wording": str(low),
        "span": {"start": 0, "end": 1},
        "subset_of": None,
        "replaced_by": None,
        "disputed": False,
    }


def _roles(kind: EventType, places: list[Site]) -> list[PlaceRole]:
    """From the first place to the second, where the kind of event is a movement."""
    if EVENT_TYPES[kind.code].movement and len(places) > 1:
        return [PlaceRole.ORIGIN, PlaceRole.DESTINATION]
    return [PlaceRole.SCENE] * len(places)


def _place(site: Site, role: PlaceRole) -> Row:
    told = {} if role is PlaceRole.SCENE else {"role": role.value}
    return told | {
        "place_id": site.place_id,
        "name": site.name,
        "surface": site.name,
        "span": {"start": 0, "end": len(site.name)},
        "point": {"latitude": site.latitude, "longitude": site.longitude},
        "kind": site.kind,
        "radius_km": site.radius_km,
        "country_code": site.country,
        "admin1": site.admin1,
        "admin1_id": site.admin1_id,
        "confidence": 0.9,
        "modifier": None,
        "described": None,
    }


def _place_row(incident_id: str, ordinal: int, site: Site, role: PlaceRole) -> Row:
    return {
        "incident_id": incident_id,
        "ordinal": ordinal,
        "place_id": site.place_id,
        "name": site.name,
        "latitude": site.latitude,
        "longitude": site.longitude,
        "kind": site.kind,
        "country_code": site.country,
        "admin1_id": site.admin1_id,
        "admin1": site.admin1,
        "radius_km": site.radius_km,
        "confidence": 0.9,
        "described": False,
        "role": role.value,
    }
