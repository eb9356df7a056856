"""What filters ask that has no column of its own: it is read inside the payload, in SQL and in Python alike."""

from __future__ import annotations

import json
from typing import Any

import orjson
from sqlalchemy import Boolean, ColumnElement, String, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from mapapp.store.text import storable

_BEGIN, _END = '"actors":[', ',"counts":['
_NOBODY = '"actors":[],"targets":[]'
_NUL = "\\u0000"


def party_name(text: str) -> str | None:
    """The name as it is asked for; None for one that no link can carry or no database can compare."""
    return text if text and storable(text) == text and _NUL not in text else None


def party_names(payload: str) -> set[str]:
    """What an incident calls its actors and targets, from its payload.

    Only the piece of JSON that holds the parties is read: inside a string its marks would be escaped.
    """
    begin = payload.find(_BEGIN)
    end = payload.find(_END, begin)
    if begin < 0 or end < 0:
        data: dict[str, Any] = json.loads(payload)["data"]
    elif payload.startswith(_NOBODY, begin):
        return set()
    else:
        data = orjson.loads("{" + payload[begin:end] + "}")
    parties = (*data.get("actors", ()), *data.get("targets", ()))
    names = (party.get("canonical") or party.get("name") for party in parties)
    return {name for name in names if isinstance(name, str) and party_name(name)}


class LanguageOf(FunctionElement[str]):
    """The language of a report, from its payload; NULL is not known."""

    type = String()
    inherit_cache = True
    name = "language_of"


class HasParty(FunctionElement[bool]):
    """Is one of the names in a JSON list (the second argument) what an incident's payload calls a party?"""

    type = Boolean()
    inherit_cache = True
    name = "has_party"


def language_of(payload: ColumnElement[str]) -> LanguageOf:
    """The language of a report in SQL."""
    return LanguageOf(payload)


def has_party(payload: ColumnElement[str], names: list[str]) -> HasParty:
    """The condition that one of these names is a party's, in SQL."""
    return HasParty(payload, literal(json.dumps(names)))


# The texts below are made of names of columns and of places for values, never of a value: hence no S608.


def _arguments(element: Any, compiler: Any, more: Any) -> list[str]:  # noqa: ANN401
    return [compiler.process(part, **more) for part in element.clauses]


@compiles(LanguageOf)
def _sqlite_language(element: LanguageOf, compiler: Any, **more: Any) -> str:  # noqa: ANN401
    (payload,) = _arguments(element, compiler, more)
    path = "'$.data.language'"
    return f"CASE json_type({payload}, {path}) WHEN 'text' THEN json_extract({payload}, {path}) END"


@compiles(LanguageOf, "postgresql")
def _postgresql_language(element: LanguageOf, compiler: Any, **more: Any) -> str:  # noqa: ANN401
    (payload,) = _arguments(element, compiler, more)
    language = f"(CAST({payload} AS json) -> 'data' -> 'language')"
    return f"CASE json_typeof({language}) WHEN 'string' THEN {language} #>> '{{}}' END"


@compiles(HasParty)
def _sqlite_party(element: HasParty, compiler: Any, **more: Any) -> str:  # noqa: ANN401
    payload, names = _arguments(element, compiler, more)
    field = "CASE WHEN coalesce(json_extract(party.value, '$.canonical'), '') = '' THEN '$.name' ELSE '$.canonical' END"
    each = "SELECT value FROM json_each"
    parties = " UNION ALL ".join(f"{each}({payload}, '$.data.{role}')" for role in ("actors", "targets"))
    named = f"SELECT value, {field} AS field FROM ({parties}) AS party"  # noqa: S608
    text = "json_type(value, field) = 'text' AND instr(value -> field, '\\u0000') = 0"
    wanted = f"json_extract(value, field) IN ({each}({names}))"
    return f"EXISTS (SELECT 1 FROM ({named}) AS named WHERE {text} AND {wanted})"  # noqa: S608


@compiles(HasParty, "postgresql")
def _postgresql_party(element: HasParty, compiler: Any, **more: Any) -> str:  # noqa: ANN401
    payload, names = _arguments(element, compiler, more)
    each = "SELECT json_array_elements"
    parties = " UNION ALL ".join(
        f"{each}(CAST({payload} AS json) -> 'data' -> '{role}') AS value" for role in ("actors", "targets")
    )
    name = "coalesce(nullif(party.value ->> 'canonical', ''), party.value ->> 'name')"
    wanted = f"{each}_text(CAST({names} AS json))"
    return f"EXISTS (SELECT 1 FROM ({parties}) AS party WHERE {name} IN ({wanted}))"  # noqa: S608
