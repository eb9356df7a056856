"""Numbers that count no persons whatever follows: ages, dates, ordinals, money, clock times, measures, labels."""

from __future__ import annotations

import re

from mapapp.extract.clause import is_person, lemma_of
from mapapp.extract.counts.lexicon import GROUPS, MONTHS, NOUNS, PERSONS, STATES, WORDS, Role, one_of, phrase_kind
from mapapp.extract.counts.nouns import NOUN_TAGS, TIMES, next_word, word_before
from mapapp.extract.counts.spans import Vague
from mapapp.extract.numbers import Number
from mapapp.sentence import Word

_NEVER_AFTER = re.compile(
    r"-(?!plus\b|odd\b|member\b|strong\b|\s)[^\W\d]|%|°|[:/.]\d|(?:st|nd|rd|th)\b|-?(?:mm|cm|km|kg|mph|kph|kmh|pm|am|ft)\b"
    r"|\s*(?:(?:kilomet(?:er|re)s?|km|miles?|percent|per\s+cent|per|a\.m|p\.m|years?[\s-]+old|o'clock|(?:fewer|less|more)\s+than)\b|[*=/])",
    re.IGNORECASE,
)
_DAY = re.compile(rf"\s+(?:of\s+)?(?:{MONTHS})\b")
_OF_MONTH = re.compile(rf"\b(?:{MONTHS})\s+$")
_ONE_IN = re.compile(
    r"\s+(?:in|out\s+of)\s+(?:every\s+)?(?:\d+|three|four|five|six|seven|eight|nine|ten|twenty|a\s+hundred)\b", re.I
)
_NO = re.compile(r"(?:\bno\s+|\bno\.\s*|[*=/#(]\s*(?<=[*=/#])\s*)$", re.IGNORECASE)
_NOT = re.compile(r"\bnot\s+$", re.IGNORECASE)
_BUT = re.compile(r"\s+(?:[\w'’-]+\s+){0,2}but\b", re.IGNORECASE)
_PARENT = re.compile(rf"\b{one_of(WORDS['persons']['parents'])}\s+of\s+$", re.IGNORECASE)
_AGE = re.compile(
    r"(?:\baged\s+(?:(?:about|around|between|from|just|only|over|under)\s+)?(?:[^\W_]+\s*(?:\band|,\s*and|,)\s*){0,6}"
    r"|\bage\s+|\bin\s+(?:his|her|their)\s+)$",
    re.IGNORECASE,
)
_AGES = re.compile(r"(?P<bearer>[^\W\d]+)\s*[,(]\s*(?:(?:both|all|each)\s+)?(?:\d{1,3}\s*(?:,|,?\s+and)\s*)*$")
_MORE_AGES = re.compile(r"(?:\s*(?:,|,?\s+and)\s+\d{1,3}\b)*\s*(?:[,)]|$)")
_BESIDE_AGES = frozenset({",", "and", "about", "around", "barely", "just", "only", "perhaps", "some"})
_SCORE = re.compile(r"(?<![\d.,/–-])(\d{1,3})[-–](\d{1,3})(?![\d/–-]|[.,]\d)")
"""“4-0”: where the second is less it is no range."""
_VALUED = frozenset(WORDS["tolls"]["counts"])
"""Nouns that a bare number right behind them is the value of: "toll 38"."""


def is_no_count(text: str, numbers: tuple[Number, ...], first: Word, last: Word) -> bool:
    """Ages, ordinals, money, clock times, measures, labels and "no"."""
    start, end = numbers[0].start, numbers[-1].end
    before = text[max(0, start - 24) : start]
    if (
        _NEVER_AFTER.match(text, end)
        or _NO.search(before)
        or _AGE.search(before)
        or _PARENT.search(before)
        or numbers[-1].value <= 0
        or (_NOT.search(before) and _BUT.match(text, end))  # "not 15 but 11 people"
    ):
        return True
    if any(int(m[1]) > int(m[2]) and m.start() <= start < m.end() for m in _SCORE.finditer(text)):
        return True
    if first.lower_ == "one" and word_before(first).lower_ == "of" and lemma_of(next_word(last)) in GROUPS:
        return True  # "three brothers of one family"
    if first.lower_ == "one" and (next_word(last).lower_ in {"another", "day"} or _ONE_IN.match(text, end)):
        return True
    return _is_date(text, numbers, first, last) or _is_age_of(first, last) or _is_one_of_ages(text, start, end, first)


