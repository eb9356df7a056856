"""The tables of `schemes.toml` and `countries.csv`."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from mapapp.domain.incident import PartyKind

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryCodes:
    """How a country is coded; an empty text is not known."""

    iso: str
    """ISO 3166-1 numeric, without leading zeros as ACLED writes it: "760"."""
    acled_region: str
    ucdp_region: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AcledScheme:
    """ACLED's codes for our types and kinds."""

    disorder: Mapping[str, str]
    """By top-level type; types that are not in it are outside ACLED."""
    disorder_of_sub_event: Mapping[str, str]
    inter: Mapping[PartyKind, str]
    """In the order of ACLED's numbers; kinds that are not in it may be one or another of ACLED's."""
    targeting_always: frozenset[str]
    """Top-level types that are civilian targeting by themselves."""
    targeting_by_target: frozenset[str]
    """Top-level types that are so when the first target are civilians."""
    alone: frozenset[str]
    """Top-level types that need no second party."""
    crowd: frozenset[str]
    """Top-level types whose tags tell the size of the crowd."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UcdpScheme:
    """What counts for UCDP, and what kinds of parties are in a conflict."""

    violence: frozenset[str]
    """Top-level types that count whether or not the parties are known."""
    never: frozenset[str]
    """Top-level types that never count."""
    state: frozenset[PartyKind]
    group: frozenset[PartyKind]
    unarmed: frozenset[PartyKind]


def _kinds(names: list[str]) -> frozenset[PartyKind]:
    return frozenset(map(PartyKind, names))


def _acled(raw: Mapping[str, Any]) -> AcledScheme:
    return AcledScheme(
        disorder=raw["disorder"],
        disorder_of_sub_event=raw["disorder_of_sub_event"],
        inter={PartyKind(kind): label for kind, label in raw["inter"].items()},
        targeting_always=frozenset(raw["civilian_targeting"]["always"]),
        targeting_by_target=frozenset(raw["civilian_targeting"]["by_target"]),
        alone=frozenset(raw["alone"]),
        crowd=frozenset(raw["crowd"]),
    )


def _ucdp(raw: Mapping[str, Any]) -> UcdpScheme:
    return UcdpScheme(
        violence=frozenset(raw["violence"]),
        never=frozenset(raw["never"]),
        state=_kinds(raw["state"]),
        group=_kinds(raw["group"]),
        unarmed=_kinds(raw["unarmed"]),
    )


def _countries() -> Mapping[str, CountryCodes]:
    with (HERE / "countries.csv").open(encoding="utf-8", newline="") as lines:
        return MappingProxyType({row.pop("code"): CountryCodes(**row) for row in csv.DictReader(lines)})


_RAW = tomllib.loads((HERE / "schemes.toml").read_text(encoding="utf-8"))
ACLED = _acled(_RAW["acled"])
UCDP = _ucdp(_RAW["ucdp"])
COUNTRIES = _countries()
"""By ISO 3166-1 alpha-2."""
NOT_KNOWN = CountryCodes(iso="", acled_region="", ucdp_region="")
