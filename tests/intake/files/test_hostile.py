"""Files that mean harm, or are merely broken: each is a report or a sentence, and never an error or endless memory."""

from __future__ import annotations

import errno
import io
import json
import os
import stat
import struct
import tracemalloc
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.domain.arrival import Arrival, SetAside
from mapapp.intake.files import Limits, arrivals, pieces
from tests.intake.files.builders import (
    WORDS,
    a_docx,
    a_gzip,
    a_letter,
    a_page,
    a_pdf,
    a_piece,
    a_warc,
    a_zip,
    an_xlsx,
    json_lines,
    read,
    refusal,
    report_in,
    things_in,
    with_member,
)

SMALL = Limits(ratio_from=10_000, unpacked=300_000, depth=2, record=20_000, file=200_000)


def reasons(content, name, **other):
    return {thing.name: thing.reason for thing in things_in(content, name, **other) if isinstance(thing, SetAside)}


def test_a_bomb_is_known_by_its_ratio_and_the_rest_of_the_archive_is_read():
    things = things_in(a_zip({"a.txt": WORDS, "bomb.txt": b"0" * 5_000_001}), "news.zip")
    assert [thing.name for thing in things] == ["news.zip/a.txt", "news.zip/bomb.txt"]
    assert "unpacks to 5.0 MB, more than 250 times its size" in things[1].reason


def test_what_an_archive_unpacks_to_in_all_is_bounded_whatever_is_inside_what():
    inner = a_zip({f"{n}.txt": os.urandom(50_000).hex() for n in range(2)})
    found = reasons(a_zip({"1.zip": inner, "2.zip": inner}, deflated=False), "a.zip", limits=SMALL)
    assert "unpacks to more than" in found["a.zip/2.zip"]


def test_archives_in_archives_are_followed_only_so_deep():
    packed = a_zip({"a.txt": WORDS})
    for level in range(5):
        packed = a_zip({f"{level}.zip": packed})
    (reason,) = reasons(packed, "a.zip").values()
    assert "more than 4 deep" in reason


def test_gzip_in_gzip_is_no_way_around_the_depth():
    packed = WORDS.encode()
    for _ in range(8):
        packed = a_gzip(packed)
    (reason,) = reasons(packed, "a.txt" + ".gz" * 8).values()
    assert "deep" in reason


def test_a_gzip_bomb_is_stopped_while_it_unpacks():
    (reason,) = reasons(a_gzip(b"0" * 30_000_000), "a.txt.gz").values()
    assert "more than 250 times its size" in reason


ESCAPES = ["../../etc/passwd", "/etc/passwd.txt", "a/../../b.txt", "..\\..\\b.txt", "C:\\b.txt", "a/..", "\\b.txt"]


@pytest.mark.parametrize("name", ESCAPES)
def test_a_name_that_leads_out_of_an_archive_is_set_aside(name):
    (reason,) = reasons(a_zip({name: WORDS}), "a.zip").values()
    assert "leads out of the archive" in reason


def test_a_link_in_an_archive_is_not_followed():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        link = zipfile.ZipInfo("a.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        packed.writestr(link, "/etc/passwd")
    (reason,) = reasons(out.getvalue(), "a.zip").values()
    assert "is a link" in reason


def locked(archive):
    """The same archive with the mark of a password on its files."""
    changed = bytearray(archive)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = changed.find(sign)
        while start >= 0:
            changed[start + at] |= 1
            start = changed.find(sign, start + 4)
    return bytes(changed)


def test_a_locked_archive_says_so_file_by_file():
    found = reasons(locked(a_zip({"a.txt": WORDS, "b.txt": WORDS})), "a.zip")
    assert set(found) == {"a.zip/a.txt", "a.zip/b.txt"}
    assert all("password" in reason for reason in found.values())


def test_what_is_packed_in_a_way_that_cannot_be_bounded_is_set_aside():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_BZIP2) as packed:
        packed.writestr("a.txt", WORDS)
    (reason,) = reasons(out.getvalue(), "a.zip").values()
    assert "unusual way" in reason


def test_an_archive_that_says_it_lists_a_terabyte_is_not_opened():
    archive = bytearray(a_zip({"a.txt": WORDS}))
    at = archive.rfind(b"PK\x05\x06")
    archive[at + 12 : at + 16] = struct.pack("<L", 0xF0000000)
    (reason,) = reasons(bytes(archive), "a.zip").values()
    assert "list of contents" in reason


