"""Merging may get better, never worse: floors for the pairs of reports. See pairs.py."""

from __future__ import annotations

import pytest

from tests.quality.pairs import HARD, NEWS, pairs, score_of

pytestmark = pytest.mark.quality

FLOORS = (
    # set, half, precision of automatic merges, recall, pairs of one event with place and day read out of both reports
    pytest.param(HARD, "tune", 0.97, 0.54, 76, marks=pytest.mark.tuning),
    (HARD, "test", 0.92, 0.42, 22),
    pytest.param(NEWS, "tune", 0.97, 0.46, 36, marks=pytest.mark.tuning),
    (NEWS, "test", 0.97, 0.39, 16),
)


@pytest.mark.parametrize(("file", "half", "precision", "recall", "readable"), FLOORS)
def test_reports_of_one_event_are_merged_no_worse_than_before(
    pipeline, file, half, precision, recall, readable
) -> None:
    score = score_of(pipeline, half, file)
    assert score.precision >= precision, f"{half}: precision {score.precision:.3f} of {score.merged} merged"
    assert score.recall >= recall, f"{half}: recall {score.recall:.3f}"
    assert score.readable >= readable, f"{half}: {score.readable} pairs read"


def test_the_halves_have_the_same_mix() -> None:
    tune, test = ([(entry["same"], entry["kind"].split()[0]) for entry in pairs(half)] for half in ("tune", "test"))
    shares = {kind: (tune.count(kind) / len(tune), test.count(kind) / len(test)) for kind in {*tune, *test}}
    assert all(abs(one - other) <= 0.03 for one, other in shares.values()), shares
