"""Telling copies, versions and other texts apart may get better, never worse. See stories.py."""

from __future__ import annotations

import pytest

from mapapp.story import Teller
from tests.quality.stories import pairs, score_of


@pytest.mark.parametrize("half", ["tune", "test"])
def test_copies_and_versions_are_told_from_other_texts_no_worse_than_before(half) -> None:
    score = score_of(Teller(), half)
    assert score.precision == 1.0, score.misses
    assert score.recall == 1.0, score.misses
    assert score.wrongly_suggested <= 4


def test_the_halves_have_the_same_mix() -> None:
    tune, test = (sorted((entry["expected"], entry["kind"]) for entry in pairs(half)) for half in ("tune", "test"))
    assert tune == test
