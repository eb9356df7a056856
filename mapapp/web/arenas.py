"""Less memory under glibc, which gives each thread that allocates a heap of its own and seldom takes one back."""

from __future__ import annotations

import ctypes
import sys

M_ARENA_MAX = -8
"""As malloc.h numbers it."""
ARENAS = 2
"""A million incidents with fifty readers: 620 MB with two heaps, 660 to 750 MB with as many as glibc likes (eight for
each core), and answers as soon.
"""


def keep_few() -> bool:
    """Let glibc open no more heaps than that. Call it before there are threads. Answers whether it was asked."""
    if not sys.platform.startswith("linux"):
        return False
    library = ctypes.CDLL(None)
    if not hasattr(library, "gnu_get_libc_version"):  # another C library has no such heaps
        return False
    return bool(library.mallopt(M_ARENA_MAX, ARENAS))
