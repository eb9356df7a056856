"""A record of each earlier schema, with something in every table that it had, opened by this program.

What a schema held is written by its own SQL, with the columns that it had: nothing here may be written by today's code.
"""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text

from mapapp.domain.account import Decider, Verdict
from mapapp.domain.view import View
from mapapp.merge import Merger
from mapapp.store import Store, payload
from mapapp.store.engine import open_engine, transaction
from mapapp.store.migrate import FOLDER, migrate, migrations
from mapapp.store.snapshot import Snapshot
from tests.builders import a_party, a_report, an_incident
from tests.engines import POSTGRESQL, SQLITE

REPORT = a_report("Both \x00 and \ud800.", language="ar", published=datetime(2016, 12, 16, tzinfo=UTC))
INCIDENT = an_incident(report=REPORT, actors=(a_party(name="the army", canonical="Army"),))
OTHER = a_report("Another report.")

ROWS: dict[int, tuple[str, ...]] = {
    1: (
        "UPDATE change_counter SET number = 7",
        "INSERT INTO report (id, source_name, title, published, payload)"
        " VALUES (:report, 'Interfax', 'Title', 1481846400, :report_payload), (:other, NULL, '', NULL, :other_payload)",
        "INSERT INTO incident (id, type_code, type_group, sub_type, status, starts, ends, time_precision, killed_low,"
        " killed_high, injured_low, injured_high, drawn_places, confidence, review, maker, search_text, payload)"
        " VALUES (:incident, 'battle.clash', 'battle', 'Armed clash', 'reported', 1481673600, 1481760000, 'day', 3, 4,"
        " NULL, NULL, 1, 0.5, 'auto', 'm', 'rebels in aleppo', :incident_payload)",
        "INSERT INTO incident_place (incident_id, ordinal, place_id, name, latitude, longitude, kind, country_code,"
        " admin1_id, admin1, radius_km, confidence)"
        " VALUES (:incident, 0, 'p', 'Aleppo', 36.2, 37.2, 'settlement', 'SY', 'geonames:1', 'Aleppo', 5.0, 0.9)",
        "INSERT INTO incident_report (incident_id, ordinal, report_id) VALUES (:incident, 0, :report)",
    ),
    2: (
        "INSERT INTO incident_place (incident_id, ordinal, place_id, name, latitude, longitude, kind, country_code,"
        " admin1_id, admin1, radius_km, confidence, described)"
        " VALUES (:incident, 1, 'q', '30 km east of Aleppo', 36.2, 37.5, 'settlement', 'SY', NULL, NULL, 9.0, 0.9, 1)",
    ),
    3: (
        "UPDATE merging SET signature = 'older'",
        "INSERT INTO account_block (account_id, block_key, home, starts, ends) VALUES (:incident, 12, 1, 0, 9)",
        "INSERT INTO likeness (a, b, score, sure, payload) VALUES ('a', :incident, 0.5, 0, '')",
        "INSERT INTO decision (number, instant, verdict, decider, reason, undone)"
        " VALUES (1, 1481846400, 'different', 'person', 'two streets', NULL)",
        "INSERT INTO decision_pair (number, a, b) VALUES (1, 'a', :incident)",
    ),
    4: (
        "INSERT INTO saved_view (id, title, query, place, created, expires, revoked, frozen_version, frozen_incidents,"
        " frozen_reports, frozen_digest) VALUES ('saved', 'Mine', 'type=battle', '', 1481846400, NULL, NULL, 7, 1, 1,"
        " 'digest')",
        "INSERT INTO frozen_incident (view_id, ordinal, incident_id, payload)"
        " VALUES ('saved', 0, :incident, :incident_payload)",
    ),
    5: (
        "UPDATE report SET language = 'ar' WHERE id = :report",
        "INSERT INTO incident_party (incident_id, name) VALUES (:incident, 'Army')",
    ),
}
"""By schema: what is written into what that schema was the first to have. A new migration with tables adds a line."""

VALUES = {
    "report": REPORT.id,
    "report_payload": payload.dumps(REPORT),
    "other": OTHER.id,
    "other_payload": payload.dumps(OTHER),
    "incident": INCIDENT.id,
    "incident_payload": payload.dumps(INCIDENT),
}


@pytest.mark.parametrize("schema", sorted(migrations()))
@pytest.mark.parametrize("engine", [SQLITE, POSTGRESQL])
def test_a_record_of_any_schema_is_opened_with_all_that_is_in_it(empty_database, tmp_path, engine, schema):
    url = empty_database(engine)
    _make(url, tmp_path, schema)
    store = Store.open(url, Merger())
    assert [report.id for report in store.reports()] == [REPORT.id, OTHER.id]
    assert store.report(REPORT.id) == REPORT
    assert store.incident(INCIDENT.id) == INCIDENT
    assert store.version() == 7
    for view in (
        View(),
        View(actors=("Army",)),
        View(languages=("ar",)),
        View(until=date(2017, 1, 1)),
        View(words="reb"),
    ):
        assert store.ids(view) == Snapshot.read(store).ids(view) == [INCIDENT.id]
    assert store.rows(View())[0].places == ("Aleppo", "30 km east of Aleppo")[: min(schema, 2)]
    if schema >= 3:
        (said,) = store.merges.log()
        assert (said.verdict, said.by, said.reason) == (Verdict.DIFFERENT, Decider.PERSON, "two streets")
    if schema >= 4:
        assert store.saved.get("saved").frozen.digest == "digest"
        assert store.saved.frozen("saved") == [INCIDENT]
    store.merges.anew()
    assert store.remove(REPORT.id) == 1
    store.close()


def _make(url: str, folder, schema: int) -> None:
    """A record as the program of that schema left it."""
    older = shutil.copytree(FOLDER, folder / "older")
    for number, file in migrations(older).items():
        if number > schema:
            file.unlink()
    engine = open_engine(url)
    migrate(engine, older)
    with transaction(engine, writes=True) as connection:
        for number, statements in sorted(ROWS.items()):
            for statement in statements if number <= schema else ():
                asked = text(statement)
                names = asked.compile().params
                connection.execute(asked, {name: VALUES[name] for name in names})
    engine.dispose()
