"""Accounts of one event → one incident. Nothing is averaged, and what differs is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from gazetteer.place import PlaceKind
from mapapp.domain.account import Account, Group
from mapapp.domain.claim import CountKind, CountRange
from mapapp.domain.incident import COUNTED, EventType, Incident, IncidentPlace, Party, PlaceRole, Review, Status
from mapapp.domain.mention import Reason
from mapapp.domain.when import TimePrecision, When
from mapapp.merge.figures import Agreement, agree, number_words
from mapapp.merge.rules import Rules

FINEST_FIRST = (
    TimePrecision.HOUR,
    TimePrecision.DAY,
    TimePrecision.DAYS,
    TimePrecision.UNTIL,
    TimePrecision.MONTH,
    TimePrecision.YEAR,
)
SUPERSEDED = Reason(feature="story", points=0.0, sentence="a newer version of the report counts in its place")
FIRMEST_FIRST = (Status.REPORTED, Status.CLAIMED, Status.HISTORICAL, Status.PLANNED, Status.HYPOTHETICAL)


def summary(group: Group, rules: Rules, maker: str) -> Incident:
    """One incident of all accounts. A group of one is that account, unchanged unless it is superseded.

    It keeps all claims and reports. Of each kind of figure the one told last counts; place and time are those told
    most exactly. What the accounts say differently is among the reasons. What a newer version of its report supersedes
    adds its claims, and its figures to those that no longer count; where nothing else is told, the whole is superseded.
    """
    accounts = group.accounts
    valid = [account for account in accounts if not account.superseded]
    if len(accounts) == 1:
        return accounts[0].incident if valid else _superseded(accounts[0].incident)
    whole = _whole(group, valid or accounts, rules, maker)
    return whole if valid else _superseded(whole)


def _superseded(incident: Incident) -> Incident:
    return replace(incident, status=Status.SUPERSEDED, reasons=(SUPERSEDED, *incident.reasons))


def _whole(group: Group, valid: Sequence[Account], rules: Rules, maker: str) -> Incident:
    accounts = group.accounts
    incidents = [account.incident for account in valid]
    older = [account.incident for account in accounts if account.superseded and valid is not accounts]
    told = [account.incident for account in accounts]
    reports = chain.from_iterable(incident.report_ids for incident in told)
    return Incident(
        id=group.id,
        report_ids=tuple(dict.fromkeys(reports)),
        event_type=_event_type(valid),
        status=_status(incidents, figures_differ=bool(_differing(valid, rules))),
        places=_places(incidents),
        when=_when(incidents),
        actors=_parties(incident.actors for incident in incidents),
        targets=_parties(incident.targets for incident in incidents),
        counts=tuple(_counts(accounts)),
        claims=tuple(chain.from_iterable(incident.claims for incident in (*incidents, *older))),
        reasons=(*_reasons(group, rules), *incidents[0].reasons),
        confidence=max(incident.confidence for incident in incidents),
        maker=f"{maker} of {incidents[0].maker}",
        review=next((one.review for one in incidents if one.review is not Review.AUTO), Review.AUTO),
    )


def _event_type(accounts: Sequence[Account]) -> EventType:
    """What most accounts say; of equals, the first. A story has one vote, however many sites carry it."""
    voices = {(account.story or account.id, account.incident.event_type.code) for account in accounts}
    votes = Counter(code for _, code in voices)
    types = [account.incident.event_type for account in accounts]
    return max(types, key=lambda event_type: votes[event_type.code])


def _status(incidents: Sequence[Incident], *, figures_differ: bool) -> Status:
    """Disputed where one denies what another tells, or figures differ that are not a toll that rose."""
    statuses = {incident.status for incident in incidents}
    told = bool(statuses & COUNTED)
    if Status.DISPUTED in statuses or (told and (Status.DENIED in statuses or figures_differ)):
        return Status.DISPUTED
    return next((status for status in FIRMEST_FIRST if status in statuses), incidents[0].status)


def _places(incidents: Sequence[Incident]) -> tuple[IncidentPlace, ...]:
    """Those of the account that tells the most ends of a movement; of these the one that places it most exactly."""
    placed = [incident.places for incident in incidents if incident.places]
    return min(placed, key=_vagueness, default=())


def _vagueness(places: tuple[IncidentPlace, ...]) -> tuple[bool, int, float]:
    ends = {place.role for place in places if place.kind is not PlaceKind.COUNTRY} - {PlaceRole.SCENE}
    return places[0].kind is PlaceKind.COUNTRY, -len(ends), places[0].radius_km


def _when(incidents: Sequence[Incident]) -> When | None:
    dated = [incident.when for incident in incidents if incident.when is not None]
    return min(dated, key=lambda when: (FINEST_FIRST.index(when.precision), when.is_said), default=None)


def _parties(told: Iterable[tuple[Party, ...]]) -> tuple[Party, ...]:
    """Each once, by what it is called."""
    by_name: dict[str, Party] = {}
    for party in chain.from_iterable(told):
        by_name.setdefault(party.label.casefold(), party)
    return tuple(by_name.values())


def _counts(accounts: Sequence[Account]) -> Iterator[CountRange]:
    """Of each kind the figure that counts, with what belongs to it; then the others, which enter no sum."""
    for kind in CountKind:
        if told := _told(accounts, kind):
            account, count = told[-1]
            if account.superseded and any(not one.superseded for one in accounts):
                continue  # the newer version no longer gives it
            yield count
            yield from (part for part in account.incident.counts if count.wording in {part.subset_of, part.replaced_by})
            others = {(other.low, other.high): other for _, other in told}
            others.pop((count.low, count.high), None)
            yield from (replace(other, replaced_by=count.wording) for other in others.values())


def _told(accounts: Sequence[Account], kind: CountKind) -> list[tuple[Account, CountRange]]:
    """The figures of a kind, the one that counts last: superseded ones first, then rough ones, then those of unknown
    day, then as told; of one day "at least 14" before "16".
    """
    told = [(account, count) for account in accounts if (count := account.incident.count(kind)) is not None]
    return sorted(told, key=lambda pair: _weight(*pair))


def _weight(account: Account, count: CountRange) -> tuple[bool, bool, float, bool]:
    told = account.told.timestamp() if account.told else float("-inf")
    return not account.superseded, not count.approximate, told, None not in (count.low, count.high)


def _differing(accounts: Sequence[Account], rules: Rules) -> list[CountKind]:
    """Kinds of which the accounts give figures that neither agree nor rise from report to report."""
    varies = any(account.incident.event_type.code in rules.tolls_vary for account in accounts)
    differ = {Agreement.DIFFER, Agreement.CONTRADICT}
    return [
        kind
        for kind in CountKind
        for (one, first), (other, second) in pairwise(_told(accounts, kind))
        if agree(first, second, rules, rises=_later(one, other), varies=varies) in differ
    ]


def _later(one: Account, other: Account) -> bool:
    return one.told is not None and other.told is not None and one.told < other.told


def _reasons(group: Group, rules: Rules) -> Iterator[Reason]:
    """Why the accounts are one, and what they say differently."""
    reports = len({report for account in group.accounts for report in account.incident.report_ids})
    voices = len({account.story or account.id for account in group.accounts})
    stories = f", which carry {voices} {'story' if voices == 1 else 'stories'}" if voices < reports else ""
    yield Reason(feature="merge", points=0.0, sentence=f"told by {reports} reports{stories}, and merged")
    for likeness in group.joins:
        yield from (replace(one, feature=f"merge:{one.feature}") for one in likeness.reasons)
    for kind in CountKind:
        told = [number_words(count) for _, count in _told(group.accounts, kind)]
        if len(set(told)) > 1:
            sentence = f"{kind.value}: {told[-1]} is shown; {', '.join(dict.fromkeys(told[:-1]))} is told too"
            yield Reason(feature="merge:differs", points=0.0, sentence=sentence)
    valid = [account for account in group.accounts if not account.superseded]
    for kind in dict.fromkeys(_differing(valid, rules)):
        yield Reason(feature="merge:differs", points=0.0, sentence=f"the figures of {kind.value} are disputed")
    kinds = dict.fromkeys(account.incident.event_type.sub_type for account in group.accounts)
    if len(kinds) > 1:
        yield Reason(feature="merge:differs", points=0.0, sentence=f"told as {' and as '.join(kinds)}")
