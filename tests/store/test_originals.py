from __future__ import annotations

import pytest
from sqlalchemy import func, select

from mapapp.domain.arrival import Original
from mapapp.store import Store, tables
from mapapp.store.engine import transaction
from tests.builders import a_report, an_incident

PAGE = Original(content=b"<html>Homs</html>" * 1_000, media_type="text/html")


@pytest.fixture
def store(tmp_path):
    with_file = Store.open(f"sqlite:///{tmp_path / 'a.sqlite'}")
    yield with_file
    with_file.close()


def contents(store):
    with transaction(store.engine) as connection:
        return connection.execute(select(func.count()).select_from(tables.original)).scalar_one()


def test_a_report_s_original_comes_back_byte_for_byte(store):
    report = a_report()
    assert store.keep(report, [an_incident(report_ids=(report.id,))], PAGE)
    kept = store.original(report.id)
    assert kept == PAGE
    assert kept.digest == PAGE.digest


def test_a_report_without_an_original_has_none(store):
    store.keep(a_report())
    assert store.original(a_report().id) is None
    assert store.original("no such report") is None


def test_one_content_is_kept_once_and_goes_with_its_last_report(store):
    one, other = a_report("One."), a_report("Other.")
    store.keep(one, (), PAGE)
    store.keep(other, (), Original(content=PAGE.content, media_type="text/plain"))
    assert contents(store) == 1
    assert store.original(other.id).media_type == "text/plain"
    store.remove(one.id)
    assert store.original(one.id) is None
    assert store.original(other.id).content == PAGE.content
    store.remove(other.id)
    assert contents(store) == 0


def test_the_same_report_again_changes_nothing(store):
    store.keep(a_report(), (), PAGE)
    assert not store.keep(a_report(), (), Original(content=b"other", media_type="text/plain"))
    assert store.original(a_report().id) == PAGE


def test_a_record_may_be_told_to_keep_no_originals(tmp_path):
    store = Store.open(f"sqlite:///{tmp_path / 'a.sqlite'}", originals=False)
    assert store.keep(a_report(), (), PAGE)
    assert store.original(a_report().id) is None
    store.close()


def test_it_lies_packed_in_the_record(store):
    store.keep(a_report(), (), PAGE)
    with transaction(store.engine) as connection:
        packed, size = connection.execute(select(tables.original.c.packed, tables.original.c.size_bytes)).one()
    assert size == len(PAGE.content)
    assert len(packed) < size / 10
