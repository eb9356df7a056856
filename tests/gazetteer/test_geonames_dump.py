from __future__ import annotations

import contextlib
import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.errors import DumpMissing, DumpMistaken
from gazetteer.lookup import Gazetteer
from gazetteer.place import PlaceKind
from gazetteer.recipe import Recipe
from gazetteer.sources import dump_lines
from gazetteer.sources.feature_kinds import feature_kind, feature_kinds
from gazetteer.sources.geonames_dump import BrokenRow, parse
from tests.gazetteer.dumps import FIRST_ID, built, name_row, row, written, zipped

SHARED = Path(__file__).parents[3] / "shared" / "geonames"
pytestmark = pytest.mark.usefixtures("one_atlas")
genuine = pytest.mark.skipif(not (SHARED / "AD.txt").is_file(), reason=f"no genuine GeoNames files in {SHARED}")

BROKEN = [
    (b"1\tAleppo", "2 columns instead of 19"),
    (row(name="\udcff").encode("utf-8", "surrogateescape"), "byte 10 is not UTF-8"),
    (row("x1").encode(), "'x1' is no GeoNames id"),
    (row("٣").encode(), "is no GeoNames id"),
    (row("9" * 5000).encode(), "is no GeoNames id"),
    (row(name=" ").encode(), "it has no name"),
    (row(latitude="91").encode(), "latitude 91.0 is outside"),
    (row(longitude="nan").encode(), "longitude nan is outside"),
    (row(latitude="").encode(), "could not convert"),
    (row(country_code="QQ").encode(), "no country has the code 'QQ'"),
    (row(population="many").encode(), "'many' is no number of people"),
    (row(name="x" * 70_000).encode(), "longer than 65,536 bytes"),
]


@pytest.mark.parametrize(("line", "reason"), BROKEN, ids=[reason for _, reason in BROKEN])
def test_a_broken_row_is_told_with_its_reason(line, reason):
    with pytest.raises(BrokenRow, match=reason):
        parse(line)


@given(st.binary(max_size=300))
def test_no_bytes_do_more_than_break_a_row(line):
    with pytest.raises(BrokenRow):
        parse(line)


@given(st.lists(st.text(max_size=12).filter(lambda text: "\t" not in text), min_size=19, max_size=19))
def test_no_cells_do_more_than_break_a_row(cells):
    with contextlib.suppress(BrokenRow):
        parse("\t".join(cells).encode("utf-8", "surrogatepass"))


def test_broken_rows_are_counted_and_listed_and_the_others_are_read(tmp_path):
    gazetteer, summary = built(tmp_path, row(), *(line for line, _ in BROKEN), row(FIRST_ID + 1, "Qarat Sabah"))
    assert gazetteer.counts() == {"settlement": 2}
    assert (summary.places, summary.broken) == (2, len(BROKEN))
    assert summary.first_broken[0].line == 2
    with summary.broken_file.open(encoding="utf-8", newline="") as lines:
        listed = list(csv.DictReader(lines))
    assert [int(each["line"]) for each in listed] == list(range(2, 2 + len(BROKEN)))
    assert listed[0]["reason"] == "2 columns instead of 19"
    assert any("all of them are listed" in sentence for sentence in summary.sentences())


def test_a_list_of_broken_rows_goes_when_the_next_build_has_none(tmp_path):
    _, summary = built(tmp_path, row(), b"broken")
    assert summary.broken_file.is_file()
    _, again = built(tmp_path, row())
    assert again.broken_file is None
    assert not summary.broken_file.exists()


def test_of_two_rows_with_one_id_the_first_counts(tmp_path):
    gazetteer, summary = built(tmp_path, row(name="Awwal"), row(name="Thani"))
    assert gazetteer.place(f"geonames:{FIRST_ID}").name == "Awwal"
    assert summary.first_broken[0].reason == f"the id {FIRST_ID} was there before; the first row counts"


KINDS = [
    ("A", "ADM1", PlaceKind.ADMIN1),
    ("A", "ADM2", PlaceKind.ADMIN2),
    ("A", "ADM3", PlaceKind.ADMIN3),
    ("A", "ADM5", PlaceKind.ADMIN3),
    ("P", "PPL", PlaceKind.SETTLEMENT),
    ("P", "PPLX", PlaceKind.QUARTER),
    ("L", "RGN", PlaceKind.REGION),
    ("L", "MILB", PlaceKind.FACILITY),
    ("S", "MSQE", PlaceKind.FACILITY),
    ("S", "XXXX", PlaceKind.FACILITY),
    ("R", "RD", PlaceKind.FACILITY),
    ("H", "STM", PlaceKind.NATURAL),
    ("T", "MT", PlaceKind.NATURAL),
    ("U", "SMU", PlaceKind.NATURAL),
    ("V", "FRST", PlaceKind.NATURAL),
]


