"""What feeds say, in every format, well and badly written."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapapp.intake.feeds import NotAFeed, entries, read_feed
from mapapp.intake.feeds.plain import plain
from tests.intake.feeds.made import URL, an_item, json_feed, rss

DAY = datetime(2016, 12, 14, 10, 30, tzinfo=UTC)
RSS_2 = rss(
    an_item(
        guid="g1",
        title="Bomb &amp; fire",
        more="<pubDate>Wed, 14 Dec 2016 11:30:00 +0100</pubDate>"
        "<description>&lt;p&gt;Four died.&lt;/p&gt;</description>",
    ),
    more="<language>en-gb</language>",
)
RSS_1 = b"""<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://news.example/"><title>The Daily</title><dc:language>en-gb</dc:language></channel>
<item rdf:about="g1"><title>Bomb &amp; fire</title><link>https://news.example/1</link>
<description>Four died.</description><dc:date>2016-12-14T10:30:00Z</dc:date></item></rdf:RDF>"""
ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-gb"><title>The Daily</title>
<entry><id>urn:x:g1</id><title>Bomb &amp;amp; fire</title><link rel="alternate" href="/1"/>
<link rel="enclosure" href="/1.mp3"/>
<published>2016-12-14T10:30:00Z</published><updated>2016-12-15T00:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Four died.</p></div></content></entry></feed>"""
JSON = json_feed(
    {
        "id": "g1",
        "url": "/1",
        "title": "Bomb & fire",
        "content_html": "<p>Four died.</p>",
        "date_published": "2016-12-14T11:30:00+01:00",
    },
    language="en-gb",
)


@pytest.mark.parametrize("content", [RSS_2, RSS_1, ATOM, JSON], ids=["rss2", "rss1", "atom", "json"])
def test_the_same_story_in_every_format_is_the_same_entry(content):
    read = read_feed(content, URL)
    (entry,) = read.entries
    assert read.title == "The Daily"
    assert (entry.url, entry.title, entry.text) == ("https://news.example/1", "Bomb & fire", "Four died.")
    assert (entry.published, entry.language) == (DAY, "en-gb")
    assert len(entry.key) == 16


def test_ids_are_taken_as_written():
    assert [entries(content, URL)[0].id for content in (RSS_2, ATOM, JSON)] == ["g1", "urn:x:g1", "g1"]
    assert entries(json_feed({"id": 17, "title": "x"}), URL)[0].id == "17"


LINKS = {
    "https://news.example/1": "https://news.example/1",
    "//other.example/1": "https://other.example/1",
    "/a?b=1&amp;c=2": "https://news.example/a?b=1&c=2",
    "../up.html": "https://news.example/up.html",
    "  https://news.example/1\n": "https://news.example/1",
    "https://b\u00fccher.example/\u00fc": "https://xn--bcher-kva.example/%C3%BC",
    "javascript:alert(1)": None,
    "file:///etc/passwd": None,
    "mailto:x@news.example": None,
    "https://user:secret@news.example/": None,
    "": None,
}


@pytest.mark.parametrize("link", LINKS)
def test_links_are_made_whole_and_lead_into_the_web_or_nowhere(link):
    (entry,) = entries(rss(an_item(link=link, guid="g")), URL)
    assert entry.url == LINKS[link]


def test_an_entry_without_a_link_keeps_its_words():
    (entry,) = entries(rss("<item><title>T</title><description>Four died in Homs.</description></item>"), URL)
    assert (entry.url, entry.text) == (None, "Four died in Homs.")
    assert entries(rss("<item><title>T</title><description>Four died in Homs.</description></item>"), URL) == (entry,)


def test_an_entry_told_twice_is_one():
    assert len(entries(rss(an_item(guid="a"), an_item(guid="a", title="Again"), an_item(guid="b")), URL)) == 2


def test_ten_thousand_entries_are_ten_thousand():
    items = [{"id": n, "url": f"/{n}", "title": f"Story {n}"} for n in range(10_000)]
    assert len({entry.key for entry in entries(json_feed(*items), URL)}) == 10_000
    written = [an_item(f"https://news.example/{n}", guid=f"g{n}") for n in range(1_000)]
    assert len({entry.key for entry in entries(rss(*written), URL)}) == 1_000


def test_broken_xml_is_read_as_far_as_it_goes():
    whole = rss(an_item(guid="a", title="Fish & chips"), an_item(guid="b"))
    assert [entry.id for entry in entries(whole, URL)] == ["a", "b"]
    assert [entry.id for entry in entries(whole[:-60], URL)][:1] == ["a"]


