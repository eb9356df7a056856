from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from mapapp.domain.arrival import PieceKind, SetAside
from mapapp.ingest.feed_jobs import into
from mapapp.ingest.polling import next_pause, poll_due
from tests.intake.feeds.made import an_item, json_feed, rss
from tests.intake.fetch.sites import endless, reply, sent_on

NOW = datetime(2016, 12, 14, 10, 30, tzinfo=UTC)


class Desk:
    """Polls the feeds of a store, and keeps what they give."""

    def __init__(self, store, site):
        self.store, self.fetcher, self.now = store, site.fetcher(), NOW
        self.feed = store.feeds.add(site.url("/rss"), now=NOW, every_minutes=60, source="The Daily")

    def poll(self, *, later=timedelta()):
        self.now += later
        found = []
        self.asked = poll_due(self.store.feeds, self.fetcher, lambda _feed, some: found.extend(some), lambda: self.now)
        self.feed = self.store.feeds.get(self.feed.url)
        return found


@pytest.fixture
def desk(store, site):
    return Desk(store, site)


HOUR = timedelta(hours=1)


def test_an_entry_is_given_once(site, desk):
    site.answers["/rss"] = reply(rss(an_item(site.url("/1")), an_item(site.url("/2"))))
    assert [piece.content.decode() for piece in desk.poll()] == [site.url("/1"), site.url("/2")]
    site.answers["/rss"] = reply(rss(an_item(site.url("/3")), an_item(site.url("/2")), an_item(site.url("/1"))))
    (piece,) = desk.poll(later=HOUR)
    assert (piece.kind, piece.name, piece.source) == (PieceKind.URL, site.url("/3"), "The Daily")
    assert desk.poll(later=HOUR) == []
    assert (desk.feed.title, desk.feed.failures, desk.feed.last_error) == ("The Daily", 0, None)


def test_a_feed_is_asked_when_it_is_due_and_not_before(site, desk):
    site.answers["/rss"] = reply(rss())
    desk.poll()
    assert desk.feed.next_at == NOW + HOUR
    desk.poll(later=timedelta(minutes=59))
    assert desk.asked == 0
    desk.poll(later=timedelta(minutes=1))
    assert desk.asked == 1
    assert site.pages == ["/rss", "/rss"]


def test_a_feed_that_did_not_change_is_not_sent_again(site, desk):
    site.answers["/rss"] = reply(rss(an_item()), etag='"v1"', last_modified="Wed, 14 Dec 2016 10:00:00 GMT")
    desk.poll()
    site.answers["/rss"] = b"HTTP/1.1 304 Same\r\n\r\n"
    assert desk.poll(later=HOUR) == []
    _, headers = site.asked[-1]
    assert (headers["if-none-match"], headers["if-modified-since"]) == ('"v1"', "wed, 14 dec 2016 10:00:00 gmt")
    assert (desk.feed.etag, desk.feed.failures, desk.feed.next_at) == ('"v1"', 0, desk.now + HOUR)
    desk.poll(later=HOUR)
    assert site.asked[-1][1]["if-none-match"] == '"v1"'


def test_one_who_dies_while_handing_on_loses_nothing(site, desk):
    site.answers["/rss"] = reply(rss(an_item()))

    def dies(_feed, _found):
        raise RuntimeError("the power went out")

    with pytest.raises(RuntimeError):
        poll_due(desk.store.feeds, desk.fetcher, dies, lambda: NOW)
    assert desk.poll() == []  # somebody may still be at it
    assert len(desk.poll(later=timedelta(minutes=11))) == 1


def test_an_entry_without_a_link_is_a_report_of_its_own(site, desk):
    told = "<item><guid isPermaLink='false'>a</guid><title>Homs</title><description>Four died.</description>{}</item>"
    site.answers["/rss"] = reply(
        rss(
            told.format("<pubDate>Wed, 14 Dec 2016 09:00:00 GMT</pubDate>"),
            "<item><guid isPermaLink='false'>b</guid><title>Nothing</title></item>",
        )
    )
    report, aside = desk.poll()
    assert report.kind is PieceKind.REPORT
    assert json.loads(report.content) == {
        "text": "Four died.",
        "title": "Homs",
        "source": "The Daily",
        "published": "2016-12-14T09:00:00+00:00",
    }
    assert isinstance(aside, SetAside)
    assert "neither a link nor words" in aside.reason


