"""A reader's own tables as layers of the gazetteer: add, replace, list, remove.

added = add(Path("camps.csv"), Order(name="camps"), gazetteer_path=default_path())
remove("camps", gazetteer_path=default_path())
"""

from __future__ import annotations

import errno
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import quote

from gazetteer.columns import Columns, choose, option
from gazetteer.columns import listed as listed_headers
from gazetteer.errors import LayerExists, LayerMistaken, LayerUnknown, NotWritten, TableMistaken
from gazetteer.ground import Ground
from gazetteer.kind_words import read_kind
from gazetteer.layer_file import Counted, State, edited, free_row, layers_of, put, state_of, take_out
from gazetteer.layer_rows import Checked, check_rows, refuse_useless, rejected_path, sentences
from gazetteer.lookup import Gazetteer
from gazetteer.scratch import scratch
from gazetteer.sources.own_layers import PREFIX, Layer, kept, kept_path, layer_places, row_finder
from gazetteer.tables import Table, open_table

NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
DATED = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be added, and how."""

    name: str
    """Small letters, digits, - and _."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Column, or value for all rows, by role (`columns.ROLES`); the others are guessed."""
    licence: str = ""
    dated: str = ""
    """ISO year, month or day; "" is not known."""
    source: str = ""
    """Who made it; "" takes the file's name."""
    dry_run: bool = False
    """Only check the rows."""
    replace: bool = False
    """Put it in the place of a layer of the same name."""


def places(number: int) -> str:
    """So many places in words: 1 place, 2,000 places."""
    return f"{number:,} place{'s' if number != 1 else ''}"


def layers_folder(gazetteer_path: Path) -> Path:
    """Where layers are kept for the next build: beside the gazetteer file."""
    return gazetteer_path.parent / "layers"


def listed(gazetteer_path: Path) -> list[Counted]:
    """Every layer of a gazetteer file with its number of places, the built-in ones first."""
    Gazetteer.open(gazetteer_path)  # refuses what is no whole gazetteer
    with closing(_reading(gazetteer_path)) as connection:
        return layers_of(connection)


def kept_beside(gazetteer_path: Path) -> Iterator[str]:
    """Where the file and the folder of kept layers differ, in sentences."""
    there = {counted.source.layer for counted in listed(gazetteer_path)}
    waiting = {PREFIX + name for name in kept(layers_folder(gazetteer_path))}
    for layer in sorted(waiting - there):
        yield f"{layer} is kept beside the file and comes in with the next build"
    for layer in sorted(layer for layer in there - waiting if layer.startswith(PREFIX)):
        yield f"{layer} is not kept beside the file, so the next build loses it; add it again with --replace"


def add(path: Path, order: Order, *, gazetteer_path: Path, tell: Callable[[str], None] = lambda _: None) -> Checked:
    """Check the rows of a table and put the good ones into the gazetteer as a layer. `tell` takes sentences for people.

    Raises LayerExists, LayerMistaken, TableMistaken and NotWritten, and then nothing was added.
    """
    _refuse(order)
    since = state_of(gazetteer_path) if gazetteer_path.is_file() else None
    layer = _layer(path, order, gazetteer_path)
    ground = Ground(Gazetteer.open(gazetteer_path, view="iso"))
    table = open_table(path)
    columns = _columns(table, order, ground)
    for sentence in (*table.remarks, *columns.sentences()):
        tell(sentence)
    if not columns.of("kind"):
        tell(f"{'kind':<13} 'settlement' for all rows, as no column tells it; --kind gives another")
    bad = None if order.dry_run else rejected_path(path)
    with _full_disk_told(), scratch(None if order.dry_run else gazetteer_path, order.name) as folder:
        good = folder / "good.csv"
        found = check_rows(table, columns, ground, layer, good=good, bad=bad)
        for sentence in sentences(found, table, bad):
            tell(sentence)
        refuse_useless(found, table, columns)
        if not order.dry_run:
            _store(good, layer, gazetteer_path, since)
    return found


