from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.errors import UnknownPlace
from gazetteer.place import PlaceKind
from mapapp.domain.claim import Attribution, CountKind, Stance
from mapapp.domain.event_types import EVENT_TYPES
from mapapp.domain.incident import COUNTED, PartyKind, PlaceRole, Review, Status
from mapapp.domain.report import SourceKind
from mapapp.domain.when import TimePrecision
from mapapp.export.schemes import ACLED, COUNTRIES, UCDP
from mapapp.export.table import SCHEMES, Table
from mapapp.export.telling import LeftOut, Telling
from tests import builders as b


class Syria:
    """A gazetteer of one country, which knows the divisions around Aleppo."""

    def parents(self, place_id):
        if place_id != "test:Aleppo":
            raise UnknownPlace(place_id)
        kinds = (PlaceKind.ADMIN1, "Aleppo"), (PlaceKind.ADMIN2, "Jebel Saman"), (PlaceKind.ADMIN3, "Central")
        return tuple(b.a_place(name, kind=kind) for kind, name in kinds)

    def country(self, code):
        return b.a_place("Syria", kind=PlaceKind.COUNTRY) if code == "SY" else None


def rows(shape, incident, *reports):
    return SCHEMES[shape].rows(Telling(incident=incident, reports=reports or (b.a_report(),)), Syria())


def row(shape, *reports, **incident):
    (only,) = rows(shape, b.an_incident(**incident), *reports)
    return only


def a_party(kind, name="them", **other):
    return b.a_party(name, kind=kind, **other)


def between(first, last, precision=TimePrecision.DAYS):
    return b.a_when(start=datetime(*first, tzinfo=UTC), end=datetime(*last, tzinfo=UTC), precision=precision)


STATE, POLICE, GROUP, GANG = (
    PartyKind.STATE_FORCES,
    PartyKind.POLICE,
    PartyKind.ARMED_GROUP,
    PartyKind.CRIMINAL_GROUP,
)
CIVILIANS, PROTESTERS, UNKNOWN = PartyKind.CIVILIANS, PartyKind.PROTESTERS, PartyKind.UNKNOWN
DAY = b.a_when()
WEEK = between((2016, 12, 5), (2016, 12, 12))
MONTH = between((2016, 12, 1), (2017, 1, 1), TimePrecision.MONTH)
YEAR = between((2016, 1, 1), (2017, 1, 1), TimePrecision.YEAR)
UNTIL = b.a_when(start=None, precision=TimePrecision.UNTIL)

incidents = st.builds(
    b.an_incident,
    type_code=st.sampled_from(list(EVENT_TYPES)),
    status=st.sampled_from(Status),
    review=st.sampled_from(Review),
    when=st.sampled_from([None, DAY, WEEK, MONTH, YEAR, UNTIL]),
    places=st.lists(st.builds(b.an_incident_place, kind=st.sampled_from(PlaceKind)), max_size=3).map(tuple),
    actors=st.lists(st.builds(a_party, st.sampled_from(PartyKind), st.text()), max_size=2).map(tuple),
    targets=st.lists(st.builds(a_party, st.sampled_from(PartyKind), st.text()), max_size=2).map(tuple),
    counts=st.lists(
        st.builds(
            lambda kind, low, more: b.a_count(low, None if more is None else (low or 0) + more, kind=kind),
            st.sampled_from([CountKind.KILLED, CountKind.INJURED]),
            st.none() | st.integers(0, 500),
            st.none() | st.integers(0, 500),
        ),
        max_size=3,
    ).map(tuple),
)


@pytest.mark.parametrize("shape", SCHEMES)
@given(incident=incidents)
def test_every_row_has_exactly_the_columns_and_what_did_not_happen_has_no_row(shape, incident):
    try:
        made = rows(shape, incident)
    except LeftOut as reason:
        assert str(reason)
        return
    assert made
    assert all(tuple(one) == SCHEMES[shape].columns for one in made)
    assert all(isinstance(cell, str) for one in made for cell in one.values())
    assert incident.status in COUNTED
    assert incident.review is not Review.REJECTED


