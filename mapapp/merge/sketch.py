"""An account as it is compared: what is looked at again and again, worked out once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from mapapp.domain.account import ALWAYS, LONGEST_WINDOW, Account, Block
from mapapp.domain.claim import CountRange
from mapapp.domain.incident import AHEAD, IncidentPlace, Review
from mapapp.domain.when import TimePrecision, When
from mapapp.merge.ground import key_of, squares
from mapapp.merge.rules import Rules

DAY = timedelta(days=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIGURE_FROM = 10
"""From so many killed on, the number alone is worth a look."""
WORDING_FROM = 8
"""Words; two reports that share so long a sentence have it from one another."""
_MAGNITUDE = re.compile(r"\bmagnitude(?: of)?[ -](\d(?:\.\d)?)\b|\b(\d\.\d)[ -]magnitude\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What comparing looks at."""

    id: str
    reports: frozenset[str]
    code: str
    """Of the event type."""
    ahead: bool
    """Planned or possible, rather than done."""
    places: tuple[IncidentPlace, ...]
    when: When | None
    told: datetime | None
    counts: Mapping[str, CountRange]
    """The whole counts by kind."""
    wording: int
    """Key of its fullest sentence, letter for letter; 0 where that is short."""
    words: frozenset[str]
    """Lower-case words; common ones and names left out."""
    names: frozenset[str]
    """Lower-case words that are written with a capital inside a sentence, and the names that its parties are known by;
    countries and its own places left out.
    """
    sites: frozenset[str]
    means: frozenset[str]
    magnitudes: frozenset[float]
    """Of earthquakes."""
    blocks: tuple[Block, ...]
    """Where and when it may meet others; empty: it is never compared."""


def sketch(account: Account, rules: Rules) -> Sketch:
    """Work it out. What a person has rejected, and what is only history, is never compared."""
    incident = account.incident
    text = " ".join(claim.wording for claim in incident.claims)
    known = _known_names(incident.places)
    parties = {party.canonical.lower() for party in (*incident.actors, *incident.targets) if party.canonical}
    names = (frozenset(_names(text)) | parties) - known
    words = {word.lower() for word in _WORD.findall(text)} - known
    wording = _wording(incident.claims[0].wording) if incident.claims else 0
    counts = {count.kind.value: count for count in reversed(incident.counts) if count.is_whole}
    return Sketch(
        id=incident.id,
        reports=frozenset(incident.report_ids),
        code=incident.event_type.code,
        ahead=incident.status in AHEAD,
        places=incident.places,
        when=incident.when,
        told=account.told,
        counts=counts,
        wording=wording,
        words=frozenset(words - rules.common - names - rules.sites.keys() - rules.means.keys()),
        names=names - rules.common,
        sites=frozenset(rules.sites[word] for word in words & rules.sites.keys()),
        means=frozenset(rules.means[word] for word in words & rules.means.keys()),
        magnitudes=frozenset(float(one or other) for one, other in _MAGNITUDE.findall(text)),
        blocks=() if incident.review is Review.REJECTED else tuple(_blocks(account, counts, wording, rules)),
    )


def _blocks(account: Account, counts: Mapping[str, CountRange], wording: int, rules: Rules) -> Iterator[Block]:
    starts, ends = window(account, rules)
    keys: dict[int, bool] = {}
    code = account.incident.event_type.code
    if account.incident.when is not None:
        for place in account.incident.places:
            for key, home in squares(place, max(rules.place["neighbours_km"], rules.felt_km(code))):
                keys[key] = keys.get(key, False) or home
        if code in rules.rare:  # an unplaced earthquake may be that day's anywhere
            keys[key_of("kind", code)] = not account.incident.places
        killed = counts.get("killed")
        if killed is not None and killed.low is not None and killed.low >= FIGURE_FROM:
            keys[key_of("killed", str(killed.low))] = True
    if wording:
        keys[wording] = True
    for key, home in keys.items():
        yield Block(key=key, home=home, starts=starts, ends=ends)


def window(account: Account, rules: Rules) -> tuple[int, int]:
    """The seconds since 1970 in which another account of the event may lie: wide enough for every rule of time.

    Of what is dated by a year or the like only the end: it is never sure of which event it tells.
    """
    when = account.incident.when
    if when is None:
        return ALWAYS
    slack = (1 + rules.lasts_days(account.incident.event_type.code)) * DAY / 2 + timedelta(seconds=1)
    start, end = interval(when, rules)
    ends = _seconds(end, slack)
    return max(_seconds(start, -slack), ends - LONGEST_WINDOW), ends


def is_told(when: When) -> bool:
    """Is it only known on which day somebody told of it?"""
    return when.start is None or when.precision is TimePrecision.UNTIL or when.is_said


def interval(when: When, rules: Rules) -> tuple[datetime, datetime]:
    """When it may have happened. What was only told on a day happened then or a few days before."""
    if when.start is None or is_told(when):
        longest = rules.time["said_longest" if when.is_said else "told_longest"] * DAY
        return when.end - min(longest, when.end - datetime.min.replace(tzinfo=UTC)), when.end
    return when.start, when.end


def _seconds(instant: datetime, slack: timedelta) -> int:
    return (instant - EPOCH + slack) // timedelta(seconds=1)


def _wording(sentence: str) -> int:
    words = _WORD.findall(sentence.lower())
    return key_of("wording", *words) if len(words) >= WORDING_FROM else 0


def _names(text: str) -> Iterator[str]:
    """Words with a capital that do not begin a sentence."""
    for match in _WORD.finditer(text):
        before = text[: match.start()].rstrip("\"'“‘( ")[-1:]
        if match.group()[0].isupper() and before and before not in ".!?:\n–—":
            yield match.group().lower()


def _known_names(places: tuple[IncidentPlace, ...]) -> frozenset[str]:
    """The places themselves, and the provinces around them: that they are the same is judged by the map."""
    told = " ".join(f"{p.name} {p.surface} {p.admin1 or ''}" for p in places)
    return frozenset(word.lower() for word in _WORD.findall(told))
