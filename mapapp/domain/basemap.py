"""Basemaps of one's own beside the offline one: tiles by XYZ or WMS, and PMTiles. A TOML file lists them.

[streets]
name = "Streets"
kind = "xyz"
url = "https://tiles.example/{z}/{x}/{y}.png"
attribution = "© OpenStreetMap contributors"
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

OFFLINE = "world"
"""The code of the basemap that comes with the program, and is shown as usual."""
MAGIC = b"PMTiles\x03"
LONGEST_NAME = 60
LONGEST_ATTRIBUTION = 300
NEAREST = 22
_CODE = re.compile(r"[a-z][a-z0-9-]{0,29}")
_HOST = re.compile(r"https?://([A-Za-z0-9-]+\.)*[A-Za-z0-9-]+(:\d{1,5})?")
_REST = re.compile(r"[A-Za-z0-9/._~%?&=+,:@{}-]*")
_FIELDS = frozenset({"name", "kind", "url", "file", "attribution", "max_zoom", "layers", "format", "version"})


class Kind(StrEnum):
    """How the tiles are asked for."""

    XYZ = "xyz"
    WMS = "wms"
    PMTILES = "pmtiles"
    """One file, asked for in ranges: vector tiles of Protomaps' kind, or pictures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basemap:
    """One basemap of one's own."""

    code: str
    """In links."""
    name: str
    """In the switch: plain text."""
    kind: Kind
    attribution: str
    """Plain text; it always stands on the map."""
    url: str = ""
    """Of XYZ with {z}, {x} and {y}; of WMS without a query; of PMTiles, empty where it is a file of this machine."""
    file: Path | None = None
    """A PMTiles file of this machine, which the server gives out itself."""
    max_zoom: int = 19
    """The nearest zoom that has tiles of its own; from there on they are drawn larger."""
    layers: str = ""
    """Of WMS, with commas between them."""
    format: str = "image/png"
    """Of WMS."""
    version: str = "1.3.0"
    """Of WMS."""

    @property
    def host(self) -> str | None:
        """Such as "https://tiles.example:8443"; None where this server gives it out."""
        found = _HOST.match(self.url)
        return found.group() if found else None


def read_basemaps(path: Path) -> tuple[Basemap, ...]:
    """The basemaps of a TOML file, in its order. Raises ValueError, saying what must be otherwise."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"{path} cannot be read as TOML: {error}") from error
    return tuple(_basemap(code, row, path.parent) for code, row in tables.items())


def _basemap(code: str, row: Any, folder: Path) -> Basemap:  # noqa: ANN401  as TOML gives it
    if not _CODE.fullmatch(code) or code == OFFLINE:
        raise ValueError(f"[{code[:40]}] must be small letters, digits and hyphens, and not {OFFLINE!r}")
    if not isinstance(row, Mapping) or (strange := row.keys() - _FIELDS):
        known = ", ".join(sorted(_FIELDS))
        raise ValueError(f"[{code}] must be a table of {known}" + (f", not {sorted(strange)[0]!r}" if row else ""))
    kind = _kind(code, row.get("kind"))
    fields: dict[str, Any] = {
        "code": code,
        "kind": kind,
        "name": _text(code, row, "name", LONGEST_NAME),
        "attribution": _text(code, row, "attribution", LONGEST_ATTRIBUTION),
        "max_zoom": _zoom(code, row.get("max_zoom", 19)),
    }
    if kind is Kind.PMTILES and "file" in row:
        return Basemap(**fields, file=_file(code, folder / _text(code, row, "file", 1000)))
    fields["url"] = _url(code, kind, row.get("url"))
    if kind is Kind.WMS:
        fields |= {"layers": _plain(code, row, "layers")}
        fields |= {key: _plain(code, row, key) for key in ("format", "version") if key in row}
    return Basemap(**fields)


def _kind(code: str, value: object) -> Kind:
    try:
        return Kind(str(value))
    except ValueError as error:
        raise ValueError(f"[{code}] kind must be {', '.join(Kind)}, not {value!r:.40}") from error


def _text(code: str, row: Mapping[str, Any], key: str, longest: int) -> str:
    text = row.get(key)
    if not isinstance(text, str) or not text.strip() or len(text) > longest or not text.isprintable():
        raise ValueError(f"[{code}] {key} must be a text of up to {longest} characters")
    return text.strip()


def _plain(code: str, row: Mapping[str, Any], key: str) -> str:
    text = row.get(key)
    if not isinstance(text, str) or not re.fullmatch(r"[A-Za-z0-9:,./_+-]{1,200}", text):
        raise ValueError(f"[{code}] {key} must be given as the WMS names it, in letters and digits")
    return text


def _zoom(code: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= NEAREST:
        raise ValueError(f"[{code}] max_zoom must be a number from 0 to {NEAREST}")
    return value


def _url(code: str, kind: Kind, value: object) -> str:
    wanted = "an address such as https://tiles.example/"
    if kind is Kind.XYZ:
        wanted += "{z}/{x}/{y}.png"
    if not isinstance(value, str) or not (host := _HOST.match(value)):
        raise ValueError(f"[{code}] url must be {wanted}")
    rest = value[host.end() :]
    holes = set(re.findall(r"{[^}]*}", rest))
    needs: set[str] = {"{z}", "{x}", "{y}"} if kind is Kind.XYZ else set()
    if not rest.startswith("/") or not _REST.fullmatch(rest) or not needs <= holes <= needs | {"{r}"}:
        raise ValueError(f"[{code}] url must be {wanted}, with nothing else in braces")
    if kind is not Kind.XYZ and urlsplit(value).query:
        raise ValueError(f"[{code}] url must have no query")
    return value


def _file(code: str, path: Path) -> Path:
    try:
        with path.open("rb") as opened:
            begins = opened.read(len(MAGIC))
    except OSError as error:
        raise ValueError(f"[{code}] file cannot be read: {error}") from error
    if begins != MAGIC:
        raise ValueError(f"[{code}] file must be a PMTiles file of version 3")
    return path.resolve()
