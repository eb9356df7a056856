"""A store in SQLite; in a test marked `both_engines`, one in SQLite and then one in PostgreSQL."""

import pytest

from mapapp.store import Store
from tests.engines import POSTGRESQL, on_both


def pytest_generate_tests(metafunc):
    on_both(metafunc)


@pytest.fixture
def url(request, tmp_path):
    if getattr(request, "param", None) == POSTGRESQL:
        return request.getfixturevalue("postgres_url")
    return f"sqlite:///{tmp_path}/incidents.sqlite"


@pytest.fixture
def store(url):
    store = Store.open(url)
    yield store
    store.close()
