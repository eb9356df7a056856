from __future__ import annotations

import json
import logging
import os
import sqlite3
import subprocess
import sys
import threading
from itertools import pairwise
from pathlib import Path

import pytest
from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderParseError,
    GeocoderQueryError,
    GeocoderRateLimited,
    GeocoderServiceError,
    GeocoderTimedOut,
    GeocoderUnavailable,
    GeopyError,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.__main__ import main
from gazetteer.chained import ChainedGeocoder
from gazetteer.geocoder import OfflineGeocoder
from gazetteer.online import OnlineGeocoder, OnlineSettings, SettingMistaken, find_online, online_geocoder
from gazetteer.online.cache import DAY, AnswerCache
from gazetteer.online.pace import Pace
from gazetteer.online.reading import plain_text
from gazetteer.online.store import Store
from gazetteer.online.transport import MOST_BYTES
from tests.gazetteer.loopback import LICENCE, Reply, keep_to_the_loopback, place, said, serving

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(autouse=True)
def _here_only(monkeypatch):
    keep_to_the_loopback(monkeypatch)
    for name in list(os.environ):
        if name.startswith("GAZETTEER_ONLINE"):
            monkeypatch.delenv(name)


@pytest.fixture
def server():
    with serving() as server:
        yield server


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "kept" / "cache.sqlite"


@pytest.fixture
def geocoder(server, cache):
    return online_geocoder(server.settings(cache))


def in_another_process(code, environment, *arguments):
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def outcome(process):
    told, complaint = process.communicate(timeout=120)
    assert process.returncode == 0, complaint
    return told.strip()


ASK = """
import sys
from geopy.exc import GeopyError
from gazetteer.online import online_geocoder
try:
    found = online_geocoder().geocode(sys.argv[1])
    print(found and found.address)
except GeopyError as problem:
    print(type(problem).__name__)
"""


# settings


def test_with_nothing_set_there_is_no_service_and_no_socket():
    code = """
import sys
from gazetteer.online import online_geocoder
import gazetteer.__main__
assert online_geocoder() is None
print(sorted({"socket", "ssl", "http.client", "urllib.request", "requests", "geopy"} & set(sys.modules)))
"""
    assert outcome(in_another_process(code, {"GAZETTEER_ONLINE": ""})) == "[]"


@pytest.mark.parametrize("off", [None, "", "off", "0", "No", " "])
def test_off_is_off(off):
    environment = {} if off is None else {"GAZETTEER_ONLINE": off}
    assert online_geocoder(OnlineSettings.from_environment(environment)) is None


def test_every_setting_is_read():
    read = OnlineSettings.from_environment(
        {
            "GAZETTEER_ONLINE": "Nominatim",
            "GAZETTEER_ONLINE_DOMAIN": "localhost:8080",
            "GAZETTEER_ONLINE_SCHEME": "http",
            "GAZETTEER_ONLINE_USER_AGENT": "atlas (desk@example.org)",
            "GAZETTEER_ONLINE_API_KEY": "secret",
            "GAZETTEER_ONLINE_LANGUAGE": "ar",
            "GAZETTEER_ONLINE_RATE_SECONDS": "0.5",
            "GAZETTEER_ONLINE_TIMEOUT_SECONDS": "3",
            "GAZETTEER_ONLINE_CACHE": "/tmp/some.sqlite",
            "GAZETTEER_ONLINE_CACHE_DAYS": "7",
            "GAZETTEER_ONLINE_CACHE_MB": "",
        }
    )
    assert read == OnlineSettings(
        service="nominatim",
        domain="localhost:8080",
        scheme="http",
        user_agent="atlas (desk@example.org)",
        api_key="secret",
        language="ar",
        rate_seconds=0.5,
        timeout_seconds=3,
        cache=Path("/tmp/some.sqlite"),
        cache_days=7,
    )
    assert "secret" not in repr(read)


