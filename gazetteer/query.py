"""The ways to read what a person typed: "Nineveh province", "Idlib, Syria", "St Louis", "Chan Scheichun"."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from gazetteer.names import fold
from gazetteer.place import PlaceKind

DATA = Path(__file__).parent / "data"
PARENTHESIS = re.compile(r"^(?P<head>[^()]+)\((?P<tail>[^()]+)\)\s*$")
COMMA = re.compile("[,،，]")
DIVIDED = re.compile(r"[\s-]+")
MOST_COMMAS = 6
"""No place is told with more parents; a list of names is no name."""
OF = frozenset({"of", "de", "del", "di", "do", "da", "du", "von", "d"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to read a text as a name."""

    name: str
    prefer: PlaceKind | None = None
    """The kind that a word beside the name asks for."""
    habit: str | None = None
    """Whose way to write the sounds it was read in: "German"."""


def head_and_tail(text: str) -> tuple[str, str] | None:
    """Of “Idlib, Syria” and “Idlib (Syria)”: the name, and what it lies in or is also called; None for other texts."""
    matched = PARENTHESIS.match(text)
    if matched:
        return matched["head"].strip(), matched["tail"].strip()
    head, *rest = COMMA.split(text, maxsplit=1) if len(COMMA.findall(text)) < MOST_COMMAS else [text]
    tail = rest[0].strip() if rest else ""
    return (head.strip(), tail) if head.strip() and tail else None


def readings(text: str) -> Iterator[Reading]:
    """As written, without the word for what it is, and with abbreviations written out; the likeliest first."""
    yield Reading(name=text)
    yield from described(text)
    yield from _expanded(text)


def foreign_readings(readings: Sequence[Reading]) -> Iterator[Reading]:
    """As a German, a Frenchman and others would write the sounds of these, where that differs."""
    for reading in readings:
        lower = unicodedata.normalize("NFC", reading.name).lower()
        for habit, exchange in _habits().items():
            read = exchange[0].sub(lambda found, table=exchange[1]: table[found.group()], lower)  # type: ignore[misc]
            if read != lower:
                yield replace(reading, name=read, habit=habit)


def described(text: str) -> Iterator[Reading]:
    """Without the word for what it is, before or after the name."""
    words = DIVIDED.split(text.strip())
    for size in (2, 1):
        if len(words) <= size:
            continue
        after, before = fold(" ".join(words[-size:])), fold(" ".join(words[:size]))
        if after in descriptors():
            yield Reading(name=" ".join(words[:-size]), prefer=descriptors()[after])
        if before in descriptors():
            rest = words[size:]
            rest = rest[1:] if len(rest) > 1 and rest[0].lower() in OF else rest
            yield Reading(name=" ".join(rest), prefer=descriptors()[before])


def _expanded(text: str) -> Iterator[Reading]:
    """One reading for each way to write out the abbreviations in it."""
    words = text.split()
    for at, word in enumerate(words):
        for long in _abbreviations().get(word.rstrip(".").lower(), ()) if len(words) > 1 else ():
            yield Reading(name=" ".join([*words[:at], long, *words[at + 1 :]]))


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def descriptors() -> Mapping[str, PlaceKind | None]:
    """Folded words that say what a place is, and the kind they tell (data/descriptors.csv)."""
    return {fold(row["word"]): PlaceKind(row["kind"]) if row["kind"] else None for row in _rows("descriptors.csv")}


@cache
def _abbreviations() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in _rows("abbreviations.csv"):
        short = row["short"].rstrip(".").lower()
        found[short] = (*found.get(short, ()), row["long"])
    return found


@cache
def _habits() -> Mapping[str, tuple[re.Pattern[str], Mapping[str, str]]]:
    tables: dict[str, dict[str, str]] = {}
    for row in _rows("romanisations.csv"):
        tables.setdefault(row["habit"], {})[row["written"]] = row["read"]
    return {
        habit: (re.compile("|".join(map(re.escape, sorted(table, key=len, reverse=True)))), table)
        for habit, table in tables.items()
    }
