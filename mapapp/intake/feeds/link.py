"""The address that an entry's link means."""

from __future__ import annotations

from collections.abc import Iterable

from mapapp.intake.fetch import NotFetched, web_address


def first_web_link(links: Iterable[object], base: str) -> str | None:
    """The first that leads into the web, made whole; None where none does."""
    for link in links:
        if isinstance(link, str) and link.strip():
            try:
                return web_address(link, base=base).url
            except NotFetched:
                continue
    return None
