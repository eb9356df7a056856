"""Views as links: a query with stable keys, the same for the same view.

    type=battle&country=SY&from=2016-12-01&killed=10

What a link asks for and this server does not know is said in sentences, and never shows more than was asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from mapapp.domain.basemap import OFFLINE
from mapapp.domain.errors import MapappError
from mapapp.domain.view import Look, View
from mapapp.draw.constants import LAYERS, NAMES
from mapapp.spoken import LANGUAGES, N_, _
from mapapp.store.filters import FILTERS, leaves_no_time, quoted

LONGEST = 1_800
"""Characters of a query: with the address before it, mail programs and chats keep such a link whole."""

INCIDENT = "incident"
"""The key of the selected incident, which does not narrow the view."""

BASEMAP = "basemap"
LANGUAGE = "lang"
VERSION_KEY = "v"
VERSION = 1
"""Of the links that are written. Version 1 is left out of them."""

Values = dict[str, list[str]]
"""Key -> values of a link, in its order."""

UPGRADES: dict[int, Callable[[Values], Values]] = {}
"""Version -> how a link of that version is said in the next one. To change what a key or a code means, raise VERSION
and add a row: links that are out in the world are read for ever.
"""

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class LookKey:
    """One thing of a view's look."""

    key: str
    """In links."""
    label: str
    field: str
    """Of Look."""
    values: tuple[str, ...]
    """What is known here."""


LOOKS = (
    LookKey(key="tab", label=N_("Tab"), field="tab", values=("map", "charts")),
    LookKey(key="layer", label=N_("Layer"), field="layer", values=LAYERS),
    LookKey(key=BASEMAP, label=N_("Basemap"), field="basemap", values=(OFFLINE,)),
    LookKey(key="names", label=N_("Names"), field="names", values=NAMES),
    LookKey(key=LANGUAGE, label=N_("Language"), field="language", values=LANGUAGES),
)
"""Everything of a look: a new layer or language is one value more."""


class LinkTooLong(MapappError, ValueError):
    """So many values are chosen that the link would break."""


NO_TIME = N_("The dates of this link leave no time between them, so nothing matches: change one of them.")
"""Said of a link whose every part is understood."""


def decode(pairs: Iterable[tuple[str, str]], other_keys: Collection[str] = ()) -> tuple[View, tuple[str, ...]]:
    """The view of a link's (key, value) pairs, and sentences about what was not understood.

    A value that is not known matches nothing; it stays in the view, so that the link of that view is the same.
    `other_keys` belong to others ("z", "bbox", "page") and are passed over, as is the look. The sentences quote the
    link: show them as text, never as markup. Never raises.
    """
    values = _values(pairs)
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
        notes.append(_("The link selects several incidents; the first is shown."))
    strange = values.keys() - {*other_keys} - {row.key for row in LOOKS}
    notes += [_("This map has no filter {key}; it was left out.", key=quoted(key)) for key in sorted(strange)]
    view = View(**fields | {"incident": selected[0] if selected else None, "unreadable": tuple(sorted(unreadable))})
    if leaves_no_time(view):
        notes.append(_(NO_TIME))
    return view, tuple(notes)


def decode_look(pairs: Iterable[tuple[str, str]], basemaps: Collection[str] = ()) -> tuple[Look, tuple[str, ...]]:
    """How a link's view is to be shown, and a sentence for each value that is not known here. Never raises.

    `basemaps` are the codes of those that this server has beside the offline one.
    """
    values = _values(pairs)
    fields: dict[str, Any] = {}
    notes: list[str] = []
    for row in LOOKS:
        for value in dict.fromkeys(values.get(row.key, [])):
            if value in row.values or (row.key == BASEMAP and value in basemaps):
                fields.setdefault(row.field, value)
            else:
                notes.append(
                    _("{what} {value} is not known here; it is shown as usual.", what=_(row.label), value=quoted(value))
                )
    return Look(**fields), tuple(notes)


def pairs_of(query: str) -> list[tuple[str, str]]:
    """The pairs of a query, with or without its question mark."""
    return parse_qsl(query.removeprefix("?"), keep_blank_values=True)


def decode_query(query: str, other_keys: Collection[str] = ()) -> tuple[View, tuple[str, ...]]:
    """`decode` of the query itself."""
    return decode(pairs_of(query), other_keys)


def encode(view: View, look: Look | None = None) -> str:
    """The canonical query of a view and its look: sorted, defaults left out. Raises LinkTooLong."""
    pairs = [(row.key, _whole(value)) for row in FILTERS for value in row.write(view)]
    if VERSION > 1 and view.newer_link is None:
        pairs.append((VERSION_KEY, str(VERSION)))
    if view.incident is not None:
        pairs.append((INCIDENT, _whole(view.incident)))
    if look is not None:
        said = [(row.key, getattr(look, row.field), getattr(Look(), row.field)) for row in LOOKS]
        pairs += [(key, _whole(value)) for key, value, default in said if value != default]
    query = urlencode(sorted(pairs), safe=":,~")
    if len(query) > LONGEST:
        raise LinkTooLong(
            _(
                "This selection makes a link of {length} characters, and links work up to {longest}. "
                "Choose fewer values, or a whole type such as Battles instead of its parts.",
                length=len(query),
                longest=LONGEST,
            )
        )
    return query


def throughout(query: str) -> str:
    """A query percent-encoded throughout: the map's layer may hold nothing else."""
    return query.replace(":", "%3A").replace(",", "%2C")


def _values(pairs: Iterable[tuple[str, str]]) -> Values:
    """The pairs by their keys, as a link of today would say them. A version that cannot be read stays in."""
    values: Values = {}
    for key, value in pairs:
        values.setdefault(_whole(key), []).append(_whole(value))
    told = set(values.get(VERSION_KEY, ["1"]))
    readable = {str(number): number for number in range(1, VERSION + 1)}
    if len(told) > 1 or not told <= readable.keys():
        return values
    values.pop(VERSION_KEY, None)
    for number in range(readable[told.pop()], VERSION):
        values = UPGRADES[number](values)
    return values


def _whole(text: str) -> str:
    """Lone surrogates cannot travel in a link."""
    return _SURROGATE.sub("\ufffd", text)
