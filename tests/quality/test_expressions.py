"""Floors for time expressions: a change that reads fewer of them is seen."""

from __future__ import annotations

import pytest

from tests.quality.expressions import figure

pytestmark = pytest.mark.quality


FLOORS = [("dates", "tune", 0.99), ("dates", "test", 0.95), ("news_dates", "tune", 0.99), ("news_dates", "test", 0.98)]


@pytest.mark.parametrize(("name", "split", "floor"), FLOORS)
def test_time_expressions_of_collected_passages_mean_the_days_that_a_reader_gives_them(name, split, floor):
    right, asked = figure(name, split)
    assert asked >= 100
    assert right / asked >= floor
