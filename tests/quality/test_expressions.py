"""Floors for time expressions: a change that reads fewer of them is seen."""

from __future__ import annotations

import pytest

from tests.quality.expressions import figure

pytestmark = pytest.mark.quality


@pytest.mark.parametrize(("split", "floor"), [("tune", 0.99), ("test", 0.95)])
def test_time_expressions_of_collected_passages_mean_the_days_that_a_reader_gives_them(split, floor):
    right, asked = figure(split)
    assert asked > 100
    assert right / asked >= floor
