"""Names into their order, indexes, parents, and what the file says of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gazetteer.building.work import Step, Work
from gazetteer.layer_file import bring_back, mark
from gazetteer.parents import fill_parents
from gazetteer.schema import FORMAT, INDEXES, ORDERED

SAMPLED = 2000
"""Rows of an index that are looked at to plan queries; all of them would take minutes for the whole world."""


def sorting(seconds: float) -> list[Step]:
    """A step for each table and index: so many that little is lost when a build breaks off."""
    named = [("Sorting names", ORDERED), ("Indexing", INDEXES)]
    statements = [(doing, each.strip()) for doing, script in named for each in script.split(";") if each.strip()]
    return [
        Step(name=f"{doing} ({number} of {len(statements)})", seconds=seconds / len(statements), run=_executing(each))
        for number, (doing, each) in enumerate(statements, start=1)
    ]


def _executing(statement: str) -> Callable[[Work], Iterator[float]]:
    def run(work: Work) -> Iterator[float]:
        work.connection.execute(statement)
        yield 1.0

    return run


def join_parents(work: Work) -> Iterator[float]:
    """What lies in what: by the nearest, or as its source tells; GeoNames' hierarchy has the last word."""
    execute = work.connection.execute
    if work.recipe.has_dump:
        for column in ("admin1", "parent"):
            execute(
                f"UPDATE place SET {column} = NULL WHERE {column} IS NOT NULL"  # noqa: S608  one of two words
                f" AND NOT EXISTS (SELECT 1 FROM place AS upper WHERE upper.id = place.{column})"
            )
    yield 0.2
    fill_parents(work.connection, dict(execute("SELECT place, name FROM inside")))
    yield 0.9
    execute(
        "UPDATE place SET parent = above.parent FROM above WHERE above.place = place.id"
        " AND EXISTS (SELECT 1 FROM place AS upper WHERE upper.id = above.parent AND upper.kind <= place.kind)"
    )


def own_layers(work: Work) -> Iterator[float]:
    """The layers that a person added, from where they are kept; after the parents, or others would lie in them."""
    target = work.file.target
    bring_back(work.connection, target.parent / "layers", target.with_name(f"{target.name}.layers"))
    yield 1.0


def finish(work: Work, maker: str) -> Iterator[float]:
    """Say what the file is; only then is it complete."""
    execute = work.connection.execute
    if work.recipe.has_dump:
        execute(f"PRAGMA analysis_limit={SAMPLED}")
    execute(
        "INSERT OR REPLACE INTO first_order SELECT id, coalesce(code, 'geonames:' || id), name FROM place"
        " WHERE id IN (SELECT admin1 FROM place)"
    )
    execute("ANALYZE main")
    yield 0.9
    about = {
        "format": str(FORMAT),
        "maker": maker,
        "credits": "",
        "places": "",
        "outlines": str(execute("SELECT count(*) FROM shape").fetchone()[0]),
        "recipe": work.recipe.as_json(),
        "complete": "yes",
    }
    work.connection.executemany("INSERT OR REPLACE INTO about VALUES (?,?)", about.items())
    mark(work.connection)