MISTAKES = [
    ({"GAZETTEER_ONLINE": "nominatim"}, "GAZETTEER_ONLINE_USER_AGENT.*policy"),
    ({"GAZETTEER_ONLINE": "on"}, "GAZETTEER_ONLINE must be a service"),
    ({"GAZETTEER_ONLINE": "opencage"}, "GAZETTEER_ONLINE_API_KEY"),
    ({"GAZETTEER_ONLINE": "photon", "GAZETTEER_ONLINE_API_KEY": "k"}, "takes no key"),
    ({"GAZETTEER_ONLINE": "photon", "GAZETTEER_ONLINE_API_KEY": "a\nb"}, "no key has"),
    ({"GAZETTEER_ONLINE_DOMAIN": "https://example.org"}, "without https://"),
    ({"GAZETTEER_ONLINE_DOMAIN": "user@example.org"}, "GAZETTEER_ONLINE_DOMAIN"),
    ({"GAZETTEER_ONLINE_SCHEME": "ftp"}, "https or http"),
    ({"GAZETTEER_ONLINE_USER_AGENT": "a\r\nX-Other: b"}, "GAZETTEER_ONLINE_USER_AGENT"),
    ({"GAZETTEER_ONLINE_LANGUAGE": "en&limit=9"}, "GAZETTEER_ONLINE_LANGUAGE"),
    ({"GAZETTEER_ONLINE_RATE_SECONDS": "fast"}, "must be a number"),
    ({"GAZETTEER_ONLINE_RATE_SECONDS": "-1"}, "from 0 to"),
    ({"GAZETTEER_ONLINE_RATE_SECONDS": "nan"}, "GAZETTEER_ONLINE_RATE_SECONDS"),
    ({"GAZETTEER_ONLINE_TIMEOUT_SECONDS": "0"}, "GAZETTEER_ONLINE_TIMEOUT_SECONDS"),
    ({"GAZETTEER_ONLINE_TIMEOUT_SECONDS": "inf"}, "GAZETTEER_ONLINE_TIMEOUT_SECONDS"),
    ({"GAZETTEER_ONLINE_CACHE": "/"}, "a file, not a folder"),
    ({"GAZETTEER_ONLINE_CACHE_DAYS": "week"}, "GAZETTEER_ONLINE_CACHE_DAYS"),
    ({"GAZETTEER_ONLINE_USERAGENT": "x"}, "there is no setting GAZETTEER_ONLINE_USERAGENT"),
    (
        {"GAZETTEER_ONLINE": "nominatim", "GAZETTEER_ONLINE_USER_AGENT": "x", "GAZETTEER_ONLINE_RATE_SECONDS": "0.2"},
        "must be 1 or more",
    ),
    ({"GAZETTEER_ONLINE": "nominatim", "GAZETTEER_ONLINE_USER_AGENT": "my-application"}, "my-application"),
]


@pytest.mark.parametrize(("environment", "sentence"), MISTAKES)
def test_a_mistaken_setting_is_told_in_a_sentence(environment, sentence):
    with pytest.raises(SettingMistaken, match=sentence):
        online_geocoder(OnlineSettings.from_environment(environment))


# answers


def test_an_answer_keeps_whom_to_credit_and_when_it_came(geocoder):
    raw = geocoder.geocode("Aleppo").raw
    assert raw["licence"] == raw["attribution"] == LICENCE
    assert raw["service"] == "nominatim"
    assert raw["retrieved"].startswith("20")
    assert raw["retrieved"].endswith("+00:00")


def test_an_answer_without_a_licence_is_credited_all_the_same(server, geocoder):
    server.replies["Idlib"] = said([place("Idlib", licence=None)])
    assert "OpenStreetMap" in geocoder.geocode("Idlib").raw["attribution"]


def test_the_service_is_told_who_asks_and_what(server, geocoder):
    geocoder.geocode("  Springfield\n", exactly_one=False, country="US", limit=4)
    path, parameters, headers = server.asked[0]
    assert path == "/search"
    assert headers["User-Agent"] == "tests"
    wanted = {"q": "Springfield", "countrycodes": "us", "limit": "4", "accept-language": "en"}
    assert wanted.items() <= parameters.items()


MISTAKEN_QUERIES = [
    ("", {}),
    ("x" * 501, {}),
    (5, {}),
    ("Aleppo", {"country": "XX"}),
    ("Aleppo", {"limit": 0, "exactly_one": False}),
    ("Aleppo", {"timeout": -1}),
    ("Aleppo", {"timeout": "soon"}),
]


@pytest.mark.parametrize(("query", "options"), MISTAKEN_QUERIES)
def test_a_mistaken_query_never_leaves_this_machine(server, geocoder, query, options):
    with pytest.raises(GeocoderQueryError):
        geocoder.geocode(query, **options)
    assert not server.asked


