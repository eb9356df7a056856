"""Who did it, to whom, and who says so: `python -m tests.quality.who [FILE …]` prints the share that is right.

Without files the set beside this one, `who.jsonl`, both halves. A file is JSON Lines of reports with incidents whose
`actors`, `targets` and `attribution` are given; of these only the half "tune" is read unless `--test` is given.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gazetteer.lookup import Gazetteer
from mapapp import batch
from mapapp.extract.parties.table import LEADING
from mapapp.pipeline import Pipeline
from mapapp.settings import Settings
from mapapp.wiring import prepare_gazetteer

HERE = Path(__file__).parent
FIELDS = ("told", "actors", "alleged", "targets", "source", "via", "stance")
LONGER = 4
"""A name may have so many words more than the gold's and still be plain."""


@dataclass(slots=True)
class WhoScore:
    """Right answers and questions, by field."""

    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    asked: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))

    def add(self, name: str, *, right: bool) -> None:
        self.asked[name] += 1
        self.right[name] += right

    def share(self, name: str) -> float:
        return self.right[name] / self.asked[name] if self.asked[name] else 1.0


@dataclass(frozen=True, slots=True)
class Miss:
    """One answer that is not the gold's."""

    name: str
    text: str
    gold: Any
    found: Any


def score(pipeline: Pipeline, items: Iterable[dict[str, Any]]) -> tuple[WhoScore, list[Miss]]:
    """Score the incident that each item asks for; an incident that is not found is wrong in all fields."""
    total, misses = WhoScore(), []
    for item in items:
        answer = batch.extract(pipeline, {"text": item["text"], "published": item.get("published")})
        at = item["text"].index(item["act"])
        fitting = [i for i in answer["incidents"] if any(e["start"] <= at < e["end"] for e in i["evidence"])]
        best = max(fitting, key=lambda incident: sum(_verdicts(item, incident).values()), default=None)
        for name, right in _verdicts(item, best).items():
            if name in item.get("unasked", ()):
                continue
            total.add(name, right=right)
            if not right and (best is not None or name == "told"):
                misses.append(
                    Miss(
                        name,
                        item["sentence"] if "sentence" in item else item["text"],
                        _gold(item, name),
                        _found(best, name),
                    )
                )
    return total, misses


def _verdicts(item: dict[str, Any], incident: dict[str, Any] | None) -> dict[str, bool]:
    if incident is None:
        return dict.fromkeys(FIELDS, False)
    source = incident["attribution"]
    return {
        "told": True,
        "actors": _same([a["name"] for a in item["actors"]], _texts(incident["actors"])),
        "alleged": [a["alleged"] for a in item["actors"]] == [a["alleged"] for a in incident["actors"]],
        "targets": _same(item["targets"], _texts(incident["targets"])),
        "source": _same_name(item["source"], source["source"]),
        "via": _same_name(item["via"], source["via"]),
        "stance": item["stance"] == source["stance"],
    }


def _gold(item: dict[str, Any], name: str) -> Any:
    return item.get(name, item["actors"])


def _found(incident: dict[str, Any] | None, name: str) -> Any:
    if incident is None:
        return "no incident"
    found = {**incident["attribution"], "actors": incident["actors"], "targets": incident["targets"]}
    return found.get(name, found["actors"])


def _texts(parties: list[dict[str, Any]]) -> list[str]:
    return [party["text"] for party in parties]


def _same(gold: list[str], found: list[str]) -> bool:
    """The same parties, in any order, none too many."""
    left = list(found)
    for name in gold:
        twin = next((other for other in left if _same_name(name, other)), None)
        if twin is None:
            return False
        left.remove(twin)
    return not left


def _same_name(gold: str | None, found: str | None) -> bool:
    """One has all the words of the other, articles and numbers aside, and the answer is hardly longer."""
    if gold is None or found is None:
        return gold is found
    one, other = _words(gold), _words(found)
    return (one <= other and len(other) <= len(one) + LONGER) or (bool(other) and other <= one)


def _words(name: str) -> set[str]:
    parts = (word.strip("“”\"'’,.()") for word in name.casefold().replace("’s", "").replace("'s", "").split())
    return {word for word in parts if word and word not in LEADING and not word.isdigit()}


def items_of(path: Path, half: str) -> Iterator[dict[str, Any]]:
    """The questions of a file: one for each incident that a report must tell."""
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if entry["split"] != half:
            continue
        if "act" in entry:
            yield entry
            continue
        for incident in entry["incidents"]:
            if incident.get("must", True) and incident["evidence"]:
                yield _question(entry, incident)


def _question(entry: dict[str, Any], incident: dict[str, Any]) -> dict[str, Any]:
    said = incident["attribution"]
    start, end = incident["evidence"][0]["start"], incident["evidence"][0]["end"]
    return {
        "text": entry["text"],
        "published": entry.get("published"),
        "act": entry["text"][start:end],
        "actors": [{"name": a["text"], "alleged": bool(a.get("alleged"))} for a in incident["actors"]],
        "targets": [t["text"] for t in incident["targets"]],
        "source": said["source"],
        "via": said["via"],
        "stance": said.get("stance"),
        "sentence": entry["text"][start:end],
        "unasked": ("alleged", "stance"),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Who did it, to whom, and who says so: the share that is right.")
    parser.add_argument("files", nargs="*", type=Path, default=[HERE / "who.jsonl"])
    parser.add_argument("--test", action="store_true", help="measure the test half too (figures only)")
    parser.add_argument("--misses", action="store_true", help="print what went wrong in the tuning half")
    given = parser.parse_args()
    prepare_gazetteer(Settings())
    pipeline = Pipeline(Gazetteer.open(Settings().gazetteer_file))
    for path in given.files:
        for half in ("tune", "test") if given.test else ("tune",):
            total, misses = score(pipeline, items_of(path, half))
            shares = "  ".join(f"{name} {total.right[name]}/{total.asked[name]}" for name in FIELDS)
            print(f"{path.stem} {half}: {shares}")
            for miss in misses if given.misses and half == "tune" else ():
                print(f"  {miss.name}: {miss.text[:240]!r}\n      gold {miss.gold}\n      found {miss.found}")


if __name__ == "__main__":
    main()
