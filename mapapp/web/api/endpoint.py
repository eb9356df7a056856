"""One address of the API: what it takes and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from mapapp.web.api.asked import Asked
from mapapp.web.api.parameters import Parameter


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One row of the table of routes."""

    path: str
    """With names in braces for what differs."""
    name: str
    summary: str
    answer: Callable[[Asked], Any]
    """Bytes, text, or what JSON can write. Raises Refused."""
    schema: Mapping[str, Any]
    """Of the answer."""
    media_type: str = "application/json"
    parameters: tuple[Parameter, ...] = ()
    """Of the query."""
    parts: tuple[Parameter, ...] = ()
    """Of the path."""
    filters: bool = False
    """Does it take our filters?"""
    of_record: bool = True
    """Does the answer change with the record?"""
    of_clock: bool = False
    """Does it change with the hour?"""
    can_miss: bool = False
    """Can there be nothing at the address?"""
