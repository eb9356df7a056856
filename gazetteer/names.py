"""Fold a name of any script to the keys it is looked up by.

`fold` forgives how a name is typed: case, diacritics, apostrophes, hyphens. `sound` forgives how a name was
carried over into Latin letters: Deir ez-Zor, Dayr az Zawr and Deir Ezzor all sound "dar zur".
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

SPACES = {**dict.fromkeys("'`.", ""), **dict.fromkeys('-_,;:/\\|()[]{}"!?*+&@#~<>=%^$', " ")}
"""Apostrophes and full stops vanish (Sana'a, U.S.), what divides words becomes a space."""

LETTERS = {
    **dict.fromkeys("‘’ʻʼʽʾʿˈ′‛ʹʺ“”„«»·・ـء", ""),
    **dict.fromkeys("‐‑‒–—―−،؛、，。", " "),
    **{"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ə": "e", "ħ": "h"},
    **{"ŧ": "t", "ŋ": "n", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ɛ": "e", "ɔ": "o", "ǝ": "e", "ƴ": "y", "ĸ": "k"},
    **{"ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ک": "ك", "ة": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه", "گ": "ك"},
}
"""Letters that no decomposition brings to their base, and Arabic letters that writers exchange."""

MARKS = (
    (0x0300, 0x036F), (0x0483, 0x0489), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F),
    (0x0670, 0x0670), (0x06D6, 0x06ED), (0x0711, 0x0711), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20F0),
    (0xFE00, 0xFE0F), (0xFE20, 0xFE2F),
)  # fmt: skip
"""Marks that may be left out in Latin, Greek, Cyrillic, Hebrew and Arabic. Vowel signs of other scripts stay."""

SYMBOLS = tuple(
    chr(code)
    for code in (*range(0x80, 0xE000), *range(0xFE00, 0x10000), *range(0x1F000, 0x1FB00))
    if unicodedata.category(chr(code)) in {"Cc", "Cf", "Cs", "Sc", "Sk", "Sm", "So"}
)
"""Characters that are no letters: controls, direction marks, emoji, half characters."""

ASCII_TABLE = str.maketrans(SPACES)
MARK_CODES = [chr(code) for first, last in MARKS for code in range(first, last + 1)]
WHOLE_TABLE = str.maketrans({**dict.fromkeys(MARK_CODES, ""), **dict.fromkeys(SYMBOLS, ""), **SPACES, **LETTERS})
ARTICLE = "ال"
MAXIMUM_LENGTH = 120
"""Characters; no place's name is longer, so a longer text has no key."""


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """The key under which a name is looked up, in its own script. Idempotent; "" when nothing can be looked up."""
    if len(name) > MAXIMUM_LENGTH:
        return ""
    if name.isascii():
        return _words(name.lower().translate(ASCII_TABLE))
    before = ""
    while name != before and not (before and name.isascii()):
        before, name = name, _fold_once(name)
    return name if len(name) <= MAXIMUM_LENGTH else ""


def _fold_once(name: str) -> str:
    name = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    words = _words(unicodedata.normalize("NFC", name.translate(WHOLE_TABLE)))
    if ARTICLE in words:
        words = " ".join(_without_article(word) for word in words.split(" "))
    return words


def _words(name: str) -> str:
    words = name.split()
    while len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join(words)


def _without_article(word: str) -> str:
    return word[2:] if word.startswith(ARTICLE) and len(word) > 4 else word


def key_of(text: str) -> int:
    """A folded name as the signed 64-bit number that the index is ordered by."""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


ARTICLES = "al ar as ash ad adh an at ath az el er es esh ed en et ez il ol ul"
LATIN_ARTICLES = frozenset(ARTICLES.split())
GLUED_ARTICLE = re.compile(r"\b[aeiu](?=([zsrtdn])\1|(?:sh){2})")
"""The article before a letter it takes the sound of, written in one word: Ezzor, Assuwayda."""

HISSES = {"shch": "s", "sch": "s", "sh": "s", "tch": "c", "ch": "s", "zh": "z", "dj": "j", "tz": "s", "ts": "s"}
BREATHS = {"kh": "h", "gh": "k", "dh": "d", "th": "t", "ph": "f"}
"""What is one letter in other alphabets is two in ours."""

SOUNDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"g(?=[eiy])", "j"),
        (r"ck|[qcg]", "k"),
        (r"x", "ks"),
        (r"ou|oo|aw|au|ow|uw|eu", "u"),
        (r"[aeiy]+w[aeiy]+", "awa"),
        (r"[ouw]+", "u"),
        (r"(?<=[aeiou])j(?=[aeiou])", ""),
        (r"[aeiy]+", "a"),
        (r"(.)\1+", r"\1"),
        (r"(?<=[^u])h\b", ""),
        (r"(?<=..)a\b", ""),
    )
)
"""Applied in this order; vowels end as a or u."""
PAIRS = re.compile("|".join([*HISSES, *BREATHS]))


@lru_cache(maxsize=4096)
def sound(name: str, *, least: int = 4) -> str:
    """What a romanised name sounds like, or "" when it is not in Latin letters or too short to tell.

    Articles go, long and short vowels meet (a, e, i and y; o, u and w), doubled letters are one, and letters that
    romanisations exchange are one: q, k, c and g; kh and h; dh and d.
    """
    folded = fold(name)
    if not folded.isascii():
        return ""
    joined = "".join(_sound_of_word(word) for word in without_articles(folded).split())
    return joined if len(joined) >= least and len(set(joined)) >= 3 else ""


def without_articles(folded: str) -> str:
    """A folded romanised name with no Arabic article: "deir ezzor" and "deir ez zor" are "deir zor"."""
    words = GLUED_ARTICLE.sub("", folded).split()
    return " ".join(word for word in words if word not in LATIN_ARTICLES) or folded


@lru_cache(maxsize=16384)
def _sound_of_word(word: str) -> str:
    word = PAIRS.sub(lambda pair: (HISSES | BREATHS)[pair.group()], word)
    for pattern, replacement in SOUNDS:
        word = pattern.sub(replacement, word)
    return word


SLIP_LETTERS = 5
"""Shorter names differ from one another by a single letter too often."""


def slips(folded: str) -> set[str]:
    """A folded name, and the same with each of its letters left out: two names one slip apart share one of these.

    The symmetric deletes of Garbe's SymSpell, for one edit.
    """
    return {folded, *(folded[:at] + folded[at + 1 :] for at in range(len(folded)))}
