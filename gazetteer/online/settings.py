"""The settings of online services, each from an environment variable. A mistaken one is an error, never the default."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gazetteer.lookup import default_path
from gazetteer.online.errors import SettingMistaken

PREFIX = "GAZETTEER_ONLINE"
OFF = frozenset({"", "0", "off", "no", "false", "none"})
DOMAIN = re.compile(r"(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?(?:/[\w.~/-]*)?", re.ASCII)
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
PRINTABLE = re.compile(r"[\x20-\x7e]+")
NOMINATIM = "nominatim"
NOMINATIM_PUBLIC = "nominatim.openstreetmap.org"

TEXTS = ("DOMAIN", "SCHEME", "USER_AGENT", "API_KEY", "LANGUAGE")
NUMBERS = ("RATE_SECONDS", "TIMEOUT_SECONDS", "CACHE_DAYS", "CACHE_MB")
FILE = "CACHE"


def default_cache() -> Path:
    """online-answers.sqlite, beside the gazetteer file."""
    return default_path().with_name("online-answers.sqlite")


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineSettings:
    """Which service is asked, and how. Raises SettingMistaken for a value that can't be used."""

    service: str = ""
    """GAZETTEER_ONLINE: geopy's name of the service, such as nominatim or photon; empty is off."""
    domain: str | None = None
    """GAZETTEER_ONLINE_DOMAIN: the host of an own server, with its port; None is the service's public one."""
    scheme: str = "https"
    """GAZETTEER_ONLINE_SCHEME: https or http."""
    user_agent: str | None = None
    """GAZETTEER_ONLINE_USER_AGENT: who asks. Nominatim's policy requires it."""
    api_key: str | None = field(default=None, repr=False)
    """GAZETTEER_ONLINE_API_KEY: for services that want one."""
    language: str = "en"
    """GAZETTEER_ONLINE_LANGUAGE: of the answers, where the service lets one choose."""
    rate_seconds: float = 1.0
    """GAZETTEER_ONLINE_RATE_SECONDS: at least this long from one request to the next, of all processes together."""
    timeout_seconds: float = 10.0
    """GAZETTEER_ONLINE_TIMEOUT_SECONDS: for one request, from start to last byte."""
    cache: Path = field(default_factory=default_cache)
    """GAZETTEER_ONLINE_CACHE: the file that keeps answers and the time of the last request."""
    cache_days: float = 30.0
    """GAZETTEER_ONLINE_CACHE_DAYS: how long an answer is kept; 0 keeps none."""
    cache_mb: float = 50.0
    """GAZETTEER_ONLINE_CACHE_MB: about how large the file may become, in megabytes; the oldest answers go first."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> OnlineSettings:
        """Read the settings (by default from os.environ). An empty variable is one not set. Raises SettingMistaken."""
        environment = os.environ if environment is None else environment
        known = {f"{PREFIX}_{name}" for name in (*TEXTS, *NUMBERS, FILE)}
        unknown = sorted(name for name in environment if name.startswith(f"{PREFIX}_") and name not in known)
        if unknown:
            raise SettingMistaken(f"there is no setting {unknown[0]}; the settings are {', '.join(sorted(known))}")
        given = {name: environment.get(f"{PREFIX}_{name}", "").strip() for name in (*TEXTS, *NUMBERS, FILE)}
        values: dict[str, str | float | Path] = {name.lower(): given[name] for name in TEXTS if given[name]}
        values |= {name.lower(): _number(name, given[name]) for name in NUMBERS if given[name]}
        if given[FILE]:
            values["cache"] = Path(given[FILE]).expanduser()
        service = environment.get(PREFIX, "").strip().lower()
        return cls(service="" if service in OFF else service, **values)  # type: ignore[arg-type]

    def __post_init__(self) -> None:
        _require(self.scheme in {"http", "https"}, "SCHEME", "https or http", self.scheme)
        domain = self.domain is None or DOMAIN.fullmatch(self.domain) is not None
        _require(
            domain, "DOMAIN", "a host such as nominatim.example.org or localhost:8080, without https://", self.domain
        )
        agent = self.user_agent is None or PRINTABLE.fullmatch(self.user_agent) is not None
        _require(agent, "USER_AGENT", "plain letters on one line", self.user_agent)
        if self.api_key is not None and not PRINTABLE.fullmatch(self.api_key):
            raise SettingMistaken(f"{PREFIX}_API_KEY has a character that no key has")
        _require(LANGUAGE.fullmatch(self.language) is not None, "LANGUAGE", "a code such as en", self.language)
        _within("RATE_SECONDS", self.rate_seconds, 0, 86_400)
        _within("TIMEOUT_SECONDS", self.timeout_seconds, 0.01, 600)
        _within("CACHE_DAYS", self.cache_days, 0, 36_500)
        _within("CACHE_MB", self.cache_mb, 1, 100_000)
        _require(not self.cache.is_dir(), "CACHE", "a file, not a folder", str(self.cache))
        self._keep_to_the_policy()

    def _keep_to_the_policy(self) -> None:
        """What operations.osmfoundation.org/policies/nominatim asks for."""
        if self.service != NOMINATIM:
            return
        if not self.user_agent:
            raise SettingMistaken(
                f"set {PREFIX}_USER_AGENT to the name of your program and an address to write to; Nominatim's policy "
                "requires it (operations.osmfoundation.org/policies/nominatim)"
            )
        public = (self.domain or NOMINATIM_PUBLIC).rstrip("/").lower() == NOMINATIM_PUBLIC
        if public and self.rate_seconds < 1:
            raise SettingMistaken(f"{PREFIX}_RATE_SECONDS must be 1 or more: Nominatim's public server allows no more")


def _number(name: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise SettingMistaken(f"{PREFIX}_{name} must be a number, not {text!r}") from None


def _require(holds: bool, name: str, wanted: str, value: object) -> None:
    if not holds:
        raise SettingMistaken(f"{PREFIX}_{name} must be {wanted}, not {value!r}")


def _within(name: str, value: float, least: float, most: float) -> None:
    _require(math.isfinite(value) and least <= value <= most, name, f"a number from {least:g} to {most:g}", value)
