"""Coded tables in the record: each row once, listed where it is not taken in, and never merged with another row."""

from __future__ import annotations

import csv
import io
import sys
from dataclasses import replace
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.place import PlaceKind
from mapapp.domain.claim import CountKind
from mapapp.domain.event_types import EVENT_TYPES
from mapapp.domain.incident import Incident
from mapapp.domain.report import Report
from mapapp.domain.view import View
from mapapp.export.table import SCHEMES, Table
from mapapp.export.telling import Telling
from mapapp.ingest.table import TableImport
from mapapp.ingest.table_pieces import TableWork
from mapapp.intake.tables.scheme import schemes
from mapapp.intake.tables.sheet import open_sheet
from mapapp.merge import Merger
from mapapp.settings import Settings
from mapapp.store import Store, payload
from tests.builders import a_claim, a_count, a_party, a_report, a_when, an_incident, an_incident_place
from tests.intake.tables.table_files import ACLED_ROW, UCDP_ROW, csv_file, read_all


@pytest.fixture
def store(tmp_path) -> Store:
    return Store.open(f"sqlite:///{tmp_path / 'incidents.sqlite'}", Merger())


def take_in(store, gazetteer, path, scheme="acled", workers=1, **how):
    rejected = []
    with open_sheet(path) as sheet:
        work = TableImport(store, Merger().signature, reject=rejected.append, **how)
        what = TableWork(
            scheme=schemes()[scheme], header=sheet.header, source=None, gazetteer_file=Settings().gazetteer_file
        )
        list(work.run(what, sheet.rows, workers))
    return work.outcome, rejected


def acled_rows(number: int) -> list[dict[str, str]]:
    return [ACLED_ROW | {"event_id_cnty": f"SYR{at}"} for at in range(number)]


def test_a_table_taken_in_twice_changes_nothing(store, gazetteer, tmp_path):
    path = csv_file(tmp_path, *acled_rows(3))
    first, _ = take_in(store, gazetteer, path)
    version = store.version()
    again, _ = take_in(store, gazetteer, path)
    assert (first.new, first.same, again.new, again.same) == (3, 0, 0, 3)
    assert (len(store), store.count_reports(), store.version()) == (3, 6, version)
    assert first.sentence == "3 rows: 3 incidents in; 0 rejected"


def test_every_row_is_in_or_listed_with_its_line_and_why(store, gazetteer, tmp_path):
    bad = ACLED_ROW | {"event_id_cnty": "SYR9", "fatalities": "-1"}
    outcome, rejected = take_in(
        store, gazetteer, csv_file(tmp_path, *acled_rows(2), bad, ACLED_ROW | {"event_id_cnty": "SYR1"})
    )
    assert (outcome.rows, outcome.new, outcome.rejected) == (4, 2, 2)
    assert [(one.line, one.cells[0]) for one in rejected] == [(4, "SYR9"), (5, "SYR1")]
    assert "below zero" in rejected[0].reason
    assert "same id as the row at 3" in rejected[1].reason


def test_a_row_that_has_changed_is_listed_and_replaces_the_old_one_only_when_asked(store, gazetteer, tmp_path):
    take_in(store, gazetteer, csv_file(tmp_path, *acled_rows(2)))
    changed = csv_file(tmp_path, ACLED_ROW | {"event_id_cnty": "SYR0", "fatalities": "5"}, name="new.csv")
    outcome, rejected = take_in(store, gazetteer, changed)
    assert (outcome.new, outcome.rejected, rejected[0].line) == (0, 1, 2)
    assert "--replace" in rejected[0].reason
    outcome, rejected = take_in(store, gazetteer, changed, replace=True)
    assert (outcome.new, outcome.replaced, rejected) == (0, 1, [])
    assert sorted(row.killed_low for row in store.rows(View())) == [4, 5]
    assert store.count_reports() == 4


def test_two_processes_write_what_one_writes(store, gazetteer, tmp_path, monkeypatch):
    monkeypatch.setattr("mapapp.ingest.table_pieces.PIECE", 3)
    monkeypatch.setattr("mapapp.ingest.table.TOGETHER", 5)
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))
    path = csv_file(tmp_path, *acled_rows(8), ACLED_ROW | {"fatalities": "?!"})
    other = Store.open(f"sqlite:///{tmp_path / 'other.sqlite'}", Merger())
    assert take_in(store, gazetteer, path, workers=2) == take_in(other, gazetteer, path)
    assert table_of(store, "incident") == table_of(other, "incident")


