from __future__ import annotations

from collections.abc import Iterator

import pytest

from mapapp.web import backend as backends
from mapapp.web.backend import Backend
from tests.e2e.scenes import syria
from tests.web.stand_in import a_backend


@pytest.fixture(scope="session")
def syria_backend(tmp_path_factory: pytest.TempPathFactory) -> Backend:
    """Forty-two incidents from six reports. Read only: every test shares it."""
    return a_backend(f"sqlite:///{tmp_path_factory.mktemp('syria') / 'incidents.sqlite'}", syria())


@pytest.fixture
def empty_backend(tmp_path) -> Backend:
    return a_backend(f"sqlite:///{tmp_path / 'incidents.sqlite'}")


@pytest.fixture
def in_use(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """`in_use(backend)` makes it the backend of the pages for one test."""
    yield lambda backend: monkeypatch.setattr(backends, "_current", backend)
