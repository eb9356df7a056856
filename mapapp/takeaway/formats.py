"""The formats that incidents are taken away in: one row each.

To add one, write a module with a writer and add a row; the menu, the address and the command follow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from mapapp.spoken import N_, _
from mapapp.takeaway import (
    csv_table,
    geojson,
    geopackage,
    geoparquet,
    image,
    kml,
    printed,
    shapes,
    web_map,
    workbook,
)
from mapapp.takeaway.chunks import Writer
from mapapp.takeaway.export import Export, TooMany


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One kind of file."""

    key: str
    """In addresses and on the command line: "csv"."""
    label: str
    """In the menu."""
    media_type: str
    ending: str
    """Of the file's name: "csv", "acled.csv"."""
    write: Writer
    most: int | None = None
    """Incidents that it can hold; None: any number."""
    rows: bool = True
    """Has it one row for each incident? The shapes of others leave some out, or give one several rows."""
    picture: bool = False
    """Is it for the eye, rather than a table of rows?"""
    opens: bool = False
    """Does a browser show it, rather than put it on the disk?"""

    @property
    def for_people(self) -> bool:
        """Is it read by people, and so in their language? Files for programs are the same everywhere."""
        return self.picture or self.opens

    def file_name(self, made: datetime) -> str:
        """Such as "incidents-20261127-1005.csv"."""
        return f"incidents-{made:%Y%m%d-%H%M}.{self.ending}"

    def ensure_fits(self, incidents: int) -> None:
        """Raises TooMany before anything is written."""
        if self.most is not None and incidents > self.most:
            raise TooMany(
                _(
                    "{file} holds at most {most} incidents, and these are {incidents}. "
                    "Narrow the filters, or take CSV, GeoPackage or GeoParquet, which hold any number.",
                    file=_(self.label),
                    most=self.most,
                    incidents=incidents,
                )
            )

    def pieces(self, export: Export) -> Iterator[bytes]:
        """The file, piece by piece. Raises TooMany at once."""
        self.ensure_fits(export.about.incidents)
        return self.write(export)


CSV = "text/csv; charset=utf-8"
HTML = "text/html; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_ROWS = (
    Format(key="csv", label="CSV", media_type=CSV, ending="csv", write=csv_table.write),
    Format(
        key="xlsx",
        label=N_("Excel workbook (XLSX)"),
        media_type=XLSX,
        ending="xlsx",
        write=workbook.write,
        most=workbook.MOST_ROWS,
    ),
    Format(key="geojson", label="GeoJSON", media_type="application/geo+json", ending="geojson", write=geojson.write),
    Format(key="kml", label="KML", media_type="application/vnd.google-earth.kml+xml", ending="kml", write=kml.write),
    Format(
        key="gpkg",
        label="GeoPackage",
        media_type="application/geopackage+sqlite3",
        ending="gpkg",
        write=geopackage.write,
    ),
    Format(
        key="parquet",
        label="GeoParquet",
        media_type="application/vnd.apache.parquet",
        ending="parquet",
        write=geoparquet.write,
    ),
    Format(
        key="html",
        label=N_("Map in one file (HTML)"),
        media_type=HTML,
        ending="html",
        write=web_map.write,
        most=web_map.MOST,
        picture=True,
    ),
    Format(key="png", label=N_("Picture (PNG)"), media_type="image/png", ending="png", write=image.write, picture=True),
    Format(
        key="print",
        label=N_("Page to print"),
        media_type=HTML,
        ending="print.html",
        write=printed.write,
        most=printed.MOST,
        opens=True,
    ),
    Format(
        key="acled",
        label=N_("CSV in ACLED's shape"),
        media_type=CSV,
        ending="acled.csv",
        write=shapes.shaped("acled"),
        rows=False,
    ),
    Format(
        key="acled-left-out",
        label=N_("Not in ACLED's shape, and why"),
        media_type=CSV,
        ending="acled-left-out.csv",
        write=shapes.left_out("acled"),
        rows=False,
    ),
    Format(
        key="ucdp",
        label=N_("CSV in UCDP's shape"),
        media_type=CSV,
        ending="ucdp.csv",
        write=shapes.shaped("ucdp"),
        rows=False,
    ),
    Format(
        key="ucdp-left-out",
        label=N_("Not in UCDP's shape, and why"),
        media_type=CSV,
        ending="ucdp-left-out.csv",
        write=shapes.left_out("ucdp"),
        rows=False,
    ),
)

FORMATS: Mapping[str, Format] = MappingProxyType({row.key: row for row in _ROWS})
"""By key, in the order of the menu."""
