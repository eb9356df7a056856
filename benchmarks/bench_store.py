"""How fast the map's questions are answered: the snapshot in memory against the same question to SQLite.

    python benchmarks/bench_store.py [10000 100000]

Both answer from one database in one run; each time is the median of several. The SQLite side reads the rows of the
box with an indexed query and groups them in Python; a facet is one GROUP BY for each filter.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from sqlalchemy import func, select

from gazetteer.place import Extent, PlaceKind
from mapapp.domain.view import View
from mapapp.store import Store, tables
from mapapp.store.engine import transaction
from mapapp.store.filters import without
from mapapp.store.read import conditions
from mapapp.store.snapshot import Snapshot
from mapapp.store.synthetic import synthetic_readings
from mapapp.store.viewport import CELL_PX

WORLD = Extent(west=-180, south=-60, east=180, north=75)
COUNTRY = Extent(west=-10, south=-10, east=30, north=20)
VIEWS = {
    "everything": View(),
    "three filters": View(types=("battle", "explosion"), since=date(2015, 1, 1), killed_at_least=2),
    "words": View(words="soldiers attacked"),
}


def sqlite_viewport(store: Store, view: View, extent: Extent, zoom: int) -> int:
    """Clusters of the same cells (a plain square grid in degrees) from rows that SQLite finds."""
    place, cell = tables.incident_place.c, 360 * CELL_PX / (256 * 2**zoom)
    query = (
        select(
            place.incident_id,
            place.latitude,
            place.longitude,
            tables.incident.c.type_group,
            tables.incident.c.killed_low,
        )
        .join(tables.incident, tables.incident.c.id == place.incident_id)
        .where(
            place.latitude.between(extent.south, extent.north),
            place.longitude.between(extent.west, extent.east),
            place.kind != PlaceKind.COUNTRY.value,
            *conditions(view),
        )
    )
    cells: dict[tuple[int, int], Counter[str]] = {}
    with transaction(store.engine) as connection:
        for _, latitude, longitude, group, _killed in connection.execute(query):
            cells.setdefault((int(latitude // cell), int(longitude // cell)), Counter())[group] += 1
    return len(cells)


def sqlite_facets(store: Store, view: View) -> int:
    """One GROUP BY for each filter with finite values."""
    incident, place, link, report = tables.incident, tables.incident_place, tables.incident_report, tables.report
    joined = {
        "type": (incident.c.type_code, incident),
        "status": (incident.c.status, incident),
        "country": (place.c.country_code, incident.join(place, place.c.incident_id == incident.c.id)),
        "province": (place.c.admin1_id, incident.join(place, place.c.incident_id == incident.c.id)),
        "source": (
            report.c.source_name,
            incident.join(link, link.c.incident_id == incident.c.id).join(report, report.c.id == link.c.report_id),
        ),
    }
    values = 0
    with transaction(store.engine) as connection:
        for key, (column, tables_joined) in joined.items():
            query = select(column, func.count(incident.c.id.distinct())).select_from(tables_joined)
            values += len(connection.execute(query.where(*conditions(without(view, key))).group_by(column)).all())
    return values


def timed_ms(call: Callable[[], object], times: int) -> float:
    """Median milliseconds of a call."""
    spent = []
    for _ in range(times):
        begin = time.perf_counter()
        call()
        spent.append((time.perf_counter() - begin) * 1000)
    return median(spent)


def main(sizes: list[int]) -> None:
    """Measure and print one table for each size."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            measure(Store.open(f"sqlite:///{folder}/incidents.sqlite"), size)


def measure(store: Store, size: int) -> None:
    """Fill the store and ask both."""
    readings = list(synthetic_readings(size))
    writing = timed_ms(lambda: store.keep_many(readings), 1)
    reading = timed_ms(lambda: Snapshot.read(store), 1)
    snapshot = Snapshot.read(store)
    version = timed_ms(store.version, 50)
    print(f"\n{size:,} incidents from {len(readings):,} reports: written in {writing / 1000:.1f} s, "
          f"snapshot read in {reading / 1000:.2f} s, version asked in {version:.2f} ms")  # fmt: skip
    print(f"{'question':<38}{'snapshot ms':>12}{'again ms':>10}{'SQLite ms':>11}{'ratio':>8}")

    def line(name: str, fast: Callable[[], object], slow: Callable[[], object]) -> None:
        def first() -> object:
            snapshot.mask.cache_clear()
            return fast()

        fresh, again, other = timed_ms(first, 9), timed_ms(fast, 9), timed_ms(slow, 3)
        print(f"{name:<38}{fresh:>12.2f}{again:>10.2f}{other:>11.1f}{other / fresh:>7.0f}x")

    for name, view in VIEWS.items():
        for where, extent, zoom in (("world", WORLD, 2), ("country", COUNTRY, 5)):
            line(
                f"viewport {where}, {name}",
                lambda v=view, e=extent, z=zoom: snapshot.viewport(v, e, z),
                lambda v=view, e=extent, z=zoom: sqlite_viewport(store, v, e, z),
            )
        line(f"facets, {name}", lambda v=view: snapshot.facets(v), lambda v=view: sqlite_facets(store, v))
        line(f"tally, {name}", lambda v=view: snapshot.tally(v), lambda v=view: store.tally(v))
    assert all(snapshot.tally(view) == store.tally(view) for view in VIEWS.values())


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [10_000, 100_000])