def _is_one_of_ages(text: str, start: int, end: int, first: Word) -> bool:
    """“Two women, 61 and 74, died”."""
    ages = _AGES.search(text, max(0, start - 60), start)
    if ages is None or not text[start:end].isdigit() or end - start > 2 or not _MORE_AGES.match(text, end):
        return False
    bearer = next((t for t in reversed(first.doc[first.sent.start : first.i]) if t.text == ages["bearer"]), first)
    return bearer.tag_ in {"NN", "NNS"} and lemma_of(bearer) in PERSONS - GROUPS


def _is_date(text: str, numbers: tuple[Number, ...], first: Word, last: Word) -> bool:
    """“7 April”, “in 2004”, “the 1988 quake”: a figure that the recogniser or its shape makes a date."""
    value, figures = numbers[-1].value, text[numbers[-1].start : numbers[-1].end].isdigit()
    if figures and value <= 31 and _is_of_month(text, numbers, last):
        return True
    if last.ent_type_ in TIMES and not isinstance(numbers[-1], Vague) and _names_time(last) and not _is_value(first):
        return lemma_of(next_word(last)) not in PERSONS | NOUNS.keys()  # "by midnight 782 bodies"
    return figures and 1800 <= value <= 2100 and len(numbers) == 1 and next_word(last).tag_ not in NOUN_TAGS | {"JJ"}


def _is_value(first: Word) -> bool:
    """“The number of dead stood at eight by Wednesday night”."""
    led = word_before(first).lower_ in {"at", "to"} and next_word(first).tag_ == "IN"
    return led and any(lemma_of(t) in _VALUED for t in first.doc[max(first.sent.start, first.i - 6) : first.i])


def _is_of_month(text: str, numbers: tuple[Number, ...], last: Word) -> bool:
    """“The night of 24 August”; not “in May 12 people died”."""
    counts = next_word(last).tag_ in NOUN_TAGS
    return bool(_DAY.match(text, numbers[-1].end) or (_OF_MONTH.search(text, 0, numbers[0].start) and not counts))


def _is_age_of(first: Word, last: Word) -> bool:
    """“A woman of 70”, “a boy of about twelve”."""
    ages = [t for t in first.doc[first.sent.start : first.i] if not (t.like_num or t.lower_ in _BESIDE_AGES)]
    if len(ages) < 2 or ages[-1].lower_ != "of" or next_word(last).tag_ in NOUN_TAGS:
        return False
    bearer = ages[-2]  # "two men of 67 and 56"
    if lemma_of(bearer) not in PERSONS - GROUPS:
        return False
    listed = bearer.i < first.i - 2 or re.match(r"(?:,| and) \d", first.doc.text[last.idx + len(last) :]) is not None
    return bearer.tag_ == "NNS" and last.text.isdigit() if listed else bearer.tag_ == "NN"


def _names_time(number: Word) -> bool:
    """Does the recogniser's date hold a noun ("7 April", "three days"), rather than the number alone?"""
    around = number.doc[max(number.sent.start, number.i - 3) : min(number.sent.end, number.i + 4)]
    return any(t.ent_type_ == number.ent_type_ and t.tag_ in NOUN_TAGS for t in around)


def only_describes(first: Word, last: Word) -> bool:
    """“Mahanand Naik, 42, is”, “Flight 370”: a bare figure that only describes the name before it."""
    before = word_before(first)
    if before == first or not first.text.isdigit() or next_word(last).lower_ in STATES:
        return False
    if before.text == "," and before.i > first.sent.start and before.nbor(-1).ent_type_ == "PERSON":
        return True
    if before.text == "," and next_word(last).text in {",", ")"}:
        name = before.nbor(-1) if before.i > first.sent.start else before
        return name.pos_ == "PROPN" or name.lower_ in PERSONS or (is_person(name) and name.tag_ == "NN")
    label = before.pos_ == "PROPN" or (first.dep_ == "nummod" and first.head == before and before.tag_ == "NN")
    value = lemma_of(before) in _VALUED or phrase_kind(before, Role.PATIENT) is not None
    return label and not value
