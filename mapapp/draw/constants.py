"""Which text may enter a folium element.

folium compiles its own output as a second template: text from a report, a link or a person would run as code on the
server. So only what these functions let through gets in; everything else travels as JSON over HTTP.
"""

from __future__ import annotations

import re

_QUERY = re.compile(r"[A-Za-z0-9%&=._~+-]*")
_IDENTIFIER = re.compile(r"[A-Za-z0-9._~:-]+")
_PATH = re.compile(r"/[A-Za-z0-9/._-]*")
_NAME = re.compile(r"[A-Za-z0-9 ,/()&.-]+")
_SENTENCE = re.compile(r"(?!.*\{[{%#])[^\x00-\x1f\x7f]*")
_COLOUR = re.compile(r"#[0-9a-f]{6}")


LAYERS = ("points", "areas", "areas-killed", "areas-per100k", "hexagons", "heat", "tracks")
"""Ways to draw the incidents, as links and mapapp/static/layer-switch.js know them."""


NAMES = ("both", "english", "local")
"""Ways to write the names of the offline basemap, as links and mapapp/static/ground.js know them."""


def query_text(query: str) -> str:
    """The query string itself, percent-encoded ASCII; raises ValueError for anything else."""
    return _only(_QUERY, query, "a percent-encoded query")


def identifier(text: str) -> str:
    """The id of an incident; raises ValueError for anything else."""
    return _only(_IDENTIFIER, text, "an id")


def layer(text: str) -> str:
    """One of LAYERS; raises ValueError for anything else."""
    if text not in LAYERS:
        raise ValueError(f"only a layer of {', '.join(LAYERS)} may enter the map, not {text[:40]!r}")
    return text


def names(text: str) -> str:
    """One of NAMES; raises ValueError for anything else."""
    if text not in NAMES:
        raise ValueError(f"only names of {', '.join(NAMES)} may enter the map, not {text[:40]!r}")
    return text


def path(text: str) -> str:
    """An absolute path on our own server, no host; raises ValueError for anything else."""
    if text.startswith("//"):
        raise ValueError("a path on this server begins with one slash")
    return _only(_PATH, text, "a path on this server")


def name(text: str) -> str:
    """A plain name of ours; raises ValueError for anything else."""
    return _only(_NAME, text, "a plain name")


def sentence(text: str) -> str:
    """A sentence of ours or a translator's, which the second template leaves as it is; raises ValueError for others."""
    return _only(_SENTENCE, text, "a sentence")


def colour(text: str) -> str:
    """A colour as "#rrggbb"; raises ValueError for anything else."""
    return _only(_COLOUR, text, "a colour")


def _only(allowed: re.Pattern[str], text: str, what: str) -> str:
    if not allowed.fullmatch(text):
        raise ValueError(f"only {what} may enter the map, not {text[:40]!r}")
    return text
