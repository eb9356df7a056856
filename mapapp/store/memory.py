"""Memory that is not used goes back to the system: a million incidents share a process with a language model."""

from __future__ import annotations

import ctypes
import sys

ARENAS = 2
"""Pools of memory of the allocator of Linux. By default each thread may get its own, and each keeps what it had."""

_M_ARENA_MAX = -8
"""The name of this option in glibc."""


def save() -> None:
    """Let this process keep little that it does not use. Elsewhere than on Linux with glibc nothing happens."""
    if set_option := _of_c("mallopt"):
        set_option(_M_ARENA_MAX, ARENAS)


def give_back() -> None:
    """Return to the system what was used and is free now."""
    if "pyarrow" in sys.modules:
        sys.modules["pyarrow"].default_memory_pool().release_unused()
    if trim := _of_c("malloc_trim"):
        trim(0)


def _of_c(name: str) -> ctypes._NamedFuncPointer | None:
    """A function of the C library, where there is one of this name."""
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
