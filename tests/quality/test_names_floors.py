"""Names in other languages may be found better, never worse: each figure has a floor."""

from __future__ import annotations

import pytest

from tests.quality.names import score_of_names

pytestmark = pytest.mark.quality

FLOORS = (
    # corpus, half, precision, recall, share within 161 km of those found
    ("arabic", "tune", 0.96, 0.90, 0.96),
    ("arabic", "test", 0.94, 0.91, 0.96),
    ("foreign", "tune", 0.93, 0.88, 0.97),
    ("foreign", "test", 0.88, 0.90, 0.97),
)


@pytest.mark.parametrize(("corpus", "half", "precision", "recall", "accuracy"), FLOORS)
def test_names_are_found_and_placed_no_worse_than_before(pipeline, corpus, half, precision, recall, accuracy) -> None:
    score = score_of_names(pipeline, corpus, half)
    assert score.precision >= precision, f"precision {score.precision:.3f}"
    assert score.recall >= recall, f"recall {score.recall:.3f}"
    assert score.accuracy >= accuracy, f"within 161 km {score.accuracy:.3f}"
