"""python -m mapapp backup | restore | forget: keep the record, move it, and let old reports go."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sqlalchemy import Engine
from tqdm import tqdm

from mapapp import wiring
from mapapp.settings import Settings
from mapapp.store.backup import backup
from mapapp.store.engine import open_engine
from mapapp.store.restore import restore
from mapapp.store.retention import Forgotten, forget


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add these commands."""
    keep = commands.add_parser("backup", help="copy the record into a file, also while the app runs")
    keep.add_argument("file", type=Path, metavar="FILE")
    keep.set_defaults(command=_backup)
    back = commands.add_parser("restore", help="put a backup in the record's place, also while the app runs")
    back.add_argument("file", type=Path, metavar="FILE")
    back.add_argument("--replace", action="store_true", help="also where it holds reports; these are kept beside it")
    back.set_defaults(command=_restore)
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
