"""The gold annotations quote the texts they speak of."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from mapapp.domain.event_types import EVENT_TYPES
from mapapp.domain.incident import Status
from mapapp.samples import sample_reports

HERE = Path(__file__).parent
SAMPLES = HERE.parents[2] / "mapapp" / "samples"
PARAGRAPHS = [json.loads(line) for line in (HERE.parent / "paragraphs.jsonl").read_text("utf-8").splitlines()]


def documents():
    """Each text with its gold."""
    return [*_samples(), *(pytest.param(row["text"], row, id=row["doc_id"]) for row in PARAGRAPHS)]


def _samples():
    for path in sorted(HERE.glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json")
        text = (SAMPLES / f"{name}.txt").read_bytes().decode("utf-8")
        yield pytest.param(text, json.loads(path.read_text("utf-8")), id=name)


def spans(node):
    """Every object with a start and an end in characters, however deep."""
    if isinstance(node, list):
        for child in node:
            yield from spans(child)
    elif isinstance(node, dict):
        if isinstance(node.get("start"), int):
            yield node
        for child in node.values():
            yield from spans(child)


@pytest.mark.parametrize(("text", "gold"), documents())
def test_each_span_covers_the_words_it_quotes(text, gold):
    assert [s for s in spans(gold) if text[s["start"] : s["end"]] != s["text"]] == []


@pytest.mark.parametrize(("text", "gold"), documents())
def test_types_and_statuses_are_those_of_the_project(text, gold):
    rows = {(row.event_type.name, row.event_type.sub_type) for row in EVENT_TYPES.values()}
    for incident in gold["incidents"]:
        assert (incident["event_type"], incident["sub_type"]) in rows
        assert incident["status"] in {status.value for status in Status}


@pytest.mark.parametrize(("text", "gold"), documents())
def test_places_of_incidents_are_apart_from_what_must_not_be_plotted(text, gold):
    places = [place for incident in gold["incidents"] for place in incident["places"]]
    clashes = [
        (place["text"], other["text"])
        for place in places
        for other in gold["must_not_plot"]
        if place["start"] < other["end"] and other["start"] < place["end"]
    ]
    assert clashes == []


@pytest.mark.parametrize(("text", "gold"), documents())
def test_counts_and_dates_run_upwards(text, gold):
    for incident in gold["incidents"]:
        days = [date.fromisoformat(d) for d in (incident["date"]["start"], incident["date"]["end"]) if d]
        assert days == sorted(days)
        for count in incident["counts"]:
            ends = [n for n in (count["min"], count["max"]) if n is not None]
            assert ends == sorted(ends)


def test_every_sample_has_gold_and_the_same_day():
    texts = {param.id: param.values for param in documents()}
    for report in sample_reports():
        name = next(path.stem for path in SAMPLES.glob("*.txt") if path.read_bytes().decode("utf-8") == report.text)
        _, gold = texts[name]
        assert gold["doc"]["report_date"] == report.published.date().isoformat()
        assert report.text.startswith(report.title)


def test_the_paragraphs_are_split_in_two_halves_with_every_kind_of_event():
    for split in ("tune", "test"):
        rows = [row for row in PARAGRAPHS if row["split"] == split]
        kinds = Counter(i["event_type"] for row in rows for i in row["incidents"] if i["must"])
        assert len(rows) == 8
        assert len(kinds) == 9
