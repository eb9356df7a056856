"""geopy's own geocoder for a service, made from our settings, and what the service asks of those who use it."""

from __future__ import annotations

import csv
import inspect
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from geopy.exc import ConfigurationError, GeocoderNotFound
from geopy.geocoders import get_geocoder_for_service
from geopy.geocoders.base import Geocoder

from gazetteer.online.errors import SettingMistaken
from gazetteer.online.settings import PREFIX, OnlineSettings
from gazetteer.online.transport import Transport

KEYS = ("api_key", "apikey", "subscription_key", "username")
"""What geopy's geocoders call the one thing that they want from those who registered."""
COUNTRIES = ("country_codes", "country")
"""What they call a country to stay in, as two letters."""


class Credit(NamedTuple):
    """A row of services.csv."""

    attribution: str
    """Must stand beside what is shown of an answer."""
    terms: str
    """An address."""


def credit(service: str) -> Credit:
    """Whom to name for answers of this service."""
    return _credits().get(service, Credit(f"Found by {service}; its terms say whom to credit", ""))


@cache
def _credits() -> dict[str, Credit]:
    with Path(__file__).with_name("services.csv").open(encoding="utf-8", newline="") as table:
        return {row["service"]: Credit(row["attribution"], row["terms"]) for row in csv.DictReader(table)}


def made(settings: OnlineSettings) -> Geocoder:
    """A geocoder of geopy, asking by our transport. Raises SettingMistaken for what the service does not take."""
    try:
        kind = get_geocoder_for_service(settings.service)
    except GeocoderNotFound:
        raise SettingMistaken(
            f"{PREFIX} must be a service that geopy knows, such as nominatim or photon, not {settings.service!r}"
        ) from None
    wanted = {"domain": settings.domain, "scheme": settings.scheme, _key(kind): settings.api_key}
    options = {name: value for name, value in wanted.items() if value is not None and name in parameters(kind)}
    if settings.domain and "domain" not in options:
        raise SettingMistaken(f"{settings.service} has one address only; unset {PREFIX}_DOMAIN")
    if settings.scheme != "https" and "scheme" not in options:
        raise SettingMistaken(f"{settings.service} is asked by https only; unset {PREFIX}_SCHEME")
    if settings.api_key and _key(kind) not in options:
        raise SettingMistaken(f"{settings.service} takes no key; unset {PREFIX}_API_KEY")
    try:
        return kind(
            timeout=settings.timeout_seconds, user_agent=settings.user_agent, adapter_factory=Transport, **options
        )
    except (ConfigurationError, TypeError) as problem:
        raise SettingMistaken(
            f"{settings.service} refuses these settings ({problem}). If it wants a key, set {PREFIX}_API_KEY"
        ) from problem


def _key(kind: type[Geocoder]) -> str:
    return next((name for name in KEYS if name in parameters(kind)), KEYS[0])


def parameters(called: Callable[..., Any]) -> frozenset[str]:
    """The names of what can be given to it."""
    return frozenset(inspect.signature(called).parameters)


def country_option(geocoder: Geocoder) -> str | None:
    """The option that makes a service stay in a country; None where it has none."""
    return next((name for name in COUNTRIES if name in parameters(geocoder.geocode)), None)


def country_of(raw: dict[str, Any]) -> str | None:
    """The ISO 3166-1 alpha-2 code in a service's answer, upper case; None where it tells none."""
    for part in (raw, *(raw.get(name) for name in ("address", "properties", "components"))):
        if isinstance(part, dict):
            for name in ("country_code", "countrycode", "countryCode"):
                if isinstance(code := part.get(name), str) and len(code) == 2:
                    return code.upper()
    return None
