"""The commands that keep and move a record, as a person types them."""

from __future__ import annotations

import argparse

import pytest

from mapapp.commands import keeping
from mapapp.settings import Settings
from mapapp.store import Store, StoreUnusable, tables
from tests.builders import a_report, an_incident


@pytest.fixture
def typed(tmp_path):
    """Type a command; its exit status."""
    settings = Settings(data_dir=tmp_path)
    parser = argparse.ArgumentParser()
    keeping.add_to(parser.add_subparsers(required=True))

    def run(*words: object) -> int:
        options = parser.parse_args([str(word) for word in words])
        return options.command(settings, options)

    return run


@pytest.fixture
def store(tmp_path):
    store = Store.open(f"sqlite:///{tmp_path}/incidents.sqlite")
    report = a_report()
    store.keep(report, [an_incident(report=report, places=(), actors=(), targets=(), counts=())])
    yield store
    store.close()


def test_a_record_is_backed_up_verified_and_restored(typed, store, tmp_path, capsys):
    assert typed("backup", tmp_path / "b.sqlite") == 0
    store.keep(a_report("another"))
    assert typed("restore", tmp_path / "b.sqlite", "--replace") == 0
    assert typed("verify") == typed("verify", tmp_path / "b.sqlite") == 0
    told = capsys.readouterr().out
    assert told.count("1 reports and 1 incidents are in") == 2
    assert "What the record held before is in" in told
    assert told.count(": whole") == 2
    assert store.count_reports() == 1


def test_a_damaged_record_is_told_with_each_fault_and_an_exit_status(typed, store, capsys):
    with store.engine.begin() as connection:
        connection.execute(tables.incident.update().values(killed_low=9))
    assert typed("verify") == 1
    told = capsys.readouterr().out
    assert "its column killed_low is not what its payload says. To do:" in told
    assert "1 faults" in told


def test_a_record_is_dumped_and_loaded(typed, store, tmp_path, capsys):
    assert typed("dump", tmp_path / "d.zip") == typed("load", tmp_path / "d.zip") == 0
    told = capsys.readouterr().out
    assert "1 reports, 1 incidents: in" in told
    assert "Nothing added\n2 were there already" in told


def test_old_reports_are_forgotten_and_counted(typed, store, capsys):
    assert typed("forget", "--before", "2016-12-15") == 0
    assert typed("forget", "--before", "2016-12-16", "--dry-run") == 0
    assert store.count_reports() == 1
    assert typed("forget", "--before", "2016-12-16", "--source", "Interfax") == 0
    assert store.count_reports() == 0
    told = capsys.readouterr().out
    assert told.count("0 reports went") == 1
    assert "1 reports would go" in told
    assert "1 reports went" in told


def test_what_is_no_backup_is_not_verified(typed, tmp_path):
    with pytest.raises(StoreUnusable, match="is no backup"):
        typed("verify", tmp_path / "nothing")
