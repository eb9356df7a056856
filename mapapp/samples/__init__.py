"""Reports to try the map with, written for this project from public facts."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, time
from importlib.resources import files
from typing import Any

from mapapp.domain.report import Report, Source, SourceKind


def sample_reports() -> list[Report]:
    """The sample reports, in the order of samples.toml."""
    table = tomllib.loads(_text("samples.toml"))
    return [_report(row) for row in table["sample"]]


def _report(row: dict[str, Any]) -> Report:
    published: date = row["published"]
    return Report(
        text=_text(row["file"]),
        title=row["title"],
        source=Source(name=row["source"]["name"], kind=SourceKind(row["source"]["kind"])),
        published=datetime.combine(published, time.min, tzinfo=UTC),
        published_rule="given with the sample",
        country_code=row.get("country"),
        language=row["language"],
    )


def _text(name: str) -> str:
    """A file of this package; bytes are decoded as they are, so that offsets do not depend on the platform."""
    return files(__name__).joinpath(name).read_bytes().decode("utf-8")