@given(incident=incidents)
def test_the_dead_of_a_ucdp_row_are_as_many_as_its_parts_and_within_its_range(incident):
    try:
        (made,) = rows("ucdp", incident)
    except LeftOut:
        return
    parts = [int(made[f"deaths_{part}"]) for part in ("a", "b", "civilians", "unknown")]
    assert 1 <= int(made["low"]) <= sum(parts) == int(made["best"])
    assert not made["high"] or int(made["best"]) <= int(made["high"])


@given(incident=incidents)
def test_the_acled_rows_of_an_incident_have_its_toll_once(incident):
    try:
        made = rows("acled", incident)
    except LeftOut:
        return
    assert not any(one["fatalities"] for one in made[1:])
    assert len({one["event_id_cnty"] for one in made}) == len(made)


@pytest.mark.parametrize("shape", SCHEMES)
@pytest.mark.parametrize("status", [s for s in Status if s not in COUNTED])
def test_what_was_planned_or_denied_or_is_history_is_left_out_with_its_status_as_the_reason(shape, status):
    with pytest.raises(LeftOut, match=status.value):
        row(shape, status=status)


@pytest.mark.parametrize("code", [c for c, r in EVENT_TYPES.items() if r.event_type.name in UCDP.never])
@pytest.mark.parametrize("shape", SCHEMES)
def test_disasters_and_crime_are_left_out_with_the_reason(shape, code):
    with pytest.raises(LeftOut, match="has no type for"):
        row(shape, type_code=code)


@pytest.mark.parametrize("code", [c for c, r in EVENT_TYPES.items() if r.event_type.name in ACLED.disorder])
def test_every_type_that_acled_has_makes_a_row_with_its_code(code):
    made = row("acled", type_code=code)
    assert made["sub_event_type"] == EVENT_TYPES[code].acled != ""
    assert made["event_type"] == EVENT_TYPES[code].event_type.name
    assert made["disorder_type"]


@pytest.mark.parametrize(
    ("when", "acled_day", "acled", "ucdp"),
    [
        (DAY, "2016-12-14", "1", "1"),
        (between((2016, 12, 5), (2016, 12, 7)), "2016-12-05", "2", "2"),
        (WEEK, "2016-12-08", "2", "3"),
        (MONTH, "2016-12-16", "3", "4"),
    ],
)
def test_time_precision_is_by_the_days_it_may_have_been(when, acled_day, acled, ucdp):
    made = row("acled", when=when)
    assert (made["event_date"], made["time_precision"], made["year"]) == (acled_day, acled, "2016")
    assert row("ucdp", when=when)["date_prec"] == ucdp


def test_a_year_is_too_long_for_acled_and_the_least_precision_of_ucdp():
    with pytest.raises(LeftOut, match="month is not known"):
        row("acled", when=YEAR)
    made = row("ucdp", when=YEAR)
    assert (made["date_prec"], made["date_start"], made["date_end"]) == ("5", "2016-01-01", "2016-12-31")


@pytest.mark.parametrize("shape", SCHEMES)
@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"when": None}, "no date"),
        ({"when": UNTIL}, "on or before 2016-12-14"),
        ({"places": ()}, "no place"),
        ({"review": Review.REJECTED}, "person rejected"),
    ],
)
def test_without_date_or_place_there_is_no_row(shape, other, reason):
    with pytest.raises(LeftOut, match=reason):
        row(shape, **other)


@pytest.mark.parametrize(
    ("kind", "described", "radius_km", "acled", "ucdp"),
    [
        (PlaceKind.SETTLEMENT, None, 5, "1", "1"),
        (PlaceKind.QUARTER, None, 1, "1", "1"),
        (PlaceKind.SETTLEMENT, "near Aleppo", 15, "2", "2"),
        (PlaceKind.SETTLEMENT, "south of Aleppo", 60, "2", "5"),
        (PlaceKind.ADMIN3, None, 10, "2", "3"),
        (PlaceKind.ADMIN2, None, 30, "2", "3"),
        (PlaceKind.ADMIN1, "northern Aleppo", 50, "2", "4"),
        (PlaceKind.ADMIN1, None, 90, "3", "4"),
        (PlaceKind.REGION, None, 200, "3", "5"),
    ],
)
def test_place_precision_is_by_what_the_place_is(kind, described, radius_km, acled, ucdp):
    place = b.an_incident_place(kind=kind, described=described, radius_km=radius_km)
    assert row("acled", places=(place,))["geo_precision"] == acled
    assert row("ucdp", places=(place,))["where_prec"] == ucdp


