"""Extraction may get better, never worse: each figure has a floor. `make quality` prints the figures."""

from __future__ import annotations

import pytest

from mapapp.domain.claim import CountKind
from mapapp.domain.incident import COUNTED
from tests.quality.corpora import paragraphs, reports, samples, shared_reports
from tests.quality.report import score_of

pytestmark = pytest.mark.quality

FLOORS = (
    # set, recall, precision, place, planned or denied told apart, most places plotted that must not be,
    # (dates, killed, injured) right
    ("samples", samples, 0.83, 0.91, 0.92, 5, 3, (20, 13, 1)),
    ("paragraphs for tuning", lambda: paragraphs("tune"), 0.98, 0.80, 0.66, 4, 2, (12, 2, 3)),
    ("paragraphs held out", lambda: paragraphs("test"), 0.90, 0.82, 0.90, 1, 3, (10, 5, 3)),
    pytest.param(
        *("reports for tuning", lambda: reports("tune"), 0.83, 0.89, 0.86, 40, 24, (268, 108, 50)),
        marks=pytest.mark.tuning,
    ),
    ("reports held out", lambda: reports("test"), 0.85, 0.89, 0.80, 7, 7, (105, 36, 20)),
)


@pytest.mark.parametrize(("name", "cases", "recall", "precision", "place", "flagged", "forbidden", "fields"), FLOORS)
def test_incidents_are_read_no_worse_than_before(
    pipeline, name, cases, recall, precision, place, flagged, forbidden, fields
) -> None:
    score, _ = score_of(pipeline, cases())
    assert score.recall >= recall, f"{name}: recall {score.recall:.3f}"
    assert score.precision >= precision, f"{name}: precision {score.precision:.3f}"
    assert score.place >= place, f"{name}: place {score.place:.3f}"
    assert score.flagged[0] >= flagged, f"{name}: planned, denied or disputed {score.flagged}"
    assert score.forbidden <= forbidden, f"{name}: {score.forbidden} places plotted that must not be"
    right = (score.dated[0], score.killed[0], score.injured[0])
    assert all(now >= floor for now, floor in zip(right, fields, strict=True)), f"{name}: {right}, not {fields}"


def test_the_founding_sample_plots_nothing_that_is_only_mentioned(pipeline) -> None:
    cases = [case for case in samples() if case[0].startswith("aleppo")]
    score, reports = score_of(pipeline, cases)
    assert reports == 1
    assert score.forbidden == 0


def test_real_reports_are_read_whole(pipeline) -> None:
    cases = list(shared_reports())
    if not cases:
        pytest.skip("the real reports with gold lie beside the project, and are not here")
    score, _ = score_of(pipeline, cases)
    assert score.hit == score.must
    assert score.forbidden == 0
    assert score.flagged[0] == score.flagged[1]
    assert score.precision >= 0.86


def test_nobody_is_counted_twice_in_the_founding_report(pipeline) -> None:
    cases = {name: report for name, report, _ in shared_reports()}
    if not cases:
        pytest.skip("the real reports with gold lie beside the project, and are not here")
    incidents = pipeline.read(cases["aleppo-2016-12-14"]).incidents
    counts = (incident.count(CountKind.KILLED) for incident in incidents if incident.status in COUNTED)
    assert sum(count.minimum for count in counts if count) == 6
