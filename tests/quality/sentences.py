"""Single sentences with gold: the event's type, toll and date. `python -m tests.quality.sentences` prints the figures.

"tolls" holds hard sentences, "news_tolls" such as stand in the news every day, "plain_tolls" one to three sentences of
ordinary reporting, by two others who saw neither the program nor the other sets; those of "news_types" tell what
happened without the obvious word. "mixed_tolls", "mixed_types" and "mixed_dates" are later ones by other writers: of
tolls half in rare words, of types all without the obvious word, of dates a third hard.
Each set has two halves: rules may be tuned on "tune"; of "test" only the figures are ever looked at.
Entries from corpora beside the project carry no text; they are left out where the corpus is absent.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import cache
from typing import Any

from gazetteer.lookup import Gazetteer
from mapapp.batch import report_of
from mapapp.domain.claim import CountKind
from mapapp.domain.incident import COUNTED, Incident, Status
from mapapp.domain.when import When
from mapapp.pipeline import Pipeline
from tests.quality.corpora import HERE, SHARED

Entry = dict[str, Any]
Range = tuple[int | None, int | None]


def entries(name: str, split: str) -> Iterator[Entry]:
    """The entries of a set with their texts."""
    for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if entry["split"] == split and (text := _text(entry)) is not None:
            yield entry | {"text": text}


def _text(entry: Entry) -> str | None:
    if "text" in entry:
        return str(entry["text"])
    whole = _corpus(entry["corpus"]).get(entry["doc_id"])
    return whole[entry.get("start", 0) : entry.get("end")] if whole else None


@cache
def _corpus(name: str) -> dict[str, str]:
    path = SHARED / "corpora" / f"{name}.jsonl"
    if not path.exists():
        return {}
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {row["doc_id"]: row["text"] for row in rows}


def type_is_right(incidents: Sequence[Incident], entry: Entry) -> bool:
    """Nothing but what a careful reader accepts, and something where there is something.

    What is long past may be left out, and so may a toll without a cause.
    """
    told = {i.event_type.name for i in incidents if i.status is not Status.HISTORICAL}
    wanted = {entry["event_type"], *entry.get("also", ())} - {None}
    may_be_silent = entry["event_type"] is None or "histor" in (entry.get("note") or "")
    return told <= wanted and (bool(told) or may_be_silent)


def toll(incidents: Sequence[Incident], kind: CountKind) -> Range | None:
    """Persons over all incidents that count; None: no toll is told."""
    found = [c for i in incidents if i.status in COUNTED if (c := i.count(kind))]
    if not found:
        return None
    if any(c.approximate and not any(ch.isdigit() for ch in c.wording) and c.high is None for c in found):
        return None, None  # dozens, hundreds
    lows, highs = [c.low for c in found], [c.high for c in found]
    return (
        None if None in lows else sum(low for low in lows if low is not None),
        None if None in highs else sum(high for high in highs if high is not None),
    )


def toll_is_right(incidents: Sequence[Incident], entry: Entry, kind: CountKind) -> bool:
    """The very range; where the text says that nobody was harmed, no toll is right as well."""
    told, gold = toll(incidents, kind), entry[kind.value]
    wanted = None if gold is None else (gold["low"], gold["high"])
    return told == wanted or (wanted == (0, 0) and told is None)


def days_of(when: When | None) -> tuple[str | None, str | None, str | None]:
    """First and last day, and the precision; no day where none is known."""
    if when is None:
        return None, None, None
    start = when.start.date().isoformat() if when.start else None
    return start, (when.end - timedelta(seconds=1)).date().isoformat(), when.precision.value


def date_is_right(incidents: Sequence[Incident], entry: Entry) -> bool:
    """The interval and its precision, of any incident told; where the text cannot be dated, no beginning."""
    told = [days_of(i.when) for i in incidents] or [("", "", "")]
    if entry["start"] is None and entry["end"] is None:
        return all(start is None for start, _, _ in told)
    return (entry["start"], entry["end"], entry["precision"]) in told


def _no_toll_stated(entry: Entry) -> bool:
    return entry["killed"] is None and entry["injured"] is None


def no_toll_told(incidents: Sequence[Incident], _entry: Entry) -> bool:
    """Nobody killed and nobody injured."""
    return toll(incidents, CountKind.KILLED) is None and toll(incidents, CountKind.INJURED) is None


def _as_stated(kind: CountKind) -> Callable[[Sequence[Incident], Entry], bool]:
    return lambda incidents, entry: toll_is_right(incidents, entry, kind)


def _stated(kind: CountKind) -> Callable[[Entry], bool]:
    return lambda entry: entry[kind.value] is not None


MEASURES: tuple[tuple[str, str, Callable[[Entry], bool], Callable[[Sequence[Incident], Entry], bool]], ...] = (
    ("event type", "types", lambda _: True, type_is_right),
    ("type, told indirectly", "news_types", lambda _: True, type_is_right),
    ("killed, where told", "tolls", _stated(CountKind.KILLED), _as_stated(CountKind.KILLED)),
    ("injured, where told", "tolls", _stated(CountKind.INJURED), _as_stated(CountKind.INJURED)),
    ("no false toll", "tolls", _no_toll_stated, no_toll_told),
    ("killed, daily news", "news_tolls", _stated(CountKind.KILLED), _as_stated(CountKind.KILLED)),
    (
        "injured, daily news",
        "news_tolls",
        _stated(CountKind.INJURED),
        _as_stated(CountKind.INJURED),
    ),
    ("no false toll, daily news", "news_tolls", _no_toll_stated, no_toll_told),
    ("killed, mixed texts", "mixed_tolls", _stated(CountKind.KILLED), _as_stated(CountKind.KILLED)),
    ("injured, mixed texts", "mixed_tolls", _stated(CountKind.INJURED), _as_stated(CountKind.INJURED)),
    ("no false toll, mixed texts", "mixed_tolls", _no_toll_stated, no_toll_told),
    ("killed, plain texts", "plain_tolls", _stated(CountKind.KILLED), _as_stated(CountKind.KILLED)),
    ("injured, plain texts", "plain_tolls", _stated(CountKind.INJURED), _as_stated(CountKind.INJURED)),
    ("no false toll, plain texts", "plain_tolls", _no_toll_stated, no_toll_told),
    ("type, mixed texts", "mixed_types", lambda _: True, type_is_right),
    ("date, mixed texts", "mixed_dates", lambda _: True, date_is_right),
    ("date", "dates", lambda _: True, date_is_right),
)
"""What is measured: its name, its set, which entries it asks, and when they are right."""


def figures(pipeline: Pipeline, split: str, misses: str = "") -> dict[str, tuple[int, int]]:
    """Per measure: how many are right, of how many. Entries missed by the measure `misses` are printed."""
    read: dict[str, list[tuple[Entry, Sequence[Incident]]]] = {}
    result = {}
    for name, dataset, asked, right in MEASURES:
        if misses and not name.startswith(misses):
            continue
        if dataset not in read:
            read[dataset] = [(e, pipeline.read(report_of(e)).incidents) for e in entries(dataset, split)]
        rows = [(e, i) for e, i in read[dataset] if asked(e)]
        wrong = [(e, i) for e, i in rows if not right(i, e)]
        result[name] = (len(rows) - len(wrong), len(rows))
        if misses and split == "tune":
            for entry, incidents in wrong:
                _print_miss(entry, incidents)
    return result


def _print_miss(entry: Entry, incidents: Sequence[Incident]) -> None:
    gold = {
        k: v for k, v in entry.items() if k in {"event_type", "also", "killed", "injured", "start", "end", "precision"}
    }
    print("-", entry["id"], entry.get("published", ""), entry["text"])
    print("    gold", gold)
    for i in incidents:
        counts = [(c.kind.value, c.low, c.high, c.wording) for c in i.counts]
        print("    told", i.event_type.code, i.status.value, days_of(i.when), i.when.wording if i.when else "", counts)


def main(misses: str = "") -> None:
    pipeline = Pipeline(Gazetteer.open())
    for split in ("tune",) if misses else ("tune", "test"):
        for name, (right, asked) in figures(pipeline, split, misses).items():
            print(f"{split:<6}{name:<27}{right:>5} of {asked:<5}{right / max(asked, 1):.3f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