def test_rows_are_the_same_as_the_record_itself_would_write(store, gazetteer, tmp_path):
    rows = [ACLED_ROW, ACLED_ROW | {"event_id_cnty": "SYR2", "location": "Ḥalab", "notes": "Ça\x0cva", "source": ""}]
    take_in(store, gazetteer, csv_file(tmp_path, *rows))
    other = Store.open(f"sqlite:///{tmp_path / 'other.sqlite'}")
    for told in read_all(gazetteer, schemes()["acled"], *rows):
        for report in told.reports[1:]:
            other.keep(report)
        other.keep(told.reports[0], [told.incident])
    for name in ("report", "incident", "incident_place", "incident_party", "incident_report"):
        assert table_of(store, name) == table_of(other, name), name


def table_of(store, name) -> list[tuple]:
    with store.engine.connect() as connection:
        return sorted(map(tuple, connection.exec_driver_sql(f"SELECT * FROM {name}")), key=repr)


def test_what_is_kept_reads_back_as_it_was(store, gazetteer, tmp_path):
    take_in(store, gazetteer, csv_file(tmp_path, ACLED_ROW))
    (told,) = read_all(gazetteer, schemes()["acled"], ACLED_ROW)
    assert store.incident(told.incident.id) == told.incident
    assert [store.report(report.id) for report in told.reports] == list(told.reports)


def test_rows_are_never_merged_with_each_other_nor_when_all_is_compared_anew(store, gazetteer, tmp_path):
    take_in(store, gazetteer, csv_file(tmp_path, *acled_rows(4)))
    report = a_report()
    store.keep(report, [an_incident(report=report)])
    assert store.merges.anew() == (5, 5)
    assert len(store) == 5


def test_a_person_may_put_a_row_together_with_a_report_and_that_holds(store, gazetteer, tmp_path):
    take_in(store, gazetteer, csv_file(tmp_path, *acled_rows(2)))
    report = a_report()
    told = an_incident(report=report)
    store.keep(report, [told])
    (row,) = read_all(gazetteer, schemes()["acled"], acled_rows(1)[0])
    store.merges.same(row.incident.id, told.id)
    assert len(store) == 2
    store.merges.anew()
    assert len(store) == 2
    again, rejected = take_in(store, gazetteer, csv_file(tmp_path, *acled_rows(2)), replace=True)
    assert (again.new, again.same, rejected) == (0, 2, [])


def test_a_table_of_rows_that_are_all_new_does_not_read_the_record(store, gazetteer, tmp_path, monkeypatch):
    """The first report after a large table is compared with reports alone."""
    take_in(store, gazetteer, csv_file(tmp_path, *acled_rows(2)))
    monkeypatch.setattr("mapapp.store.regroup.everything", lambda *_: pytest.fail("all was compared"))
    report = a_report()
    store.keep(report, [an_incident(report=report)])
    assert len(store) == 3


def test_removing_a_source_leaves_what_the_others_tell(store, gazetteer, tmp_path):
    take_in(store, gazetteer, csv_file(tmp_path, ACLED_ROW))
    (told,) = read_all(gazetteer, schemes()["acled"], ACLED_ROW)
    first, second = told.reports
    assert store.remove(first.id) == 0
    left = store.incident(told.incident.id)
    assert left.report_ids == (second.id,)
    assert [claim.report_id for claim in left.claims] == [second.id]
    assert store.remove(second.id) == 1
    assert len(store) == 0


EXACT = {"kind": PlaceKind.SETTLEMENT, "radius_km": 2.0}
CODES = [code for code, row in EVENT_TYPES.items() if row.acled and row.acled != "Other"]


def exported(gazetteer, name: str, incident: Incident, report: Report) -> list[dict[str, str]]:
    text = io.StringIO(newline="")
    table = Table(text, SCHEMES[name], gazetteer)
    assert table.add(Telling(incident=incident, reports=(report,))) is None
    return list(csv.DictReader(io.StringIO(text.getvalue())))


