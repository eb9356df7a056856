"""How a town is written on the map: a name people can read, and beside it the local one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_NOT_LATIN = (
    "AE AF AM BD BG BH BT BY CN CY DJ DZ EG ER ET GE GR HK IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK LY MA MK MM "
    "MN MO MR MV NP OM PK PS QA RS RU SA SD SY TD TH TJ TN TW UA YE"
)
NOT_LATIN = frozenset(_NOT_LATIN.split())
"""Countries whose names in Latin letters are transliterations: the marks on them help scholars, not readers."""

_ARABIC = "AE BH DZ EG IQ JO KW LB LY MA MR OM PS QA SA SD SY TN YE"
ARABIC = frozenset(_ARABIC.split())
"""Countries where the local name is written in Arabic."""

USUAL = {
    ("SY", "Hamah"): "Hama",
    ("SY", "Dara"): "Daraa",
    ("SY", "Ar Raqqah"): "Raqqa",
    ("SY", "Duma"): "Douma",
    ("SY", "Al Qamishli"): "Qamishli",
    ("SY", "Al Hasakah"): "Hasakah",
    ("SY", "Al Bab"): "al-Bab",
    ("SY", "As Suwayda"): "Suwayda",
    ("IQ", "Basrah"): "Basra",
    ("IQ", "Ar Ramadi"): "Ramadi",
    ("IQ", "Al Fallujah"): "Fallujah",
    ("YE", "Al Hudaydah"): "Hodeidah",
}
"""The usual English form, where folding alone gives another."""

PARTS = frozenset(
    {
        ("IQ", "Al Mawsil al Jadidah"),
        ("IQ", "Al Basrah al Qadimah"),
        ("LB", "Ras Bayrut"),
        ("UA", "Pravyi Bereh"),
        ("UA", "Dniprovskyi"),
    }
)
"""Parts of a city to which GeoNames gives the city's whole population: they would push its own name off the map."""

_MARKS_TO_DROP = str.maketrans("", "", "‘’ʻʼʿʾ`´'")
_PLAIN = str.maketrans({"ı": "i", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe"})
_CONSONANTS = dict(zip("بتثجحخدذرزسشصضطظعغفقكلمنهوية", "bttjhkddrzsssdtz gfqklmnhwyh", strict=True))
"""Arabic letters and the Latin consonant each is nearest to (a space where there is none)."""


def readable(name: str, country: str) -> str:
    """The name in plain letters where it is a transliteration; as it is written where the country writes so."""
    if country not in NOT_LATIN:
        return name
    folded = fold(name)
    return USUAL.get((country, folded), folded)


def fold(name: str) -> str:
    """The name without diacritics and apostrophes, its capitals kept."""
    letters = unicodedata.normalize("NFKD", name.translate(_MARKS_TO_DROP))
    return "".join(c for c in letters if not unicodedata.combining(c)).translate(_PLAIN)


def local(name: str, alternates: Iterable[str], country: str) -> str | None:
    """The name in the country's own script, for the countries where we can tell which alternate that is; or None.

    GeoNames mixes Arabic with Persian and Urdu: only forms in the Arabic alphabet proper are looked at, and the one
    whose consonants are nearest to the readable name is taken.
    """
    if country not in ARABIC:
        return None
    written = [form for form in alternates if _is_arabic(form)]
    wanted = _skeleton(fold(name).lower())
    return min(written, key=lambda form: (_apart(_consonants(form), wanted), len(form)), default=None)


def _is_arabic(form: str) -> bool:
    return bool(form) and all(c == " " or c in _CONSONANTS or c in "اأإآىءؤئ" for c in form)


def _consonants(form: str) -> str:
    return "".join(_CONSONANTS.get(c, "") for c in form).replace(" ", "")


def _skeleton(folded: str) -> str:
    return "".join(c for c in folded if c in "bcdfghjklmnpqrstvwxyz")


def _apart(left: str, right: str) -> int:
    """Levenshtein's distance."""
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, start=1):
        diagonal, row[0] = row[0], i
        for j, b in enumerate(right, start=1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (a != b))
    return row[-1]
