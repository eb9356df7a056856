"""What can go wrong with the store. Each message says what to do."""

from __future__ import annotations

from mapapp.domain.errors import MapappError


class StoreUnusable(MapappError, OSError):
    """The database cannot be opened, read or written."""


class StoreTooNew(MapappError, RuntimeError):
    """A newer version of the program wrote it; this one would damage what it does not know."""


class _NotKept(MapappError, KeyError):
    """A KeyError whose text is the sentence itself, not its repr."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class UnknownReport(_NotKept):
    """No report with this id is kept."""


class UnknownIncident(_NotKept):
    """No incident with this id is kept."""


class UnknownDecision(_NotKept):
    """The log has no decision with this number."""


class UnknownFeed(_NotKept):
    """No feed is kept under this address."""


class UnknownSavedView(_NotKept):
    """No view is saved under this id."""


class UnknownJob(_NotKept):
    """No job with this id is kept."""
