"""The reports with gold: those of the project, and those beside it where they are there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mapapp.domain.report import Report
from mapapp.samples import sample_reports

HERE = Path(__file__).parent
SAMPLE_TEXTS = HERE.parents[1] / "mapapp" / "samples"
SHARED = HERE.parents[2] / "shared"
Case = tuple[str, Report, dict[str, Any]]


def samples() -> Iterator[Case]:
    """The sample reports of the project."""
    by_text = {report.text.strip(): report for report in sample_reports()}
    for path in sorted((HERE / "gold").glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json")
        text = (SAMPLE_TEXTS / f"{name}.txt").read_text(encoding="utf-8").strip()
        yield name, by_text[text], json.loads(path.read_text(encoding="utf-8"))


def paragraphs(split: str) -> Iterator[Case]:
    """Short texts; the split "test" is never looked at while rules are written."""
    return _lines("paragraphs.jsonl", split)


def reports(split: str) -> Iterator[Case]:
    """Reports and paragraphs from many desks; the split "test" is never looked at while rules are written."""
    return _lines("reports.jsonl", split)


def _lines(name: str, split: str) -> Iterator[Case]:
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if entry["split"] == split:
            yield entry["doc_id"], _report(entry["text"], entry.get("published")), entry


def shared_reports() -> Iterator[Case]:
    """Real reports with gold; none where the folder is absent. The dates are those that a reader would give."""
    for path in sorted((SHARED / "reports").glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json")
        gold = json.loads(path.read_text(encoding="utf-8"))
        day = gold["doc"]["report_date"] if "seoul" in name else None
        yield name, _report((SHARED / "reports" / f"{name}.txt").read_text(encoding="utf-8"), day), gold


def _report(text: str, day: str | None) -> Report:
    return Report(text=text, published=datetime.fromisoformat(day[:10]).replace(tzinfo=UTC) if day else None)
