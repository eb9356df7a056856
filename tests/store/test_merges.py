"""Reports that tell of one event in the store: merged as they come, taken apart, undone, and found again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from mapapp.domain.account import Decider, Verdict
from mapapp.domain.claim import CountKind
from mapapp.domain.incident import Status
from mapapp.domain.view import View
from mapapp.merge import Merger
from mapapp.store import Store, Tally, UnknownDecision, UnknownIncident, tables
from mapapp.store.snapshot import Snapshot
from tests.builders import a_claim, a_count, a_report, an_incident, an_incident_place
from tests.engines import both_engines
from tests.merge.world import readings

pytestmark = both_engines

MERGER = Merger()
WHOLE = (
    tables.incident,
    tables.incident_place,
    tables.incident_report,
    tables.account,
    tables.account_block,
    tables.likeness,
)
SLOW = settings(max_examples=25)


@pytest.fixture
def store(url):
    store = Store.open(url, MERGER)
    yield store
    store.close()


def fresh() -> Store:
    return Store.open("sqlite://", MERGER)


def content(store: Store):
    """All rows but those of the log."""
    with store.engine.connect() as connection:
        return {table.name: sorted(map(repr, connection.execute(select(table)).all())) for table in WHOLE}


def told(text: str, day: int = 15, killed: int = 14, **other):
    """A report of the shelling in Aleppo: (report, incidents)."""
    report = a_report(text, source=text.split(maxsplit=1)[0], published=datetime(2016, 12, day, tzinfo=UTC))
    defaults = {"report": report, "counts": (a_count(killed, killed),), "claims": (a_claim(text, report_id=report.id),)}
    return report, [an_incident(id=f"{report.id}-1", **defaults | other)]


FIRST, SECOND, THIRD = told("Interfax says so."), told("Reuters agrees.", 16), told("SANA has its own words.", 17)
ELSEWHERE = told("AFP is in Homs.", places=(an_incident_place("Homs", latitude=34.7, longitude=36.7),))


def test_reports_of_one_event_are_one_incident_counted_once(store):
    for reading in (FIRST, SECOND, ELSEWHERE):
        store.keep(*reading)
    assert store.tally(View()) == Tally(incidents=2, reports=3, killed_low=28, killed_high=28)
    assert Snapshot.read(store).tally(View()) == store.tally(View())
    whole = store.incident(SECOND[1][0].id)
    assert whole.report_ids == (FIRST[0].id, SECOND[0].id)
    assert [account.incident for account in store.merges.accounts(whole.id)] == [*FIRST[1], *SECOND[1]]


def test_an_old_link_finds_the_merged_incident(store):
    store.keep(*SECOND)
    store.keep(*FIRST)
    assert store.incident(SECOND[1][0].id) == store.incident(FIRST[1][0].id)
    with pytest.raises(UnknownIncident):
        store.merges.accounts("nothing")


def test_the_latest_toll_counts_and_the_older_one_is_kept(store):
    early, late = told("AFP early.", 15, killed=14), told("AFP late.", 16, killed=16)
    store.keep(*late)
    store.keep(*early)
    (whole,) = [store.incident(one) for one in store.ids(View())]
    assert whole.count(CountKind.KILLED).low == 16
    assert [account.incident.count(CountKind.KILLED).low for account in store.merges.accounts(whole.id)] == [14, 16]
    assert any("14" in reason.sentence and "16" in reason.sentence for reason in whole.reasons)
    assert whole.status is Status.REPORTED


def test_who_denies_what_another_tells_makes_it_disputed(store):
    store.keep(*FIRST)
    store.keep(*told("SANA denies it.", status=Status.DENIED))
    (row,) = store.rows(View())
    assert row.status == "disputed"


def test_an_account_taken_out_stays_out_when_more_reports_come_until_it_is_undone(store):
    for reading in (FIRST, SECOND):
        store.keep(*reading)
    together = content(store)
    store.merges.take_out(SECOND[1][0].id, "another street")
    assert len(store) == 2
    store.keep(*THIRD)
    assert len(store) == 2
    store.remove(THIRD[0].id)
    (decision,) = [line for line in store.merges.log() if line.by is Decider.PERSON]
    assert (decision.verdict, decision.reason) == (Verdict.DIFFERENT, "another street")
    store.merges.undo(decision.number)
    assert content(store) == together


def test_what_a_person_puts_together_is_together_until_it_is_undone(store):
    for reading in (FIRST, ELSEWHERE):
        store.keep(*reading)
    apart = content(store)
    store.merges.same(FIRST[1][0].id, ELSEWHERE[1][0].id, "the town was wrong")
    assert (len(store), len(store.rows(View()))) == (1, 1)
    (decision,) = store.merges.log()
    store.merges.undo(decision.number)
    assert content(store) == apart
    assert store.merges.log()[0].undone is not None


def test_an_automatic_merge_is_in_the_log_with_its_reason_and_can_be_undone(store):
    for reading in (FIRST, SECOND):
        store.keep(*reading)
    (line,) = store.merges.log()
    assert (line.by, line.verdict, line.undone) == (Decider.PROGRAM, Verdict.SAME, None)
    assert "both are in Aleppo" in line.reason
    store.merges.undo(line.number)
    assert len(store) == 2
    newest, oldest = store.merges.log()
    assert oldest.undone is not None
    store.merges.undo(newest.number)
    assert len(store) == 1


def test_undoing_twice_is_undoing_once_and_an_unknown_line_is_said(store):
    for reading in (FIRST, ELSEWHERE):
        store.keep(*reading)
    store.merges.same(FIRST[1][0].id, ELSEWHERE[1][0].id)
    number = store.merges.log()[0].number
    store.merges.undo(number)
    before = content(store)
    store.merges.undo(number)
    assert content(store) == before
    with pytest.raises(UnknownDecision, match="no decision 99"):
        store.merges.undo(99)


def test_what_may_be_one_is_suggested_with_reasons_until_somebody_decides(store):
    city = {"places": (an_incident_place(radius_km=14.5),), "counts": ()}
    one, other = told("AFP tells.", **city), told("SANA writes.", **city)
    store.keep(*one)
    store.keep(*other)
    (suggestion,) = store.merges.suggestions()
    assert set(suggestion.incidents) == {one[1][0].id, other[1][0].id}
    assert suggestion.likeness.reasons
    assert len(store) == 2
    store.merges.different(*suggestion.incidents)
    assert store.merges.suggestions() == []
    store.merges.undo(store.merges.log()[0].number)
    store.merges.same(*store.merges.suggestions()[0].incidents)
    assert (store.merges.suggestions(), len(store)) == ([], 1)


def test_removing_a_report_takes_its_account_out_of_the_incident(store):
    store.keep(*SECOND)
    alone = content(store)
    store.keep(*FIRST)
    assert store.remove(FIRST[0].id) == 0
    assert content(store) == alone
    assert store.merges.log()[0].undone is not None
    assert store.remove(SECOND[0].id) == 1
    assert len(store) == 0
    assert not any(content(store).values())


def test_what_a_person_decided_holds_when_a_report_comes_again(store):
    for reading in (FIRST, SECOND):
        store.keep(*reading)
    store.merges.take_out(SECOND[1][0].id)
    store.remove(SECOND[0].id)
    store.keep(*SECOND)
    assert len(store) == 2


def test_what_was_kept_without_merging_is_merged_when_it_begins(url):
    plain = Store.open(url)
    for reading in (FIRST, SECOND):
        plain.keep(*reading)
    assert len(plain) == 2
    store = Store.open(url, MERGER)
    assert not store.merges.current()
    assert store.merges.anew() == (2, 1)
    assert store.merges.current()
    plain.keep(*THIRD)
    assert not store.merges.current()
    store.keep(*ELSEWHERE)
    assert (len(store), store.merges.current()) == (2, True)


def test_threads_and_stores_that_write_at_once_merge_all_the_same(store, url):
    some = [told(f"Source{number} tells.", 15) for number in range(12)]
    stores = [store, Store.open(url, MERGER)]
    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(lambda number: stores[number % 2].keep(*some[number]), range(12)))
    assert len(store) == 1
    assert len(store.merges.accounts(store.ids(View())[0])) == 12


@SLOW
@given(readings(), st.randoms(use_true_random=False))
def test_any_order_and_repetition_of_reports_gives_the_same_store(some, chance):
    at_once, one_by_one = fresh(), fresh()
    at_once.keep_many(some)
    again = [*some, *some[:2]]
    chance.shuffle(again)
    for report, incidents in again:
        one_by_one.keep(report, incidents)
    assert content(one_by_one) == content(at_once)
    one_by_one.merges.anew()
    assert content(one_by_one) == content(at_once)


@SLOW
@given(readings(), st.data())
def test_removing_a_report_is_as_if_it_had_never_come(some, data):
    with_it, without = fresh(), fresh()
    gone = data.draw(st.sampled_from(some))
    with_it.keep_many(some)
    with_it.remove(gone[0].id)
    without.keep_many([reading for reading in some if reading is not gone])
    assert content(with_it) == content(without)


@SLOW
@given(readings(), st.data())
def test_whatever_a_person_decides_can_be_undone(some, data):
    store = fresh()
    store.keep_many(some)
    before = content(store)
    ids = store.ids(View())
    decide = data.draw(st.sampled_from(["same", "different", "take out"]))
    one, other = (data.draw(st.sampled_from(ids)) for _ in range(2))
    if decide == "take out":
        store.merges.take_out(data.draw(st.sampled_from([a.id for a in store.merges.accounts(one)])))
    elif one != other:
        getattr(store.merges, decide)(one, other)
        assert (decide == "same") == (store.incident(one) == store.incident(other))
    for line in store.merges.log():
        if line.by is Decider.PERSON:
            store.merges.undo(line.number)
    assert content(store) == before


@SLOW
@given(readings())
def test_every_figure_of_the_store_and_the_map_is_the_same_and_counts_nobody_twice(some):
    store = fresh()
    store.keep_many(some)
    tally = store.tally(View())
    assert Snapshot.read(store).tally(View()) == tally
    assert tally.incidents == len(store) <= sum(len(incidents) for _, incidents in some)
    assert tally.reports == len(some)
