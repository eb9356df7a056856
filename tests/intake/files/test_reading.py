"""What each kind of file gives: text, title, source, address and day, and what is kept of it."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime

import pytest

from mapapp.domain.arrival import Arrival, PieceKind, SetAside
from mapapp.intake.files import Limits, arrivals, pieces, pieces_in
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
)

NOON = datetime(2016, 12, 14, 12, tzinfo=UTC)
SITE = '<meta property="og:site_name" content="The Daily">'
MIDNIGHT = datetime(2016, 12, 14, tzinfo=UTC)


def test_a_text_is_kept_as_it_is_with_its_original():
    (found,) = read(WORDS, "a.txt")
    assert found.report.text == WORDS
    assert (found.original.content, found.original.media_type) == (WORDS.encode(), "text/plain")
    assert found.report.collected is not None


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_letters_survive_the_encodings_of_old_files(encoding):
    words = "A bomb killed three people in Mérida’s market, said Iñaki Nuñez, the mayor of the town."
    assert report_in(words.encode(encoding), "a.txt").text == words


FOREIGN = [
    ("Три человека погибли в Алеппо во вторник, сообщила полиция города. Раненых нет.", "cp1251"),
    ("Три человека погибли в Алеппо во вторник, сообщила полиция города.", "koi8-r"),
    ("قتل ثلاثة مدنيين في قصف استهدف مدينة حمص أمس الاثنين، وفق الشرطة.", "cp1256"),
    ("Trzech ludzi zginęło w środę w Łodzi, podała policja. Są ranni.", "cp1250"),
]


@pytest.mark.parametrize(("words", "encoding"), FOREIGN, ids=[encoding for _, encoding in FOREIGN])
def test_other_letters_are_known_by_their_frequencies(words, encoding):
    assert report_in(words.encode(encoding), "a.txt").text == words


def test_letters_that_were_decoded_wrongly_are_put_right():
    assert report_in("Three died in MÃ©rida, said the mayorâ€™s office.").text.startswith(
        "Three died in Mérida, said the"
    )


def test_markdown_gives_its_words_without_its_marks():
    written = """---
title: "Bomb in Homs"
date: 2016-12-14
source: The Daily
---
# Bomb *kills* three

