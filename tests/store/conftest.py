import pytest

from mapapp.store import Store


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path}/incidents.sqlite"


@pytest.fixture
def store(url):
    store = Store.open(url)
    yield store
    store.close()
