"""The gazetteer, the language model and the pipeline, opened once for all tests that read texts."""

from __future__ import annotations

import pytest

from gazetteer.lookup import Gazetteer
from mapapp.pipeline import Pipeline
from mapapp.settings import Settings
from mapapp.wiring import prepare_gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    settings = Settings()
    prepare_gazetteer(settings)
    return Gazetteer.open(settings.gazetteer_file)


@pytest.fixture(scope="session")
def pipeline(gazetteer: Gazetteer) -> Pipeline:
    return Pipeline(gazetteer)
