"""From where to where: `python -m tests.quality.tracks [--misses]` prints the share of sentences that are read right.

`tracks.jsonl` has two halves: rules may be tuned on "tune"; of "test" only the figure is ever looked at. A sentence is
right where some incident has exactly the origins and destinations of the gold, with its status where that is given, and
where no incident has any other.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from gazetteer.lookup import Gazetteer
from mapapp.domain.incident import Incident, PlaceRole
from mapapp.domain.report import Report
from mapapp.pipeline import Pipeline
from tests.quality.corpora import HERE

Entry = dict[str, Any]
Ends = tuple[list[str], list[str]]


def entries(split: str) -> Iterator[Entry]:
    """The sentences of one half."""
    for line in (HERE / "tracks.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if entry["split"] == split:
            yield entry


def ends_of(incident: Incident) -> Ends:
    """The names of its origins and its destinations, as written."""
    return _named(incident, PlaceRole.ORIGIN), _named(incident, PlaceRole.DESTINATION)


def _named(incident: Incident, role: PlaceRole) -> list[str]:
    return sorted(place.surface for place in incident.places if place.role is role)


def is_right(incidents: tuple[Incident, ...], entry: Entry) -> bool:
    """Are the ends of the gold told, and no others?"""
    wanted = sorted(entry["from"]), sorted(entry["to"])
    told = [incident for incident in incidents if any(ends_of(incident))]
    if wanted == ([], []):
        return not told
    status = entry.get("status", "reported")
    return bool(told) and all(ends_of(one) == wanted and one.status.value == status for one in told)


def figure(pipeline: Pipeline, split: str) -> tuple[int, int, list[str]]:
    """How many are right, how many there are, and what was read of the others."""
    right, misses, every = 0, [], list(entries(split))
    for entry in every:
        incidents = pipeline.read(Report(text=entry["text"])).incidents
        if is_right(incidents, entry):
            right += 1
        else:
            read = [(one.event_type.code, one.status.value, *ends_of(one)) for one in incidents]
            misses.append(f"{entry['id']} {entry['text']}\n     {read}")
    return right, len(every), misses


if __name__ == "__main__":
    read = Pipeline(Gazetteer.open())
    for half in ("tune",) if "--misses" in sys.argv else ("tune", "test"):
        good, asked, others = figure(read, half)
        print(f"{half:<6}both ends{good:>5} of {asked:<5}{good / asked:.3f}")
        if "--misses" in sys.argv:
            print(*others, sep="\n")
