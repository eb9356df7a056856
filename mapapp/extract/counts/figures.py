"""The numbers of a sentence that may count persons: their ends, their noun and their wording."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from mapapp.extract.clause import is_person
from mapapp.extract.counts import bounds
from mapapp.extract.counts.lexicon import GROUPS, NEVER, NOUNS, PERSONS, STATES, WORDS, Role, lemma, one_of, phrase_kind
from mapapp.extract.numbers import Number, numbers_in

_VAGUE = re.compile(rf"\b(?<!\bas )(?<!\bhow ){one_of(WORDS['vague'])}\b(?! as\b)", re.IGNORECASE)
_OTHERS = re.compile(r"\b(?:and|while|with|[^\W\d]+ing|[^\W\d]+ed)\s+$", re.IGNORECASE)
_ALL_BUT = re.compile(r"\ball\s+but\s+$", re.IGNORECASE)
_HALF = re.compile(r"\bhalf\s+(?:of\s+)?(?:the|its|their)\s+$", re.IGNORECASE)
_OF_THE = re.compile(r"\s+of\s+(?:the|its|their|those|these|his|her)\s+", re.IGNORECASE)
_JOINT = re.compile(r"\s*(?:-|–|—|\bto\b|\bor\b)\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_NEVER_AFTER = re.compile(
    r"-(?!plus\b|odd\b|member\b|strong\b|\s)[^\W\d]|%|°|[:/.]\d|(?:st|nd|rd|th)\b|-?(?:mm|cm|km|kg|mph|kph|kmh|pm|am|ft)\b"
    r"|\s*(?:(?:percent|per\s+cent|per|a\.m|p\.m|years?[\s-]+old|o'clock)\b|[*=/])",
    re.IGNORECASE,
)
_NO = re.compile(r"(?:\bno\s+|\bno\.\s*|[*=/#(]\s*(?<=[*=/#])\s*)$", re.IGNORECASE)
_PARENT = re.compile(rf"\b{one_of(WORDS['persons']['parents'])}\s+of\s+$", re.IGNORECASE)
_AGE = re.compile(r"(?:\baged\s+(?:\d+\s*(?:and|,\s*and|,)\s*)*|\bage\s+|\bin\s+(?:his|her|their)\s+)$", re.IGNORECASE)
_MODIFIER_TAGS = frozenset(
    {"JJ", "JJR", "JJS", "VBN", "VBG", "NN", "NNS", "NNP", "NNPS", "HYPH", "POS", "ADD", "AFX", "XX"}
)
_NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_VALUED = frozenset(WORDS["tolls"]["counts"])
"""Nouns that a bare number right behind them is the value of: "toll 38"."""
_TIMES = frozenset({"DATE", "TIME"})
_PRONOUNS = frozenset({"them", "whom", "which", "those", "these", "us", "that"})


class Sort(StrEnum):
    """What a figure counts, by its noun alone."""

    PERSONS = "persons"
    THINGS = "things"
    UNKNOWN = "unknown"
    """A noun of no list: the verb must tell."""
    BARE = "bare"
    """No noun: "wounding 238", "four more"."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a sentence, with the noun that it counts."""

    first: Token
    """Of the number, or of the person told one by one."""
    number: Token
    """The number's last word."""
    noun: Token
    """What is counted; the number itself where the noun is left out."""
    sort: Sort
    text: str
    """The sentence's."""
    begin: int
    """Of the wording with its bound ("at least four civilians"), in the sentence, in characters."""
    start: int
    """Of the number."""
    end: int
    """Of the wording."""
    low: int | None
    high: int | None
    approximate: bool
    single: bool = False
    """A person told without a number: "a farmer"."""

    @property
    def wording(self) -> str:
        """The words, with single spaces."""
        return " ".join(self.text[self.begin : self.end].split())

    @property
    def last(self) -> Token:
        """The last word of the wording."""
        return self.noun if self.noun.i > self.number.i else self.number


def figures_in(sentence: Sentence) -> list[Figure]:
    """The numbers of a parsed sentence that could count persons, in order."""
    starts = [token.idx for token in sentence]
    text = sentence.text
    found: list[Figure] = []
    for numbers in _ranges(text, list(_all_but(text, _shares(text, _numbers(text))))):
        first, last = (
            sentence[max(0, bisect_right(starts, sentence.start_char + at) - 1)]
            for at in (numbers[0].start, numbers[-1].end - 1)
        )
        if not _is_no_count(text, numbers, first, last) and (figure := _figure(sentence, text, numbers, first, last)):
            found.append(figure)
    return found


def _shares(text: str, numbers: list[Number]) -> list[Number]:
    """“Half of the 22” are 11."""
    found = []
    for number in numbers:
        share = _HALF.search(text[max(0, number.start - 24) : number.start])
        whole = number.value // 2 if share and number.value % 2 == 0 else 0
        found.append(Number(whole, number.start - len(share.group()), number.end) if share and whole else number)
    return found


