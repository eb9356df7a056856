from __future__ import annotations

import csv
import errno
import io
import json
import shutil
import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import layer_file, layer_rows, layers
from gazetteer.__main__ import main
from gazetteer.errors import LayerExists, LayerMistaken, LayerUnknown, NotWritten, TableMistaken
from gazetteer.layer_file import bring_back, edited
from gazetteer.layers import Order, add, layers_folder, listed, rejected_path, remove
from gazetteer.place import PlaceKind, Point
from gazetteer.ranking import rank
from gazetteer.scratch import scratch
from gazetteer.sources.own_layers import FIRST_ROW, MOST_ROWS, kept, row_finder
from gazetteer.sources.own_layers import layers as places_of_layers
from tests.gazetteer.small_world import content, opened, write_world

HEADER = "name,lat,lon,pcode,country,kind,parent,population,radius_km,name_ar,aliases"
CAMP = "Blue Camp,36.61,36.88,SYC001,SY,camp,Azaz,1200,0.5,المخيم الازرق,Camp Blue|Kurmanli"


@pytest.fixture(scope="session")
def untouched(tmp_path_factory):
    return write_world(tmp_path_factory.mktemp("world") / "gazetteer.sqlite")


@pytest.fixture
def world(untouched, tmp_path):
    return shutil.copy(untouched, tmp_path / "gazetteer.sqlite")


def a_table(world, *lines, header=HEADER, name="table.csv"):
    path = world.with_name(name)
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path


def added(world, *lines, header=HEADER, name="camps", columns=None, **other):
    """What came of adding these lines, and what was told."""
    told = []
    order = Order(name=name, columns=columns or {}, **other)
    found = add(a_table(world, *lines, header=header), order, gazetteer_path=world, tell=told.append)
    return found, "\n".join(told)


def rejected(world):
    """Reason by name of the rejected rows."""
    path = rejected_path(world.with_name("table.csv"))
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return {row["name"]: row["reason"] for row in csv.DictReader(lines)}


def test_a_row_is_found_by_each_of_its_names_with_reasons_that_sum_to_its_score(world):
    added(world, CAMP, licence="CC BY 4.0", dated="2026-11", source="Camp list")
    gazetteer = opened(world)
    for name in ("Blue Camp", "blue camp", "المخيم الازرق", "Kurmanli", "Camp Blue", "SYC001"):
        best = rank(name, gazetteer.candidates(name))[0]
        assert best.place.id == "own:camps/SYC001", name
        assert best.score == pytest.approx(sum(reason.points for reason in best.reasons))
    place = gazetteer.place("own:camps/SYC001")
    assert (place.kind, place.country_code, place.admin1, place.population) == (
        PlaceKind.FACILITY, "SY", "Aleppo Governorate", 1200,
    )  # fmt: skip
    assert (place.point, place.radius_km) == (Point(latitude=36.61, longitude=36.88), 0.5)
    assert (place.source.layer, place.source.name) == ("own:camps", "Camp list")
    assert (place.source.licence, place.source.dated) == ("CC BY 4.0", "2026-11")
    assert [parent.name for parent in gazetteer.parents(place.id)] == ["Syria", "Aleppo Governorate", "Azaz"]


@pytest.mark.parametrize("written", ["Kormanly", "Kurmanlli", "Qurmanli"])
def test_a_name_is_found_as_it_sounds(world, written):
    added(world, "Kurmanli,36.4,36.6,K1,,,,6000,,,")
    found = opened(world).candidates(written)
    assert [candidate.place.id for candidate in found] == ["own:camps/K1"]


def test_a_name_with_one_slip_is_found(world):
    added(world, "Whitford,50.2,30.4,W1,,,,6000,,,")
    found = opened(world).misspelt("Whitfrod")
    assert [(candidate.place.id, candidate.match) for candidate in found] == [("own:camps/W1", "misspelt")]


def test_a_code_is_weak_and_a_mere_number_is_no_name(world):
    added(world, CAMP, "Red Camp,36.1,36.2,17,,,,,,,")
    gazetteer = opened(world)
    assert not gazetteer.candidates("SYC001")[0].form.strong
    assert not gazetteer.has_name("17")
    assert gazetteer.place("own:camps/17").name == "Red Camp"


