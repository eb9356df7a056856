"""XML as a stream. Text goes in as text: what writes it escapes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import StringIO
from xml.sax.saxutils import XMLGenerator

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped."""


class Markup:
    """Writes elements into a buffer."""

    def __init__(self, buffer: StringIO) -> None:
        self._out = XMLGenerator(buffer, encoding="utf-8", short_empty_elements=False)

    @contextmanager
    def inside(self, name: str, attributes: Mapping[str, str] | None = None) -> Iterator[None]:
        """An element around what is written within."""
        self.begin(name, attributes)
        yield
        self.end(name)

    def begin(self, name: str, attributes: Mapping[str, str] | None = None) -> None:
        """Open an element."""
        clean = {key: _clean(value) for key, value in (attributes or {}).items()}
        self._out.startElement(name, clean)  # type: ignore[arg-type]  # any mapping will do

    def end(self, name: str) -> None:
        """Close it."""
        self._out.endElement(name)

    def text(self, text: str) -> None:
        """Text, escaped."""
        self._out.characters(_clean(text))

    def element(self, name: str, text: str, attributes: Mapping[str, str] | None = None) -> None:
        """An element with text in it."""
        self.begin(name, attributes)
        self.text(text)
        self.end(name)


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
