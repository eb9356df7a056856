"""What is wrong with a table or with a row of it."""

from __future__ import annotations

from mapapp.domain.errors import MapappError


class TableNotUnderstood(MapappError, ValueError):
    """The table, or the file that tells what its columns mean, cannot be used; the message says what to do."""


class BadRow(MapappError, ValueError):
    """A row tells no incident that could be kept; the message says why."""