def test_a_local_name_has_the_language_of_its_column(world):
    added(world, CAMP)
    forms = {form.text: form for form in opened(world).forms("own:camps/SYC001")}
    assert (forms["المخيم الازرق"].language, forms["المخيم الازرق"].kind) == ("ar", "official")


def test_a_namesake_of_a_city_is_found_and_does_not_beat_it(world):
    added(world, "Aleppo,36.5,36.9,,,,,,,,")
    ranked = rank("Aleppo", opened(world).candidates("Aleppo"))
    assert ranked[0].place.id == "geonames:21"
    assert "own:camps/1" in {one.place.id for one in ranked}


def test_what_is_not_told_comes_from_the_ground_and_the_kind(world):
    added(world, "A,36.1,36.2,,,,,,,,", "B,36.1,36.3,,,admin-2,,,,,", "C,36.1,36.4,,,region,,,,,", "D,-40,-40,,,,,,,,")
    gazetteer = opened(world)
    town, district, region, sea = (gazetteer.place(f"own:camps/{number}") for number in (1, 2, 3, 4))
    assert (town.kind, town.country_code, town.admin1, town.radius_km) == ("settlement", "SY", "Aleppo Governorate", 2)
    assert [parent.id for parent in gazetteer.parents(district.id)] == ["geonames:1", "geonames:11"]
    assert (district.radius_km, region.admin1) == (20, None)
    assert [parent.id for parent in gazetteer.parents(region.id)] == ["geonames:1"]
    assert (sea.country_code, sea.admin1, gazetteer.parents(sea.id)) == (None, None, ())


@pytest.mark.parametrize("stated", ["", "UA", "RU", "Ukraine", "UKR"])
def test_disputed_land_stands_as_in_the_rest_of_the_gazetteer(world, stated):
    added(world, f"A,45,34,,{stated},,,,,,")
    place = opened(world).place("own:camps/1")
    assert (place.country_code, place.held_by, place.claimed_by, place.admin1) == ("UA", "RU", ("RU",), "Crimea")


@pytest.mark.parametrize("view", ["held", "RU"])
def test_what_is_kept_does_not_depend_on_a_point_of_view(world, monkeypatch, view):
    monkeypatch.setenv("GAZETTEER_VIEW", view)
    added(world, "A,45,34,,,,,,,,")
    assert opened(world).place("own:camps/1").country_code == "UA"


def test_a_parent_may_be_another_row_wherever_it_stands(world):
    found, told = added(world, "Child,36.1,36.2,c,,quarter,p,,,,", "Parent,36.1,36.21,p,,,,,,,")
    assert "parent" not in told.split("accepted")[1]
    assert opened(world).parents("own:camps/c")[-1].id == "own:camps/p"
    assert found.lost_parents == {}


REMARKS = [
    ("A,36.1,36.2,,,,Nowhere,,,,", "1 taken with a parent that is not known near them ('Nowhere')"),
    ("A,36.1,36.2,,,,,many,,,", "population is no number of people"),
    ("A,36.1,36.2,,,,,-5,,,", "population is no number of people"),
    ("A,36.1,36.2,,,,,,wide,,", "radius is no number of 0 to 5,000 km"),
    ("A,36.1,36.2,,,,,,,,???|B", "another name can't be looked up; it is left out"),
    ('A,36.1,36.2,,,,,,,,"[""B"", ""C""]"', "another name can't be looked up; it is left out"),
    ("A\u202eB,36.1,36.2,,,,,,,,", "hidden characters, such as those that turn the direction of writing, are left out"),
    ("A,36.1,36.2,,,,,,,A\u0007,", "hidden characters, such as"),
    ("A,50,30,,SY,,,,,,", "outside the country that the row tells; the country stays as told"),
    ("A,-40,-40,,,,,,,,", "on no land that is known; no country"),
    ("A,45,34,,RU,,,,,,", "on disputed land; the country is as ISO 3166 has it"),
]


