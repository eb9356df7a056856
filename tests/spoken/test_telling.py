"""Which language is spoken, and how it says sentences, numbers and days."""

from __future__ import annotations

import threading
from contextvars import copy_context
from datetime import UTC, date, datetime
from gettext import NullTranslations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.domain.claim import CountKind
from mapapp.domain.event_types import EVENT_TYPES, GROUPS
from mapapp.domain.incident import PartyKind, Status
from mapapp.domain.names import event_name, name_of, persons
from mapapp.domain.report import SourceKind
from mapapp.domain.when import TimePrecision
from mapapp.spoken import (
    _,
    country_name,
    day,
    interval,
    language,
    language_name,
    long_day,
    ngettext,
    number,
    percent,
    preferred,
    speak,
    speaker,
    speaking,
)
from mapapp.spoken import sentences as told

THIN, FIXED = "\u202f", "\u00a0"

WISHES = [
    ("fr-CA,fr;q=0.9,en;q=0.8", "fr"),
    ("en-GB,fr;q=0.9", "en"),
    ("de;q=0.9,fr;q=0.5,en;q=0.1", "fr"),
    ("fr;q=0,en", "en"),
    ("FR", "fr"),
    ("de,ja;q=0.4", None),
    ("", None),
    (None, None),
    ("fr;q=soon,;;,=", None),
    ("*", None),
]


@pytest.mark.parametrize(("wishes", "code"), WISHES)
def test_a_browser_gets_the_first_of_its_languages_that_is_here(wishes, code):
    assert preferred(wishes) == code


@given(st.text())
def test_any_wish_is_read(wishes):
    assert preferred(wishes) in {None, "en", "fr"}


def test_english_is_spoken_where_nobody_says_anything():
    assert language() == "en"


def test_a_language_is_spoken_in_its_own_context_alone():
    copy_context().run(speak, "fr")
    assert language() == "en"
    with speaking("fr"):
        found: list[str] = []
        other = threading.Thread(target=lambda: found.append(language()))
        other.start()
        other.join()
        assert (language(), found) == ("fr", ["en"])
    assert language() == "en"
    with pytest.raises(ValueError, match="there is no language"):
        speak("tlh")


def test_two_sessions_at_once_keep_their_own_language(monkeypatch):
    """As Streamlit runs them: each in a thread, asked for its session."""
    here = threading.local()
    monkeypatch.setattr(speaker, "_askers", [lambda: getattr(here, "language", None)])
    both, heard = threading.Barrier(2), {}

    def session(code):
        here.language = code
        words = []
        for _turn in range(20):
            both.wait(10)
            words.append(_("Map"))
        heard[code] = set(words)

    threads = [threading.Thread(target=session, args=(code,)) for code in ("en", "fr")]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert heard == {"en": {"Map"}, "fr": {"Carte"}}


PLURALS = [(0, "0 incidents", "0 incident"), (1, "1 incident", "1 incident"), (2, "2 incidents", "2 incidents")]


@pytest.mark.parametrize(("n", "english", "french"), PLURALS)
def test_a_number_decides_the_form(n, english, french):
    assert ngettext("{n} incident", "{n} incidents", n) == english
    with speaking("fr"):
        assert ngettext("{n} incident", "{n} incidents", n) == french


def test_numbers_days_and_countries_are_written_as_the_language_does():
    first, last = date(2016, 11, 30), date(2016, 12, 2)
    assert (number(1_234_567), percent(0.94), day(last)) == ("1,234,567", "94%", "2 Dec 2016")
    assert (long_day(last), interval(first, last)) == ("02 December 2016", "30 Nov – 2 Dec 2016")
    assert (country_name("SY", "Syria"), language_name("en")) == ("Syria", "English")
    with speaking("fr"):
        assert (number(1_234_567), number(0.5)) == (f"1{THIN}234{THIN}567", "0,5")
        assert (percent(0.94), day(last), long_day(last)) == (f"94{FIXED}%", "2 déc. 2016", "2 décembre 2016")
        assert interval(last, date(2016, 12, 4)) == "2–4 déc. 2016"
        assert interval(first, first, "month") == "nov. 2016"
        assert country_name("SY", "Syria") == "Syrie"
        assert country_name("QQ", "Nowhere") == "Nowhere"
        assert language_name("fr") == "Français"


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_a_number_has_the_same_digits_in_every_language(value):
    with speaking("fr"):
        french = number(value)
    assert french.replace(THIN, ",") == number(value)


def test_a_placeholder_may_hold_anything():
    hostile = "{0.__class__} {n} %s {{ x }}"
    assert _("told by {source}", source=hostile) == f"told by {hostile}"
    with speaking("fr"):
        assert _("told by {source}", source=hostile) == f"rapporté par {hostile}"


@pytest.mark.parametrize("broken", ["rapporté par {sourse}", "rapporté par {0}", "rapporté par {", "{source.x}"])
def test_a_translation_that_is_broken_is_not_shown(monkeypatch, broken):
    class Broken(NullTranslations):
        def gettext(self, message):
            return broken

    monkeypatch.setattr(told, "catalog", lambda code: Broken())
    assert _("told by {source}", source="SANA") == "told by SANA"


def test_every_code_that_is_shown_has_a_name():
    codes = [*Status, *PartyKind, *SourceKind, *TimePrecision]
    with speaking("fr"):
        same = {code.value for code in codes if name_of(code) == code.value}
    assert same == {"police", "organisation"}
    assert name_of("a code of tomorrow") == "a code of tomorrow"


def test_every_kind_of_event_has_a_name():
    names = {row.event_type.sub_type for row in EVENT_TYPES.values()} | {group.name for group in GROUPS.values()}
    with speaking("fr"):
        assert {name for name in names if event_name(name) == name} == {"Grenade"}
        assert event_name("Kept long ago under another name") == "Kept long ago under another name"
        assert event_name("") == ""


@pytest.mark.parametrize("kind", CountKind)
def test_every_kind_of_count_is_told_for_one_and_for_many(kind):
    with speaking("fr"):
        one, many = persons(kind, "1", 1), persons(kind, "3", 3)
    assert one.startswith("1 ")
    assert many == one.replace("1", "3") + "s"


def test_a_day_of_a_moment_is_the_day_in_utc():
    assert day(datetime(2016, 12, 31, 23, 59, tzinfo=UTC)) == "31 Dec 2016"
