"""The kinds of filters: a choice among values, and a limit by a date or a number."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, false

from mapapp.domain.view import View
from mapapp.spoken import _
from mapapp.store.columns import Columns, Mask
from mapapp.store.text import keyed

Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What a link's values for one filter mean."""

    fields: Mapping[str, Any]
    """Fields of View to set."""
    unreadable: tuple[tuple[str, str], ...] = ()
    """What to add to `View.unreadable`."""
    notes: tuple[str, ...] = ()
    """What was not understood, as sentences. They quote the link: show them as text, never as markup."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One way to narrow a view."""

    key: str
    """Stable, in links and in the web interface."""
    label: str
    """The heading of its control."""
    field: str
    """The field of View it looks at."""
    words: Callable[[View], str | None]
    """What it asks, for people: "at least 10 killed"; None when it asks nothing."""
    sql: Callable[[View], Condition | None]
    """The same for the database; None when it asks nothing."""
    test: Callable[[View, Columns], Mask | None]
    """The same in memory: one truth value per incident; None when it asks nothing."""
    read: Callable[[Sequence[str]], Read]
    """From the values a link gives for the key. Never fails: what it cannot use, it says, and it matches nothing."""
    write: Callable[[View], list[str]]
    """To the values of a link, sorted; empty when it asks nothing."""


def choice(
    key: str,
    label: str,
    field: str,
    *,
    sql: Callable[[list[str]], Condition],
    name: Callable[[str], str],
    problem: Callable[[str], str | None],
    stored: Callable[[str], str | None] = keyed,
    parts: Callable[[str], tuple[str, ...]] = lambda value: (value,),
) -> Filter:
    """A filter by a list of values, any of which may hold. Values nobody has match nothing, known or not.

    `stored` gives a value as the database keeps it; `parts` gives what a kept value answers to, such as
    ("battle.clash", "battle"); `problem` says what is wrong with a value of a link, or None.
    """

    def asked(view: View) -> set[str]:
        return {kept for value in getattr(view, field) if (kept := stored(value))}

    def words(view: View) -> str | None:
        return _(" or ").join(name(value) for value in getattr(view, field)) or None

    def condition(view: View) -> Condition | None:
        if not getattr(view, field):
            return None
        return sql(sorted(asked(view)))

    def test(view: View, columns: Columns) -> Mask | None:
        if not getattr(view, field):
            return None
        wanted, labels = asked(view), columns.labels[key]
        return labels.having({value for value in labels.values if wanted.intersection(parts(value))})

    def read(values: Sequence[str]) -> Read:
        distinct = sorted(set(values))
        problems = tuple(sentence for value in distinct if (sentence := problem(value)))
        return Read(fields={field: tuple(distinct)}, notes=problems)

    return Filter(
        key=key,
        label=label,
        field=field,
        words=words,
        sql=condition,
        test=test,
        read=read,
        write=lambda view: sorted(set(getattr(view, field))),
    )


def limit(
    key: str,
    label: str,
    field: str,
    *,
    sql: Callable[[Any], Condition],
    test: Callable[[Any, Columns], Mask],
    name: Callable[[Any], str],
    parse: Callable[[str], Any],
    narrowest: Callable[[Sequence[Any]], Any] | None,
) -> Filter:
    """A filter by one date or number.

    A value that cannot be read goes to `View.unreadable` and matches nothing; of several values the narrowest holds.
    Where none can be told to be the narrowest, several match nothing.
    """

    def words(view: View) -> str | None:
        value = getattr(view, field)
        said = [] if value is None else [name(value)]
        said += [" ".join([_(label).lower(), quoted(bad)]) for bad in _unreadable(view, key)]
        return _(" and ").join(said) or None

    def condition(view: View) -> Condition | None:
        if _unreadable(view, key):
            return false()
        value = getattr(view, field)
        return None if value is None else sql(value)

    def mask(view: View, columns: Columns) -> Mask | None:
        if _unreadable(view, key):
            return np.zeros(len(columns), dtype=np.bool_)
        value = getattr(view, field)
        return None if value is None else test(value, columns)

    def read(values: Sequence[str]) -> Read:
        understood, bad, notes = _parsed(label, parse, values)
        if len(understood) > 1 and narrowest is None:
            bad = sorted({*bad, *map(str, understood)})
            again = _("The link gives {filter} more than once: give one. Nothing matches it.", filter=_(label).lower())
            notes.append(again)
            understood = []
        if len(understood) > 1:
            again = _("The link gives {filter} more than once; the narrowest is used.", filter=_(label).lower())
            notes.append(again)
        fields = {field: narrowest(understood) if narrowest else understood[0]} if understood else {}
        return Read(fields=fields, unreadable=tuple((key, value) for value in bad), notes=tuple(notes))

    def write(view: View) -> list[str]:
        value = getattr(view, field)
        return sorted({*([] if value is None else [str(value)]), *_unreadable(view, key)})

    return Filter(key=key, label=label, field=field, words=words, sql=condition, test=mask, read=read, write=write)


def _unreadable(view: View, key: str) -> list[str]:
    return [value for filter_key, value in view.unreadable if filter_key == key]


def _parsed(label: str, parse: Callable[[str], Any], values: Sequence[str]) -> tuple[list[Any], list[str], list[str]]:
    """The different values that can be read, those that cannot, and a sentence for each of those."""
    understood, bad, notes = set(), [], []
    for value in sorted(set(values)):
        try:
            understood.add(parse(value))
        except ValueError as error:
            bad.append(value)
            said = {"filter": _(label), "value": quoted(value), "why": error}
            notes.append(_("{filter} {value} is not understood: {why}. Nothing matches it.", **said))
    return sorted(understood), bad, notes


def quoted(value: str) -> str:
    """A value of a link inside a sentence, cut short."""
    return _("“{words}”", words=value if len(value) <= 60 else f"{value[:60]}…")
