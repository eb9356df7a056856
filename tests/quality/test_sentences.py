"""Types, tolls and dates of sentences: floors. `python -m tests.quality.sentences` prints the figures."""

from __future__ import annotations

import pytest

from tests.quality.corpora import SHARED
from tests.quality.sentences import figures

pytestmark = pytest.mark.quality

FLOORS = {
    "event type": {"tune": 0.796, "test": 0.716},
    "killed, where told": {"tune": 0.940, "test": 0.641},
    "injured, where told": {"tune": 0.978, "test": 0.571},
    "no false toll": {"tune": 0.990, "test": 0.931},
    "date": {"tune": 0.963, "test": 0.900},
}


@pytest.mark.parametrize("split", ["tune", "test"])
def test_sentences_are_read_no_worse_than_before(pipeline, split) -> None:
    if not (SHARED / "corpora").exists():
        pytest.skip("a third of the sentences stand in corpora beside the project, which are not here")
    for name, (right, asked) in figures(pipeline, split).items():
        assert right / asked >= FLOORS[name][split], f"{name}: {right} of {asked}"
