"""What a person asks to have read, as pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path

from mapapp.domain.arrival import Piece, PieceKind, SetAside
from mapapp.domain.report import digest
from mapapp.intake.files import pieces

STDIN = "-"
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def pieces_of(
    asked: Sequence[str], source: str | None = None, published: date | None = None
) -> Iterator[Piece | SetAside]:
    """The pieces of paths and addresses, one after the other, with what a person said of them all.

    Raises FileNotFoundError, before any piece, for a path that is not there.
    """
    paths = [Path(one) for one in asked if not is_address(one)]
    for path in paths:
        if str(path) != STDIN and not path.exists():
            raise FileNotFoundError(f"there is no file or folder {path}: look at its spelling")
    addresses = (Piece(name=one, kind=PieceKind.URL, content=one.encode()) for one in asked if is_address(one))
    return (with_said(thing, source, published) for thing in chain(pieces(paths), addresses))


def is_address(one: str) -> bool:
    """Is it an address to be fetched rather than a path?"""
    return _ADDRESS.fullmatch(one) is not None


def job_id_of(asked: Sequence[str], source: str | None = None, published: date | None = None) -> str:
    """The same sources, and the same said of them, are the same job; what comes by the standard input is a new one."""
    said = [source or "", published.isoformat() if published else ""]
    once = [datetime.now(UTC).isoformat()] if STDIN in asked else []
    where = sorted(one if is_address(one) or one == STDIN else str(Path(one).resolve()) for one in asked)
    return digest("job", *said, *once, *where)


def title_of(asked: Sequence[str]) -> str:
    """What a job is called where nobody says: "news.zip and 2 more"."""
    first = asked[0] if is_address(asked[0]) else Path(asked[0]).name or asked[0]
    return first if len(asked) == 1 else f"{first} and {len(asked) - 1} more"


def with_said(thing: Piece | SetAside, source: str | None, published: date | None) -> Piece | SetAside:
    """A piece with what a person said of its source and day."""
    if isinstance(thing, SetAside) or (source is None and published is None):
        return thing
    return Piece(name=thing.name, kind=thing.kind, content=thing.content, source=source, published=published)
