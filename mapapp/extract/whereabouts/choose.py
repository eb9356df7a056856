"""The places of an incident: what the rules say, unless the report as a whole says otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from mapapp.domain.incident import PlaceRole
from mapapp.extract.one_place import coarseness, same_place
from mapapp.extract.tellings import PlaceHint
from mapapp.extract.whereabouts.candidates import Candidate, Located
from mapapp.extract.whereabouts.model import WhereaboutsModel, the_model
from mapapp.extract.whereabouts.places_named import PlacesNamed
from mapapp.extract.whereabouts.sight import IN_TOWN, Known, Sight

LEAST, LEAST_FOR_LENT, LEAST_IN_TOWN = 0.55, 0.45, 0.2
"""From which chance on another place stands in the stead of the rules'; of one that they only lend to it; of a street
or a quarter that no list has. Read off 1,700 incidents, cross-validated: of 48 others for an own place 32 are right,
and 20 of the rules'; of 27 for a lent one 18, and two of the rules'; of 24 towns of a street 17; where the rules have
none, 30 of 36.
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
    if chances[best] < least(sight) or any(_says_no_less(hint, other) for hint in by_rules):
        return by_rules
    return (other,)


def least(sight: Sight) -> float:
    """From which chance on another place than the rules' is an incident's."""
    if sight.known is Known.STRANGE and sight.strange == IN_TOWN:
        return LEAST_IN_TOWN
    return LEAST_FOR_LENT if sight.known is Known.LENT else LEAST


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
