"""Made-up incidents are what the record itself would write, and the same each time."""

from __future__ import annotations

import json
from datetime import date
from random import Random

import pytest

from mapapp.demo import write
from mapapp.demo.ground import Ground
from mapapp.demo.telling import Rows, Teller
from mapapp.domain.incident import Incident
from mapapp.domain.report import Report
from mapapp.domain.view import View
from mapapp.merge import Merger
from mapapp.settings import Settings
from mapapp.store import Store, payload
from mapapp.store.errors import StoreUnusable
from mapapp.store.write import _incident_row, _place_rows, _report_row, party_rows
from mapapp.story import Teller as StoryTeller

DAY = date(2026, 11, 1)


def told(gazetteer, incidents: int = 60, seed: int = 1) -> Rows:
    rows, random = Rows(), Random(seed)
    teller = Teller(Ground(Settings().gazetteer_file, random), random, DAY)
    for _ in range(incidents):
        teller.tell(rows)
    return rows


def plain(row: dict) -> dict:
    """A row with its payload as data, so that the order of keys and the spaces say nothing."""
    return row | {"payload": json.loads(row["payload"])}


def test_rows_are_what_the_record_itself_would_write(gazetteer):
    rows = told(gazetteer)
    places, parties = {}, []
    for row in rows.incident:
        incident = payload.loads(Incident, row["payload"])
        assert plain(_incident_row(incident)) == plain(row)
        places[incident.id] = list(_place_rows(incident))
        parties += party_rows(incident)
    assert [row for own in places.values() for row in own] == rows.incident_place
    assert parties == rows.incident_party
    for row in rows.report:
        assert plain(_report_row(payload.loads(Report, row["payload"]))) == plain(row)


def test_the_same_seed_gives_the_same_incidents(gazetteer):
    assert told(gazetteer, 20, seed=7) == told(gazetteer, 20, seed=7)
    assert told(gazetteer, 20, seed=7) != told(gazetteer, 20, seed=8)


def test_a_filled_record_holds_as_many_as_were_asked_for(gazetteer, tmp_path):
    address = f"sqlite:///{tmp_path / 'demo.sqlite'}"
    write(Store.open(address), 50, Settings().gazetteer_file, today=DAY, signature="")
    store = Store.open(address)
    assert len(store) == 50
    assert all(store.incident(one).claims for one in store.ids(View())[:5])
    with pytest.raises(StoreUnusable, match="must be empty"):
        write(store, 1, Settings().gazetteer_file, today=DAY, signature="")
    store.close()


def test_a_filled_record_counts_as_compared_so_that_the_app_opens_at_once(gazetteer, tmp_path):
    address = f"sqlite:///{tmp_path / 'demo.sqlite'}"
    rules = {"signature": Merger().signature, "stories": StoryTeller().signature}
    write(Store.open(address), 20, Settings().gazetteer_file, today=DAY, **rules)
    store = Store.open(address, Merger(), StoryTeller())
    assert (store.merges.current(), store.stories.current()) == (True, True)
    store.close()
