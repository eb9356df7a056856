"""The gazetteer, the language model and the pipeline, opened once for all tests that read texts.

Hypothesis draws the same examples each time, so that a change is judged by what it changes. To look for new ones:
`HYPOTHESIS_PROFILE=search .venv/bin/python -m pytest tests/store`.
"""

from __future__ import annotations

import gc
import os

import pytest
from hypothesis import HealthCheck, Phase, settings

from gazetteer.lookup import Gazetteer
from mapapp import language
from mapapp.pipeline import Pipeline
from mapapp.settings import Settings
from mapapp.wiring import prepare_gazetteer
from tests.browser import browser
from tests.engines import empty_database, migrated, postgres, postgres_url

__all__ = ["browser", "empty_database", "migrated", "postgres", "postgres_url"]

UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
"""A slow machine is no failure, and no fixture of ours is changed by a test that shares it between examples."""
STEADY = (Phase.explicit, Phase.reuse, Phase.generate)
"""A failure is told as it was found: to look for the smallest one takes minutes, and is the other profile's."""
settings.register_profile("steady", UNTIMED, max_examples=50, derandomize=True, phases=STEADY)
settings.register_profile("search", UNTIMED, max_examples=500, phases=tuple(Phase))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


LAST = ("tests/e2e/", "tests/quality/")
"""What keeps much in memory: Python looks through all of it for what is free, and what comes after is slower."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """File by file: first what is small, then the browser, then what reads whole corpora."""
    items.sort(key=lambda item: next((n for n, folder in enumerate(LAST, 1) if item.nodeid.startswith(folder)), 0))


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    settings = Settings()
    prepare_gazetteer(settings)
    opened = Gazetteer.open(settings.gazetteer_file)
    gc.freeze()  # it stays to the end: nobody need look through it again and again
    return opened


@pytest.fixture(scope="session")
def pipeline(gazetteer: Gazetteer) -> Pipeline:
    loaded = Pipeline(gazetteer)
    language.pipeline()
    gc.freeze()
    return loaded
