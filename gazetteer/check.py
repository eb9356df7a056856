"""Is the gazetteer file whole and current? Each check that fails says how to mend it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from gazetteer.build import digest
from gazetteer.damage import damage_told, flaw
from gazetteer.errors import GazetteerError, SourceMissing
from gazetteer.layer_file import Counted
from gazetteer.layers import listed
from gazetteer.lookup import MEND, Gazetteer
from gazetteer.place import Point
from gazetteer.ranking import rank
from gazetteer.recipe import recorded

PROBES = (("Aleppo", 36.201, 37.161), ("Deir Ezzor", 35.336, 40.141), ("東京", 35.69, 139.69), ("Київ", 50.45, 30.52))
"""Names and where they must be found, to about 10 km."""
OUTLINES = (("SY", 36.201, 37.161), ("UA", 50.45, 30.52), ("BR", -15.79, -47.88))
"""Countries' codes, and points well inside their outlines."""
COUNTED = {"places": "place", "outlines": "shape"}
"""What the file says it holds, and the table to count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One check."""

    well: bool
    sentence: str
    """What was found, and how to mend it."""


def current(path: Path | None = None) -> bool:
    """Is there a whole file, made from the data and code that are here now?"""
    try:
        return Gazetteer.open(path).maker.endswith(digest())
    except (GazetteerError, sqlite3.Error):
        return False


def check(path: Path | None = None) -> list[Finding]:
    """All checks, in order; stops after the first that makes the others pointless."""
    try:
        gazetteer = Gazetteer.open(path)
    except GazetteerError as problem:
        return [Finding(well=False, sentence=str(problem))]
    size = gazetteer.path.stat().st_size / 1e6
    findings = [Finding(well=True, sentence=f"{gazetteer.path} ({size:.0f} MB), made by {gazetteer.maker}")]
    try:
        with damage_told(gazetteer.path):
            findings += _whole(gazetteer)
            if findings[-1].well:
                findings += _content(gazetteer)
    except GazetteerError as problem:
        findings.append(Finding(well=False, sentence=str(problem)))
    return findings


def _content(gazetteer: Gazetteer) -> Iterator[Finding]:
    yield _fresh(gazetteer)
    yield from _inputs(gazetteer)
    yield from map(_layer, listed(gazetteer.path))
    if recorded(gazetteer.path).packages:
        yield from (_probe(gazetteer, *probe) for probe in PROBES)
        yield from (_outline(gazetteer, *probe) for probe in OUTLINES)
    yield Finding(well=True, sentence=f"Credits: {gazetteer.about['credits']}")


def _layer(counted: Counted) -> Finding:
    source = counted.source
    licence = source.licence or "licence not stated"
    dated = f", of {source.dated}" if source.dated else ""
    sentence = f"{counted.places:>9,} {source.layer}: {source.name}, {licence}{dated}"
    return Finding(well=counted.places > 0, sentence=sentence)


def _whole(gazetteer: Gazetteer) -> Iterator[Finding]:
    """Only the flaws, or that there are none."""
    flaws = [flaw(gazetteer.path)]
    flaws += [] if flaws[0] else _missing(gazetteer)
    for told in filter(None, flaws):
        yield Finding(well=False, sentence=f"the file is damaged ({told}); {MEND} --force")
    if not any(flaws):
        yield Finding(well=True, sentence="the file is whole")


def _missing(gazetteer: Gazetteer) -> Iterator[str]:
    """Where the file has not as many as it says."""
    uri = f"file:{quote(str(gazetteer.path.absolute()))}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        for called, table in COUNTED.items():
            told = gazetteer.about.get(called, "")
            number = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608  our own names
            if told and told != str(number):
                yield f"it has {number:,} {called} instead of {told}"


def _fresh(gazetteer: Gazetteer) -> Finding:
    try:
        fresh = gazetteer.maker.endswith(digest())
    except SourceMissing as problem:
        return Finding(well=False, sentence=str(problem))
    if fresh:
        return Finding(well=True, sentence="the file is made from the packages and tables that are here now")
    return Finding(well=False, sentence="packages or tables have changed since; run: python -m gazetteer build")


def _inputs(gazetteer: Gazetteer) -> list[Finding]:
    """A file that is gone or changed is worth a word, not a fault: its places are in the gazetteer."""
    found = []
    for each in recorded(gazetteer.path).inputs:
        there = "is there for the next build" if each.path.is_file() else "is needed for the next build, and is gone"
        found.append(Finding(well=True, sentence=f"made with GeoNames' {each.role}: {each.path} {there}"))
    return found


def _probe(gazetteer: Gazetteer, name: str, latitude: float, longitude: float) -> Finding:
    expected = Point(latitude=latitude, longitude=longitude)
    best = next(iter(rank(name, gazetteer.candidates(name))), None)
    if best is not None and best.place.point.distance_km(expected) < 10:
        return Finding(well=True, sentence=f"{name} is found ({best.place.name})")
    return Finding(well=False, sentence=f"{name} is not found where it should be; {MEND} --force")


def _outline(gazetteer: Gazetteer, code: str, latitude: float, longitude: float) -> Finding:
    there = gazetteer.containing(Point(latitude=latitude, longitude=longitude))
    if there and there[0].country_code == code:
        return Finding(well=True, sentence=f"{latitude}, {longitude} lies in {there[0].name}")
    return Finding(well=False, sentence=f"{latitude}, {longitude} does not lie in {code}; {MEND} --force")
