from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.extract.numbers import LARGEST, number_of, numbers_in


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("0", 0),
        ("7", 7),
        ("007", 7),
        ("336", 336),
        ("1,500", 1_500),
        ("12,000,000", 12_000_000),
        ("6\u202f400", 6_400),
        ("6\u00a0400", 6_400),
        ("two", 2),
        ("Nineteen", 19),
        ("twenty", 20),
        ("twenty-two", 22),
        ("Ninety nine", 99),
        ("a hundred", 100),
        ("three hundred", 300),
        ("two hundred and six", 206),
        ("one thousand two hundred", 1_200),
        ("a dozen", 12),
        ("two dozen", 24),
        ("2.5 million", 2_500_000),
        ("1.2 billion", 1_200_000_000),
        ("40 thousand", 40_000),
        ("three hundred thousand", 300_000),
        ("two million three hundred thousand and five", 2_300_005),
        ("  eleven ", 11),
        ("half a dozen", 6),
        ("half a million", 500_000),
        ("a quarter of a million", 250_000),
        ("two and a half million", 2_500_000),
        ("1.2 thousand", 1_200),
        ("twelve hundred", 1_200),
        ("a couple", 2),
        ("a score", 20),
        ("120k", 120_000),
        ("1.5m", 1_500_000),
        ("3 lakh", 300_000),
    ],
)
def test_figures_and_number_words_are_read(written, meant):
    assert number_of(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "",
        "   ",
        "and",
        "a",
        "many",
        "twelfth",
        "1,50",
        "12,34,567",
        "3-4-b",
        "x12",
        "0x1f",
        "nan",
        "inf",
        "½",
        "7.5",
        "five two",
        "20 30",
        "5 m",
    ],
)
def test_what_is_no_whole_number_is_none(written):
    assert number_of(written) is None


def test_more_than_everybody_on_earth_counts_something_else():
    assert number_of("999 billion") is None
    assert number_of("9" * 400) is None


@given(st.integers(min_value=0, max_value=LARGEST))
def test_any_number_is_read_with_and_without_commas(number):
    assert number_of(str(number)) == number
    assert number_of(f"{number:,}") == number


@given(st.text(max_size=40))
def test_any_text_gives_a_number_of_persons_or_none(text):
    number = number_of(text)
    assert number is None or 0 <= number <= LARGEST


SMALL = [
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
]
TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def below_hundred(number, hyphen):
    if number < 20:
        return SMALL[number]
    return TENS[number // 10] + (hyphen + SMALL[number % 10] if number % 10 else "")


def below_thousand(number, hyphen, joint, one):
    if number < 100:
        return below_hundred(number, hyphen)
    hundreds = one if number < 200 else SMALL[number // 100]
    rest = joint + below_hundred(number % 100, hyphen) if number % 100 else ""
    return f"{hundreds} hundred{rest}"


def in_words(number, hyphen="-", joint=" and ", comma=" ", one="one"):
    """A number below ten million as English spells it."""
    millions, rest = divmod(number, 1_000_000)
    thousands, rest = divmod(rest, 1_000)
    parts = [f"{SMALL[millions]} million"] if millions else []
    parts += [f"{below_thousand(thousands, hyphen, joint, one)} thousand"] if thousands else []
    if rest or not parts:
        tail = joint.lstrip() if parts and 0 < rest < 100 and joint != " " else ""
        parts.append(tail + below_thousand(rest, hyphen, joint, one))
    return comma.join(parts)


@given(
    st.integers(min_value=0, max_value=9_999_999),
    st.sampled_from(["-", " "]),
    st.sampled_from([" and ", " "]),
    st.sampled_from([" ", ", "]),
    st.booleans(),
)
def test_a_number_in_words_is_that_number_in_every_spelling(number, hyphen, joint, comma, capital):
    words = in_words(number, hyphen, joint, comma)
    assert number_of(words.capitalize() if capital else words) == number


@given(st.lists(st.integers(min_value=0, max_value=9_999_999), min_size=1, max_size=6))
def test_numbers_are_found_in_a_text_where_they_stand(numbers):
    written = [in_words(number) for number in numbers]
    text = "Here are " + "; then ".join(written) + "."
    found = list(numbers_in(text))
    assert [number.value for number in found] == numbers
    assert [text[number.start : number.end] for number in found] == written


@pytest.mark.parametrize("text", ["B-52 and H5N1", "$300,000", "at 12:30", "v2.5", "#12"])
def test_what_hangs_on_a_letter_or_a_sign_is_no_number_of_anything(text):
    assert list(numbers_in(text))[1:] == [] or "$" in text
    assert not [n for n in numbers_in(text) if n.value in {52, 5, 300_000, 30, 2}]


@pytest.mark.parametrize("piece", ["1 ", "1,000 ", "two hundred ", "half a ", "twenty-", "million ", "and a half "])
def test_a_hostile_text_is_read_in_time_that_grows_with_its_length(piece):
    assert max(seconds(piece, 40_000) / max(seconds(piece, 10_000), 1e-3), 4) < 16


def seconds(piece, times):
    text = piece * times
    start = process_time()
    list(numbers_in(text))
    return process_time() - start
