"""Fill a record with made-up incidents."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

from sqlalchemy import insert, update

from mapapp.demo.ground import Ground
from mapapp.demo.telling import Rows, Teller
from mapapp.store import Store, tables
from mapapp.store.errors import StoreUnusable
from mapapp.store.merges import changing, count_change

CHUNK = 10_000
"""Incidents in one transaction."""
CACHE_KB = 400_000
"""What SQLite may hold of its indexes while it writes: ids come in no order, and each touches another page."""


def write(
    store: Store,
    incidents: int,
    gazetteer_file: Path,
    *,
    seed: int = 1,
    today: date,
    signature: str,
    stories: str = "",
    progress: Callable[[int], None] = lambda _: None,
) -> None:
    """Write so many made-up incidents into an empty record.

    Args:
        store: the record. Its accounts are not compared: they are made as what merging would leave.
        incidents: how many.
        gazetteer_file: where real places are read.
        seed: the same seed and day give the same incidents.
        today: the last day on which any is told.
        signature: of the rules of merging, under which the record then counts as compared.
        stories: of the rules of stories, likewise: no two of the reports carry one text.
        progress: called with how many are written.

    Raises StoreUnusable for a record that holds something already.
    """
    if len(store) or store.count_reports():
        raise StoreUnusable("the record of the demo must be empty: name a new file with --database")
    random = Random(seed)  # noqa: S311  nothing here is secret
    teller = Teller(Ground(gazetteer_file, random), random, today)
    for begin in range(0, incidents, CHUNK):
        rows = Rows()
        for _ in range(min(CHUNK, incidents - begin)):
            teller.tell(rows)
        with changing(store.engine) as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql(f"PRAGMA cache_size = -{CACHE_KB}")
            for name in ("report", "incident", "incident_place", "incident_report", "incident_party"):
                if some := getattr(rows, name):
                    connection.execute(insert(getattr(tables, name)), some)
            count_change(connection)
        progress(begin + len(rows.incident))
    with changing(store.engine) as connection:
        connection.execute(update(tables.merging).values(signature=signature))
        connection.execute(update(tables.story_rules).values(signature=stories))
    store.close()  # and with it the connection that was given so much memory
