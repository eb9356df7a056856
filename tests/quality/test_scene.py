"""Floor: the place of an act must not be chosen worse, on a fixed eighth of the corpus of such sentences.

These are sentences that the weights were trained on, so the figure is too good; it only shows that features, weights
and recogniser still fit together. How well the choice does on other texts is in the card of the weights, by
cross-validation, and the card must hold for this very corpus.
"""

from __future__ import annotations

import hashlib
import json

import pytest

from mapapp import batch
from mapapp.extract.scene.model import FILE
from tests.quality.corpora import SHARED

CORPUS = SHARED / "corpora" / "event_place.jsonl"
EVERY = 8
"""One sentence of so many is asked: some 500, half a minute."""
FLOOR = 0.85
"""F1 of overlap, in sample; 0.90 when the weights were made."""
HELD_OUT_FLOOR = 0.78
"""F1 of overlap by cross-validation, as the card has it."""

pytestmark = [
    pytest.mark.quality,
    pytest.mark.skipif(not CORPUS.exists(), reason="the corpus of acts and places lies beside the project: not here"),
]


def overlap(left, right):
    return min(left["end"], right["end"]) > max(left["start"], right["start"])


def f1(answers):
    """Of pairs (answered, right places), as the scorer beside the corpus counts: a hit is any overlap."""
    hits = sum(any(overlap(a, b) for a in got for b in wanted) for got, wanted in answers)
    answered, placed = sum(bool(got) for got, _ in answers), sum(bool(wanted) for _, wanted in answers)
    return 2 * hits / (answered + placed)


@pytest.mark.tuning  # of a corpus that was learned from
def test_the_place_of_an_act_is_chosen_no_worse_than_before(pipeline):
    entries = [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()[::EVERY]]
    answers = [(batch.geoparse(pipeline, entry)["event_locations"], entry["locations"]) for entry in entries]
    assert f1(answers) >= FLOOR


def test_the_card_speaks_of_this_corpus_and_of_texts_not_trained_on():
    card = json.loads(FILE.read_text("utf-8"))["card"]
    assert card["corpus_sha256"] == hashlib.sha256(CORPUS.read_bytes()).hexdigest()
    assert card["held_out"]["f1"] >= HELD_OUT_FLOOR
    assert card["held_out"]["f1"] < card["in_sample"]["f1"]
