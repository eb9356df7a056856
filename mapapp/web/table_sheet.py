"""A visitor's table, read into memory within the limits that the settings give."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from gazetteer.csv_text import open_table
from gazetteer.errors import BadTable
from mapapp.spoken import _

NAMES = """
    place, place name, placename, location, toponym, village, town, city, settlement, locality, site,
    lieu, ort, lugar, localidad, место, مكان, الموقع, name, name en, название, اسم
"""
PROVINCES = """
    admin1, admin1 name, adm1, province, governorate, state, region, oblast, department, gov,
    provincia, departamento, estado, bundesland, région, область, محافظة, المحافظة
"""
COUNTRIES = """
    country, country code, country name, iso, iso2, iso3, iso a2, iso a3, cc, nation, admin0, admin0 name, adm0,
    pays, land, país, pais, paese, страна, دولة, البلد, الدولة
"""
"""What people call these columns, most telling first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table in memory."""

    digest: str
    """Tells one table from another."""
    header: tuple[str, ...]
    rows: tuple[list[str], ...]
    delimiter: str
    line_end: str
    encoding: str
    """To write the result in."""
    note: str
    """A sentence on how it was read; mostly empty."""
    opening: str = ""
    """A line `sep=;` before the header."""
    tags: tuple[str, ...] = ()
    """A row of HXL tags below the header."""

    def column_name(self, column: int) -> str:
        """The header's word, or the column's number where it has none."""
        return self.header[column].strip() or _("column {n}", n=column + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """Which columns the headers seem to mean, by number; None where no header tells."""

    name: int | None
    admin1: int | None
    country: int | None


def read_sheet(content: bytes, *, most_rows: int, most_megabytes: int) -> Sheet:
    """Read a table. Raises BadTable, saying what to do, for what is too large or can't be read."""
    if len(content) > most_megabytes * 1_000_000:
        raise BadTable(
            _("The table has more than {most} MB.", most=most_megabytes) + " " + _otherwise("MAPAPP_TABLE_MEGABYTES")
        )
    table = open_table(io.BytesIO(content))
    rows = tuple(islice(table.rows, most_rows + 1))
    if len(rows) > most_rows:
        raise BadTable(
            _("The table has more than {most} rows.", most=most_rows) + " " + _otherwise("MAPAPP_TABLE_ROWS")
        )
    if not rows:
        raise BadTable(_("The table has no row below its header."))
    return Sheet(
        digest=hashlib.sha256(content).hexdigest()[:16],
        header=table.header,
        rows=rows,
        delimiter=table.delimiter,
        line_end=table.line_end,
        encoding=table.encoding.to_write,
        note=table.encoding.note,
        opening=table.opening,
        tags=table.tags,
    )


def _otherwise(setting: str) -> str:
    return _(
        "Divide it, use the command `python -m gazetteer table`, which has no limit, or raise {setting}.",
        setting=setting,
    )


def guess_columns(header: Sequence[str]) -> Guess:
    """Guess by the words of the header; each column once."""
    words = [" ".join(cell.casefold().replace("_", " ").replace("-", " ").split()) for cell in header]
    taken: set[int] = set()

    def first(known: str) -> int | None:
        found = (words.index(word.strip()) for word in known.split(",") if word.strip() in words)
        column = next((column for column in found if column not in taken), None)
        taken.add(-1 if column is None else column)
        return column

    country, admin1 = first(COUNTRIES), first(PROVINCES)
    return Guess(name=first(NAMES), admin1=admin1, country=country)
