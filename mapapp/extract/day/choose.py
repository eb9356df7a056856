"""The time of an incident: what the rules say, unless the report as a whole says otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mapapp.domain.when import When
from mapapp.extract.day.candidates import Ruled
from mapapp.extract.day.features import Sight
from mapapp.extract.day.model import DayModel, the_model
from mapapp.extract.day.timetable import Timetable, same_time

LEAST = 0.4
"""A time less likely than this dates nothing."""
LEAST_AGAINST_ITS_OWN = 0.5
"""The same where the incident's own sentence names another."""


def when_of(ruled: Sequence[Ruled], at: int, table: Timetable, model: DayModel | None = None) -> When | None:
    """The time of an incident.

    Args:
        ruled: all incidents of the report in the making, in order.
        at: which of them.
        table: the times that the report names.
        model: another than the program's own, for tests.
    """
    by_rules = ruled[at].when
    if _is_refused(ruled[at]):
        return by_rules
    sight = Sight.of(ruled, at, table)
    *chances, _ = (model or the_model()).chances(sight)
    best = max(range(len(chances)), key=chances.__getitem__, default=None)
    if best is None or chances[best] < (LEAST_AGAINST_ITS_OWN if sight.how == "own" else LEAST):
        return by_rules
    chosen = sight.found[best].when
    if same_time(chosen, by_rules):
        return by_rules
    return replace(chosen, wording="", rule=f"{chosen.rule}; chosen among the days of the report ({chances[best]:.0%})")


def _is_refused(one: Ruled) -> bool:
    """“On 31 April”: its own words date it, and to no day."""
    undated = one.when is not None and one.when.start is None
    return undated and any(telling.own_time and telling.when == one.when for telling in one.draft.tellings)
