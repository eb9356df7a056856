"""Sentences in the language that is spoken."""

from __future__ import annotations

from mapapp.spoken.catalogs import catalog
from mapapp.spoken.figures import number
from mapapp.spoken.speaker import language


def _(message: str, /, **values: object) -> str:
    """A sentence, with its placeholders filled in."""
    told = catalog(language()).gettext(message) if message else message
    return _filled(told, message, values)


def ngettext(one: str, many: str, n: int, /, **values: object) -> str:
    """The sentence for so many; `{n}` is the number."""
    told = catalog(language()).ngettext(one, many, n)
    return _filled(told, one if n == 1 else many, {"n": n, **values})


def pgettext(context: str, message: str, /, **values: object) -> str:
    """A sentence that means different things in different contexts."""
    told = catalog(language()).pgettext(context, message) if message else message
    return _filled(told, message, values)


def N_(message: str, /) -> str:  # noqa: N802  gettext's customary name
    """Marks a sentence of a table: it stays English here, and `_` tells it where it is shown."""
    return message


def _filled(told: str, source: str, values: dict[str, object]) -> str:
    """A translation whose placeholders are wrong is not shown: the English sentence is."""
    if not values:
        return told
    written = {name: number(value) if type(value) is int else value for name, value in values.items()}
    try:
        return told.format(**written)
    except (KeyError, IndexError, ValueError, AttributeError):
        return source.format(**written)
