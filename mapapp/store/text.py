"""Text as a database can hold it, and as words are looked up in it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

LONGEST_KEY = 500
"""Characters of a name that is looked up."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""NUL ends a string inside SQLite and is refused by PostgreSQL; a lone surrogate has no UTF-8 form."""

_LANGUAGE = re.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
"""The form of a language tag (RFC 5646), whether or not anybody speaks it."""


def storable(text: str) -> str:
    """The text with each character that no database column can hold replaced by U+FFFD.

    Only for columns that are searched, and for what is compared with them; the payload keeps every character.
    """
    if "\x00" not in text and _has_a_form(text):
        return text
    return _UNSTORABLE.sub("\ufffd", text)


def all_storable(texts: Iterable[str]) -> list[str]:
    """The same for many, which are mostly storable."""
    told = list(texts)
    whole = "".join(told)
    return told if storable(whole) is whole else list(map(storable, told))


def _has_a_form(text: str) -> bool:
    """Can it be written as UTF-8? To try is faster than to look for what cannot."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def keyed(text: str) -> str:
    """The text as an indexed column holds it: storable, and short enough for the indexes of PostgreSQL, which refuse
    entries over 2,700 bytes. Long texts stay different ones.
    """
    kept = storable(text)
    if len(kept) <= LONGEST_KEY:
        return kept
    return f"{kept[: LONGEST_KEY - 20]}… {hashlib.sha256(kept.encode()).hexdigest()[:16]}"


def fold(text: str) -> str:
    """The key under which words are found: no case, no accents, compatibility forms unified, single spaces.

    >>> fold("  Ḥamāh  STRASSE ")
    'hamah strasse'
    """
    if text.isascii() and "\x00" not in text:
        return " ".join(text.casefold().split())
    return " ".join(filter(None, map(_folded_word, text.split())))  # no mark reaches over white space


@lru_cache(50_000)
def _folded_word(word: str) -> str:
    bare = _without_marks(_without_marks(storable(word)).casefold())
    return " ".join(unicodedata.normalize("NFC", bare).split())


def source_name(text: str) -> str | None:
    """A source's name as filters compare it: one line, composed characters; None when nothing is left."""
    return keyed(" ".join(unicodedata.normalize("NFC", storable(text)).split())) or None


def language_tag(value: str | None) -> str | None:
    """A report's language as filters compare it; None where it is not known or not written as a language is.

    >>> language_tag("pt-BR"), language_tag("some"), language_tag("who knows")
    ('pt-BR', 'some', None)
    """
    return value if value is not None and _is_language(value) else None


@lru_cache(1_000)
def _is_language(value: str) -> bool:
    return _LANGUAGE.fullmatch(value) is not None


class _Marks(dict[int, int | None]):
    """For each character itself, or None for one that combines with the one before. It fills as it is used."""

    def __missing__(self, code: int) -> int | None:
        kept = self[code] = None if unicodedata.combining(chr(code)) else code
        return kept


_MARKS = _Marks()


def _without_marks(text: str) -> str:
    return unicodedata.normalize("NFKD", text).translate(_MARKS)
