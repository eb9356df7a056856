from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.extract.numbers import LARGEST, number_of


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
    ],
)
def test_figures_and_number_words_are_read(written, meant):
    assert number_of(written) == meant


@pytest.mark.parametrize(
    "written",
    ["", "   ", "and", "a", "many", "twelfth", "1,50", "12,34,567", "3-4-b", "x12", "0x1f", "nan", "inf", "½"],
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