def _all_but(text: str, numbers: list[Number]) -> Iterator[Number]:
    """“All but three of the 30 passengers” are 27."""
    skip = False
    for number, following in pairwise([*numbers, None]):
        if skip or number is None:
            skip = False
            continue
        but = _ALL_BUT.search(text[max(0, number.start - 20) : number.start])
        if (
            but
            and following
            and _OF_THE.fullmatch(text[number.end : following.start])
            and number.value < following.value
        ):
            yield Number(following.value - number.value, number.start, following.end)
            skip = True
        else:
            yield number


@dataclass(frozen=True, slots=True)
class _Vague(Number):
    """A number word that only says about how many; its value is the least it can mean."""


def _numbers(text: str) -> list[Number]:
    return sorted([*numbers_in(text), *_vague(text)], key=lambda number: (number.start, -number.end))


def _vague(text: str) -> Iterator[_Vague]:
    for match in _VAGUE.finditer(text):
        if match.group().lower() == "others" and not _OTHERS.search(text, 0, match.start()):
            continue  # "five others"
        key = " ".join(match.group().lower().split())
        yield _Vague(int(WORDS["vague"][key]), match.start(), match.end())


def _ranges(text: str, numbers: list[Number]) -> Iterator[tuple[Number, ...]]:
    """Each number alone, or two that are the ends of one range: "10-15", "between 30 and 40", "two or three"."""
    at, end = 0, 0
    while at < len(numbers):
        size = 2 if at + 1 < len(numbers) and _spans(text, numbers[at], numbers[at + 1]) else 1
        if numbers[at].start >= end:  # "several dozen" is not a dozen
            yield tuple(numbers[at : at + size])
            end = numbers[at + size - 1].end
        at += size


def _spans(text: str, left: Number, right: Number) -> bool:
    joint = text[left.end : right.start]
    before = text[max(0, left.start - 12) : left.start]
    if left.value >= right.value or len(joint) > 12:
        return False
    if joint.strip().lower() == "and":
        return _BETWEEN.search(before) is not None
    return _JOINT.fullmatch(joint) is not None and not re.search(
        r"(?<!anywhere )(?<!ranging )\b(?:from|by)\s+$", before, re.IGNORECASE
    )


def _is_no_count(text: str, numbers: tuple[Number, ...], first: Token, last: Token) -> bool:
    """Ages, ordinals, money, clock times, measures, labels and "no"."""
    start, end = numbers[0].start, numbers[-1].end
    before = text[max(0, start - 24) : start]
    if (
        _NEVER_AFTER.match(text, end)
        or _NO.search(before)
        or _AGE.search(before)
        or _PARENT.search(before)
        or numbers[-1].value <= 0
    ):
        return True
    if first.lower_ == "one" and _next(last).lower_ in {"another", "day"}:
        return True
    return _is_date(text, numbers, last) or _is_age_of(first, last)


def _is_date(text: str, numbers: tuple[Number, ...], last: Token) -> bool:
    """“7 April”, “in 2004”, “the 1988 quake”: a figure that the recogniser or its shape makes a date."""
    value, figures = numbers[-1].value, text[numbers[-1].start : numbers[-1].end].isdigit()
    if last.ent_type_ in _TIMES and not isinstance(numbers[-1], _Vague) and _names_time(last):
        return lemma(_next(last)) not in PERSONS
    return figures and 1800 <= value <= 2100 and len(numbers) == 1 and _next(last).tag_ not in _NOUN_TAGS | {"JJ"}


def _is_age_of(first: Token, last: Token) -> bool:
    """“A woman of 70”."""
    if first.i - 2 < first.sent.start or first.nbor(-1).lower_ != "of" or _next(last).tag_ in _NOUN_TAGS:
        return False
    bearer = first.nbor(-2)
    return bearer.tag_ == "NN" and lemma(bearer) in PERSONS - GROUPS


def _names_time(number: Token) -> bool:
    """Does the recogniser's date hold a noun ("7 April", "three days"), rather than the number alone?"""
    around = number.doc[max(number.sent.start, number.i - 3) : min(number.sent.end, number.i + 4)]
    return any(t.ent_type_ == number.ent_type_ and t.tag_ in _NOUN_TAGS for t in around)


