"""Is there room on the disk, and what to say when there is not."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from pathlib import Path

from gazetteer.building.workfile import Workfile
from gazetteer.errors import DiskFull, GazetteerBroken, GazetteerError
from gazetteer.recipe import ALTERNATE_NAMES, DUMP, Recipe
from gazetteer.sources.dump_lines import size_of

PACKAGES = 0.6e9
"""Bytes at the most while the packages alone are built."""
PER_BYTE = {DUMP: 4.0, ALTERNATE_NAMES: 2.0}
"""Bytes at the most for each byte of a GeoNames file: the gazetteer, its names before they are sorted, and sorting."""
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def needed(recipe: Recipe) -> float:
    """Bytes that a build takes beside its target when it takes most, about."""
    files = (size_of(each.path) * PER_BYTE.get(each.role, 0.1) for each in recipe.inputs)
    return PACKAGES * recipe.packages + sum(files)


def free(folder: Path) -> int:
    """Bytes that are free on its disk."""
    return shutil.disk_usage(folder).free


def in_words(problem: OSError | sqlite3.Error, file: Workfile, recipe: Recipe) -> GazetteerError | None:
    """What a failure of writing comes to; None for one that says it itself."""
    code = problem.sqlite_errorname if isinstance(problem, sqlite3.Error) else ""
    if code.startswith(("SQLITE_FULL", "SQLITE_IOERR")) or (isinstance(problem, OSError) and problem.errno in FULL):
        return DiskFull(_full(problem, file, recipe))
    if code:
        return GazetteerBroken(f"the gazetteer could not be built ({problem}); run the same again")
    return None


def _full(problem: Exception, file: Workfile, recipe: Recipe) -> str:
    folder = file.path.absolute().parent
    more = max(0.0, needed(recipe) - file.size())
    kept = f"; what is done is kept in {file.path.name}, and the same command goes on from there" * file.lasting
    return (
        f"there is no more room in {folder} ({problem}): about {in_bytes(more)} are needed there and"
        f" {in_bytes(free(folder))} are free; make room and run the same again{kept}."
        " The gazetteer that was there is as it was"
    )


def in_bytes(size: float) -> str:
    """1.2e9 bytes are "1.2 GB", and less than one "300 MB"."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"