def photon(name, latitude, longitude, code):
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
        "properties": {"name": name, "osm_id": 1, "countrycode": code},
    }


def test_another_service_is_asked_in_its_own_way(server, cache):
    geocoder = online_geocoder(server.settings(cache, service="photon"))
    found = [photon("Paris", 48.85, 2.35, "FR"), photon("Paris", 33.66, -95.56, "US")]
    server.replies["Paris"] = said({"type": "FeatureCollection", "features": found})
    assert geocoder.geocode("Paris").longitude == 2.35
    assert geocoder.geocode("Paris", country="us").longitude == -95.56
    assert geocoder.geocode("Paris", country="SY") is None
    assert "OpenStreetMap" in geocoder.geocode("Paris").raw["attribution"]


def test_a_service_that_cannot_stay_in_a_country_says_so(server, cache):
    geocoder = online_geocoder(server.settings(cache, service="photon"))
    server.replies["Paris"] = said({"features": [photon("Paris", 48.85, 2.35, None)]})
    with pytest.raises(GeocoderQueryError, match="can't stay in a country"):
        geocoder.geocode("Paris", country="FR")


def test_an_answer_in_another_country_than_asked_for_is_left_out(server, geocoder):
    nowhere = place("Paris", "49", "3", "fr") | {"address": {}}
    server.replies["Paris"] = said(
        [place("Paris, Texas", "33.66", "-95.56", "us"), place("Paris", country="fr"), nowhere]
    )
    found = geocoder.geocode("Paris", country="FR", exactly_one=False)
    assert [one.raw["address"].get("country_code") for one in found] == ["fr", None]
    server.replies["Homs"] = said([place("Homs, Texas", country="us")])
    assert geocoder.geocode("Homs", country="SY") is None


# what services do wrong

OTHER_PLACES = [
    ({"lat": "91"}, "91"),
    ({"lon": "200"}, "200"),
    ({"lon": 1e308}, "for lon"),
    ({"lat": "nan"}, "nan"),
    ({"lat": "north"}, "north"),
    ({"lat": None, "lon": None}, "without a point"),
    ({"lat": "0", "lon": "0"}, "without a point"),
    ({"lat": True, "lon": True}, "without a point"),
    ({"lat": ["36.2"]}, "unexpected form"),
    ({"place_id": [1, 2]}, "a list for place_id"),
    ({"osm_id": {"a": 1}}, "a dict for osm_id"),
    ({"display_name": None}, "unexpected form"),
    ({"display_name": ["a"]}, "a name that is no text"),
    ({"display_name": 5}, "a name that is no text"),
    ({"display_name": "x" * 20_000}, "20000 characters"),
]
BODIES = [
    (b"", "did not answer with JSON"),
    (b"<html><script>alert(1)</script>", "begins: ‹html›‹script›"),
    (b'[{"lat": "36.2", ', "did not answer with JSON"),
    (b"[NaN]", "did not answer with JSON"),
    (b"[" * 100_000, "did not answer with JSON"),
    (b"[" * 60 + b"]" * 60, "nested too deeply"),
    (b'{"a":' * 5000 + b"1" + b"}" * 5000, "nested|JSON"),
    (b"\xff\xfe\x00", "not text"),
    (b'"Aleppo"', "unexpected form"),
    (b"5", "unexpected form"),
    (b"[5]", "unexpected form"),
    (b"[[]]", "unexpected form"),
    (b"[null]", "unexpected form"),
    (b"[1e999]", "too large"),
    (b"[" + b"1" * 5000 + b"]", "did not answer with JSON"),
    (b" " * (MOST_BYTES + 1), "larger than 1 MB"),
]
HOSTILE = [(json.dumps([place(**more)]).encode(), sentence) for more, sentence in OTHER_PLACES] + BODIES


