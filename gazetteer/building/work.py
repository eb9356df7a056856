"""What the steps of a build share."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from gazetteer.atlas import Atlas
from gazetteer.building.workfile import Workfile
from gazetteer.recipe import Recipe
from gazetteer.writer import Writer


class Work:
    """A build under way."""

    def __init__(self, file: Workfile, recipe: Recipe) -> None:
        self.file = file
        self.recipe = recipe
        self.writer = Writer(file.connection)
        self.tally: Counter[str] = Counter()
        """What was read and left out since the last checkpoint."""

    @property
    def connection(self) -> sqlite3.Connection:
        """To both files."""
        return self.file.connection

    @cached_property
    def atlas(self) -> Atlas:
        """Provinces, their polygons and what is disputed; read when a step first asks."""
        return Atlas.read()

    def checkpoint(self, step: str, state: Mapping[str, int]) -> None:
        """Keep all that was written and counted so far."""
        self.writer.flush()
        self.connection.executemany(
            "INSERT INTO tally VALUES (?,?) ON CONFLICT(what) DO UPDATE SET number = number + excluded.number",
            self.tally.items(),
        )
        self.tally.clear()
        self.file.checkpoint(step, state)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A part of the work, after which the build can go on later."""

    name: str
    """What is being done, as it is shown; also the key it is kept under."""
    seconds: float
    """About how long it takes: its share of the bar."""
    run: Callable[[Work], Iterator[float]]
    """Answers from time to time which share of it is done, 0 to 1."""