@pytest.mark.parametrize(("letter", "code", "kind"), KINDS)
def test_a_feature_code_tells_the_kind(tmp_path, letter, code, kind):
    gazetteer, _ = built(tmp_path, row(feature_class=letter, feature_code=code))
    assert gazetteer.place(f"geonames:{FIRST_ID}").kind is kind


@genuine
def test_the_table_knows_every_feature_code_of_geonames():
    text = (SHARED / "featureCodes_en.txt").read_text(encoding="utf-8")
    codes = {line.partition("\t")[0] for line in text.splitlines()} - {"null"}
    assert {code for code in codes if feature_kind(code) is None} == set()
    assert {feature for feature in feature_kinds() if "." in feature} - codes == set()


def test_what_has_no_kind_says_why():
    assert [each.feature for each in feature_kinds().values() if each.kind is None and not each.note] == []


def test_countries_and_rows_without_a_class_are_left_out_and_counted(tmp_path):
    country = row(163843, "Syria", feature_class="A", feature_code="PCLI")
    _, summary = built(tmp_path, row(), country, row(FIRST_ID + 1, feature_class="", feature_code=""))
    assert summary.left_out == {
        "a country or territory: the gazetteer has its own": 1,
        "no feature class tells what it is": 1,
    }


def test_a_town_reaches_as_far_as_its_people_need(tmp_path):
    gazetteer, _ = built(tmp_path, row(population="1000000"), row(FIRST_ID + 1))
    assert gazetteer.place(f"geonames:{FIRST_ID}").radius_km == 10
    assert gazetteer.place(f"geonames:{FIRST_ID + 1}").radius_km == 2


@pytest.mark.parametrize(
    ("letter", "code"), [("P", "PPLH"), ("P", "PPLQ"), ("P", "PPLW"), ("S", "HTL"), ("A", "ADM2H")]
)
def test_names_of_what_is_gone_or_minor_need_support(tmp_path, letter, code):
    gazetteer, _ = built(tmp_path, row(feature_class=letter, feature_code=code, alternatenames="Tall Sabah"))
    assert {form.strong for form in gazetteer.forms(f"geonames:{FIRST_ID}")} == {False}


def test_the_best_known_place_of_a_name_comes_first_and_a_hill_last(tmp_path):
    hill = row(feature_class="T", feature_code="HLL", population="5000000")
    towns = [row(FIRST_ID + 1, population="900"), row(FIRST_ID + 2, population="90000")]
    gazetteer, _ = built(tmp_path, hill, *towns)
    found = [candidate.place.id for candidate in gazetteer.candidates("Tell Sabah")]
    assert found == [f"geonames:{FIRST_ID + number}" for number in (2, 1, 0)]


def test_airport_codes_and_machine_transliterations_are_no_names(tmp_path):
    gazetteer, _ = built(tmp_path, row(alternatenames="QTS,tell sabah al,Sabah Tepe,تل صباح"))
    assert {form.text for form in gazetteer.forms(f"geonames:{FIRST_ID}")} == {"Tell Sabah", "Sabah Tepe", "تل صباح"}


def test_crlf_and_a_byte_order_mark_are_forgiven(tmp_path):
    gazetteer, summary = built(tmp_path, b"\xef\xbb\xbf" + row().encode() + b"\r")
    assert summary.broken == 0
    assert gazetteer.place(f"geonames:{FIRST_ID}").name == "Tell Sabah"


DIVISIONS = (
    row(FIRST_ID + 10, "Zor", feature_class="A", feature_code="ADM1", admin1_code="Z1"),
    row(FIRST_ID + 20, "Sabah District", feature_class="A", feature_code="ADM2", admin1_code="Z1", admin2_code="7"),
    row(FIRST_ID + 30, "Nahiya", feature_class="A", feature_code="ADM3", admin1_code="Z1", admin2_code="7",
        admin3_code="3"),
)  # fmt: skip


def parents(gazetteer, number=FIRST_ID):
    return [place.name for place in gazetteer.parents(f"geonames:{number}")]


def test_a_place_lies_in_the_divisions_that_its_codes_name_wherever_their_rows_stand(tmp_path):
    town = row(admin1_code="Z1", admin2_code="7", admin3_code="3")
    gazetteer, _ = built(tmp_path, town, *DIVISIONS)
    assert parents(gazetteer) == ["Zor", "Sabah District", "Nahiya"]
    assert gazetteer.place(f"geonames:{FIRST_ID}").admin1 == "Zor"
    assert parents(gazetteer, FIRST_ID + 20) == ["Zor"]


def test_codes_that_no_row_explains_leave_the_place_to_what_is_known(tmp_path):
    gazetteer, _ = built(tmp_path, row(admin1_code="Z1", admin2_code="8"), *DIVISIONS)
    assert parents(gazetteer) == ["Zor"]


