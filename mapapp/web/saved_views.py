"""Saved views as routes see them: open or closed, live or frozen."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from mapapp.domain.errors import MapappError
from mapapp.domain.incident import Incident
from mapapp.domain.report import Report
from mapapp.domain.saved import SavedView
from mapapp.store import Store
from mapapp.store.apart import snapshot_of
from mapapp.store.snapshot import Snapshot

MOST_FROZEN = 8
"""Frozen views whose snapshots are held in memory; another is read again when it is asked for."""


class ViewClosed(MapappError, LookupError):
    """The view was revoked, or its time is over; the message says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenView:
    """What a frozen view shows. The routes draw it as they draw a draft."""

    saved: SavedView
    snapshot: Snapshot
    incidents: Mapping[str, Incident]
    """By id, newest first."""
    reports: Mapping[str, Report] = field(default_factory=dict)
    """Empty: a frozen view has no words of a report."""

    def incident(self, incident_id: str) -> Incident:
        """One of its incidents. Raises KeyError."""
        return self.incidents[incident_id]


class FrozenViews:
    """The frozen views that were asked for last. Safe to use from several threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, FrozenView] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, saved: SavedView, store: Store) -> FrozenView:
        """The content of a frozen view that is open."""
        with self._lock:
            if saved.id not in self._kept:
                lines = store.saved.frozen(saved.id)
                found = FrozenView(saved=saved, snapshot=snapshot_of(lines), incidents={one.id: one for one in lines})
                self._kept[saved.id] = found
            self._kept.move_to_end(saved.id)
            while len(self._kept) > MOST_FROZEN:
                self._kept.popitem(last=False)
            return self._kept[saved.id]


def opened(store: Store, view_id: str) -> SavedView:
    """The saved view, if it may be seen now. Raises UnknownSavedView and ViewClosed."""
    saved = store.saved.get(view_id)
    if why := saved.why_closed(datetime.now(UTC)):
        raise ViewClosed(why)
    return saved