# what another test has left open may be found at any moment
@pytest.mark.filterwarnings("error", "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(("body", "sentence"), HOSTILE)
def test_an_answer_that_cannot_be_true_is_refused_and_forgotten(server, geocoder, body, sentence):
    server.replies["Homs"] = Reply(body=body)
    with pytest.raises(GeocoderParseError, match=sentence) as refused:
        geocoder.geocode("Homs")
    assert len(str(refused.value)) < 320
    server.replies["Homs"] = said([place("Homs")])
    assert geocoder.geocode("Homs").address == "Homs"


def test_markup_and_control_characters_are_made_harmless(server, geocoder):
    nasty = "<script>alert('x')</script>\x00\x1b[2J\u202e\ud800 Homs"
    server.replies["Homs"] = said([place(nasty, extra={"<b>": [nasty]})])
    location = geocoder.geocode("Homs")
    for text in (location.address, json.dumps(location.raw, ensure_ascii=False)):
        assert not set(text) & set("<>\x00\x1b\u202e\ud800")
        assert "Homs" in text


STATUSES = [
    (400, GeocoderQueryError),
    (401, GeocoderAuthenticationFailure),
    (403, GeocoderInsufficientPrivileges),
    (404, GeocoderServiceError),
    (429, GeocoderRateLimited),
    (500, GeocoderServiceError),
    (503, GeocoderTimedOut),
    (304, GeocoderServiceError),
]


@pytest.mark.parametrize(("status", "error"), STATUSES)
def test_a_refusal_is_geopys_error_and_not_kept(server, cache, status, error):
    server.replies["Homs"] = Reply(status=status, body=b"<html>" * 10_000)
    with pytest.raises(error, match=str(status)):
        online_geocoder(server.settings(cache)).geocode("Homs")
    with sqlite3.connect(cache) as connection:
        assert connection.execute("SELECT count(*) FROM answer").fetchone() == (0,)


@pytest.mark.parametrize(
    ("told", "understood"),
    [("120", 120), (None, None), ("soon", None), ("-5", 0), ("Fri, 31 Dec 1999 23:59:59 GMT", 0)],
)
def test_too_many_requests_tells_when_to_come_back(server, geocoder, told, understood):
    server.replies["Homs"] = Reply(status=429, headers={} if told is None else {"Retry-After": told})
    with pytest.raises(GeocoderRateLimited) as limited:
        geocoder.geocode("Homs")
    assert limited.value.retry_after == understood


@pytest.mark.parametrize("headers", [{"Retry-After": "120"}, {}])
def test_after_too_many_requests_the_service_is_left_alone(server, cache, headers):
    server.replies["Homs"] = Reply(status=429, headers=headers)
    with pytest.raises(GeocoderRateLimited):
        online_geocoder(server.settings(cache)).geocode("Homs")
    with pytest.raises(GeocoderRateLimited, match="may not be asked") as limited:
        online_geocoder(server.settings(cache)).geocode("Aleppo")
    assert limited.value.retry_after > 30
    assert len(server.asked) == 1


@pytest.mark.parametrize("reply", [Reply(stalls=True), Reply(drips=True), Reply(drips_headers=True)])
def test_a_slow_service_is_left_waiting(server, geocoder, reply):
    server.replies["Homs"] = reply
    with pytest.raises(GeocoderTimedOut, match="did not answer in time"):
        geocoder.geocode("Homs", timeout=0.3)


def test_an_endless_answer_leaves_no_thread_behind(server, geocoder):
    server.replies["Homs"] = Reply(drips=True)
    with pytest.raises(GeocoderTimedOut):
        geocoder.geocode("Homs", timeout=0.3)
    asking = [thread for thread in threading.enumerate() if thread.name == f"asking {server.domain}"]
    for thread in asking:
        thread.join(30)
    assert not any(thread.is_alive() for thread in asking)


def test_a_service_that_is_away_is_unavailable(cache):
    with serving() as server:
        geocoder = online_geocoder(server.settings(cache))
    with pytest.raises(GeocoderUnavailable, match="can't be reached"):
        geocoder.geocode("Homs")


@pytest.mark.parametrize("location", ["http://127.0.0.2:1/search", "/elsewhere", "http://[", "file:///etc/passwd", ""])
def test_a_redirect_is_not_followed(server, geocoder, location):
    server.replies["Homs"] = Reply(status=302, headers={"Location": location})
    with pytest.raises(GeocoderServiceError):
        geocoder.geocode("Homs")
    assert len(server.asked) == 1


def test_an_answer_that_was_not_modified_is_no_redirect(server, geocoder):
    server.replies["Homs"] = Reply(status=304)
    with pytest.raises(GeocoderServiceError, match="refused with HTTP status 304"):
        geocoder.geocode("Homs")


@pytest.mark.parametrize(
    "start", [b"\x1b[2J<script>", b"HTTP/1.1 \x1b[2J<b> no\r\n", b"HTTP/1.1 200\x1b" + b"x" * 9_000]
)
def test_a_status_line_that_is_none_comes_into_no_message_as_it_is(server, geocoder, start):
    server.replies["Homs"] = Reply(raw=start + b"\r\n\r\n")
    with pytest.raises(GeocoderUnavailable, match="broke off") as refused:
        geocoder.geocode("Homs")
    assert not set(str(refused.value)) & set("<>\x1b\r\n")
    assert len(str(refused.value)) < 200


def test_an_answer_that_is_cut_short_is_none(server, cache, geocoder):
    server.replies["Homs"] = Reply(body=b"[]", headers={"Content-Length": "500"})
    with pytest.raises(GeocoderUnavailable, match="broke off after 2 of 500 bytes"):
        geocoder.geocode("Homs")
    server.replies["Homs"] = said([place("Homs")])
    assert geocoder.geocode("Homs").address == "Homs"


def test_a_key_stands_in_no_message(server, cache):
    geocoder = online_geocoder(server.settings(cache, service="pickpoint", api_key="s3cret"))
    server.replies["Homs"] = said({"error": "the key s3cret is wrong"})
    with pytest.raises(GeocoderQueryError, match=r"the key \(the key\) is wrong"):
        geocoder.geocode("Homs")
    assert b"s3cret" not in b"".join(path.read_bytes() for path in cache.parent.iterdir())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["36.2", "-200", "nan"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["lat", "lon", "display_name", "error", "place_id"]) | st.text(), inner)
    ),
)
DEGREES = JSON | st.floats(-100, 100) | st.integers(-200, 200).map(str)
NAMES = JSON | st.text()


