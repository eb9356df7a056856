"""Every setting, its unit and its default. Each comes from an environment variable of the same name."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mapapp.domain.basemap import Basemap, read_basemaps
from mapapp.domain.mention import NameOfBoth

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this server is set up."""

    data_dir: Path = ROOT / "data"
    """MAPAPP_DATA_DIR: where the prepared gazetteer and the incidents are kept."""
    database_url: str = ""
    """MAPAPP_DATABASE: an SQLAlchemy address; empty is a SQLite file in the data folder."""
    host: str = "127.0.0.1"
    """MAPAPP_HOST: the address to listen on; 0.0.0.0 serves the whole network."""
    port: int = 8501
    """MAPAPP_PORT."""
    samples: bool = True
    """MAPAPP_SAMPLES=0: start with an empty map instead of the sample reports."""
    originals: bool = True
    """MAPAPP_ORIGINALS=0: keep no copy of the pages and files that reports are taken out of."""
    table_rows: int = 20_000
    """MAPAPP_TABLE_ROWS: the most rows of a table that the page "Places of a table" takes."""
    table_megabytes: int = 10
    """MAPAPP_TABLE_MEGABYTES: the same in megabytes."""

    api_per_minute: int = 3_000
    """MAPAPP_API_PER_MINUTE: requests that one address may send to the HTTP API in a minute; 0 is no limit."""
    api_origins: tuple[str, ...] = ()
    """MAPAPP_API_ORIGINS: sites whose pages may read the HTTP API, with spaces between them, such as
    https://maps.example; * is all of them. None by default."""

    name_of_both: NameOfBoth = NameOfBoth.CITY
    """MAPAPP_NAME_OF_BOTH: what a name means that a city and its province share, where the text does not say."""

    upload_megabytes: int = 200
    """MAPAPP_UPLOAD_MEGABYTES: the largest file that the page "Add reports" takes; larger ones are for `ingest`."""
    workers: int = 1
    """MAPAPP_WORKERS: processes that the app starts to read what waits in the queue, while something waits; about
    600 MB each. 0: somebody runs `python -m mapapp worker`."""
    fetch: bool = False
    """MAPAPP_FETCH=1: this server may fetch pages and feeds from other sites (docs/fetching.md). Off by default: then
    it asks no other host for anything."""
    contact: str = ""
    """MAPAPP_CONTACT: an address of mail or web that sites hear when they are asked. None by default."""

    basemaps: tuple[Basemap, ...] = ()
    """MAPAPP_BASEMAPS: a TOML file that lists basemaps of one's own (docs/basemaps.md). None by default: then no
    browser asks any other host."""

    public_url: str = ""
    """MAPAPP_PUBLIC_URL: the address under which others reach this server, such as https://map.example; it stands in
    feeds and previews. Empty: what each request says."""
    frame_ancestors: str = "*"
    """MAPAPP_FRAME_ANCESTORS: which sites may show /embed in a frame: "*" for all, 'self' for this one, or addresses
    such as https://news.example, separated by spaces."""

    @property
    def gazetteer_file(self) -> Path:
        """The gazetteer's SQLite file."""
        return self.data_dir / "gazetteer.sqlite"

    @property
    def database(self) -> str:
        """The address of the record."""
        return self.database_url or f"sqlite:///{self.data_dir / 'incidents.sqlite'}"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read the settings. Raises ValueError, saying which variable and what it must be."""
        return cls(
            data_dir=Path(environment.get("MAPAPP_DATA_DIR") or cls.data_dir_default()),
            database_url=environment.get("MAPAPP_DATABASE", ""),
            host=environment.get("MAPAPP_HOST", "127.0.0.1"),
            port=port_of("MAPAPP_PORT", environment.get("MAPAPP_PORT", "8501")),
            samples=_switch("MAPAPP_SAMPLES", environment.get("MAPAPP_SAMPLES", "1")),
            originals=_switch("MAPAPP_ORIGINALS", environment.get("MAPAPP_ORIGINALS", "1")),
            table_rows=_count("MAPAPP_TABLE_ROWS", environment.get("MAPAPP_TABLE_ROWS", "20000"), 1_000_000),
            table_megabytes=_count("MAPAPP_TABLE_MEGABYTES", environment.get("MAPAPP_TABLE_MEGABYTES", "10"), 1_000),
            upload_megabytes=_count(
                "MAPAPP_UPLOAD_MEGABYTES", environment.get("MAPAPP_UPLOAD_MEGABYTES", "200"), 10_000
            ),
            workers=_count("MAPAPP_WORKERS", environment.get("MAPAPP_WORKERS", "1"), 64, least=0),
            fetch=_switch("MAPAPP_FETCH", environment.get("MAPAPP_FETCH", "0")),
            contact=_contact("MAPAPP_CONTACT", environment.get("MAPAPP_CONTACT", "")),
            basemaps=_basemaps("MAPAPP_BASEMAPS", environment.get("MAPAPP_BASEMAPS", "")),
            public_url=_public_url("MAPAPP_PUBLIC_URL", environment.get("MAPAPP_PUBLIC_URL", "")),
            frame_ancestors=_ancestors("MAPAPP_FRAME_ANCESTORS", environment.get("MAPAPP_FRAME_ANCESTORS", "*")),
            api_per_minute=_count(
                "MAPAPP_API_PER_MINUTE", environment.get("MAPAPP_API_PER_MINUTE", "3000"), 1_000_000, least=0
            ),
            api_origins=_origins("MAPAPP_API_ORIGINS", environment.get("MAPAPP_API_ORIGINS", "")),
            name_of_both=_name_of_both("MAPAPP_NAME_OF_BOTH", environment.get("MAPAPP_NAME_OF_BOTH", "city")),
        )

    @staticmethod
    def data_dir_default() -> Path:
        """The `data` folder beside the code."""
        return ROOT / "data"


def port_of(name: str, value: str) -> int:
    """A port number. Raises ValueError, naming the setting and what it must be."""
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= 65535:
        raise ValueError(f"{name} must be a number from 1 to 65535, not {value!r}")
    return int(value)


def _count(name: str, value: str, most: int, least: int = 1) -> int:
    if not value.isascii() or not value.isdigit() or not least <= int(value[:12]) <= most:
        raise ValueError(f"{name} must be a number from {least} to {most}, not {value!r}")
    return int(value)


def _origins(name: str, value: str) -> tuple[str, ...]:
    origins = tuple(value.split())
    for origin in origins:
        if not re.fullmatch(r"\*|https?://[A-Za-z0-9.\[\]:-]+", origin):
            raise ValueError(f"{name} must be * or sites such as https://maps.example, not {origin!r}")
    return origins


def _switch(name: str, value: str) -> bool:
    if value.lower() in {"1", "true", "yes", "on"}:
        return True
    if value.lower() in {"0", "false", "no", "off"}:
        return False
    raise ValueError(f"{name} must be 1 or 0, not {value!r}")


def _contact(name: str, value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9@.:/_+~?=&%-]{0,200}", value):
        raise ValueError(
            f"{name} must be an address such as desk@paper.example or https://paper.example, not {value!r}"
        )
    return value


def _basemaps(name: str, value: str) -> tuple[Basemap, ...]:
    try:
        return read_basemaps(Path(value)) if value else ()
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from error


def _public_url(name: str, value: str) -> str:
    if value and not re.fullmatch(r"https?://[A-Za-z0-9.:\[\]-]+/?", value):
        raise ValueError(f"{name} must be an address such as https://map.example, not {value!r}")
    return value.rstrip("/")


def _ancestors(name: str, value: str) -> str:
    parts = value.split()
    if not parts or not all(re.fullmatch(r"\*|'self'|'none'|https?://[A-Za-z0-9.:*-]+", part) for part in parts):
        raise ValueError(f"{name} must be *, 'self', 'none' or addresses such as https://news.example, not {value!r}")
    return " ".join(parts)


def _name_of_both(name: str, value: str) -> NameOfBoth:
    try:
        return NameOfBoth(value.lower())
    except ValueError as error:
        raise ValueError(f"{name} must be city or province, not {value!r}") from error
