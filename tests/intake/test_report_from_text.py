from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.domain.errors import UnreadableReport
from mapapp.intake.text import LONGEST_REPORT, decode, report_from_text
from tests.cases.hostile import HOSTILE_TEXTS, NOT_TEXT, NOTHING_TO_READ

TODAY = date(2018, 3, 9)
SENTENCE = "Three people were killed in a clash in Homs on 5 March 2018."


def received(content, **other):
    return report_from_text(content, **{"today": TODAY} | other)


def refusal(content, **other):
    with pytest.raises(UnreadableReport) as caught:
        received(content, **other)
    return str(caught.value)


def hostile(*sentences):
    """The hostile texts of which a person should see one of these."""
    return [pytest.param(text, id=text.name) for text in HOSTILE_TEXTS if text.what_a_person_should_see in sentences]


READABLE = [
    pytest.param(text, id=text.name)
    for text in HOSTILE_TEXTS
    if text.what_a_person_should_see not in {NOTHING_TO_READ, NOT_TEXT} and text.name != "5 MB of text"
]


@pytest.mark.parametrize("text", hostile(NOTHING_TO_READ))
def test_where_there_is_nothing_to_read_we_say_what_to_paste(text):
    assert "There is no text. Paste" in refusal(text.load())


@pytest.mark.parametrize("text", hostile(NOT_TEXT))
def test_what_is_not_text_is_refused_without_half_decoded_letters(text):
    message = refusal(text.load())
    assert "not text" in message
    assert message.isascii()


def test_a_book_is_refused_with_the_limit_in_characters():
    (text,) = (t for t in HOSTILE_TEXTS if t.name == "5 MB of text")
    assert f"{LONGEST_REPORT:,}" in refusal(text.load())


def test_a_text_of_just_the_limit_is_read():
    assert len(received("a" * LONGEST_REPORT).text) == LONGEST_REPORT


@pytest.mark.parametrize("text", READABLE)
def test_any_other_text_is_kept_letter_by_letter(text):
    content = text.load()
    report = received(content)
    assert report.text == content if isinstance(content, str) else "people" in report.text
    assert report.id
    assert report.title


ENCODED = [
    ("utf-8", SENTENCE.encode()),
    ("utf-8 with a mark", SENTENCE.encode("utf-8-sig")),
    ("utf-16, this machine's order", SENTENCE.encode("utf-16")),
    ("utf-16, little end first", b"\xff\xfe" + SENTENCE.encode("utf-16-le")),
    ("utf-16, big end first", b"\xfe\xff" + SENTENCE.encode("utf-16-be")),
]


@pytest.mark.parametrize("content", [c for _, c in ENCODED], ids=[name for name, _ in ENCODED])
def test_a_byte_order_mark_is_no_letter_of_the_text(content):
    assert received(content).text == SENTENCE


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-8"])
def test_accents_survive_the_encodings_of_old_files(encoding):
    assert "Bogotá, Mérida" in received("Bogotá, Mérida: ’no’".replace("’", "'").encode(encoding)).text


def test_curly_quotes_of_windows_are_quotes():
    assert received("He said “no” – twice…".encode("cp1252")).text == "He said “no” – twice…"


@pytest.mark.xfail(strict=True, reason="one broken letter turns every accent of a UTF-8 file into two odd letters")
def test_a_utf8_file_cut_inside_a_letter_keeps_its_other_accents():
    assert "Fátima" in decode("Three people were killed in Homs, said Fátima Á".encode()[:-1])


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_from_utf8_as_it_was(text):
    expected = text.removeprefix("\ufeff")
    assert decode(text.encode()) == expected


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused_in_a_sentence(content):
    try:
        assert isinstance(received(content).text, str)
    except UnreadableReport as refused:
        assert str(refused).endswith(".")


def test_a_report_cannot_come_from_the_future():
    message = refusal(SENTENCE, published=date(2018, 3, 10))
    assert "10 March 2018, is in the future" in message
    assert "leave the date empty" in message


def test_a_report_may_come_from_today():
    report = received(SENTENCE, published=TODAY)
    assert report.published == datetime(2018, 3, 9, tzinfo=UTC)
    assert report.published_rule


def test_a_report_without_a_date_has_none_rather_than_today():
    report = received(SENTENCE)
    assert report.published is None
    assert report.published_rule is None


TITLES = [
    ("Ferry sinks off Manila\n\nTwelve people died.", "Ferry sinks off Manila"),
    ("\n \nShare\n\nFerry sinks", "Ferry sinks"),
    ("Ferry\u00a0 sinks\nTwelve died.", "Ferry sinks"),
    ("x" * 300, "x" * 119 + "…"),
    ("{{ 7*7 }} in Homs", "{{ 7*7 }} in Homs"),
]


@pytest.mark.parametrize(("text", "title"), TITLES, ids=["headline", "menu", "spaces", "long", "template"])
def test_the_first_words_that_are_not_the_page_s_are_the_title(text, title):
    assert received(text).title == title


def test_a_given_title_is_kept_and_trimmed():
    assert received(SENTENCE, title="  Clash in Homs ").title == "Clash in Homs"


def test_the_same_text_from_the_same_source_is_the_same_report():
    assert received(SENTENCE).id == received(SENTENCE, title="Another title", published=TODAY).id
    assert received(SENTENCE).id != received(SENTENCE + " ").id
    assert received(SENTENCE).id != received(SENTENCE, url="https://example.org/1").id