def test_code_files_beside_the_dump_are_read(tmp_path):
    written(tmp_path / "admin2Codes.txt", f"SY.Z1.OLD\tSabah District\tSabah District\t{FIRST_ID + 20}")
    gazetteer, _ = built(tmp_path, row(admin1_code="Z1", admin2_code="OLD"), *DIVISIONS)
    assert parents(gazetteer) == ["Zor", "Sabah District"]


def test_the_hierarchy_has_the_last_word(tmp_path):
    written(tmp_path / "hierarchy.txt", f"{FIRST_ID + 30}\t{FIRST_ID}\tADM", f"{FIRST_ID}\t{FIRST_ID + 30}\t")
    gazetteer, _ = built(tmp_path, row(admin1_code="Z1"), *DIVISIONS)
    assert parents(gazetteer) == ["Zor", "Sabah District", "Nahiya"]
    assert parents(gazetteer, FIRST_ID + 30) == ["Zor", "Sabah District"]


def test_administrative_parents_count_before_others_and_the_first_of_each_kind_counts(tmp_path):
    written(
        tmp_path / "hierarchy.txt",
        f"{FIRST_ID + 10}\t{FIRST_ID}",
        f"{FIRST_ID}\t{FIRST_ID}\tADM",
        f"{FIRST_ID + 30}\t{FIRST_ID}\tADM",
        f"{FIRST_ID + 20}\t{FIRST_ID}\tADM",
    )
    gazetteer, summary = built(tmp_path, row(admin1_code="Z1"), *DIVISIONS)
    assert parents(gazetteer)[-1] == "Nahiya"
    assert summary.broken == 0


def test_broken_rows_of_the_hierarchy_are_told_once(tmp_path):
    huge = "9" * 5000
    written(tmp_path / "hierarchy.txt", f"{FIRST_ID + 30}\t{FIRST_ID}\tADM", "broken", "", f"{huge}\t1", "# note")
    _, summary = built(tmp_path, row(), *DIVISIONS)
    assert [(each.file, each.line, each.reason) for each in summary.first_broken] == [
        ("hierarchy.txt", 2, "1 columns instead of 2"),
        ("hierarchy.txt", 4, f"{'9' * 20!r} is no GeoNames id"),
    ]


@pytest.mark.parametrize("role", ["admin1_codes", "admin2_codes", "hierarchy"])
@pytest.mark.parametrize(
    "rows", [[row()], [row(FIRST_ID + n) for n in range(2000)], ["broken"] * 3, ["x\ty\tz\tw"], []]
)
def test_a_file_of_another_kind_is_refused_in_every_role(tmp_path, role, rows):
    other = written(tmp_path / "other.txt", *rows)
    with pytest.raises(DumpMistaken, match=rf"other\.txt is no GeoNames file of {role.replace('_', ' ')}: "):
        built(tmp_path, row(), *DIVISIONS, **{role: other})


def test_disputed_land_has_its_standing(tmp_path):
    gazetteer, _ = built(tmp_path, row(name="Zarechnoye", country_code="RU", latitude="45.2", longitude="34.3"))
    place = gazetteer.place(f"geonames:{FIRST_ID}")
    assert (place.country_code, place.held_by) == ("UA", "RU")


def forms_with(tmp_path, *names):
    table = written(tmp_path / "alternateNamesV2.txt", *names)
    gazetteer, summary = built(tmp_path, row(alternatenames="Old Sabah,Big S"), alternate_names=[table])
    place = gazetteer.place(f"geonames:{FIRST_ID}")
    return place, {form.text: form for form in gazetteer.forms(place.id)}, summary


def test_alternate_names_tell_language_and_standing(tmp_path):
    place, forms, _ = forms_with(
        tmp_path,
        name_row(name="Sabah Hill", language="en", preferred="1"),
        name_row(name="تل صباح", language="ar"),
        name_row(name="Old Sabah", language="en", historic="1"),
        name_row(name="Big S", language="en", colloquial="1"),
        name_row(FIRST_ID + 5, name="Elsewhere"),
    )
    assert place.name == "Sabah Hill"
    assert set(forms) == {"Sabah Hill", "Tell Sabah", "تل صباح", "Old Sabah", "Big S"}
    assert forms["تل صباح"].language == "ar"
    assert forms["Old Sabah"].kind == "historic"
    assert {text for text, form in forms.items() if not form.strong} == {"Old Sabah", "Big S"}


def test_links_and_postal_codes_are_no_names_and_airport_codes_weak_ones(tmp_path):
    _, forms, _ = forms_with(
        tmp_path,
        name_row(name="https://example.org", language="link"),
        name_row(name="Q123", language="wkdt"),
        name_row(name="12345", language="post"),
        name_row(name="QTS", language="iata"),
        name_row(name="TSB", language="abbr"),
    )
    assert set(forms) == {"Tell Sabah", "Old Sabah", "Big S", "QTS", "TSB"}
    assert (forms["QTS"].kind, forms["QTS"].strong) == ("abbreviation", False)
    assert forms["TSB"].kind == "abbreviation"


