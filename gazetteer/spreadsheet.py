"""CSV that no spreadsheet takes for formulas, and that reads back as it was."""

from __future__ import annotations

import re

RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A spreadsheet may run a cell that begins so."""
NUMBER = re.compile(r"[-+]?\d+([.,]\d+)?")
"""A plain number does nothing, and coordinates west and south begin with a minus."""


def armoured(cell: str) -> str:
    """The cell with an apostrophe before it, where a spreadsheet could run it."""
    return f"'{cell}" if _runs(cell) else cell


def unarmoured(cell: str) -> str:
    """What `armoured` was given."""
    return cell[1:] if cell.startswith("'") and _runs(cell[1:]) else cell


def _runs(cell: str) -> bool:
    return cell.lstrip("'").startswith(RUN) and not NUMBER.fullmatch(cell)
