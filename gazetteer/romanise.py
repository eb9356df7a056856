"""Other alphabets in Latin letters, just well enough that the result sounds like the romanised name.

Cyrillic keeps its vowels. Arabic writes no short ones, so its names are compared by their consonants alone.
"""

from __future__ import annotations

import re

from gazetteer.names import fold, sound, without_articles

CYRILLIC = {
    **dict(zip("абвгдезийклмнопрстуфыэіў", "abvgdeziyklmnoprstufyeiu", strict=True)),
    **{"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya"},
    **{"ё": "yo", "є": "ye", "ї": "yi", "ґ": "g", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "ђ": "dj", "џ": "dz"},
    **{"ң": "ng", "ү": "u", "ұ": "u", "ө": "o", "қ": "q", "ғ": "gh", "һ": "h", "ә": "a", "ҳ": "h", "ӣ": "i", "ҷ": "j"},
}
ARABIC = {
    **dict(zip("ابتجحدرزسصضطظفقكلمنهويپڤ", "abtjhdrzssdtzfqklmnhwypv", strict=True)),
    **{"ث": "th", "خ": "kh", "ذ": "dh", "ش": "sh", "غ": "gh", "ع": "", "ئ": "", "ؤ": "w", "ء": "", "آ": "a"},
    **{"چ": "ch", "ژ": "zh", "ڈ": "d", "ٹ": "t", "ڑ": "r", "ں": "n", "ۆ": "o", "ێ": "e", "ڕ": "r", "ڵ": "l"},
}
TABLES = (str.maketrans(CYRILLIC), str.maketrans(ARABIC))
CONSTRUCT = re.compile(r"(?<=[a-z])h(?= )")
"""The ending that is said only before another word: Maarat al-Numan."""
SOUNDED = """
    AE AF AM AZ BA BG BH BY DJ DZ EG EH ER ET GE IL IQ IR JO KG KM KW KZ LB LY MA MD ME MK MN MR OM PK PS QA RS RU SA SD
    SO SS SY TD TJ TM TN TR UA UZ YE ML NE NG SN IN BD NP LK MM XK
"""
"""Countries whose names reach reports in many romanisations. Elsewhere a name is spelled as it is."""
SOUNDED_COUNTRIES = frozenset(SOUNDED.split())
WRITTEN_BARE = "AE AF BH DZ EG EH IQ IR JO KW LB LY MA MR OM PK PS QA SA SD SY TD TN YE"
WRITTEN_BARE_COUNTRIES = frozenset(WRITTEN_BARE.split())
"""Countries whose names are written without short vowels, so that only the consonants tell a name."""
LEAST_CONSONANTS = 3
BARE = "~"
"""Marks a key of consonants alone among the keys of sounds."""


def romanise(folded: str) -> str:
    """A folded Cyrillic or Arabic name in Latin letters; "" for names in any other script."""
    for table in TABLES:
        latin = folded.translate(table)
        if latin != folded and latin.isascii():
            return CONSTRUCT.sub("t", latin) if table is TABLES[1] else latin
    return ""


def sound_of(name: str) -> str:
    """What a Latin or Cyrillic name sounds like; "" for other scripts and for names too short to tell."""
    folded = fold(name)
    return sound(folded if folded.isascii() else folded.translate(TABLES[0]))


def skeleton(name: str) -> str:
    """The consonants of a Latin, Cyrillic or Arabic name; "" where fewer than three tell it apart.

    كناكر, Kanaker and Knakir are all "knkr". A final h is dropped: it is written or not.
    """
    folded = fold(name)
    latin = folded if folded.isascii() else romanise(folded)
    if not latin:
        return ""
    sounded = sound(without_articles(latin), least=LEAST_CONSONANTS)
    bare = sounded.replace("a", "").replace("u", "").removesuffix("h")
    return bare if len(bare) >= LEAST_CONSONANTS and bare.isalpha() else ""


def bare_key(name: str) -> str:
    """The skeleton as it stands in the index; "" where there is none."""
    found = skeleton(name)
    return BARE + found if found else ""
