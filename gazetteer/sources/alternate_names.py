"""Rows of GeoNames' alternateNamesV2.txt: names by place, with their language and what they are."""

from __future__ import annotations

from dataclasses import dataclass

from gazetteer.place import NameForm
from gazetteer.sources.dump_lines import LONGEST_LINE
from gazetteer.sources.feature_kinds import name_tags
from gazetteer.sources.geonames_dump import BrokenRow, KnownName

LEAST_COLUMNS = 4
FLAGS = 4
"""Preferred, short, colloquial, historic: "1" or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlternateRow:
    """A name of a place."""

    geonames_id: int
    name: KnownName


def parse_alternate(line: bytes) -> AlternateRow | None:
    """Read a row; None for one that is no name (a link, a postal code). Raises BrokenRow with the reason."""
    if len(line) > LONGEST_LINE:
        raise BrokenRow(f"the line is longer than {LONGEST_LINE:,} bytes")
    try:
        cells = line.decode("utf-8").split("\t")
    except UnicodeDecodeError as problem:
        raise BrokenRow(f"byte {problem.start + 1} is not UTF-8") from problem
    if len(cells) < LEAST_COLUMNS:
        raise BrokenRow(f"{len(cells)} columns instead of 10")
    geonames_id, tag, text = cells[1], cells[2], cells[3].strip()
    if not (geonames_id.isascii() and geonames_id.isdecimal() and len(geonames_id) < 12):
        raise BrokenRow(f"{geonames_id[:20]!r} is no GeoNames id")
    if not text or "\0" in text:
        raise BrokenRow("it has no name")
    means = name_tags().get(tag, "")
    if means == "nothing" or tag.startswith("nuts"):
        return None
    flags = (cells[4:8] + [""] * FLAGS)[:FLAGS]
    return AlternateRow(geonames_id=int(geonames_id), name=_known(text, tag, means, flags))


def _known(text: str, tag: str, means: str, flags: list[str]) -> KnownName:
    preferred, _short, colloquial, historic = (flag == "1" for flag in flags)
    past = historic or means == "historic"
    kind = "historic" if past else "abbreviation" if means else "alternate"
    strong = not past and not colloquial and means != "code"
    language = None if means else tag or None
    return KnownName(
        form=NameForm(text=text, kind=kind, strong=strong, language=language), preferred=preferred and not past
    )
