from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mapapp.store import Store
from mapapp.store.errors import UnknownFeed
from mapapp.store.feeds import BEING_ASKED
from mapapp.store.host_turns import HostTurns

NOW = datetime(2016, 12, 14, 10, 30, tzinfo=UTC)
URL = "https://news.example/rss"


def test_a_feed_that_is_added_is_due_at_once(store):
    feed = store.feeds.add(URL, now=NOW, every_minutes=15, source="The Daily")
    assert (feed.url, feed.every_minutes, feed.source, feed.next_at, feed.added) == (URL, 15, "The Daily", NOW, NOW)
    assert (feed.title, feed.failures, feed.last_error, feed.asked, feed.etag) == ("", 0, None, None, None)
    assert store.feeds.all() == store.feeds.due(NOW) == [feed]
    assert store.feeds.due(NOW - timedelta(seconds=1)) == []


def test_added_again_it_has_the_new_interval_and_what_was_seen_stays_seen(store):
    feed = store.feeds.add(URL, now=NOW)
    store.feeds.settle(replace(feed, title="The Daily", next_at=None, failures=3, last_error="Gone."), ["a"])
    again = store.feeds.add(URL, now=NOW + timedelta(days=1), every_minutes=5)
    assert (again.every_minutes, again.failures, again.last_error, again.title) == (5, 0, None, "The Daily")
    assert (again.added, again.next_at) == (NOW, NOW + timedelta(days=1))
    assert store.feeds.unseen(URL, ["a", "b"]) == {"b"}


def test_a_feed_that_stopped_is_never_due(store):
    feed = store.feeds.add(URL, now=NOW)
    store.feeds.settle(replace(feed, next_at=None, last_error="Gone."))
    assert store.feeds.due(NOW + timedelta(days=999)) == []
    assert store.feeds.get(URL).last_error == "Gone."
    assert not store.feeds.claim(store.feeds.get(URL), NOW)


def test_of_two_processes_one_asks_a_feed(store, url):
    feed = store.feeds.add(URL, now=NOW)
    other = Store.open(url)
    assert [store.feeds.claim(feed, NOW), other.feeds.claim(feed, NOW)] == [True, False]
    assert store.feeds.due(NOW) == []
    assert len(other.feeds.due(NOW + BEING_ASKED)) == 1  # the one that asked may have died
    other.close()


def test_many_entries_are_told_apart_from_those_seen(store):
    feed = store.feeds.add(URL, now=NOW)
    keys = [f"{n:016x}" for n in range(2_000)]
    store.feeds.settle(feed, keys[:1_500])
    store.feeds.settle(feed, keys[1_000:1_600])
    assert store.feeds.unseen(URL, keys) == set(keys[1_600:])
    assert store.feeds.unseen("https://other.example/", keys[:3]) == set(keys[:3])


def test_a_feed_that_is_removed_is_forgotten(store):
    feed = store.feeds.add(URL, now=NOW)
    store.feeds.settle(feed, ["a"])
    store.feeds.remove(URL)
    assert store.feeds.all() == []
    store.feeds.settle(feed, ["b"])  # one who was asking it meanwhile
    assert store.feeds.all() == []
    store.feeds.add(URL, now=NOW)
    assert store.feeds.unseen(URL, ["a", "b"]) == {"a", "b"}
    with pytest.raises(UnknownFeed, match="No feed is kept under https://other"):
        store.feeds.remove("https://other.example/")


def test_processes_share_the_turns_at_a_site(store, url):
    now = [1_000.0]
    other = Store.open(url)
    here, there = HostTurns(store.engine, lambda: now[0]), HostTurns(other.engine, lambda: now[0])
    assert [turns.take("a.example", 2.0, 5.0) for turns in (here, there, here)] == [0, 2, 4]
    assert [there.take("a.example", 2.0, 5.0) for _ in range(2)] == [6, 6]  # too long: not taken
    assert there.take("b.example", 2.0, 5.0) == 0
    there.hold_off("a.example", 60)
    here.hold_off("a.example", 1)
    assert here.take("a.example", 2.0, 99.0) == 60
    now[0] += 100
    assert here.take("a.example", 2.0, 5.0) == 0
    other.close()


def test_a_clock_that_jumps_back_closes_no_site_for_more_than_a_day(store):
    now = [1_000_000.0]
    turns = HostTurns(store.engine, lambda: now[0])
    turns.take("a.example", 1.0, 5.0)
    now[0] -= 900_000
    assert turns.take("a.example", 1.0, 5.0) == 86_400
