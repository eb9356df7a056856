"""Small files of every kind, made when they are needed."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from email.message import EmailMessage

from mapapp.domain.arrival import Arrival, Piece, PieceKind, SetAside
from mapapp.intake.files import arrivals, pieces_in

WORDS = "Three people were killed by a bomb in Homs on Wednesday, police said. Two others were taken to hospital."


def a_piece(content: bytes | str, name: str = "report.txt", **other) -> Piece:
    body = content.encode() if isinstance(content, str) else content
    return Piece(**{"name": name, "kind": PieceKind.FILE, "content": body} | other)


def things_in(content: bytes, name: str, **other) -> list[Piece | SetAside]:
    return list(pieces_in(name, io.BytesIO(content), **other))


def read(content: bytes | str, name: str = "report.txt", **other) -> list[Arrival | SetAside]:
    """What arrives of one file, whatever is in it."""
    body = content.encode() if isinstance(content, str) else content
    found: list[Arrival | SetAside] = []
    for thing in things_in(body, name):
        found += [thing] if isinstance(thing, SetAside) else arrivals(thing)
    return found


def report_in(content: bytes | str, name: str = "report.txt"):
    """The only report of a file."""
    (found,) = read(content, name)
    assert isinstance(found, Arrival), found
    return found.report


def refusal(content: bytes | str, name: str = "report.txt") -> str:
    """The sentence for a file that cannot be taken in."""
    (found,) = read(content, name)
    assert isinstance(found, SetAside), found
    return found.reason


def a_zip(members: dict[str, bytes | str], *, deflated: bool = True) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED) as packed:
        for name, content in members.items():
            packed.writestr(zipfile.ZipInfo(name) if not deflated else name, content)
    return out.getvalue()


def a_gzip(content: bytes | str) -> bytes:
    return gzip.compress(content.encode() if isinstance(content, str) else content)


def a_pdf(*pages: str, title: str = "", password: str | None = None) -> bytes:
    """A PDF with these lines on its pages; a page without any is blank."""
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    font = DictionaryObject(
        {NameObject(f"/{key}"): NameObject(f"/{value}") for key, value in
         (("Type", "Font"), ("Subtype", "Type1"), ("BaseFont", "Helvetica"), ("Encoding", "WinAnsiEncoding"))}
    )  # fmt: skip
    for lines in pages:
        page = writer.add_blank_page(595, 842)
        shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines.split("\n")) if lines else ""
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 11 Tf 50 800 Td {shown}ET".encode("cp1252"))
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        page[NameObject("/Contents")] = writer._add_object(stream)
    if title:
        writer.add_metadata({"/Title": title})
    if password is not None:
        writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def a_docx(*paragraphs: str, rows: list[list[str]] | None = None, title: str = "") -> bytes:
    from docx import Document

    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    document.core_properties.title = title
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_member(office: bytes, name: str, content: bytes) -> bytes:
    """An Office file in which one part is replaced."""
    with zipfile.ZipFile(io.BytesIO(office)) as packed:
        members = {one: packed.read(one) for one in packed.namelist()}
    return a_zip(members | {name: content})


def an_xlsx(sheets: dict[str, list[list[object]]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def a_letter(
    words: str = WORDS, *, html: str = "", attached: dict[str, bytes] | None = None, **headers
) -> EmailMessage:
    letter = EmailMessage()
    defaults = {"from": "Reuters Desk <desk@reuters.example>", "subject": "Bomb in Homs",
                "date": "Wed, 14 Dec 2016 10:30:00 +0200"}  # fmt: skip
    for name, value in (defaults | headers).items():
        letter[name] = value
    if words:
        letter.set_content(words)
    if html:
        (letter.add_alternative if words else letter.set_content)(html, subtype="html")
    for name, content in (attached or {}).items():
        letter.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return letter


def a_warc(*answers: tuple[str, str, bytes], packed: bool = True, status: str = "200 OK") -> bytes:
    """A web archive of these answers: address, media type, body."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "test"}))
    for url, media_type, body in answers:
        headers = StatusAndHeaders(status, [("Content-Type", media_type)], protocol="HTTP/1.0")
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers))
    return out.getvalue()


def json_lines(*entries: object) -> bytes:
    return "\n".join(map(json.dumps, entries)).encode()


def a_page(
    words: str = WORDS, *, head: str = "", title: str = "Bomb kills three in Homs", lang: str = "en", around: str = ""
) -> bytes:
    paragraphs = "".join(f"<p>{one}</p>" for one in words.split("\n"))
    return f"""<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title} | The Daily</title>{head}
    </head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World in brief</a></li></ul></nav>
    <article><h1>{title}</h1>{paragraphs}</article>{around}</body></html>""".encode()