def test_a_date_in_the_future_is_none(site, desk):
    item = {"id": 1, "content_text": "Four died.", "date_published": "2099-01-01"}
    site.answers["/rss"] = reply(json_feed(item))
    (report,) = desk.poll()
    assert "published" not in json.loads(report.content)


TROUBLES = {
    "trouble of its own": reply(b"", 503),
    "has no such page": reply(b"", 404),
    "broke off": b"",
    "within 0.3 seconds": endless(b"", b"", 0.1),
    "a private address": sent_on("http://10.0.0.1/"),
    "no feed (RSS, Atom or JSON Feed)": reply(b"<html>hello</html>"),
}


@pytest.mark.parametrize("words", TROUBLES)
def test_a_feed_that_fails_says_why_and_is_asked_more_and_more_seldom(site, desk, words):
    site.answers["/rss"] = TROUBLES[words]
    desk.fetcher = site.fetcher(
        limits={"seconds": 0.3 if "seconds" in words else 9.0},
        resolve=lambda host, _port: ["127.0.0.1" if host == "news.example" else host],
    )
    pauses = []
    for _ in range(3):
        assert desk.poll() == []
        assert words in desk.feed.last_error
        pauses.append(desk.feed.next_at - desk.now)
        desk.now = desk.feed.next_at
    assert pauses == [HOUR, 2 * HOUR, 4 * HOUR]
    site.answers["/rss"] = reply(rss(an_item()))
    assert len(desk.poll()) == 1
    assert (desk.feed.failures, desk.feed.last_error, desk.feed.next_at) == (0, None, desk.now + HOUR)


def test_one_that_fails_does_not_stop_the_others(site, desk):
    desk.store.feeds.add(site.url("/other"), now=NOW)
    site.answers["/other"] = reply(rss(an_item()))
    assert len(desk.poll()) == 1
    assert desk.asked == 2


def test_a_feed_that_is_gone_is_stopped_and_says_so(site, desk):
    site.answers["/rss"] = reply(b"", 410)
    assert desk.poll() == []
    assert desk.feed.next_at is None
    assert "gone for good" in desk.feed.last_error
    assert "not asked any more" in desk.feed.last_error
    desk.poll(later=timedelta(days=99))
    assert desk.asked == 0


def test_a_site_that_says_when_to_come_again_is_heard(site, desk):
    site.answers["/rss"] = reply(b"", 429, retry_after="7200")
    desk.poll()
    assert desk.feed.next_at == NOW + timedelta(seconds=7200)


def test_pauses_grow_to_a_day_and_no_further():
    pauses = [next_pause(60, failures) for failures in (0, 1, 4, 5, 99, 10_000)]
    assert pauses == [HOUR, 2 * HOUR, 16 * HOUR, 24 * HOUR, 24 * HOUR, 24 * HOUR]
    assert next_pause(10_080, 3) == timedelta(days=7)
    assert next_pause(5, 0, after_seconds=600) == timedelta(minutes=10)


def test_what_a_feed_gave_at_one_time_is_one_job(site, desk):
    site.answers["/rss"] = reply(rss(an_item("/1"), "<item><title>Nothing</title></item>"))
    for _ in range(2):
        poll_due(desk.store.feeds, desk.fetcher, into(desk.store.queue), lambda: NOW)
        desk.store.feeds.add(desk.feed.url, now=NOW)
    (job,) = desk.store.queue.jobs()
    assert (job.title, tuple(job.sources)) == ("Feed: The Daily", (site.url("/rss"),))
    (aside,) = desk.store.queue.aside(job.id)
    assert "neither a link nor words" in aside.reason
    assert desk.store.queue.backlog(job.id)[0] == 1
