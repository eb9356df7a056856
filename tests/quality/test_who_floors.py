"""Who did it, to whom and who says so may be read better, never worse: each share has a floor."""

from __future__ import annotations

import pytest

from tests.quality.who import HERE, items_of, score

pytestmark = pytest.mark.quality

FLOORS = (
    ("tune", {"told": 0.97, "actors": 0.94, "targets": 0.90, "source": 0.94, "via": 0.97, "stance": 0.97}),
    ("test", {"told": 0.92, "actors": 0.80, "targets": 0.67, "source": 0.87, "via": 0.92, "stance": 0.82}),
)


@pytest.mark.parametrize(("half", "floors"), FLOORS)
def test_parties_and_sources_are_found_no_worse_than_before(pipeline, half, floors) -> None:
    total, _ = score(pipeline, items_of(HERE / "who.jsonl", half))
    assert {name: total.share(name) for name, floor in floors.items() if total.share(name) < floor} == {}
