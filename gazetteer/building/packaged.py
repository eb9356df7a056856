"""The places of the installed packages and of the hand-kept tables."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import shapely

from gazetteer.atlas import Atlas, country_places
from gazetteer.building.work import Work
from gazetteer.names import fold
from gazetteer.place import NameForm, PlaceKind, Point, Source
from gazetteer.sources import airports, geoboundaries, geonames, known_as, natural_features, post_towns, supplement
from gazetteer.sources.found import Found
from gazetteer.sources.land import Land
from gazetteer.sources.packaged import DATA
from gazetteer.writer import Writer

UNTOLD = Source(name="", layer="", licence="", dated="")
"""Of a place that is not written here, only named."""
TOWNS = 230_000
"""About as many places does the largest layer have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A source of places that are read one after the other."""

    read: Callable[[Atlas], Iterable[Found]]
    share: float
    """Of the time that all layers take."""
    enriches: bool = False
    """Does it add to a place that an earlier source has, or leave that alone?"""
    shapes_divisions: bool = False
    """Do its places tell how far the divisions reach that they lie in?"""
    names_seats: bool = False
    """Are its names also those of towns that its places are named after?"""


def towns(atlas: Atlas) -> Iterator[Found]:
    """Settlements and quarters."""
    for town in geonames.settlements(atlas.admin1_rows()):
        town.parent_row = atlas.closest.get(town.row)
        if town.admin1_row is None:
            town.admin1_row = atlas.admin1_of(town.parent_row)
        yield town


def post_offices(atlas: Atlas) -> Iterator[Found]:
    """Small places of the United States that have a post office."""
    yield from post_towns.places(atlas.admin1_rows())


def subdistricts(atlas: Atlas) -> Iterator[Found]:
    """Third-order divisions, each in the province whose polygon holds it."""
    yield from _placed(atlas, list(geoboundaries.places()))


def features(atlas: Atlas) -> Iterator[Found]:
    """Rivers and lakes that the supplement lacks, airports and air bases."""
    yield from natural_features.places([kept.found for kept in supplement.rows()])
    land = Land(provinces=[province for found in atlas.provinces.values() for province in found])
    yield from _placed(atlas, list(airports.places(atlas.town_points, land)))


def _placed(atlas: Atlas, places: Sequence[Found]) -> Iterator[Found]:
    """Each in the first-order division whose polygon holds it."""
    for place, row in zip(places, atlas.admin1_at(places), strict=True):
        place.admin1_row = row
        yield place


LAYERS = (
    Layer(read=towns, share=0.75, shapes_divisions=True),
    Layer(read=Atlas.administrative, share=0.1, enriches=True, names_seats=True),
    Layer(read=subdistricts, share=0.07),
    Layer(read=post_offices, share=0.02),
    Layer(read=features, share=0.03),
)
"""In this order: earlier ones win. Divisions come after the towns, which tell how far they reach."""


def add_packages(work: Work) -> Iterator[float]:
    """All layers, outlines and hand-kept places."""
    done = 0.0
    for layer in LAYERS:
        for number, place in enumerate(layer.read(work.atlas), start=1):
            _add(work, place, layer)
            if number % 5000 == 0:
                yield done + layer.share * min(1.0, number / TOWNS)
        done += layer.share
        yield done
    _outlines(work.writer, work.atlas)
    yield 0.97
    _hand_kept(work)


def _add(work: Work, place: Found, layer: Layer) -> None:
    work.atlas.set_standing(place)
    if layer.shapes_divisions:
        work.atlas.count(place)
    if not work.recipe.has_dump or not work.writer.knows(place.row):
        work.writer.add(place)
    elif layer.enriches:
        work.writer.enrich(place)
    seat = work.atlas.seat(place) if layer.names_seats else None
    if seat and work.writer.knows(seat.row):
        work.writer.add_names(seat)


def _outlines(writer: Writer, atlas: Atlas) -> None:
    outlines = atlas.outlines()
    for place in country_places(outlines):
        writer.add(place)
        writer.add_shape(place.row, outlines[place.country_code or ""], covers=False)
    for row, outline in atlas.admin1_outlines().items():
        writer.add_shape(row, outline, covers=False)
    for row, provinces in atlas.provinces.items():
        writer.add_shape(row, shapely.union_all([province.geometry for province in provinces]), covers=True)
    for row, outline in geoboundaries.shapes():
        if row not in atlas.provinces and writer.knows(row):
            writer.add_shape(row, outline, covers=False)


def _hand_kept(work: Work) -> None:
    """The supplement and the demonyms; which rows lie inside which place, by its name, is kept for later."""
    rows = list(supplement.rows())
    inside = {kept.found.row: kept.inside for kept in rows if kept.inside and not kept.known}
    for place, admin1_row in zip(
        (kept.found for kept in rows), work.atlas.admin1_at([kept.found for kept in rows]), strict=True
    ):
        if place.kind in {PlaceKind.SETTLEMENT, PlaceKind.QUARTER, PlaceKind.FACILITY}:
            place.admin1_row = admin1_row
        work.atlas.set_standing(place)
        (work.writer.add_names if work.writer.knows(place.row) else work.writer.add)(place)
    for row, form in known_as.names():
        for named in work.atlas.called_so(row, form):
            if work.writer.knows(named):
                work.writer.add_names(_only_named(named, form))
    work.writer.add_demonyms(demonyms())
    work.writer.flush()
    work.connection.executemany("INSERT OR REPLACE INTO inside VALUES (?,?)", inside.items())


def _only_named(row: int, form: NameForm) -> Found:
    """One more name of a place; what else is known of it stands in the file."""
    return Found(
        row=row,
        name=form.text,
        kind=PlaceKind.SETTLEMENT,
        point=Point(latitude=0.0, longitude=0.0),
        radius_km=0.0,
        country_code=None,
        source=UNTOLD,
        forms=[form],
    )


def demonyms() -> Iterable[tuple[str, str]]:
    """Folded word and ISO code."""
    with (DATA / "demonyms.csv").open(encoding="utf-8", newline="") as lines:
        return [(fold(row["demonym"]), row["country_code"]) for row in csv.DictReader(lines)]
