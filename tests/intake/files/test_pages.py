"""Pages of news sites: what is taken from them, beside what the plain way takes."""

from __future__ import annotations

import pytest
from trafilatura import html2txt

from mapapp.domain.arrival import Arrival
from mapapp.domain.errors import UnreadableReport
from mapapp.intake.files import page
from tests.cases.pages import BODY, PAGES, TITLE
from tests.intake.files.builders import a_docx, a_page, a_pdf, a_zip, json_lines, read, report_in

ALL = [pytest.param(one, id=one.name) for one in PAGES]
FETCHED = "https://www.daily.example/world/homs-bomb-8812"


@pytest.mark.parametrize("case", ALL)
def test_a_page_s_words_are_taken_and_what_stands_around_them_is_not(case):
    text = page(case.html.encode(), "text/html", case.url).report.text
    assert all(paragraph in text for paragraph in case.body)
    assert "Zanzibar" not in text
    assert "Zanzibar" in html2txt(case.html, clean=True)  # which is what the plain way takes


@pytest.mark.parametrize("case", ALL)
def test_a_page_s_title_day_source_address_and_language(case):
    report = page(case.html.encode(), "text/html", case.url).report
    assert (report.title, report.published) == (case.title, case.published)
    assert (report.source.name, report.url, report.language) == (case.source, case.canonical, case.language)
    assert report.source.url == "https://www.daily.example/"


@pytest.mark.parametrize("case", ALL)
def test_the_day_says_where_it_stood_and_how_it_was_written(case):
    report = page(case.html.encode(), "text/html", case.url).report
    assert (report.published_rule is None) == (case.published is None)
    if case.published:
        assert str(case.published.day) in report.published_rule.partition("“")[2]


@pytest.mark.parametrize("case", ALL)
def test_the_headline_stands_first_and_once(case):
    text = page(case.html.encode(), "text/html", case.url).report.text
    assert text.startswith(case.title)
    assert text.count(case.title) == 1


def test_a_page_is_kept_byte_for_byte():
    written = a_page()
    kept = page(written, "text/html", FETCHED).original
    assert (kept.content, kept.media_type) == (written, "text/html")


def test_a_page_that_was_saved_as_a_file_is_believed_about_its_address():
    head = f'<link rel="canonical" href="{FETCHED}">'
    assert report_in(a_page(head=head), "saved.html").url == FETCHED
    assert report_in(a_page(head='<link rel="canonical" href="javascript:alert(1)">'), "saved.html").url is None


DECLARED = [
    ("text/html; charset=windows-1251", ""),
    ("text/html", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'),
    ("text/html", '<meta charset="windows-1251">'),
]


@pytest.mark.parametrize(("media_type", "meta"), DECLARED, ids=["header", "old meta", "meta"])
def test_the_letters_are_as_the_server_or_the_page_says(media_type, meta):
    words = "Три человека погибли в Алеппо во вторник, сообщила полиция города. " * 3
    written = f"<html><head>{meta}<title>Взрыв</title></head><body><article><p>{words}</p></article></body></html>"
    assert "Три человека погибли" in page(written.encode("cp1251"), media_type, FETCHED).report.text


def test_a_page_whose_head_lies_about_its_letters_is_read_as_what_they_are():
    written = a_page("Three died in Mérida’s market, said Iñaki Nuñez, the mayor of the town on Wednesday evening.")
    assert "Mérida’s market, said Iñaki" in page(written, "text/html; charset=iso-8859-1", FETCHED).report.text


def test_a_day_in_the_future_is_not_believed():
    head = '<meta property="article:published_time" content="2999-01-01">'
    assert page(a_page(head=head), "text/html", FETCHED).report.published is None


OTHERS = [
    ("application/pdf", a_pdf("A bomb killed three people in Homs.")),
    ("text/plain", b"A bomb killed three people in Homs."),
    ("application/octet-stream", a_docx("A bomb killed three people in Homs.")),
]


@pytest.mark.parametrize(("media_type", "content"), OTHERS, ids=["PDF", "text", "Word"])
def test_an_address_may_answer_with_other_kinds(media_type, content):
    report = page(content, media_type, "https://www.daily.example/a?id=1").report
    assert report.text == "A bomb killed three people in Homs."
    assert (report.url, report.source.name) == ("https://www.daily.example/a?id=1", "daily.example")


REFUSED = [
    ("text/html", b"", "empty"),
    ("text/html", b"<html></html>", "no words in it"),
    ("image/png", b"\x89PNG\r\n", "picture"),
    ("application/zip", a_zip({"a.txt": "x"}), "many things"),
    ("application/json", json_lines({"text": "x"}), "many things"),
    ("video/mp4", b"\0\0\0 ftypmp42", "no kind of file"),
    ("text/html", b"<p>" + b"a" * 10_000_001, "more than 10 MB"),
]


@pytest.mark.parametrize(("media_type", "content", "words"), REFUSED, ids=[words for *_, words in REFUSED])
def test_what_is_no_report_is_refused_in_a_sentence(media_type, content, words):
    with pytest.raises(UnreadableReport, match=words):
        page(content, media_type, FETCHED)


HOSTILE_HEADS = [
    '<script type="application/ld+json">' + "[" * 20_000 + "</script>",
    '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":{"a":[]}}</script>',
    '<meta property="article:published_time" content="' + "9" * 100_000 + '">',
    '<meta property="og:site_name" content="' + "x" * 100_000 + '">',
    '<link rel="canonical" href="http://[::1">',
    '<base href="file:///etc/passwd">',
    "<title>" + "&lt;script&gt;" * 10_000 + "</title>",
]


@pytest.mark.parametrize("head", HOSTILE_HEADS, ids=range(len(HOSTILE_HEADS)))
def test_a_head_that_means_harm_leaves_the_words_alone(head):
    (found,) = read(a_page(head=head), "a.html")
    assert isinstance(found, Arrival)
    assert "killed by a bomb in Homs" in found.report.text
    assert len(found.report.title) <= 500
    assert found.report.source is None or len(found.report.source.name) <= 200


def test_the_cases_are_what_they_say():
    assert all(TITLE in case.html or case.title in case.html for case in PAGES)
    assert len(BODY) == 3
