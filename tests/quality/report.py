"""`make quality`: the figures for incidents, one line a set."""

from __future__ import annotations

import platform
from collections.abc import Iterable

from gazetteer.lookup import Gazetteer
from mapapp import language
from mapapp.pipeline import Pipeline
from mapapp.settings import Settings
from mapapp.wiring import prepare_gazetteer
from tests.quality.corpora import Case, paragraphs, reports, samples, shared_reports
from tests.quality.scoring import Score, add


def score_of(pipeline: Pipeline, cases: Iterable[Case]) -> tuple[Score, int]:
    """The score over some reports, and how many they were."""
    score, many = Score(), 0
    for _, report, gold in cases:
        add(score, pipeline.read(report).incidents, gold)
        many += 1
    return score, many


def main() -> None:
    prepare_gazetteer(Settings())
    pipeline = Pipeline(Gazetteer.open())
    print(f"{language.maker()}, {pipeline.recogniser.maker}, Python {platform.python_version()}")
    print(
        f"{'set':<22}{'reports':>8}{'recall':>8}{'precision':>10}{'place':>8}{'forbidden':>10}"
        f"{'planned or denied':>19}{'date':>10}{'killed':>9}{'injured':>9}"
    )
    for name, cases in (
        ("real reports", shared_reports()),
        ("samples", samples()),
        ("paragraphs, tuning", paragraphs("tune")),
        ("paragraphs, held out", paragraphs("test")),
        ("reports, tuning", reports("tune")),
        ("reports, held out", reports("test")),
    ):
        score, many = score_of(pipeline, cases)
        flagged, dated, killed, injured = (
            f"{right}/{asked}" for right, asked in (score.flagged, score.dated, score.killed, score.injured)
        )
        print(
            f"{name:<22}{many:>8}{score.recall:>8.2f}{score.precision:>10.2f}{score.place:>8.2f}"
            f"{score.forbidden:>10}{flagged:>19}{dated:>10}{killed:>9}{injured:>9}"
            if many
            else f"{name:<22}{'absent':>8}"
        )


if __name__ == "__main__":
    main()