def test_whatever_is_answered_gives_points_on_earth_or_geopys_error(server, cache):
    geocoder = OnlineGeocoder(server.settings(cache, cache_days=0))

    @settings(max_examples=80)
    @given(answered=JSON | st.lists(st.fixed_dictionaries({"lat": DEGREES, "lon": DEGREES, "display_name": NAMES})))
    def holds(answered):
        server.replies["Homs"] = said(answered)
        try:
            found = geocoder.geocode("Homs", exactly_one=False) or []
        except GeopyError as problem:
            assert str(problem)
        else:
            assert all(abs(one.latitude) <= 90 and abs(one.longitude) <= 180 for one in found)
            assert all(isinstance(one.address, str) for one in found)
            assert json.dumps([one.raw for one in found], allow_nan=False, ensure_ascii=False).encode()

    holds()


@given(st.text())
def test_plain_text_stays_plain(text):
    plain = plain_text(text)
    assert plain_text(plain) == plain
    assert not set(plain) & set("<>\n\x00")
    plain.encode()


# the cache and the pace


@pytest.mark.parametrize("query", ["Aleppo", "Qzxqzxqzx"])
def test_the_same_query_is_asked_once(server, cache, query):
    first = online_geocoder(server.settings(cache)).geocode(query)
    assert online_geocoder(server.settings(cache)).geocode(query) == first
    assert len(server.asked) == 1


def test_another_query_or_option_or_service_is_another_answer(server, cache):
    geocoder = online_geocoder(server.settings(cache))
    geocoder.geocode("Paris")
    geocoder.geocode("Paris", country="US")
    geocoder.geocode("Paris", exactly_one=False)
    geocoder.geocode("Springfield")
    geocoder.reverse((48.85, 2.35))
    online_geocoder(server.settings(cache, language="fr")).geocode("Paris")
    assert len(server.asked) == 6


def test_two_processes_share_what_they_learn(server, cache):
    told = [outcome(in_another_process(ASK, server.environment(cache), "Aleppo")) for _ in range(2)]
    assert told == ["Aleppo, Syria"] * 2
    assert len(server.asked) == 1


def test_two_processes_share_the_rate(server, cache):
    environment = server.environment(cache, GAZETTEER_ONLINE_RATE_SECONDS="3600")
    both = [in_another_process(ASK, environment, query) for query in ("Aleppo", "Springfield")]
    told = {outcome(process) for process in both}
    assert len(server.asked) == 1
    assert "GeocoderRateLimited" in told
    assert len(told) == 2


