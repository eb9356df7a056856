"""Jobs and their pieces; what one worker claims, holds, loses, finishes."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from mapapp.domain.arrival import Arrival, SetAside
from mapapp.domain.job import JobProgress, JobState, Told
from mapapp.store import Store, UnknownJob, tables
from mapapp.store.claims import Finished, Rules
from tests.builders import a_report, an_incident
from tests.ingest.cheap import a_piece, pieces

RULES = Rules(lease_seconds=60, tries=3, losses=4, first_pause_seconds=10, longest_pause_seconds=100)


class Clock:
    """It stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def claims(store, clock):
    """`claims()` is one more worker on the store."""
    return lambda: store.claims(RULES, clock)


@pytest.fixture
def job(store):
    """`job(number)` is a job of so many pieces, whole."""

    def make(things=3, job_id="j"):
        store.queue.begin(job_id, "News", ["news.zip"])
        store.queue.add(job_id, pieces(things) if isinstance(things, int) else things)
        store.queue.filled(job_id)
        return job_id

    return make


def read(item, *, text=None, reports=1, aside=()):
    """As if the piece had been read."""
    told = []
    for number in range(reports):
        report = a_report(text or f"{item.piece.name} {number}")
        told.append(Told(arrival=Arrival(report=report), incidents=(an_incident(report=report),)))
    return Finished(item=item, told=tuple(told), aside=aside)


def names(items):
    return [item.piece.name for item in items]


def test_pieces_come_out_as_they_went_in_and_in_their_order(store, claims, job):
    job()
    assert [item.piece for item in claims().claim(10)] == pieces(3)


def test_what_is_claimed_is_not_claimed_again(claims, job):
    job()
    one, other = claims(), claims()
    assert names(one.claim(2) + other.claim(2)) == names_of(3)
    assert one.claim(2) == other.claim(2) == []


def names_of(number):
    return [piece.name for piece in pieces(number)]


def test_a_finished_piece_is_in_the_record_with_its_incidents_and_its_content_is_gone(store, claims, job):
    job(1)
    worker = claims()
    (item,) = worker.claim(1)
    assert worker.finish([read(item, reports=2)]) == 1
    assert (store.count_reports(), len(store)) == (2, 2)
    assert store.queue.progress("j") == JobProgress(done=1, reports=2, fresh=2)
    with store.engine.connect() as connection:
        assert connection.execute(select(tables.queue_item.c.content)).scalars().all() == [b""]


def test_the_report_and_that_it_is_done_are_kept_together_or_not_at_all(store, claims, job, monkeypatch):
    job(1)
    worker = claims()
    (item,) = worker.claim(1)

    def fall_over(*_):
        raise RuntimeError

    monkeypatch.setattr("mapapp.store.claims._set", fall_over)
    with pytest.raises(RuntimeError):
        worker.finish([read(item)])
    assert store.count_reports() == 0
    assert store.queue.progress("j").working == 1


def test_a_report_that_was_there_already_is_counted_but_not_as_new(store, claims, job):
    store.keep(a_report("known"))
    job(1)
    worker = claims()
    worker.finish([read(item, text="known") for item in worker.claim(1)])
    assert store.queue.progress("j") == JobProgress(done=1, reports=1, fresh=0)


def test_a_job_is_done_when_it_is_whole_and_nothing_is_left(store, claims):
    worker = claims()
    store.queue.begin("j", "News", ["-"])
    store.queue.add("j", pieces(1))
    worker.finish([read(item) for item in worker.claim(1)])
    assert worker.claim(1) == []
    assert store.queue.job("j").state is JobState.OPEN
    store.queue.filled("j")
    assert worker.claim(1) == []
    job = store.queue.job("j")
    assert (job.state, job.ended is not None) == (JobState.DONE, True)


def test_the_same_pieces_are_added_once_and_a_job_that_is_begun_again_goes_on(store, claims, job):
    job(3)
    worker = claims()
    worker.finish([read(item) for item in worker.claim(2)])
    store.queue.begin("j", "News", ["news.zip"])
    assert store.queue.add("j", pieces(4)) == 1
    assert names(worker.claim(9)) == names_of(4)[2:]