def test_a_country_alone_is_no_place_for_acled_and_the_sixth_precision_of_ucdp():
    places = (b.an_incident_place("Syria", kind=PlaceKind.COUNTRY),)
    with pytest.raises(LeftOut, match="only a country"):
        row("acled", places=places)
    assert row("ucdp", places=places)["where_prec"] == "6"


def test_open_sea_is_the_seventh_precision_of_ucdp():
    sea = b.an_incident_place("Red Sea", kind=PlaceKind.NATURAL, country_code=None, admin1=None)
    made = row("ucdp", places=(sea,))
    assert (made["where_prec"], made["country"], made["region"]) == ("7", "", "")


def test_divisions_and_codes_are_the_gazetteers_and_the_tables():
    made = row("acled")
    told = {column: made[column] for column in ("iso", "region", "country", "admin1", "admin2", "admin3")}
    assert list(told.values()) == ["760", "Middle East", "Syria", "Aleppo Governorate", "Jebel Saman", "Central"]


@pytest.mark.parametrize("other", [{"described": "30 km east of Aleppo"}, {"place_id": "own:unknown"}])
def test_districts_stay_empty_where_they_are_not_known(other):
    made = row("acled", places=(b.an_incident_place(**other),))
    assert (made["admin1"], made["admin2"], made["admin3"]) == ("Aleppo Governorate", "", "")


KILLED = [
    ((b.a_count(4, 4),), "4"),
    ((b.a_count(107, None),), "107"),
    ((b.a_count(3, 5),), "3"),
    ((b.a_count(None, 5),), ""),
    ((b.a_count(0, 0),), "0"),
    ((b.a_count(0, 5),), ""),
    ((), ""),
    ((b.a_count(9, 9, kind=CountKind.INJURED),), ""),
    ((b.a_count(4, 4), b.a_count(2, 2, subset_of="four civilians")), "4"),
    ((b.a_count(31, 31, replaced_by="44"), b.a_count(44, 44)), "44"),
    ((b.a_count(4, 4), b.a_count(3, 3, wording="three soldiers")), "7"),
]


@pytest.mark.parametrize(("counts", "fatalities"), KILLED)
def test_fatalities_are_the_low_end_and_empty_where_not_known(counts, fatalities):
    assert row("acled", counts=counts)["fatalities"] == fatalities


@pytest.mark.parametrize("counts", [(), (b.a_count(0, 0),), (b.a_count(None, 5),)])
def test_ucdp_has_only_events_with_at_least_one_killed(counts):
    with pytest.raises(LeftOut, match="killed"):
        row("ucdp", counts=counts)


def test_ucdp_leaves_the_high_end_empty_where_none_is_told():
    made = row("ucdp", counts=(b.a_count(107, None),))
    assert (made["best"], made["low"], made["high"]) == ("107", "107", "")


VIOLENCE = [
    ([STATE], [GROUP], "1"),
    ([GROUP], [POLICE], "1"),
    ([STATE, GROUP], [], "1"),
    ([GROUP], [GROUP], "2"),
    ([GANG, GANG], [], "2"),
    ([GROUP], [CIVILIANS], "3"),
    ([STATE], [PROTESTERS], "3"),
    ([GROUP], [PartyKind.GOVERNMENT], "3"),
    ([GROUP], [UNKNOWN], ""),
    ([UNKNOWN], [CIVILIANS], ""),
    ([CIVILIANS], [CIVILIANS], ""),
    ([], [], ""),
]


@pytest.mark.parametrize(("actors", "targets", "code"), VIOLENCE)
def test_the_type_of_violence_is_by_the_kinds_of_the_parties(actors, targets, code):
    made = row("ucdp", actors=tuple(map(a_party, actors)), targets=tuple(map(a_party, targets)))
    assert made["type_of_violence"] == code


def test_the_state_is_side_a_whoever_struck_first():
    made = row("ucdp", actors=(a_party(GROUP, "rebels"),), targets=(a_party(STATE, "army"),))
    assert (made["side_a"], made["side_b"]) == ("army", "rebels")


