"""From a feed on the loopback through queue and worker into the record."""

from __future__ import annotations

from datetime import UTC, datetime

from mapapp.domain.job import JobState
from mapapp.ingest import work
from mapapp.ingest.arrivals import arrivals_with
from mapapp.ingest.feed_jobs import into
from mapapp.ingest.polling import poll_due
from mapapp.ingest.readers import InProcess
from mapapp.ingest.reading import read_with
from mapapp.ingest.work import Worker
from mapapp.store.claims import Rules
from tests.intake.feeds.made import an_item, rss
from tests.intake.fetch.sites import reply, sent_on

STORY = "<p>A car bomb killed four soldiers in the city of Homs on Wednesday, officials said. " * 5
NOW = datetime(2016, 12, 14, 10, 30, tzinfo=UTC)


def a_page(title):
    head = f"<head><title>{title}</title><meta name='date' content='2016-12-14'></head>"
    return reply(f"<html lang='en'>{head}<body><article><h1>{title}</h1>{STORY}</article></body></html>".encode())


def worked_off(store, fetcher, monkeypatch, tries=3):
    monkeypatch.setattr(work, "IDLE_SECONDS", 0.02)
    (job,) = store.queue.jobs()

    def making():
        return lambda piece: read_with(piece, lambda report: (report, ()), arrivals_with(fetcher))

    def done():
        return store.queue.job(job.id).state is JobState.DONE

    Worker(store.claims(Rules(tries=tries, first_pause_seconds=0.01)), InProcess(making), done=done).run()
    return job


def test_what_a_feed_names_is_fetched_read_and_kept_and_the_rest_is_listed(site, store, monkeypatch):
    site.answers |= {
        "/rss": reply(rss(*(an_item(f"/{name}", guid=name) for name in ("one", "two", "gone", "loop", "secret")))),
        "/one": a_page("Bomb in Homs"),
        "/two": sent_on("/moved"),
        "/moved": a_page("Bomb in Homs again"),
        "/loop": sent_on("/loop"),
        "/secret": sent_on("http://169.254.169.254/latest/meta-data/"),
    }
    fetcher = site.fetcher(resolve=lambda host, _port: ["127.0.0.1" if host == "news.example" else host])
    store.feeds.add(site.url("/rss"), now=NOW, source="The Daily")
    poll_due(store.feeds, fetcher, into(store.queue), lambda: NOW)
    job = worked_off(store, fetcher, monkeypatch)
    assert {report.url for report in store.reports()} == {site.url("/one"), site.url("/moved")}
    assert {report.source.name for report in store.reports()} == {"The Daily"}
    reasons = {one.name: one.reason for one in store.queue.aside(job.id)}
    assert "has no such page" in reasons[site.url("/gone")]
    assert "more than 5 times" in reasons[site.url("/loop")]
    assert "a link-local address" in reasons[site.url("/secret")]
    kept = store.original(next(report.id for report in store.reports() if report.url == site.url("/one")))
    assert kept.content == site.answers["/one"].partition(b"\r\n\r\n")[2]


def test_waiting_for_a_turn_is_no_failure(site, store, monkeypatch):
    """Four pages of one site, which are to be asked further apart than anybody waits: each has its turn at last."""
    names = [f"/{number}" for number in range(4)]
    site.answers |= {"/rss": reply(rss(*map(an_item, names)))} | {name: a_page(f"Bomb {name}") for name in names}
    fetcher = site.fetcher(limits={"pause_seconds": 0.3, "longest_wait_seconds": 0.01})
    store.feeds.add(site.url("/rss"), now=NOW)
    poll_due(store.feeds, fetcher, into(store.queue), lambda: NOW)
    job = worked_off(store, fetcher, monkeypatch, tries=2)
    assert store.queue.aside(job.id) == []
    assert store.count_reports() == 4
