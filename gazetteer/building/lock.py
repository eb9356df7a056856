"""One build at a time on one file."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from gazetteer.errors import BuildBusy

PAUSE = 0.5
"""Seconds between two looks at whether the other build is done."""


@contextmanager
def locked(path: Path, *, patience: float, tell: Callable[[str], None]) -> Iterator[bool]:
    """Keep other builds off `path`; the lock goes with the process, however it ends.

    Waits up to `patience` seconds for another build, and answers whether it had to. Raises BuildBusy.
    """
    lock, until, waited = path.with_name(f".{path.name}.lock"), time.monotonic() + patience, False
    while (held := _take(lock)) is None:
        if time.monotonic() >= until:
            raise BuildBusy(f"another build is writing {path} (process {_holder(lock)}); wait until it is done")
        if not waited:
            tell(f"Another build is writing {path}; waiting for it")
            waited = True
        time.sleep(PAUSE)
    try:
        os.write(held, str(os.getpid()).encode())
        yield waited
    finally:
        _release(lock, held)


def _take(lock: Path) -> int | None:
    held = os.open(lock, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415  only there

            os.lseek(held, 1 << 20, os.SEEK_SET)
            msvcrt.locking(held, msvcrt.LK_NBLCK, 1)
            os.lseek(held, 0, os.SEEK_SET)
        else:
            import fcntl  # noqa: PLC0415  only there

            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if not lock.exists() or os.fstat(held).st_ino != lock.stat().st_ino:
                raise BlockingIOError("it was taken away meanwhile")
    except OSError:
        os.close(held)
        return None
    os.truncate(held, 0)
    return held


def _release(lock: Path, held: int) -> None:
    if sys.platform == "win32":
        os.close(held)
        return
    lock.unlink(missing_ok=True)
    os.close(held)


def _holder(lock: Path) -> str:
    try:
        return lock.read_text() or "unknown"
    except OSError:
        return "unknown"
