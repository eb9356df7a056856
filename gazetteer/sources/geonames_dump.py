"""Rows of a GeoNames dump: allCountries.txt, SY.txt, cities500.txt. 19 columns divided by tabs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gazetteer.place import NameForm, PlaceKind, Point, Source
from gazetteer.sources.dump_lines import LONGEST_LINE
from gazetteer.sources.feature_kinds import FeatureKind
from gazetteer.sources.found import OWN_IDS, Found, prominence
from gazetteer.sources.geonames import countries, is_name

COLUMNS = 19
DIVISIONS = {"A.ADM1": 1, "A.ADM2": 2, "A.ADM3": 3, "A.ADM4": 4, "A.ADM5": 5}
"""Of which order the division is that a feature code stands for."""
DEEPEST_CODE = 3
"""Codes of the fourth order are too many to keep at hand, and no report names them."""
PEOPLED = "AP"
"""Feature classes whose places are known by how many live there."""


class BrokenRow(ValueError):
    """A row that can't be read; the message is the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DumpRow:
    """A row, checked."""

    geonames_id: int
    name: str
    ascii_name: str
    alternates: str
    """Names divided by commas."""
    point: Point
    feature: str
    """Class and code: "P.PPL"; "" where GeoNames has none."""
    country_code: str | None
    codes: tuple[str, ...]
    """Of the divisions that it lies in, with what is above: ("SY.09", "SY.09.1234")."""
    population: int | None

    @property
    def order(self) -> int | None:
        """1 for a province, 2 for a district and so on; None for what is no division."""
        return DIVISIONS.get(self.feature)


def parse(line: bytes) -> DumpRow:
    """Read a row. Raises BrokenRow with the reason."""
    if len(line) > LONGEST_LINE:
        raise BrokenRow(f"the line is longer than {LONGEST_LINE:,} bytes")
    try:
        cells = line.decode("utf-8").split("\t")
    except UnicodeDecodeError as problem:
        raise BrokenRow(f"byte {problem.start + 1} is not UTF-8") from problem
    if len(cells) != COLUMNS:
        raise BrokenRow(f"{len(cells)} columns instead of {COLUMNS}")
    if not cells[1].strip() or "\0" in cells[1]:
        raise BrokenRow("it has no name")
    country = cells[8]
    if country and country not in countries():
        raise BrokenRow(f"no country has the code {country!r}")
    return DumpRow(
        geonames_id=_geonames_id(cells[0]),
        name=cells[1].strip(),
        ascii_name=cells[2],
        alternates=cells[3],
        point=_point(cells[4], cells[5]),
        feature=f"{cells[6]}.{cells[7]}" if cells[7] else cells[6],
        country_code=country or None,
        codes=_codes(country, cells[10:13]),
        population=_people(cells[14]),
    )


def _geonames_id(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 0 < int(text[:20]) < OWN_IDS):
        raise BrokenRow(f"{text[:20]!r} is no GeoNames id")
    return int(text)


def _point(latitude: str, longitude: str) -> Point:
    try:
        return Point(latitude=float(latitude), longitude=float(longitude))
    except ValueError as problem:
        raise BrokenRow(str(problem)) from problem


def _people(text: str) -> int | None:
    if not text or text == "0":
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 12):
        raise BrokenRow(f"{text[:20]!r} is no number of people")
    return int(text) or None


def _codes(country: str, cells: Sequence[str]) -> tuple[str, ...]:
    found: list[str] = []
    above = country
    for cell in cells[:DEEPEST_CODE]:
        if not cell or not country or (cell == "00" and not found):
            break
        above = f"{above}.{cell}"
        found.append(above)
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownName:
    """A name from GeoNames' table of alternate names."""

    form: NameForm
    preferred: bool


def found_of(
    row: DumpRow, treatment: FeatureKind, known: Sequence[KnownName], divisions: Mapping[str, int], source: Source
) -> Found:
    """The place that a row tells of. `divisions`: code of a division ("SY.09") to its GeoNames id."""
    rows = [divisions.get(code) for code in row.codes[: (row.order or 9) - 1]]
    parent = next((above for above in reversed(rows) if above not in {None, row.geonames_id}), None)
    admin1 = row.geonames_id if row.order == 1 else rows[0] if rows else None
    name = _usual_name(row, known)
    return Found(
        row=row.geonames_id,
        name=name,
        kind=treatment.kind or PlaceKind.REGION,
        point=row.point,
        radius_km=treatment.radius_for(row.population),
        country_code=row.country_code,
        admin1_row=admin1,
        parent_row=parent,
        population=row.population,
        source=source,
        prominence=prominence(row.population) if row.feature[:1] in PEOPLED else 0,
        forms=_forms(row, treatment, known, name),
    )


def _usual_name(row: DumpRow, known: Sequence[KnownName]) -> str:
    """The English name that GeoNames prefers, else the one it lists the place under."""
    preferred = (name.form.text for name in known if name.preferred and name.form.language == "en" and name.form.strong)
    return next(preferred, row.name)


def _forms(row: DumpRow, treatment: FeatureKind, known: Sequence[KnownName], name: str) -> list[NameForm]:
    own = "historic" if treatment.historic else "official"
    other = "historic" if treatment.historic else "alternate"
    strong = treatment.strong
    forms = [NameForm(text=text, kind=own, strong=strong) for text in dict.fromkeys((name, row.name))]
    if strong:
        forms += [alternate.form for alternate in known]
    else:
        forms += [NameForm(text=k.form.text, kind=k.form.kind, strong=False, language=k.form.language) for k in known]
    said = {form.text for form in forms}
    rest = [row.ascii_name, *row.alternates.split(",")]
    forms += [NameForm(text=text, kind=other, strong=strong) for text in rest if text not in said and is_name(text)]
    return forms
