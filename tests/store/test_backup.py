"""Backups are whole or not there; a restore is seen whole or not at all; killed, it leaves the old record."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from mapapp.domain.view import View
from mapapp.store import Store, StoreTooNew, StoreUnusable
from mapapp.store import restore as restoring
from mapapp.store.backup import backup
from mapapp.store.engine import open_engine
from mapapp.store.latest import Latest
from mapapp.store.restore import restore
from mapapp.store.sqlite_file import connected
from tests.builders import a_report, an_incident


def filled(store: Store, *texts: str) -> Store:
    reports = [a_report(text) for text in texts]
    store.keep_many([(report, [an_incident(report=report)]) for report in reports])
    return store


def texts(store: Store) -> set[str]:
    return {report.text for report in store.reports()}


def others(tmp_path: Path) -> set[str]:
    """What lies beside the record and the backup, without SQLite's own."""
    own = {"b.sqlite", *(f"incidents.sqlite{ending}" for ending in ("", "-wal", "-shm"))}
    return {file.name for file in tmp_path.iterdir()} - own


@pytest.fixture
def made(store, tmp_path) -> Path:
    """A backup of a record of two reports."""
    filled(store, "one", "two")
    backup(store.engine, tmp_path / "b.sqlite")
    return tmp_path / "b.sqlite"


def test_a_backup_holds_what_the_record_held(store, made, tmp_path):
    filled(store, "three")
    copy = Store.open(f"sqlite:///{made}")
    assert texts(copy) == {"one", "two"}
    assert copy.ids(View())
    copy.close()
    assert others(tmp_path) == set()


def test_a_backup_is_made_while_others_read_and_write(store, tmp_path):
    stop, kept = threading.Event(), []

    def write() -> None:
        while not stop.is_set():
            kept.append(f"report {len(kept)}")
            filled(store, kept[-1])

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            copy = Store.open(f"sqlite:///{backup(store.engine, tmp_path / f'{number}.sqlite').file}")
            assert all(copy.incidents_of(report.id) for report in copy.reports())
            copy.close()
    finally:
        stop.set()
        writer.join()
    assert texts(store) == set(kept)


def test_a_new_backup_takes_the_place_of_an_old_one(store, made):
    filled(store, "three")
    assert backup(store.engine, made).reports == 3


def test_a_backup_never_overwrites_what_is_none(store, tmp_path):
    notes = tmp_path / "notes.txt"
    notes.write_text("mine")
    with pytest.raises(StoreUnusable, match="is no backup"):
        backup(store.engine, notes)
    with pytest.raises(StoreUnusable, match="is the record itself"):
        backup(store.engine, tmp_path / "incidents.sqlite")
    with pytest.raises(StoreUnusable, match="is a folder"):
        backup(store.engine, tmp_path)
    open_elsewhere = Store.open(f"sqlite:///{tmp_path}/other.sqlite")
    open_elsewhere.count_reports()
    with pytest.raises(StoreUnusable, match="has open"):
        backup(store.engine, tmp_path / "other.sqlite")
    open_elsewhere.close()
    assert notes.read_text() == "mine"


def test_a_restored_record_is_what_was_backed_up_and_whoever_reads_it_reads_it_anew(store, made, tmp_path):
    before = store.version()
    filled(store, "three")
    latest = Latest()
    assert len(latest.of(store)) == 3
    kept = restore(store.engine, made, replace=True)
    assert texts(store) == {"one", "two"}
    assert (store.version() > before, len(latest.of(store))) == (True, 2)
    old = Store.open(f"sqlite:///{kept.before}")
    assert texts(old) == {"one", "two", "three"}
    old.close()
    assert others(tmp_path) == {kept.before.name}


def test_a_record_that_holds_reports_is_not_overwritten_unasked(store, made, tmp_path):
    filled(store, "three")
    with pytest.raises(StoreUnusable, match="--replace"):
        restore(store.engine, made)
    assert texts(store) == {"one", "two", "three"}
    assert others(tmp_path) == set()


def test_an_empty_record_and_one_that_is_not_there_are_restored(made, tmp_path):
    for fresh in (
        Store.open(f"sqlite:///{tmp_path}/empty.sqlite"),
        Store(open_engine(f"sqlite:///{tmp_path}/folder/none.sqlite")),
    ):
        assert restore(fresh.engine, made).before is None
        assert texts(fresh) == {"one", "two"}
        fresh.close()


