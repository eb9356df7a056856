"""From a piece to its reports and their incidents: what a reading process does, wherever it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from threading import Lock

from mapapp.domain.arrival import Arrival, Piece, SetAside
from mapapp.domain.errors import MapappError
from mapapp.domain.incident import Incident
from mapapp.domain.job import Told
from mapapp.domain.mention import NameOfBoth
from mapapp.domain.report import Report
from mapapp.ingest.arrivals import ArrivalsOf, arrivals_with
from mapapp.intake.fetch import Fetcher, MemoryTurns
from mapapp.store.engine import open_engine
from mapapp.store.host_turns import HostTurns


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a piece."""

    told: tuple[Told, ...] = ()
    aside: tuple[SetAside, ...] = ()
    """What could not be taken in, for good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A piece could not be read this time."""

    reason: str
    after_seconds: float = 0
    """No sooner than so long from now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotReady:
    """The process cannot read anything: what it needs is not there."""

    reason: str


Result = Outcome | Failed | NotReady
Reader = Callable[[Piece], Outcome]
"""Raises OSError where trying again may help."""
Making = Callable[[], Reader]
"""Makes the reader of a process, once. It travels to other processes and machines, and it is hashable."""

_ONE_AT_A_TIME = Lock()
"""In one process. More readers are more processes."""


def read(making: Making, piece: Piece) -> Result:
    """Read one piece, whatever is wrong with it."""
    with _ONE_AT_A_TIME:
        try:
            reader = _made(making)
        except Exception as error:  # the process is at fault here, and no piece
            return NotReady(reason=_sentence(error))
        try:
            return reader(piece)
        except (OSError, MemoryError) as error:
            return Failed(reason=_sentence(error), after_seconds=getattr(error, "after_seconds", None) or 0)
        except Exception as error:  # one bad piece must not stop the others
            return Outcome(aside=(SetAside(name=piece.name, reason=_fault(error)),))


@cache
def _made(making: Making) -> Reader:
    return making()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Makes readers that take reports out of pieces and incidents out of reports."""

    gazetteer_file: Path
    name_of_both: NameOfBoth = NameOfBoth.CITY
    fetches: bool = False
    """May it ask other sites for addresses?"""
    contact: str = ""
    """What sites hear of who asks: see `Settings.contact`."""
    turns_at: str | None = None
    """The address of the database that says whose turn it is at a site; None: each process has turns of its own."""

    def __call__(self) -> Reader:
        """Load the language model and the gazetteer. Raises DataMissing, GazetteerError."""
        # the process that hands pieces out needs neither, and a new one starts in no time
        from gazetteer.lookup import Gazetteer  # noqa: PLC0415
        from mapapp.pipeline import Pipeline  # noqa: PLC0415

        pipeline = Pipeline(Gazetteer.open(self.gazetteer_file), self.name_of_both)

        def incidents(report: Report) -> tuple[Report, tuple[Incident, ...]]:
            reading = pipeline.read(report)
            return reading.report, reading.incidents

        arrivals_of = arrivals_with(self._fetcher())
        return lambda piece: read_with(piece, incidents, arrivals_of)

    def _fetcher(self) -> Fetcher | None:
        if not self.fetches:
            return None
        turns = HostTurns(open_engine(self.turns_at)) if self.turns_at else MemoryTurns()
        return Fetcher(contact=self.contact, turns=turns)


Incidents = Callable[[Report], tuple[Report, tuple[Incident, ...]]]
"""A report as it was read, and what it tells."""


FETCHES_NOTHING = arrivals_with(None)


def read_with(piece: Piece, incidents: Incidents, arrivals_of: ArrivalsOf = FETCHES_NOTHING) -> Outcome:
    """The reports of a piece, each as it was read with its incidents."""
    results = list(_results(piece, incidents, arrivals_of))
    return Outcome(
        told=tuple(one for one in results if isinstance(one, Told)),
        aside=tuple(one for one in results if isinstance(one, SetAside)),
    )


def _results(piece: Piece, incidents: Incidents, arrivals_of: ArrivalsOf) -> Iterator[Told | SetAside]:
    for thing in arrivals_of(piece):
        yield _told(piece, thing, incidents) if isinstance(thing, Arrival) else thing


def _told(piece: Piece, arrival: Arrival, incidents: Incidents) -> Told | SetAside:
    try:
        report, found = incidents(arrival.report)
    except (OSError, MemoryError):
        raise
    except Exception as error:  # the other reports of the piece are read
        return SetAside(name=piece.name, reason=_fault(error))
    return Told(arrival=replace(arrival, report=report), incidents=found)


def _fault(error: Exception) -> str:
    if isinstance(error, MapappError):
        return _sentence(error)
    return f"Reading it failed ({type(error).__name__}: {error}). This is a fault of the program: please report it."


def _sentence(error: BaseException) -> str:
    return str(error) or type(error).__name__
