"""Where a command writes: checked before the work, put in its place when it is complete, never left half done."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from gazetteer.errors import BadTable

INTERRUPTED = 130
"""What a shell expects of a command that was stopped by Ctrl+C."""


def check_folder(target: Path) -> None:
    """Raises BadTable where no file can be written, which is better known before the work than after it."""
    folder = target.resolve().parent
    if not folder.is_dir():
        raise BadTable(f"there is no folder {folder} for {target.name}; make it, or give another name")
    if not os.access(folder, os.W_OK):
        raise BadTable(f"nothing may be written in {folder}; give {target.name} another folder")


@contextmanager
def written(target: Path) -> Iterator[BinaryIO]:
    """A file beside the target, put in its place only when it is complete. SIGTERM meanwhile is as Ctrl+C."""
    path = target.resolve()
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    with _ended_as_by_ctrl_c():
        try:
            with temporary.open("wb") as stream:
                yield stream
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


@contextmanager
def _ended_as_by_ctrl_c() -> Iterator[None]:
    """Only Python's main thread hears signals; in another one nothing changes."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(number: int, _: object) -> None:
    signal.signal(number, signal.SIG_IGN)  # asked once, all is put away undisturbed
    raise KeyboardInterrupt
