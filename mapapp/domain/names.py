"""What a reader calls the codes that we keep: statuses, kinds of party, of source, of place, of event and of count."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mapapp.domain.claim import CountKind
from mapapp.spoken import N_, _, ngettext, pgettext

_STATUSES = (
    N_("reported"),
    N_("claimed"),
    N_("disputed"),
    N_("denied"),
    N_("planned"),
    N_("hypothetical"),
    N_("historical"),
    N_("superseded"),
)
_PARTIES = (
    N_("state forces"),
    N_("police"),
    N_("government"),
    N_("international forces"),
    N_("armed group"),
    N_("criminal group"),
    N_("protesters"),
    N_("rioters"),
    N_("civilians"),
    N_("organisation"),
    N_("unknown"),
)
_SOURCES = (
    N_("agency"),
    N_("newspaper"),
    N_("official"),
    N_("monitor"),
    N_("medical"),
    N_("activist"),
    N_("witness"),
    N_("social"),
)
_PLACES = (
    N_("country"),
    N_("admin-1"),
    N_("admin-2"),
    N_("admin-3"),
    N_("region"),
    N_("settlement"),
    N_("quarter"),
    N_("facility"),
    N_("natural"),
)
_TIMES = (N_("hour"), N_("day"), N_("days"), N_("month"), N_("year"), N_("until"))
_KNOWN = frozenset((*_STATUSES, *_PARTIES, *_SOURCES, *_PLACES, *_TIMES))


def name_of(code: str) -> str:
    """What a status, a kind of party, of source, of place or of time is called; the code itself where it is another."""
    return _(str(code)) if code in _KNOWN else str(code)


def event_name(english: str) -> str:
    """A kind of event or its top-level type, by its name in the table of event types."""
    return pgettext("event", english)


_PERSONS: Mapping[CountKind, Callable[[int, str], str]] = {
    CountKind.KILLED: lambda n, count: ngettext("{count} killed", "{count} killed", n, count=count),
    CountKind.INJURED: lambda n, count: ngettext("{count} injured", "{count} injured", n, count=count),
    CountKind.DISPLACED: lambda n, count: ngettext("{count} displaced", "{count} displaced", n, count=count),
    CountKind.EVACUATED: lambda n, count: ngettext("{count} evacuated", "{count} evacuated", n, count=count),
    CountKind.SURRENDERED: lambda n, count: ngettext("{count} surrendered", "{count} surrendered", n, count=count),
    CountKind.DETAINED: lambda n, count: ngettext("{count} detained", "{count} detained", n, count=count),
    CountKind.ABDUCTED: lambda n, count: ngettext("{count} abducted", "{count} abducted", n, count=count),
    CountKind.MISSING: lambda n, count: ngettext("{count} missing", "{count} missing", n, count=count),
    CountKind.RESCUED: lambda n, count: ngettext("{count} rescued", "{count} rescued", n, count=count),
    CountKind.INFECTED: lambda n, count: ngettext("{count} infected", "{count} infected", n, count=count),
    CountKind.AFFECTED: lambda n, count: ngettext("{count} affected", "{count} affected", n, count=count),
    CountKind.PARTICIPANTS: lambda n, count: ngettext("{count} taking part", "{count} taking part", n, count=count),
}


def persons(kind: CountKind, count: str, n: int) -> str:
    """How many persons of which kind: "at least 107 killed".

    Args:
        kind: what befell them.
        count: the number in words, alone: "at least 107".
        n: the number that decides between one and many.
    """
    return _PERSONS[kind](n, count)
