"""Airports and air bases from the package airportsdata.

The package has every private grass strip too. Kept is what has an IATA code, what is military or international by its
name, and every airfield of the countries where reports tell of them (data/airport_rules.csv).
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import shapely

from gazetteer.names import fold
from gazetteer.place import NameForm, PlaceKind, Point, Source
from gazetteer.sources import airport_rules
from gazetteer.sources.found import OWN_IDS, Found, prominence
from gazetteer.sources.land import Land
from gazetteer.sources.packaged import folder, version

PACKAGE = "airportsdata"
FIRST_ROW = OWN_IDS + (4 << 20)
SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_"
"""What an airport's identifier is made of; its row is numbered by it, and so stays with each new version."""
RADIUS_KM = 2.0
PEOPLE_OF_INTERNATIONAL, PEOPLE_OF_OTHER = 100_000, 10_000
"""As how many people's home an airport counts."""
FARTHEST_KM = 60.0
"""No airport is named after a city farther away."""
Towns: TypeAlias = Mapping[tuple[str, str], Sequence[Point]]
"""Points of settlements by country and folded name."""
KIND = re.compile(
    r"\s*\b(international|intl|regional|municipal|military|naval|army|air ?base|airport|airfield|air field|aerodrome|"
    r"airstrip|air force base|air force station|afb)\b\.?",
    re.IGNORECASE,
)
"""The words that say what it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Airport:
    """One row of the package."""

    icao: str
    """The ICAO location indicator, or the package's own identifier where there is none."""
    iata: str
    name: str
    city: str
    country_code: str
    """As the package tells it."""
    point: Point

    @property
    def is_military(self) -> bool:
        """By its name."""
        return airport_rules.is_military(self.name)

    @property
    def is_international(self) -> bool:
        """By its name."""
        return airport_rules.is_international(self.name)


@cache
def source() -> Source:
    """How places from here are credited; the version is the day of the data."""
    made = version(PACKAGE)
    return Source(
        name=f"airportsdata {made}",
        layer="airports and air bases",
        licence="MIT",
        dated=f"{made[:4]}-{made[4:6]}-{made[6:8]}",
    )


def airports() -> Iterator[Airport]:
    """Every row of the package whose point is known. Raises SourceMissing when the package is not installed."""
    mended = airport_rules.mended_points()
    with (folder(PACKAGE).parent / "airports.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            told = Point(latitude=round(float(row["lat"]), 4), longitude=round(float(row["lon"]), 4))
            if point := mended.get(row["icao"], told):
                yield Airport(
                    icao=row["icao"],
                    iata=row["iata"],
                    name=" ".join(row["name"].rstrip(".").split()),
                    city=" ".join(row["city"].split()),
                    country_code=row["country"],
                    point=point,
                )


def rule_of(airport: Airport) -> str | None:
    """Why an airport is kept; None when it is not."""
    if airport.iata:
        return "has an IATA code"
    if airport.is_military:
        return "is military by its name"
    if airport.is_international:
        return "is international by its name"
    return "lies where reports tell of any airfield" if airport_rules.is_told_of(airport.country_code) else None


def counts() -> Counter[str]:
    """How many airports each rule keeps, and how many none does."""
    return Counter(rule_of(airport) or "left out: private and local strips" for airport in airports())


def places(near: Towns, land: Land | None = None) -> Iterator[Found]:
    """The airports worth naming. `near`: the settlements of GeoNames; `land` spares reading it again."""
    kept = [airport for airport in airports() if rule_of(airport)]
    points = shapely.points([(airport.point.longitude, airport.point.latitude) for airport in kept])
    countries = (land or Land()).countries(points, [airport.country_code for airport in kept])
    names = {name for _, name in near}
    main = _main_of_cities([airport for airport in kept if _serves_its_city(airport, near)])
    for airport, country_code in zip(kept, countries, strict=True):
        yield Found(
            row=FIRST_ROW + _number(airport.icao),
            code=f"airport:{airport.icao}",
            name=airport.name,
            kind=PlaceKind.FACILITY,
            point=airport.point,
            radius_km=RADIUS_KM,
            country_code=country_code,
            source=source(),
            prominence=prominence(PEOPLE_OF_INTERNATIONAL if airport.is_international else PEOPLE_OF_OTHER),
            forms=_forms(airport, is_main=airport.icao in main, town_names=names),
        )


def _serves_its_city(airport: Airport, near: Towns) -> bool:
    """Some rows of the package name a wrong city: one whose towns all lie elsewhere is not believed."""
    same = near.get((airport.country_code, fold(airport.city)), [])
    return bool(airport.city) and (not same or any(airport.point.distance_km(town) <= FARTHEST_KM for town in same))


def _number(icao: str) -> int:
    number = 0
    for sign in icao:
        number = number * len(SIGNS) + SIGNS.index(sign)
    return number


def _main_of_cities(kept: Sequence[Airport]) -> set[str]:
    """The airports that are meant by "<city> airport": the only ones, or those that bear its name, of their city."""
    by_city: dict[tuple[str, str], list[Airport]] = defaultdict(list)
    for airport in kept:
        by_city[airport.country_code, fold(airport.city)].append(airport)
    main: set[str] = set()
    for (_, city), own in by_city.items():
        named = [airport for airport in own if city in fold(airport.name)]
        chosen = named or [airport for airport in own if airport.is_international] or own
        main.update(airport.icao for airport in chosen)
    return main


def _forms(airport: Airport, *, is_main: bool, town_names: Container[str]) -> list[NameForm]:
    plain = re.sub(r"\s*\([^)]*\)", "", airport.name)
    bare = " ".join(KIND.sub(" ", plain).split())
    names = [airport.name, plain, *airport_rules.more_names().get(airport.icao, ())]
    if is_main:
        names.append(f"{airport.city} airport")
        names += [f"{airport.city} International Airport"] if airport.is_international else []
    if bare and (airport.is_military or not airport.iata):
        names += [f"{bare} air base", f"{bare} airbase", f"{bare} airfield", f"{bare} military airport"]
    kept = {fold(name): name for name in reversed(names) if fold(name)}
    forms = [kept[key] for key in dict.fromkeys(map(fold, names)) if key in kept]
    weak = [code for code in (airport.iata, airport.icao) if code.isalpha()]
    return [
        *(NameForm(text=name, kind="alternate" if at else "official") for at, name in enumerate(forms)),
        *([NameForm(text=bare, strong=False)] if _is_telling(bare, airport, town_names) else []),
        *(NameForm(text=code, kind="abbreviation", strong=False) for code in weak),
    ]


def _is_telling(bare: str, airport: Airport, town_names: Container[str]) -> bool:
    """Does a name without "International Airport" tell the airport? Not when a town or its city is called so."""
    is_whole = (
        " " in bare and "/" not in bare and bare in airport.name and not bare.endswith(("County", "State", "Memorial"))
    )
    return is_whole and fold(bare) not in {fold(airport.city), fold(airport.name)} and fold(bare) not in town_names
