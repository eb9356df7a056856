"""The OpenAPI 3.1 description, made from the table of routes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mapapp import __version__
from mapapp.store.filters import FILTERS
from mapapp.web.api import schemas
from mapapp.web.api.endpoint import Endpoint
from mapapp.web.api.parameters import Parameter, filter_schema, several
from mapapp.web.api.problems import MEDIA_TYPE

Json = dict[str, Any]

ABOUT = (
    "Read-only. Filters narrow each other; values of one filter are alternatives. What is not understood is refused "
    "with 400 and a sentence, never answered with more than was asked for. Answers carry an ETag."
)
PROBLEMS = {
    400: "Something in the request is not understood; the answer says what.",
    404: "There is nothing at this address.",
    429: "Too many requests from this address; Retry-After says in how many seconds to come back.",
    503: "The data is not open yet, or cannot be read.",
}


def description(endpoints: Sequence[Endpoint], base: str) -> Json:
    """All of it."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Incidents", "version": __version__, "description": ABOUT},
        "servers": [{"url": base}],
        "paths": {endpoint.path: {"get": _operation(endpoint)} for endpoint in endpoints},
        "components": {
            "parameters": {f"filter_{row.key}": parameter for row, parameter in zip(FILTERS, _filters(), strict=True)},
            "schemas": {"Problem": schemas.PROBLEM},
        },
    }


def _operation(endpoint: Endpoint) -> Json:
    parameters = [_parameter(row, "path") for row in endpoint.parts]
    parameters += [_parameter(row, "query") for row in endpoint.parameters]
    if endpoint.filters:
        parameters += [{"$ref": f"#/components/parameters/filter_{row.key}"} for row in FILTERS]
    return {
        "operationId": endpoint.name,
        "summary": endpoint.summary,
        "parameters": parameters,
        "responses": _responses(endpoint),
    }


def _responses(endpoint: Endpoint) -> Json:
    good = {"description": endpoint.summary, "content": {endpoint.media_type: {"schema": endpoint.schema}}}
    problems = {status: sentence for status, sentence in PROBLEMS.items() if status != 404 or endpoint.can_miss}
    said = {"content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    return {
        "200": good,
        "304": {"description": "Not changed since the ETag that If-None-Match names."},
        **{str(status): {"description": sentence, **said} for status, sentence in problems.items()},
    }


def _parameter(row: Parameter, where: str) -> Json:
    how = {"style": "form", "explode": False} if row.joined else {}
    return _described(row.name, where, row.description, row.schema) | how


def _filters() -> list[Json]:
    return [
        _described(row.key, "query", f"{row.label}.", filter_schema(row))
        | ({"style": "form", "explode": True} if several(row) else {})
        for row in FILTERS
    ]


def _described(name: str, where: str, words: str, schema: Mapping[str, Any]) -> Json:
    return {"name": name, "in": where, "required": where == "path", "description": words, "schema": schema}
