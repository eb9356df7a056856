"""Views as links: a query with stable keys, the same for the same view.

    type=battle&country=SY&from=2016-12-01&killed=10

What a link asks for and this server does not know is said in sentences, and never shows more than was asked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Any
from urllib.parse import parse_qsl, urlencode

from mapapp.domain.errors import MapappError
from mapapp.domain.view import View
from mapapp.store.filters import FILTERS, quoted

LONGEST = 1_800
"""Characters of a query: with the address before it, mail programs and chats keep such a link whole."""

INCIDENT = "incident"
"""The key of the selected incident, which does not narrow the view."""

_SURROGATE = re.compile("[\ud800-\udfff]")


class LinkTooLong(MapappError, ValueError):
    """So many values are chosen that the link would break."""


def decode(pairs: Iterable[tuple[str, str]], other_keys: Collection[str] = ()) -> tuple[View, tuple[str, ...]]:
    """The view of a link's (key, value) pairs, and sentences about what was not understood.

    A value that is not known matches nothing; it stays in the view, so that the link of that view is the same.
    `other_keys` belong to others ("z", "bbox", "page") and are passed over. The sentences quote the link:
    show them as text, never as markup. Never raises.
    """
    values: dict[str, list[str]] = {}
    for key, value in pairs:
        values.setdefault(_whole(key), []).append(_whole(value))
    fields: dict[str, Any] = {}
    unreadable: list[tuple[str, str]] = []
    notes: list[str] = []
    for row in FILTERS:
        if row.key in values:
            read = row.read(values.pop(row.key))
            fields |= read.fields
            unreadable += read.unreadable
            notes += read.notes
    selected = values.pop(INCIDENT, [])
    if len(set(selected)) > 1:
        notes.append("The link selects several incidents; the first is shown.")
    notes += [
        f"This map has no filter {quoted(key)}; it was left out." for key in sorted(values.keys() - {*other_keys})
    ]
    view = View(**fields | {"incident": selected[0] if selected else None, "unreadable": tuple(sorted(unreadable))})
    return view, tuple(notes)


def decode_query(query: str, other_keys: Collection[str] = ()) -> tuple[View, tuple[str, ...]]:
    """The same from the query itself, with or without its question mark."""
    return decode(parse_qsl(query.removeprefix("?"), keep_blank_values=True), other_keys)


def encode(view: View) -> str:
    """The canonical query of a view: sorted, defaults left out. Raises LinkTooLong."""
    pairs = [(row.key, _whole(value)) for row in FILTERS for value in row.write(view)]
    if view.incident is not None:
        pairs.append((INCIDENT, _whole(view.incident)))
    query = urlencode(sorted(pairs), safe=":,~")
    if len(query) > LONGEST:
        raise LinkTooLong(
            f"This selection makes a link of {len(query):,} characters, and links work up to {LONGEST:,}. "
            "Choose fewer values, or a whole type such as Battles instead of its parts."
        )
    return query


def _whole(text: str) -> str:
    """Lone surrogates cannot travel in a link."""
    return _SURROGATE.sub("\ufffd", text)
