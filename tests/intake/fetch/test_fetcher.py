"""What a website may do to us, and what we may do to a website. Every server here listens on the loopback."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib

import pytest

from mapapp.intake.fetch import Fetcher, MemoryTurns, NotFetched
from tests.intake.fetch.certificate import certificate
from tests.intake.fetch.sites import LOOPBACK, PAGE, endless, reply, sent_on, serving

OK = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n"


def refused(fetcher, url, **more) -> NotFetched:
    with pytest.raises(NotFetched) as told:
        fetcher.get(url, **more)
    sentence = str(told.value)
    assert sentence.isascii()
    assert sentence.isprintable()
    assert sentence.rstrip(")").rpartition(" (")[0].rstrip().endswith(".") or sentence.endswith(".")
    return told.value


# what is fetched


def test_a_page_comes_with_its_address_kind_and_marks(site):
    site.answers["/a?q=1"] = reply(etag='"v1"', last_modified="Wed, 14 Dec 2016 10:00:00 GMT")
    got = site.fetcher().get(site.url("/a?q=1#part"))
    assert (got.url, got.status, got.content) == (site.url("/a?q=1"), 200, PAGE)
    assert (got.media_type, got.charset, got.not_modified) == ("text/html", "utf-8", False)
    assert (got.etag, got.modified) == ('"v1"', "Wed, 14 Dec 2016 10:00:00 GMT")


def test_a_site_hears_who_asks_and_whom_to_write_to(site):
    site.answers["/"] = reply()
    site.fetcher(contact="desk@paper.example").get(site.url("/"))
    _, headers = site.asked[-1]
    assert headers["user-agent"] == "mapapp/0.1.0 (reads news reports; desk@paper.example)"
    assert headers["host"] == f"news.example:{site.port}"
    assert "cookie" not in headers
    assert "referer" not in headers


def test_redirects_are_followed_and_the_last_address_is_told(site):
    site.answers |= {"/a": sent_on("/b", 301), "/b": sent_on("c", 307), "/c": reply()}
    assert site.fetcher().get(site.url("/a")).url == site.url("/c")


def test_no_cookie_is_kept(site):
    site.answers |= {"/a": reply(b"", 302, location="/b", set_cookie="id=1; path=/"), "/b": reply(set_cookie="id=2")}
    fetcher = site.fetcher()
    fetcher.get(site.url("/a"))
    fetcher.get(site.url("/b"))
    assert not any("cookie" in headers for _, headers in site.asked)


def test_what_did_not_change_is_not_sent_again(site):
    site.answers["/a"] = b'HTTP/1.1 304 Same\r\netag: "v1"\r\n\r\n'
    got = site.fetcher().get(site.url("/a"), etag='"v1"', modified="Wed, 14 Dec 2016 10:00:00 GMT")
    assert (got.not_modified, got.content, got.etag) == (True, b"", '"v1"')
    assert got.modified == "Wed, 14 Dec 2016 10:00:00 GMT"
    _, headers = site.asked[-1]
    assert headers["if-none-match"] == '"v1"'
    assert headers["if-modified-since"] == "wed, 14 dec 2016 10:00:00 gmt"


def test_unchanged_is_no_answer_to_one_who_has_nothing(site):
    site.answers["/a"] = b"HTTP/1.1 304 Same\r\n\r\n"
    assert refused(site.fetcher(), site.url("/a")).status == 304


def test_marks_that_are_no_marks_are_dropped(site):
    site.answers["/a"] = reply(etag="x" * 501, last_modified="caf\xe9")
    got = site.fetcher().get(site.url("/a"))
    assert (got.etag, got.modified) == (None, None)


def test_a_charset_that_lies_harms_nobody(site):
    for told, known in (
        ("utf-99", "utf-99"),
        ("../../x", None),
        ('"UTF-8"', "utf-8"),
        ("", None),
        ("a" * 99, "a" * 40),
    ):
        site.answers["/a"] = reply(content_type=f"text/html; charset={told}")
        got = site.fetcher().get(site.url("/a"))
        assert (got.charset, got.content) == (known, PAGE)


PACKED = {
    "gzip": gzip.compress(PAGE),
    "x-gzip": gzip.compress(PAGE[:10]) + gzip.compress(PAGE[10:]) + b"\0" * 9,
    "deflate": zlib.compress(PAGE),
    "Deflate": zlib.compress(PAGE)[2:-4],
    "identity": PAGE,
}


@pytest.mark.parametrize("packing", PACKED)
def test_what_is_packed_is_unpacked(site, packing):
    site.answers["/a"] = reply(PACKED[packing], content_encoding=packing)
    assert site.fetcher().get(site.url("/a")).content == PAGE


# what is refused


STATUSES = [
    (400, False, "Check the address"),
    (401, False, "wants a login. Open it in a browser, save it, and bring the file"),
    (403, False, "does not let programs in"),
    (404, False, "has no such page"),
    (410, False, "gone for good"),
    (418, False, "does not give this page"),
    (429, True, "asked too often"),
    (451, False, "by law"),
    (500, True, "trouble of its own. Try later"),
    (501, False, "does not give this page"),
    (503, True, "Try later"),
    (300, False, "does not give this page"),
    (204, False, "with nothing"),
    (200, False, "with nothing"),
]


@pytest.mark.parametrize(("status", "again", "words"), STATUSES)
def test_a_status_that_says_no_is_a_sentence(site, status, again, words):
    site.answers["/a"] = reply(b"", status)
    told = refused(site.fetcher(), site.url("/a"))
    assert words in str(told)
    assert (told.again, told.status) == (again, status)


def test_a_site_that_is_asked_too_often_is_left_alone_as_long_as_it_says(site):
    site.answers |= {"/a": reply(b"", 429, retry_after="120"), "/b": reply()}
    fetcher = site.fetcher()
    assert refused(fetcher, site.url("/a")).after_seconds == 120
    told = refused(fetcher, site.url("/b"))
    assert (told.again, told.not_our_turn) == (True, True)
    assert 110 < told.after_seconds <= 120
    assert site.pages == ["/a"]


@pytest.mark.parametrize(
    ("status", "told", "seconds"),
    [
        (429, {}, 60),
        (503, {}, None),
        (503, {"retry_after": "7"}, 7),
        (503, {"retry_after": "9" * 30}, 86_400),
        (503, {"retry_after": "soon"}, None),
        (503, {"retry_after": "-5"}, None),
        (503, {"retry_after": "Wed, 14 Dec 2016 10:00:00 GMT"}, 0),
        (503, {"retry_after": "Wed, 14 Dec 2999 10:00:00 GMT"}, 86_400),
        (404, {"retry_after": "7"}, None),
    ],
)
def test_how_long_to_wait_is_as_the_site_says(site, status, told, seconds):
    site.answers["/a"] = reply(b"", status, **told)
    assert refused(site.fetcher(), site.url("/a")).after_seconds == seconds


def elsewhere(port):
    """Where a hostile page sends us."""
    return {
        f"http://127.0.0.1:{port + 1 if port < 65535 else port - 1}/": "this machine itself",
        "http://127.0.0.1/admin": "this machine itself",
        "http://2130706433/": "this machine itself",
        "http://0177.0.0.1/": "this machine itself",
        "http://0x7f.1/": "this machine itself",
        "http://0/": "this machine itself",
        "http://[::1]/": "this machine itself",
        "http://[::ffff:127.0.0.1]/": "this machine itself",
        "http://[::ffff:7f00:1]/": "this machine itself",
        "http://[64:ff9b::10.0.0.1]/": "a private address",
        "http://[::127.0.0.1]/": "a reserved address",
        "http://[fe80::1]/": "link-local",
        "http://[fe80::1%25eth0]/": "no web address",
        "http://[fd00::1]/": "a private address",
        "http://[ff02::1]/": "multicast",
        "http://10.0.0.1/": "a private address",
        "http://172.16.5.4/": "a private address",
        "http://192.168.1.1/": "a private address",
        "http://169.254.169.254/latest/meta-data/": "link-local",
        "http://100.64.0.1/": "a reserved address",
        "http://224.0.0.1/": "multicast",
        "http://255.255.255.255/": "a private address",
        "file:///etc/passwd": "only http:// and https://",
        "ftp://news.example/": "only http:// and https://",
        "gopher://127.0.0.1:6379/_FLUSHALL": "only http:// and https://",
        "javascript:alert(1)": "only http:// and https://",
        "data:text/html,hello": "only http:// and https://",
        "http://user:secret@news.example/": "user's name or password",
        "http://news.example:25/": "Port 25",
        "http://news.example:6667/": "Port 6667",
        "http://news.example:99999/": "no web address",
        "http://": "no web address",
        "http://exa mple/": "no web address",
        "http://x.example/" + "a" * 5000: "at most 4,000",
    }


@pytest.mark.parametrize("to", elsewhere(50_000))
def test_no_address_leads_where_nobody_may_go(to):
    reason = elsewhere(50_000)[to]
    plain = Fetcher(resolve=lambda host, _port: [host])
    told = refused(plain, to)
    assert reason in str(told)
    assert "secret" not in str(told)
    assert not told.again


@pytest.mark.parametrize("to", elsewhere(50_000))
def test_no_redirect_leads_there_either(site, to):
    site.answers["/a"] = sent_on(to)
    fetcher = site.fetcher(resolve=lambda host, _port: [LOOPBACK if host == "news.example" else host])
    assert elsewhere(50_000)[to].split(" (")[0] in str(refused(fetcher, site.url("/a")))
    assert site.pages == ["/a"]


def test_a_name_that_moves_to_a_private_address_gains_nothing(site):
    """DNS rebinding: what was checked is what is connected to, and each connection is checked anew."""
    answers = iter([[LOOPBACK], [LOOPBACK], ["10.0.0.1"]])
    looked_up = []

    def resolve(host, _port):
        looked_up.append(host)
        return next(answers)

    site.answers["/a"] = reply()
    fetcher = site.fetcher(resolve=resolve)
    assert fetcher.get(site.url("/a")).content == PAGE
    assert len(looked_up) == 2  # once for robots.txt, once for the page: never between check and connection
    assert "news.example (10.0.0.1) is a private address" in str(refused(fetcher, site.url("/a")))
    assert site.pages == ["/a"]


def test_of_several_addresses_only_the_public_ones_are_asked(site):
    site.answers["/a"] = reply()
    fetcher = site.fetcher(resolve=lambda _host, _port: ["192.168.0.1", "::1", "fe80::1%eth0", LOOPBACK])
    assert fetcher.get(site.url("/a")).content == PAGE


def test_a_port_of_this_machine_that_is_not_the_tests_is_closed(site):
    told = refused(site.fetcher(), site.url("/").replace(str(site.port), "8501"))
    assert "this machine itself" in str(told)


def test_a_name_that_nobody_knows_says_so(site):
    def nobody(_host, _port):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    told = refused(site.fetcher(resolve=nobody), "http://nosuch.example/")
    assert "no website called nosuch.example" in str(told)
    assert not told.again

    def not_now(_host, _port):
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    assert refused(site.fetcher(resolve=not_now), "http://nosuch.example/").again


def test_nobody_at_home_is_worth_another_try(site):
    with socket.create_server((LOOPBACK, 0)) as other:
        port = other.getsockname()[1]
    fetcher = site.fetcher(ends_of_tests=frozenset({(LOOPBACK, port)}))
    told = refused(fetcher, f"http://news.example:{port}/")
    assert f"does not answer on port {port}" in str(told)
    assert told.again


def test_a_site_that_is_not_who_it_says_is_refused(site):
    site.answers["/"] = reply()
    assert "could not prove that it is news.example" in str(
        refused(site.fetcher(), f"https://news.example:{site.port}/")
    )
    assert site.asked == []


def test_a_certificate_must_be_signed_by_one_who_is_trusted_and_be_the_sites_own(monkeypatch):
    with serving(secure=True) as site:
        site.answers["/"] = reply()
        told = refused(site.fetcher(), site.url("/"))
        assert "could not prove that it is news.example (certificate verify failed: self-signed certificate)" in str(
            told
        )
        assert not told.again
        monkeypatch.setattr("certifi.where", lambda: str(certificate()))
        assert site.fetcher().get(site.url("/")).content == PAGE
        assert "could not prove that it is other.example" in str(
            refused(site.fetcher(), site.url("/", "other.example"))
        )


def test_redirects_in_a_ring_end(site):
    site.answers |= {"/a": sent_on("/b"), "/b": sent_on("/a")}
    assert "more than 5 times" in str(refused(site.fetcher(), site.url("/a")))
    assert len(site.pages) == 6


def test_a_redirect_to_nowhere_says_so(site):
    site.answers["/a"] = reply(b"", 302)
    assert "without saying where to" in str(refused(site.fetcher(), site.url("/a")))


LIMITS = {"sent_bytes": 300_000, "unpacked_bytes": 400_000}
BOMB = gzip.compress(b"\0" * 50_000_000)
HOSTILE = {
    "a body without end": (endless(OK + b"\r\n", b"x" * 10_000), "more than 0.3 MB"),
    "chunks without end": (
        endless(OK + b"transfer-encoding: chunked\r\n\r\n", b"100\r\n" + b"hello..." * 32 + b"\r\n"),
        "0.3 MB",
    ),
    "a gzip bomb": (reply(BOMB, content_encoding="gzip"), "unpacks to more than 0.4 MB"),
    "a bomb in a bomb": (reply(gzip.compress(BOMB), content_encoding="gzip, gzip"), "did not ask for"),
    "a packing of its own": (reply(PAGE, content_encoding="br"), "did not ask for"),
    "gzip that is none": (reply(PAGE, content_encoding="gzip"), "damaged"),
    "gzip cut off": (reply(gzip.compress(PAGE)[:40], content_encoding="gzip"), "broke off in the middle"),
    "members without end": (reply(gzip.compress(b"") * 2000, content_encoding="gzip"), "damaged"),
    "a byte now and then": (endless(OK + b"content-length: 999\r\n\r\n", b"x", 0.05), "within 0.4 seconds"),
    "headers now and then": (endless(OK + b"x-slow: ", b"x", 0.05), "within 0.4 seconds"),
    "nothing at all": (endless(b"", b"", 0.05), "within 0.4 seconds"),
    "promises of more": (endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.01), "within 0.4 seconds"),
    "headers without end": (endless(OK, b"x-more: " + b"x" * 1000 + b"\r\n"), "does not speak as websites do"),
    "one header of a megabyte": (OK + b"x-big: " + b"x" * 1_000_000 + b"\r\n\r\n", "does not speak as websites do"),
    "less than it said": (OK + b"content-length: 999\r\n\r\n" + PAGE, "broke off"),
    "two lengths": (OK + b"content-length: 5\r\ncontent-length: 6\r\n\r\n123456", "does not speak as websites do"),
    "a length below nothing": (OK + b"content-length: -5\r\n\r\n", "does not speak as websites do"),
    "no HTTP": (b"220 mail.example ESMTP\r\n", "does not speak as websites do"),
    "an early end": (b"", "broke off"),
    "half a head": (b"HTTP/1.1 200 OK\r\ncontent-type: te", "broke off"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_site_gets_a_sentence_and_nothing_else(site, what):
    answer, words = HOSTILE[what]
    site.answers["/a"] = answer
    seconds = 0.4 if "0.4 seconds" in words else 30
    assert words in str(refused(site.fetcher(limits=LIMITS | {"seconds": seconds}), site.url("/a")))


def test_more_than_it_said_is_not_read(site):
    site.answers["/a"] = OK + b"content-length: 5\r\n\r\n123456789"
    assert site.fetcher().get(site.url("/a")).content == b"12345"


def test_all_redirects_share_one_time(site):
    def slowly(closing):
        closing.wait(0.2)
        yield sent_on("/a")

    site.answers["/a"] = slowly
    assert "within 0.5 seconds" in str(refused(site.fetcher(limits={"seconds": 0.5}), site.url("/a")))


def test_a_name_that_takes_too_long_to_find_is_left_behind(site):
    def for_ever(_host, _port):
        site.closing.wait(30)
        return []

    assert "within 0.2 seconds" in str(refused(site.fetcher(resolve=for_ever, limits={"seconds": 0.2}), site.url("/")))


def test_words_of_a_stranger_stay_plain(site):
    site.answers["/a"] = sent_on("x\x1b[31m\u202e://\u0627")
    refused(site.fetcher(), site.url("/a"))
    refused(site.fetcher(), "htp://\x1b]0;owned\x07\u202e/")


# what robots are asked


def test_what_robots_may_not_read_is_not_read(site):
    site.robots = reply(b"User-agent: *\nDisallow: /private\n", content_type="text/plain")
    site.answers |= {"/private/a": reply(), "/public": reply()}
    fetcher = site.fetcher()
    told = refused(fetcher, site.url("/private/a"))
    assert "asks robots not to read this page" in str(told)
    assert not told.again
    assert fetcher.get(site.url("/public")).content == PAGE
    assert [path for path, _ in site.asked] == ["/robots.txt", "/public"]


def test_a_redirect_to_what_robots_may_not_read_is_not_followed(site):
    site.robots = reply(b"User-agent: *\nDisallow: /private\n")
    site.answers["/a"] = sent_on("/private/a")
    refused(site.fetcher(), site.url("/a"))
    assert site.pages == ["/a"]


RULES = {
    "no rules": (reply(b"", 404), True),
    "rules behind a login": (reply(b"", 403), True),
    "an empty file": (reply(b""), True),
    "a page instead": (reply(PAGE), True),
    "rules for others": (reply(b"User-agent: Otherbot\nDisallow: /\n"), True),
    "rules for us": (reply(b"User-agent: MapApp\nDisallow: /\n\nUser-agent: *\nAllow: /\n"), False),
    "rules for all but us": (reply(b"User-agent: *\nDisallow: /\n\nUser-agent: mapapp\nAllow: /\n"), True),
    "a wildcard": (reply(b"User-agent: *\nDisallow: /*.html$\n"), True),
    "wildcards without end": (reply(b"User-agent: *\nDisallow: /" + b"*a" * 50_000 + b"b\n"), True),
    "a mark of its bytes": (reply(b"\xef\xbb\xbfUser-agent: *\nDisallow: /\n"), False),
    "no text": (reply(bytes(range(256)) * 100), True),
    "other robots without end": (
        reply(b"".join(b"User-agent: bot%d\n" % n for n in range(12_000)) + b"Disallow: /x\n" * 20_000),
        True,
    ),
    "our rules in a huge file": (reply(b"User-agent: *\nDisallow: /\n" + b"#" * 900_000), False),
    "our rules behind what is read": (reply(b"#" * 600_000 + b"\nUser-agent: *\nDisallow: /\n"), True),
    "rules elsewhere": (sent_on("/moved.txt"), False),
    "a bomb": (reply(BOMB, content_encoding="gzip"), True),
}


@pytest.mark.parametrize("what", RULES)
def test_rules_for_robots_are_read_as_they_are_meant(site, what):
    site.robots, allowed = RULES[what]
    site.answers |= {"/a": reply(), "/moved.txt": reply(b"User-agent: *\nDisallow: /\n")}
    if allowed:
        assert site.fetcher().get(site.url("/a")).content == PAGE
    else:
        assert "asks robots" in str(refused(site.fetcher(), site.url("/a")))


CLOSED = {
    "trouble": (reply(b"", 503), "What news.example asks of robots can't be read now"),
    "too many": (reply(b"", 429), "What news.example asks of robots can't be read now"),
    "nothing": (b"", "news.example broke off"),
    "silence": (endless(b"", b"", 0.05), "within 0.3 seconds"),
}


@pytest.mark.parametrize("what", CLOSED)
def test_where_the_rules_cannot_be_read_nothing_is(site, what):
    site.robots, words = CLOSED[what]
    site.answers["/a"] = reply()
    fetcher = site.fetcher(limits={"seconds": 0.3})
    for _ in range(2):  # it is not asked twice within minutes
        told = refused(fetcher, site.url("/a"))
        assert words in str(told)
        assert told.again
    assert len(site.asked) == 1
    assert site.pages == []


def test_rules_that_lead_to_a_private_address_close_the_site(site):
    site.robots = sent_on("http://10.0.0.1/robots.txt")
    fetcher = site.fetcher(resolve=lambda host, _port: [LOOPBACK if host == "news.example" else host])
    assert "10.0.0.1" in str(refused(fetcher, site.url("/a")))
    assert site.pages == []


# how polite we are


def test_between_two_requests_to_one_site_there_is_a_pause(site):
    site.answers |= {"/a": reply(), "/b": reply()}
    slept = []
    fetcher = site.fetcher(sleep=slept.append, limits={"pause_seconds": 3.0})
    fetcher.get(site.url("/a"))
    fetcher.get(site.url("/b"))
    assert [round(seconds) for seconds in slept] == [3]


def test_the_pause_is_as_long_as_the_site_asks(site):
    site.robots = reply(b"User-agent: *\nCrawl-delay: 20\n")
    site.answers |= {"/a": reply(), "/b": reply()}
    slept = []
    fetcher = site.fetcher(sleep=slept.append)
    fetcher.get(site.url("/a"))
    fetcher.get(site.url("/b"))
    assert [round(seconds) for seconds in slept] == [20]


def test_who_would_wait_too_long_is_told_to_come_again(site):
    site.robots = reply(b"User-agent: *\nCrawl-delay: 86400\n")
    site.answers |= {"/a": reply(), "/b": reply()}
    fetcher = site.fetcher()
    fetcher.get(site.url("/a"))
    told = refused(fetcher, site.url("/b"))
    assert "not our turn" in str(told)
    assert (told.again, told.not_our_turn) == (True, True)
    assert 30 < told.after_seconds <= 60


def test_a_redirect_within_a_site_needs_no_turn_of_its_own(site):
    site.robots = reply(b"User-agent: *\nCrawl-delay: 86400\n")
    site.answers |= {"/a": sent_on("/b"), "/b": reply()}
    assert site.fetcher().get(site.url("/a")).url == site.url("/b")


def test_a_redirect_to_a_site_that_was_just_asked_waits(site):
    site.answers |= {"/a": sent_on(site.url("/b", "other.example")), "/b": reply()}
    slept = []
    fetcher = site.fetcher(sleep=slept.append, limits={"pause_seconds": 3.0})
    fetcher.get(site.url("/b", "other.example"))
    fetcher.get(site.url("/a"))
    assert [round(seconds) for seconds in slept] == [3]


def test_one_site_is_asked_one_thing_at_a_time_and_two_sites_two(site):
    inside, most = [], []
    lock = threading.Lock()

    def slowly(_closing):
        with lock:
            inside.append(1)
            most.append(len(inside))
        time.sleep(0.05)
        with lock:
            inside.pop()
        yield reply()

    site.answers["/a"] = slowly
    fetcher = site.fetcher()

    def ask_all(hosts):
        most.clear()
        asking = [threading.Thread(target=fetcher.get, args=(site.url("/a", host),)) for host in hosts]
        for one in asking:
            one.start()
        for one in asking:
            one.join()
        return max(most)

    assert ask_all(["a.example"] * 4) == 1
    assert ask_all([f"{name}.example" for name in "bcde"]) > 1


def test_turns_are_given_out_one_pause_apart():
    now = [100.0]
    turns = MemoryTurns(lambda: now[0])
    assert [turns.take("a", 2.0, 5.0) for _ in range(4)] == [0, 2, 4, 6]
    assert turns.take("a", 2.0, 5.0) == 6  # the one before was not taken
    assert turns.take("b", 2.0, 5.0) == 0
    now[0] += 60
    turns.hold_off("a", 9)
    turns.hold_off("a", 3)
    assert turns.take("a", 2.0, 99.0) == 9
