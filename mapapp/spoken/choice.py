"""Which of our languages a browser asks for."""

from __future__ import annotations

from mapapp.spoken.catalogs import LANGUAGES

MOST = 20
"""Wishes that are looked at."""


def preferred(wishes: str | None) -> str | None:
    """The first of our languages in the words of an Accept-Language header: "fr-CA,fr;q=0.9,en;q=0.8" is "fr".

    A wish for a dialect is met by its language. None where nothing that is asked for is here. Never raises.
    """
    found = [(weight, tag) for one in (wishes or "").split(",")[:MOST] for tag, weight in [_wish(one)] if weight > 0]
    for _, tag in sorted(found, key=lambda wish: -wish[0]):
        for code in LANGUAGES:
            if tag == code.lower() or tag.split("-")[0] == code.lower():
                return code
    return None


def _wish(text: str) -> tuple[str, float]:
    """A tag in small letters and its weight, 0 to 1."""
    tag, _, rest = text.strip().lower().partition(";")
    name, _, value = rest.strip().partition("=")
    try:
        return tag.strip(), float(value) if name.strip() == "q" else 1.0
    except ValueError:
        return tag.strip(), 0.0