Three [people](https://x.example/a_b) were **killed** in
Homs. Not `code`? <b>Yes</b>.

- one
- two
"""
    report = report_in(written, "a.md")
    assert report.text == "Bomb kills three\n\nThree people were killed in Homs. Not code? Yes.\n\none\n\ntwo"
    assert (report.title, report.source.name, report.published) == ("Bomb in Homs", "The Daily", MIDNIGHT)
    assert report.published_rule == "the head of the file: “2016-12-14”"


def test_a_pdf_is_read_in_paragraphs_without_what_stands_on_every_page():
    head, foot = "The Daily, Wednesday", "Page %d of 3"
    body = (
        "Three people were killed by a bomb in the city of Homs on Wednesday, the\n"
        "police of the province said. Two others were taken to a hospi-\n"
        "tal in the west of the city, where one of them was said to be dying.\n"
        "A second bomb was found."
    )
    pages = [f"{head}\n{part}\n{foot % number}" for number, part in enumerate([body, "Second.", "Third."], 1)]
    text = report_in(a_pdf(*pages), "a.pdf").text
    assert text.startswith("Three people were killed by a bomb in the city of Homs on Wednesday, the police of")
    assert "a hospital in the west" in text
    assert "The Daily" not in text
    assert "Page" not in text
    assert "\n\nA second bomb was found." in text


def test_the_title_of_a_pdf_is_its_own_unless_a_program_made_it_up():
    assert report_in(a_pdf(WORDS, title="Attacks in Homs"), "a.pdf").title == "Attacks in Homs"
    assert report_in(a_pdf(WORDS, title="Microsoft Word - a.doc"), "a.pdf").title.startswith("Three people")


def test_a_word_document_gives_paragraphs_and_tables_in_order():
    found = report_in(a_docx("Bomb in Homs", WORDS, rows=[["Place", "Killed"], ["Homs", "3"]], title="News"), "a.docx")
    assert found.text == f"Bomb in Homs\n\n{WORDS}\n\nPlace, Killed\nHoms, 3"
    assert (found.title, found.published) == ("News", None)


def test_a_letter_gives_its_words_sender_subject_and_date():
    report = report_in(a_letter(WORDS + "\n\n> Quoted\n> again\n\n-- \nSent from my desk").as_bytes(), "a.eml")
    assert report.text == f"Bomb in Homs\n\n{WORDS}"
    assert (report.title, report.source.name) == ("Bomb in Homs", "Reuters Desk")
    assert report.published == datetime(2016, 12, 14, 8, 30, tzinfo=UTC)
    assert report.published_rule == "the letter's date: “Wed, 14 Dec 2016 10:30:00 +0200”"


def test_a_letter_in_html_alone_gives_its_words():
    assert "killed by a bomb in Homs" in report_in(a_letter("", html=a_page().decode()).as_bytes(), "a.eml").text


def test_what_is_attached_to_a_letter_arrives_too():
    attached = {"a.pdf": a_pdf("A mine killed two people near Hama on Monday."), "b.xls": b"\xd0\xcf\x11\xe0 old",
                "c.zip": a_zip({"d.txt": WORDS}), "e.csv": b"text\nFour people died in Idlib on Sunday."}  # fmt: skip
    found = read(a_letter(attached=attached).as_bytes(), "a.eml")
    texts = [thing.report.text for thing in found if isinstance(thing, Arrival)]
    assert [text.partition(" ")[0] for text in texts] == ["Bomb", "A", "Three", "Four"]
    (aside,) = (thing for thing in found if isinstance(thing, SetAside))
    assert aside.name == "a.eml/b.xls"


def test_a_mailbox_is_its_letters():
    box = b"".join(b"From x@y.example Wed Dec 14 10:00:00 2016\n" + a_letter(f"{WORDS} {n}").as_bytes() + b"\n\n"
                   for n in range(3))  # fmt: skip
    found = things_in(box, "a.mbox")
    assert [thing.name for thing in found] == [f"a.mbox/message {n}.eml" for n in (1, 2, 3)]
    assert [thing.report.text[-1] for thing in read(box, "a.mbox")] == ["0", "1", "2"]


def test_json_lines_are_known_by_the_usual_names_of_their_fields():
    entry = {"Headline": "Bomb", "article_text": WORDS, "publishedAt": "2016-12-14T12:00:00Z",
             "source": {"id": None, "name": "The Daily"}, "link": "https://d.example/1", "lang": "en-GB"}  # fmt: skip
    report = report_in(json_lines(entry), "a.jsonl")
    assert (report.title, report.text, report.source.name) == ("Bomb", WORDS, "The Daily")
    assert (report.url, report.language, report.published) == ("https://d.example/1", "en-GB", NOON)
    assert report.published_rule == "given with the record: “2016-12-14T12:00:00Z”"


def test_a_bad_line_does_not_stop_the_others():
    lines = b"\n".join([json_lines({"text": WORDS}), b"{", b"", b'["a"]', b'{"title": "no words"}', b'{"text": "b 1"}'])
    things = things_in(lines, "a.jsonl")
    assert [thing.name for thing in things] == [f"a.jsonl, line {n}" for n in (1, 2, 4, 5, 6)]
    assert [isinstance(thing, SetAside) for thing in things] == [False, True, True, True, False]
    assert "It has: title" in things[3].reason


JSON = [
    [{"text": WORDS}, {"text": WORDS + "2"}],
    {"status": "ok", "totalResults": 2, "articles": [{"content": WORDS}, {"content": WORDS + "2"}]},
    {"response": {"results": [{"body": [WORDS, "And more."]}, {"body": WORDS + "2"}]}},
]


@pytest.mark.parametrize("written", JSON, ids=["a list", "a list in an object", "deeper"])
def test_json_is_read_an_item_at_a_time(written):
    things = things_in(json.dumps(written, indent=1).encode(), "a.json")
    assert [thing.name for thing in things] == ["a.json, item 1", "a.json, item 2"]
    assert all(thing.kind is PieceKind.REPORT for thing in things)


def test_one_object_is_one_report():
    assert report_in(json.dumps({"title": "Bomb", "text": WORDS}, indent=2), "a.json").title == "Bomb"


def test_markup_in_a_field_is_left_out():
    assert report_in(json_lines({"text": f"<p>{WORDS}</p><p>It <b>burned</b>.</p>"}), "a.jsonl").text.startswith(WORDS)


TABLE = "Date;Headline;Body;Publisher\n14/12/2016;Bomb;{};The Daily\n03/04/2016;Fire;A fire killed two in Hama.;\n"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_a_table_gives_a_report_a_row(encoding):
    first, second = (found.report for found in read(TABLE.format(WORDS).encode(encoding), "a.csv"))
    assert (first.title, first.text, first.source.name, first.published) == ("Bomb", WORDS, "The Daily", MIDNIGHT)
    assert second.published == datetime(2016, 4, 3, tzinfo=UTC)  # the other row shows that the day stands first
    assert second.source is None


def test_a_day_that_can_be_read_in_two_ways_is_not_guessed():
    reason = refusal(f"text,date\n{WORDS.replace(',', '')},03/04/2016\n", "a.csv")
    assert "“03/04/2016” can be read in two ways" in reason
    assert "2016-12-14" in reason


def test_a_table_without_a_column_of_texts_says_which_it_has_and_what_to_do():
    reason = refusal("event_id_cnty,event_date,latitude,longitude,fatalities\nSYR1,2016-12-14,36,37,3\n", "acled.csv")
    assert "it has: event_id_cnty, event_date" in reason
    assert "python -m mapapp import" in reason


def test_a_workbook_gives_a_report_a_row_of_every_sheet_with_texts():
    sheets = {
        "Notes": [["a", "b"], [1, 2]],
        "News": [
            ["Title", "Text", "Date"],
            ["Bomb", WORDS, datetime(2016, 12, 14)],
            ["", "", None],
            ["Fire", "", None],
        ],
        "More": [[], ["content", "url"], ["Two died in Hama.", "https://d.example/2"]],
    }
    found = read(an_xlsx(sheets), "a.xlsx")
    reports = [thing.report for thing in found if isinstance(thing, Arrival)]
    assert [(one.text, one.published) for one in reports] == [(WORDS, MIDNIGHT), ("Two died in Hama.", None)]
    assert [thing.name for thing in found if isinstance(thing, SetAside)] == ["a.xlsx, sheet News, row 4"]


def test_a_workbook_without_texts_says_so_for_each_sheet():
    assert "This sheet has no column" in refusal(an_xlsx({"A": [["event_id", "lat"], [1, 2]]}), "a.xlsx")


def test_a_web_archive_gives_its_pages_with_their_addresses():
    archive = a_warc(
        ("https://www.daily.example/2016/12/14/bomb", "text/html; charset=utf-8", a_page(head=SITE)),
        ("https://www.daily.example/a.png", "image/png", b"\x89PNG"),
        ("https://www.daily.example/b.txt", "text/plain", b"A mine killed two near Hama."),
    )
    first, second = (found.report for found in read(archive, "crawl.warc.gz"))
    assert (first.url, first.source.name) == ("https://www.daily.example/2016/12/14/bomb", "The Daily")
    assert (first.published, second.text) == (MIDNIGHT, "A mine killed two near Hama.")
    assert (second.url, second.source.name) == ("https://www.daily.example/b.txt", "daily.example")


def test_answers_that_are_no_pages_are_passed_over():
    archive = a_warc(("https://d.example/1", "text/html", a_page()), status="404 Not Found")
    assert "nothing in it" in refusal(archive, "a.warc.gz")


def test_archives_in_archives_are_named_by_their_way():
    inner = a_zip({"b.txt": WORDS, "c.jsonl": json_lines({"text": WORDS})})
    archive = a_zip(
        {"z.txt": WORDS, "2016/news.zip": inner, "d.csv.gz": a_gzip(f"text\n“{WORDS}”"), "__MACOSX/._z.txt": "x"}
    )
    names = [thing.name for thing in things_in(archive, "all.zip")]
    assert names == [
        "all.zip/2016/news.zip/b.txt",
        "all.zip/2016/news.zip/c.jsonl, line 1",
        "all.zip/d.csv, row 2",
        "all.zip/z.txt",
    ]


def test_a_folder_is_read_in_the_order_of_names(tmp_path):
    for name in ("b.txt", "a/c.txt", "a/b.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(json_lines({"text": WORDS}) if name.endswith("l") else WORDS.encode())
    assert [thing.name.partition("/")[2] for thing in pieces([tmp_path])] == ["a/b.jsonl, line 1", "a/c.txt", "b.txt"]


def test_an_empty_folder_says_so(tmp_path):
    (aside,) = pieces([tmp_path])
    assert "nothing in it" in aside.reason


STDIN = [
    (WORDS.encode(), PieceKind.FILE, 1),
    (json_lines({"text": WORDS}, {"text": WORDS + "x" * 9_000}), PieceKind.REPORT, 2),
    (json.dumps({"text": WORDS}, indent=1).encode(), PieceKind.FILE, 1),
    (a_page(), PieceKind.FILE, 1),
    (a_zip({"a.txt": WORDS, "b.txt": WORDS}), PieceKind.FILE, 2),
]


@pytest.mark.parametrize(("content", "kind", "count"), STDIN, ids=["text", "JSON Lines", "JSON", "page", "ZIP"])
def test_a_dash_is_what_another_program_writes(content, kind, count):
    from pathlib import Path

    found = list(pieces([Path("-")], stdin=io.BytesIO(content)))
    assert [thing.kind for thing in found if not isinstance(thing, SetAside)] == [kind] * count


def test_what_a_person_says_of_a_piece_goes_before_what_stands_in_it():
    (found,) = arrivals(a_piece(a_letter().as_bytes(), "a.eml", source="Our desk", published=date(2016, 12, 20)))
    assert (found.report.source.name, found.report.published.day) == ("Our desk", 20)
    assert found.report.published_rule == "given with the report"


def test_a_day_in_the_future_is_not_believed_unless_a_person_gave_it():
    assert report_in(json_lines({"text": WORDS, "date": "2999-01-01"}), "a.jsonl").published is None
    (found,) = arrivals(a_piece(WORDS, published=date(2999, 1, 1)))
    assert "is in the future" in found.reason


def test_the_same_file_gives_the_same_pieces():
    archive = a_zip({"a.txt": WORDS, "b.jsonl": json_lines({"text": WORDS})})
    once, again = ([thing.key for thing in things_in(archive, "a.zip")] for _ in range(2))
    assert once == again
    assert len(set(once)) == 2


class Endless(io.RawIOBase):
    """A gigabyte of JSON Lines that is nowhere kept."""

    LINE = json_lines({"text": WORDS * 100}) + b"\n"

    def __init__(self, lines):
        self.left, self.most = lines, 0

    def readable(self):
        return True

    def seekable(self):
        return True

    def seek(self, offset, whence=0):
        return 0

    def readline(self, size=-1):
        self.left -= 1
        return self.LINE if self.left >= 0 else b""

    def read(self, size=-1):
        return self.LINE[:size]


def test_lines_are_read_one_at_a_time():
    stream = Endless(50)
    things = pieces_in("a.jsonl", stream, limits=Limits())
    next(things)
    assert stream.left == 49
    assert sum(1 for _ in things) == 49
