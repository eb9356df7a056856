"""Place names are found and placed no worse than before. docs/quality.md has the figures."""

from __future__ import annotations

import importlib.util
import json
import sys

import pytest

from tests.quality.corpora import SHARED
from tests.quality.place_scores import PlaceScore, add
from tests.quality.toponyms import corpus, given, own, raw

pytestmark = pytest.mark.quality

OWN_FLOORS = (
    # split, found exactly, found and placed, placed with the spans given: F1, F1, share
    pytest.param("tune", 0.85, 0.83, 0.90, marks=pytest.mark.tuning),
    ("test", 0.85, 0.82, 0.90),
)


@pytest.mark.parametrize(("split", "found", "placed", "right"), OWN_FLOORS)
def test_the_project_s_own_texts_that_nothing_was_learned_from(pipeline, split, found, placed, right):
    score = raw(pipeline, own(split))
    assert score.recognition >= found, f"{score.recognition:.3f}"
    assert score.placing >= placed, f"{score.placing:.3f}"
    assert (accuracy := given(pipeline, own(split)).accuracy) >= right, f"{accuracy:.3f}"


CORPUS_FLOORS = (
    # corpus, found exactly, found and placed, placed with the spans given
    ("lgl", 0.88, 0.78, 0.86),
    ("geovirus", 0.90, 0.82, 0.85),
)


@pytest.mark.parametrize(("name", "found", "placed", "right"), CORPUS_FLOORS)
def test_every_sixth_document_of_a_corpus_that_was_learned_from(pipeline, name, found, placed, right):
    """In sample: it guards the chain from text to place, it tells nothing of unseen texts."""
    documents = corpus(name)[::6]
    if not documents:
        pytest.skip("the corpora lie beside the project, and are not here")
    score = raw(pipeline, documents)
    assert score.recognition >= found, f"{score.recognition:.3f}"
    assert score.placing >= placed, f"{score.placing:.3f}"
    assert (accuracy := given(pipeline, documents).accuracy) >= right, f"{accuracy:.3f}"


def test_our_scorer_counts_as_the_field_s_does(pipeline):
    path = SHARED / "bench" / "score_toponyms.py"
    documents = corpus("geovirus")[:12]
    if not documents or not path.is_file():
        pytest.skip("the corpora and the scorer lie beside the project, and are not here")
    spec = importlib.util.spec_from_file_location("score_toponyms", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["score_toponyms"] = module
    spec.loader.exec_module(module)
    from mapapp import batch

    answers = {d["doc_id"]: batch.geoparse(pipeline, {"text": d["text"]}) for d in documents}
    theirs = module.score({d["doc_id"]: d for d in documents}, json.loads(json.dumps(answers)))
    ours = PlaceScore()
    for document in documents:
        add(ours, document["toponyms"], answers[document["doc_id"]]["toponyms"])
    assert ours.recognition == pytest.approx(theirs["recognition_exact"]["f"])
    assert ours.placing == pytest.approx(theirs["e2e"]["f161"], abs=0.005)