def test_a_lost_worker_s_pieces_are_free_when_the_lease_ends(claims, job, clock):
    job(1)
    lost, other = claims(), claims()
    lost.claim(1)
    clock.now += RULES.lease_seconds - 1
    assert other.claim(1) == []
    clock.now += 1
    assert names(other.claim(1)) == names_of(1)


def test_a_worker_that_says_it_lives_keeps_what_it_holds(claims, job, clock):
    job(1)
    alive, other = claims(), claims()
    alive.claim(1)
    for _ in range(5):
        clock.now += RULES.lease_seconds - 1
        alive.prolong()
        assert other.claim(1) == []


def test_of_two_workers_on_one_piece_only_the_one_that_holds_it_writes(store, claims, job, clock):
    job(1)
    slow, quick = claims(), claims()
    (mine,) = slow.claim(1)
    clock.now += RULES.lease_seconds
    (yours,) = quick.claim(1)
    assert slow.finish([read(mine, text="as the slow one read it")]) == 0
    slow.failed(mine, "too late", again=False)
    slow.release([mine])
    slow.prolong()
    assert store.count_reports() == 0
    assert quick.finish([read(yours)]) == 1
    assert quick.finish([read(yours, text="again")]) == 0
    assert store.count_reports() == 1


@pytest.mark.parametrize("hours", [-10_000, -5, 5, 10_000])
def test_a_clock_that_jumps_keeps_no_piece_for_ever_and_writes_none_twice(store, claims, job, clock, hours):
    job(2)
    before, after = claims(), claims()
    held = before.claim(1)
    before.failed(*before.claim(1), "hung up", again=True)
    clock.now += hours * 3600
    found = after.claim(5)
    assert names(held)[0] in names(found)
    assert before.finish([read(one) for one in held]) == 0
    assert after.finish([read(one) for one in found]) == len(found)
    clock.now += 6 * 3600
    after.finish([read(one) for one in after.claim(5)])
    assert store.count_reports() == store.queue.progress("j").done == 2


def test_a_failure_is_tried_again_after_growing_pauses_and_then_set_aside_with_its_reason(store, claims, job, clock):
    job(1)
    worker = claims()
    for pause in (10, 20):
        worker.failed(*worker.claim(1), "the other side hung up", again=True)
        clock.now += pause - 1
        assert worker.claim(1) == []
        clock.now += 1
    worker.failed(*worker.claim(1), "the other side hung up", again=True)
    clock.now += 1000
    assert worker.claim(1) == []
    (aside,) = store.queue.aside("j")
    assert aside.name == names_of(1)[0]
    assert aside.reason == "It was tried 3 times. The last time: the other side hung up"
    assert store.queue.job("j").state is JobState.DONE


def test_a_pause_is_as_long_as_the_other_side_asks_for(claims, job, clock):
    job(1)
    worker = claims()
    worker.failed(*worker.claim(1), "busy", again=True, after_seconds=500)
    clock.now += 499
    assert worker.claim(1) == []
    clock.now += 1
    assert len(worker.claim(1)) == 1


def test_what_too_many_workers_were_lost_with_is_set_aside(store, claims, job, clock):
    job(1)
    for _ in range(RULES.losses):
        assert len(claims().claim(1)) == 1
        clock.now += RULES.lease_seconds
    assert claims().claim(1) == []
    (aside,) = store.queue.aside("j")
    assert "stopped without a word" in aside.reason


def test_a_piece_given_back_is_free_at_once_and_blamed_for_nothing(claims, job):
    job(1)
    worker = claims()
    worker.release(worker.claim(1))
    assert [item.failures for item in worker.claim(1)] == [0]


def test_a_paused_job_begins_nothing_and_finishes_what_is_begun(store, claims, job):
    job(2)
    worker = claims()
    held = worker.claim(1)
    store.queue.pause("j")
    assert worker.claim(1) == []
    assert worker.finish([read(item) for item in held]) == 1
    store.queue.resume("j")
    assert len(worker.claim(5)) == 1


def test_of_a_cancelled_job_nothing_more_comes_in_and_what_is_in_stays(store, claims, job):
    job(3)
    worker = claims()
    worker.finish([read(item) for item in worker.claim(1)])
    held = worker.claim(1)
    store.queue.cancel("j")
    assert worker.finish([read(item) for item in held]) == 0
    assert worker.claim(5) == []
    assert store.count_reports() == 1
    assert store.queue.progress("j") == JobProgress(done=1, reports=1, fresh=1)
    assert store.queue.add("j", pieces(9)) == 0
    store.queue.begin("j", "News", [])
    assert store.queue.add("j", pieces(3)) == 2


