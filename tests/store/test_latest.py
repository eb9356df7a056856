"""The newest snapshot, read in the background."""

from __future__ import annotations

import threading

import pytest

from mapapp.store import Store
from mapapp.store.errors import StoreUnusable
from mapapp.store.latest import Latest, StillReading
from mapapp.store.snapshot import Snapshot
from tests.builders import a_report


@pytest.fixture
def gate(monkeypatch):
    """Reading waits for it."""
    opened, read = threading.Event(), Snapshot.read.__func__

    def slow(cls, store, progress=lambda _read, _all: None):
        progress(1, 4)
        opened.wait(20)
        return read(cls, store, progress)

    monkeypatch.setattr(Snapshot, "read", classmethod(slow))
    yield opened
    opened.set()


def test_a_record_is_read_again_only_after_a_write(store):
    latest = Latest()
    first = latest.of(store)
    assert latest.of(store) is first
    store.keep(a_report())
    assert latest.of(store).version == store.version()


def test_an_open_page_learns_what_others_have_written_and_asks_the_database_seldom(store, url, monkeypatch):
    latest, asked = Latest(), []
    assert latest.newest(store) is None
    latest.of(store)
    version, before = store.version, store.version()
    monkeypatch.setattr(store, "version", lambda: asked.append("version") or version())
    other = Store.open(url)
    other.keep(a_report())
    assert latest.newest(store) == other.version() == before + 1
    assert [latest.newest(store) for _ in range(100)] == [before + 1] * 100
    assert len(asked) < 50
    other.close()


def test_a_page_that_asks_what_is_new_does_not_wait_for_a_large_record(store, gate):
    latest = Latest(patience_seconds=0.05)
    latest.begin(store)
    gate.set()
    before = _waited(latest, store)
    latest._slow = True
    gate.clear()
    store.keep(a_report())
    latest._asked = 0.0
    assert latest.newest(store) == before.version
    gate.set()
    assert _waited(latest, store).version == store.version()


def test_until_a_record_has_been_read_it_is_said_how_far_that_is(store, gate):
    latest = Latest(patience_seconds=0.05)
    latest.begin(store)
    with pytest.raises(StillReading, match="1 of 4 rows") as told:
        latest.of(store)
    assert told.value.fraction == 0.25
    gate.set()
    assert Latest().of(store).version == store.version()


def test_who_asks_while_a_large_record_is_read_anew_gets_what_was_read_before(store, gate):
    latest = Latest(patience_seconds=0.05)
    with pytest.raises(StillReading):
        latest.of(store)
    gate.set()
    before = _waited(latest, store)
    gate.clear()
    store.keep(a_report())
    assert latest.of(store) is before
    gate.set()
    assert _waited(latest, store).version == store.version()


def test_what_reading_raises_is_raised_where_the_snapshot_is_asked_for(store, monkeypatch):
    def broken(cls, store, progress):
        raise StoreUnusable("the disk is gone")

    monkeypatch.setattr(Snapshot, "read", classmethod(broken))
    with pytest.raises(StoreUnusable, match="the disk is gone"):
        Latest().of(store)


def test_progress_counts_every_row_once(store):
    store.keep(a_report())
    told: list[tuple[int, int]] = []
    Snapshot.read(store, lambda read, every: told.append((read, every)))
    assert told[-1][0] == told[-1][1] > 0


def _waited(latest, store):
    """What is read once no reading goes on."""
    while (turn := latest._turn) is not None:
        assert turn.done.wait(20)
    return latest.of(store)