class Clock:
    def __init__(self):
        self.now = 1_000_000.0

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        assert seconds > 0
        self.now += seconds


def test_requests_keep_their_distance(cache):
    clock = Clock()
    paces = [Pace(Store(cache), "here", 1.0, clock=clock, sleep=clock.sleep) for _ in range(2)]
    turns = []
    for pace in paces * 3:
        pace.wait()
        turns.append(clock.now)
    assert [later - earlier for earlier, later in pairwise(turns)] == pytest.approx([1.0] * 5)


def test_services_do_not_wait_for_each_other(cache):
    clock = Clock()
    for source in ("here", "there"):
        Pace(Store(cache), source, 1.0, clock=clock, sleep=clock.sleep).wait()
    assert clock.now == 1_000_000.0


def test_a_clock_set_back_shuts_nobody_out(cache):
    clock = Clock()
    pace = Pace(Store(cache), "here", 1.0, clock=clock, sleep=clock.sleep)
    pace.wait()
    pace.pause(3600)
    clock.now -= 90 * DAY
    pace.wait()


def test_a_pause_lasts_a_day_at_most(cache):
    clock = Clock()
    pace = Pace(Store(cache), "here", 1.0, clock=clock, sleep=clock.sleep)
    pace.pause(1e12)
    with pytest.raises(GeocoderRateLimited):
        pace.wait()
    clock.now += DAY
    pace.wait()


def test_an_answer_grows_old(cache):
    clock = Clock()
    answers = AnswerCache(Store(cache), days=30, most_bytes=1e6, clock=clock)
    answers.put("Aleppo", "[1]")
    clock.now += 29 * DAY
    assert answers.get("Aleppo") == "[1]"
    clock.now += DAY
    assert answers.get("Aleppo") is None


def test_the_oldest_answers_go_when_there_is_no_more_room(cache):
    clock = Clock()
    answers = AnswerCache(Store(cache), days=30, most_bytes=200_000, clock=clock)
    for number in range(300):
        clock.now += 1
        answers.put(f"place {number}", "x" * 2_000)
    kept = [number for number in range(300) if answers.get(f"place {number}")]
    assert 30 < len(kept) < 100
    assert kept == list(range(kept[0], 300))
    assert cache.stat().st_size < 300_000


def at_once(stores, work):
    ready = threading.Barrier(len(stores))

    def run(number):
        ready.wait()
        work(number, stores[number])

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(stores))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_of_many_who_ask_at_once_one_has_the_turn(cache):
    stores, turns = [Store(cache) for _ in range(12)], []

    def ask(number, store):
        try:
            Pace(store, "here", 3600).wait()
            turns.append(number)
        except GeocoderRateLimited:
            pass

    at_once(stores, ask)
    assert len(turns) == 1
    assert [store.problem for store in stores] == [None] * len(stores)


def test_many_may_open_a_new_file_at_once(cache):
    stores = [Store(cache) for _ in range(12)]
    at_once(stores, lambda number, store: AnswerCache(store, days=1, most_bytes=1e6).put(str(number), "[]"))
    assert [store.problem for store in stores] == [None] * len(stores)
    answers = AnswerCache(Store(cache), days=1, most_bytes=1e6)
    assert [answers.get(str(number)) for number in range(len(stores))] == ["[]"] * len(stores)


def test_the_file_is_for_its_owner_only(geocoder, cache):
    geocoder.geocode("Aleppo")
    assert cache.stat().st_mode & 0o077 == 0


def foreign(cache):
    with sqlite3.connect(cache) as connection:
        connection.execute("CREATE TABLE treasure(gold)")
    connection.close()


BROKEN = [
    pytest.param(lambda cache: cache.write_bytes(b"not a database " * 1000), id="no database"),
    pytest.param(foreign, id="another database"),
    pytest.param(lambda cache: cache.mkdir(), id="a folder"),
]


