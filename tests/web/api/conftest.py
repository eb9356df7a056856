from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from mapapp.web import server
from mapapp.web.api import Access
from mapapp.web.backend import Backend


def an_app(backend: Backend, **access) -> Starlette:
    """The server without Streamlit; unless told otherwise it takes any number of requests."""
    routes = server.all_routes(backend, Access(**{"per_minute": 0} | access))
    return Starlette(routes=routes, middleware=list(server.MIDDLEWARE))


@pytest.fixture(scope="session")
def app(syria_backend) -> Starlette:
    return an_app(syria_backend)


@pytest.fixture(scope="session")
def client(app) -> TestClient:
    return TestClient(app)


@pytest.fixture(scope="session")
def a_client():
    """`a_client(backend, per_minute=..., origins=...)`."""
    return lambda backend, **access: TestClient(an_app(backend, **access))
