"""The queue is worked off: in one process, several, a cluster; with bad pieces, dying readers, a lost database."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading

import pytest

from mapapp.domain.arrival import PieceKind, SetAside
from mapapp.domain.errors import DataMissing
from mapapp.domain.job import JobState
from mapapp.ingest import work
from mapapp.ingest.feeding import Backlog, Feeder
from mapapp.ingest.readers import InProcess, Processes
from mapapp.ingest.reading import Chain, read_with
from mapapp.ingest.work import Worker
from mapapp.settings import Settings
from mapapp.store import Store, StoreUnusable
from mapapp.store.claims import Rules
from tests.ingest.cheap import Cheap, Unready, a_piece, pieces

RULES = Rules(lease_seconds=5, tries=3, first_pause_seconds=0.01)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(work, "TICK_SECONDS", 0.02)
    monkeypatch.setattr(work, "IDLE_SECONDS", 0.02)


def worked_off(store, things, readers=None, **other):
    """Read these pieces as one job; its progress."""
    job = store.queue.begin("j", "News", [])
    ended = {JobState.DONE, JobState.CANCELLED}
    worker = Worker(
        store.claims(RULES),
        readers or InProcess(Cheap(), at_once=50),
        **{
            "feeding": Feeder(store.queue, job.id, iter(things)),
            "done": lambda: store.queue.job("j").state in ended,
        }
        | other,
    )
    worker.run()
    return store.queue.progress("j")


GOOD = [a_piece(json.dumps({"text": f"Report {n}."}), name=f"line {n}", kind=PieceKind.REPORT) for n in range(1000)]
BAD = [
    *(a_piece(f"{{{n}", name=f"broken {n}", kind=PieceKind.REPORT) for n in range(5)),
    *(a_piece(json.dumps({"title": f"{n}"}), name=f"no text {n}", kind=PieceKind.REPORT) for n in range(5)),
    *(a_piece(f"fault {n}") for n in range(3)),
    *(SetAside(name=f"{n}.exe", reason="Nothing here reads files of this kind.") for n in range(4)),
]


def test_a_job_with_a_thousand_good_and_seventeen_bad_pieces_ends_with_those_in_and_these_listed(store):
    mixed = [thing for n, good in enumerate(GOOD) for thing in ([good, BAD[n // 58]] if n % 58 == 57 else [good])]
    assert len(mixed) == 1017
    progress = worked_off(store, mixed, InProcess(Cheap(told=1), at_once=200))
    assert (progress.done, progress.aside, progress.fresh, progress.total) == (1000, 17, 1000, 1017)
    assert (store.count_reports(), len(store)) == (1000, 1000)
    aside = store.queue.aside("j")
    assert {one.name for one in aside} == {one.name for one in BAD}
    assert all(one.reason.endswith(".") for one in aside)


def test_the_same_sources_again_change_nothing(store):
    worked_off(store, pieces(5))
    version = store.version()
    assert worked_off(store, pieces(5)).done == 5
    assert store.version() == version


def kept(store):
    return {report.id: store.incidents_of(report.id) for report in store.reports()}


def test_several_processes_give_what_one_gives(store, tmp_path):
    other = Store.open(f"sqlite:///{tmp_path}/other.sqlite")
    worked_off(store, pieces(20))
    worked_off(other, pieces(20), Processes(Cheap(), 2))
    assert kept(store) == kept(other)
    other.close()


def test_a_cluster_gives_what_one_process_gives(store, tmp_path):
    pytest.importorskip("distributed")
    address = f"sqlite:///{tmp_path}/other.sqlite"
    worked_off(store, pieces(20))
    # in a process of its own: a cluster leaves threads behind, which tests that fork cannot have
    subprocess.run([sys.executable, "-m", "tests.ingest.on_a_cluster", address, "20"], check=True)
    other = Store.open(address)
    assert kept(store) == kept(other)
    other.close()


TEXTS = [
    "A bomb killed three people in Homs on Monday, police said.",
    "Protesters marched in Nairobi on 3 May 2020.",
    "An earthquake injured 20 people near Izmir on 30 October 2020, officials said.",
]


def test_the_whole_chain_gives_the_same_in_another_process(store, tmp_path, pipeline):
    other = Store.open(f"sqlite:///{tmp_path}/other.sqlite")

    def incidents(report):
        reading = pipeline.read(report)
        return reading.report, reading.incidents

    worked_off(store, map(a_piece, TEXTS), InProcess(lambda: lambda piece: read_with(piece, incidents)))
    worked_off(other, map(a_piece, TEXTS), Processes(Chain(gazetteer_file=Settings().gazetteer_file), 1))
    assert len(store) >= 3
    assert kept(store) == kept(other)
    other.close()


def test_a_reading_process_that_dies_is_replaced_and_its_piece_done_again(store, tmp_path):
    things = [*pieces(6), a_piece(f"die once {tmp_path}/mark")]
    progress = worked_off(store, things, Processes(Cheap(), 1))
    assert (progress.done, progress.aside, store.count_reports()) == (7, 0, 7)


def test_a_piece_that_kills_whoever_reads_it_is_set_aside_and_no_other_is(store):
    progress = worked_off(store, [a_piece("die"), *pieces(12)], Processes(Cheap(seconds=0.02), 2))
    assert (progress.done, progress.aside) == (12, 1)
    (aside,) = store.queue.aside("j")
    assert aside.reason.startswith("It was tried 3 times. The last time: The process that read it stopped")


def test_a_piece_that_takes_too_long_is_set_aside(store):
    readers = Processes(Cheap(), 1, longest_seconds=0.2)
    progress = worked_off(store, [a_piece("hang")], readers)
    assert progress.aside == 1
    assert "not read within" in store.queue.aside("j")[0].reason


def test_a_passing_fault_is_tried_again(store, tmp_path):
    progress = worked_off(store, [a_piece(f"later once {tmp_path}/mark"), a_piece("later")])
    assert (progress.done, progress.aside) == (1, 1)
    assert store.queue.aside("j")[0].reason.endswith("the other side hung up")


def test_a_process_that_cannot_read_at_all_ends_the_work_and_blames_no_piece(store):
    with pytest.raises(DataMissing, match="run make prepare"):
        worked_off(store, pieces(3), InProcess(Unready()))
    progress = store.queue.progress("j")
    assert (progress.waiting + progress.working, progress.aside) == (3, 0)


def test_a_database_that_is_gone_for_a_while_is_waited_for(store, monkeypatch):
    told = []
    real, left = store.keep_within, [3]

    def gone(connection, readings):
        if left[0]:
            left[0] -= 1
            raise StoreUnusable("the disk is full.")
        return real(connection, readings)

    monkeypatch.setattr(store, "keep_within", gone)
    assert worked_off(store, pieces(2), told=told.append).done == 2
    assert told == ["the disk is full. Trying again."] * 3


def test_patience_with_a_database_ends(store, monkeypatch):
    def gone(*_):
        raise StoreUnusable("the disk is full.")

    monkeypatch.setattr(store, "keep_within", gone)
    with pytest.raises(StoreUnusable):
        worked_off(store, pieces(2), patience_seconds=0.1)


def test_one_reading_that_cannot_be_kept_is_set_aside_and_the_others_are_kept(store, monkeypatch):
    real = store.keep_within

    def picky(connection, readings):
        if any("Report 1." in report.text for report, *_ in readings):
            raise ValueError("no")
        return real(connection, readings)

    monkeypatch.setattr(store, "keep_within", picky)
    progress = worked_off(store, pieces(3))
    assert (progress.done, progress.aside) == (2, 1)
    assert "could not be kept" in store.queue.aside("j")[0].reason


def test_no_more_is_fed_than_may_wait(store):
    store.queue.begin("j", "News", [])
    feeder = Feeder(store.queue, "j", iter(pieces(1000)), Backlog(pieces=300))
    while feeder.step():
        pass
    assert store.queue.backlog("j")[0] == 400
    assert not feeder.ended


def test_stopping_gives_back_what_is_held(store):
    store.queue.begin("j", "News", [])
    store.queue.add("j", pieces(5))
    worker = Worker(store.claims(RULES), Processes(Cheap(seconds=30), 2))
    timer = threading.Timer(1, worker.stop)
    timer.start()
    worker.run()
    progress = store.queue.progress("j")
    assert (progress.waiting, progress.working) == (5, 0)


def test_while_a_piece_is_read_its_lease_is_prolonged(store, monkeypatch):
    """However long it takes: this one until it has been prolonged twice."""
    prolonged = threading.Semaphore(0)

    def reader(piece):
        assert all(prolonged.acquire(timeout=30) for _ in range(2))
        return Cheap()()(piece)

    claims = store.claims(Rules(lease_seconds=0.03))
    monkeypatch.setattr(claims, "prolong", prolonged.release)
    job = store.queue.begin("j", "News", [])
    Worker(
        claims,
        InProcess(lambda: reader),
        feeding=Feeder(store.queue, job.id, iter(pieces(1))),
        done=lambda: store.queue.job("j").state is JobState.DONE,
    ).run()
    assert store.queue.progress("j").done == 1


def test_reading_processes_end_with_the_one_that_hands_out(tmp_path):
    readers = Processes(Cheap(), 1)
    (pid,) = readers.pids
    readers.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, signal.SIG_DFL)
