"""The errors a person may see. Each says what to do, and each is also a built-in."""

from __future__ import annotations


class MapappError(Exception):
    """The base of all our errors."""


class UnreadableReport(MapappError, ValueError):
    """The text cannot be read as a report; the message says why and what to do."""


class DataMissing(MapappError, FileNotFoundError):
    """Something `make run` prepares is not there; the message names the command."""


class LinkNotUnderstood(MapappError, ValueError):
    """A link asks for something this server does not know."""
