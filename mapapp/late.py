"""The pipeline, made when the first report is to be read: who only shows the map does without the language model."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gazetteer.lookup import Gazetteer
from mapapp.domain.mention import NameOfBoth
from mapapp.domain.report import Report
from mapapp.spoken import N_

if TYPE_CHECKING:  # importing it brings spaCy
    from mapapp.pipeline import Pipeline, Reading


class LatePipeline:
    """Reads reports as `Pipeline` does; the first report waits about three seconds for the language model.

    Args:
        gazetteer: the places of the world.
        name_of_both: what a name means that a city and its province share, where the text does not say.
    """

    def __init__(self, gazetteer: Gazetteer, name_of_both: NameOfBoth = NameOfBoth.CITY) -> None:
        self._gazetteer = gazetteer
        self._name_of_both = name_of_both
        self._made: Pipeline | None = None
        self._lock = threading.Lock()

    def soon(self) -> None:
        """Make it in a thread of its own: somebody is about to paste a report."""
        if self._made is None and not self._lock.locked():
            threading.Thread(target=self._pipeline, name="load-language-model", daemon=True).start()

    def steps(self, report: Report) -> Iterator[tuple[float, str, Reading | None]]:
        """Read one report, with progress: (share done 0 to 1, what is being done, the reading at the end)."""
        if self._made is None:
            yield 0.0, N_("Loading the language model (once, a few seconds)"), None
        yield from self._pipeline().steps(report)

    def read(self, report: Report) -> Reading:
        """Read one report. A text in which nothing happens gives a reading without incidents."""
        return self._pipeline().read(report)

    def _pipeline(self) -> Pipeline:
        with self._lock:
            if self._made is None:
                from mapapp.pipeline import Pipeline  # noqa: PLC0415  see the top of this file

                self._made = Pipeline(self._gazetteer, self._name_of_both)
            return self._made
