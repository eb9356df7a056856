import pytest

from mapapp.merge import Merger


@pytest.fixture(scope="session")
def merger() -> Merger:
    return Merger()
