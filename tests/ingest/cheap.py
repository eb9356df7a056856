"""A reader without a language model, which does what the text says: for tests and for runs that count reports."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from mapapp.domain.arrival import Piece, PieceKind
from mapapp.ingest.reading import Outcome, Reader, read_with
from tests.builders import an_incident, an_incident_place

TOLD = 3
"""Incidents in each report, in two places each."""


def incidents_of(report):
    places = (an_incident_place("Aleppo"), an_incident_place("Homs"))
    return tuple(an_incident(report=report, places=places, confidence=n / TOLD) for n in range(TOLD))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cheap:
    """Makes readers.

    A text that begins with "die" kills the reading process, "later" fails as a lost connection does, "hang" never ends,
    "fault" is a fault of the program; "die once FILE" and "later once FILE" do so only while that file is not there.
    """

    seconds: float = 0
    """How long each piece takes."""
    told: int = TOLD
    """Incidents in each report."""

    def __call__(self) -> Reader:
        return self._read

    def _read(self, piece: Piece) -> Outcome:
        time.sleep(self.seconds)
        return read_with(piece, self._read_report)

    def _read_report(self, report):
        _obey(report.text)
        return report, incidents_of(report)[: self.told]


def _obey(text: str) -> None:
    word, _, rest = text.partition(" ")
    if rest.startswith("once "):
        mark = Path(rest.removeprefix("once ").strip())
        if mark.exists():
            return
        mark.touch()
    if word == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if word == "later":
        raise ConnectionResetError("the other side hung up")
    if word == "hang":
        time.sleep(3600)
    if word == "fault":
        raise RuntimeError("a fault")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unready:
    """Makes no readers."""

    def __call__(self) -> Reader:
        raise FileNotFoundError("the gazetteer is not there: run make prepare")


def a_piece(text: str = "A report.", **other) -> Piece:
    return Piece(**{"name": f"{text[:20]}.txt", "kind": PieceKind.FILE, "content": text.encode()} | other)


def pieces(number: int) -> list[Piece]:
    return [a_piece(f"Report {n}.") for n in range(number)]
