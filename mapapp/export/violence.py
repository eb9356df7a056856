"""Whose violence it was, after UCDP: 1 state-based, 2 non-state, 3 one-sided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mapapp.domain.incident import Incident, Party, PartyKind
from mapapp.export.schemes import UCDP
from mapapp.export.telling import sides_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Violence:
    """The two sides of an incident."""

    code: int | None
    """1, 2 or 3; None where the kinds of the parties do not tell."""
    side_a: tuple[Party, ...]
    """In state-based violence the state's, else who acted. The first gives the side its name."""
    side_b: tuple[Party, ...]

    @property
    def unarmed(self) -> tuple[Party, ...]:
        """Those to whom it was done and who are counted as civilians."""
        return tuple(party for party in (*self.side_a, *self.side_b) if party.kind in UCDP.unarmed)


def violence_of(incident: Incident) -> Violence:
    """The sides and what their kinds make of it."""
    acting, suffering = sides_of(incident)
    code = _code(acting, suffering)
    turned = code == 1 and not _is(acting, UCDP.state)
    side_a, side_b = (suffering, acting) if turned else (acting, suffering)
    return Violence(code=code, side_a=side_a, side_b=side_b)


def _code(acting: Sequence[Party], suffering: Sequence[Party]) -> int | None:
    armed = UCDP.state | UCDP.group
    if _is(suffering, UCDP.unarmed) and _is(acting, armed | {PartyKind.GOVERNMENT}):
        return 3
    if not (_is(acting, armed) and _is(suffering, armed)):
        return None
    return 1 if _is(acting, UCDP.state) or _is(suffering, UCDP.state) else 2


def _is(parties: Sequence[Party], kinds: frozenset[PartyKind]) -> bool:
    """Is the first of them of these kinds?"""
    return bool(parties) and parties[0].kind in kinds
