"""A whole record has no fault; each damage is found, and said with what to do."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, select, update

from mapapp.domain.arrival import Original
from mapapp.domain.report import Span, digest
from mapapp.domain.view import View
from mapapp.merge import Merger
from mapapp.store import Store, StoreTooNew, StoreUnusable, tables
from mapapp.store.engine import open_engine
from mapapp.store.migrate import refuse_other_schema
from mapapp.store.verify import Looked, verify
from tests.builders import SPAN, a_claim, a_report, an_incident

TEXT = "Mortar shells fired at Aleppo killed four civilians on Wednesday, Interfax reported."


def told(source: str, day: int):
    """A report and an incident as the program reads them: its id is made of where "fired" stands."""
    report = a_report(TEXT, source=source, published=datetime(2016, 12, day, tzinfo=UTC))
    code, start = "explosion.shelling", TEXT.index("fired")
    claims = (a_claim(TEXT, report_id=report.id),)
    incident = an_incident(
        code, report=report, id=digest(report.id, code, str(start)), maker="extract-2", claims=claims
    )
    return report, [incident]


@pytest.fixture
def store(url):
    store = Store.open(url, Merger())
    store.keep(*told("Interfax", 15))
    store.keep(*told("Reuters", 16))
    alone = a_report("Alone.")
    bare = an_incident("protest.peaceful", report=alone, actors=(), places=(), counts=(), claims=(), targets=())
    store.keep(alone, [bare], Original(content=b"<p>Alone.</p>", media_type="text/html"))
    store.saved.keep("frozen", "", freeze=View())
    yield store
    store.close()


def faults(store: Store) -> list[str]:
    return [str(fault) for fault in verify(store.engine)]


def change(store: Store, table, **values) -> None:
    with store.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        connection.execute(update(table).values(**values))


def in_payload(store: Store, table, **values) -> None:
    """Change values in the data of each payload, and nothing else."""
    with store.engine.begin() as connection:
        for row in connection.execute(select(table)).all():
            kept = json.loads(row.payload)
            kept["data"].update(values)
            connection.execute(update(table).where(table.c.id == row.id).values(payload=json.dumps(kept)))


def test_a_whole_record_has_no_fault(store):
    looked = Looked()
    assert list(verify(store.engine, looked)) == []
    assert (looked.reports, looked.incidents, looked.accounts, looked.views) == (3, 2, 2, 1)


def test_removing_a_report_leaves_a_whole_record(store):
    store.remove(told("Interfax", 15)[0].id)
    assert faults(store) == []


def remove_rows(store, table) -> None:
    with store.engine.begin() as connection:
        connection.execute(table.delete())


def move_account(store) -> None:
    with store.engine.begin() as connection:
        one = connection.execute(select(tables.account.c.id)).scalars().first()
        connection.execute(tables.account.delete().where(tables.account.c.id == one))


def lost_report(store) -> None:
    raw = store.engine.raw_connection()
    raw.cursor().execute("PRAGMA foreign_keys = OFF")
    raw.cursor().execute("DELETE FROM report WHERE title = 'Shelling in Aleppo'")
    raw.close()


DAMAGE = {
    "another text": (lambda store: in_payload(store, tables.report, text="Else."), "is not the digest of its source"),
    "a damaged report": (lambda store: change(store, tables.report, payload="{"), "the kept report is damaged"),
    "a damaged incident": (lambda store: change(store, tables.incident, payload="{}"), "the kept incident is damaged"),
    "another day": (lambda store: change(store, tables.report, published=1), "column published is not what"),
    "another source": (lambda store: change(store, tables.report, source_name="X"), "column source_name"),
    "another toll": (lambda store: change(store, tables.incident, killed_low=1), "column killed_low"),
    "other words": (lambda store: change(store, tables.incident, search_text="x"), "column search_text"),
    "another place": (lambda store: change(store, tables.incident_place, name="X"), "rows of places"),
    "no parties": (lambda store: remove_rows(store, tables.incident_party), "rows of parties"),
    "no links": (lambda store: remove_rows(store, tables.incident_report), "is not tied to report"),
    "a damaged account": (lambda store: change(store, tables.account, payload="{}"), "account .* is damaged"),
    "an account of another incident": (move_account, "not made of two accounts"),
    "likeness of nobody": (lambda store: change(store, tables.likeness, a="nobody"), "accounts that are not kept"),
    "another score": (lambda store: change(store, tables.likeness, score=9.0), "its columns differ"),
    "a verdict of nobody": (lambda store: change(store, tables.decision, verdict="maybe"), "line 1 of the log"),
    "a frozen line": (lambda store: change(store, tables.frozen_incident, payload="{}"), "not those that were frozen"),
    "another original": (lambda store: change(store, tables.original, packed=b"x"), "not what its SHA-256 says"),
    "a link to nowhere": (lost_report, "name a report that is not kept"),
}  # fmt: skip


@pytest.mark.parametrize("what", DAMAGE)
def test_each_damage_is_found_and_said_with_what_to_do(store, what):
    damage, said = DAMAGE[what]
    damage(store)
    found = faults(store)
    assert any(re.search(said, fault) for fault in found), found
    assert all(". To do: " in fault for fault in found)


def test_an_id_that_is_not_made_of_its_evidence_is_a_fault(url):
    store = Store.open(url)
    report, (incident,) = told("Interfax", 15)
    store.keep(report, [replace(incident, id="0123456789abcdef")])
    assert "its id is not made of its report" in " ".join(faults(store))
    store.close()


def test_evidence_outside_its_report_is_a_fault(url):
    store = Store.open(url)
    short = a_report("Short.")
    far = a_claim(report_id=short.id, span=Span(start=0, end=9), attribution=None)
    bare = {"report": short, "places": (), "actors": (), "targets": (), "counts": ()}
    store.keep(short, [an_incident(claims=(far,), **bare), an_incident(**bare | {"counts": (), "claims": (
        a_claim(report_id=short.id, span=Span(start=0, end=6)),)})])  # fmt: skip
    found = " ".join(faults(store))
    assert "a sentence that tells it lies outside its report" in found
    assert "words that tell it lie outside its reports" in found
    assert SPAN.end > len("Short.")
    store.close()


def test_a_damaged_file_is_a_fault(store, tmp_path):
    store.close()
    file = tmp_path / "incidents.sqlite"
    content = bytearray(file.read_bytes())
    content[-4096 * 3 :] = b"\xff" * 4096 * 3
    file.write_bytes(content)
    try:
        found = faults(store)
    except StoreUnusable:
        return
    assert found


def test_only_a_record_of_this_schema_is_verified(store, tmp_path):
    refuse_other_schema(store.engine)
    with pytest.raises(StoreUnusable, match="no record of an incident map"):
        refuse_other_schema(open_engine(f"sqlite:///{tmp_path}/bare.sqlite"))
    with store.engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO schema_version VALUES (9999, 'later', '')")
    with pytest.raises(StoreTooNew):
        refuse_other_schema(store.engine)


def test_an_account_that_is_also_an_incident_is_a_fault(store):
    with store.engine.begin() as connection:
        part = connection.execute(
            select(tables.account.c.id).where(tables.account.c.id != tables.account.c.incident_id)
        ).scalar_one()
        row = dict(connection.execute(select(tables.incident)).first()._mapping)
        connection.execute(insert(tables.incident), [row | {"id": part}])
    assert "and an incident itself" in " ".join(faults(store))
