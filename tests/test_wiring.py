from __future__ import annotations

import shutil
import subprocess
import sys
from types import SimpleNamespace

import pytest

from mapapp import wiring
from mapapp.domain.errors import DataMissing
from mapapp.domain.event_types import EVENT_TYPES
from mapapp.samples import sample_reports
from mapapp.settings import ROOT, Settings


@pytest.fixture
def opened(gazetteer, tmp_path):
    """An application with the real gazetteer and a record of its own, without samples."""
    shutil.copy(Settings().gazetteer_file, tmp_path / "gazetteer.sqlite")
    application = wiring.open_application(Settings(data_dir=tmp_path, samples=False))
    yield application
    application.store.close()


def test_a_current_gazetteer_is_not_built_again(gazetteer, monkeypatch):
    monkeypatch.setattr(subprocess, "run", lambda *_a, **_k: pytest.fail("it was built again"))
    wiring.prepare_gazetteer(Settings())


def test_a_gazetteer_that_cannot_be_built_is_a_sentence_with_the_command(tmp_path, monkeypatch):
    failed = SimpleNamespace(returncode=1, stderr="Traceback\nOSError: no space left\n")
    monkeypatch.setattr(subprocess, "run", lambda *_a, **_k: failed)
    with pytest.raises(DataMissing, match=r"no space left\. Run: python -m gazetteer build"):
        wiring.prepare_gazetteer(Settings(data_dir=tmp_path))


def test_a_gazetteer_that_is_kept_for_want_of_its_dump_is_told(tmp_path, monkeypatch, capsys):
    kept = "gazetteer: the gazetteer was made with SY.txt, which is no longer there"
    monkeypatch.setattr(subprocess, "run", lambda *_a, **_k: SimpleNamespace(returncode=0, stderr=f"50%\n{kept}\n"))
    wiring.prepare_gazetteer(Settings(data_dir=tmp_path))
    assert capsys.readouterr().err == f"{kept}\n"


def test_opening_tells_how_far_it_is(gazetteer, tmp_path):
    shutil.copy(Settings().gazetteer_file, tmp_path / "gazetteer.sqlite")
    told = []
    settings = Settings(data_dir=tmp_path, samples=False)
    wiring.open_application(settings, lambda share, what: told.append((share, what))).store.close()
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert all(what for _, what in told)


WITHOUT_A_MODEL = """
import sys
from pathlib import Path
from mapapp import wiring
from mapapp.settings import ROOT, Settings
import mapapp.web.map_page, mapapp.web.paste_page, mapapp.web.reports_page
application = wiring.open_application(Settings(data_dir=Path(sys.argv[1]), samples=False))
print("spacy" in sys.modules)
list(application.pipeline.steps(wiring.sample_reports()[0]))
print("spacy" in sys.modules)
application.store.close()
"""


def test_who_only_shows_the_map_does_without_the_language_model(gazetteer, tmp_path):
    shutil.copy(Settings().gazetteer_file, tmp_path / "gazetteer.sqlite")
    command = [sys.executable, "-c", WITHOUT_A_MODEL, str(tmp_path)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "True"]


def test_samples_are_read_once_and_stay_out_once_a_person_took_them_out(opened):
    first = wiring.load_samples(opened)
    assert first == len(opened.store.reports()) == len(sample_reports())
    opened.store.remove(sample_reports()[0].id)
    assert wiring.load_samples(opened) == 0
    assert len(opened.store.reports()) == first - 1


def test_the_samples_give_incidents_with_evidence_in_their_texts(pipeline):
    for report in sample_reports():
        incidents = pipeline.read(report).incidents
        assert incidents
        assert all(i.event_type.code in EVENT_TYPES for i in incidents)
        assert all(claim.span.of(report.text) == claim.wording for i in incidents for claim in i.claims)
