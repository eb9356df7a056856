"""The places of an incident: what the rules say, unless the report as a whole says otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from mapapp.domain.incident import PlaceRole
from mapapp.extract.one_place import coarseness, same_place
from mapapp.extract.tellings import PlaceHint
from mapapp.extract.whereabouts.candidates import Candidate, Located
from mapapp.extract.whereabouts.features import Known, Sight
from mapapp.extract.whereabouts.model import WhereaboutsModel, the_model
from mapapp.extract.whereabouts.places_named import PlacesNamed

LEAST = {Known.OWN: 0.7, Known.POINTED: 0.5, Known.LENT: 0.5, Known.STRANGE: 0.7, Known.NOT: 0.5}
"""What the rules know of its place → from which chance on another stands in its stead. Read off 1,683 incidents,
cross-validated: of 28 other places for an own one 24 are right from .7 on, and nine of the rules'; below, no more than
the rules'. Where the rules have none, two of three are right.
"""
LEAST_NONE = 0.6
"""From which chance on a place that the rules only lend to it from the sentence before is left out: of 24 such, one is
right."""


def places_of(
    located: Sequence[Located], at: int, table: PlacesNamed, model: WhereaboutsModel | None = None
) -> tuple[PlaceHint, ...]:
    """The places of an incident; empty where none is likely enough.

    Args:
        located: all incidents of the report in the making, in order.
        at: which of them.
        table: the places that the report names.
        model: another than the program's own, for tests.
    """
    by_rules = located[at].hints
    if any(hint.role is not PlaceRole.SCENE for hint in by_rules):
        return by_rules  # from where to where, which is no choice
    sight = Sight.of(located, at, table)
    *chances, none = (model or the_model()).chances(sight)
    best = max(range(len(chances)), key=chances.__getitem__, default=None)
    if best is None or (none >= LEAST_NONE and sight.known is Known.LENT):
        return ()
    other = _hint(sight.found[best], chances[best])
    if chances[best] < LEAST[sight.known] or any(_says_no_less(hint, other) for hint in by_rules):
        return by_rules
    return (other,)


def _says_no_less(hint: PlaceHint, other: PlaceHint) -> bool:
    """Is it the other place itself, or a quarter of that town, a village of that province?"""
    return same_place(hint, other) and coarseness(hint) <= coarseness(other)


def _hint(chosen: Candidate, chance: float) -> PlaceHint:
    mention = chosen.resolution.mention
    return PlaceHint(
        resolution=chosen.resolution,
        span=mention.span,
        surface=mention.surface,
        confidence=round(chosen.resolution.confidence * chance, 3),
        sentence=f"“{mention.surface}” is chosen among the places of the report ({chance:.0%})",
        area=chosen.resolution.area,
    )
