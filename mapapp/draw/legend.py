"""What marks on the map mean: letter and colour by type, filled or hollow by status. Plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from mapapp.domain.event_types import GROUPS
from mapapp.domain.incident import Status
from mapapp.domain.names import event_name
from mapapp.draw import constants
from mapapp.spoken import N_, _


class Mark(StrEnum):
    """How a mark is drawn. Only SOLID says that it happened."""

    SOLID = "solid"
    OPEN = "open"
    """Hollow with a full line."""
    DASHED = "dashed"
    """Hollow with a dashed line."""
    DOTTED = "dotted"
    """Hollow with a dotted line."""
    FADED = "faded"
    """Hollow with a thin line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusMark:
    """A status as the reader sees it."""

    status: Status
    name: str
    """In a popup: "Denied"."""
    mark: Mark
    legend: str | None = None
    """The line in the legend; None where another status has it."""


STATUS_MARKS = (
    StatusMark(status=Status.REPORTED, name=N_("Reported"), mark=Mark.SOLID, legend=N_("Told to have happened")),
    StatusMark(status=Status.CLAIMED, name=N_("Claimed by one side"), mark=Mark.SOLID),
    StatusMark(status=Status.DISPUTED, name=N_("Disputed"), mark=Mark.SOLID),
    StatusMark(status=Status.DENIED, name=N_("Denied"), mark=Mark.OPEN, legend=N_("Denied")),
    StatusMark(status=Status.PLANNED, name=N_("Planned"), mark=Mark.DASHED, legend=N_("Planned or announced")),
    StatusMark(status=Status.HYPOTHETICAL, name=N_("Hypothetical"), mark=Mark.DOTTED, legend=N_("Hypothetical")),
    StatusMark(status=Status.HISTORICAL, name=N_("Historical"), mark=Mark.FADED, legend=N_("Long past")),
    StatusMark(status=Status.SUPERSEDED, name=N_("Superseded"), mark=Mark.FADED),
)
"""Every status, in the order of the legend."""


class GroupMark(Protocol):
    """A top-level type as the map shows it."""

    @property
    def name(self) -> str:
        """Such as "Battles"."""

    @property
    def letter(self) -> str:
        """One, beside the colour."""

    @property
    def colour(self) -> str:
        """Such as "#0072e5"."""


Palette = dict[str, list[dict[str, str]]]
"""What the JavaScript gets: "groups" and "statuses", each row with its code, in the order of the legend."""


def palette(groups: Mapping[str, GroupMark] = GROUPS) -> Palette:
    """The palette for the layer and its legend; raises ValueError where a text is not a plain constant."""
    return {
        "groups": [_group(code, group) for code, group in groups.items()],
        "statuses": [_status(row) for row in STATUS_MARKS],
    }


def _group(code: str, group: GroupMark) -> dict[str, str]:
    return {
        "code": constants.identifier(code),
        "name": constants.sentence(event_name(constants.name(group.name))),
        "letter": constants.name(group.letter),
        "colour": constants.colour(group.colour),
    }


def _status(row: StatusMark) -> dict[str, str]:
    shown = {"code": row.status.value, "name": constants.sentence(_(row.name)), "mark": row.mark.value}
    return shown | ({"legend": constants.sentence(_(row.legend))} if row.legend else {})
