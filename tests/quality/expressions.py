"""Time expressions by themselves: do the words mean the days that a careful reader gives them?

Each passage's known expression is read from its report's day; which of several times is the act's is measured over the
whole chain, elsewhere. `python -m tests.quality.expressions` prints the figures.
"""

from __future__ import annotations

import sys

from mapapp.batch import report_of
from mapapp.domain.when import When
from mapapp.extract.dates import Standpoint, Undatable, anchor_of, dated, time_words
from mapapp.intake.blocks import document_of
from tests.quality.sentences import Entry, days_of, entries

SETS = ("dates", "news_dates")
"""Collected passages; and such as stand in the news every day, written apart from the rules."""


def read(entry: Entry) -> When | None:
    """The time that the entry's expression is found to mean; None: it means none, or is not seen."""
    document = document_of(report_of(entry))
    published = document.report.published
    seen = {
        "anchor": anchor_of(document),
        "published": published.date() if published else None,
        "future": "planned" in entry["note"],
    }
    start = entry["text"].find(entry["expression"])
    end, named = start + len(entry["expression"]), None
    for words in time_words(entry["text"]):
        try:
            when = dated(words, Standpoint(named=named, **seen))
        except Undatable:
            when = None
        if words.start < end and start < words.end:
            return when
        named = when.start.date() if when and when.start else named
    return None


def figure(name: str, split: str) -> tuple[int, int]:
    """How many of a set's entries with an expression are right to the day and the precision, of how many."""
    asked = [entry for entry in entries(name, split) if entry["expression"]]
    right = sum(days_of(read(e)) == (e["start"], e["end"], e["precision"]) for e in asked)
    return right, len(asked)


def main() -> None:
    for split in sys.argv[1:] or ("tune", "test"):
        for name in SETS:
            right, asked = figure(name, split)
            print(f"{split:<6}{name:<12}time expressions {right:>5} of {asked:<5}{right / asked:.3f}")


if __name__ == "__main__":
    main()
