"""What reports were taken out of, kept as it came."""

from __future__ import annotations

import zlib

from sqlalchemy import Connection, delete, insert, select

from mapapp.domain.arrival import Original
from mapapp.store import tables

original, report_original = tables.original, tables.report_original


def keep(connection: Connection, report_id: str, content: Original) -> None:
    """Write what a report was taken out of; the same content is kept once."""
    digest = content.digest
    if connection.execute(select(original.c.digest).where(original.c.digest == digest)).first() is None:
        row = {"digest": digest, "size_bytes": len(content.content), "packed": zlib.compress(content.content)}
        connection.execute(insert(original), [row])
    link = {"report_id": report_id, "digest": digest, "media_type": content.media_type}
    connection.execute(insert(report_original), [link])


def of_report(connection: Connection, report_id: str) -> Original | None:
    """What a report was taken out of; None where that is not kept."""
    query = (
        select(original.c.packed, report_original.c.media_type)
        .join(report_original, report_original.c.digest == original.c.digest)
        .where(report_original.c.report_id == report_id)
    )
    row = connection.execute(query).first()
    return None if row is None else Original(content=zlib.decompress(row.packed), media_type=row.media_type)


def remove(connection: Connection, report_id: str) -> None:
    """Let go of a report's original; of the content too, where no other report was taken out of it."""
    link = report_original
    digest = connection.execute(select(link.c.digest).where(link.c.report_id == report_id)).scalar()
    if digest is None:
        return
    connection.execute(delete(link).where(link.c.report_id == report_id))
    shared = select(link.c.report_id).where(link.c.digest == digest)
    if connection.execute(shared).first() is None:
        connection.execute(delete(original).where(original.c.digest == digest))
