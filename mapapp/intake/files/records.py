"""One record (a line of JSON, a row of a table) → one report's fields. Columns are known by their usual names."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from mapapp.domain.arrival import Piece, PieceKind

COLUMNS: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "body", "content", "article", "article text", "article body", "full text", "fulltext", "main text",
        "maintext", "body text", "story", "article content", "content text", "report text", "texte", "texto", "contenu",
    ),
    "title": ("title", "headline", "heading", "subject", "article title", "titre", "titulo", "título", "titel"),
    "published": (
        "published", "date", "published at", "publication date", "date published", "pub date", "pubdate",
        "published date", "publish date", "date publish", "datetime", "timestamp", "created at", "fecha", "datum",
    ),
    "source": (
        "source", "publisher", "outlet", "newspaper", "publication", "source name", "site name", "sitename", "site",
        "media outlet", "source domain", "quelle", "fuente",
    ),
    "url": ("url", "link", "permalink", "web url", "article url", "href", "canonical url"),
    "language": ("language", "lang", "language code"),
    "country": ("country", "country code"),
    "doc_id": ("doc id", "docid", "id", "guid", "uuid"),
}  # fmt: skip
"""The names under which each field is found, the most telling first. Capitals, spaces and underscores do not count."""

_JOINT = re.compile(r"(?<=[a-z])(?=[A-Z])|[\s_\-./]+")


def folded(name: object) -> str:
    """How names of columns are compared."""
    return _JOINT.sub(" ", str(name).strip().lstrip("\ufeff")).casefold().strip()


def columns_of(names: Sequence[object]) -> dict[str, tuple[int, ...]]:
    """Where each field stands, by number; several where there are several, the most telling first."""
    words = [folded(name) for name in names]
    found = {field: tuple(words.index(name) for name in known if name in words) for field, known in COLUMNS.items()}
    return {field: places for field, places in found.items() if places}


def no_text(names: Sequence[object], what: str) -> str:
    """The sentence for a table in which no column holds a report's words."""
    listed = ", ".join(str(name)[:40] for name in names[:12]) + (", …" if len(names) > 12 else "")
    return (
        f"This {what} has no column with the words of reports, such as text, body, content or article; it has: "
        f"{listed[:600]}. Call that column “text”. If its rows are incidents rather than reports, bring it with "
        "`python -m mapapp import`."
    )


def record_of(entry: Mapping[str, Any]) -> dict[str, str] | None:
    """The fields of a record that are known, as text; None where it has no text."""
    names = list(entry)
    found = columns_of(names)
    if "text" not in found:
        return None
    cells = [entry[name] for name in names]
    return filled(found, cells)


def filled(found: Mapping[str, tuple[int, ...]], cells: Sequence[Any]) -> dict[str, str]:
    """Each field's first cell that is not empty, as text. The field `text` is always there."""
    record = {"text": ""}
    for field, places in found.items():
        values = (plain(cells[place]) for place in places if place < len(cells))
        if value := next((value for value in values if value.strip()), ""):
            record[field] = value
    return record


def plain(value: object) -> str:
    """A value of JSON or of a cell as text: {"name": "BBC"} is its name, a list of paragraphs is a text."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, Mapping):
        return next((plain(value[key]) for key in ("name", "title", "text", "value", "$date") if key in value), "")
    if isinstance(value, list | tuple):
        return "\n\n".join(part for part in map(plain, value[:10_000]) if part)
    return str(value)


def record_piece(name: str, record: Mapping[str, str]) -> Piece:
    """A record as a piece of the queue."""
    content = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Piece(name=name, kind=PieceKind.REPORT, content=content.encode("utf-8", "surrogatepass"))
