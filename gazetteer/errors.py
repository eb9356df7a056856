"""What can go wrong with the gazetteer. Each error is also the built-in a caller would expect."""

from __future__ import annotations


class GazetteerError(Exception):
    """The family. The message says what to do and can be shown to people."""


class GazetteerMissing(GazetteerError, FileNotFoundError):
    """There is no gazetteer file yet."""


class GazetteerBroken(GazetteerError, RuntimeError):
    """The file is there but half built, damaged or made for another version."""


class SourceMissing(GazetteerError, ImportError):
    """A package or file that places are read from is not there."""


class SupplementMistaken(GazetteerError, ValueError):
    """A row of a hand-kept table can't be read."""


class UnknownPlace(GazetteerError, KeyError):
    """No place has this id."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class UnknownView(GazetteerError, ValueError):
    """No such point of view on disputed ground."""


class UnknownCountry(GazetteerError, ValueError):
    """No country has this code."""


class BadQuery(GazetteerError, ValueError):
    """An empty name, or a point which is not on Earth."""


class BadTable(GazetteerError, ValueError):
    """A table which can't be read, lacks a column that is asked for, or would be written over another file."""


class TableMistaken(GazetteerError, ValueError):
    """A file can't be read as a table of places, or its columns aren't known."""


class LayerMistaken(GazetteerError, ValueError):
    """A layer of this name can't be added or removed."""


class LayerExists(LayerMistaken):
    """There is a layer of this name already."""


class LayerUnknown(GazetteerError, KeyError):
    """No layer has this name."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class NotWritten(GazetteerError, OSError):
    """The gazetteer file could not be changed; it is as it was."""


class DumpMissing(GazetteerError, FileNotFoundError):
    """A GeoNames file that a gazetteer is made from is not there."""


class DumpMistaken(GazetteerError, ValueError):
    """A file is no GeoNames file, or can't be unpacked."""


class BuildBusy(GazetteerError, RuntimeError):
    """Another build is writing this gazetteer."""


class DiskFull(GazetteerError, OSError):
    """There is no room for the gazetteer."""


class DownloadFailed(GazetteerError, ConnectionError):
    """A file could not be fetched from GeoNames."""
