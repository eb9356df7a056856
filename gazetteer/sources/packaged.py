"""Where the installed data packages keep their files, and which versions they are."""

from __future__ import annotations

import csv
import importlib.metadata
import importlib.util
from functools import cache
from pathlib import Path

from gazetteer.errors import SourceMissing
from gazetteer.place import Source

DATA = Path(__file__).parent.parent / "data"
"""Hand-kept tables and the provinces' polygons."""


@cache
def folder(package: str) -> Path:
    """The data folder of an installed package, without importing it (importing may load all its data).

    Raises SourceMissing when the package is not installed.
    """
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise SourceMissing(f"the package {package} is not installed; run: pip install -r requirements.txt")
    return Path(spec.origin).parent / "data"


@cache
def version(package: str) -> str:
    """Its version, for the credit of each place; raises SourceMissing when it is not installed."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        raise SourceMissing(f"the package {package} is not installed; run: pip install -r requirements.txt") from None


@cache
def credit(package: str, layer: str, version: str) -> Source:
    """How places of a package are credited (data/credits.csv); the date only for the very version it was noted for."""
    with (DATA / "credits.csv").open(encoding="utf-8", newline="") as lines:
        row = next(row for row in csv.DictReader(lines) if row["package"] == package)
    noted = row["version"]
    dated = row["dated"] if noted == version else ""
    return Source(name=row["name"].replace(noted, version), layer=layer, licence=row["licence"], dated=dated)
