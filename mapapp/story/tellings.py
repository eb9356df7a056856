"""Which accounts of one story's reports tell the same event from the same stretch of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapapp.domain.account import Account
from mapapp.domain.incident import Incident
from mapapp.story.body import words_of
from mapapp.story.rules import Rules

Telling = list[str]
"""Ids of accounts, the first told first."""


def tellings(reports: Sequence[Sequence[Account]], rules: Rules) -> list[Telling]:
    """The accounts of a story in tellings, each one event; every account is in one.

    Args:
        reports: the accounts of each report, the reports in the order of the story. One report tells each event once,
            so no telling has two accounts of one report.
        rules: the limits.
    """
    found: list[list[Account]] = []
    for accounts in reports:
        fresh = sorted(accounts, key=_place_in_text)
        taken = dict(_matched(found, fresh, rules))
        for at, account in enumerate(fresh):
            if at in taken:
                found[taken[at]].append(account)
            else:
                found.append([account])
    return [[account.id for account in telling] for telling in found]


def _matched(found: Sequence[Sequence[Account]], fresh: Sequence[Account], rules: Rules) -> Iterator[tuple[int, int]]:
    """Pairs of a newcomer and the telling that it belongs to, by position, the best matches first."""
    scored = sorted(
        (-score, abs(place - at), at, place)
        for place, telling in enumerate(found)
        for at, account in enumerate(fresh)
        if (score := max(_likeness(account.incident, told.incident, rules) for told in (telling[0], telling[-1])))
    )
    used: set[int] = set()
    matched: set[int] = set()
    for _, _, at, place in scored:
        if at not in matched and place not in used:
            matched.add(at)
            used.add(place)
            yield at, place


def _likeness(one: Incident, other: Incident, rules: Rules) -> float:
    """How much speaks for one event in one sentence; 0: nothing."""
    if one.event_type.code != other.event_type.code or not one.claims or not other.claims:
        return 0.0
    mine, yours = words_of(one.claims[0].wording), words_of(other.claims[0].wording)
    shared = len(mine & yours) / max(1, len(mine | yours))
    at_one_place = _first_place(one) == _first_place(other)
    enough = rules.telling["same_place"] if at_one_place else rules.telling["same_sentence"]
    if shared < enough:
        return 0.0
    return shared + at_one_place + (_figures(one) == _figures(other)) / 2


def _first_place(incident: Incident) -> str | None:
    return incident.places[0].place_id if incident.places else None


def _figures(incident: Incident) -> frozenset[tuple[str, int | None]]:
    return frozenset((count.kind.value, count.low) for count in incident.counts)


def _place_in_text(account: Account) -> tuple[int, str]:
    return (account.incident.claims[0].span.start if account.incident.claims else 0, account.id)