@pytest.mark.parametrize("spoil", BROKEN)
def test_a_cache_that_cannot_be_used_is_told_and_loses_nothing(server, cache, caplog, spoil):
    settings = server.settings(cache)
    cache.parent.mkdir()
    spoil(cache)
    before = cache.read_bytes() if cache.is_file() else None
    geocoder = online_geocoder(settings)
    with caplog.at_level(logging.WARNING):
        assert [geocoder.geocode("Aleppo").address for _ in range(3)] == ["Aleppo, Syria"] * 3
    assert "GAZETTEER_ONLINE_CACHE" in geocoder.cache_problem
    assert len(caplog.records) == 1
    assert len(server.asked) == 1
    assert before == (cache.read_bytes() if cache.is_file() else None)


def test_a_locked_cache_is_done_without(server, cache, monkeypatch):
    monkeypatch.setattr("gazetteer.online.store.LOCK_SECONDS", 0.05)
    geocoder = online_geocoder(server.settings(cache))
    geocoder.geocode("Springfield")
    holder = sqlite3.connect(cache, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    assert geocoder.geocode("Aleppo").address == "Aleppo, Syria"
    assert "locked" in geocoder.cache_problem
    holder.close()


@pytest.mark.filterwarnings("ignore:Latitude normalization")
@pytest.mark.parametrize(
    "kept", ["{}", "[5]", "0", '[{"address": "x", "latitude": 91, "longitude": 0, "raw": {}}]', "x"]
)
def test_a_spoilt_answer_is_asked_for_again(server, geocoder, cache, kept):
    geocoder.geocode("Aleppo")
    with sqlite3.connect(cache) as connection:
        connection.execute("UPDATE answer SET places = ?", (kept,))
    connection.close()
    assert geocoder.geocode("Aleppo").address == "Aleppo, Syria"
    assert len(server.asked) == 2


# the chain


class Canned:
    """Always the same answer, or error."""

    def __init__(self, answer):
        self.answer = answer
        self.asked = 0

    def geocode(self, *_, **__):
        self.asked += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    reverse = geocode


def scored(score, address="Hope"):
    from geopy.location import Location

    verdict = "sure" if score > 0.5 else "unknown"
    return Location(address, (1.0, 2.0), {"score": score, "verdict": verdict})


def test_what_is_known_offline_is_not_asked_online(gazetteer, server, geocoder):
    location = ChainedGeocoder(OfflineGeocoder(gazetteer), geocoder).geocode("Aleppo")
    assert location.raw["geocoder"] == "OfflineGeocoder"
    assert location.raw["problems"] == []
    assert not server.asked


def test_what_is_not_known_offline_is_asked_online(gazetteer, geocoder):
    location = ChainedGeocoder(OfflineGeocoder(gazetteer), geocoder).geocode("Bab al-Hawa Clinic")
    assert location.raw["geocoder"] == "OnlineGeocoder"
    assert location.raw["service"] == "nominatim"


def test_a_service_that_is_off_is_left_out(gazetteer):
    chain = ChainedGeocoder(OfflineGeocoder(gazetteer), online_geocoder())
    assert chain.geocode("Aleppo").raw["geocoder"] == "OfflineGeocoder"
    assert chain.geocode("Qzxqzxqzx") is None


def test_a_failing_service_spoils_no_answer(gazetteer, server, geocoder):
    server.replies["Qzxqzxqzx"] = Reply(status=500)
    chain = ChainedGeocoder(OfflineGeocoder(gazetteer), geocoder)
    assert chain.geocode("Qzxqzxqzx") is None
    assert chain.problems == (f"OnlineGeocoder: {server.domain} refused with HTTP status 500",)
    assert chain.geocode("Aleppo")
    assert chain.problems == ()


def test_a_poor_answer_gives_way_to_a_better_one():
    poor = Canned([scored(0.1)])
    assert ChainedGeocoder(poor, Canned([scored(0.9, "Clinic")])).geocode("x", exactly_one=False)[0].address == "Clinic"
    for other in (Canned(None), Canned(scored(0.2, "Clinic"))):
        assert ChainedGeocoder(poor, other).geocode("x", exactly_one=False)[0].address == "Hope"


def test_a_poor_answer_tells_why_there_is_no_better_one():
    location = ChainedGeocoder(Canned(scored(0.1)), Canned(GeocoderTimedOut("too late"))).geocode("x")
    assert location.address == "Hope"
    assert location.raw["problems"] == ["Canned: too late"]


def test_a_broken_first_geocoder_is_passed_over():
    chain = ChainedGeocoder(Canned(OSError("no file")), Canned(scored(0.9)))
    assert chain.reverse((1, 2)).raw["problems"] == ["Canned: no file"]


def test_only_when_all_fail_there_is_an_error():
    with pytest.raises(OSError, match="no file"):
        ChainedGeocoder(Canned(OSError("no file")), Canned(GeocoderTimedOut("late"))).geocode("x")


def test_a_query_that_the_first_refuses_is_asked_of_no_other():
    other = Canned(scored(0.9))
    with pytest.raises(GeocoderQueryError):
        ChainedGeocoder(Canned(GeocoderQueryError("empty")), other).geocode("")
    assert other.asked == 0


def test_a_chain_of_none_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        ChainedGeocoder(None)


# the command line


def switched_on(monkeypatch, server, cache):
    for name, value in server.environment(cache).items():
        monkeypatch.setenv(name, value)


def test_find_asks_online_for_what_is_not_known(gazetteer, server, cache, monkeypatch, capsys):
    switched_on(monkeypatch, server, cache)
    assert main(["find", "Bab al-Hawa Clinic", "--online", "--json"]) == 0
    told = capsys.readouterr()
    found = json.loads(told.out)[0]
    assert (found["lat"], found["country_code"], found["place_id"]) == (36.23, "SY", "nominatim:1234")
    assert LICENCE in told.err
    assert main(["find", "Bab al-Hawa Clinic", "--online"]) == 0
    assert "36.2300, 36.6800" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["find", "Bab al-Hawa Clinic"], ["find", "Aleppo", "--online"]])
