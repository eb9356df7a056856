"""`python -m mapapp import`: what a person types and reads."""

from __future__ import annotations

import csv

import pytest

from mapapp.__main__ import main
from tests.intake.tables.table_files import ACLED_ROW, MY_ROW, csv_file

MAPPING = """
name = "Our desk"
[columns]
date = "day"
type = "what"
place = "town"
country = "land"
killed = "dead"
notes = "story"
"""


@pytest.fixture(autouse=True)
def own_record(gazetteer, monkeypatch, tmp_path):
    assert gazetteer is not None
    monkeypatch.setenv("MAPAPP_DATABASE", f"sqlite:///{tmp_path / 'incidents.sqlite'}")


def test_a_table_of_a_known_scheme_is_taken_in(tmp_path, capsys):
    path = csv_file(tmp_path, ACLED_ROW)
    assert main(["import", str(path)]) == 0
    assert main(["import", str(path)]) == 0
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        "1 rows: 1 incidents in; 0 rejected",
        "1 rows: 0 incidents in, 1 were in already; 0 rejected",
    ]
    assert "read as ACLED" in told.err


def test_a_preview_keeps_nothing(tmp_path, capsys):
    path = csv_file(tmp_path, ACLED_ROW, ACLED_ROW | {"fatalities": "-1"})
    assert main(["import", str(path), "--preview"]) == 1
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("line 2: Explosions/Remote violence: Shelling")
    assert "fatalities: 4" in first
    assert second.startswith("line 3: rejected: killed: '-1' is below zero")
    assert not (tmp_path / "incidents.sqlite").exists()


def test_rejected_rows_go_into_a_file_that_no_spreadsheet_runs(tmp_path, capsys):
    path = csv_file(tmp_path, ACLED_ROW | {"fatalities": "=1+1"})
    assert main(["import", str(path), "--rejected", str(tmp_path / "bad.csv")]) == 1
    assert "1 rejected" in capsys.readouterr().out
    (row,) = csv.DictReader((tmp_path / "bad.csv").open(encoding="utf-8", newline=""))
    assert (row["line"], row["fatalities"], row["event_id_cnty"]) == ("2", "'=1+1", "SYR1")
    assert "no number of persons" in row["reason"]


def test_a_mapping_file_reads_any_table(tmp_path, capsys):
    path = csv_file(tmp_path, MY_ROW, encoding="cp1252", delimiter=";")
    (tmp_path / "mine.toml").write_text(MAPPING)
    assert main(["import", str(path)]) == 1
    assert "--scheme FILE.toml" in capsys.readouterr().err
    assert main(["import", str(path), "--scheme", str(tmp_path / "mine.toml"), "--source", "Night desk"]) == 0
    assert "1 incidents in" in capsys.readouterr().out


@pytest.mark.parametrize(("scheme", "reason"), [("acledd", "there is no scheme"), ("gtd", "there is no column")])
def test_a_scheme_that_does_not_fit_says_so(tmp_path, capsys, scheme, reason):
    assert main(["import", str(csv_file(tmp_path, MY_ROW)), "--scheme", scheme]) == 1
    assert reason in capsys.readouterr().err
