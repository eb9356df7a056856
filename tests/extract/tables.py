"""Tables of cases, one row a case, named by its text."""

from __future__ import annotations

from typing import Any

import pytest


def rows(*table: Any) -> list[Any]:
    """Rows of a table; each is named by its first value."""
    return [row if hasattr(row, "marks") else pytest.param(*row, id=str(row[0])) for row in table]


def not_yet(*values: Any, why: str) -> Any:
    """A row that states what is right and does not hold yet. Once it holds, the test asks to take the mark off."""
    return pytest.param(*values, id=str(values[0]), marks=pytest.mark.xfail(strict=True, reason=why))
