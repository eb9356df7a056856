"""The OpenAPI description, held to the program: requests made up from it, right and wrong, and their answers."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from openapi_spec_validator import validate
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from mapapp.web.api.table import ENDPOINTS

NO_SCHEMA_CAN_TELL = {"bbox", "datetime", "area", "seen", "after", "before", "x", "y"}
"""A box upside down, a polygon that crosses itself, a tile outside the world: asking such things may be refused."""


@pytest.fixture(scope="module")
def described(client):
    return schemathesis.openapi.from_dict(client.get("/api/openapi.json").json())


def asked(described, path: str, mode: GenerationMode):
    """Requests made up for one address."""
    return described[path]["GET"].as_strategy(generation_mode=mode)


def tried(cases, app, *, right: bool) -> None:
    @given(cases)
    @settings(max_examples=40, suppress_health_check=list(HealthCheck))
    def check(case):
        names = {*(case.query or {}), *(case.path_parameters or {})}
        excluded = [positive_data_acceptance] if not right or names & NO_SCHEMA_CAN_TELL else []
        case.call_and_validate(app=app, excluded_checks=excluded)

    check()


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.name)
def test_right_requests_are_answered_as_described(endpoint, described, app):
    tried(asked(described, endpoint.path, GenerationMode.POSITIVE), app, right=True)


@pytest.mark.parametrize("endpoint", [one for one in ENDPOINTS if one.filters], ids=lambda endpoint: endpoint.name)
def test_wrong_requests_are_refused(endpoint, described, app):
    tried(asked(described, endpoint.path, GenerationMode.NEGATIVE), app, right=False)


def test_the_description_is_openapi(client):
    validate(client.get("/api/openapi.json").json())


def test_it_describes_every_address(client):
    assert set(client.get("/api/openapi.json").json()["paths"]) == {endpoint.path for endpoint in ENDPOINTS}
