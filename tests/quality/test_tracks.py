"""From where to where may be read better, never worse: each half has a floor."""

from __future__ import annotations

import pytest

from tests.quality.tracks import figure

pytestmark = pytest.mark.quality


@pytest.mark.parametrize(("half", "floor"), [("tune", 0.93), ("test", 0.81)])
def test_both_ends_of_movements_are_read_no_worse_than_before(pipeline, half, floor):
    right, asked, _ = figure(pipeline, half)
    assert right / asked >= floor