@pytest.mark.parametrize("cut", [10, 60, -30, -5])
def test_an_archive_that_was_cut_is_a_sentence(cut):
    assert "once more" in refusal(a_zip({"a.txt": WORDS * 5, "b.txt": WORDS})[:cut], "a.zip")


def test_one_damaged_file_of_an_archive_does_not_stop_the_others():
    archive = bytearray(a_zip({"a.txt": WORDS, "b.txt": WORDS}, deflated=False))
    archive[archive.find(b"Three") + 3] ^= 1
    things = things_in(bytes(archive), "a.zip")
    assert [type(thing).__name__ for thing in things] == ["SetAside", "Piece"]
    assert "damaged" in things[0].reason


def test_a_pdf_behind_a_password_says_so():
    assert "password" in refusal(a_pdf(WORDS, password="secret"), "a.pdf")


def test_a_pdf_that_is_only_protected_against_changes_is_read():
    assert "Homs" in report_in(a_pdf(WORDS, password=""), "a.pdf").text


def test_a_pdf_without_text_holds_pictures_of_pages():
    assert "holds pictures of pages, no text" in refusal(a_pdf("", ""), "scan.pdf")


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"%PDF-1.4\n" + b"\0" * 500, a_pdf(WORDS)[:300]])
def test_a_broken_pdf_is_a_sentence(content):
    assert "PDF is damaged" in refusal(content, "a.pdf")


