"""One row of a coded table → reports and an incident."""

from __future__ import annotations

import pytest

from gazetteer.place import PlaceKind
from mapapp.domain.claim import CountKind
from mapapp.domain.event_types import EVENT_TYPES
from mapapp.domain.incident import PartyKind
from mapapp.intake.tables.errors import BadRow, TableNotUnderstood
from mapapp.intake.tables.row import RowReader
from mapapp.intake.tables.scheme import recognised, schemes
from tests.intake.tables.table_files import (
    ACLED_ROW,
    GTD_ROW,
    MINE,
    MY_ROW,
    UCDP_ROW,
    mine,
    read_all,
    read_one,
)  # fmt: skip


def test_an_acled_row_is_a_report_of_each_source_and_one_incident(gazetteer):
    told = read_one(gazetteer, "acled", ACLED_ROW)
    incident = told.incident
    assert [report.source.name for report in told.reports] == ["Interfax", "Local Monitor"]
    assert incident.report_ids == tuple(report.id for report in told.reports)
    assert incident.event_type.code == "explosion.shelling"
    assert (incident.count(CountKind.KILLED).low, incident.count(CountKind.KILLED).high) == (4, 4)
    assert [(one.report_id, one.wording) for one in incident.claims] == [(told.reports[0].id, ACLED_ROW["notes"])]
    assert [(p.name, p.kind) for p in incident.actors] == [("Military Forces of Syria", PartyKind.STATE_FORCES)]
    assert [(p.name, p.kind) for p in incident.targets] == [("Civilians (Syria)", PartyKind.CIVILIANS)]


def test_every_field_points_at_the_cell_that_tells_it(gazetteer):
    told = read_one(gazetteer, "acled", ACLED_ROW)
    text, incident = told.reports[0].text, told.incident
    assert incident.claims[0].span.of(text) == ACLED_ROW["notes"]
    assert incident.places[0].span.of(text) == "Aleppo"
    assert incident.counts[0].span.of(text) == "4"
    assert incident.actors[0].span.of(text) == "Military Forces of Syria"
    assert "sub_event_type: Shelling/artillery/missile attack" in text


@pytest.mark.parametrize(
    ("code", "kind", "radius_km", "around"),
    [
        ("1", PlaceKind.SETTLEMENT, 2.0, False),
        ("2", PlaceKind.SETTLEMENT, 25.0, True),
        ("3", PlaceKind.ADMIN1, 60.0, False),
        ("", PlaceKind.SETTLEMENT, 2.0, False),
    ],
)
def test_acleds_precision_of_places_is_kept(gazetteer, code, kind, radius_km, around):
    place = read_one(gazetteer, "acled", ACLED_ROW, geo_precision=code).incident.places[0]
    assert (place.kind, place.radius_km, place.described is not None) == (kind, radius_km, around)
    assert (place.country_code, place.admin1_id) == ("SY", "geonames:170062")
    assert (place.point.latitude, place.point.longitude) == (36.2012, 37.1612)


def test_a_province_has_its_own_id_so_that_the_map_shades_it(gazetteer):
    assert read_one(gazetteer, "acled", ACLED_ROW, geo_precision="3").incident.places[0].place_id == "geonames:170062"


@pytest.mark.parametrize(("code", "precision"), [("1", "day"), ("2", "days"), ("3", "month"), ("1.0", "day")])
def test_acleds_precision_of_times_is_kept(gazetteer, code, precision):
    assert read_one(gazetteer, "acled", ACLED_ROW, time_precision=code).incident.when.precision.value == precision


def test_each_sub_event_of_our_own_table_is_read_as_the_type_that_writes_it(gazetteer):
    for code, row in EVENT_TYPES.items():
        if row.acled and row.acled != "Other":
            read = read_one(gazetteer, "acled", ACLED_ROW, sub_event_type=row.acled, event_type=row.event_type.name)
            assert read.incident.event_type.code == code


def test_a_ucdp_row_keeps_its_range_its_days_and_its_sources(gazetteer):
    told = read_one(gazetteer, "ucdp", UCDP_ROW)
    killed, when, place = told.incident.counts[0], told.incident.when, told.incident.places[0]
    assert (killed.low, killed.high, killed.approximate) == (7, 12, True)
    assert killed.wording == "best: 9; low: 7; high: 12"
    assert (when.start.date().isoformat(), when.precision.value) == ("2016-12-12", "days")
    assert (place.radius_km, place.described) == (25.0, "Aleppo town")
    assert [report.source.name for report in told.reports] == ["Reuters", "AFP"]
    assert told.reports[0].published.date().isoformat() == "2016-12-15"
    assert told.incident.actors[0].kind is PartyKind.STATE_FORCES


@pytest.mark.parametrize(
    ("code", "kind"),
    [("3", "admin-2"), ("4", "admin-1"), ("5", "region"), ("6", "country"), ("7", "natural")],
)
def test_ucdps_precision_of_places_is_kept(gazetteer, code, kind):
    assert read_one(gazetteer, "ucdp", UCDP_ROW, where_prec=code).incident.places[0].kind == kind


def test_a_gtd_row_without_a_day_is_known_to_the_month(gazetteer):
    incident = read_one(gazetteer, "gtd", GTD_ROW).incident
    assert incident.when.precision.value == "month"
    assert incident.event_type.code == "explosion.bomb"
    assert incident.places[0].kind is PlaceKind.ADMIN1
    assert [(c.kind.value, c.low, c.high) for c in incident.counts] == [("killed", 2, 3)]
    assert not incident.actors


