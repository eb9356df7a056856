"""Put layers into a gazetteer file and take them out: in a copy beside it, which then takes its place at once.

Readers have the file open as one that never changes, so it is never written in place.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from gazetteer.damage import broken, tells_damage
from gazetteer.errors import NotWritten
from gazetteer.place import Source
from gazetteer.progress import shown
from gazetteer.schema import ORDERED
from gazetteer.sources.found import Found
from gazetteer.sources.own_layers import FIRST_ROW, MOST_ROWS, Layer, kept, layers, row_finder
from gazetteer.writer import Writer, make_tables

LOADED_TABLES = ("name", "sounding", "slip")
State = tuple[int, int, int]
QUICK = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=FILE; PRAGMA cache_size=-64000"
"""Nothing is lost with a copy that breaks."""
SPARSE = 0.2
"""A file with a larger share of empty pages is packed anew."""
OWN = "SELECT id FROM place WHERE source IN (SELECT id FROM source WHERE layer = ?)"
TOLD = "code, place.name, place.kind, latitude, longitude, radius_km, country, population, claimed_by, held_by"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A layer as the file has it."""

    source: Source
    places: int
    first_row: int


def layers_of(connection: sqlite3.Connection) -> list[Counted]:
    """Every layer of an open gazetteer file, the built-in ones first; in parts where licences or dates differ."""
    rows = connection.execute("""SELECT CASE count(*) WHEN 1 THEN min(name) ELSE count(*) || ' sources' END,
        layer, licence, dated, sum(places), min(first_row)
        FROM source JOIN (SELECT source, count(*) AS places, min(id) AS first_row FROM place GROUP BY source)
        ON source = source.id GROUP BY layer, licence, dated ORDER BY layer LIKE 'own:%', layer""")
    return [
        Counted(source=Source(name=name, layer=layer, licence=licence, dated=dated), places=places, first_row=first)
        for name, layer, licence, dated, places, first in rows
    ]


@contextmanager
def edited(path: Path, *, since: State | None = None, copy: Path | None = None) -> Iterator[sqlite3.Connection]:
    """A connection to a copy of the file, inside a transaction; the copy takes the file's place when all went well.

    `copy`: where to make it, on the same disk (default: beside the file).

    Raises NotWritten, and leaves the file as it was, when the disk is full, or when the file was changed meanwhile
    (`since`: or since that state of it); GazetteerBroken when it is damaged.
    """
    temporary = copy or path.with_name(f".{path.name}.{os.getpid()}")
    try:
        before = since or state_of(path)
        _refuse_changed(path, before)
        shutil.copyfile(path, temporary)
        with closing(sqlite3.connect(temporary, isolation_level=None)) as connection:
            connection.executescript(f"{QUICK}; BEGIN")
            yield connection
            mark(connection)
            connection.execute("COMMIT")
            _pack(connection)
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        _refuse_changed(path, before)
        temporary.replace(path)
    except NotWritten:
        raise
    except (sqlite3.Error, OSError) as problem:
        if tells_damage(problem):
            raise broken(path) from problem
        raise NotWritten(f"{path} could not be changed and is as it was: {problem}; is the disk full?") from problem
    finally:
        temporary.unlink(missing_ok=True)


def state_of(path: Path) -> State:
    """What is another when the file was replaced."""
    status = path.stat()
    return status.st_mtime_ns, status.st_size, status.st_ino


def _refuse_changed(path: Path, before: State) -> None:
    if state_of(path) != before:
        raise NotWritten(f"{path} was changed by another program meanwhile; run the command again")


def _pack(connection: sqlite3.Connection) -> None:
    empty, pages = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("freelist_count", "page_count"))
    if empty > pages * SPARSE:
        connection.execute("VACUUM")


