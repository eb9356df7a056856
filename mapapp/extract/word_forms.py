"""The forms in which a word is met in a text: "rape" → "rapes", "raped", "raping"; "knife" → "knives".

Words are looked up by their forms rather than by the language model's lemmas, which are wrong where its tags are
("landslides" taken for a verb, "raped" for a form of "rap"), and tags are wrong most often in headlines.
"""

from __future__ import annotations

from functools import cache

from mapapp.language import irregular_forms

_VOWELS = frozenset("aeiou")


@cache
def plural_of(noun: str) -> frozenset[str]:
    """The noun and its plural."""
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return frozenset({noun, noun[:-1] + "ies"})
    irregular = {"man": "men", "child": "children", "person": "people"}
    ending = next((end for end in irregular if noun.endswith(end)), None)
    if ending:
        return frozenset({noun, noun.removesuffix(ending) + irregular[ending]})
    return frozenset({noun, noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")})


@cache
def forms_of(word: str) -> frozenset[str]:
    """The word, what its regular plural and its regular verb forms would be, and its irregular forms."""
    forms = {word, word + "s", *irregular_forms().get(word, ())}
    if len(word) < 3 or not word.isalpha():
        return frozenset(forms)
    if word.endswith("e"):
        forms |= {word + "d", word[:-1] + "ing"}
    elif word.endswith("y") and word[-2] not in _VOWELS:
        forms |= {word[:-1] + "ies", word[:-1] + "ied", word + "ing"}
    else:
        forms |= {word + "es", word + "ed", word + "ing"}
        if word[-1] not in _VOWELS | set("wxy") and word[-2] in _VOWELS and word[-3] not in _VOWELS:
            forms |= {word + word[-1] + "ed", word + word[-1] + "ing"}
    return frozenset(forms)
