"""The application behind every route and page of this process: opened once, in the background.

The server answers from its first second; until the data is ready it says how far it is.
"""

from __future__ import annotations

import atexit
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapapp.spoken import N_
from mapapp.store import memory
from mapapp.store.latest import Latest, StillReading
from mapapp.store.snapshot import Snapshot
from mapapp.web.drafts import Drafts
from mapapp.web.saved_views import FrozenViews

if TYPE_CHECKING:  # importing these loads the language model, which is the opener's work
    from mapapp.settings import Settings
    from mapapp.wiring import Application

Progress = Callable[[float, str], None]
"""Called with a fraction 0 to 1 and what is being done."""

log = logging.getLogger(__name__)


class NotReady(RuntimeError):
    """The application is still opening."""

    def __init__(self, fraction: float, message: str) -> None:
        super().__init__(message)
        self.fraction = fraction
        self.message = message


class CannotOpen(RuntimeError):
    """The application could not be opened; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """How far it is."""

    fraction: float
    message: str


class Backend:
    """The application, a snapshot of its incidents and the drafts. Safe to use from several threads."""

    def __init__(self, opener: Callable[[Progress], Application]) -> None:
        self.drafts = Drafts()
        self.frozen = FrozenViews()
        self._opener = opener
        self._state: Opening | CannotOpen | Application = Opening(fraction=0.0, message=N_("Starting …"))
        self._thread: threading.Thread | None = None
        self._latest = Latest()
        self._lock = threading.Lock()

    def start(self) -> None:
        """Open the application in a thread of its own; calling it again does nothing."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._open, name="open-application", daemon=True)
                self._thread.start()

    def retry(self) -> None:
        """Open again after it failed."""
        with self._lock:
            if isinstance(self._state, CannotOpen):
                self._state = Opening(fraction=0.0, message=N_("Starting again …"))
                self._thread = None
        self.start()

    @property
    def application(self) -> Application:
        """The open application. Raises NotReady while it opens and CannotOpen when that failed."""
        self.start()
        state = self._state
        if isinstance(state, Opening):
            raise NotReady(state.fraction, state.message)
        if isinstance(state, CannotOpen):
            raise state
        return state

    @property
    def snapshot(self) -> Snapshot:
        """The incidents as they are stored now; of a large record, as they were before it changed until it is read
        anew. Raises what `application` raises, and NotReady while it is read for the first time.
        """
        store = self.application.store
        try:
            return self._latest.of(store)
        except StillReading as state:
            raise NotReady(state.fraction, str(state)) from state

    def newest(self) -> int:
        """The version that `snapshot` would give at once: every open page asks this again and again. Raises what
        `snapshot` raises.
        """
        version = self._latest.newest(self.application.store)
        return self.snapshot.version if version is None else version

    def _report_progress(self, fraction: float, message: str) -> None:
        self._state = Opening(fraction=min(max(fraction, 0.0), 1.0), message=message)

    def _open(self) -> None:
        memory.save()
        try:
            application = self._opener(self._report_progress)
            self._latest.begin(application.store)  # the first visitor should not wait for it
            self._state = application
        except Exception as error:  # whatever it is, a person must read it, not a log alone
            log.exception("the application could not be opened")
            self._state = CannotOpen(str(error) or type(error).__name__)


def default_opener(settings: Settings | None = None) -> Callable[[Progress], Application]:
    """Opens what the settings name; without settings, what the environment names."""

    def open_it(progress: Progress) -> Application:
        from mapapp.settings import Settings  # noqa: PLC0415  see the top of this file
        from mapapp.web.workshop import Workshop, start_worker  # noqa: PLC0415
        from mapapp.wiring import open_application  # noqa: PLC0415

        application = open_application(settings or Settings.from_environment(), progress=progress)
        workshop = Workshop(application.store, application.settings, start_worker)
        workshop.open()
        atexit.register(workshop.close)
        return application

    return open_it


_current: Backend | None = None


def use(backend: Backend) -> Backend:
    """Make this the backend of the process's pages, which Streamlit runs as scripts and so cannot be handed one."""
    global _current  # noqa: PLW0603
    _current = backend
    return backend


def current() -> Backend:
    """The backend of this process; made from the environment where nobody has set one."""
    return _current or use(Backend(default_opener()))
