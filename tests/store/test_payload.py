import json

import pytest
from hypothesis import given

from mapapp.domain.incident import Incident, PartyKind, PlaceRole
from mapapp.domain.report import Report, SourceKind
from mapapp.store import payload
from tests.builders import a_party, a_report, an_incident, an_incident_place
from tests.store.strategies import incidents_of, reports


@given(reports)
def test_a_report_comes_back_as_it_was(report):
    assert payload.loads(Report, payload.dumps(report)) == report


@given(incidents_of("r"))
def test_an_incident_comes_back_as_it_was(incident):
    assert payload.loads(Incident, payload.dumps(incident)) == incident


@given(reports, incidents_of("r"))
def test_the_quick_way_and_the_long_way_write_and_read_the_same(report, incident):
    for thing in (report, incident):
        text = payload.dumps(thing)
        assert json.loads(text)["data"] == payload.data_of(thing)
        assert payload._loads_slowly(type(thing), text) == payload.loads(type(thing), text) == thing


STRANGE = [
    ("confidence", 1),
    ("confidence", "0.5"),
    ("confidence", 10**400),
    ("id", ["x"]),
    ("id", [97, 0xD800]),
    ("id", None),
    ("report_ids", "ab"),
    ("when", []),
    ("places", None),
    ("status", "told"),
    ("counts", [{"kind": "killed", "low": 10**30, "high": True, "approximate": 1, "wording": "", "span": 5}]),
]


@pytest.mark.parametrize(("field", "value"), STRANGE)
def test_what_is_written_strangely_is_read_or_refused_as_the_long_way_does(field, value):
    written = json.loads(payload.dumps(an_incident()))
    written["data"][field] = value
    text = json.dumps(written)
    assert _read_by(payload.loads, text) == _read_by(payload._loads_slowly, text)


def _read_by(loads, text):
    try:
        return repr(loads(Incident, text))
    except (ValueError, OverflowError) as error:
        return type(error), str(error)


@given(incidents_of("r"))
def test_a_payload_is_text_which_any_database_can_hold(incident):
    text = payload.dumps(incident)
    assert "\x00" not in text
    assert text.encode("utf-8").decode("utf-8") == text


@pytest.mark.parametrize("text", ["\ud83d\ude00", "\U0001f600", "\x00", "a\ud800", "\u2028", "</script>", "\ufeff"])
def test_characters_that_json_confuses_stay_apart(text):
    report = a_report(text)
    assert payload.loads(Report, payload.dumps(report)).text == text


def test_another_format_is_refused_with_its_number():
    newer = json.dumps({"format": 99, "data": {}})
    with pytest.raises(payload.PayloadNotUnderstood, match="format 99"):
        payload.loads(Report, newer)


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"format": 1}', '{"format": 1, "data": {}}'])
def test_a_damaged_payload_is_said_to_be_damaged(text):
    with pytest.raises(payload.PayloadNotUnderstood, match="damaged"):
        payload.loads(Report, text)


def test_a_field_an_older_payload_lacks_takes_its_default():
    written = json.loads(payload.dumps(an_incident()))
    del written["data"]["review"]
    assert payload.loads(Incident, json.dumps(written)) == an_incident()


def test_a_party_and_a_source_kept_before_they_had_a_kind_are_of_an_unknown_kind():
    written = json.loads(payload.dumps(an_incident(actors=(a_party("rebels"),))))
    for field in ("canonical", "kind", "alleged"):
        del written["data"]["actors"][0][field]
    del written["data"]["claims"][0]["attribution"]["kind"]
    read = payload.loads(Incident, json.dumps(written))
    assert (read.actors[0].label, read.actors[0].kind, read.actors[0].alleged) == ("rebels", PartyKind.UNKNOWN, False)
    assert read.claims[0].attribution.kind is SourceKind.UNKNOWN


def test_the_payload_of_an_incident_without_roles_is_what_it_was_before_places_had_one():
    assert "role" not in payload.dumps(an_incident())
    assert "role" not in json.dumps(payload.data_of(an_incident()))
    moved = an_incident(places=(an_incident_place(role=PlaceRole.ORIGIN),))
    assert json.loads(payload.dumps(moved))["data"]["places"][0]["role"] == "origin"
    assert payload.data_of(moved)["places"][0]["role"] == "origin"
