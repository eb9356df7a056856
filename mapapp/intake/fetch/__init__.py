"""An address → the bytes behind it, fetched so that neither we nor the site come to harm."""

from __future__ import annotations

from mapapp.intake.fetch.address import WebAddress, web_address
from mapapp.intake.fetch.errors import NotFetched
from mapapp.intake.fetch.fetched import Fetched, Limits
from mapapp.intake.fetch.fetcher import Fetcher
from mapapp.intake.fetch.turns import MemoryTurns, Turns

__all__ = ["Fetched", "Fetcher", "Limits", "MemoryTurns", "NotFetched", "Turns", "WebAddress", "web_address"]