def test_what_was_set_aside_on_the_way_in_is_listed_and_forgotten_when_a_done_job_begins_again(store, claims, job):
    job([a_piece("good"), SetAside(name="x.exe", reason="Nothing here reads it.")])
    worker = claims()
    worker.finish([read(item) for item in worker.claim(5)])
    assert worker.claim(1) == []
    assert store.queue.aside("j") == [SetAside(name="x.exe", reason="Nothing here reads it.")]
    store.queue.begin("j", "News", [])
    assert store.queue.aside("j") == []
    assert store.queue.progress("j").done == 1


def test_what_of_a_piece_could_not_be_taken_in_is_listed_and_can_be_read_again(store, claims, job):
    job([a_piece("mail")])
    worker = claims()
    note = SetAside(name="mail, attachment x.doc", reason="It is damaged.")
    worker.finish([read(item, aside=(note, note)) for item in worker.claim(1)])
    assert store.queue.aside("j") == [note]
    assert store.queue.progress("j") == JobProgress(done=1, aside=1, reports=1, fresh=1)
    assert store.queue.retry("j") == 1
    (item,) = worker.claim(1)
    assert item.piece == a_piece("mail")
    worker.finish([read(item)])
    assert store.queue.aside("j") == []
    assert store.count_reports() == 1


def test_a_piece_of_which_nothing_could_be_taken_in_is_set_aside_itself(store, claims, job):
    job(1)
    worker = claims()
    worker.finish([read(worker.claim(1)[0], reports=0, aside=(SetAside(name="x", reason="It is empty."),))])
    assert store.queue.aside("j") == [SetAside(name=names_of(1)[0], reason="It is empty.")]
    assert store.queue.retry("j") == 1
    assert store.queue.job("j").state is JobState.OPEN
    assert len(worker.claim(1)) == 1


def test_jobs_are_served_in_turn(claims, job):
    job(5, "a")
    job([a_piece(f"B {n}") for n in range(5)], "b")
    worker = claims()
    assert [worker.claim(1)[0].job_id for _ in range(4)] == ["a", "b", "a", "b"]
    assert [item.job_id for item in worker.claim(9, "b")] == ["b", "b", "b"]


def test_the_backlog_is_what_waits(store, claims, job):
    job(3)
    size = len(pieces(1)[0].content)
    assert store.queue.backlog("j") == (3, 3 * size)
    claims().claim(2)
    assert store.queue.backlog("j") == (1, size)


def test_a_job_that_is_not_there_is_a_sentence(store):
    for ask in (store.queue.job, store.queue.pause, store.queue.cancel, store.queue.retry, store.queue.filled):
        with pytest.raises(UnknownJob, match="there is no job 'x'"):
            ask("x")


def test_hostile_names_and_bytes_are_kept_as_any_database_holds_them(store, claims, job):
    job([a_piece("x", name="a\x00\udc80\n.txt", content=bytes(range(256)))])
    (item,) = claims().claim(1)
    assert item.piece.name == "a��\n.txt"
    assert item.piece.content == bytes(range(256))


def test_forgetting_a_job_leaves_the_record(store, claims, job):
    job(2)
    worker = claims()
    worker.finish([read(item) for item in worker.claim(1)])
    store.queue.forget("j")
    assert (store.queue.jobs(), store.count_reports()) == ([], 1)


def test_the_newest_job_is_listed_first_with_what_was_asked(store, job):
    job(1)
    (listed,) = store.queue.jobs()
    assert (listed.title, listed.sources, listed.filled) == ("News", ("news.zip",), True)


def test_another_opening_of_the_same_database_sees_the_queue(store, url, job):
    job(1)
    other = Store.open(url)
    assert len(other.claims().claim(1)) == 1
    other.close()


def test_a_job_begun_again_with_nothing_new_is_done_at_once(store):
    queue = store.queue
    queue.begin("again", "Some", ["some"])
    queue.add("again", [SetAside(name="a.bin", reason="It is a picture.")])
    queue.filled("again")
    assert queue.job("again").state is JobState.DONE
    queue.begin("again", "Some", ["some"])
    queue.filled("again")
    assert queue.job("again").state is JobState.DONE
