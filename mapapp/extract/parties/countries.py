"""Countries as reports name them: “Syria”, “Syrian”, “U.S.” → ISO code → the name to show."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from babel import Locale

from gazetteer.sources.country_names import short_forms
from gazetteer.sources.packaged import DATA
from mapapp.extract.parties.table import COUNTRY_NAMES, SHARED, keys

LONGEST = 5
"""Words of the longest name that is looked for."""


@cache
def _english() -> Mapping[str, str]:
    return {code: name for code, name in Locale.parse("en").territories.items() if len(code) == 2 and code != "UN"}


@cache
def _codes() -> Mapping[tuple[str, ...], frozenset[str]]:
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for code, name in (*_english().items(), *COUNTRY_NAMES.items()):
        found[_key(name.removeprefix("the "))].add(code)
    for code, forms in short_forms().items():
        for form in forms:
            found[_key(form.text)].add(code)
    with (DATA / "demonyms.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["demonym"].isascii():
                found[_key(row["demonym"])].add(row["country_code"])
    for word, codes in SHARED.items():
        found[_key(word)].update(codes)
    return {words: frozenset(codes) for words, codes in found.items() if words}


def _key(name: str) -> tuple[str, ...]:
    return tuple(map(_folded, keys(name)))


def _folded(word: str) -> str:
    return word if word.isupper() and len(word) <= 3 else word.casefold()


def country_in(words: Sequence[str], home: str | None) -> tuple[str, int, int] | None:
    """The first country that the words name or belong to: ISO code, first word, word after the last; else None.

    Args:
        words: as `table.keys` gives them.
        home: ISO code of the country of the incident; of several countries of one name ("Congolese") it is meant.
    """
    folded = tuple(map(_folded, words))
    for start in range(len(words)):
        if not words[start][0].isupper():
            continue
        for end in range(min(len(words), start + LONGEST), start, -1):
            if codes := _codes().get(folded[start:end]):
                code = home if home in codes else next(iter(codes)) if len(codes) == 1 else None
                return (code, start, end) if code else None
    return None


def country_name(code: str) -> str | None:
    """What to call a country in an English sentence: “DR Congo”, “the Philippines”; None for an unknown code."""
    return COUNTRY_NAMES.get(code) or _english().get(code)
