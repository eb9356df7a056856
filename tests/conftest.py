"""The gazetteer, the language model and the pipeline, opened once for all tests that read texts.

Hypothesis draws the same examples each time, so that a change is judged by what it changes. To look for new ones:
`HYPOTHESIS_PROFILE=search .venv/bin/python -m pytest tests/store`.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

from gazetteer.lookup import Gazetteer
from mapapp.pipeline import Pipeline
from mapapp.settings import Settings
from mapapp.wiring import prepare_gazetteer
from tests.engines import empty_database, migrated, postgres, postgres_url

__all__ = ["empty_database", "migrated", "postgres", "postgres_url"]

UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
"""A slow machine is no failure, and no fixture of ours is changed by a test that shares it between examples."""
settings.register_profile("steady", UNTIMED, derandomize=True)
settings.register_profile("search", UNTIMED, max_examples=500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


LONGEST_FIRST = ("tests/e2e/", "tests/quality/", "tests/demo/")
"""Of several processes none waits long for another at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that take long come first, file by file."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST_FIRST))


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    settings = Settings()
    prepare_gazetteer(settings)
    return Gazetteer.open(settings.gazetteer_file)


@pytest.fixture(scope="session")
def pipeline(gazetteer: Gazetteer) -> Pipeline:
    return Pipeline(gazetteer)
