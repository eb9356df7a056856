"""The record is the same on SQLite and on PostgreSQL: tests that show it run on both.

    @both_engines
    def test_something(store): ...

Where no server can be had, the half on PostgreSQL is skipped and says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from mapapp.store import Store
from mapapp.store.migrate import migrations
from tests.database_server import NoServer, Server, running

SQLITE, POSTGRESQL = "sqlite", "postgresql"

both_engines = pytest.mark.both_engines
"""On a test that asks for `store` or `url`, or, as `pytestmark`, on all of a module that do."""


def on_both(metafunc: pytest.Metafunc) -> None:
    """To be called by `pytest_generate_tests`."""
    own = any("url" in mark.args[0] for mark in metafunc.definition.iter_markers("parametrize"))
    if metafunc.definition.get_closest_marker("both_engines") and "url" in metafunc.fixturenames and not own:
        metafunc.parametrize("url", [SQLITE, POSTGRESQL], indirect=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A server of this test process."""
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    try:
        with running() as server:
            yield server
    except NoServer as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="session")
def migrated(postgres: Server) -> str:
    """The address of a database with our tables, which the tests of this process use in turn."""
    url = postgres.new()
    Store.open(url).close()
    return url


@pytest.fixture
def postgres_url(postgres: Server, migrated: str) -> str:
    """A database with our tables as they are made."""
    postgres.say(
        f"""SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid();
            DO $$ BEGIN EXECUTE (SELECT 'TRUNCATE ' || string_agg(quote_ident(tablename), ', ') FROM pg_tables
            WHERE schemaname = 'public' AND tablename <> 'schema_version'); END $$; {_seeds()}""",
        migrated,
    )
    return migrated


def _seeds() -> str:
    """The rows that migrations make."""
    scripts = (file.read_text(encoding="utf-8") for _, file in sorted(migrations().items()))
    return " ".join(line for script in scripts for line in script.splitlines() if line.startswith("INSERT INTO"))


@pytest.fixture
def empty_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """`empty_database(engine)` is the address of a database without our tables."""

    def made(engine: str) -> str:
        if engine == SQLITE:
            return f"sqlite:///{tmp_path_factory.mktemp('empty') / 'incidents.sqlite'}"
        server: Server = request.getfixturevalue("postgres")
        url = server.new()
        request.addfinalizer(lambda: server.drop(url))
        return url

    return made
