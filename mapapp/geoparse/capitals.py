"""“The Somali capital”, “Iraq's capital”, “the capital of Peru”, “the capital”: towns told without their names.

Which town newspapers mean is a table, `capitals.csv`; a country whose capital is disputed is not in it.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from gazetteer.lookup import Gazetteer
from gazetteer.place import Place, PlaceKind
from gazetteer.reason import Reason
from mapapp.domain.mention import Mention, Resolution, Use
from mapapp.domain.report import Span
from mapapp.geoparse.window import after, before

VERSION = "capitals-2"
TABLE = Path(__file__).with_name("capitals.csv")
CONFIDENCE = 0.9
MOST = 0.75
"""Of the towns and provinces of a text, so many lie in the country that it is about."""
_COMPOUNDS = (
    "punishment",
    "crime",
    "murder",
    "market",
    "gain",
    "control",
    "investment",
    "flight",
    "letter",
    "offence",
    "expenditure",
    "region",
    "territory",
    "district",
    "stock",
    "goods",
    "fund",
)
_OTHER = rf"(?!\s+(?:{'|'.join(_COMPOUNDS)})s?\b)"
_NAMED_BEHIND = r"(?!(?:\s+city)?(?:,|\s+of)?\s+(?:of\s+)?[A-Z])"
_BEHIND = re.compile(rf"^(?:'s?)?\s+capital\b{_NAMED_BEHIND}{_OTHER}")
_BEFORE = re.compile(r"(?P<kind>\b[a-z]+\s+)?\b(?P<words>capital\s+(?:city\s+)?of\s+(?:the\s+)?)$")
_OTHER_CAPITALS = (
    "commercial",
    "economic",
    "business",
    "financial",
    "industrial",
    "cultural",
    "tourist",
    "historic",
    "ancient",
    "former",
    "old",
    "provincial",
    "regional",
    "summer",
    "spiritual",
    "religious",
    "fashion",
    "county",
)
"""“The commercial capital of Tanzania” is another town."""
_ALONE = re.compile(rf"(?<=\bthe )capital\b(?!\s+city){_NAMED_BEHIND}{_OTHER}")
_NAMED_BEFORE = re.compile(r"[A-Z][\w'-]*,\s+(?:which is\s+)?(?:the\s+)?$")
"""“Mogadishu, the Somali capital”: the town has its name."""


def with_capitals(text: str, resolutions: Sequence[Resolution], gazetteer: Gazetteer) -> tuple[Resolution, ...]:
    """The resolutions, in order, with the capitals that are told by their countries or, where a text is about one
    country, by the word alone.
    """
    if "capital" not in text:
        return tuple(resolutions)
    changed = [_of_country(text, resolution, gazetteer) or resolution for resolution in resolutions]
    taken = [one.mention.span for one in changed]
    alone = (one for one in _alone(text, changed, gazetteer) if not any(one.mention.span.overlaps(s) for s in taken))
    return tuple(sorted([*changed, *alone], key=lambda one: one.mention.span.start))


def _of_country(text: str, resolution: Resolution, gazetteer: Gazetteer) -> Resolution | None:
    """The capital, where the word stands beside its country or people."""
    place, span = resolution.place, resolution.mention.span
    if place is None or place.kind is not PlaceKind.COUNTRY or place.country_code is None:
        return None
    left, right = before(text, span.start), after(text, span.end)
    behind, ahead = _BEHIND.match(right), _BEFORE.search(left)
    if ahead and (ahead["kind"] or "").strip() in _OTHER_CAPITALS:
        return None
    if ahead:
        whole = Span(start=span.start - len(ahead["words"]), end=span.end)
    elif behind:
        whole = Span(start=span.start, end=span.end + behind.end())
    else:
        return None
    if _NAMED_BEFORE.search(before(text, whole.start)):
        return None
    return _made(text, whole, place.country_code, gazetteer, resolution.maker)


def _alone(text: str, resolutions: Sequence[Resolution], gazetteer: Gazetteer) -> Iterator[Resolution]:
    """“In the capital”, in a text that is about one country."""
    country = _country_of(resolutions)
    if country is None:
        return
    for match in _ALONE.finditer(text):
        if not _NAMED_BEFORE.search(before(text, match.start())):
            found = _made(text, Span(start=match.start(), end=match.end()), country, gazetteer, resolutions[0].maker)
            if found:
                yield found


def _country_of(resolutions: Sequence[Resolution]) -> str | None:
    """The country in which most of the towns and provinces lie, or the only one that is named; None without one."""
    named = [one.place for one in resolutions if one.place and one.place.country_code]
    inside = [place for place in named if place.kind is not PlaceKind.COUNTRY]
    counted = Counter(place.country_code for place in inside or named)
    country, times = max(counted.items(), key=lambda row: row[1], default=(None, 0))
    return country if times >= MOST * counted.total() else None


def _made(text: str, span: Span, country: str, gazetteer: Gazetteer, maker: str) -> Resolution | None:
    name = capital_names().get(country)
    place = _town(gazetteer, name, country) if name else None
    if place is None:
        return None
    surface = span.of(text)
    mention = Mention(
        span=span,
        surface=surface,
        use=Use.PLACE,
        confidence=CONFIDENCE,
        maker=VERSION,
        reason=f"“{' '.join(surface.split())}” is {place.name}",
    )
    return Resolution(
        mention=mention,
        place=place,
        confidence=CONFIDENCE,
        reasons=(Reason(feature="capital", points=1.0, sentence=f"{place.name} is the capital"),),
        runners_up=(),
        maker=f"{maker}+{VERSION}",
    )


def _town(gazetteer: Gazetteer, name: str, country: str) -> Place | None:
    towns = [c.place for c in gazetteer.named(name, country=country) if c.place.kind is PlaceKind.SETTLEMENT]
    return max(towns, key=lambda town: town.population or 0, default=None)


@cache
def capital_names() -> dict[str, str]:
    """Of each country whose capital is not disputed, by its ISO code, how newspapers call it."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return {row["country"]: row["capital"] for row in csv.DictReader(lines)}
