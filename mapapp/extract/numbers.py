"""Number words and figures → a whole number."""

from __future__ import annotations

import re

_UNITS = dict(
    zip(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        range(20),
        strict=True,
    )
)
_TENS = {
    word: 10 * n
    for n, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "k": 1_000,
    "m": 1_000_000,
}
_FIGURE = re.compile(r"^\d{1,3}(?:[,\u202f\u00a0 ]\d{3})+$|^\d+(?:\.\d+)?$")
LARGEST = 10_000_000_000
"""Persons on Earth, rounded up: a larger number counts something else."""

VAGUE = {
    "dozens": 24,
    "scores": 40,
    "hundreds": 200,
    "thousands": 2_000,
    "tens": 20,
    "several": 2,
    "couple": 2,
    "many": None,
    "millions": 2_000_000,
    "few": None,
}
"""The least that a vague word can mean, in persons; None: it gives no number."""


def number_of(text: str) -> int | None:
    """Read "336", "1,500", "twenty-two", "2.5 million", "two hundred and six". None: it is not a number."""
    joined = re.sub(r"(?<=\d)[\u202f\u00a0 ](?=\d{3}(?!\d))", "", text)
    words = [word for word in re.split(r"[\s-]+", joined.strip().lower()) if word not in {"and", "a", "an", ""}]
    if not words:
        return None
    total, part, seen = 0.0, 0.0, False
    for word in words:
        if _FIGURE.match(word):
            part += float(re.sub(r"[,\u202f\u00a0 ]", "", word))
        elif word in _UNITS:
            part += _UNITS[word]
        elif word in _TENS:
            part += _TENS[word]
        elif word in _SCALES or word == "dozen":
            scale = _SCALES.get(word, 12)
            part = (part or 1) * scale
            if scale >= 1000:
                total, part = total + part, 0
        else:
            return None
        seen = True
    value = total + part
    return int(value) if seen and value <= LARGEST else None