@settings(max_examples=15)
@given(
    code=st.sampled_from(CODES),
    killed=st.none() | st.integers(0, 10**6),
    days=st.sampled_from([1, 7, 31]),
    day=st.dates(a_when().start.date().replace(year=1990), a_when().start.date()),
    name=st.text(st.characters(categories=["L", "Nd", "P"]), min_size=1, max_size=20),
    wording=st.text(st.characters(categories=["L", "Nd", "P", "Zs", "Sm"]), min_size=1, max_size=60)
    .map(str.strip)
    .filter(bool),
)
def test_acled_rows_that_we_write_are_read_as_the_same_incidents(gazetteer, code, killed, days, day, name, wording):
    report = a_report(wording)
    when = a_when(day)
    if days > 1:
        when = replace(when, end=when.start + days * (when.end - when.start), precision="days")
    place = an_incident_place(name.strip() or "x", **EXACT)
    counts = () if killed is None else (a_count(killed, killed),)
    claim = a_claim(wording, report_id=report.id, attribution=None)
    incident = an_incident(
        code, report=report, places=(place,), when=when, counts=counts, claims=(claim,), actors=(a_party(),)
    )
    (row,) = exported(gazetteer, "acled", incident, report)
    (read,) = read_all(gazetteer, schemes()["acled"], row)
    back = read.incident
    assert back.event_type == incident.event_type
    assert back.places[0].point.distance_km(place.point) < 0.02
    assert (back.places[0].kind, back.places[0].country_code, back.places[0].admin1_id) == (
        place.kind,
        "SY",
        place.admin1_id,
    )
    assert back.when.start <= when.start + (when.end - when.start) / 2 < back.when.end
    assert days != 1 or (back.when.start, back.when.end) == (when.start, when.end)
    assert [(c.low, c.high) for c in back.counts] == [(c.low, c.high) for c in counts]
    assert read.reports[0].source.name == report.source.name
    (again,) = exported(gazetteer, "acled", back, read.reports[0])
    free = {"event_id_cnty", "admin1", "inter2", "interaction", "civilian_targeting"}
    for column in row.keys() - free - ({"event_date", "year"} if days == 31 else set()):
        assert again[column] == row[column], column


@pytest.mark.parametrize("described", [None, "near Aleppo"])
@pytest.mark.parametrize("kind", [PlaceKind.SETTLEMENT, PlaceKind.ADMIN2, PlaceKind.ADMIN1])
@pytest.mark.parametrize(("low", "high"), [(4, 4), (4, 9), (4, None)])
def test_ucdp_rows_that_we_write_are_read_as_the_same_incidents(gazetteer, kind, described, low, high):
    if described and kind is not PlaceKind.SETTLEMENT:
        pytest.skip("only ground around a town is described")
    report = a_report()
    place = an_incident_place(kind=kind, described=described, radius_km=20.0)
    incident = an_incident("civilians.attack", report=report, places=(place,), counts=(a_count(low, high),))
    (row,) = exported(gazetteer, "ucdp", incident, report)
    (read,) = read_all(gazetteer, schemes()["ucdp"], row)
    back = read.incident
    assert back.event_type == incident.event_type
    assert (back.when.start, back.when.end, back.when.precision) == (incident.when.start, incident.when.end, "day")
    killed = back.count(CountKind.KILLED)
    assert (killed.low, killed.high) == (low, high)
    assert (back.places[0].kind, back.places[0].described) == (kind, described)
    (again,) = exported(gazetteer, "ucdp", back, read.reports[0])
    for column in (
        "date_start",
        "date_end",
        "date_prec",
        "where_prec",
        "low",
        "high",
        "latitude",
        "longitude",
        "country",
    ):
        assert again[column] == row[column], column


def test_ucdp_and_acled_tell_of_one_event_apart(store, gazetteer, tmp_path):
    take_in(store, gazetteer, csv_file(tmp_path, ACLED_ROW))
    take_in(store, gazetteer, csv_file(tmp_path, UCDP_ROW, name="ucdp.csv"), "ucdp")
    assert len(store) == 2
    assert payload.loads(Incident, payload.dumps(store.incident(store.ids(View())[0])))