def test_an_entity_bomb_does_not_go_off():
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = rss(an_item(title="&l9;")).replace(
        b"<rss", f'<!DOCTYPE x [<!ENTITY l0 "{"ha" * 1_000}">{levels}]><rss'.encode(), 1
    )
    assert sum(len(entry.title) + len(entry.text) for entry in entries(bomb, URL)) < 1_000


def test_no_file_and_no_address_is_opened(tmp_path, monkeypatch):
    import socket

    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("a feed was fetched"))
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    outside = (
        f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}"><!ENTITY % d SYSTEM "http://127.0.0.1:9/d"> %d;]><rss'
    )
    feed = rss(an_item(title="&s; told", guid="a")).replace(b"<rss", outside.encode(), 1)
    assert "the secret" not in repr(entries(feed, URL))
    for named in (str(secret).encode(), secret.as_uri().encode(), b"http://127.0.0.1:9/"):
        with pytest.raises(NotAFeed):
            read_feed(named, URL)


def test_a_charset_that_lies_is_seen_through():
    feed = rss(an_item(title="Alep\u00f4", guid="a"))
    for told in ("utf-8", "iso-8859-1", "utf-16", "no-such-charset", None):
        assert "Alep" in read_feed(feed, URL, charset=told).entries[0].title


def test_dates_that_are_none_are_not_known():
    for written in ("yesterday", "Wed, 99 Dec 2016 10:00:00 GMT", "0000-00-00", "\u0661\u0664 \u0662"):
        (entry,) = entries(rss(an_item(more=f"<pubDate>{written}</pubDate>")), URL)
        assert entry.published is None
        (entry,) = entries(json_feed({"id": "a", "date_published": written}), URL)
        assert entry.published is None


NOT_FEEDS = {
    "nothing": (b"", "no feed (RSS, Atom or JSON Feed)"),
    "words": (b"just words", "no feed"),
    "a page": (b"<!doctype html><html><body><p>Hello</p></body></html>", "no feed"),
    "other json": (b'{"items": []}', "no feed"),
    "broken json": (b'{"version": "https://jsonfeed.org/version/1", "items": [', "no feed"),
    "deep json": (b'{"a":' * 100_000, "no feed"),
    "bytes": (gzip.compress(b"x" * 1000), "no feed"),
    "too much": (b"<rss>" + b" " * 10_000_001, "at most 10 MB"),
}


@pytest.mark.parametrize("what", NOT_FEEDS)
def test_what_is_no_feed_says_what_to_do(what):
    content, words = NOT_FEEDS[what]
    with pytest.raises(NotAFeed, match=r"\.$") as told:
        read_feed(content, URL)
    assert words in str(told.value)


def test_a_page_that_names_its_feeds_says_which():
    page = b"""<html><head><link rel="alternate" type="application/rss+xml" href="/rss">
    <link rel=alternate type="application/atom+xml" href="https://other.example/atom"><link rel="alternate" href="/de">
    <link rel="alternate" type="application/rss+xml" href="file:///etc/passwd"></head></html>"""
    with pytest.raises(
        NotAFeed, match=r"these feeds; give one of them: https://news\.example/rss https://other\.example/atom"
    ):
        read_feed(page, URL)


def test_json_that_is_odd_is_taken_as_it_comes():
    odd = [{}, {"id": None, "url": 5, "title": ["x"]}, {"id": True}, {"id": "a", "url": "x\ud800y"}]
    assert len(entries(json_feed(*odd), URL)) >= 2
    assert entries(json.dumps({"version": "https://jsonfeed.org/version/1", "items": "x"}).encode(), URL) == ()


WORDS = {
    "One.<p>Two &amp; three.</p><br>Four.": "One.\n\nTwo & three.\n\nFour.",
    "<p>a\nb</p><script>alert(1)</script><style>x{}</style>": "a b",
    "<div><b>bold</b> and <i>so on</i></div>": "bold and so on",
    "no markup  at all": "no markup at all",
    "<p>open <b>never closed": "open never closed",
    "5 < 6 and <3": "5 < 6 and <3",
    "</script></script>seen": "seen",
    "": "",
}


@pytest.mark.parametrize("html", WORDS)
def test_html_becomes_the_words_that_a_reader_sees(html):
    assert plain(html) == WORDS[html]


@settings(max_examples=25)
@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: rss(an_item(title=text, more=text))))
def test_no_bytes_break_the_reader(content):
    try:
        read_feed(content, URL)
    except NotAFeed as told:
        assert str(told)
