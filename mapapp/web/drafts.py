"""Readings that nobody has kept yet. They live in this process's memory, under names nobody can guess."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapapp.domain.incident import Incident
from mapapp.domain.report import Report
from mapapp.store import Store
from mapapp.store.snapshot import Snapshot

if TYPE_CHECKING:  # importing it loads the language model
    from mapapp.pipeline import Reading

MOST_DRAFTS = 64
"""More push the oldest out: whoever left a page open finds the text still in the box, and reads it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A reading with a snapshot of its own, so that the same routes draw it."""

    token: str
    """128 random bits; it is the only way in, and never part of a link."""
    reading: Reading
    snapshot: Snapshot

    @property
    def reports(self) -> dict[str, Report]:
        """The report by its id."""
        return {self.reading.report.id: self.reading.report}

    def incident(self, incident_id: str) -> Incident:
        """One of its incidents. Raises KeyError."""
        found = next((incident for incident in self.reading.incidents if incident.id == incident_id), None)
        if found is None:
            raise KeyError(incident_id)
        return found


class Drafts:
    """The drafts of this process. Safe to use from several threads."""

    def __init__(self) -> None:
        self._drafts: OrderedDict[str, Draft] = OrderedDict()
        self._lock = threading.Lock()

    def add(self, reading: Reading) -> Draft:
        """Hold a reading until it is kept or discarded."""
        draft = Draft(token=secrets.token_hex(16), reading=reading, snapshot=_snapshot(reading))
        with self._lock:
            self._drafts[draft.token] = draft
            while len(self._drafts) > MOST_DRAFTS:
                self._drafts.popitem(last=False)
        return draft

    def get(self, token: str) -> Draft | None:
        """The draft, or None where it was kept, discarded or pushed out."""
        with self._lock:
            return self._drafts.get(token)

    def drop(self, token: str) -> None:
        """Forget it; a token that is not known is no fault."""
        with self._lock:
            self._drafts.pop(token, None)


def _snapshot(reading: Reading) -> Snapshot:
    """Through a store in memory, which is gone when this returns: nothing of a draft is ever on the disk."""
    store = Store.open("sqlite://")
    try:
        store.keep(reading.report, reading.incidents)
        return Snapshot.read(store)
    finally:
        store.close()
