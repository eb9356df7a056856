"""One gazetteer for all tests: the usual file when it is current, else one built for this run."""

from __future__ import annotations

from pathlib import Path

import pytest

from gazetteer.atlas import Atlas
from gazetteer.build import build
from gazetteer.check import current
from gazetteer.lookup import Gazetteer, default_path


@pytest.fixture(scope="session")
def gazetteer_path() -> Path:
    path = default_path()
    if not current(path):
        build(path, quiet=True)
    return path


@pytest.fixture(scope="session")
def gazetteer(gazetteer_path: Path) -> Gazetteer:
    return Gazetteer.open(gazetteer_path)


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    return Atlas.read()


@pytest.fixture
def one_atlas(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds of a dump alone share one atlas: reading it takes longer than all the rest."""
    monkeypatch.setattr(Atlas, "read", lambda: atlas)
