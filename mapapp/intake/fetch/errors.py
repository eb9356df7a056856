"""What can go wrong when something is fetched."""

from __future__ import annotations

from mapapp.domain.errors import MapappError


class NotFetched(MapappError, OSError):
    """An address could not be fetched. The message is a sentence: what happened, and what to do."""

    def __init__(
        self, sentence: str, *, again: bool = False, after_seconds: float | None = None, status: int | None = None
    ) -> None:
        super().__init__(sentence)
        self.again = again
        """Is there a point in trying later?"""
        self.after_seconds = after_seconds
        """How long to wait at least, where somebody said so."""
        self.status = status
        """The HTTP status that said no; None where there was none."""