@pytest.mark.parametrize(("line", "remark"), REMARKS)
def test_what_is_taken_otherwise_is_remarked_with_its_line(world, line, remark):
    found, told = added(world, line)
    assert found.accepted == 1
    assert remark in told
    assert ("(line 2)" in told) or (", line 2: " in told)


def test_the_first_ten_rows_of_a_remark_are_told(world):
    lines = [f"A{number},36.1,36.{number},,,,Nowhere,many,,," for number in range(12)]
    _, told = added(world, *lines)
    ten = "lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 2 more"
    assert f"12 taken with a remark ({ten}): population is no number of people; taken as not known" in told
    assert f"12 taken with a parent that is not known near them ('Nowhere'), {ten}: the division there is taken" in told


def test_what_is_hidden_in_a_name_or_an_id_is_not_kept(world):
    added(world, "\u202eBlue\u200b Camp\x07,36.1,36.2,SY\u20661,,,,,,,\u202dB|C\u200cD")
    gazetteer = opened(world)
    assert gazetteer.place("own:camps/SY1").name == "Blue Camp"
    assert {form.text for form in gazetteer.forms("own:camps/SY1")} == {"Blue Camp", "SY1", "B", "C\u200cD"}


CIRCLES = [
    (["A,36.1,36.2,AA1,,,BB1,,,,", "B,36.1,36.3,BB1,,,AA1,,,,"], {"A", "B"}),
    (
        ["A,36.1,36.2,a,,,c,,,,", "B,36.1,36.3,b,,,a,,,,", "C,36.1,36.4,c,,,b,,,,", "Under,36.1,36.5,u,,,a,,,,"],
        {"A", "B", "C"},
    ),
    (["A,36.1,36.2,a,,,b,,,,", "B,36.1,36.3,b,,,a,,,,", "A2,36.1,36.4,a,,,,,,,"], {"A", "B", "A2"}),
    (["A,36.1,36.2,,,,3,,,,", "B,36.1,36.3,,,,2,,,,"], {"A", "B"}),
    (["A,36.1,36.2,a,,,a,,,,", "B,36.1,36.3,b,,,a,,,,"], set()),
    (["A,36.1,36.2,a,,,b,,,,", "B,north,36.3,b,,,a,,,,"], {"B"}),
]


@pytest.mark.parametrize(("lines", "bad"), CIRCLES)
def test_rows_that_lie_in_one_another_are_refused(world, lines, bad):
    found, told = added(world, "Sure,36.1,36.21,s,,,,,,,", *lines)
    assert (set(rejected(world)) if bad else set()) == bad
    assert (found.accepted, found.rejected) == (1 + len(lines) - len(bad), len(bad))
    if {"A", "B"} <= bad:
        assert "lies in this row itself" in told.split("line 3: ")[1].splitlines()[0]
    if "Under" in "".join(lines):
        assert "1 taken with a parent that is not known near them ('a')" in told
        assert [place.id for place in opened(world).parents("own:camps/u")] == ["geonames:1", "geonames:11"]


@pytest.mark.parametrize(
    ("text", "people"), [("1200", 1200), ("1 200", 1200), ("1.200", 1200), ("12e2", 1200), ("0", None)]
)
def test_populations_are_read_as_people_write_them(world, text, people):
    added(world, f"A,36.1,36.2,,,,,{text},,,")
    assert opened(world).place("own:camps/1").population == people


