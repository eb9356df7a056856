"""The reports of a piece, whatever it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from mapapp.domain.arrival import Arrival, Piece, PieceKind, SetAside
from mapapp.ingest.addresses import FETCHING_IS_OFF, arrivals_of_url
from mapapp.intake.fetch import Fetcher
from mapapp.intake.files import arrivals, page

ArrivalsOf = Callable[[Piece], Iterator[Arrival | SetAside]]
"""The reports in a piece, with what of it could not be taken in. Raises OSError where trying again later may help; its
attribute `after_seconds`, if it has one, says when."""


def arrivals_with(fetcher: Fetcher | None) -> ArrivalsOf:
    """What reads pieces; without a fetcher addresses are set aside."""
    return partial(_arrivals, fetcher)


def _arrivals(fetcher: Fetcher | None, piece: Piece) -> Iterator[Arrival | SetAside]:
    if piece.kind is not PieceKind.URL:
        yield from arrivals(piece)
    elif fetcher is None:
        yield SetAside(name=piece.name, reason=FETCHING_IS_OFF)
    else:
        yield from arrivals_of_url(piece, fetcher, page)
