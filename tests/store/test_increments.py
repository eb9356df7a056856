"""What has changed is read and put among what is held, as if everything had been read anew."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from gazetteer.place import Extent
from mapapp.domain.account import Verdict
from mapapp.domain.incident import Review
from mapapp.domain.view import View
from mapapp.merge import Merger
from mapapp.store import Store, changes, increment, load, tables, words
from mapapp.store.merges import changing, count_change
from mapapp.store.snapshot import Snapshot
from mapapp.store.synthetic import synthetic_readings
from tests.builders import a_claim, a_report, an_incident, an_incident_place
from tests.merge import world
from tests.store.columns_alike import said
from tests.store.columns_alike import words as words_of
from tests.store.strategies import narrow_views, readings

WORLD = Extent(west=-180, south=-85, east=180, north=85)


def anew(store: Store) -> Snapshot:
    return Snapshot(load.load(store.engine))


def alike(one: Snapshot, other: Snapshot) -> bool:
    mine, yours = said(one.columns), said(other.columns)
    assert not [name for name, told in mine.items() if told != yours[name]]
    return one.version == other.version


@pytest.fixture
def whole_readings(monkeypatch) -> list[str]:
    """One entry for each time that everything is read."""
    told: list[str] = []
    real = load._rows
    monkeypatch.setattr(load, "_rows", lambda connection: told.append("read") or real(connection))
    return told


def test_what_is_added_changed_and_removed_is_as_if_everything_had_been_read(store, whole_readings):
    store.keep_many(synthetic_readings(300))
    held = Snapshot.read(store)
    store.keep_many(synthetic_readings(40, seed=8))
    for report in store.reports(limit=20):
        store.remove(report.id)
    followed = held.followed(store)
    assert whole_readings == ["read"]
    assert alike(followed, anew(store))


def test_what_readers_hold_stays_as_it_was(store):
    store.keep_many(synthetic_readings(300))
    held = Snapshot.read(store)
    before = said(held.columns)
    store.keep_many(synthetic_readings(40, seed=8))
    store.remove(store.reports()[0].id)
    held.followed(store)
    assert said(held.columns) == before


@given(st.lists(readings(), min_size=2, max_size=4), st.lists(narrow_views(), max_size=4), st.data())
@settings(max_examples=20, deadline=None)
def test_whatever_is_kept_and_removed_every_answer_is_that_of_reading_anew(parts, views, data):
    store = Store.open("sqlite://")
    snapshot = Snapshot.read(store)
    with patch.object(load, "FEW", 1_000_000):
        for part in parts:
            store.keep_many(part)
            for report in data.draw(st.lists(st.sampled_from(store.reports()), max_size=2)) if part else ():
                store.remove(report.id)
            snapshot = snapshot.followed(store)
            assert said(snapshot.columns) == said(anew(store).columns)
    fresh = anew(store)
    for view in (View(), *views):
        assert snapshot.ids(view) == fresh.ids(view) == store.ids(view)
        assert snapshot.tally(view) == store.tally(view)
        assert snapshot.facets(view) == fresh.facets(view)
        assert snapshot.histogram(view) == fresh.histogram(view)
        assert snapshot.breakdown(view) == fresh.breakdown(view)
        assert snapshot.viewport(view, WORLD, 2) == fresh.viewport(view, WORLD, 2)
        assert snapshot.hexagons(view, WORLD, 2) == fresh.hexagons(view, WORLD, 2)
        assert snapshot.tracks(view, WORLD) == fresh.tracks(view, WORLD)


@given(world.readings(most=8), st.data())
@settings(max_examples=15, deadline=None)
def test_whatever_is_merged_split_and_undone_every_column_is_that_of_reading_anew(some, data):
    store = Store.open("sqlite://", Merger())
    snapshot = Snapshot.read(store)
    for reading in some:
        store.keep(*reading)
        change(store, data)
        snapshot = snapshot.followed(store)
        assert alike(snapshot, anew(store))


def change(store: Store, data) -> None:
    """Something that a person may do."""
    ids = store.ids(View())
    act = data.draw(st.sampled_from(["nothing", "same", "different", "take out", "undo", "remove", "anew"]))
    if act in ("same", "different") and len(ids) > 1:
        one, other = data.draw(st.permutations(ids))[:2]
        getattr(store.merges, act)(one, other)
    elif act == "take out" and ids:
        store.merges.take_out(data.draw(st.sampled_from([a.id for one in ids for a in store.merges.accounts(one)])))
    elif act == "undo" and (log := store.merges.log()):
        store.merges.undo(data.draw(st.sampled_from(log)).number)
    elif act == "remove":
        store.remove(data.draw(st.sampled_from(store.reports())).id)
    elif act == "anew":
        store.merges.anew()


def test_what_a_person_rejects_is_gone(store):
    report = a_report()
    store.keep(report, [an_incident(id="one", report=report), an_incident(id="two", report=report)])
    held = Snapshot.read(store)
    with changing(store.engine) as connection:
        connection.execute(
            tables.incident.update().where(tables.incident.c.id == "one").values(review=Review.REJECTED.value)
        )
        changes.touched(connection, ["one"])
        count_change(connection)
    assert held.followed(store).ids(View()) == ["two"]


def test_a_write_that_does_not_say_what_it_changes_has_everything_read(store, whole_readings):
    held = Snapshot.read(store)
    with changing(store.engine) as connection:
        connection.execute(tables.report.delete())
        count_change(connection)
    assert held.followed(store).version == store.version()
    assert whole_readings == ["read", "read"]


def test_another_state_of_the_record_that_comes_to_the_same_version_has_everything_read(store, whole_readings):
    store.keep(a_report())
    held = Snapshot.read(store)
    with changing(store.engine) as connection:
        connection.execute(tables.change.update().values(mark=1))
    store.keep(a_report("another"))
    assert held.followed(store).version == store.version()
    assert whole_readings == ["read", "read"]


def test_where_much_has_changed_everything_is_read(store, whole_readings, monkeypatch):
    monkeypatch.setattr(load, "FEW", 10)
    held = Snapshot.read(store)
    store.keep_many(synthetic_readings(50))
    assert len(held.followed(store)) == len(store.ids(View()))
    assert whole_readings == ["read", "read"]


def test_the_log_is_short_and_who_is_far_behind_reads_everything(store, whole_readings, monkeypatch):
    for name, number in (("TIDIED_EVERY", 4), ("MOST_TOLD", 5)):
        monkeypatch.setattr(changes, name, number)
    held = Snapshot.read(store)
    for report, incidents in synthetic_readings(60):
        store.keep(report, incidents)
    with store.engine.connect() as connection:
        told = connection.execute(select(tables.changed_incident)).all()
        assert 0 < len(told) < 40
        assert len(connection.execute(select(tables.change)).all()) <= len(told)
    assert len(held.followed(store)) == len(store.ids(View()))
    assert whole_readings == ["read", "read"]


def test_a_write_that_fails_leaves_nothing_in_the_log(store):
    report = a_report()
    with pytest.raises(RuntimeError), changing(store.engine) as connection:
        changes.touched(connection, ["one"])
        count_change(connection)
        raise RuntimeError
    store.keep(report, [an_incident(id="two", report=report)])
    with store.engine.connect() as connection:
        assert connection.execute(select(tables.changed_incident)).all() == [(1, "two")]


def test_small_volumes_of_words_become_one(store):
    held = Snapshot.read(store)
    for number in range(20):
        report = a_report(f"report {number}")
        claim = a_claim(f"word{number} again", report_id=report.id)
        store.keep(report, [an_incident(id=f"one{number}", report=report, claims=(claim,))])
        held = held.followed(store)
    assert len(held.columns.text.volumes) <= 5
    assert words_of(held.columns) == words_of(anew(store).columns)


def test_texts_of_what_is_gone_do_not_gather(store, monkeypatch):
    monkeypatch.setattr(increment, "SEGMENT", 4)
    monkeypatch.setattr(words, "SEGMENT", 4)
    held = Snapshot.read(store)
    for number in range(30):
        report = a_report(f"report {number}")
        place = an_incident_place(f"Place{number}", place_id=f"p:{number}", latitude=number)
        store.keep(report, [an_incident(id=f"one{number}", report=report, places=(place,))])
        if number > 3:
            store.remove(a_report(f"report {number - 3}").id)
        held = held.followed(store)
    assert len(held.columns.text) < 15
    assert alike(held, anew(store))
    assert len(held.columns.places.sites) == len(held) == 4


@pytest.mark.parametrize("texts", [["a b", "", "b c", "a"], ["one"] * 9])
def test_words_are_found_alike_however_few_texts_there_are(texts, monkeypatch):
    few, many = words.WordIndexBuilder(), words.WordIndexBuilder()
    few.add(texts)
    monkeypatch.setattr(words, "FEW", 10)
    first = few.build()
    monkeypatch.setattr(words, "FEW", 0)
    many.add(texts)
    second = many.build()
    for word in ("a", "b", "on", "c", "z"):
        assert np.array_equal(first.containing(word), second.containing(word))


def test_a_decision_alone_leaves_the_columns_as_they_are(store):
    one, other = a_report("one"), a_report("other")
    store.keep(one, [an_incident(id="one", report=one)])
    store.keep(other, [an_incident(id="other", report=other)])
    held = Snapshot.read(store)
    store.merges.different("one", "other")
    assert store.merges.log()[0].verdict is Verdict.DIFFERENT
    followed = held.followed(store)
    assert followed.version == store.version()
    assert followed.columns is held.columns
