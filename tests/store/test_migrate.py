import multiprocessing
import shutil

import pytest
from sqlalchemy import column, create_engine, insert, inspect, text
from sqlalchemy import table as rows_of

from mapapp.domain.view import View
from mapapp.store import Store, StoreTooNew, StoreUnusable, tables
from mapapp.store.engine import open_engine, transaction
from mapapp.store.migrate import FOLDER, _apply, migrate, migrations, schema_version
from mapapp.store.write import _incident_row, _report_row
from tests.builders import a_party, a_report, an_incident

NEWEST = max(migrations())
LATER = f"{NEWEST + 1:04}_later.sql"


def test_the_tables_are_as_the_migrations_make_them(store):
    made = inspect(store.engine)
    for table in tables.metadata.sorted_tables:
        columns = {column["name"]: column["nullable"] for column in made.get_columns(table.name)}
        keys = made.get_pk_constraint(table.name)["constrained_columns"]
        assert set(columns) == {column.name for column in table.columns}
        assert set(keys) == {column.name for column in table.primary_key}
        assert all(columns[column.name] == column.nullable for column in table.columns if not column.primary_key)


def test_opening_again_applies_nothing_twice(store, url):
    assert Store.open(url).version() == store.version() == 0
    with store.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM schema_version")).scalar() == len(migrations())


def test_a_newer_database_is_refused_and_says_what_to_do(store, url):
    with store.engine.begin() as connection:
        connection.execute(text("INSERT INTO schema_version VALUES (999, '0999_later', 'then')"))
    with pytest.raises(StoreTooNew, match=r"schema 999.*Update the program"):
        Store.open(url)


def test_a_next_migration_is_applied_to_an_older_database(store, url, tmp_path):
    folder = shutil.copytree(FOLDER, tmp_path / "later")
    (folder / LATER).write_text("-- why\nCREATE TABLE extra (id TEXT);\n")
    assert migrate(store.engine, folder) == NEWEST + 1
    assert "extra" in inspect(store.engine).get_table_names()
    with pytest.raises(StoreTooNew):
        Store.open(url)


def test_a_migration_that_fails_leaves_nothing_behind(store, tmp_path):
    folder = shutil.copytree(FOLDER, tmp_path / "later")
    (folder / LATER).write_text("CREATE TABLE extra (id TEXT);\nCREATE TABLE report (id TEXT);\n")
    with pytest.raises(StoreUnusable, match="already exists"):
        migrate(store.engine, folder)
    assert "extra" not in inspect(store.engine).get_table_names()
    assert migrate(store.engine) == NEWEST


def test_two_migrations_with_one_number_are_refused(tmp_path):
    for name in ("0001_a.sql", "0001_b.sql"):
        (tmp_path / name).touch()
    with pytest.raises(ValueError, match="same number"):
        migrations(tmp_path)


def test_sqlite_runs_with_the_settings_that_lose_nothing(store):
    with store.engine.connect() as connection:
        asked = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def _open(url: str, outcome) -> None:
    try:
        Store.open(url)
        outcome.put("opened")
    except Exception as error:
        outcome.put(repr(error))


def test_several_processes_may_make_the_database_at_once(url):
    context = multiprocessing.get_context("fork")
    outcome = context.Queue()
    opening = [context.Process(target=_open, args=(url, outcome)) for _ in range(6)]
    for process in opening:
        process.start()
    assert [outcome.get(timeout=60) for _ in opening] == ["opened"] * 6
    for process in opening:
        process.join()


def test_the_schema_uses_no_word_that_only_sqlite_knows():
    script = "".join(file.read_text() for file in migrations().values()).upper()
    assert not any(
        word in script for word in ("AUTOINCREMENT", "WITHOUT ROWID", "BLOB", "DATETIME", "PRAGMA", "STRICT")
    )


def test_a_password_in_the_address_is_not_shown():
    engine = create_engine("sqlite://")
    assert "secret" not in engine.url.set(password="secret", username="u").render_as_string(hide_password=True)
    with pytest.raises(StoreUnusable) as error:
        open_engine("nosuch://user:secret@host/base")
    assert "secret" not in str(error.value)


def test_places_kept_before_words_could_describe_them_are_themselves(url):
    engine = open_engine(url)
    with transaction(engine, writes=True) as connection:
        schema_version.create(connection)
        _apply(connection, 1, migrations()[1])
        connection.exec_driver_sql(
            "INSERT INTO incident VALUES ('i', 't', 't', 't', 't', 0, 0, 'day', 0, 0, 0, 0, 1, 1, 'auto', 'm', '', '')"
        )
        connection.exec_driver_sql(
            "INSERT INTO incident_place VALUES ('i', 0, 'p', 'Homs', 1, 2, 'settlement', 'SY', NULL, NULL, 5, 1)"
        )
    migrate(engine)
    with engine.connect() as connection:
        kept = connection.execute(text("SELECT name, described, role FROM incident_place")).all()
    assert kept == [("Homs", 0, "scene")]


def test_what_was_kept_before_a_column_existed_fills_it(tmp_path):
    """A record of schema 4, with an incident and its report, opened by a program that knows parties and languages."""
    older = shutil.copytree(FOLDER, tmp_path / "older")
    for number, file in migrations(older).items():
        if number > 4:
            file.unlink()
    address = f"sqlite:///{tmp_path / 'kept.sqlite'}"
    engine = open_engine(address)
    migrate(engine, older)
    report = a_report(language="ar")
    incident = an_incident(report_ids=(report.id,), actors=(a_party(name="the army", canonical="Army"),))
    with transaction(engine, writes=True) as connection:
        row = _report_row(report)
        del row["language"]
        connection.execute(insert(rows_of("report", *map(column, row))), [row])
        made = _incident_row(incident)
        connection.execute(insert(rows_of("incident", *map(column, made))), [made])
        links = {"incident_id": incident.id, "ordinal": 0, "report_id": report.id}
        connection.execute(insert(tables.incident_report), [links])
    engine.dispose()
    store = Store.open(address)
    assert store.ids(View(actors=("Army",))) == [incident.id]
    assert store.ids(View(languages=("ar",))) == [incident.id]
    assert store.ids(View(languages=("en",))) == []
    store.close()