def _layer(path: Path, order: Order, gazetteer_path: Path) -> Layer:
    """Raises LayerExists, unless it is to be replaced."""
    own = PREFIX + order.name
    old = {counted.source.layer: counted for counted in listed(gazetteer_path)}.get(own)
    waiting = kept(layers_folder(gazetteer_path))
    if not (order.replace or order.dry_run):
        if old:
            raise LayerExists(f"there is a layer {order.name!r} already, {places(old.places)}; --replace replaces it")
        if order.name in waiting:
            raise LayerExists(f"a layer {order.name!r} waits for the next build; --replace replaces it")
    with closing(_reading(gazetteer_path)) as connection:
        first_row = old.first_row if old else free_row(connection, waiting.values())
    source = order.source or path.name
    return Layer(name=order.name, source=source, licence=order.licence, dated=order.dated, first_row=first_row)


@contextmanager
def _full_disk_told() -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        if problem.errno != errno.ENOSPC:
            raise
        raise NotWritten("the disk is full; nothing was added") from problem


def _refuse(order: Order) -> None:
    if not NAME.fullmatch(order.name):
        raise LayerMistaken(
            f"{order.name!r} is no name for a layer; take small letters a to z, digits, - and _, at most 40"
        )
    if order.dated and not _is_date(order.dated):
        raise LayerMistaken(f"--dated: {order.dated!r} is no date; write 2026, 2026-11 or 2026-11-23")


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return DATED.fullmatch(text) is not None


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1", uri=True, isolation_level=None)


def _columns(table: Table, order: Order, ground: Ground) -> Columns:
    """Raises TableMistaken also for a value for all rows that is none."""
    columns = choose(table.headers, tags=table.tags, given={**table.fixed, **order.columns})
    for role, fits in (("country", lambda text: ground.country_code(text) is not None), ("kind", _is_kind)):
        for column in columns.of(role):
            if not column.header and not fits(column.value):
                raise TableMistaken(
                    f"{option(role)}: {column.value!r} is neither a known {role} nor a column; "
                    f"the columns are: {listed_headers(table.headers)}"
                )
    return columns


def _is_kind(text: str) -> bool:
    try:
        read_kind(text)
    except ValueError:
        return False
    return True


def _store(good: Path, layer: Layer, gazetteer_path: Path, since: State | None) -> None:
    folder = layers_folder(gazetteer_path)
    folder.mkdir(exist_ok=True)
    beside = folder / f".{layer.name}.csv"
    try:
        shutil.copyfile(good, beside)
        with edited(gazetteer_path, since=since, copy=good.with_name("new.sqlite")) as connection:
            take_out(connection, PREFIX + layer.name)
            put(connection, layer_places(good, layer, row_finder(connection)), good.with_name("staged.sqlite"))
        beside.replace(kept_path(folder, layer.name))
    finally:
        beside.unlink(missing_ok=True)


def remove(name: str, *, gazetteer_path: Path) -> int:
    """Take a layer out of the gazetteer and out of the next build; answers how many places it had.

    Raises LayerUnknown, LayerMistaken for a built-in one, and NotWritten.
    """
    name = name.removeprefix(PREFIX)
    found = {counted.source.layer: counted.places for counted in listed(gazetteer_path)}
    own = [layer.removeprefix(PREFIX) for layer in found if layer.startswith(PREFIX)]
    path = kept_path(layers_folder(gazetteer_path), name)
    waiting = NAME.fullmatch(name) is not None and path.is_file()
    if name not in own and not waiting:
        if name in found:
            raise LayerMistaken(f"{name!r} is built in and can't be removed; own layers: {', '.join(own) or 'none'}")
        raise LayerUnknown(f"there is no layer {name!r}; own layers: {', '.join(own) or 'none'}")
    if name in own:
        with scratch(gazetteer_path, name) as folder, edited(gazetteer_path, copy=folder / "new.sqlite") as connection:
            take_out(connection, PREFIX + name)
    path.unlink(missing_ok=True)
    return found.get(PREFIX + name, 0)