BAD = {
    "no name": (",36.1,36.2,,,,,,,,", "name is empty"),
    "nothing to look up": ("?!,36.1,36.2,,,,,,,,", "name '?!' holds no letter and no digit"),
    "an endless name": (f"{'x' * 121},36.1,36.2,,,,,,,,", "name is longer than 120 characters"),
    "an unreadable name": ("Qami\ufffdli,36.1,36.2,,,,,,,,", "holds a character that can't be read"),
    "no latitude": ("A,,36.2,,,,,,,,", "latitude is missing"),
    "no coordinates": ("A,,,,,,,,,,", "latitude is missing; longitude is missing"),
    "no number": ("A,north,36.2,,,,,,,,", "latitude 'north' is no number of degrees"),
    "not on Earth": ("A,95,200,,,,,,,,", "latitude 95 is outside -90 to 90"),
    "null island": ("A,0,0,,,,,,,,", "the point is 0, 0, which stands for no point"),
    "swapped by range": ("A,137.1,36.2,,,,,,,,", "seem swapped: 137.1, 36.2 should perhaps be 36.2, 137.1, in no land"),
    "swapped by country": (
        "A,38,36,,SY,,,,,,",
        "seem swapped: 38, 36 should perhaps be 36, 38, in Aleppo Governorate, Syria",
    ),
    "swapped by parent": ("A,38,36,,,,Syria,,,,", "seem swapped: 38, 36 should perhaps be 36, 38"),
    "an unknown country": ("A,36.1,36.2,,Atlantis,,,,,,", "country 'Atlantis' is unknown"),
    "an unknown kind": ("A,36.1,36.2,,,hovel,,,,,", "kind 'hovel' is unknown; known are"),
    "a country": ("A,36.1,36.2,,,country,,,,,", "kind 'country' is unknown"),
    "the same id": ("A,36.1,36.2,SYC001,,,,,,,", "has the same id ('SYC001') as line 2"),
    "the same id but for case": ("A,36.1,36.2,syc001,,,,,,,", "has the same id ('syc001') as line 2"),
    "a list for a name": ('"[""x""]",36.1,36.2,,,,,,,,', """name '["x"]' is a list or an object, not a text"""),
    "an object for a name": ('"{""a"":1}",36.1,36.2,,,,,,,,', """name '{"a":1}' is a list or an object, not a text"""),
    "the same place": ("BLUE-CAMP,36.61,36.88,x,,,,,,,", "has the same name and point as line 2"),
    "an endless id": (f"A,36.1,36.2,{'x' * 121},,,,,,,", "id is longer than 120 characters"),
    "too few cells": ("A,36.1", "has 2 cells where the first line names 11 columns"),
    "several mistakes": ("?,x,,,Atlantis,,,,,,", "name '?' holds no letter and no digit; latitude 'x' is no number"),
}


@pytest.mark.parametrize(("line", "reason"), BAD.values(), ids=BAD)
def test_a_bad_row_is_listed_with_its_reason_and_the_rest_is_loaded(world, line, reason):
    found, told = added(world, CAMP, line, "Red Camp,36.3,36.4,,,,,,,,")
    assert (found.accepted, found.rejected) == (2, 1)
    assert "3 rows: 2 accepted, 1 rejected" in told
    assert reason in told.split("line 3: ")[1].splitlines()[0]
    assert reason in "".join(rejected(world).values())
    assert opened(world).has_name("Red Camp")


def test_ten_bad_rows_are_told_and_all_are_written(world):
    _, told = added(world, CAMP, *(f"N{number},,,,,,,,,," for number in range(25)))
    assert told.count("latitude is missing") == 10
    assert "and 15 more" in told
    assert len(rejected(world)) == 25


def test_rejected_rows_run_in_no_spreadsheet_and_can_be_mended_and_added(world):
    formula = "=HYPERLINK(1)"
    added(world, CAMP, f"{formula},,-3.5,,,,,,,,")
    text = rejected_path(world.with_name("table.csv")).read_text(encoding="utf-8-sig")
    assert all(not cell.startswith(("=", "+", "@")) for row in csv.reader(io.StringIO(text)) for cell in row)
    mended = world.with_name("mended.csv")
    mended.write_text(text.replace(f"'{formula},,", f"'{formula},1,"), encoding="utf-8")
    found = add(mended, Order(name="mended"), gazetteer_path=world)
    assert (found.accepted, found.rejected) == (1, 0)
    place = opened(world).place("own:mended/1")
    assert (place.name, place.point) == (formula, Point(latitude=1, longitude=-3.5))


def test_no_rejected_file_is_written_when_all_rows_are_good(world):
    added(world, CAMP)
    assert not rejected_path(world.with_name("table.csv")).exists()


