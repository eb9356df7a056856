"""python -m mapapp backup | restore | verify | dump | load | forget: the record kept and moved, old reports let go."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy import Engine
from tqdm import tqdm

from mapapp import wiring
from mapapp.settings import Settings
from mapapp.store.backup import backup
from mapapp.store.dumping import dump
from mapapp.store.engine import open_engine
from mapapp.store.errors import StoreUnusable
from mapapp.store.loading import load
from mapapp.store.migrate import refuse_other_schema
from mapapp.store.restore import restore
from mapapp.store.retention import Forgotten, forget
from mapapp.store.sqlite_file import is_sqlite
from mapapp.store.verify import Looked, verify

MOST_FAULTS = 100
"""Faults that are listed; the others are counted."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add these commands."""
    keep = commands.add_parser("backup", help="copy the record into a file, also while the app runs")
    keep.add_argument("file", type=Path, metavar="FILE")
    keep.set_defaults(command=_backup)
    back = commands.add_parser("restore", help="put a backup in the record's place, also while the app runs")
    back.add_argument("file", type=Path, metavar="FILE")
    back.add_argument("--replace", action="store_true", help="also where it holds reports; these are kept beside it")
    back.set_defaults(command=_restore)
    look = commands.add_parser("verify", help="is the record, or a backup, whole? each fault says what to do")
    look.add_argument("file", type=Path, nargs="?", metavar="FILE", help="a backup (default: the record)")
    look.set_defaults(command=_verify)
    out = commands.add_parser("dump", help="write everything that the record holds in an open format")
    out.add_argument("file", type=Path, metavar="FILE")
    out.set_defaults(command=_dump)
    into = commands.add_parser("load", help="add what a dump holds to the record; twice changes nothing")
    into.add_argument("file", type=Path, metavar="FILE")
    into.set_defaults(command=_load)
    old = commands.add_parser("forget", help="delete old reports, and all that came from them")
    old.add_argument("--before", type=date.fromisoformat, required=True, metavar="DAY", help="such as 2020-01-01")
    old.add_argument("--source", metavar="NAME", help="only what this source published")
    old.add_argument("--dry-run", action="store_true", help="only say what would go")
    old.set_defaults(command=_forget)


@contextmanager
def _record(settings: Settings) -> Iterator[Engine]:
    """The record as it is: neither made nor brought to a newer schema."""
    engine = open_engine(settings.database)
    try:
        yield engine
    finally:
        engine.dispose()


def _backup(settings: Settings, options: argparse.Namespace) -> int:
    with _record(settings) as engine:
        if engine.dialect.name != "sqlite":
            print("On PostgreSQL a backup is a dump, which `load` reads; pg_dump is quicker.", file=sys.stderr)
            return _dump(settings, options)
        kept = backup(engine, options.file)
    print(f"{kept.reports:,} reports and {kept.incidents:,} incidents are in {kept.file}")
    return 0


def _restore(settings: Settings, options: argparse.Namespace) -> int:
    with _record(settings) as engine:
        kept = restore(engine, options.file, replace=options.replace)
    if kept.before is not None:
        print(f"What the record held before is in {kept.before}")
    print(f"{kept.reports:,} reports and {kept.incidents:,} incidents are in {kept.file}")
    return 0


def _verify(settings: Settings, options: argparse.Namespace) -> int:
    if options.file is not None and not (options.file.is_file() and is_sqlite(options.file)):
        raise StoreUnusable(f"{options.file} is no backup: name a file that `python -m mapapp backup` made")
    where = settings if options.file is None else replace(settings, database_url=f"sqlite:///{options.file.absolute()}")
    looked, faults = Looked(), 0
    with _record(where) as engine, _counting("Verifying") as more:
        refuse_other_schema(engine)
        for faults, fault in enumerate(verify(engine, looked, more), 1):
            if faults <= MOST_FAULTS:
                print(fault)
    if faults > MOST_FAULTS:
        print(f"and {faults - MOST_FAULTS:,} more")
    seen = f"{looked.reports:,} reports, {looked.incidents:,} incidents, {looked.accounts:,} accounts"
    if looked.made_up:
        seen += f" ({looked.made_up:,} reports are made up, and their ids say nothing)"
    print(f"{seen}: {f'{faults:,} faults' if faults else 'whole'}")
    return 1 if faults else 0


def _dump(settings: Settings, options: argparse.Namespace) -> int:
    with closing(wiring.open_store(settings)) as store, _counting("Dumping") as more:
        told = dump(store.engine, options.file, more)
    lines = ", ".join(f"{number:,} {name}" for name, number in told.items() if number and "/" not in name)
    print(f"{lines or 'nothing'}: in {options.file}")
    return 0


def _load(settings: Settings, options: argparse.Namespace) -> int:
    with closing(wiring.open_store(settings)) as store, _counting("Loading") as more:
        told = load(store.engine, options.file, more)
    new = {
        "reports": told.reports,
        "incidents": told.incidents,
        "decisions": told.decisions,
        "saved views": told.views,
        "further rows": told.rows,
    }
    print(", ".join(f"{number:,} {name}" for name, number in new.items() if number) or "Nothing", "added")
    if told.held:
        print(f"{told.held:,} were there already")
    if not told.compared:
        print("Reports are compared anew when the app starts next, or now by: python -m mapapp merge")
    return 0


@contextmanager
def _counting(what: str) -> Iterator[Callable[[int], object]]:
    """A count of lines on a terminal."""
    with tqdm(desc=what, unit=" lines", leave=False, disable=not sys.stderr.isatty()) as bar:
        yield bar.update


def _forget(settings: Settings, options: argparse.Namespace) -> int:
    store = wiring.open_store(settings)
    with tqdm(total=None, desc="Forgetting", unit="report", disable=options.dry_run, leave=False) as bar:

        def progress(done: int, every: int) -> None:
            bar.total = every
            bar.update(done - bar.n)

        told = forget(store, options.before, options.source, dry_run=options.dry_run, progress=progress)
    store.close()
    for line in _sentences(told, "would go" if options.dry_run else "went"):
        print(line)
    if not told.cleaned:
        print("Somebody still reads what was deleted: the database's log keeps it until then.", file=sys.stderr)
    return 0


def _sentences(told: Forgotten, go: str) -> Iterator[str]:
    yield f"{told.reports:,} reports {go}, and with them"
    yield f"  {told.incidents:,} incidents that no other report tells"
    yield f"  {told.accounts:,} accounts in merged incidents, {told.likenesses:,} likenesses of accounts"
    yield f"  {told.originals:,} originals"
    yield f"{told.retold:,} incidents that others tell too stay, without what these told"
    if told.frozen:
        yield f"{told.frozen:,} lines of frozen views stay: they say where, when and how many, in no report's words"
    if told.undated:
        yield f"{told.undated:,} reports without a day stay; the page “Reports” removes single ones"
