"""What can go wrong with online services, beside geopy's own errors."""

from __future__ import annotations

from gazetteer.errors import GazetteerError


class SettingMistaken(GazetteerError, ValueError):
    """A setting of the online services can't be used. The message names it and says what it must be."""


class OnlineFailed(GazetteerError, OSError):
    """The online service could not be asked, or its answer could not be used."""


class CacheUnusable(GazetteerError, RuntimeError):
    """The cache file is some other file."""
