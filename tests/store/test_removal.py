"""A removed report's words are nowhere in the database's files."""

from __future__ import annotations

import random
import string
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from mapapp.domain.account import Decider
from mapapp.domain.view import View
from mapapp.merge import Merger
from mapapp.store import Store
from mapapp.store.kept_columns import ENDING
from mapapp.store.retention import Forgotten, forget
from mapapp.store.sqlite_file import connected
from tests.builders import a_claim, a_count, a_party, a_report, a_when, an_incident, an_incident_place

WORD = "Zanzibarquux"


@pytest.fixture
def merging(url):
    store = Store.open(url, Merger())
    yield store
    store.close()


def found_in_files(tmp_path, word: str = WORD) -> list[str]:
    """Names of the files that hold a word, in any case."""
    files = [file for file in sorted(tmp_path.iterdir()) if file.is_file()]
    return [file.name for file in files if word.lower().encode() in file.read_bytes().lower()]


def a_telling(word: str = WORD, source: str = "AFP", **other):
    """A report and an incident in which every text holds the word."""
    text = f"Mortar shells fired at Aleppo market by {word} killed four civilians on Wednesday."
    report = a_report(text, title=word, source=source, **other)
    incident = an_incident(
        report=report,
        places=(an_incident_place(surface=word, modifier=word),),
        when=a_when(wording=word, rule=word),
        actors=(a_party(word),),
        targets=(a_party(word),),
        counts=(a_count(wording=word),),
        claims=(a_claim(text, report_id=report.id),),
    )
    return report, incident


def test_a_removed_reports_words_are_nowhere(merging, tmp_path):
    report, incident = a_telling()
    merging.keep(report, [incident])
    merging.saved.keep("all", "", freeze=View())
    assert found_in_files(tmp_path)
    merging.remove(report.id)
    assert found_in_files(tmp_path) == []


def test_nor_where_another_report_tells_the_same_event(merging, tmp_path):
    report, incident = a_telling()
    other, told = a_telling("plainly", source="Interfax")
    merging.keep_many([(other, [told]), (report, [incident])])
    assert len(merging) == 1
    merging.merges.undo(merging.merges.log()[0].number)  # a person's line of the log repeats the program's
    merging.merges.undo(merging.merges.log()[0].number)
    assert len(merging) == 1
    merging.remove(report.id)
    assert found_in_files(tmp_path) == []
    assert merging.incidents_of(other.id) == [told]
    assert {line.by for line in merging.merges.log()} == set(Decider)


def test_nor_where_it_shares_an_incident_with_another(merging, tmp_path):
    report, incident = a_telling()
    other = a_report("Shelling killed four civilians in Aleppo.")
    claims = (*incident.claims, a_claim(other.text, report_id=other.id))
    shared = replace(incident, report_ids=(report.id, other.id), claims=claims)
    merging.keep(other)
    merging.keep(report, [shared])
    assert merging.remove(report.id) == 0
    assert found_in_files(tmp_path) == []
    left = merging.incident(shared.id)
    assert (left.report_ids, left.claims) == ((other.id,), claims[1:])
    assert (left.places[0].name, left.counts[0].low, left.actors) == ("Aleppo", 4, ())


def test_an_incident_that_names_only_the_removed_report_names_the_others_then(store):
    first, second = a_report("one"), a_report("two")
    incident = an_incident(report=first)
    store.keep(first, [incident])
    store.keep(second, [incident])
    store.remove(first.id)
    assert store.incident(incident.id).report_ids == (second.id,)
    assert store.remove(second.id) == 1


def test_the_columns_beside_a_large_record_go_too(merging, tmp_path):
    report, incident = a_telling()
    merging.keep(report, [incident])
    (tmp_path / f"incidents.sqlite{ENDING}").write_bytes(WORD.encode())
    merging.remove(report.id)
    assert found_in_files(tmp_path) == []


def test_many_reports_that_come_and_go_leave_nothing_of_those_that_went(store, tmp_path):
    chance, kept = random.Random(3), {}
    for number in range(40):
        word = "".join(chance.choices(string.ascii_lowercase, k=24))
        report, incident = a_telling(word * chance.choice((1, 40)), source=f"Source {number}")
        store.keep(report, [incident])
        kept[report.id] = word
    for report_id in chance.sample(list(kept), 25):
        store.remove(report_id)
        assert found_in_files(tmp_path, kept.pop(report_id)) == []
    assert all(found_in_files(tmp_path, word) for word in kept.values())


def test_while_somebody_reads_the_words_they_stay_and_that_is_said(merging, tmp_path, monkeypatch):
    monkeypatch.setattr("mapapp.store.traces.PATIENCE_SECONDS", 0.1)
    report, incident = a_telling()
    merging.keep(report, [incident])
    with connected(tmp_path / "incidents.sqlite") as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM report").fetchall()
        assert not forget(merging, date(2030, 1, 1)).cleaned
    merging.remove("any other")
    assert found_in_files(tmp_path) == []


def test_old_reports_are_forgotten_and_what_went_with_them_is_told(merging, tmp_path):
    old, incident = a_telling(published=datetime(2016, 12, 15, tzinfo=UTC))
    new, told = a_telling("plainly", source="Interfax", published=datetime(2016, 12, 16, tzinfo=UTC))
    alone, apart = a_telling("alone", published=datetime(2015, 1, 1, tzinfo=UTC))
    apart = replace(apart, places=(an_incident_place("Homs", latitude=34.7),), when=a_when(date(2014, 12, 31)))
    undated = a_report("undated", published=None)
    collected = a_report("collected", published=None, collected=datetime(2016, 1, 1, tzinfo=UTC))
    merging.keep_many([(new, [told]), (old, [incident]), (alone, [apart]), (undated, []), (collected, [])])
    merging.saved.keep("all", "", freeze=View())
    expected = Forgotten(reports=3, incidents=1, retold=1, accounts=1, likenesses=1, originals=0, frozen=1, undated=1)
    assert forget(merging, date(2016, 12, 16), dry_run=True) == expected
    assert merging.count_reports() == 5
    assert forget(merging, date(2016, 12, 16)) == expected
    assert {report.id for report in merging.reports()} == {new.id, undated.id}
    assert found_in_files(tmp_path) == []
    assert forget(merging, date(2016, 12, 16)).reports == 0


def test_only_one_sources_reports_are_forgotten(store):
    store.keep_many([(a_report("one", source="AFP"), []), (a_report("two"), [])])
    assert forget(store, date(2030, 1, 1), " AFP ").reports == 1
    assert [report.text for report in store.reports()] == ["two"]
