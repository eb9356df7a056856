"""A made-up table with ACLED's columns, as large as is asked for: real places, clumped as incidents are."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from random import Random

from mapapp.demo.ground import Ground
from mapapp.domain.event_types import EVENT_TYPES

HEADER = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type"),
    *("actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting"),
    *("iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision"),
    *("source", "source_scale", "notes", "fatalities", "tags", "timestamp"),
)
TODAY = date(2026, 11, 1)
KINDS = [row for row in EVENT_TYPES.values() if row.acled and row.acled != "Other"]
ACTORS = (("State forces", "Military Forces of {}"), ("Rebel group", "Front of {}"),
          ("Identity militia", "Group ({})"),
          ("Civilians", "Civilians ({})"), ("Protesters", "Protesters ({})"), ("Rioters", "Rioters ({})"))  # fmt: skip
SOURCES = [f"{city} {kind}" for city in ("Northern", "Southern", "Harbour", "River", "Capital", "Border", "Island")
           for kind in ("Post", "Herald", "News Agency", "Monitor", "Radio")]  # fmt: skip


def write_table(path: Path, rows: int, gazetteer_file: Path, seed: int = 1) -> None:
    """Write so many rows; the same seed gives the same ones."""
    random = Random(seed)
    ground = Ground(gazetteer_file, random)
    with path.open("w", encoding="utf-8", newline="") as stream:
        lines = csv.writer(stream, lineterminator="\n")
        lines.writerow(HEADER)
        for number in range(rows):
            lines.writerow(_row(number, ground, random))


def _row(number: int, ground: Ground, random: Random) -> tuple[object, ...]:
    site, kind = ground.draw(random), random.choice(KINDS)
    day = TODAY - timedelta(days=int(5_844 * random.random() ** 2))
    country = site.country or ""
    (inter1, one), (inter2, two) = random.sample(ACTORS, 2)
    killed = int(random.expovariate(0.3)) if random.random() < 0.5 else 0
    sources = "; ".join(random.sample(SOURCES, 1 + (random.random() < 0.3)))
    notes = (
        f"On {day.day} {day:%B %Y}, {one.format(country)} and {two.format(country)} were part of "
        f"{kind.event_type.sub_type.lower()} in {site.name} ({site.admin1}), near the old bridge. "
        f"{killed or 'No'} fatalities were reported by residents who spoke to local radio."
    )
    return (
        f"{country}{number}", day.isoformat(), day.year, random.choice((1, 1, 1, 1, 2, 3)), "Political violence",
        kind.event_type.name, kind.acled, one.format(country), "", inter1, two.format(country), "", inter2,
        f"{inter1}-{inter2}", "", "", "", country, site.admin1, "", "", site.name, f"{site.latitude:.4f}",
        f"{site.longitude:.4f}", random.choice((1, 1, 1, 2, 3)), sources, "Subnational", notes, killed, "", "",
    )  # fmt: skip
