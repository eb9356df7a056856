"""Join gazetteer, language, store and pipeline, once; prepare what is missing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

from gazetteer import check
from gazetteer.lookup import Gazetteer
from mapapp import language
from mapapp.domain.errors import DataMissing
from mapapp.late import LatePipeline
from mapapp.merge import Merger
from mapapp.samples import sample_reports
from mapapp.settings import ROOT, Settings
from mapapp.spoken import N_
from mapapp.store import Store
from mapapp.story import Teller

Progress = Callable[[float, str], None]
"""Called with the share done, 0 to 1, and what is being done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """Everything that a running server needs."""

    settings: Settings
    gazetteer: Gazetteer
    store: Store
    pipeline: LatePipeline


def open_application(settings: Settings, progress: Progress = lambda _share, _what: None) -> Application:
    """Open the application; build the gazetteer and read the samples first where they are missing.

    Raises:
        DataMissing: something could not be prepared; the message says what to run.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    progress(0.05, N_("Preparing the gazetteer of the world (once, about a minute)"))
    prepare_gazetteer(settings)
    gazetteer = Gazetteer.open(settings.gazetteer_file)
    language.model_folder()  # what is missing is said now, not when somebody pastes a report
    application = Application(
        settings=settings,
        gazetteer=gazetteer,
        store=open_store(settings),
        pipeline=LatePipeline(gazetteer, settings.name_of_both),
    )
    if not application.store.stories.current():
        progress(0.72, N_("Looking for reports that carry one story"))
        application.store.stories.anew()
    if not application.store.merges.current():
        progress(0.74, N_("Comparing reports that may tell of one event"))
        application.store.merges.anew()
    if settings.samples:
        load_samples(application, progress)
    progress(1.0, N_("Ready"))
    return application


def open_store(settings: Settings) -> Store:
    """The record, in which reports of one event become one incident."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    return Store.open(settings.database, Merger(), Teller(), originals=settings.originals)


def prepare_gazetteer(settings: Settings, *, quiet: bool = True) -> None:
    """Build the gazetteer where it is missing or made from other data than this program's.

    In a process of its own: building takes several hundred megabytes, which the server then does not keep.
    """
    if check.current(settings.gazetteer_file):
        return
    command = [sys.executable, "-m", "gazetteer", "build", "--out", str(settings.gazetteer_file)]
    built = subprocess.run(command, cwd=ROOT, capture_output=quiet, text=True, check=False)
    if built.returncode != 0:
        last = (built.stderr or "").strip().splitlines()[-1:] or ["no message"]
        raise DataMissing(f"The gazetteer could not be built: {last[0]}. Run: python -m gazetteer build")
    for line in (built.stderr or "").splitlines():
        if line.startswith("gazetteer: "):  # such as which dump must be brought before the file can be made anew
            print(line, file=sys.stderr)


def load_samples(application: Application, progress: Progress = lambda _share, _what: None) -> int:
    """Read the sample reports that are not kept yet; once taken out by a person they stay out.

    Returns the number of reports read. Samples are read only into a record that holds no report at all.
    """
    if application.store.count_reports():
        return 0
    reports = sample_reports()
    for number, report in enumerate(reports):
        progress(0.75 + 0.24 * number / len(reports), f"Reading sample report {number + 1} of {len(reports)}")
        application.store.keep(report, application.pipeline.read(report).incidents)
    return len(reports)
