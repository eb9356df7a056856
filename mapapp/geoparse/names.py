"""The different names that a text uses, where each stands, and which of them the text puts inside which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gazetteer.place import PlaceKind
from mapapp.domain.mention import Mention, Use
from mapapp.geoparse import cues
from mapapp.geoparse.words import listed_descriptor

LONGEST_LINK = 6
"""Words between a place and what it lies in: "Kanaker, a town in the northwestern Aleppo"."""


@dataclass(slots=True)
class Name:
    """A name in one sense; all its mentions mean the same place."""

    surface: str
    asked: PlaceKind | None
    """The kind that a word beside it asks for."""
    mentions: list[int] = field(default_factory=list)
    """Which of the text's mentions use it so."""
    starts: list[int] = field(default_factory=list)
    """Where those stand in the text."""


BY_COMMA, BY_WORDS = 1.0, 0.6
"""How plainly “Paris, Texas” and “Kanaker, a town in Rif Dimashq” say that the one lies in the other."""
Key = tuple[str, PlaceKind | None, str]
"""What makes a sense: the surface, the kind asked for, the surface of what it is told to lie in or ""."""
Link = tuple[int, int, float]
"""Two names, inner and outer, and how plainly the text says that the one lies in the other, 0 to 1."""


def names_of(text: str, mentions: Sequence[Mention], containers: Mapping[int, int]) -> tuple[list[Name], list[int]]:
    """The names, and for each mention the number of its name.

    A name that is told with what it lies in ("Paris, Texas") is kept apart from the same name told with another.
    """
    names: list[Name] = []
    known: dict[Key, int] = {}
    numbers = []
    for index, mention in enumerate(mentions):
        outer = containers.get(index)
        inside = mentions[outer].surface.casefold() if outer is not None else ""
        asked = None if mention.use is Use.ADJECTIVE else asked_kind(text, mention)
        key = (mention.surface.casefold(), asked, inside)
        if key not in known:
            known[key] = len(names)
            names.append(Name(mention.surface, asked))
        numbers.append(known[key])
    senses = _senses_told(known)
    numbers = [senses.get(number, number) for number in numbers]
    for index, (mention, number) in enumerate(zip(mentions, numbers, strict=True)):
        names[number].mentions.append(index)
        names[number].starts.append(mention.span.start)
    return _used(names, numbers)


def _senses_told(known: Mapping[Key, int]) -> dict[int, int]:
    """A name that stands alone means what the text tells of it elsewhere, if it tells one thing only."""
    told: dict[tuple[str, PlaceKind | None], list[int]] = {}
    for (surface, asked, inside), number in known.items():
        if inside:
            told.setdefault((surface, asked), []).append(number)
    alone = {key[:2]: number for key, number in known.items() if not key[2]}
    return {number: told[name][0] for name, number in alone.items() if len(told.get(name, ())) == 1}


def _used(names: Sequence[Name], numbers: Sequence[int]) -> tuple[list[Name], list[int]]:
    """Names without mentions left out."""
    place = {number: at for at, number in enumerate(n for n, name in enumerate(names) if name.mentions)}
    return [name for name in names if name.mentions], [place[number] for number in numbers]


def links_of(text: str, mentions: Sequence[Mention], numbers: Sequence[int]) -> Iterator[Link]:
    """Which names the text puts in which."""
    for inner, outer in containers_of(text, mentions).items():
        if numbers[inner] != numbers[outer]:
            first, second = sorted((inner, outer))
            between = text[mentions[first].span.end : mentions[second].span.start]
            yield numbers[inner], numbers[outer], BY_COMMA if between.strip() == "," else BY_WORDS


def containers_of(text: str, mentions: Sequence[Mention]) -> dict[int, int]:
    """For each mention the one that says in which it lies: the next one, after ", " or " in "."""
    found = {}
    for index, (left, right) in enumerate(pairwise(mentions)):
        if Use.ADJECTIVE in {left.use, right.use}:
            continue
        between = text[left.span.end : right.span.start].lower()
        if between.strip() in {"’s", "'s"}:  # "Aleppo's Masjid al-Rahman": the container comes first
            found[index + 1] = index
            continue
        told = " ".join(between.replace("’s", "").replace("'s", "").split())
        if told in {",", "("} or _leads_inside(told):
            found[index] = index + 1
    return found


def _leads_inside(between: str) -> bool:
    """“Zheray districts in Kandahar”, ", a town in the northwestern Aleppo", “Dahiyeh of Beirut”."""
    words = between.replace(",", " ").split()
    while words and words[-1] in cues.MODIFIERS:
        words.pop()
    return (
        0 < len(words) <= LONGEST_LINK
        and ("in" in words or (words[-1] == "of" and len(words) <= 2))
        and all(w in {"in", "the", "a", "of"} | set(cues.DESCRIPTOR_AFTER) | cues.MODIFIERS for w in words)
    )


def asked_kind(text: str, mention: Mention) -> PlaceKind | None:
    """The kind that a word beside the name asks for: "Aleppo province" is not the city."""
    after = text[mention.span.end : mention.span.end + 24].lower().split()
    last = mention.surface.lower().split()[-1:]
    before = text[max(0, mention.span.start - 24) : mention.span.start].lower().split()
    for asked in (
        cues.DESCRIPTOR_AFTER.get(last[0], "") if last else "",
        cues.DESCRIPTOR_AFTER.get(after[0].strip(".,;:”\"'"), "") if after else "",
        cues.DESCRIPTOR_AFTER.get(listed_descriptor(text, mention.span.end) or "", ""),
        cues.DESCRIPTOR_BEFORE.get(before[-2], "") if len(before) > 1 and before[-1] == "of" else "",
    ):
        if asked:
            return PlaceKind(asked)
    return None
