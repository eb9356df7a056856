"""Geocoding services on the internet, for those who switch them on. Nothing here opens a socket before that.

geocoder = ChainedGeocoder(OfflineGeocoder(), online_geocoder())
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from gazetteer.online.errors import OnlineFailed, SettingMistaken
from gazetteer.online.settings import OnlineSettings

if TYPE_CHECKING:
    from gazetteer.online.geocoder import OnlineGeocoder

__all__ = ["OnlineFailed", "OnlineGeocoder", "OnlineSettings", "SettingMistaken", "find_online", "online_geocoder"]


def online_geocoder(settings: OnlineSettings | None = None) -> OnlineGeocoder | None:
    """The service that the settings name (by default those of the environment); None when none is switched on.

    Raises SettingMistaken, with a sentence for each mistake.
    """
    settings = settings or OnlineSettings.from_environment()
    if not settings.service:
        return None
    from gazetteer.online.geocoder import OnlineGeocoder  # noqa: PLC0415  geopy opens the network's modules

    return OnlineGeocoder(settings)


def find_online(
    name: str, *, country: str | None = None, limit: int = 10, tell: Callable[[str], None] = lambda _: None
) -> list[dict[str, Any]]:
    """What the service of the environment knows of a name, in the shape of gazetteer.answers.as_json.

    `tell` hears why the cache could not be used, where that is so.

    Empty when it knows none. Raises SettingMistaken when no service is switched on, OnlineFailed when it can't answer.
    """
    geocoder = online_geocoder()
    if geocoder is None:
        raise SettingMistaken("no online service is switched on; set GAZETTEER_ONLINE, such as GAZETTEER_ONLINE=photon")
    try:
        return geocoder.find(name, country=country, limit=limit)
    finally:
        if geocoder.cache_problem:
            tell(geocoder.cache_problem)


def __getattr__(name: str) -> Any:  # noqa: ANN401  `from gazetteer.online import OnlineGeocoder` loads geopy only then
    if name == "OnlineGeocoder":
        from gazetteer.online.geocoder import OnlineGeocoder  # noqa: PLC0415

        return OnlineGeocoder
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
