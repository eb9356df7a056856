"""What only PostgreSQL can do wrong, and that it answers as SQLite does."""

from __future__ import annotations

import threading
from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import given, settings
from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table, func, make_url, select, text

from mapapp.domain.report import Source
from mapapp.domain.view import View
from mapapp.store import Store, StoreUnusable, postgres, tables
from mapapp.store.engine import open_engine, transaction
from mapapp.store.merges import changing
from mapapp.store.reading import KeptIncident
from mapapp.store.snapshot import Snapshot
from mapapp.store.write import insert_all
from tests.builders import a_party, a_report, an_incident
from tests.store.strategies import narrow_views, readings

LONG = "".join(chr(0x4E00 + number * 7919 % 20_000) for number in range(5_000))
"""No compression makes it small."""


@pytest.fixture
def store(postgres_url):
    store = Store.open(postgres_url)
    yield store
    store.close()


@settings(max_examples=12)
@given(readings(), narrow_views())
def test_both_databases_and_the_memory_give_the_same_answers(postgres_url, readings, view):
    with closing(Store.open("sqlite://")) as first, closing(Store.open(postgres_url)) as second:
        _give_the_same_answers(first, second, readings, view)


def _give_the_same_answers(first, second, readings, view):
    for report in second.reports():
        second.remove(report.id)
    for store in (first, second):
        store.keep_many(readings)
    assert first.ids(view) == second.ids(view) == Snapshot.read(second).ids(view)
    assert first.rows(view) == second.rows(view)
    assert first.tally(view) == second.tally(view)
    assert [first.report(report.id) for report, _ in readings] == [second.report(report.id) for report, _ in readings]
    assert _read(first, view) == _read(second, view)


def _read(store: Store, view: View) -> list[KeptIncident]:
    with store.reading(view) as reading:
        return list(reading.incidents())


def test_many_rows_go_in_as_whole_as_one_does(store):
    report = a_report("\x00 and \ud800", title="tab\tbackslash\\N\n", source="\\.")
    incidents = [an_incident(id=f"{number:016x}", report=report, maker="\\N\t\x00") for number in range(60)]
    store.keep(report, incidents)
    assert store.report(report.id) == report
    assert [store.incident(one.id) for one in incidents] == incidents
    assert {row.report_title for row in store.rows(View())} == {"tab\tbackslash\\N\n"}


def test_names_longer_than_an_index_takes_are_kept_and_found(store):
    report = replace(a_report(), source=Source(name=LONG))
    incident = an_incident(report=report, actors=(a_party(name=LONG),))
    store.keep(report, [incident])
    assert store.incident(incident.id) == incident
    for view in (View(sources=(LONG,)), View(actors=(LONG,))):
        assert store.ids(view) == Snapshot.read(store).ids(view) == [incident.id]
    assert store.ids(View(sources=(LONG + "x",))) == []


def test_text_is_in_the_order_of_its_characters_in_any_locale(store):
    ids = ["Zebra", "apple", "Äpfel", "_", "a-b", "ab"]
    for one in ids:
        store.keep(a_report(one), [an_incident(id=one, report=a_report(one))])
    assert store.ids(View()) == Snapshot.read(store).ids(View()) == sorted(ids)
    with store.engine.connect() as connection:
        collations = text("SELECT DISTINCT collation_name FROM information_schema.columns WHERE data_type = 'text' "
                          "AND table_schema = 'public' AND table_name <> 'schema_version'")  # fmt: skip
        assert connection.execute(collations).scalars().all() == ["C"]


