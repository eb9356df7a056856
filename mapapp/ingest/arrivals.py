"""The reports of a piece."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from mapapp.domain.arrival import Arrival, Piece, PieceKind, SetAside
from mapapp.domain.report import Report, Source


def arrivals_of(piece: Piece) -> Iterator[Arrival | SetAside]:
    """The reports in a piece, with what of it could not be taken in.

    Raises OSError where trying again later may help; its attribute `after_seconds`, if it has one, says when.
    """
    # stands in for mapapp.intake.files.arrivals (and arrivals_of_url for addresses), which read more kinds: call those
    # instead once they are there
    if piece.kind is PieceKind.URL:
        yield SetAside(name=piece.name, reason="Addresses are not fetched here yet. Save the page and give the file.")
        return
    try:
        told = json.loads(piece.content) if piece.kind is PieceKind.REPORT else {"text": piece.content.decode("utf-8")}
        yield Arrival(report=_report(piece, told))
    except (ValueError, KeyError, TypeError) as error:
        yield SetAside(name=piece.name, reason=f"It cannot be read: {error}. Correct it and give it again.")


def _report(piece: Piece, told: dict[str, Any]) -> Report:
    source = piece.source or told.get("source")
    day = piece.published or (date.fromisoformat(str(told["published"])[:10]) if told.get("published") else None)
    return Report(
        text=told["text"],
        title=str(told.get("title") or ""),
        url=told.get("url") or None,
        source=Source(name=str(source)) if source else None,
        published=datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None,
        published_rule="given with the report" if day else None,
        country_code=told.get("country"),
        language=told.get("language"),
    )
