from __future__ import annotations

import pytest

from mapapp.store import Store
from tests.intake.fetch.sites import serving


@pytest.fixture
def site():
    with serving() as one:
        yield one


@pytest.fixture
def store(tmp_path):
    store = Store.open(f"sqlite:///{tmp_path}/incidents.sqlite")
    yield store
    store.close()