def test_broken_rows_of_names_are_listed_too(tmp_path):
    _, _, summary = forms_with(tmp_path, name_row(), b"1\t2", b"1\tx\ten\tName")
    assert [(each.file, each.line) for each in summary.first_broken] == [
        ("alternateNamesV2.txt", 2),
        ("alternateNamesV2.txt", 3),
    ]


def test_a_zip_gives_the_same_as_its_text(tmp_path):
    zipped(tmp_path / "SY.zip", SY=(row() + "\n").encode(), readme=b"about")
    assert list(dump_lines.lines(tmp_path / "SY.zip")) == [(1, len(row().encode()) + 1, row().encode())]


LINES = st.binary(max_size=40).filter(lambda line: b"\n" not in line and not line.startswith(b"PK"))  # that is a zip


@given(st.lists(LINES, max_size=8), st.integers(0, 8))
def test_reading_goes_on_from_any_line_as_if_it_had_not_stopped(tmp_path_factory, texts, stop):
    path = written(tmp_path_factory.mktemp("lines") / "x.txt", *texts)
    whole = list(dump_lines.lines(path))
    begun = whole[:stop]
    after = {"after_line": begun[-1][0], "from_byte": begun[-1][1]} if begun else {}
    assert begun + list(dump_lines.lines(path, **after)) == whole


def test_a_line_without_end_is_not_held_in_memory(tmp_path):
    path = written(tmp_path / "x.txt", b"y" * 5_000_000, b"z")
    (first, second) = dump_lines.lines(path)
    assert len(first[2]) <= dump_lines.LONGEST_LINE + 1
    assert second == (2, 5_000_003, b"z")


def refusal(path):
    with pytest.raises(DumpMistaken) as caught:
        Recipe.of([path])
        list(dump_lines.lines(path))
    return str(caught.value)


def test_a_zip_bomb_is_refused_before_anything_is_unpacked(tmp_path):
    path = zipped(tmp_path / "SY.zip", SY=b"\0" * 20_000_000)
    assert path.stat().st_size < 100_000
    assert "is refused: SY.txt would unpack from" in refusal(path)


def test_a_zip_that_lies_about_its_size_is_read_no_further_than_it_says(tmp_path):
    path = zipped(tmp_path / "SY.zip", SY=b"x" * 300 + b"\n" * 300)
    honest = (600).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(honest, (100).to_bytes(4, "little")))
    assert "can't be unpacked" in refusal(path)


def test_a_zip_without_the_dump_is_told_with_what_it_holds(tmp_path):
    path = zipped(tmp_path / "SY.zip", readme=b"about", one=b"1", two=b"2")
    assert "should hold SY.txt; it holds readme.txt, one.txt, two.txt" in refusal(path)


def test_a_broken_zip_is_told(tmp_path):
    path = zipped(tmp_path / "SY.zip", SY=(row() + "\n").encode() * 50)
    path.write_bytes(path.read_bytes()[:-30])
    assert "is no whole zip" in refusal(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DumpMissing, match=r"there is no file .*XX\.txt"):
        Recipe.of([tmp_path / "XX.txt"])


@pytest.mark.parametrize("rows", [[b"not", b"a dump"], [name_row()] * 3, [b"x"] * 2000 + [row()]])
def test_another_kind_of_file_is_refused_and_leaves_nothing(tmp_path, rows):
    with pytest.raises(DumpMistaken, match="is no GeoNames file of dump"):
        built(tmp_path, *rows)
    assert [path.name for path in tmp_path.iterdir()] == ["SY.txt"]


def test_an_empty_file_is_refused(tmp_path):
    with pytest.raises(DumpMistaken, match="is empty"):
        built(tmp_path)


@genuine
def test_andorra_is_read_whole(tmp_path):
    from gazetteer.build import build

    target = tmp_path / "places.sqlite"
    summary = build(target, recipe=Recipe.of([SHARED / "AD.txt"], packages=False), quiet=True)
    lines = (SHARED / "AD.txt").read_bytes().count(b"\n")
    assert summary.broken == 0
    assert summary.lines == {"AD.txt": lines}
    assert summary.places + sum(summary.left_out.values()) == lines
    gazetteer = Gazetteer.open(target)
    town = next(c.place for c in gazetteer.candidates("Encamp") if c.place.kind is PlaceKind.SETTLEMENT)
    assert town.admin1 == "Encamp"
    assert gazetteer.candidates("Pic de les Abelletes")[0].place.kind is PlaceKind.NATURAL
