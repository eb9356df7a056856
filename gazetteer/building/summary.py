"""What was read from a dump, what was left out and why, and which rows are broken."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gazetteer.building.work import Work

SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A row that could not be read."""

    file: str
    line: int
    """Counted from 1."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Of a build."""

    lines: Mapping[str, int] = field(default_factory=dict)
    """Lines read, by the file's name."""
    places: int = 0
    """Taken from dumps."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """How many rows, by the reason."""
    broken: int = 0
    first_broken: tuple[Broken, ...] = ()
    """At most five."""
    broken_file: Path | None = None
    """Where all of them are listed."""

    def sentences(self) -> Iterator[str]:
        """For people."""
        for name, number in self.lines.items():
            yield f"{name}: {number:,} lines read"
        if self.lines:
            yield f"{self.places:,} places taken from GeoNames' files"
        for reason, number in self.left_out.items():
            yield f"{number:,} left out: {reason}"
        if self.broken:
            yield f"{self.broken:,} broken rows left out; all of them are listed in {self.broken_file}"
            yield from (f"  {row.file}, line {row.line}: {row.reason}" for row in self.first_broken)


def broken_rows_file(target: Path) -> Path:
    """Where the broken rows of a gazetteer's dumps are listed."""
    return target.with_name(f"{target.name}.broken-rows.csv")


def sum_up(work: Work, target: Path) -> Summary:
    """Of all runs that the build took; writes the list of broken rows, or takes an old one away."""
    counts = dict(work.connection.execute("SELECT what, number FROM tally ORDER BY number DESC"))
    rows = work.connection.execute("SELECT file, line, reason, start FROM broken ORDER BY rowid")
    listing = broken_rows_file(target)
    first: list[Broken] = []
    broken = int(work.connection.execute("SELECT count(*) FROM broken").fetchone()[0])
    if work.recipe.has_dump:
        listing.unlink(missing_ok=True)
    if broken:
        with listing.open("w", encoding="utf-8", newline="") as written:
            table = csv.writer(written)
            table.writerow(("file", "line", "reason", "start of the row"))
            for row in rows:
                table.writerow(row)
                if len(first) < SHOWN:
                    first.append(Broken(file=row[0], line=row[1], reason=row[2]))
    return Summary(
        lines=_under(counts, "read: "),
        places=counts.get("places", 0),
        left_out=_under(counts, "left out: "),
        broken=broken,
        first_broken=tuple(first),
        broken_file=listing if broken else None,
    )


def _under(counts: Mapping[str, int], start: str) -> dict[str, int]:
    return {what.removeprefix(start): number for what, number in counts.items() if what.startswith(start)}
