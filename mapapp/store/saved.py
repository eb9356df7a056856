"""Saved views: kept, listed, revoked."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

from mapapp.domain.errors import MapappError
from mapapp.domain.incident import Incident
from mapapp.domain.saved import Frozen, SavedView
from mapapp.domain.view import View
from mapapp.spoken import _
from mapapp.store import accounts, payload, read, tables, write
from mapapp.store.engine import transaction
from mapapp.store.errors import UnknownSavedView
from mapapp.store.frozen import digest, line
from mapapp.store.merges import changing
from mapapp.store.tables import frozen_incident, saved_view
from mapapp.store.text import storable
from mapapp.store.write import EPOCH, batches, instant_of, seconds_ceiling, seconds_floor

RANDOM_BYTES = 12
"""Of an id: 96 bits."""
LONGEST_TITLE = 200
"""Characters."""
FROZEN_MOST = 10_000
"""Incidents in one frozen view: about 10 MB in the database."""


class TooManyToFreeze(MapappError, ValueError):
    """More incidents are in view than a frozen view holds."""


class SavedViews:
    """The saved views of a record. Methods raise StoreUnusable when the database cannot be read or written."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(
        self,
        title: str,
        query: str,
        *,
        place: str = "",
        expires: datetime | None = None,
        freeze: View | None = None,
    ) -> SavedView:
        """Save a canonical link; with `freeze`, which is the same view decoded, also what is in view now.

        Raises TooManyToFreeze.
        """
        row: dict[str, Any] = {
            "id": secrets.token_urlsafe(RANDOM_BYTES),
            "title": " ".join(storable(title).split())[:LONGEST_TITLE],
            "query": query,
            "place": place,
            "created": seconds_floor(datetime.now(UTC)),
            "expires": None if expires is None else seconds_ceiling(expires),
            "revoked": None,
        }
        with changing(self._engine) as connection:  # what is frozen is of one moment
            lines = [] if freeze is None else _lines(connection, freeze)
            row |= _frozen_columns(None if freeze is None else _frozen(connection, freeze, [one for _, one in lines]))
            connection.execute(insert(saved_view), [row])
            rows = (
                {"view_id": row["id"], "ordinal": ordinal, "incident_id": incident_id, "payload": text}
                for ordinal, (incident_id, text) in enumerate(lines)
            )
            write.insert_all(connection, frozen_incident, rows)
        return self.get(row["id"])

    def get(self, view_id: str) -> SavedView:
        """One saved view, open or not. Raises UnknownSavedView."""
        with transaction(self._engine) as connection:
            row = connection.execute(select(saved_view).where(saved_view.c.id == view_id)).first()
        if row is None:
            raise UnknownSavedView("no view is saved under this address")
        return _saved(row)

    def all(self) -> list[SavedView]:
        """Every saved view, the newest first."""
        query = select(saved_view).order_by(saved_view.c.created.desc(), saved_view.c.id)
        with transaction(self._engine) as connection:
            return [_saved(row) for row in connection.execute(query)]

    def revoke(self, view_id: str) -> None:
        """Nobody sees it any more, for ever; its frozen lines are deleted. Raises UnknownSavedView."""
        self.get(view_id)
        now = seconds_floor(datetime.now(UTC))
        still_open = (saved_view.c.id == view_id) & saved_view.c.revoked.is_(None)
        with transaction(self._engine, writes=True) as connection:
            connection.execute(update(saved_view).where(still_open).values(revoked=now))
            connection.execute(frozen_incident.delete().where(frozen_incident.c.view_id == view_id))

    def frozen(self, view_id: str) -> list[Incident]:
        """What a frozen view holds, newest first; empty for a live one."""
        query = select(frozen_incident.c.payload).where(frozen_incident.c.view_id == view_id)
        with transaction(self._engine) as connection:
            kept = connection.execute(query.order_by(frozen_incident.c.ordinal)).scalars().all()
        return [payload.loads(Incident, text) for text in kept]

    def gone(self, incident_ids: Sequence[str]) -> frozenset[str]:
        """Those of the ids that the record no longer keeps, not even inside a merged incident."""
        with transaction(self._engine) as connection:
            return frozenset(incident_ids) - accounts.holders(connection, incident_ids).keys()


def _lines(connection: Connection, view: View) -> list[tuple[str, str]]:
    """Incident ids and frozen lines of what is in view, newest first."""
    ids = read.ids(connection, view, limit=FROZEN_MOST + 1)
    if len(ids) > FROZEN_MOST:
        raise TooManyToFreeze(
            _(
                "A frozen view holds up to {most} incidents, and more are in view. Narrow it, or save it live.",
                most=FROZEN_MOST,
            )
        )
    found: dict[str, str] = {}
    table = tables.incident
    for some in batches(ids):
        for row in connection.execute(select(table.c.id, table.c.payload).where(table.c.id.in_(some))):
            found[row.id] = line(payload.loads(Incident, row.payload))
    return [(incident_id, found[incident_id]) for incident_id in ids]


def _frozen(connection: Connection, view: View, lines: Sequence[str]) -> Frozen:
    version = connection.execute(select(tables.change_counter.c.number)).scalar_one()
    reports = read.tally(connection, view).reports
    return Frozen(version=version, incidents=len(lines), reports=reports, digest=digest(lines))


def _frozen_columns(frozen: Frozen | None) -> dict[str, Any]:
    names = ("version", "incidents", "reports", "digest")
    return {f"frozen_{name}": None if frozen is None else getattr(frozen, name) for name in names}


def _saved(row: Any) -> SavedView:  # noqa: ANN401
    frozen = None
    if row.frozen_digest is not None:
        frozen = Frozen(
            version=row.frozen_version,
            incidents=row.frozen_incidents,
            reports=row.frozen_reports,
            digest=row.frozen_digest,
        )
    return SavedView(
        id=row.id,
        title=row.title,
        query=row.query,
        place=row.place,
        created=_instant(row.created),
        expires=instant_of(row.expires),
        revoked=instant_of(row.revoked),
        frozen=frozen,
    )


def _instant(seconds: int) -> datetime:
    return EPOCH + timedelta(seconds=seconds)