def test_when_most_rows_are_swapped_nothing_is_added_and_the_exchange_is_told(world):
    before = world.read_bytes()
    with pytest.raises(TableMistaken, match="exchange them: --latitude 'lon' --longitude 'lat'"):
        added(world, *(f"A{number},{number}.5,36,,SY,,,,,," for number in range(37, 42)), "B,36,36.1,,SY,,,,,,")
    assert world.read_bytes() == before
    assert len(rejected(world)) == 5
    columns = {"latitude": "lon", "longitude": "lat"}
    found, _ = added(world, "A,38,36,,SY,,,,,,", "B,39,36,,SY,,,,,,", columns=columns)
    assert found.accepted == 2


def test_swapped_geojson_is_told_to_be_mended(world):
    geometry = {"type": "Point", "coordinates": [36.2, 137.1]}
    feature = {"type": "Feature", "properties": {"name": "A"}, "geometry": geometry}
    path = world.with_name("t.geojson")
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    with pytest.raises(TableMistaken, match="GeoJSON is longitude first: mend the file"):
        add(path, Order(name="t"), gazetteer_path=world)


def test_an_area_of_geojson_is_as_wide_as_it_is(world):
    corners = [[[37, 36], [37.1, 36], [37.1, 36.1], [37, 36.1], [37, 36]]]
    feature = {"type": "Feature", "properties": {"name": "A"}, "geometry": {"type": "Polygon", "coordinates": corners}}
    path = world.with_name("t.geojson")
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    add(path, Order(name="areas", columns={"kind": "region"}), gazetteer_path=world)
    place = opened(world).place("own:areas/1")
    assert (place.kind, place.point) == (PlaceKind.REGION, Point(latitude=36.05, longitude=37.05))
    assert place.radius_km == pytest.approx(5.6, abs=0.1)


@pytest.mark.parametrize("lines", [[], ["?,x,,,,,,,,,"]])
def test_a_table_without_a_good_row_adds_nothing(world, lines):
    with pytest.raises(TableMistaken, match="nothing was added"):
        added(world, *lines)
    assert [counted for counted in listed(world) if counted.source.layer.startswith("own:")] == []


def test_removing_a_layer_leaves_the_file_as_it_was(world, untouched):
    added(world, CAMP, "Aleppo,36.5,36.9,,,,6000,6000,,,", "Northland,36.4,36.5,,,region,,,,,", licence="CC BY 4.0")
    assert opened(world).about["places"] == "15"
    assert "table.csv" in opened(world).about["credits"]
    assert remove("camps", gazetteer_path=world) == 3
    assert opened(world).candidates("Blue Camp") == ()
    assert content(world) == content(untouched)
    assert list(layers_folder(world).iterdir()) == []


def test_the_maker_tells_whether_own_layers_are_in_the_file(world):
    plain = opened(world).maker
    added(world, CAMP)
    one = opened(world).maker
    added(world, CAMP.replace("36.61", "36.62"), name="more")
    two = opened(world).maker
    remove("more", gazetteer_path=world)
    assert len({plain, one, two}) == 3
    assert opened(world).maker == one
    assert one.endswith(plain.partition("+")[2])


def test_a_second_layer_of_the_same_name_asks_for_replace(world):
    added(world, CAMP)
    before = world.read_bytes()
    with pytest.raises(LayerExists, match="there is a layer 'camps' already, 1 place; --replace replaces it"):
        added(world, "Red Camp,36.3,36.4,,,,,,,,")
    assert world.read_bytes() == before
    added(world, "Red Camp,36.3,36.4,,,,,,,,", replace=True)
    gazetteer = opened(world)
    assert gazetteer.has_name("Red Camp")
    assert not gazetteer.has_name("Blue Camp")


def test_a_replaced_layer_has_the_content_of_one_that_is_new(world, tmp_path):
    added(world, "Red Camp,36.3,36.4,,,,,,,,")
    added(world, CAMP, replace=True)
    (tmp_path / "again").mkdir()
    again = write_world(tmp_path / "again" / "gazetteer.sqlite")
    added(again, CAMP, replace=True)
    assert content(world) == content(again)


