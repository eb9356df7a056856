"""What a frozen view keeps of an incident: what is known of it, and no word of a report.

Where it was, when, what, how sure and how many stay as they were on that day, also when the incident is edited or its
report is removed: a place is its name, or how far from which place. Sentences, names of parties and reasons are never
copied: who removes a report removes its words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from mapapp.domain.incident import Incident
from mapapp.store import payload


def bare(incident: Incident) -> Incident:
    """The incident without the words of its reports."""
    return replace(
        incident,
        places=tuple(replace(place, surface="", modifier=None) for place in incident.places),
        when=incident.when and replace(incident.when, wording="", rule=""),
        counts=tuple(replace(count, wording="") for count in incident.counts if count.is_whole),
        actors=(),
        targets=(),
        claims=(),
        reasons=(),
    )


def digest(lines: Iterable[str]) -> str:
    """SHA-256 of frozen lines in their order, hexadecimal."""
    made = hashlib.sha256()
    for line in lines:
        made.update(line.encode("utf-8", "surrogatepass") + b"\n")
    return made.hexdigest()


def line(incident: Incident) -> str:
    """One frozen line."""
    return payload.dumps(bare(incident))
