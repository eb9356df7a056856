from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from gazetteer.place import PlaceKind
from mapapp.domain.incident import Review, Status
from mapapp.domain.view import View
from mapapp.store import Store, StoreUnusable, Tally, UnknownIncident, UnknownReport
from mapapp.store.rows import ONLY_COUNTRY, UNDATED, UNPLACED
from tests.builders import a_count, a_report, a_when, an_incident, an_incident_place
from tests.engines import both_engines

pytestmark = both_engines

HOSTILE = [
    "'); DROP TABLE incident; --",
    "\x00",
    "before\x00after",
    "\ud800",
    "\ud83d\ude00",
    "{{ 7*7 }}{% raw %}",
    "</script><script>alert(1)</script>",
    "%_/\\",
    "\u202egnp.exe",
    "=HYPERLINK(1)",
    "a" * 100_000,
]


def test_what_is_kept_comes_back_exactly(store):
    report = a_report()
    incident = an_incident(report=report)
    assert store.keep(report, [incident])
    assert store.report(report.id) == report
    assert store.incident(incident.id) == incident
    assert store.incidents_of(report.id) == [incident]


def test_keeping_the_same_report_twice_changes_nothing(store):
    report = a_report()
    store.keep(report, [an_incident(report=report)])
    version = store.version()
    assert not store.keep(report, [an_incident("battle.clash", report=report)])
    assert (store.version(), len(store)) == (version, 1)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_kept_whole_and_found_harmlessly(store, text):
    report = a_report(text, title=text, source=text)
    incident = an_incident(report=report, places=(an_incident_place(text, surface=text, admin1=text, admin1_id=text),))
    store.keep(report, [incident])
    assert store.report(report.id) == report
    assert store.incident(incident.id) == incident
    assert len(store.rows(View())) == 1
    for view in (View(words=text), View(sources=(text,)), View(types=(text,)), View(provinces=(text,))):
        assert len(store.rows(view)) in {0, 1}


@pytest.mark.parametrize("name", ["nothing", "", "\ud800", "\x00", "'; --"])
def test_what_is_not_kept_is_said_in_a_sentence(store, name):
    with pytest.raises(UnknownReport) as no_report:
        store.report(name)
    with pytest.raises(UnknownIncident) as no_incident:
        store.incident(name)
    assert str(no_report.value).startswith("no report ")
    assert str(no_incident.value).startswith("no incident ")
    assert isinstance(no_report.value, KeyError)


def test_an_incident_of_a_report_that_is_not_kept_is_refused_and_nothing_is_written(store):
    report = a_report()
    with pytest.raises(UnknownReport, match="keep that report first"):
        store.keep(report, [replace(an_incident(), report_ids=(report.id, "elsewhere"))])
    assert (store.reports(), len(store), store.version()) == ([], 0, 0)


def test_removing_a_report_removes_what_only_it_tells(store):
    first, second = a_report("one"), a_report("two")
    own, shared = an_incident(report=first), an_incident("battle.clash", report_ids=(first.id, second.id))
    store.keep(second)
    store.keep(first, [own, shared])
    assert store.remove(first.id) == 1
    assert store.ids(View()) == [shared.id]
    assert store.remove(second.id) == 1
    assert (store.ids(View()), store.reports()) == ([], [])
    assert store.remove(second.id) == 0


def test_a_removed_report_can_be_kept_again(store):
    report = a_report()
    incident = an_incident(report=report)
    for _ in range(2):
        assert store.keep(report, [incident])
        assert store.remove(report.id) == 1


def test_the_version_grows_with_the_writes_of_others(store, url):
    other = Store.open(url)
    before = store.version()
    other.keep(a_report())
    after = store.version()
    other.remove(a_report().id)
    assert before < after < store.version()


def test_many_reports_are_kept_all_or_nothing(store):
    good, bad = a_report("good"), a_report("bad")
    with pytest.raises(UnknownReport):
        store.keep_many([(good, []), (bad, [an_incident(report_ids=("elsewhere",))])])
    assert store.reports() == []
    assert store.keep_many([(good, []), (bad, []), (good, [])]) == 2


def test_threads_and_stores_may_write_at_once(store, url):
    stores = [store, Store.open(url)]

    def keep(number: int) -> bool:
        report = a_report(f"report {number}")
        return stores[number % 2].keep(report, [an_incident(report=report)])

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(keep, range(24)))
    assert store.tally(View()) == Tally(incidents=24, reports=24, killed_low=96, killed_high=96)
    assert store.version() == 24


def test_reports_come_newest_first_and_undated_ones_last(store):
    dates = {"old": datetime(2015, 1, 1, tzinfo=UTC), "new": datetime(2017, 1, 1, tzinfo=UTC), "undated": None}
    for text, published in dates.items():
        store.keep(a_report(text, published=published))
    assert [report.text for report in store.reports()] == ["new", "old", "undated"]
    assert [report.text for report in store.reports(limit=1, offset=1)] == ["old"]


