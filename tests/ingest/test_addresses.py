from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from mapapp.domain.arrival import Arrival, Original, Piece, PieceKind, SetAside
from mapapp.domain.errors import UnreadableReport
from mapapp.ingest.addresses import FetchingIsOff, arrivals_of_url, open_fetcher
from mapapp.intake.fetch import NotFetched
from mapapp.settings import Settings
from tests.builders import a_report
from tests.intake.fetch.sites import PAGE, reply, sent_on


def page(content, media_type, url):
    """Stands in for the reader of pages."""
    if b"story" not in content:
        raise UnreadableReport("There is no story on this page. Paste its words.")
    return Arrival(report=a_report("Four died.", url=url), original=Original(content=content, media_type=media_type))


def a_piece(url, **more):
    return Piece(name="the story", kind=PieceKind.URL, content=url.encode(), **more)


def test_an_address_gives_the_report_that_stands_there(site):
    site.answers |= {"/a": sent_on("/b"), "/b": reply(content_type="Text/HTML; charset=Windows-1251")}
    (arrival,) = arrivals_of_url(a_piece(site.url("/a")), site.fetcher(), page)
    assert (arrival.report.url, arrival.original.content, arrival.original.media_type) == (
        site.url("/b"),
        PAGE,
        "text/html; charset=windows-1251",
    )


def test_what_a_person_said_counts_more_than_the_page(site):
    site.answers["/a"] = reply()
    plain, told = (
        next(arrivals_of_url(a_piece(site.url("/a"), **more), site.fetcher(), page)).report
        for more in ({}, {"source": "The Daily", "published": date(2016, 12, 14)})
    )
    assert (told.source.name, told.published) == ("The Daily", datetime(2016, 12, 14, tzinfo=UTC))
    assert told.published_rule == "given by the user"
    assert told.id != plain.id


@pytest.mark.parametrize(
    ("answer", "words"), [(reply(b"", 404), "has no such page"), (reply(b"<p>Menu</p>"), "There is no story")]
)
def test_what_cannot_be_had_is_set_aside_with_the_reason(site, answer, words):
    site.answers["/a"] = answer
    (aside,) = arrivals_of_url(a_piece(site.url("/a")), site.fetcher(), page)
    assert isinstance(aside, SetAside)
    assert aside.name == "the story"
    assert words in aside.reason


def test_what_may_be_had_later_is_raised(site):
    site.answers["/a"] = reply(b"", 503, retry_after="9")
    with pytest.raises(NotFetched) as told:
        list(arrivals_of_url(a_piece(site.url("/a")), site.fetcher(), page))
    assert (told.value.again, told.value.after_seconds) == (True, 9)


def test_an_address_that_is_no_text_is_set_aside():
    piece = Piece(name="x", kind=PieceKind.URL, content=b"\xff\xfe http")
    (aside,) = arrivals_of_url(piece, open_fetcher(Settings(fetch=True)), page)
    assert "no web address" in aside.reason


def test_a_server_fetches_only_where_it_was_told_to():
    with pytest.raises(FetchingIsOff, match="MAPAPP_FETCH=1"):
        open_fetcher(Settings())
    assert open_fetcher(Settings(), asked_by_a_person=True)
    agent = open_fetcher(Settings(fetch=True, contact="desk@paper.example")).agent
    assert agent.endswith("(reads news reports; desk@paper.example)")
