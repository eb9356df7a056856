"""The command line, against a feed on the loopback."""

from __future__ import annotations

import pytest

from mapapp import __main__ as command_line
from mapapp.commands import feeds
from tests.intake.feeds.made import an_item, rss
from tests.intake.fetch.sites import reply, serving

RSS = reply(rss(an_item(), title="The \u202eDaily"))


@pytest.fixture
def site():
    with serving() as one:
        one.answers["/rss"] = RSS
        yield one


@pytest.fixture
def run(site, tmp_path, monkeypatch, capsys):
    """Run a command; its exit status, what it said, and what it said of errors."""
    monkeypatch.setenv("MAPAPP_DATABASE", f"sqlite:///{tmp_path}/incidents.sqlite")
    monkeypatch.setenv("MAPAPP_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("MAPAPP_FETCH", raising=False)
    monkeypatch.setattr(feeds, "open_fetcher", lambda *_, **__: site.fetcher())

    def run(*arguments):
        status = command_line.main(["feeds", *arguments])
        told = capsys.readouterr()
        return status, told.out, told.err

    return run


def test_a_feed_is_added_listed_polled_and_removed(site, run):
    status, out, err = run("add", site.url("/rss"), "--every", "30", "--source", "The Daily")
    assert (status, out) == (0, "The  Daily: 1 entry, asked every 30 minutes\n")
    assert "MAPAPP_FETCH" in err
    assert run("list")[1].startswith(f"{site.url('/rss')}  every 30 minutes, next 20")
    assert run("poll") == (
        0,
        "https://news.example/1\n",
        "1 feed asked. What is new waits for a worker: python -m mapapp worker\n",
    )
    assert run("poll")[:2] == (0, "")
    assert run("remove", site.url("/rss"))[0] == 0
    assert run("list")[1].startswith("No feeds are kept. Add one:")


def test_what_is_no_feed_is_not_kept(site, run):
    site.answers["/rss"] = reply(b'<link rel="alternate" type="application/rss+xml" href="/real">')
    status, _, err = run("add", site.url("/rss"))
    assert status == 1
    assert f"It names this feed; give that: {site.url('/real')}" in err
    assert run("list")[1].startswith("No feeds are kept")


def test_a_feed_that_cannot_be_read_now_is_kept(site, run):
    site.answers["/rss"] = reply(b"", 503)
    status, _, err = run("add", site.url("/rss"))
    assert status == 0
    assert "It is kept, but could not be read now: news.example has trouble of its own" in err
    run("poll")
    assert "has trouble of its own. Try later. (HTTP status 503)" in run("list")[1]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("add", "file:///etc/passwd"), "only http:// and https://"),
        (("add", "http://127.0.0.1/rss"), "an address of this machine itself"),
        (("add", "https://news.example/rss", "--every", "1"), "--every must be a number from 5 to 10,080, not 1"),
        (("remove", "https://nosuch.example/"), "No feed is kept under https://nosuch.example/"),
    ],
)
def test_what_cannot_be_done_says_why(run, arguments, words):
    status, _, err = run(*arguments)
    assert status == 1
    assert words in err
