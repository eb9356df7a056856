from __future__ import annotations

import csv

import pytest

from mapapp import __main__ as command
from mapapp.store import Store
from tests.e2e.scenes import syria


@pytest.fixture
def kept(tmp_path, monkeypatch):
    monkeypatch.setenv("MAPAPP_DATABASE", f"sqlite:///{tmp_path / 'incidents.sqlite'}")
    store = Store.open(f"sqlite:///{tmp_path / 'incidents.sqlite'}")
    store.keep_many(syria())
    return tmp_path


def run(kept, *more):
    return command.main(["export", "--format", "csv", *more, str(kept / "out.csv")])


def test_the_command_writes_what_the_link_shows(kept, capsys):
    assert run(kept, "--query", "type=battle", "--address", "https://maps.example/") == 0
    with (kept / "out.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert {row["type"] for row in rows} == {"Battles"}
    assert "Link: https://maps.example/?type=battle |" in rows[0]["about_this_file"]
    assert f"{len(rows)} incidents from" in capsys.readouterr().err


def test_a_query_that_is_not_understood_writes_nothing(kept, capsys):
    assert run(kept, "--query", "type=earthworm") == 1
    assert "earthworm" in capsys.readouterr().err
    assert not list(kept.glob("out.csv*"))


def test_a_file_that_cannot_be_made_whole_is_not_there(kept, monkeypatch):
    def broken(_export):
        yield b"half"
        raise OSError("no space left")

    from dataclasses import replace

    from mapapp.takeaway.formats import FORMATS

    monkeypatch.setattr(command, "FORMATS", {"csv": replace(FORMATS["csv"], write=broken)})
    assert run(kept) == 1
    assert not list(kept.glob("out.csv*"))
