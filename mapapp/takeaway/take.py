"""Begin to take a view away: everything is read within one transaction, which ends with the last piece."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

from mapapp.domain.view import View
from mapapp.export.setting import Atlas
from mapapp.store import Store
from mapapp.takeaway.export import About, export_of
from mapapp.takeaway.formats import Format


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A file that is about to be written."""

    about: About
    file_name: str
    pieces: Generator[bytes]
    """Read them to the end, or close them: until then the transaction is open."""


def take(store: Store, view: View, wanted: Format, *, link: str, atlas: Callable[[], Atlas]) -> Taken:
    """Begin a file of a view. `atlas` is asked for only by the shapes of others.

    Raises TooMany when the format cannot hold so many, and StoreUnusable.
    """
    with ExitStack() as stack:
        reading = stack.enter_context(store.reading(view))
        export = export_of(reading, view, link=link, atlas=atlas)
        pieces = wanted.pieces(export)
        return Taken(
            about=export.about,
            file_name=wanted.file_name(export.about.made),
            pieces=_closing(stack.pop_all(), pieces),
        )


def _closing(stack: ExitStack, pieces: Iterator[bytes]) -> Generator[bytes]:
    with stack:
        yield from pieces