@pytest.mark.parametrize("row", [ACLED_ROW, UCDP_ROW, GTD_ROW], ids=["acled", "ucdp", "gtd"])
def test_a_scheme_is_recognised_by_its_headers(row):
    word, _ = recognised([name.upper() for name in row])
    assert row is {"acled": ACLED_ROW, "ucdp": UCDP_ROW, "gtd": GTD_ROW}[word]
    assert recognised(["day", "town"]) is None


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"latitude": "37.1612", "longitude": "36.2012"}, "swapped"),
        ({"latitude": "96.2", "longitude": "237.1"}, "outside -90 to 90"),
        ({"latitude": "120.5", "longitude": "14.2", "country": "Philippines"}, "swapped"),
        ({"latitude": "0", "longitude": "0"}, "0, 0"),
        ({"latitude": "36.2", "longitude": ""}, "longitude is missing"),
        ({"latitude": "north", "longitude": "37.1"}, "no number of degrees"),
        ({"country": "Atlantis"}, "no country is called"),
        ({"event_date": "2016-02-30"}, "is no date"),
        ({"fatalities": "-3"}, "below zero"),
        ({"fatalities": "a few"}, "no number of persons"),
        ({"sub_event_type": "Dancing", "event_type": "Feast"}, r"add a line for it below \[types\]"),
        (dict.fromkeys(ACLED_ROW, ""), "it is empty"),
    ],
)
def test_a_row_that_cannot_be_kept_says_why(gazetteer, cells, reason):
    told = read_one(gazetteer, "acled", ACLED_ROW, **cells)
    assert isinstance(told, BadRow)
    with pytest.raises(BadRow, match=reason):
        raise told


def test_a_row_wider_than_the_header_is_rejected(gazetteer):
    reader = RowReader(mine(), list(MY_ROW), gazetteer)
    (_, told), (_, short) = reader.many([(2, [*MY_ROW.values(), "more"]), (3, ["2016-12-14", "Armed clash"])])
    assert "quotation mark" in str(told)
    assert not short.incident.places


def test_an_unknown_count_is_not_known_and_never_zero(gazetteer):
    assert read_one(gazetteer, "acled", ACLED_ROW, fatalities="unknown").incident.counts == ()
    zero = read_one(gazetteer, "acled", ACLED_ROW, fatalities="0").incident.counts[0]
    assert (zero.low, zero.high) == (0, 0)


@pytest.mark.parametrize(
    ("cells", "kind", "name"),
    [
        ({}, "settlement", "Homs"),
        ({"town": "Nowhere at all", "province": "Homs"}, "admin-1", "Homs"),
        ({"town": "Nowhere at all"}, "country", "Syria"),
    ],
)
def test_a_row_without_coordinates_is_placed_by_its_names_as_exactly_as_they_are_known(gazetteer, cells, kind, name):
    place = read_one(gazetteer, mine(), MY_ROW, **cells).incident.places[0]
    assert (place.kind.value, place.name) == (kind, name)
    assert place.surface in (MY_ROW | cells).values()


def test_a_name_with_no_province_or_country_that_is_not_known_is_listed_and_not_drawn(gazetteer):
    incident = read_one(gazetteer, mine(), MY_ROW, town="Qqqqzzz", land="").incident
    assert incident.places == ()
    assert "no place" in incident.reasons[-1].sentence


def test_a_formula_is_only_text(gazetteer):
    told = read_one(gazetteer, mine(), MY_ROW, story="=HYPERLINK(1)", town="Homs")
    assert told.incident.claims[0].wording == "=HYPERLINK(1)"
    assert read_one(gazetteer, mine(), MY_ROW, story="'=1+1").incident.claims[0].wording == "=1+1"


def test_a_row_with_no_source_is_told_by_who_made_the_table(gazetteer):
    (told,) = read_all(gazetteer, mine(), MY_ROW, source="Night desk")
    assert [report.source.name for report in told.reports] == ["Night desk"]


def test_the_same_row_has_the_same_ids_and_another_has_others(gazetteer):
    one, again, other = read_all(gazetteer, mine(), MY_ROW, MY_ROW, MY_ROW | {"story": "More fighting in Homs."})
    assert one.incident.id == again.incident.id != other.incident.id
    assert one.reports[0].id == again.reports[0].id != other.reports[0].id


def test_another_type_may_stand_for_words_that_are_not_known(gazetteer):
    told = read_one(gazetteer, mine(other_type="crime.other"), MY_ROW, what="Skulduggery")
    assert told.incident.event_type.code == "crime.other"
    assert "Skulduggery" in told.incident.reasons[0].sentence


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"name": ""}, "who made the table"),
        ({"colums": {}}, "'colums' is not known"),
        ({"columns": {"date": "day", "place": "town", "dead": "dead"}}, "cannot tell 'dead'"),
        ({"columns": {"place": "town"}}, "no column tells when"),
        ({"columns": {"date": "day"}}, "no column tells where"),
        ({"columns": {"date": "day", "latitude": "lat"}}, "belong together"),
        ({"types": {"Row": "battle.row"}}, "there is no type 'battle.row'"),
        ({"parties": {"Army": "soldiers"}}, "soldiers"),
        ({"time_precision": {"1": "hour"}}, "known to the day"),
        ({"place_precision": {"1": {"kind": "spot"}}}, "kind one of"),
    ],
)
def test_a_mapping_with_a_mistake_says_which(other, reason):
    with pytest.raises(TableNotUnderstood, match=reason):
        mine(**other)


def test_a_table_without_the_columns_of_its_mapping_says_which_it_has(gazetteer):
    with pytest.raises(TableNotUnderstood, match=r"no column 'day'.*date, where"):
        RowReader(mine(), ["date", "where"], gazetteer)
    assert MINE["name"] not in schemes()
