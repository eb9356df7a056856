"""A real PostgreSQL for tests: in a folder of its own, on a socket alone, gone when the tests end."""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

FOLDERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: -float(folder.parent.name))
"""Where Debian puts the server, the newest first."""
QUICK = ("fsync=off", "full_page_writes=off", "shared_buffers=32MB", "autovacuum=off",
         "listen_addresses=", "max_wal_size=256MB", "max_connections=60")  # fmt: skip
STARTS_WITHIN_SECONDS = 60


class NoServer(RuntimeError):
    """No server can be had; the message says why."""


class Server:
    """A running server."""

    def __init__(self, folder: Path, programs: Path, user: str | None, settings: Sequence[str]) -> None:
        self._folder, self._programs, self._user, self._settings = folder, programs, user, settings
        self._process: subprocess.Popen[bytes] | None = None
        self._numbers = count(1)

    def url(self, database: str) -> str:
        """The address of a database."""
        return f"postgresql+psycopg://mapapp@/{database}?host={self._folder}"

    def start(self) -> None:
        """Start it, also after `stop`. Raises NoServer."""
        settings = [
            part for one in (*self._settings, f"unix_socket_directories={self._folder}") for part in ("-c", one)
        ]
        command = [str(self._programs / "postgres"), "-D", str(self._folder / "data"), *settings]
        log = (self._folder / "log").open("ab")
        with log:
            self._process = subprocess.Popen(
                command,
                stdout=log,
                stderr=log,
                preexec_fn=_ends_with_us,  # noqa: PLW1509  it calls nothing that a thread could hold
                **_as(self._user),
            )
        deadline = time.monotonic() + STARTS_WITHIN_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise NoServer(f"PostgreSQL does not start: {(self._folder / 'log').read_text()[-300:]}")
            time.sleep(0.05)

    def stop(self) -> None:
        """End it at once: connections break, and what was committed stays."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(30)

    @property
    def pid(self) -> int | None:
        """Of the process that starts one for each connection; None: it does not run."""
        return self._process.pid if self._process else None

    def new(self) -> str:
        """The address of an empty database."""
        name = f"made_{next(self._numbers)}"
        self.say(f"CREATE DATABASE {name} TEMPLATE template0 STRATEGY FILE_COPY")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Delete a database, whoever is connected."""
        name = url.partition("@/")[2].partition("?")[0]
        self.say(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def size_bytes(self, url: str) -> int:
        """What a database takes on the disk."""
        import psycopg

        with closing(psycopg.connect(_plain(url), autocommit=True)) as connection:
            row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
        return int(row[0]) if row else 0

    def say(self, sentences: str, url: str | None = None) -> None:
        """Say something to the server, or to one of its databases."""
        import psycopg

        with closing(psycopg.connect(_plain(url or self.url("postgres")), autocommit=True)) as connection:
            connection.execute(sentences)

    def _answers(self) -> bool:
        import psycopg

        try:
            psycopg.connect(_plain(self.url("postgres")), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True


def _plain(url: str) -> str:
    return url.replace("+psycopg", "")


@contextmanager
def running(settings: Sequence[str] = QUICK) -> Iterator[Server]:
    """A server for as long as it is needed; by default one that a power cut would damage. Raises NoServer where none
    is installed.
    """
    programs = next((folder for folder in FOLDERS if (folder / "initdb").is_file()), None)
    if programs is None:
        raise NoServer("no PostgreSQL is installed: tools/ensure_postgres.sh says how")
    folder = Path(tempfile.mkdtemp(prefix="mapapp-postgres-"))
    try:
        user = _unprivileged(folder)
        made = [str(programs / "initdb"), "-D", str(folder / "data"), "-U", "mapapp", "-A", "trust", "-E", "UTF8"]
        done = subprocess.run([*made, "--no-sync", "--locale=C.UTF-8"], capture_output=True, check=False, **_as(user))
        if done.returncode:
            raise NoServer(f"PostgreSQL's folder cannot be made: {done.stderr.decode()[-300:]}")
        server = Server(folder, programs, user, settings)
        try:
            server.start()
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged(folder: Path) -> str | None:
    """PostgreSQL does not run as root: the user that its package makes owns the folder then."""
    if os.getuid() != 0:
        return None
    try:
        owner = pwd.getpwnam("postgres")
    except KeyError as error:
        raise NoServer("PostgreSQL does not run as root, and there is no user postgres") from error
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return "postgres"


def _as(user: str | None) -> dict[str, object]:
    """How a process is started as somebody else, in a folder that everyone may read."""
    return {"cwd": "/", **({"user": user, "group": user, "extra_groups": []} if user else {})}


def _ends_with_us() -> None:
    """In the new process: to end when the tests are killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGQUIT)
