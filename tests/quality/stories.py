"""Pairs of reports with what a careful reader says: a copy, a version, or neither? `python -m tests.quality.stories`

The split "test" is never looked at while rules are written. A pair counts as tied where the program is sure; as found
where a band or the address brings the two together at all.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mapapp.domain.report import Report, Source
from mapapp.domain.story import Tie
from mapapp.story import Teller

FILE = Path(__file__).with_name("stories.jsonl")
NEITHER = "different"


@dataclass(slots=True)
class Score:
    """Sums over pairs."""

    tied: int = 0
    """Pairs surely tied."""
    right: int = 0
    """Of those, tied by the right bond."""
    wanted: int = 0
    """Pairs that are copies or versions."""
    suggested: int = 0
    """Of those, not tied but suggested."""
    found: int = 0
    """Of those, brought together by a band or an address."""
    wrongly_suggested: int = 0
    misses: list[str] = field(default_factory=list)
    """Ids of pairs with another outcome, and that outcome."""
    by_kind: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How many pairs of each kind came out how."""

    @property
    def precision(self) -> float:
        return self.right / self.tied if self.tied else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted


def pairs(split: str) -> Iterator[Mapping[str, Any]]:
    """The pairs of one half."""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if entry["split"] == split:
            yield entry


def report_of(told: Mapping[str, Any]) -> Report:
    return Report(
        text=told["text"],
        title=told.get("title", ""),
        source=Source(name=told["source"]),
        url=told.get("url"),
        published=datetime.fromisoformat(told["published"]).replace(tzinfo=UTC),
    )


def score_of(teller: Teller, split: str) -> Score:
    """Compare all pairs of one half as the record does."""
    score = Score()
    for entry in pairs(split):
        one, other = report_of(entry["a"]), report_of(entry["b"])
        found = _meet(teller, one, other)
        ties = teller.ties(one, [other]) if found else []
        _count(score, entry, ties[0] if ties else None, found=found)
    return score


def _meet(teller: Teller, one: Report, other: Report) -> bool:
    mine, yours = teller.text_print(one), teller.text_print(other)
    return bool(set(mine.bands) & set(yours.bands)) or (mine.address is not None and mine.address == yours.address)


def _count(score: Score, entry: Mapping[str, Any], tie: Tie | None, *, found: bool) -> None:
    expected = entry["expected"]
    outcome = NEITHER if tie is None else str(tie.bond) if tie.sure else "suggested"
    sure = tie is not None and tie.sure
    score.tied += sure
    score.right += outcome == expected and expected != NEITHER
    score.by_kind[entry["kind"], outcome] += 1
    if expected == NEITHER:
        score.wrongly_suggested += outcome == "suggested"
    else:
        score.wanted += 1
        score.found += found
        score.suggested += outcome == "suggested"
    if outcome != expected:
        told = f"{tie.share:.2f}" if tie else "-"
        score.misses.append(f"{entry['id']}: {outcome}, not {expected} (share {told})")


def main(splits: list[str]) -> None:
    """Print a line for each half, and for the half for tuning what came out otherwise."""
    teller = Teller()
    for split in splits:
        score = score_of(teller, split)
        print(
            f"{split}: {score.tied} tied, precision {score.precision:.2f}, recall {score.recall:.2f} of {score.wanted}"
            f" ({score.found} found), suggested {score.suggested} right + {score.wrongly_suggested} wrong"
        )
        for kind, outcome in sorted(score.by_kind):
            print(f"  {kind}: {score.by_kind[kind, outcome]} {outcome}")
        if split == "tune":
            print("\n".join(f"  {miss}" for miss in score.misses))


if __name__ == "__main__":
    main(sys.argv[1:] or ["tune"])