def test_a_database_that_cannot_hold_every_character_is_refused(postgres):
    postgres.say("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    with pytest.raises(StoreUnusable, match=r"encoding LATIN1.*createdb --encoding=UTF8"):
        Store.open(postgres.url("latin"))


def test_all_that_one_transaction_reads_is_of_one_moment(store, postgres_url):
    other = Store.open(postgres_url)
    with store.reading(View()) as reading:
        assert reading.tally().incidents == 0
        other.keep(a_report(), [an_incident(report=a_report())])
        assert reading.tally().incidents == 0
    assert len(store) == 1
    other.close()


def test_who_reads_cannot_write(store):
    with pytest.raises(StoreUnusable, match="read-only"), transaction(store.engine) as connection:
        connection.execute(tables.report.delete())


def test_writers_wait_for_each_other_and_see_what_was_written(store, postgres_url):
    other = Store.open(postgres_url)
    kept = threading.Thread(target=other.keep, args=(a_report("second"),))
    with changing(store.engine) as connection:
        kept.start()
        kept.join(0.3)
        assert kept.is_alive()
        assert connection.execute(select(func.count()).select_from(tables.report)).scalar() == 0
    kept.join(30)
    assert store.count_reports() == 1
    other.close()


def test_who_waits_too_long_is_told_to_do_it_again(store, postgres_url):
    hasty = Store.open(f"{postgres_url}&options=-c%20lock_timeout%3D50ms")
    with changing(store.engine), pytest.raises(StoreUnusable, match=r"Another process has been writing.*do it again"):
        hasty.keep(a_report())
    assert hasty.keep(a_report())
    hasty.close()


def test_a_question_that_takes_too_long_is_ended(postgres_url):
    engine = open_engine(f"{postgres_url}&options=-c%20statement_timeout%3D50ms")
    with pytest.raises(StoreUnusable, match="took longer"), transaction(engine) as connection:
        connection.execute(text("SELECT pg_sleep(20)"))
    engine.dispose()


def test_two_that_wait_for_each_other_are_told_apart(store, postgres_url):
    other, taken, errors = Store.open(postgres_url), threading.Barrier(2), []

    def lock(one: Store, first: str, second: str) -> None:
        try:
            with transaction(one.engine, writes=True) as connection:
                connection.execute(text(f"LOCK TABLE {first}"))
                taken.wait(30)
                connection.execute(text(f"LOCK TABLE {second}"))
        except StoreUnusable as error:
            errors.append(str(error))

    threads = [
        threading.Thread(target=lock, args=args)
        for args in ((store, "report", "account"), (other, "account", "report"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    (sentence,) = errors
    assert "deadlock" in sentence
    assert sentence.endswith("Nothing of this step was kept.")
    assert store.keep(a_report())
    other.close()


def test_a_server_that_was_away_is_found_again(postgres):
    url = postgres.new()
    store = Store.open(url)
    store.keep(a_report("before"))
    with store.reading(View()):  # two connections wait in the pool
        store.count_reports()
    postgres.stop()
    for _ in range(2):
        with pytest.raises(StoreUnusable, match=r"Is the database server running.*Nothing of this step was kept"):
            store.keep(a_report("meanwhile"))
    postgres.start()
    assert store.keep(a_report("after"))
    assert store.count_reports() == 2
    store.close()


def test_a_connection_that_breaks_while_it_writes_says_what_is_known(store, postgres):
    with pytest.raises(StoreUnusable, match="Nothing of this step was kept"), changing(store.engine) as connection:
        connection.execute(tables.merging.update().values(signature="half"))
        postgres.say("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' "
                     "AND pid <> pg_backend_pid()")  # fmt: skip
        connection.execute(tables.merging.update().values(signature="whole"))
    with pytest.raises(StoreUnusable, match="Whether this step was kept is not known"), changing(store.engine):
        postgres.say("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' "
                     "AND pid <> pg_backend_pid()")  # fmt: skip
    with transaction(store.engine) as connection:
        assert connection.execute(select(tables.merging.c.signature)).scalar() == ""


def test_no_text_of_a_report_stands_in_an_error(store):
    row = {"id": "same", "title": "secret words", "payload": "secret words"}
    with pytest.raises(StoreUnusable) as error, transaction(store.engine, writes=True) as connection:
        for _ in range(2):
            connection.execute(tables.report.insert(), [row])
    assert "duplicate key" in str(error.value)
    assert "secret" not in str(error.value)


@pytest.mark.parametrize("begin", ["postgres", "postgresql", "postgresql+psycopg"])
def test_an_address_may_be_written_in_each_usual_way(begin):
    made = postgres.address_of(make_url(f"{begin}://me:secret@db.example/map?connect_timeout=9&options=-c%20a%3D1"))
    assert made.drivername == "postgresql+psycopg"
    assert (made.query["connect_timeout"], made.query["application_name"]) == ("9", "mapapp")
    assert made.query["options"].startswith("-c statement_timeout=300s")
    assert made.query["options"].endswith("-c a=1")


def test_a_server_that_is_not_there_is_said_without_the_password():
    with pytest.raises(StoreUnusable, match="Is the database server running") as error:
        Store.open("postgresql://me:secret@127.0.0.1:1/map")
    assert "secret" not in str(error.value)


def test_bytes_go_in_and_come_out_as_they_are(store):
    made = Table("made", MetaData(), Column("id", Integer, primary_key=True), Column("content", LargeBinary))
    rows = [{"id": number, "content": bytes(range(256)) * number or None} for number in range(30)]
    with transaction(store.engine, writes=True) as connection:
        connection.exec_driver_sql(postgres.ddl("CREATE TEMPORARY TABLE made (id INTEGER, content BYTEA)"))
        connection.exec_driver_sql(postgres.ddl("DELETE FROM made WHERE 'a' LIKE '%b'"))
        insert_all(connection, made, rows)
        found = connection.execute(select(made).order_by(made.c.id)).all()
    assert [row.content for row in found] == [row["content"] for row in rows]


def test_only_the_type_of_a_column_is_changed_in_a_migration():
    assert (
        postgres.ddl("id TEXT,\n context TEXT NOT NULL") == 'id TEXT COLLATE "C",\n context TEXT COLLATE "C" NOT NULL'
    )