def test_each_layer_has_row_numbers_of_its_own(world):
    for name in ("b", "a", "c"):
        added(world, CAMP, name=name)
    assert {name: layer.first_row for name, layer in kept(layers_folder(world)).items()} == {
        "b": FIRST_ROW, "a": FIRST_ROW + MOST_ROWS, "c": FIRST_ROW + 2 * MOST_ROWS,
    }  # fmt: skip
    remove("b", gazetteer_path=world)
    added(world, CAMP, name="d")
    assert kept(layers_folder(world))["d"].first_row == FIRST_ROW + 3 * MOST_ROWS


def test_a_build_brings_the_layers_back_as_they_were(world, untouched, tmp_path):
    added(world, CAMP, "Child,36.1,36.2,c,,quarter,SYC001,,,,|", "A,45,34,,,,,,,=x,")
    added(world, "Red Camp,36.3,36.4,,,,,,,,", name="more", licence="CC0")
    rebuilt = shutil.copy(untouched, tmp_path / "rebuilt.sqlite")
    with edited(rebuilt) as connection:
        bring_back(connection, layers_folder(world), tmp_path / "staging.sqlite")
    assert content(rebuilt) == content(world)


def test_the_places_of_all_layers_are_read_with_their_rows(world):
    added(world, CAMP)
    added(world, CAMP, name="more")
    connection = sqlite3.connect(world)
    places = list(places_of_layers(layers_folder(world), row_finder(connection)))
    connection.close()
    assert [(place.row, place.code) for place in places] == [
        (FIRST_ROW, "own:camps/SYC001"), (FIRST_ROW + MOST_ROWS, "own:more/SYC001"),
    ]  # fmt: skip
    assert {(place.admin1_row, place.parent_row) for place in places} == {(11, 22)}


def test_a_parent_that_a_new_build_lacks_is_left_to_the_build(world):
    added(world, CAMP)
    (place,) = places_of_layers(layers_folder(world), lambda _: None)
    assert (place.admin1_row, place.parent_row) == (None, None)