def test_a_running_app_that_reads_and_writes_sees_the_old_or_the_new_and_never_half(store, made, url):
    filled(store, *(f"more {number}" for number in range(30)))
    stop, seen = threading.Event(), set()

    def read() -> None:
        app = Store.open(url)
        while not stop.is_set():
            seen.add(len(app.reports()))
        app.close()

    reader = threading.Thread(target=read)
    reader.start()
    time.sleep(0.1)
    restore(store.engine, made, replace=True)
    time.sleep(0.1)
    stop.set()
    reader.join()
    assert seen == {2, 32}
    with connected(made.with_name("incidents.sqlite")) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_what_another_wrote_a_moment_ago_is_in_what_is_kept_beside(store, made, url, monkeypatch):
    prepared = restoring._same_pages

    def and_somebody_writes(part, live):
        prepared(part, live)
        filled(Store.open(url), "at the last moment")

    monkeypatch.setattr(restoring, "_same_pages", and_somebody_writes)
    kept = restore(store.engine, made, replace=True)
    old = Store.open(f"sqlite:///{kept.before}")
    assert texts(old) == {"one", "two", "at the last moment"}
    old.close()


def test_what_a_killed_restore_was_keeping_is_in_nobodys_way_and_goes(store, made, tmp_path):
    filled(store, "three")
    (tmp_path / "incidents.before.sqlite.part").write_bytes(b"half of a record")
    kept = restore(store.engine, made, replace=True)
    assert others(tmp_path) == {kept.before.name}


def test_a_file_that_is_no_database_any_more_is_put_aside(made, tmp_path):
    record = tmp_path / "damaged.sqlite"
    record.write_bytes(b"SQLite format 3\x00" + b"x" * 5000)
    engine = open_engine(f"sqlite:///{record}")
    with pytest.raises(StoreUnusable, match="cannot be read as a database"):
        restore(engine, made)
    kept = restore(engine, made, replace=True)
    assert kept.before.read_bytes().endswith(b"xxx")
    assert texts(Store(engine)) == {"one", "two"}
    engine.dispose()


def a_foreign_database(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE report (id)")


def a_newer_one(file: Path) -> None:
    backup(filled(Store.open(f"sqlite:///{file}x"), "one").engine, file)
    with sqlite3.connect(file) as connection:
        connection.execute("INSERT INTO schema_version VALUES (9999, 'later', '')")


def a_damaged_one(file: Path) -> None:
    backup(filled(Store.open(f"sqlite:///{file}x"), *map(str, range(50))).engine, file)
    content = bytearray(file.read_bytes())
    content[4096 * 5 : 4096 * 9] = b"\xff" * 4096 * 4
    file.write_bytes(content)


NO_BACKUPS = {
    "there is no file": lambda file: None,
    "is no backup": lambda file: file.write_bytes(b"PK\x03\x04 something"),
    "no backup of an incident map": a_foreign_database,
    "newer|schemas up to": a_newer_one,
    "damaged|not whole|could not be read": a_damaged_one,
}


@pytest.mark.parametrize("said", NO_BACKUPS)
def test_what_is_no_whole_backup_is_refused_and_nothing_is_changed(store, tmp_path, said):
    filled(store, "mine")
    NO_BACKUPS[said](tmp_path / "given")
    with pytest.raises((StoreUnusable, StoreTooNew), match=said):
        restore(store.engine, tmp_path / "given", replace=True)
    assert texts(store) == {"mine"}
    assert not list(tmp_path.glob("*.part*"))


def _again_and_again(url: str, made: Path, target: Path) -> None:
    store = Store.open(url)
    while True:
        backup(store.engine, target)
        restore(store.engine, made, replace=True)


def test_killed_at_any_moment_both_the_record_and_the_backup_are_whole(store, made, url, tmp_path):
    filled(store, *(f"more {number}" for number in range(40)))
    chance, target = random.Random(5), tmp_path / "target.sqlite"
    for _ in range(8):
        worker = multiprocessing.get_context("fork").Process(target=_again_and_again, args=(url, made, target))
        worker.start()
        time.sleep(chance.uniform(0.02, 0.4))
        os.kill(worker.pid, signal.SIGKILL)
        worker.join()
        assert len(texts(store)) in {2, 42}
        for file in (tmp_path / "incidents.sqlite", target, *tmp_path.glob("*.before-*.sqlite")):
            if file.exists():
                with connected(file) as opened:
                    assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                    assert opened.execute("SELECT count(*) FROM report").fetchone()[0] in {2, 42}
    backup(store.engine, target)
    restore(store.engine, made, replace=True)
    assert texts(store) == {"one", "two"}
