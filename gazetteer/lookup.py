"""Answer from the gazetteer file: candidates of a name, places near a point, outlines.

    gazetteer = Gazetteer.open()
    for candidate in gazetteer.candidates("Deir Ezzor"): ...

One Gazetteer may be used by many threads; each has its own connection to the file.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from rapidfuzz import process
from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from gazetteer.candidate import LEAST_SIMILAR, Candidate, Match, written_alike
from gazetteer.errors import GazetteerBroken, GazetteerMissing, UnknownPlace
from gazetteer.names import SLIP_LETTERS, fold, key_of, slips, without_articles
from gazetteer.place import NameForm, Place, PlaceKind, Point, Source
from gazetteer.query import described
from gazetteer.romanise import bare_key, romanise, sound_of
from gazetteer.schema import FORM_KINDS, FORMAT, JOINED, KINDS, SHORT
from gazetteer.strength import is_common
from gazetteer.vicinity import nearest_rows
from gazetteer.viewpoint import checked_view, seen_from

if TYPE_CHECKING:
    from gazetteer.coverage import Coverage
    from gazetteer.shapes import Shapes
    from gazetteer.towns import Towns

MOST = 60
"""Candidates of one name; the best known places come first."""
MOST_NAMESAKES = 400
"""Read for one name before those in a country are picked; more than any name has."""
MOST_PARENTS = 8
LEAST_ALIKE = 72.0
"""Of 100: below, two names of one country are not two spellings of the same name."""
MEND = "run: python -m gazetteer build"

COLUMNS = """place.id, place.code, place.name, place.kind, place.latitude, place.longitude, place.radius_km,
    place.country, place.population, place.claimed_by, place.held_by, place.source, place.admin1"""
PLACE = f"SELECT {COLUMNS} FROM place WHERE id = ?"  # noqa: S608  no text of others
# A cross join keeps the order of the names, best known first; one statement takes half the time of two.
NAMES = f"""SELECT name.place, form, name.kind, strong, language, {COLUMNS}
    FROM name CROSS JOIN place ON place.id = name.place WHERE key = ? LIMIT ?"""  # noqa: S608
FORM_COLUMNS = 5
"""Of NAMES, before those of the place."""
MOST_KEPT = 8192
"""Places that stay in memory, some 4 MB."""
MOST_NAMES = 2048
"""Names whose candidates stay in memory, some 3 MB: a text names the same places again and again."""
MAPPED_BYTES = 0x7FFF0000
"""Of the file: as much as SQLite maps at most. Only what is read takes memory."""
MOOT = """SELECT place.id, country FROM shape JOIN place ON place.id = shape.place
    WHERE covers = 1 AND (claimed_by IS NOT NULL OR held_by IS NOT NULL)"""
"""The polygons whose standing is disputed."""
SLIPS = "SELECT place FROM slip WHERE key = ? LIMIT 60"
SOUNDINGS = "SELECT place, form, kind, strong, language FROM sounding WHERE key = ? LIMIT 400"


def default_path() -> Path:
    """$GAZETTEER_FILE, or data/gazetteer.sqlite beside the package."""
    named = os.environ.get("GAZETTEER_FILE")
    return Path(named) if named else Path(__file__).parent.parent / "data" / "gazetteer.sqlite"


class Gazetteer:
    """The places of the world, read from one file."""

    def __init__(self, path: Path, about: Mapping[str, str], view: str | None = None) -> None:
        self.path = path
        self.view = view
        """Point of view on disputed ground: None for ISO 3166, "held", or a country's code."""
        self.about = about
        """What the file says of itself: maker, credits, number of places."""
        self.maker = about["maker"]
        """Which version of which data: "gazetteer-0.1.0+1b2c3d4e5f60"."""
        self._threads = threading.local()
        self._named = lru_cache(maxsize=MOST_NAMES)(self._read_named)
        self._kept: dict[int, Place] = {}
        self._usual_names = lru_cache(maxsize=8)(self._read_usual_names)
        self._country = lru_cache(maxsize=512)(self._read_country)

    @classmethod
    def open(cls, path: Path | None = None, *, view: str | None = None) -> Gazetteer:
        """Open the file, for reading only; `view` is a point of view on disputed ground (default: $GAZETTEER_VIEW).

        Raises GazetteerMissing when there is none, GazetteerBroken when it is half built, damaged or of another
        format, UnknownView for a view that is none.
        """
        path = path or default_path()
        view = checked_view(view if view is not None else os.environ.get("GAZETTEER_VIEW"))
        if not path.is_file():
            raise GazetteerMissing(f"there is no gazetteer at {path}; {MEND}")
        try:
            connection = _connect(path)
            about = dict(connection.execute("SELECT key, value FROM about").fetchall())
            connection.close()
        except sqlite3.Error as problem:
            raise GazetteerBroken(f"the gazetteer at {path} can't be read ({problem}); {MEND} --force") from problem
        if about.get("complete") != "yes":
            raise GazetteerBroken(f"the gazetteer at {path} is only half built; {MEND} --force")
        if about.get("format") != str(FORMAT):
            raise GazetteerBroken(f"the gazetteer at {path} was made for another version; {MEND} --force")
        return cls(path, about, view)

    def _connection(self) -> sqlite3.Connection:
        try:
            return self._threads.connection  # type: ignore[no-any-return]
        except AttributeError:
            self._threads.connection = _connect(self.path)
            return self._threads.connection  # type: ignore[no-any-return]

    def candidates(self, name: str, *, country: str | None = None) -> tuple[Candidate, ...]:
        """The places that a name may mean, best known first; at most 60. Empty when none is known.

        With `country`, an ISO code in capitals, only places there, also those that 60 namesakes elsewhere would hide.
        Names that only sound alike come last, and only when no form written like it can stand alone.
        """
        found = self.named(name, country=country)
        if any(candidate.form.strong for candidate in found):
            return found
        known = {candidate.place.id for candidate in found}
        return (*found, *(alike for alike in self.sounding(name, country=country) if alike.place.id not in known))

    def named(self, name: str, *, country: str | None = None) -> tuple[Candidate, ...]:
        """The places which are called so, but for case, diacritics and punctuation; best known first, at most 60."""
        return self._named(name, country)

    def _read_named(self, name: str, country: str | None) -> tuple[Candidate, ...]:
        folded = fold(name)
        if not folded:
            return ()
        most = MOST_NAMESAKES if country else MOST
        rows = self._connection().execute(NAMES, (key_of(folded), most)).fetchall()
        written, kept = name.strip(), self._kept
        found = [_candidate(kept.get(row[0]) or self._keep(row[FORM_COLUMNS:]), written, row) for row in rows]
        return tuple(one for one in found if self._is_in(one.place, country))[:MOST]

    def _is_in(self, place: Place, country: str | None) -> bool:
        """What lies in several countries, such as a sea, is in each that it reaches."""
        if country is None or place.country_code is not None:
            return country in {None, place.country_code}
        whole = self.country(country)
        beyond = self.distance_km(whole.id, place.point) if whole else None
        return beyond is not None and beyond <= place.radius_km

    def distance_km(self, place_id: str, point: Point) -> float | None:
        """How far a point is from the outline of a place, 0 within; None where there is no outline.

        Raises UnknownPlace.
        """
        return self._shapes.distance_km(self._row_of(place_id), point)

    def joined(self, name: str, *, country: str | None = None) -> tuple[Candidate, ...]:
        """The places which are called so when the spaces within names don't count: Capetown, Aranya Prathet."""
        together = fold(name).replace(" ", "")
        if len(together) < SLIP_LETTERS or not together.isascii():
            return ()
        rows = self._connection().execute(NAMES, (key_of(together), MOST)).fetchall()
        rows += self._connection().execute(SOUNDINGS, (key_of(JOINED + together),)).fetchall()
        found = (_candidate(self._place(row[0]), name.strip(), row) for row in rows)
        return tuple(one for one in found if self._is_in(one.place, country))

    def shortened(self, name: str, *, country: str | None = None) -> tuple[Candidate, ...]:
        """The sites and natural features which are called so but for the word for what they are: Mayon, Evin."""
        folded = fold(name)
        for key in dict.fromkeys(filter(None, (folded, sound_of(folded)))):
            rows = self._connection().execute(SOUNDINGS, (key_of(SHORT + key),)).fetchall()
            match = Match.FOLDED if key == folded else Match.TRANSLITERATED
            found = (Candidate(place=self._place(row[0]), match=match, form=_form(row)) for row in rows)
            if inside := tuple(one for one in found if self._is_in(one.place, country)):
                return inside
        return ()

    def has_name(self, name: str) -> bool:
        """Is any place called this, but for case, diacritics and punctuation?"""
        folded = fold(name)
        if not folded:
            return False
        row = self._connection().execute("SELECT 1 FROM name WHERE key = ? LIMIT 1", (key_of(folded),)).fetchone()
        return row is not None

    def sounding(self, name: str, *, country: str | None = None) -> tuple[Candidate, ...]:
        """The places whose name sounds so, the closest in spelling first; at most 60."""
        folded = fold(name)
        for key in (sound_of(folded), bare_key(folded)):
            rows = self._connection().execute(SOUNDINGS, (key_of(key),)).fetchall() if key else []
            pairs = [(written_alike(folded, row[1]), row) for row in rows]
            alike = [
                pair for pair in pairs if pair[0] >= LEAST_SIMILAR and self._is_in(self._place(pair[1][0]), country)
            ]
            if alike:
                break
        else:
            return ()
        ambiguous = is_common(folded)
        best = sorted(alike, key=lambda pair: -pair[0])[:MOST]
        return tuple(
            Candidate(
                place=self._place(row[0]),
                match=Match.TRANSLITERATED,
                form=replace(_form(row), strong=False) if ambiguous else _form(row),
            )
            for _, row in best
        )

    def misspelt(self, name: str, *, country: str | None = None) -> tuple[Candidate, ...]:
        """The known places whose usual name is one slip away: a letter left out, put in, exchanged or swapped."""
        folded = fold(name)
        if len(folded) < SLIP_LETTERS or not folded.isascii():
            return ()
        execute = self._connection().execute
        rows = {row[0] for slip in slips(folded) for row in execute(SLIPS, (key_of(slip),))}
        near = (place for place in map(self._place, rows) if self._is_in(place, country))
        places = [place for place in near if OSA.distance(fold(place.name), folded) == 1]
        places.sort(key=lambda place: -(place.population or 0))
        return tuple(
            Candidate(place=place, match=Match.MISSPELT, form=NameForm(text=place.name, kind="official"))
            for place in places[:MOST]
        )

    def alike(self, name: str, country: str) -> tuple[Candidate, ...]:
        """The places of a country (ISO code in capitals) whose usual name, whole or short, is most alike; at most 5.

        The last resort: the first question for a country reads all its names, some 50 ms.
        """
        written = _bare(name)
        if len(written) < SLIP_LETTERS:
            return ()
        rows, names = self._usual_names(country)
        found = process.extract(written, names, scorer=ratio, score_cutoff=LEAST_ALIKE, limit=5)
        return tuple(
            Candidate(place=place, match=Match.TRANSLITERATED, form=NameForm(text=place.name, kind="official"))
            for place in (self._place(rows[at]) for _, _, at in found)
        )

    def _read_usual_names(self, country: str) -> tuple[list[int], list[str]]:
        statement = "SELECT id, name FROM place WHERE country = ? AND kind != 0 ORDER BY prominence DESC"
        rows = self._connection().execute(statement, (country,)).fetchall()
        pairs = [(row, text) for row, name in rows for text in (name, *(short.name for short in described(name)))]
        return [row for row, _ in pairs], [_bare(text) for _, text in pairs]

    def place(self, place_id: str) -> Place:
        """The place with this id. Raises UnknownPlace."""
        return self._place(self._row_of(place_id))

    def forms(self, place_id: str) -> tuple[NameForm, ...]:
        """All ways to write its name, one for each that is looked up differently. Raises UnknownPlace."""
        statement = "SELECT place, form, kind, strong, language FROM name WHERE place = ? ORDER BY kind, form"
        return tuple(map(_form, self._connection().execute(statement, (self._row_of(place_id),))))

    def parents(self, place_id: str) -> tuple[Place, ...]:
        """What a place lies in, outermost first: country, province, district, town. Raises UnknownPlace."""
        chain: list[int] = []
        above = self._parent(self._row_of(place_id))
        while above is not None and above not in chain and len(chain) < MOST_PARENTS:
            chain.append(above)
            above = self._parent(above)
        return tuple(self._place(row) for row in reversed(chain))

    def _parent(self, row: int) -> int | None:
        found = self._connection().execute("SELECT parent FROM place WHERE id = ?", (row,)).fetchone()
        return found[0] if found else None

    def demonym(self, word: str) -> str | None:
        """The country of a people: "Syrian" is "SY"; None for other words."""
        row = self._connection().execute("SELECT country FROM demonym WHERE word = ?", (fold(word),)).fetchone()
        return row[0] if row else None

    def country(self, code: str) -> Place | None:
        """The country with this ISO 3166-1 alpha-2 code; None when there is none."""
        return self._country(code.upper())

    def _read_country(self, code: str) -> Place | None:
        statement = "SELECT id FROM place WHERE kind = 0 AND country = ? AND id IN (SELECT place FROM shape)"
        row = self._connection().execute(statement, (code,)).fetchone()
        return self._place(row[0]) if row else None

    def containing(self, point: Point) -> tuple[Place, ...]:
        """The country, the first-order division and, where the map has it, the second-order one: outermost first.

        Off the coast the nearest land within 10 km counts; on the high seas it is empty.
        """
        row = self._shapes.containing(point)
        if row is None:
            return ()
        innermost = self._place(row)
        country = self.country(innermost.country_code or "")
        admin1 = self.place(innermost.admin1_id) if innermost.admin1_id else None
        chain = [place for place in (country, admin1, innermost) if place is not None]
        return tuple(dict.fromkeys(chain))

    def nearest(
        self, point: Point, limit: int = 1, kinds: Collection[PlaceKind] = (PlaceKind.SETTLEMENT,)
    ) -> tuple[tuple[Place, float], ...]:
        """The places of these kinds closest to a point, each with its distance in km."""
        rows = nearest_rows(self._connection(), point, limit, [KINDS.index(kind) for kind in kinds])
        return tuple((self._place(row), distance) for row, distance in rows)

    # Numpy, shapely and pykdtree take longer to import than a thousand look-ups: only who asks for polygons waits.
    @cached_property
    def _shapes(self) -> Shapes:
        from gazetteer.shapes import Shapes  # noqa: PLC0415

        return Shapes(self._connection)

    @cached_property
    def coverage(self) -> Coverage:
        """All polygons at once, for many points: about 70 MB, read on first use. See gazetteer.reverse."""
        from gazetteer.coverage import Coverage  # noqa: PLC0415

        return Coverage(self._connection())

    @cached_property
    def towns(self) -> Towns:
        """All settlements at once, for many points: about 20 MB, read on first use. See gazetteer.reverse."""
        from gazetteer.towns import Towns  # noqa: PLC0415

        return Towns(self._connection())

    def outline(self, place_id: str) -> dict[str, Any] | None:
        """The GeoJSON geometry of a country or a province, simplified for drawing; None where there is none.

        Raises UnknownPlace.
        """
        row = self._row_of(place_id)
        geometry = self._shapes.geometry(row, *self._moved_by_view(row))
        return None if geometry is None else dict(json.loads(geometry))

    def _moved_by_view(self, row: int) -> tuple[list[int], list[int]]:
        """The disputed pieces that a country gains and loses by the point of view: rows of their polygons."""
        code = self._connection().execute("SELECT country FROM place WHERE id = ? AND kind = 0", (row,)).fetchone()
        if code is None or self.view is None:
            return [], []
        pieces = [
            (piece, stored, self._place(piece).country_code) for piece, stored in self._connection().execute(MOOT)
        ]
        gained = [piece for piece, stored, seen in pieces if seen == code[0] != stored]
        return gained, [piece for piece, stored, seen in pieces if stored == code[0] != seen]

    def counts(self) -> dict[str, int]:
        """Number of places of each kind."""
        rows = self._connection().execute("SELECT kind, count(*) FROM place GROUP BY kind ORDER BY kind")
        return {KINDS[kind].value: number for kind, number in rows}

    def _row_of(self, place_id: str) -> int:
        origin, _, key = place_id.partition(":")
        if origin == "geonames" and key.isascii() and key.isdecimal() and len(key) < 12:
            return int(key)
        row = self._connection().execute("SELECT id FROM place WHERE code = ?", (place_id,)).fetchone()
        if row is None:
            raise UnknownPlace(f"no place has the id {place_id!r}")
        return int(row[0])

    def _place(self, row_id: int) -> Place:
        place = self._kept.get(row_id)
        if place is not None:
            return place
        row = self._connection().execute(PLACE, (row_id,)).fetchone()
        if row is None:
            raise UnknownPlace(f"no place has the id 'geonames:{row_id}'")
        return self._keep(row)

    def _keep(self, row: tuple[Any, ...]) -> Place:
        if len(self._kept) >= MOST_KEPT:
            self._kept = {}  # Another thread may still be reading from the old one.
        place = self._kept[row[0]] = self._made(row)
        return place

    def _made(self, row: tuple[Any, ...]) -> Place:
        admin1_id, admin1 = self._division(row[12]) if row[12] else (None, None)
        place = Place(
            id=row[1] or f"geonames:{row[0]}",
            name=row[2],
            kind=KINDS[row[3]],
            point=Point(latitude=row[4], longitude=row[5]),
            radius_km=row[6],
            country_code=row[7],
            population=row[8],
            claimed_by=tuple(row[9].split("|")) if row[9] else (),
            held_by=row[10],
            source=self._sources[row[11]],
            admin1=admin1,
            admin1_id=admin1_id,
        )
        return place if self.view is None else seen_from(place, self.view)

    @cached_property
    def _first_order(self) -> Mapping[int, tuple[str, str]]:
        """The place id and the name of each first-order division: one reading takes less than a hundred look-ups."""
        rows = self._connection().execute("SELECT id, code, name FROM first_order")
        return {row: (code, name) for row, code, name in rows}

    def _division(self, row_id: int) -> tuple[str | None, str | None]:
        if row_id in self._first_order:
            return self._first_order[row_id]
        row = self._connection().execute("SELECT code, name FROM place WHERE id = ?", (row_id,)).fetchone()
        return (row[0] or f"geonames:{row_id}", row[1]) if row else (None, None)

    @cached_property
    def _sources(self) -> Mapping[int, Source]:
        rows = self._connection().execute("SELECT id, name, layer, licence, dated FROM source")
        return {
            row: Source(name=name, layer=layer, licence=licence, dated=dated)
            for row, name, layer, licence, dated in rows
        }


def _bare(name: str) -> str:
    folded = fold(name)
    return without_articles(folded if folded.isascii() else romanise(folded) or folded)


def _candidate(place: Place, written: str, row: tuple[Any, ...]) -> Candidate:
    form = _form(row)
    if form.kind == "abbreviation" and form.text.replace(".", "") != written.replace(".", ""):
        form = replace(form, strong=False)
    return Candidate(place=place, match=Match.EXACT if written == form.text else Match.FOLDED, form=form)


def _form(row: tuple[Any, ...]) -> NameForm:
    return NameForm(text=row[1], kind=FORM_KINDS[row[2]], strong=bool(row[3]), language=row[4])


def _connect(path: Path) -> sqlite3.Connection:
    uri = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None)
    connection.execute("PRAGMA cache_size=-8000")
    connection.execute(f"PRAGMA mmap_size={MAPPED_BYTES}")
    return connection
