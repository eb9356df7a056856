"""What reports were taken out of, held to its digest; nothing where a record's schema keeps none."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable

from sqlalchemy import Connection, select

from mapapp.store.tables import metadata
from mapapp.store.write import batches

ORIGINAL = metadata.tables.get("original")
LINK = metadata.tables.get("report_original")
LARGEST = 2**30
"""Bytes of an original; none that the program takes is as large."""


def is_whole(digest: str, size_bytes: int, packed: bytes) -> bool:
    """Are these packed bytes those whose SHA-256 and size are told? A bomb is not unpacked further than its size."""
    if not 0 <= size_bytes <= LARGEST:
        return False
    unpacker = zlib.decompressobj()
    try:
        content = unpacker.decompress(packed, size_bytes + 1)
    except zlib.error:
        return False
    ended = unpacker.eof and not unpacker.unused_data
    return ended and len(content) == size_bytes and hashlib.sha256(content).hexdigest() == digest


def only_of(connection: Connection, report_ids: Iterable[str]) -> int:
    """How many originals no other reports were taken out of."""
    if LINK is None:
        return 0
    going, number = set(report_ids), 0
    digests: set[str] = set()
    for some in batches(going):
        digests.update(connection.execute(select(LINK.c.digest).where(LINK.c.report_id.in_(some))).scalars())
    for some in batches(digests):
        rows = connection.execute(select(LINK.c.digest, LINK.c.report_id).where(LINK.c.digest.in_(some)))
        kept = {row.digest for row in rows if row.report_id not in going}
        number += len(set(some) - kept)
    return number
