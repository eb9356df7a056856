"""Merging may get better, never worse: floors for the pairs of reports. See pairs.py."""

from __future__ import annotations

import pytest

from tests.quality.pairs import HARD, NEWS, pairs, score_of

pytestmark = pytest.mark.quality

FLOORS = (
    # set, half, precision of automatic merges, recall, recall where a place and a day were read out of both reports
    pytest.param(HARD, "tune", 0.97, 0.45, 0.71, marks=pytest.mark.tuning),
    (HARD, "test", 0.90, 0.36, 0.55),
    pytest.param(NEWS, "tune", 0.97, 0.39, 0.62, marks=pytest.mark.tuning),
    (NEWS, "test", 0.97, 0.16, 0.31),
)


@pytest.mark.parametrize(("file", "half", "precision", "recall", "recall_of_read"), FLOORS)
def test_reports_of_one_event_are_merged_no_worse_than_before(
    pipeline, file, half, precision, recall, recall_of_read
) -> None:
    score = score_of(pipeline, half, file)
    assert score.precision >= precision, f"{half}: precision {score.precision:.3f} of {score.merged} merged"
    assert score.recall >= recall, f"{half}: recall {score.recall:.3f}"
    assert score.recall_of_read >= recall_of_read, f"{half}: recall of read {score.recall_of_read:.3f}"


def test_the_halves_have_the_same_mix() -> None:
    tune, test = ([(entry["same"], entry["kind"].split()[0]) for entry in pairs(half)] for half in ("tune", "test"))
    shares = {kind: (tune.count(kind) / len(tune), test.count(kind) / len(test)) for kind in {*tune, *test}}
    assert all(abs(one - other) <= 0.03 for one, other in shares.values()), shares