def test_rows_come_newest_first_in_pages_that_do_not_overlap(store):
    report = a_report()
    days = [
        a_when(start=datetime(2016, 12, day, tzinfo=UTC), end=datetime(2016, 12, day + 1, tzinfo=UTC))
        for day in (3, 9, 6)
    ]
    store.keep(report, [an_incident(report=report, when=when) for when in (None, *days)])
    assert [row.when for row in store.rows(View())] == ["9 Dec 2016", "6 Dec 2016", "3 Dec 2016", ""]
    pages = [store.rows(View(), limit=3, offset=offset) for offset in (0, 3, 6)]
    assert [len(page) for page in pages] == [3, 1, 0]
    assert [row for page in pages for row in page] == store.rows(View())


COUNTRY = an_incident_place("Syria", kind=PlaceKind.COUNTRY, latitude=35.0)
WHY = [
    ("placed and dated", {}, None, True),
    ("no place", {"places": ()}, UNPLACED, False),
    ("only a country", {"places": (COUNTRY,)}, ONLY_COUNTRY, False),
    ("no date", {"when": None}, UNDATED, True),
    ("a country and a town", {"places": (COUNTRY, an_incident_place())}, None, True),
    ("neither place nor date", {"places": (), "when": None}, UNPLACED, False),
]


@pytest.mark.parametrize(("what", "fields", "why", "drawable"), WHY, ids=[row[0] for row in WHY])
def test_a_row_says_why_it_is_missing_from_the_map(store, what, fields, why, drawable):
    report = a_report()
    store.keep(report, [an_incident(report=report, **fields)])
    (row,) = store.rows(View())
    assert (row.why, row.drawable) == (why, drawable)
    assert store.unplaced(View()) == ([row] if why else [])
    assert (row.latitude is not None) == drawable


def test_a_row_tells_the_places_the_numbers_and_the_source(store):
    report = a_report(source="  Inter\nfax ")
    two = (an_incident_place("Aleppo"), an_incident_place("Homs", latitude=34.7))
    store.keep(report, [an_incident(report=report, places=two, counts=(a_count(low=None, high=9),))])
    (row,) = store.rows(View())
    assert (row.places, row.country, row.killed_low, row.injured_low) == (("Aleppo", "Homs"), "SY", None, None)
    assert (row.source, row.report_title, row.type_words) == (
        "Inter fax",
        "Shelling in Aleppo",
        "Shelling / mortar / rocket / missile",
    )


TALLIES = [
    ("sums add the low and the high ends", [a_count(4, 4), a_count(1, 3)], 5, 7),
    ("at least leaves the sum open above", [a_count(4, 4), a_count(107, None)], 111, None),
    ("up to adds nothing below", [a_count(None, 9)], 0, 9),
    ("a subset is not added", [a_count(2, 2, subset_of="four civilians")], 0, 0),
]


@pytest.mark.parametrize(("what", "counts", "low", "high"), TALLIES, ids=[row[0] for row in TALLIES])
def test_the_tally_of_killed(store, what, counts, low, high):
    report = a_report()
    store.keep(
        report, [an_incident(report=report, counts=(count,), confidence=i / 9) for i, count in enumerate(counts)]
    )
    assert store.tally(View()) == Tally(incidents=len(counts), reports=1, killed_low=low, killed_high=high)


def test_what_was_planned_or_denied_is_listed_but_not_summed(store):
    report = a_report()
    store.keep(report, [an_incident(report=report, status=status) for status in Status])
    assert store.tally(View()) == Tally(incidents=len(Status), reports=1, killed_low=12, killed_high=12)


def test_what_a_person_rejected_is_hidden_everywhere(store):
    report = a_report()
    store.keep(report, [an_incident(report=report, review=Review.REJECTED, when=None)])
    assert store.rows(View()) == store.unplaced(View()) == []
    assert store.tally(View()).incidents == 0
    assert len(store) == 1


def test_rows_of_keeps_the_order_asked_for(store):
    report = a_report()
    one, two = an_incident(report=report), an_incident("battle.clash", report=report)
    store.keep(report, [one, two])
    assert [row.id for row in store.rows_of([two.id, "gone", one.id])] == [two.id, one.id]


@pytest.mark.parametrize("url", ["", "nonsense", "sqlite:////proc/nowhere/x.sqlite", "carrierpigeon://coop"])
def test_a_store_that_cannot_be_opened_is_said_in_a_sentence(url):
    with pytest.raises(StoreUnusable, match="incident store"):
        Store.open(url)


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path):
    file = tmp_path / "incidents.sqlite"
    file.write_text("not a database, but somebody's letter")
    with pytest.raises(StoreUnusable, match="could not be"):
        Store.open(f"sqlite:///{file}")
    assert file.read_text() == "not a database, but somebody's letter"