def _figure(sentence: Sentence, text: str, numbers: tuple[Number, ...], first: Token, last: Token) -> Figure | None:
    noun = noun_after(last)
    sort = sort_of(noun, last)
    if sort is Sort.BARE and _is_aside(first, last):
        return None
    start, end = numbers[0].start, numbers[-1].end
    vague = isinstance(numbers[-1], _Vague)
    bound, begin = bounds.bound_of(text, start, end)
    if len(numbers) > 1 and (opening := _BETWEEN.search(text, max(0, start - 12), start)):
        begin = opening.start()
    low, high = bounds.ends(numbers[0].value, numbers[-1].value, bound, vague=vague)
    return Figure(
        first=first,
        number=last,
        noun=noun,
        sort=sort,
        text=text,
        begin=begin,
        start=start,
        end=max(end, noun.idx + len(noun) - sentence.start_char),
        low=low,
        high=high,
        approximate=vague or bound in {bounds.Bound.ABOUT, bounds.Bound.AT_MOST},
    )


def _is_aside(first: Token, last: Token) -> bool:
    """“Mahanand Naik, 42, is”, “Flight 370”: a bare figure that only describes the name before it."""
    before = _before(first)
    if before == first or not first.text.isdigit():
        return False
    if before.text == "," and before.i > first.sent.start and before.nbor(-1).ent_type_ == "PERSON":
        return True
    if before.text == "," and _next(last).text in {",", ")"}:
        name = before.nbor(-1) if before.i > first.sent.start else before
        return name.pos_ == "PROPN" or (is_person(name) and name.tag_ == "NN")
    label = before.pos_ == "PROPN" or (first.dep_ == "nummod" and first.head == before and before.tag_ == "NN")
    value = lemma(before) in _VALUED or phrase_kind(before, Role.PATIENT) is not None
    return label and not value


def noun_after(number: Token) -> Token:
    """The head of the noun phrase that the number opens: "three of its [servicemen]"; the number itself if none."""
    doc, end = number.doc, number.sent.end
    at = number.i + 1
    while at < end and doc[at].lower_ in {"-", "plus", "odd", "or", "so", "+"} and doc[at].lower_ != "or":
        at += 1
    if at < end and doc[at].lower_ == "of":
        if at + 1 < end and doc[at + 1].lower_ in _PRONOUNS:
            return number
        at += 1
        if any(t.tag_ == "CD" for t in doc[at : min(end, at + 2)]):
            return number  # "nine of the 14 people"
        while at < end and (doc[at].tag_ in {"DT", "PRP$", "CD", "PDT"} or doc[at].lower_ == "all"):
            at += 1
    head = number
    for token in doc[at : min(end, at + 8)]:
        if not _goes_on(token, head, number):
            break
        if token.tag_ in _NOUN_TAGS or (token.ent_type_ == "NORP" and _next(token).tag_ not in _MODIFIER_TAGS):
            head = token  # "one Iraqi was killed"
    return head


def _goes_on(token: Token, head: Token, number: Token) -> bool:
    """Does the token belong to the noun phrase, whose head so far is given?"""
    if token.ent_type_ in _TIMES and token.tag_ in {"NNP", "NN"}:
        return False
    if token.lower_ == "and":
        return token.nbor(-1).tag_ == "JJ" and token.i + 1 < len(token.doc) and token.nbor().tag_ == "JJ"
    fate = token.lower_ in STATES and token.tag_ != "NNS"
    shot = token.lower_ == "shot" and _next(token).lower_ in {"dead", "and", "by", "in"}
    if token.tag_ not in _MODIFIER_TAGS or fate or shot:
        return False
    if head == number:
        return token.tag_ not in {"VBN", "VBG"} or token.dep_ in {"amod", "compound"}
    if token.tag_ in {"VBN", "VBG", "JJ", "JJR", "JJS"} and head.tag_ in {"NNS", "NNPS"}:
        return False
    of_plural = head.tag_ == "NNS" and head.dep_ != "compound" and token.text not in {"-", "'s", "’s"}
    return not (of_plural and lemma(head) in PERSONS)


def sort_of(noun: Token, number: Token | None) -> Sort:
    """What the noun stands for."""
    if noun == number:
        return Sort.BARE
    word = lemma(noun)
    if word in PERSONS or noun.lower_ in PERSONS or is_person(noun) or noun.ent_type_ == "NORP":
        return Sort.PERSONS
    if {word, noun.lower_, noun.lower_.removesuffix("s")} & NEVER or noun.pos_ == "SYM":
        return Sort.THINGS
    if {word, noun.lower_, noun.lower_.removesuffix("s")} & (NOUNS.keys() | GROUPS):
        return Sort.PERSONS
    suffixes = ("ers", "ists", "ians", "ees", "ors", "ants", "men", "women", "folk", "fighters")
    return Sort.PERSONS if noun.tag_ == "NNS" and noun.lower_.endswith(suffixes) else Sort.UNKNOWN


def _next(token: Token) -> Token:
    return token.nbor() if token.i + 1 < token.sent.end else token


def _before(token: Token) -> Token:
    return token.nbor(-1) if token.i > token.sent.start else token