def free_row(connection: sqlite3.Connection, others: Iterable[Layer]) -> int:
    """The first row number of a new layer: after those in the file and those kept beside it."""
    used = [row for (row,) in connection.execute("SELECT max(id) FROM place WHERE id >= ?", (FIRST_ROW,)) if row]
    used += [layer.first_row for layer in others]
    return FIRST_ROW + max(((row - FIRST_ROW) // MOST_ROWS + 1 for row in used), default=0) * MOST_ROWS


def bring_back(connection: sqlite3.Connection, folder: Path, staging: Path) -> None:
    """Add every layer kept in a folder to a file under construction, inside its transaction.

    It must hold all other places, with their parents, or places of no layer would come to lie in places of one.
    `staging`: a file that is made for the time being. Raises LayerMistaken.
    """
    if kept(folder):
        put(connection, layers(folder, row_finder(connection)), staging)


def put(connection: sqlite3.Connection, places: Iterable[Found], staging: Path) -> None:
    """Add places with their names. `staging`: a file that is made for the time being."""
    connection.execute("COMMIT")
    try:
        with closing(sqlite3.connect(staging, isolation_level=None)) as stage:
            _stage(stage, places)
        connection.execute("ATTACH ? AS staged", (str(staging),))
        connection.execute("BEGIN")
        _merge(connection)
        connection.execute("COMMIT")
        connection.execute("DETACH staged")
    finally:
        staging.unlink(missing_ok=True)
    connection.execute("BEGIN")


def _stage(stage: sqlite3.Connection, places: Iterable[Found]) -> None:
    """A gazetteer of these places alone."""
    stage.executescript(QUICK)
    make_tables(stage)
    writer = Writer(stage)
    stage.execute("BEGIN")
    for place in shown(places, "places"):
        writer.add(place)
    writer.flush()
    for statement in filter(str.strip, ORDERED.split(";")):
        stage.execute(statement)
    stage.execute("COMMIT")


def _merge(connection: sqlite3.Connection) -> None:
    (offset,) = connection.execute("SELECT coalesce(max(id), -1) + 1 FROM main.source").fetchone()
    connection.execute(
        "INSERT INTO main.source SELECT id + ?, name, layer, licence, dated FROM staged.source", (offset,)
    )
    connection.execute("UPDATE staged.place SET source = source + ?", (offset,))
    for table in ("place", *LOADED_TABLES):
        connection.execute(f"INSERT INTO main.{table} SELECT * FROM staged.{table}")  # noqa: S608  our own names


def take_out(connection: sqlite3.Connection, layer: str) -> int:
    """Remove a layer's places with their names; answers how many there were. `layer`: its name in `Source.layer`."""
    for table in LOADED_TABLES:
        connection.execute(f"DELETE FROM {table} WHERE place IN ({OWN})", (layer,))  # noqa: S608  our own names
    removed = connection.execute(f"DELETE FROM place WHERE id IN ({OWN})", (layer,)).rowcount  # noqa: S608
    connection.execute("DELETE FROM source WHERE layer = ?", (layer,))
    return removed


def mark(connection: sqlite3.Connection) -> None:
    """Let the file tell what is in it now: number of places, credits, and in its maker a digest of every own layer.

    For "gazetteer-0.1.0+<digest>" the maker becomes "gazetteer-0.1.0+own.<8 digits>+<digest>".
    """
    (maker,) = connection.execute("SELECT value FROM about WHERE key = 'maker'").fetchone()
    parts = [part for part in maker.split("+") if not part.startswith("own.")]
    own = _own_digest(connection)
    credits = connection.execute(
        "SELECT DISTINCT name FROM source WHERE licence != '' AND layer != 'supplement'"
    ).fetchall()
    about = {
        "maker": "+".join([*parts[:1], *([f"own.{own}"] if own else []), *parts[1:]]),
        "credits": "; ".join(name for (name,) in credits),
        "places": str(connection.execute("SELECT count(*) FROM place").fetchone()[0]),
    }
    connection.executemany("UPDATE about SET value = ?2 WHERE key = ?1", about.items())


def _own_digest(connection: sqlite3.Connection) -> str:
    """8 hex digits of the places in all own layers; "" where there are none."""
    state, some = hashlib.sha256(), False
    statement = f"""SELECT {TOLD}, group_concat(form, '|') FROM place LEFT JOIN name ON place = place.id
        WHERE place.source IN (SELECT id FROM source WHERE layer LIKE 'own:%')
        GROUP BY place.id ORDER BY place.id"""  # noqa: S608  our own columns
    for row in connection.execute(statement):
        state.update(repr(row).encode())
        some = True
    return state.hexdigest()[:8] if some else ""
