"""What a column's header tells: its role, a name's language, an administrative level.

The words are in data/column_words.csv: role, header, and whether the word alone is sure. In a header, {level} is the
digit of an administrative level and {language} a language's two letters. The first line that fits decides the role.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from gazetteer.sources.packaged import DATA

PLACEHOLDERS = {r"\{level\}": r"(?P<level>[0-9])", r"\{language\}": r"(?P<language>[a-z]{2})", r"\{number\}": "[0-9]"}
LANGUAGE_ATTRIBUTE = re.compile(r"(?:i_)?([a-z]{2})")
"""Of an HXL tag: +ar or +i_ar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Where the cells of a role come from."""

    header: str = ""
    """"" where one value stands for all rows."""
    value: str = ""
    """That value."""
    language: str = ""
    """Of a name, where the header tells it: "ar"."""
    level: int | None = None
    """Administrative level, where the header tells it: 3 in "admin3Name_en"."""
    sure: bool = True
    """False for a guess that deserves a look."""
    rank: int = 0
    """Of several columns for one role the lowest is taken."""

    def of(self, cells: Mapping[str, str]) -> str:
        """The trimmed text in a row; "" when it is empty."""
        return cells.get(self.header, "") if self.header else self.value


def fits(header: str, tag: str = "") -> Iterator[tuple[str, Column]]:
    """Roles that a header may have, likeliest first; its HXL tag is asked before its name."""
    for key in filter(None, (_key(tag), _key(header))):
        for rank, (role, pattern, sure) in enumerate(_words()):
            if found := pattern.fullmatch(key):
                parts = found.groupdict()
                level = int(parts["level"]) if parts.get("level") else None
                language = parts.get("language") or ""
                yield role, Column(header=header, language=language, level=level, sure=sure, rank=rank)


@cache
def _words() -> tuple[tuple[str, re.Pattern[str], bool], ...]:
    """Role, pattern of the header's key, and whether that is sure, in the file's order."""
    with (DATA / "column_words.csv").open(encoding="utf-8", newline="") as lines:
        return tuple((row["role"], _pattern(row["header"]), row["sure"] == "yes") for row in csv.DictReader(lines))


def _pattern(header: str) -> re.Pattern[str]:
    pattern = re.escape(_key(header))
    for placeholder, group in PLACEHOLDERS.items():
        pattern = pattern.replace(placeholder, group)
    return re.compile(pattern)


def _key(header: str) -> str:
    """A header without case, accents and punctuation; an HXL tag with its attributes in order and the language last."""
    plain = unicodedata.normalize("NFKD", header.strip()).casefold()
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    if plain.startswith("#"):
        return _tag_key(plain.replace(" ", ""))
    return re.sub(r"[^\w{}]+", "_", plain).strip("_") or plain


def _tag_key(tag: str) -> str:
    tag, _, placeholder = tag.partition("_{")
    name, *attributes = tag.split("+")
    languages = [found[1] for attribute in attributes if (found := LANGUAGE_ATTRIBUTE.fullmatch(attribute))]
    kept = sorted(a for a in attributes if not LANGUAGE_ATTRIBUTE.fullmatch(a) and not a.startswith("v_"))
    ending = f"_{{{placeholder}" if placeholder else f"_{languages[0]}" if languages else ""
    return "+".join([name, *kept]) + ending
