from datetime import UTC, date, datetime

import numpy as np
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from sqlalchemy.sql.elements import BindParameter
from sqlalchemy.sql.visitors import iterate

from gazetteer.place import PlaceKind
from mapapp.domain.incident import Review, Status
from mapapp.domain.lately import Lately
from mapapp.domain.view import View
from mapapp.domain.when import TimePrecision
from mapapp.store import Store
from mapapp.store.filters import FILTERS, without
from mapapp.store.snapshot import Snapshot
from mapapp.store.synthetic import synthetic_readings
from tests.builders import a_claim, a_count, a_party, a_report, a_when, an_incident, an_incident_place
from tests.store.strategies import any_text, narrow_views, readings, views


@given(readings(), st.lists(narrow_views(), min_size=6, max_size=12))
@settings(max_examples=60)
def test_the_database_and_the_memory_always_agree(tmp_path_factory, kept, asked):
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('law')}/i.sqlite")
    store.keep_many(kept)
    snapshot = Snapshot.read(store)
    visible = [i for _, told in kept for i in told if i.review != Review.REJECTED]
    assert set(store.ids(View())) == {incident.id for incident in visible}
    for view in asked:
        found = store.ids(view)
        assert snapshot.ids(view) == found
        assert snapshot.tally(view) == store.tally(view)
        assert [row.id for row in store.rows(view)] == found
    store.close()


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A store with 400 incidents, and the same in memory."""
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('filled')}/i.sqlite")
    store.keep_many(synthetic_readings(400))
    yield store, Snapshot.read(store)
    store.close()


@given(st.data())
@settings(max_examples=150)
def test_they_agree_about_values_that_occur(filled, data):
    store, snapshot = filled
    facets = snapshot.facets(View())
    lists = {
        row.field: st.lists(st.sampled_from(sorted(facets[row.key])), max_size=6).map(tuple)
        for row in FILTERS
        if facets.get(row.key) and isinstance(getattr(View(), row.field), tuple)
    }
    dates = st.none() | st.dates(date(2010, 1, 1), date(2026, 1, 1))
    single = {"since": dates, "until": dates, "killed_at_least": st.none() | st.integers(0, 9)}
    words = st.sampled_from(["", "day", "soldiers", "a 1", "STRUCK place", "- 0"])
    some = data.draw(st.sets(st.sampled_from([*lists, *single]), max_size=2))
    view = View(words=data.draw(words), **{name: data.draw((lists | single)[name]) for name in sorted(some)})
    found = store.ids(view)
    event("all" if len(found) == len(snapshot) else "some" if found else "none")
    assert snapshot.ids(view) == found
    assert snapshot.tally(view) == store.tally(view)


def at(day: int, hour: int = 0) -> datetime:
    return datetime(2016, 12, day, hour, tzinfo=UTC)


DAYS_13_14 = {"when": a_when(start=at(13), end=at(15), precision=TimePrecision.DAYS)}
UNTIL_14 = {"when": a_when(start=None, end=at(15), precision=TimePrecision.UNTIL)}
SINCE_1_UNTIL_14 = {"when": a_when(start=at(1), end=at(15), precision=TimePrecision.UNTIL)}
UNDATED = {"when": None}
TWO_COUNTRIES = {"places": (an_incident_place(country_code="SY"), an_incident_place(country_code="IQ"))}
HAMA = {"places": (an_incident_place("Ḥamāh", surface="HAMA"),)}
ONLY_SYRIA = {"places": (an_incident_place(kind=PlaceKind.COUNTRY),)}
AT_LEAST_107 = {"counts": (a_count(107, None),)}
UP_TO_9 = {"counts": (a_count(None, 9),)}

MATCHES = [
    ("a type by its code", {}, View(types=("explosion.shelling",)), True),
    ("a type by its group", {}, View(types=("explosion",)), True),
    ("another type", {}, View(types=("battle",)), False),
    ("a group is not a prefix", {}, View(types=("explo",)), False),
    ("case matters in codes", {}, View(types=("EXPLOSION",)), False),
    ("one of two types", {}, View(types=("battle", "explosion.shelling")), True),
    ("an unknown type", {}, View(types=("nonsense",)), False),
    ("an unknown and a known type", {}, View(types=("nonsense", "explosion")), True),
    ("a status", {"status": Status.DENIED}, View(statuses=("denied",)), True),
    ("all statuses by default", {"status": Status.DENIED}, View(), True),
    ("any of its countries", TWO_COUNTRIES, View(countries=("IQ",)), True),
    ("no place, no country", {"places": ()}, View(countries=("SY",)), False),
    ("a province", {}, View(provinces=("geonames:170062",)), True),
    ("the source", {}, View(sources=("Interfax",)), True),
    ("the source spelt loosely", {}, View(sources=(" Interfax\n",)), True),
    ("a source without a name", {}, View(sources=("",)), False),
    ("filters narrow each other", {}, View(types=("explosion",), countries=("IQ",)), False),
    ("words of the evidence", {}, View(words="MORTAR civilians"), True),
    ("part of a word", {}, View(words="morta"), True),
    ("all words must occur", {}, View(words="mortar earthquake"), False),
    ("words without accents", HAMA, View(words="hamah"), True),
    ("words with accents", HAMA, View(words="Ḥamāh"), True),
    ("the name as written", HAMA, View(words="hama"), True),
    ("an actor", {"actors": (a_party("Jaysh al-Islam"),)}, View(words="jaysh"), True),
    ("a percent sign is itself", {}, View(words="%"), False),
    ("an underscore is itself", {}, View(words="mort_r"), False),
    ("a percent sign is found", {"claims": (a_claim("100% of it"),)}, View(words="100%"), True),
    ("blank words ask nothing", {}, View(words=" \n"), True),
    ("an endless word", {}, View(words="m" * 60_000), False),
    ("the window's first day", DAYS_13_14, View(since=date(2016, 12, 14)), True),
    ("after it", DAYS_13_14, View(since=date(2016, 12, 15)), False),
    ("the window's last day", DAYS_13_14, View(until=date(2016, 12, 13)), True),
    ("before it", DAYS_13_14, View(until=date(2016, 12, 12)), False),
    ("undated things lie in no window", UNDATED, View(since=date.min), False),
    ("undated things lie in no window either way", UNDATED, View(until=date.max), False),
    ("told on the 14th counts then", UNTIL_14, View(since=date(2016, 12, 14), until=date(2016, 12, 14)), True),
    ("told on the 14th does not count before", UNTIL_14, View(until=date(2016, 12, 13)), False),
    ("even with a beginning", SINCE_1_UNTIL_14, View(until=date(2016, 12, 13)), False),
    ("the calendar's last day", {}, View(until=date.max, since=date.min), True),
    ("enough killed", {}, View(killed_at_least=4), True),
    ("not enough killed", {}, View(killed_at_least=5), False),
    ("at least 107 is enough for 107", AT_LEAST_107, View(killed_at_least=107), True),
    ("up to 9 is not at least 1", UP_TO_9, View(killed_at_least=1), False),
    ("unknown is not zero", {"counts": ()}, View(killed_at_least=0), False),
    ("zero is zero", {"counts": (a_count(0, 0),)}, View(killed_at_least=0), True),
    ("more than all people", {"counts": (a_count(10**30, None),)}, View(killed_at_least=10**31), False),
    ("a threshold below zero asks for a number", {"counts": ()}, View(killed_at_least=-5), False),
    ("a limit that cannot be read", {}, View(unreadable=(("from", "soon"),)), False),
    ("a link that cannot be read", {}, View(newer_link="9"), False),
    ("the selected incident does not narrow", {}, View(incident="another"), True),
    ("a country is found as a country", ONLY_SYRIA, View(countries=("SY",)), True),
]  # fmt: skip


@pytest.mark.parametrize(("what", "fields", "view", "matches"), MATCHES, ids=[row[0] for row in MATCHES])
def test_what_a_view_shows(store, what, fields, view, matches):
    report = a_report()
    incident = an_incident(report=report, **fields)
    store.keep(report, [incident])
    wanted = [incident.id] if matches else []
    assert store.ids(view) == wanted
    assert Snapshot.read(store).ids(view) == wanted


def test_a_view_with_nothing_set_asks_nothing_and_says_nothing():
    for row in FILTERS:
        assert row.sql(View()) is None
        assert row.test(View(), None) is None
        assert row.words(View()) is None
        assert row.write(View()) == []


WORDS = [
    (View(killed_at_least=10), "killed", "at least 10 killed"),
    (View(types=("battle", "explosion.air")), "type", "Battles or Air / drone strike"),
    (View(since=date(2016, 12, 1)), "from", "from 1 Dec 2016"),
    (View(until=date(2016, 12, 1)), "to", "until 1 Dec 2016"),
    (View(words="air strike"), "words", "with the words “air strike”"),
    (View(sources=("Fars", "Interfax")), "source", "told by Fars or told by Interfax"),
    (View(unreadable=(("from", "soon"),)), "from", "from “soon”"),
    (View(types=("nonsense",)), "type", "“nonsense”"),
    (View(newer_link="9"), "v", "by a link of version “9”"),
]


@pytest.mark.parametrize(("view", "key", "words"), WORDS)
def test_a_filter_says_what_it_asks(view, key, words):
    assert {row.key: row.words(view) for row in FILTERS if row.words(view)} == {key: words}


@given(views(any_text))
def test_what_a_reader_typed_is_never_part_of_the_sql(view):
    for row in FILTERS:
        condition = row.sql(view)
        if condition is not None:
            bound = [part for part in iterate(condition) if isinstance(part, BindParameter)]
            assert bound or str(condition) == "false"
            assert "'" not in str(condition).replace("'%'", "").replace("'/'", "")


@given(views(any_text), st.sampled_from(FILTERS))
def test_a_filter_taken_away_asks_nothing_and_leaves_the_others(view, row):
    left = without(view, row.key)
    assert row.sql(left) is None
    assert row.write(left) == []
    for other in FILTERS:
        if other.key != row.key:
            assert other.write(left) == other.write(view)


@given(readings(), narrow_views())
@settings(max_examples=25)
def test_a_facet_tells_how_many_would_be_left_if_its_value_were_chosen(tmp_path_factory, kept, view):
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('facets')}/i.sqlite")
    store.keep_many(kept)
    snapshot = Snapshot.read(store)
    for row in FILTERS:
        if row.key in snapshot.facets(view):
            counts = snapshot.facets(view)[row.key]
            others = without(view, row.key)
            chosen = {value: row.read([value]).fields for value in counts}
            left = {value: len(store.ids(View(**_fields(others) | fields))) for value, fields in chosen.items()}
            assert left == counts
            assert 0 not in counts.values()
    store.close()


def _fields(view: View) -> dict:
    return {field: getattr(view, field) for field in View.__slots__}


def test_masks_are_one_truth_value_per_incident(store):
    report = a_report()
    store.keep(report, [an_incident(report=report), an_incident("battle.clash", report=report)])
    mask = Snapshot.read(store).mask(View(types=("battle",)))
    assert (mask.dtype, mask.shape, int(mask.sum())) == (np.dtype(bool), (2,), 1)


@pytest.mark.parametrize(
    "view",
    [
        View(since=date(2016, 12, 20), until=date(2016, 12, 10)),
        View(since=date(2999, 1, 1), last=Lately.parse("7d")),
        View(until=date(1999, 1, 1), last=Lately.parse("7d")),
    ],
)
def test_dates_that_leave_no_time_match_nothing_not_even_what_may_have_lasted_over_both(view):
    store = Store.open("sqlite://")
    long = a_when(start=None, end=datetime(3000, 1, 1, tzinfo=UTC))
    report = a_report()
    store.keep(report, [an_incident(report=report, when=long)])
    snapshot = Snapshot.read(store)
    assert store.ids(view) == [] and not snapshot.mask(view).any()
    assert snapshot.histogram(view, 30).bars == ()
