"""The reports that this project is measured by, where they lie beside the repository."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mapapp import batch
from mapapp.domain.incident import COUNTED

SHARED = Path(__file__).parents[2] / "shared"
REPORTS = SHARED / "reports"
SCORER = SHARED / "bench" / "score_incidents.py"
FOUNDING = "aleppo-2016-12-14"

pytestmark = [
    pytest.mark.quality,
    pytest.mark.skipif(not (REPORTS.is_dir() and SCORER.is_file()), reason=f"no reports with gold in {SHARED}"),
]


@pytest.fixture(scope="module")
def predicted(pipeline):
    """The incidents of each report, as the command writes them."""
    texts = {path.stem: path.read_bytes().decode("utf-8") for path in sorted(REPORTS.glob("*.txt"))}
    return {name: batch.extract(pipeline, {"text": text})["incidents"] for name, text in texts.items()}


@pytest.fixture(scope="module")
def score(predicted, tmp_path_factory):
    """What the scorer says of the founding report alone."""
    folder = tmp_path_factory.mktemp("scores")
    gold = folder / "gold"
    gold.mkdir()
    (gold / f"{FOUNDING}.gold.json").write_bytes((REPORTS / f"{FOUNDING}.gold.json").read_bytes())
    prediction = folder / "predicted.jsonl"
    prediction.write_text(json.dumps({"doc_id": FOUNDING, "incidents": predicted[FOUNDING]}) + "\n", "utf-8")
    command = [sys.executable, str(SCORER), "--gold", str(gold), "--pred", str(prediction)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def test_all_twelve_incidents_of_the_founding_report_are_found(score):
    assert score["missed"] == []
    assert (score["hit"], score["must"]) == (12, 12)


def test_nothing_that_must_not_be_plotted_is_plotted(score):
    assert score["forbidden"] == 0


def test_nothing_is_told_twice(score):
    assert score["duplicate"] == 0


def test_what_was_planned_or_denied_is_flagged(score):
    assert score["fields"]["planned/denied flagged"] == "3/3"


def test_each_incident_is_said_by_whoever_says_so(score, predicted):
    """Of ten with a source, all but the evacuation that the gold puts down to "unnamed media reports"."""
    assert score["fields"]["source"] == "9/10"
    told = {i["sub_type"]: i["attribution"]["source"] for i in predicted[FOUNDING]}
    assert told["Government regains territory"] is None, "the report's own voice"
    assert told["Ceasefire / agreement"] is None


def test_six_people_were_killed_and_nobody_is_counted_twice(predicted):
    counted = {status.value for status in COUNTED}
    killed = [
        count["low"] or 0
        for incident in predicted[FOUNDING]
        if incident["status"] in counted
        for count in incident["counts"]
        if count["kind"] == "killed" and count["subset_of"] is None
    ]
    assert sum(killed) == 6


def test_each_report_gives_incidents_with_evidence_from_its_text(predicted):
    for name, incidents in predicted.items():
        text = (REPORTS / f"{name}.txt").read_bytes().decode("utf-8")
        assert incidents
        for incident in incidents:
            assert all(text[e["start"] : e["end"]].strip() for e in incident["evidence"])