def test_civilians_are_side_b_of_one_sided_violence():
    made = row("ucdp", actors=(a_party(GROUP, "rebels"),), targets=(a_party(CIVILIANS, "four villagers"),))
    assert (made["side_a"], made["side_b"]) == ("rebels", "Civilians")


@pytest.mark.parametrize("code", ["protest.peaceful", "riot.violent"])
def test_protests_and_riots_count_for_ucdp_only_with_an_organised_party(code):
    with pytest.raises(LeftOut, match="no organised party"):
        row("ucdp", type_code=code, actors=(a_party(PROTESTERS),), targets=())
    assert row("ucdp", type_code=code, actors=(a_party(STATE),), targets=(a_party(PROTESTERS),))


@pytest.mark.parametrize(
    ("kind", "column"), [(CIVILIANS, "deaths_civilians"), (STATE, "deaths_a"), (GROUP, "deaths_b")]
)
def test_the_dead_belong_to_the_party_whose_words_are_counted(kind, column):
    away = b.Span(start=200, end=210)
    parties = {k: a_party(k, span=b.SPAN if k is kind else away) for k in (STATE, GROUP, CIVILIANS)}
    made = row("ucdp", actors=(parties[STATE],), targets=(parties[GROUP], parties[CIVILIANS]))
    assert (made[column], made["best"]) == ("4", "4")


def test_the_dead_belong_to_a_party_that_is_named_elsewhere_by_the_same_words():
    rebels = a_party(GROUP, "Rebels", span=b.Span(start=200, end=206))
    counts = (b.a_count(10, 10, wording="ten rebels"),)
    away = b.Span(start=300, end=304)
    made = row("ucdp", actors=(a_party(STATE, "army", span=away),), targets=(rebels,), counts=counts)
    assert made["deaths_b"] == "10"


def test_the_dead_belong_to_nobody_where_no_party_is_counted():
    made = row("ucdp", actors=(), targets=())
    assert made["deaths_unknown"] == "4"


INTERACTIONS = [
    ("battle.clash", [STATE], [CIVILIANS], "State forces-Civilians"),
    ("battle.clash", [CIVILIANS], [STATE], "State forces-Civilians"),
    ("battle.clash", [STATE], [GROUP], ""),
    ("battle.clash", [STATE], [], ""),
    ("battle.clash", [STATE, PartyKind.INTERNATIONAL_FORCES], [], "State forces-External/Other forces"),
    ("protest.peaceful", [PROTESTERS, CIVILIANS], [], "Protesters only"),
    ("protest.peaceful", [PROTESTERS], [], "Protesters only"),
    ("protest.peaceful", [], [], ""),
]


@pytest.mark.parametrize(("code", "actors", "targets", "interaction"), INTERACTIONS)
def test_the_interaction_is_told_where_both_kinds_are_known(code, actors, targets, interaction):
    made = row("acled", type_code=code, actors=tuple(map(a_party, actors)), targets=tuple(map(a_party, targets)))
    assert made["interaction"] == interaction


@pytest.mark.parametrize(
    ("code", "target", "told"),
    [
        ("civilians.attack", UNKNOWN, "Civilian targeting"),
        ("explosion.shelling", CIVILIANS, "Civilian targeting"),
        ("explosion.shelling", STATE, ""),
        ("battle.clash", CIVILIANS, ""),
    ],
)
def test_civilian_targeting_is_by_type_or_by_target(code, target, told):
    assert row("acled", type_code=code, targets=(a_party(target),))["civilian_targeting"] == told


def test_further_parties_are_associated_each_once():
    parties = (a_party(STATE, "army"), a_party(GROUP, "militia"), a_party(GROUP, "militia"), a_party(STATE, "police"))
    made = row("acled", actors=parties)
    assert (made["actor1"], made["assoc_actor_1"], made["inter1"]) == ("army", "militia; police", "State forces")


def test_a_blamed_actor_is_marked_as_alleged():
    assert row("acled", actors=(a_party(GROUP, alleged=True),))["tags"] == "alleged actor"


def test_one_toll_over_two_places_stands_in_the_first_of_two_rows():
    places = (b.an_incident_place("Foua"), b.an_incident_place("Kefraya"))
    first, second = rows("acled", b.an_incident(places=places))
    assert (first["location"], first["fatalities"]) == ("Foua", "4")
    assert (second["location"], second["fatalities"]) == ("Kefraya", "")
    assert first["tags"] == second["tags"] == "fatalities of 2 places in the first row"


