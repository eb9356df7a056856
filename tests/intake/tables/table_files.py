"""Rows and files of coded tables for tests."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from mapapp.intake.tables.errors import BadRow
from mapapp.intake.tables.row import RowReader, Told
from mapapp.intake.tables.scheme import Scheme, scheme_of, schemes

ACLED_ROW = {
    "event_id_cnty": "SYR1",
    "event_date": "2016-12-14",
    "time_precision": "1",
    "event_type": "Explosions/Remote violence",
    "sub_event_type": "Shelling/artillery/missile attack",
    "actor1": "Military Forces of Syria",
    "inter1": "State forces",
    "actor2": "Civilians (Syria)",
    "inter2": "Civilians",
    "country": "Syria",
    "admin1": "Aleppo",
    "location": "Aleppo",
    "latitude": "36.2012",
    "longitude": "37.1612",
    "geo_precision": "1",
    "source": "Interfax; Local Monitor",
    "notes": "On 14 December 2016, shells hit Aleppo. Four people were killed.",
    "fatalities": "4",
}
UCDP_ROW = {
    "id": "7",
    "type_of_violence": "1",
    "side_a": "Government of Syria",
    "side_b": "IS",
    "source_office": "Reuters;AFP",
    "source_date": "2016-12-15;2016-12-16",
    "where_prec": "2",
    "where_coordinates": "Aleppo town",
    "adm_1": "Aleppo governorate",
    "country": "Syria",
    "latitude": "36.2012",
    "longitude": "37.1612",
    "date_prec": "2",
    "date_start": "2016-12-12",
    "date_end": "2016-12-14",
    "best": "9",
    "low": "7",
    "high": "12",
}
GTD_ROW = {
    "eventid": "201612140001",
    "iyear": "2016",
    "imonth": "12",
    "iday": "0",
    "country_txt": "Syria",
    "provstate": "Aleppo",
    "city": "Aleppo",
    "latitude": "36.2012",
    "longitude": "37.1612",
    "specificity": "4",
    "attacktype1_txt": "Bombing/Explosion",
    "target1": "Market",
    "targtype1_txt": "Private Citizens & Property",
    "gname": "Unknown",
    "nkill": "2.5",
    "nwound": "-99",
    "dbsource": "START Primary Collection",
    "summary": "12/14/2016: An explosive went off in Aleppo.",
}
MINE = {
    "name": "Our desk",
    "columns": {
        "date": "day",
        "type": "what",
        "place": "town",
        "admin1": "province",
        "country": "land",
        "latitude": "lat",
        "longitude": "lon",
        "killed": "dead",
        "notes": "story",
    },
}
MY_ROW = {
    "day": "2016-12-14", "what": "Armed clash", "town": "Homs", "province": "", "land": "Syria", "lat": "", "lon": "",
    "dead": "", "story": "Fighting in Homs.",
}  # fmt: skip


def mine(**other: Any) -> Scheme:
    """A mapping of a table of one's own."""
    return scheme_of(MINE | other, "mine.toml")


def read_all(gazetteer, scheme: Scheme, *rows: dict[str, str], source: str | None = None) -> list[Told | BadRow]:
    header = list(rows[0])
    reader = RowReader(scheme, header, gazetteer, source)
    cells = [(number, [row.get(name, "") for name in header]) for number, row in enumerate(rows, 2)]
    return [told for _, told in reader.many(cells)]


def read_one(gazetteer, scheme: Scheme | str, row: dict[str, str], **cells: str) -> Told | BadRow:
    scheme = schemes()[scheme] if isinstance(scheme, str) else scheme
    return read_all(gazetteer, scheme, row | cells)[0]


def csv_bytes(*rows: dict[str, str], encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    text = io.StringIO(newline="")
    lines = csv.DictWriter(text, list(rows[0]), delimiter=delimiter)
    lines.writeheader()
    lines.writerows(rows)
    return text.getvalue().encode(encoding)


def csv_file(folder: Path, *rows: dict[str, str], name: str = "table.csv", **how: str) -> Path:
    path = folder / name
    path.write_bytes(csv_bytes(*rows, **how))
    return path
