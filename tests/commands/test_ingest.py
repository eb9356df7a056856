"""ingest, jobs and worker as a person types them, with a cheap reader in the place of the language model."""

from __future__ import annotations

import json

import pytest

from mapapp import __main__ as command_line
from mapapp.commands import readers
from mapapp.ingest.sources import job_id_of
from tests.ingest.cheap import Cheap


@pytest.fixture
def mapapp(monkeypatch, tmp_path, capsys):
    """`mapapp("ingest", …)` runs a command on a record of its own: (status, standard output, standard error)."""
    monkeypatch.setenv("MAPAPP_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr(readers, "Chain", lambda **_: Cheap())
    monkeypatch.setattr(readers.wiring, "prepare_gazetteer", lambda *_, **__: None)

    def run(*arguments):
        status = command_line.main([str(one) for one in arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


@pytest.fixture
def folder(tmp_path):
    """Two texts, a file of lines with one bad line, and a file of a kind that nothing reads."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("Report A.")
    (folder / "b.txt").write_text("Report B.")
    (folder / "c.jsonl").write_text('{"text": "Report C."}\n{\n\n{"text": "Report A."}\n')
    (folder / "d\x1b[2J.exe").write_bytes(b"MZ")
    return folder


def test_a_folder_goes_in_and_what_did_not_is_listed_with_its_reason(mapapp, folder, tmp_path):
    status, said, _ = mapapp("ingest", folder, "--workers", 0, "--aside", tmp_path / "aside.jsonl")
    assert status == 0
    first, *lines = said.splitlines()
    assert first == "4 in (1 of them was there already), 2 set aside"
    assert "\x1b" not in said
    assert any("line 2" in line for line in lines)
    written = [json.loads(line) for line in (tmp_path / "aside.jsonl").read_text().splitlines()]
    assert len(written) == len(lines) == 2


def test_the_same_command_again_is_the_same_job_and_changes_nothing(mapapp, folder):
    for _ in range(2):
        status, said, _ = mapapp("ingest", folder, "--workers", 0)
        assert (status, said.splitlines()[0]) == (0, "4 in (1 of them was there already), 2 set aside")
    _, listed, _ = mapapp("jobs")
    assert len(listed.splitlines()) == 1
    assert "done" in listed


def test_a_path_that_is_not_there_makes_no_job(mapapp, tmp_path):
    status, _, said = mapapp("ingest", tmp_path / "no")
    assert status == 1
    assert said.startswith("mapapp: there is no file or folder")
    assert mapapp("jobs")[1].startswith("There are no jobs")


@pytest.mark.parametrize("workers", [-1, 1000])
def test_a_number_of_workers_that_is_none_is_a_sentence(mapapp, folder, workers):
    assert "--workers must be a number from 0 to 256" in mapapp("ingest", folder, "--workers", workers)[2]


def test_what_was_said_of_the_source_makes_another_job(tmp_path):
    ids = {job_id_of(["a"]), job_id_of(["a"], "Interfax"), job_id_of(["b"]), job_id_of(["a", "b"])}
    assert len(ids) == 4
    assert job_id_of(["b", "a"]) == job_id_of(["a", "b"])


def test_a_job_is_shown_and_tried_again(mapapp, folder):
    mapapp("ingest", folder, "--workers", 0, "--title", "Morning")
    job_id = mapapp("jobs")[1].split()[0]
    status, said, _ = mapapp("jobs", "show", job_id)
    assert status == 0
    assert said.startswith("Morning: done, 4 in")
    assert said.count("set aside: ") == 2
    assert "0 pieces will be read again" in mapapp("jobs", "retry", job_id)[1]
    for action, state in (("pause", "done"), ("cancel", "done")):
        assert state in mapapp("jobs", action, job_id)[1]
    mapapp("jobs", "forget", job_id)
    assert "there is no job" in mapapp("jobs", "show", job_id)[2]