def test_a_movement_is_one_event_where_it_began():
    origin = b.an_incident_place("Foua", role=PlaceRole.ORIGIN)
    destination = b.an_incident_place("Idlib", role=PlaceRole.DESTINATION)
    moved = b.an_incident("civilians.attack", places=(destination, origin), actors=(a_party(GROUP),))
    assert [made["location"] for made in rows("acled", moved)] == ["Foua"]
    assert [made["where_coordinates"] for made in rows("ucdp", moved)] == ["Foua"]
    arrived = b.an_incident("strategic.displacement", places=(destination,))
    assert [made["location"] for made in rows("acled", arrived)] == ["Idlib"]


def test_a_protest_tells_the_size_of_its_crowd():
    crowd = b.a_count(200, None, kind=CountKind.PARTICIPANTS, wording="hundreds of people")
    assert row("acled", type_code="protest.peaceful", counts=(crowd,))["tags"] == "crowd size=hundreds of people"
    assert row("acled", type_code="protest.peaceful")["tags"] == "crowd size=no report"


def test_sources_are_publishers_carriers_and_monitors_but_no_ministries():
    def said(by, kind, via=None):
        return b.a_claim(attribution=Attribution(said_by=by, via=via, stance=Stance.ASSERTS, span=b.SPAN, kind=kind))

    claims = (said("the ministry", SourceKind.OFFICIAL, via="Tass"), said("SOHR", SourceKind.MONITOR))
    made = row("acled", b.a_report(source="Daily"), claims=claims)
    assert made["source"] == "Daily; Tass; SOHR"
    assert row("ucdp", b.a_report(source="Daily"), claims=claims)["number_of_sources"] == "3"


def test_a_ucdp_row_names_article_office_and_day():
    made = row("ucdp", b.a_report(source="Daily"))
    assert made["source_article"] == "Daily,2016-12-15,Shelling in Aleppo"
    assert (made["source_office"], made["source_date"]) == ("Daily", "2016-12-15")


@pytest.mark.parametrize("shape", SCHEMES)
def test_what_nobody_told_stays_empty(shape):
    empty = {"acled": ("timestamp", "source_scale"), "ucdp": ("relid", "active_year", "code_status")}[shape]
    made = row(shape)
    assert [made[column] for column in empty] == [""] * len(empty)


def test_a_cell_that_a_spreadsheet_would_run_is_guarded_and_stays_on_one_line():
    stream = io.StringIO()
    table = Table(stream, SCHEMES["acled"], Syria())
    claim = b.a_claim('  =HYPERLINK("http://x")\nand more')
    assert (
        table.add(Telling(incident=b.an_incident(actors=(b.a_party("@SUM(A1)"),), claims=(claim,)), reports=())) is None
    )
    (made,) = csv.DictReader(io.StringIO(stream.getvalue()))
    assert made["notes"] == '\'=HYPERLINK("http://x") and more'
    assert made["actor1"] == "'@SUM(A1)"


def test_coordinates_south_and_west_stay_numbers():
    stream = io.StringIO()
    place = b.an_incident_place(latitude=-12.5, longitude=-70.25)
    Table(stream, SCHEMES["acled"], Syria()).add(Telling(incident=b.an_incident(places=(place,)), reports=()))
    (made,) = csv.DictReader(io.StringIO(stream.getvalue()))
    assert (made["latitude"], made["longitude"]) == ("-12.5000", "-70.2500")


def test_a_table_says_why_it_left_an_incident_out():
    table = Table(io.StringIO(), SCHEMES["acled"], Syria())
    rejected = table.add(Telling(incident=b.an_incident(status=Status.PLANNED, id="x"), reports=()))
    assert rejected is not None
    assert (rejected.incident_id, rejected.reason, table.written) == ("x", "its status is planned", 0)


def test_every_country_of_the_table_has_a_code_of_two_letters_and_known_regions():
    assert all(len(code) == 2 and code.isupper() for code in COUNTRIES)
    assert {codes.ucdp_region for codes in COUNTRIES.values()} - {""} == {
        "Africa",
        "Americas",
        "Asia",
        "Europe",
        "Middle East",
    }