@pytest.mark.parametrize("damage", [lambda text: "name,lat\n", lambda text: text.replace("36.61", "x"), lambda _: ""])
def test_a_damaged_kept_layer_is_named(world, damage):
    added(world, CAMP)
    path = layers_folder(world) / "camps.csv"
    path.write_text(damage(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(LayerMistaken, match=r"camps\.csv"):
        list(places_of_layers(layers_folder(world), lambda _: None))


def test_an_unknown_layer_is_told_with_those_that_are_known(world):
    with pytest.raises(LayerUnknown, match="there is no layer 'camp'; own layers: none"):
        remove("camp", gazetteer_path=world)
    added(world, CAMP)
    with pytest.raises(LayerUnknown, match="there is no layer 'camp'; own layers: camps"):
        remove("camp", gazetteer_path=world)
    with pytest.raises(LayerUnknown):
        remove("../camps", gazetteer_path=world)


def test_a_built_in_layer_can_not_be_removed(world):
    with pytest.raises(LayerMistaken, match="'settlements' is built in and can't be removed"):
        remove("settlements", gazetteer_path=world)


@pytest.mark.parametrize("name", ["", "Camps", "a/b", "../x", ".hidden", "a b", "x" * 41, "лагерь"])
def test_a_name_that_is_no_file_name_is_refused(world, name):
    with pytest.raises(LayerMistaken, match="is no name for a layer"):
        added(world, CAMP, name=name)


@pytest.mark.parametrize("dated", ["yesterday", "2026-13", "26", "2026-02-30", "2026-1"])
def test_a_date_that_is_none_is_refused(world, dated):
    with pytest.raises(LayerMistaken, match="is no date; write 2026, 2026-11 or 2026-11-23"):
        added(world, CAMP, dated=dated)


@pytest.mark.parametrize("columns", [{"country": "XX"}, {"kind": "hovel"}])
def test_one_value_for_all_rows_must_be_known(world, columns):
    with pytest.raises(TableMistaken, match=r"is neither a known (country|kind) nor a column"):
        added(world, CAMP, columns=columns)


def test_what_a_killed_addition_left_goes_with_the_next_one_of_the_layer(world):
    left = world.with_name(".adding-camps")
    left.mkdir()
    (left / "new.sqlite").write_text("half")
    world.with_name(".adding-camps.lock").touch()
    added(world, CAMP)
    assert sorted(path.name for path in world.parent.iterdir()) == ["gazetteer.sqlite", "layers", "table.csv"]


def test_two_additions_of_one_layer_at_a_time_do_not_meet(world):
    with scratch(world, "camps") as folder:
        with pytest.raises(NotWritten, match="another program is at work on the layer 'camps'; wait"):
            added(world, CAMP)
        assert folder.is_dir()
        added(world, CAMP, name="more")


def test_a_dry_run_tells_the_same_and_writes_nothing(world):
    there = sorted(world.parent.iterdir())
    found, told = added(world, CAMP, ",1,2,,,,,,,,", dry_run=True)
    assert (found.accepted, found.rejected) == (1, 1)
    assert "name is empty" in told
    assert sorted(world.parent.iterdir()) == sorted([*there, world.with_name("table.csv")])


def test_more_places_than_a_layer_can_hold_are_refused(world, monkeypatch):
    monkeypatch.setattr(layer_rows, "MOST_ROWS", 2)
    with pytest.raises(TableMistaken, match="more than 2 places; divide it"):
        added(world, *(f"A{number},36.{number},36,,,,,,,," for number in range(1, 4)))


STOPS = [
    (layers, "check_rows"),
    (layers, "take_out"),
    (layers, "put"),
    (layer_file, "mark"),
    (layer_file, "_merge"),
    (layer_file, "_pack"),
    (layer_file.shutil, "copyfile"),
    (layer_file.os, "fsync"),
]


@pytest.mark.parametrize(("module", "step"), STOPS, ids=[step for _, step in STOPS])
@pytest.mark.parametrize(
    "problem",
    [KeyboardInterrupt(), OSError(errno.ENOSPC, "No space left on device"), sqlite3.OperationalError("disk is full")],
    ids=["interrupt", "full disk", "full database"],
)
def test_whatever_breaks_off_leaves_the_old_file_and_nothing_else(world, monkeypatch, module, step, problem):
    added(world, CAMP)
    before, there = world.read_bytes(), sorted(world.parent.rglob("*"))

    def break_off(*_, **__):
        raise problem

    monkeypatch.setattr(module, step, break_off)
    with pytest.raises((KeyboardInterrupt, NotWritten, sqlite3.OperationalError)) as raised:
        added(world, "Red Camp,36.3,36.4,,,,,,,,", replace=True)
    assert isinstance(raised.value, type(problem)) or "full" in str(raised.value)
    assert world.read_bytes() == before
    assert sorted(world.parent.rglob("*")) == there


def test_a_file_that_another_program_changed_is_not_overwritten(world, monkeypatch):
    def meddle(_):
        world.write_bytes(b"other")

    monkeypatch.setattr(layer_file, "_pack", meddle)
    with pytest.raises(NotWritten, match="changed by another program meanwhile; run the command again"):
        added(world, CAMP)
    assert world.read_bytes() == b"other"


def test_a_layer_added_while_rows_are_checked_is_not_lost(world, monkeypatch):
    check_rows = layers.check_rows

    def meanwhile(*arguments, **named):
        monkeypatch.setattr(layers, "check_rows", check_rows)
        added(world, CAMP, name="quick")
        return check_rows(*arguments, **named)

    monkeypatch.setattr(layers, "check_rows", meanwhile)
    with pytest.raises(NotWritten, match="changed by another program meanwhile"):
        added(world, CAMP, name="slow")
    assert [counted.source.layer for counted in listed(world)][-1] == "own:quick"
    assert list(kept(layers_folder(world))) == ["quick"]


def test_who_has_the_file_open_goes_on_reading_the_old_one(world):
    reader = opened(world)
    assert not reader.has_name("Blue Camp")
    added(world, CAMP)
    assert not reader.has_name("Blue Camp")
    assert reader.has_name("Aleppo")


cells = st.one_of(
    st.sampled_from(
        ["", "A", "B", "SY", "camp", "36.1", "36,2", "0", "136", "Azaz", "?", "=1+1", "حلب", "\0", "x" * 130]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
)
TRIED = settings(max_examples=60)


@TRIED
@given(st.lists(st.lists(cells, min_size=2, max_size=12), max_size=12))
def test_every_row_is_either_accepted_or_rejected(world, rows):
    path = world.with_name("wild.csv")
    rejected_path(path).unlink(missing_ok=True)
    with path.open("w", encoding="utf-8", newline="") as opened_file:
        csv.writer(opened_file).writerows([HEADER.split(","), ["Sure", "36.1", "36.2", *[""] * 8], *rows])
    told = []
    try:
        found = add(path, Order(name="wild", replace=True), gazetteer_path=world, tell=told.append)
    except TableMistaken as problem:
        assert "swapped in most rows" in str(problem)
        return
    total = 1 + sum(any(cell.strip() for cell in row) for row in rows)
    written = rejected_path(path)
    with written.open(encoding="utf-8-sig", newline="") if written.exists() else io.StringIO() as lines:
        bad = max(0, sum(1 for _ in csv.reader(lines)) - 1)
    assert (found.accepted + found.rejected, found.rejected) == (total, bad)
    places = [counted.places for counted in listed(world) if counted.source.layer == "own:wild"]
    assert places == [found.accepted]


def test_the_commands_add_list_and_remove_in_sentences(world, capsys):
    table = a_table(world, CAMP, "B,,,,,,,,,,", "C,36.2,36.3,,,,,,,,")
    assert (
        main(["--file", str(world), "add", str(table), "--layer", "camps", "--licence", "CC0", "--dated", "2026"]) == 0
    )
    told = capsys.readouterr().out
    assert "name          column 'name'" in told
    assert "3 rows: 2 accepted, 1 rejected\n  line 3: latitude is missing; longitude is missing" in told
    assert "layer 'camps': 2 places; to take it out: python -m gazetteer remove camps" in told
    assert main(["--file", str(world), "layers"]) == 0
    assert "2  own:camps                CC0  2026  table.csv" in capsys.readouterr().out
    assert main(["--file", str(world), "find", "Blue Camp"]) == 0
    assert main(["--file", str(world), "remove", "camps"]) == 0
    assert "layer 'camps' is removed: 2 places" in capsys.readouterr().out
    assert main(["--file", str(world), "find", "Blue Camp"]) == 1


def test_layers_tells_where_the_file_and_what_is_kept_differ(world, untouched, capsys):
    added(world, CAMP)
    added(world, CAMP, name="lost")
    (layers_folder(world) / "lost.csv").unlink()
    main(["--file", str(world), "layers"])
    assert "own:lost is not kept beside the file, so the next build loses it" in capsys.readouterr().out
    shutil.copy(untouched, world)
    main(["--file", str(world), "layers"])
    assert "own:camps is kept beside the file and comes in with the next build" in capsys.readouterr().out
    with pytest.raises(LayerExists, match="waits for the next build"):
        added(world, CAMP)
    assert remove("camps", gazetteer_path=world) == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["add", "none.csv", "--layer", "a"], "No such file"),
        (["add", "TABLE", "--layer", "A"], "is no name for a layer"),
        (["add", "TABLE", "--layer", "a", "--name", "title"], "no column is called 'title'"),
        (["remove", "countries"], "there is no layer 'countries'"),
        (["remove", "settlements"], "is built in"),
    ],
)
def test_a_mistake_is_told_in_a_sentence(world, capsys, words, sentence):
    table = a_table(world, CAMP)
    assert main(["--file", str(world), *(str(table) if word == "TABLE" else word for word in words)]) == 2
    told = capsys.readouterr()
    assert sentence in told.err
    assert "Traceback" not in told.err


def test_an_interrupt_is_told_in_a_sentence(world, capsys, monkeypatch):
    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(layers, "check_rows", stop)
    assert main(["--file", str(world), "add", str(a_table(world, CAMP)), "--layer", "a"]) == 2
    assert "stopped; nothing was added" in capsys.readouterr().err
