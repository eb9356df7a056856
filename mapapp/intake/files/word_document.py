"""A .docx → its paragraphs and tables, in order."""

from __future__ import annotations

from collections.abc import Iterator

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from mapapp.domain.arrival import Original, Piece
from mapapp.domain.errors import UnreadableReport
from mapapp.intake.files.limits import LIMITS
from mapapp.intake.files.packed import office_file
from mapapp.intake.files.told import Told

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MOST_CELLS = 100_000


def docx(piece: Piece) -> Iterator[Told]:
    """The words of a Word document. Its own dates are when the file was made and changed: they are not taken."""
    try:
        document = Document(office_file(piece.content, LIMITS.document))
        text = "\n\n".join(part for part in _parts(document) if part.strip())
        title = (document.core_properties.title or "").strip()
    except UnreadableReport:
        raise
    except Exception as error:  # whatever a broken file makes the library say
        raise UnreadableReport("The Word document is damaged. Open it, save it once more, and bring that.") from error
    original = Original(content=piece.content, media_type=MEDIA_TYPE)
    yield Told(text=text, title=title, original=original)


def _parts(document: object) -> Iterator[str]:
    for part in document.iter_inner_content():  # type: ignore[attr-defined]
        if isinstance(part, Paragraph):
            yield part.text
        elif isinstance(part, Table):
            yield "\n".join(_rows(part))


def _rows(table: Table) -> Iterator[str]:
    cells = 0
    for row in table.rows:
        texts: list[str] = []
        for cell in row.cells:
            words = " ".join(cell.text.split())
            if words and (not texts or texts[-1] != words):  # a cell that spans two columns is told twice
                texts.append(words)
        cells += len(row.cells)
        if cells > _MOST_CELLS:
            return
        yield ", ".join(texts)
