"""The columns in a file beside the record."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gazetteer.place import Extent
from mapapp.domain.view import View
from mapapp.store import Store, kept_columns, load
from mapapp.store.merges import changing, count_change
from mapapp.store.snapshot import Snapshot
from mapapp.store.synthetic import synthetic_readings
from tests.builders import a_report

WORLD = Extent(west=-180, south=-85, east=180, north=85)
VIEWS = (View(), View(words="rebels struck"), View(types=("battle",), killed_at_least=2), View(countries=("AA",)))


@pytest.fixture
def path(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(kept_columns, "LARGE", 1)
    return tmp_path / "incidents.sqlite"


@pytest.fixture
def kept(path) -> Store:
    store = Store.open(f"sqlite:///{path}")
    store.keep_many(synthetic_readings(400))
    return store


@pytest.fixture
def count(monkeypatch) -> list[str]:
    """One entry for each time that the tables are read."""
    told: list[str] = []
    real = load._rows
    monkeypatch.setattr(load, "_rows", lambda *given: told.append("read") or real(*given))
    return told


def answers(snapshot):
    return [
        (
            snapshot.ids(view),
            snapshot.tally(view),
            snapshot.facets(view),
            snapshot.histogram(view),
            snapshot.viewport(view, WORLD, 3),
        )
        for view in VIEWS
    ]


def test_what_is_read_from_the_file_answers_as_what_is_read_from_the_record(kept, count):
    first, second = Snapshot.read(kept), Snapshot.read(kept)
    assert count == ["read"]
    assert answers(first) == answers(second)
    assert first.places.provinces == second.places.provinces


def test_what_was_written_since_is_read_beside_the_file(kept, path, count):
    Snapshot.read(kept)
    kept.keep_many(synthetic_readings(30, seed=8))
    followed = Snapshot.read(kept)
    assert followed.version == kept.version()
    assert count == ["read"]
    path.with_name(path.name + kept_columns.ENDING).unlink()
    assert answers(followed) == answers(Snapshot.read(kept))


def test_the_file_is_written_anew_when_much_was_touched_since(kept, path, count):
    file = path.with_name(path.name + kept_columns.ENDING)
    before = Snapshot.read(kept) and file.read_bytes()
    kept.keep(a_report())
    Snapshot.read(kept)
    assert file.read_bytes() == before
    kept.keep_many(synthetic_readings(60, seed=9))
    Snapshot.read(kept)
    assert file.read_bytes() != before
    Snapshot.read(kept)
    assert count == ["read"]


def test_a_write_that_does_not_say_what_it_changed_has_the_record_read_anew(kept, count):
    Snapshot.read(kept)
    with changing(kept.engine) as connection:
        count_change(connection)
    assert Snapshot.read(kept).version == kept.version()
    assert count == ["read", "read"]


def test_an_older_state_of_the_record_does_not_take_the_file_of_a_newer_one(kept, path, count):
    kept.close()
    older = path.with_name("older.sqlite")
    shutil.copy(path, older)
    kept.keep(a_report("One that was lost."))
    Snapshot.read(kept)
    kept.close()
    shutil.copy(older, path)
    kept.keep(a_report("One that was told instead."))
    assert Snapshot.read(kept).version == kept.version()
    assert count == ["read", "read"]


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 no more", None])
def test_a_damaged_file_is_not_used(kept, path, count, damage):
    before = answers(Snapshot.read(kept))
    file = path.with_name(path.name + kept_columns.ENDING)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    assert answers(Snapshot.read(kept)) == before
    assert count == ["read", "read"]


def test_other_code_makes_another_file(kept, count, monkeypatch):
    Snapshot.read(kept)
    monkeypatch.setattr(kept_columns, "_program", lambda: "another")
    Snapshot.read(kept)
    assert count == ["read", "read"]


def test_a_small_record_leaves_no_file(kept, path, monkeypatch):
    monkeypatch.setattr(kept_columns, "LARGE", 500_000)
    Snapshot.read(kept)
    assert [one.name for one in path.parent.iterdir() if kept_columns.ENDING in one.name] == []


def test_where_the_file_cannot_be_written_the_record_is_read_all_the_same(kept, path, count):
    path.with_name(path.name + kept_columns.ENDING).mkdir()
    assert len(Snapshot.read(kept)) == len(Snapshot.read(kept))
    assert count == ["read", "read"]