def test_find_asks_online_only_when_told_to_and_needed(gazetteer, server, cache, monkeypatch, words):
    switched_on(monkeypatch, server, cache)
    main(words)
    assert not server.asked


def test_find_tells_why_it_cannot_ask(gazetteer, server, cache, monkeypatch, capsys):
    assert main(["find", "Qzxqzxqzx", "--online"]) == 2
    assert "set GAZETTEER_ONLINE" in capsys.readouterr().err
    switched_on(monkeypatch, server, cache)
    server.replies["Qzxqzxqzx"] = Reply(status=500)
    assert main(["find", "Qzxqzxqzx", "--online"]) == 2
    assert "HTTP status 500" in capsys.readouterr().err


POOR = "Francis"
"""A name whose best place is not likely enough."""


def test_find_asks_online_where_no_place_is_likely(gazetteer, server, cache, monkeypatch, capsys):
    switched_on(monkeypatch, server, cache)
    server.replies[POOR] = said([place("Francis, Oklahoma")])
    assert main(["find", POOR, "--online"]) == 0
    told = capsys.readouterr()
    assert "Francis, Oklahoma" in told.out
    assert "none of these is likely enough" not in told.err


ELSEWISE = [
    (None, "set GAZETTEER_ONLINE"),
    (said([]), "none of these is likely enough"),
    (Reply(status=500), "HTTP status 500"),
]


@pytest.mark.parametrize(("reply", "sentence"), ELSEWISE)
def test_find_keeps_an_unlikely_place_when_the_service_has_no_better(
    gazetteer, server, cache, monkeypatch, capsys, reply, sentence
):
    if reply:
        switched_on(monkeypatch, server, cache)
        server.replies[POOR] = reply
    assert main(["find", POOR, "--online"]) == 0
    told = capsys.readouterr()
    assert "Utah" in told.out
    assert sentence in told.err
    assert "none of these is likely enough" in told.err


@pytest.mark.parametrize("word", ["Bab al-Hawa Clinic", "Qzxqzxqzx"])
def test_find_tells_why_the_cache_cannot_be_used(gazetteer, server, cache, monkeypatch, capsys, word):
    switched_on(monkeypatch, server, cache)
    server.replies["Qzxqzxqzx"] = Reply(status=500)
    cache.parent.mkdir()
    cache.write_bytes(b"not a database " * 1000)
    main(["find", word, "--online"])
    assert f"gazetteer: {cache} can't be used" in capsys.readouterr().err


def test_find_online_answers_an_array_that_may_be_empty(server, cache, monkeypatch):
    switched_on(monkeypatch, server, cache)
    assert find_online("Qzxqzxqzx") == []
    assert [one["lat"] for one in find_online("Springfield", country="US", limit=2)] == [40.0, 41.0]
