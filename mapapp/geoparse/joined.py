"""“The Kabul-Kandahar highway”: one word by its letters, two names by its meaning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from gazetteer.lookup import Gazetteer
from mapapp.domain.mention import Mention
from mapapp.domain.report import Span
from mapapp.geoparse.pairs import ROAD_AFTER
from mapapp.geoparse.window import after


def parted(text: str, mentions: Iterable[Mention], gazetteer: Gazetteer) -> Iterator[Mention]:
    """The mentions in order; a hyphened one that is no name, and which a road is called by, as its two names."""
    for mention in mentions:
        ends = _ends(text, mention, gazetteer)
        for span in ends or (mention.span,):
            yield mention if span == mention.span else replace(mention, span=span, surface=span.of(text))


def _ends(text: str, mention: Mention, gazetteer: Gazetteer) -> tuple[Span, Span] | None:
    """The spans of the two names; None where the mention is one name. The first hyphen between two names parts them."""
    surface, start = mention.span.of(text), mention.span.start
    if "-" not in surface or not ROAD_AFTER.match(after(text, mention.span.end)) or gazetteer.has_name(surface):
        return None
    for at in (at for at, character in enumerate(surface) if character == "-"):
        if gazetteer.has_name(surface[:at]) and gazetteer.has_name(surface[at + 1 :]):
            return Span(start=start, end=start + at), Span(start=start + at + 1, end=mention.span.end)
    return None
