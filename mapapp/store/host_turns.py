"""When each website may be asked next, for all processes that share a record."""

from __future__ import annotations

import time
from collections.abc import Callable

from sqlalchemy import Connection, Engine, delete, select, text, update

from mapapp.store.engine import transaction
from mapapp.store.tables import host_turn

FIRST_ASKED = text("INSERT INTO host_turn (host, next_ms) VALUES (:host, :now) ON CONFLICT DO NOTHING")
LONGEST_MS = 86_400_000
"""A turn further away was written by a clock that has jumped."""


class HostTurns:
    """As mapapp.intake.fetch.Turns, kept in the record. Methods raise StoreUnusable."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._clock = clock

    def take(self, host: str, pause_seconds: float, longest_wait_seconds: float) -> float:
        """Seconds until our turn, which is then ours unless it is longer than `longest_wait_seconds`."""
        with transaction(self._engine, writes=True) as connection:
            now = self._now(connection)
            turn = self._turn(connection, host, now)
            if turn - now <= longest_wait_seconds * 1000:
                _put(connection, host, turn + round(pause_seconds * 1000))
            return (turn - now) / 1000

    def hold_off(self, host: str, seconds: float) -> None:
        """Nobody's turn comes before so many seconds from now."""
        with transaction(self._engine, writes=True) as connection:
            now = self._now(connection)
            _put(connection, host, max(self._turn(connection, host, now), now + round(seconds * 1000)))

    def _now(self, connection: Connection) -> int:
        now = round(self._clock() * 1000)
        connection.execute(delete(host_turn).where(host_turn.c.next_ms <= now - LONGEST_MS))
        return now

    @staticmethod
    def _turn(connection: Connection, host: str, now: int) -> int:
        """The next turn, in milliseconds since 1970; from here on the host's row is ours."""
        connection.execute(FIRST_ASKED, {"host": host, "now": now})
        mine = select(host_turn.c.next_ms).where(host_turn.c.host == host).with_for_update()
        kept = int(connection.execute(mine).scalar_one())
        return max(now, min(kept, now + LONGEST_MS))


def _put(connection: Connection, host: str, turn: int) -> None:
    connection.execute(update(host_turn).where(host_turn.c.host == host).values(next_ms=turn))