ENTITY = b"""<?xml version="1.0"?><!DOCTYPE w [<!ENTITY secret SYSTEM "file:///etc/hostname">]>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>
<w:t>Homs &secret; killed</w:t></w:r></w:p></w:body></w:document>"""
_TENFOLD = [b'<!ENTITY z%d "%s">' % (n, b"&z%d;" % (n - 1) * 10 if n else b"&a;" * 10) for n in range(10)]
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha">%s]><w:document
xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>
<w:t>Homs &z9;</w:t></w:r></w:p></w:body></w:document>""" % b"".join(_TENFOLD)
PADDED = LAUGHS.replace(b"<!DOCTYPE", b"<!--" + b"x" * 10_000 + b"--><!DOCTYPE")


@pytest.mark.parametrize("part", [ENTITY, LAUGHS, PADDED], ids=["outside entity", "billion laughs", "hidden below"])
def test_a_document_with_declarations_reaches_for_nothing(part):
    (found,) = read(with_member(a_docx(WORDS), "word/document.xml", part), "a.docx")
    said = found.reason if isinstance(found, SetAside) else found.report.text
    assert Path("/etc/hostname").read_text().strip() not in said
    assert "hahaha" not in said
    assert len(said) < 1_000


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
@pytest.mark.parametrize("content", [ENTITY, LAUGHS, PADDED], ids=["outside entity", "billion laughs", "hidden below"])
def test_a_workbook_with_declarations_reaches_for_nothing(part, content):
    (found,) = read(with_member(an_xlsx({"s": [["text"], [WORDS]]}), part, content), "a.xlsx")
    said = found.reason if isinstance(found, SetAside) else found.report.text
    assert said == WORDS or said.endswith(".")
    assert "hahaha" not in said


def test_a_document_that_is_a_bomb_is_not_opened():
    bomb = with_member(a_docx(WORDS), "word/document.xml", b"<a>" + b" " * 12_000_000 + b"</a>")
    assert "unpacks to far more" in refusal(bomb, "a.docx")


def test_a_broken_workbook_is_a_sentence():
    broken = with_member(
        an_xlsx({"s": [["text"], [WORDS]]}), "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>"
    )
    assert "damaged" in refusal(broken, "a.xlsx")
    assert "damaged" in refusal(with_member(an_xlsx({"s": [["text"]]}), "xl/workbook.xml", b"<no"), "a.xlsx")


def test_a_page_of_fifty_megabytes_is_set_aside_before_it_is_read():
    assert "more than 10 MB" in refusal(b"<html><body><p>" + b"word " * 10_000_000, "a.html")


def test_a_page_of_ten_thousand_tags_in_tags_is_read_or_set_aside():
    (found,) = read("<html><body>" + "<div>" * 10_000 + WORDS + "</div>" * 10_000, "a.html")
    assert isinstance(found, SetAside) or "Homs" in found.report.text


def test_a_page_without_words_is_a_sentence():
    assert refusal("<html><body><script>var a = 1;</script></body></html>", "a.html").endswith(".")


def test_a_table_of_a_million_columns_is_a_sentence():
    table = b"text," + b"c," * 999_999 + b"\n" + b"x," * 100
    assert "1,000,001 columns; at most 2,000" in refusal(table, "a.csv")


def test_a_line_of_a_hundred_megabytes_is_passed_over_and_the_next_one_read():
    lines = b'{"text": "' + b"a" * 11_000_000 + b'"}\n' + json_lines({"text": WORDS})
    tracemalloc.start()
    first, second = things_in(lines, "a.jsonl")
    peak = tracemalloc.get_traced_memory()[1] - len(lines)
    tracemalloc.stop()
    assert "more than 10 MB" in first.reason
    assert (first.name, second.name) == ("a.jsonl, line 1", "a.jsonl, line 2")
    assert peak < 40_000_000


def test_a_list_with_one_endless_item_keeps_what_came_before_it():
    written = json.dumps([{"text": WORDS}, {"text": "a" * 60_000}]).encode()
    first, second = things_in(written, "a.json", limits=Limits(record=20_000))
    assert first.name == "a.json, item 1"
    assert "has more than" in second.reason


@pytest.mark.parametrize("content", [b"[" * 100_000, b'{"a":' * 100_000, b'[{"text": "a"', b"[1e999, nul", b"\xff[[]"])
def test_broken_json_is_a_sentence(content):
    assert all(isinstance(thing, SetAside) for thing in read(content, "a.json"))


def test_an_open_quotation_mark_does_not_swallow_a_table_in_silence():
    found = read('title,text\na,"Homs, he said\nb,Three killed\n' + "c,d\n" * 1_000, "a.csv")
    assert any(isinstance(thing, SetAside) and "quotation mark" in thing.reason for thing in found)


def test_a_table_with_one_endless_line_is_a_sentence():
    found = things_in(b"text\n" + b"a" * 90_000, "a.csv", limits=SMALL)
    assert "has more than" in found[-1].reason


def nested(depth):
    letter = a_letter("The innermost letter tells of a bomb in Homs.")
    for level in range(depth):
        outer = EmailMessage()
        outer["subject"] = f"Forwarded {level}"
        outer.set_content(f"See below: letter {level}, from Aleppo.")
        outer.add_attachment(letter)
        letter = outer
    return letter.as_bytes()


def test_letters_in_letters_are_followed_only_so_far():
    found = read(nested(7), "a.eml")
    assert [type(thing).__name__ for thing in found] == ["Arrival"] * 5 + ["SetAside"]
    assert "too many letters or archives" in found[-1].reason


def test_letters_a_hundred_deep_are_a_sentence():
    assert "too deep to follow" in refusal(nested(100), "a.eml")


def test_a_letter_that_goes_deeper_than_any_stack_is_a_sentence():
    start = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3_000))
    found = read(b"From: a@b.example\nSubject: x\n" + start.encode(), "a.eml")
    assert all(isinstance(thing, SetAside) for thing in found)


WRONG = [
    ("a Word document called .pdf", a_docx(WORDS), "a.pdf"),
    ("a PDF called .docx", a_pdf(WORDS), "a.docx"),
    ("a page called .txt", a_page(), "a.txt"),
    ("a page called .csv", a_page(), "a.csv"),
    ("a PDF called .html", a_pdf(WORDS), "a.html"),
    ("a text called .html", WORDS.encode(), "a.html"),
    ("a page without an ending", a_page(), "a"),
    ("a letter without an ending", a_letter().as_bytes(), "a"),
    ("a ZIP called .txt", a_zip({"a.txt": WORDS}), "a.txt"),
    ("JSON Lines called .json", json_lines({"text": WORDS}), "a.json"),
    ("a page in capitals", a_page(), "A.HTM"),
    ("a page of a server", a_page(), "story.php"),
]


@pytest.mark.parametrize(("content", "name"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_a_wrong_ending_does_not_matter(content, name):
    assert "killed by a bomb in Homs" in report_in(content, name).text


NOT_READ = [
    (b"", "a.txt", "empty"),
    (b"", "a.pdf", "empty"),
    (b"  \n\t ", "a.txt", "no words"),
    (b"\x89PNG\r\n\x1a\n" + bytes(100), "a.txt", "picture"),
    (b"\x89PNG\r\n\x1a\n" + bytes(100), "a.png", "picture"),
    (b"\xd0\xcf\x11\xe0" + bytes(100), "a.doc", "save it as .docx"),
    (b"{\\rtf1 Homs}", "a.rtf", "rich text"),
    (bytes(range(256)) * 20, "a.txt", "binary"),
    (bytes(range(256)) * 20, "a.dat", "no kind of file"),
    (b"7z\xbc\xaf\x27\x1c" + bytes(50), "a.7z", "Unpack it"),
    (b"not a pdf", "a.pdf", "no .pdf file"),
    (bytes(range(256)) * 20, "a.xlsx", "no .xlsx file"),
    (b"var a = 1", "a.js", "no kind of file"),
    (a_zip({"mimetype": "x", "META-INF/manifest.xml": "x"}), "a.odt", "OpenDocument"),
    (b"a" * 600_000, "a.txt", "at most 500,000"),
    (a_zip({}), "a.zip", "nothing in it"),
]


@pytest.mark.parametrize(("content", "name", "words"), NOT_READ, ids=[f"{n} {w}" for _, n, w in NOT_READ])
def test_what_cannot_be_read_says_what_to_do(content, name, words):
    assert words in refusal(content, name)


def test_names_cannot_act_on_a_terminal_nor_hide_what_they_are():
    (thing,) = things_in(a_zip({"a\x1b[2J\u202etxt.exe.txt": WORDS}), "a.zip")
    assert "\x1b" not in thing.name
    assert "\u202e" not in thing.name


def test_a_folder_lists_what_it_leaves_out(tmp_path):
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text(WORDS)
    (tmp_path / "in" / "deep" / "b.txt").write_text(WORDS)
    (tmp_path / "in" / "a.txt").write_text(WORDS)
    (tmp_path / "in" / ".hidden.txt").write_text(WORDS)
    (tmp_path / "in" / ".DS_Store").write_bytes(b"x")
    (tmp_path / "in" / "out.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "in" / "up").symlink_to(tmp_path)
    (tmp_path / "in" / "inside.txt").symlink_to(tmp_path / "in" / "a.txt")
    (tmp_path / "in" / "nowhere").symlink_to(tmp_path / "no")
    os.mkfifo(tmp_path / "in" / "pipe")
    found = list(pieces([tmp_path / "in", tmp_path / "none.txt"]))
    assert [thing.name for thing in found if not isinstance(thing, SetAside)] == ["in/a.txt", "in/deep/b.txt"]
    aside = {thing.name: thing.reason for thing in found if isinstance(thing, SetAside)}
    assert set(aside) == {"in/.hidden.txt", "in/nowhere", "in/out.txt", "in/pipe", "in/up", "none.txt"}
    assert "hidden" in aside["in/.hidden.txt"]
    assert "out of the folder" in aside["in/up"]
    assert "no such file" in aside["none.txt"]


def test_a_damaged_web_archive_keeps_what_came_before_the_damage():
    archive = a_warc(("https://a.example/1", "text/html", a_page()), ("https://a.example/2", "text/html", a_page()))
    things = things_in(archive[:-60], "a.warc.gz")
    assert things[0].name == "a.warc.gz/https://a.example/1"
    assert isinstance(things[-1], SetAside)


@pytest.mark.parametrize("content", [b"null", b"[]", b"{", b'{"text": 7}', b'{"text": "  "}', b"\xff"])
def test_a_record_without_a_text_is_a_sentence(content):
    from mapapp.domain.arrival import PieceKind

    (found,) = arrivals(a_piece(content, kind=PieceKind.REPORT))
    assert isinstance(found, SetAside)


NAMES = ["a.txt", "a.html", "a.md", "a.eml", "a.mbox", "a.json", "a.jsonl", "a.csv", "a", "a.warc", "a.pdf", "a.zip"]
STARTS = [
    b"",
    b"PK\x03\x04",
    b"%PDF-1.4\n",
    b"\x1f\x8b\x08",
    b"WARC/1.0\r\n",
    b"<html>",
    b"From a b\nTo: x\n",
    b"[",
    b"{",
]


@given(st.sampled_from(NAMES), st.sampled_from(STARTS), st.binary(max_size=300))
def test_any_bytes_under_any_name_are_reports_or_sentences(name, start, rest):
    for found in read(start + rest, name):
        assert isinstance(found, Arrival) or found.reason.endswith(".")


def test_a_full_disk_is_no_fault_of_the_file(monkeypatch):
    from mapapp.intake.files import walk

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")
        yield

    monkeypatch.setitem(walk.SPLITTERS, walk.Kind.CSV, full)
    letter = a_letter(attached={"a.csv": b"text\nHoms"}).as_bytes()
    with pytest.raises(OSError, match="No space left"):
        read(a_zip({"a.csv": "text\nHoms"}), "a.zip")
    with pytest.raises(OSError, match="No space left"):
        read(letter, "a.eml")
