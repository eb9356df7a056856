"""Which language is spoken just now: that of the request or of the reader's session. Readers share nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from mapapp.spoken.catalogs import LANGUAGES, SOURCE

_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)
_askers: list[Callable[[], str | None]] = []


def language() -> str:
    """What `speak` said in this context; else what the reader's session says; else SOURCE."""
    said = _spoken.get()
    if said is not None:
        return said
    return next((found for asked in _askers if (found := asked())), SOURCE)


def speak(code: str) -> None:
    """Speak this language to the end of the context, which is that of one request. Raises ValueError."""
    if code not in LANGUAGES:
        raise ValueError(f"there is no language {code[:40]!r} here")
    _spoken.set(code)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak this language for a while."""
    before = _spoken.get()
    speak(code)
    try:
        yield
    finally:
        _spoken.set(before)


def ask(asker: Callable[[], str | None]) -> None:
    """Where nobody has said, ask this: it answers for the session that runs in the present thread, or None."""
    if asker not in _askers:
        _askers.append(asker)
