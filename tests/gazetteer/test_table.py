"""Rows of a table: what is sure is answered, what is not is marked, and nothing gets lost on the way."""

from __future__ import annotations

import csv
import io
import json
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.__main__ import main
from gazetteer.area import country_of, divisions_named
from gazetteer.csv_text import open_table, safe_cell
from gazetteer.errors import BadTable, UnknownCountry
from gazetteer.table import TableGeocoder
from gazetteer.table_answer import Outcome
from gazetteer.table_columns import ADDED, added_columns, answer_cells, columns_called


@pytest.fixture(scope="module")
def geocoder(gazetteer):
    return TableGeocoder(gazetteer)


def ask(geocoder, name, admin1="", country=""):
    return geocoder.answer(name, admin1=admin1, country=country)


SURE = [
    # name, admin1, country, country code and province of the answer
    ("Aleppo", "", "", "SY", "Aleppo"),
    ("Tripoli", "", "Lebanon", "LB", "North"),
    ("Tripoli", "", "LB", "LB", "North"),
    ("Tripoli", "", "lbn", "LB", "North"),
    ("Tripoli", "", "لبنان", "LB", "North"),
    ("Tripoli", "", "Ливан", "LB", "North"),
    ("Springfield", "Vermont", "US", "US", "Vermont"),
    ("Springfield", "Illinois", "", "US", "Illinois"),
    ("Lahore", "Punjab", "", "PK", "Punjab"),
    ("Kafranbel", "Idlib province", "SYR", "SY", "Idlib"),
    ("Kafranbel", "Governorate of Idlib", "SYR", "SY", "Idlib"),
    ("Qamishli", "Hasakeh", "Syria", "SY", "Al-Hasakah"),
    ("Nyala", "Darfur", "", "SD", "South Darfur"),
    ("Idlib", "Idlib", "SY", "SY", "Idlib"),
    ("Paris, Texas", "", "", "US", "Texas"),
    ("Atlanta, Georgia", "", "", "US", "Georgia"),
    ("Batumi, Georgia", "", "", "GE", "Adjara"),
    ("Kafr Nabl, Idlib, Syria", "", "", "SY", "Idlib"),
    ("Mexico City, Mexico", "", "MX", "MX", "Mexico"),
    ("Washington, D.C.", "", "", "US", "District of Columbia"),
    ("Le Robert", "", "Martinique", "MQ", "Martinique"),
]


@pytest.mark.parametrize("row", SURE, ids=lambda row: "/".join(row[:3]))
def test_a_row_that_says_enough_is_sure(geocoder, row):
    name, admin1, country, code, province = row
    answer = ask(geocoder, name, admin1, country)
    assert answer.outcome is Outcome.SURE, answer.notes
    assert answer.spot.country_code == code
    assert province in answer.spot.admin1


NOT_SURE = [
    # name, admin1, country, outcome, part of the sentence
    ("Springfield", "", "", Outcome.AMBIGUOUS, "places of this name are about as likely"),
    ("Paris, Narnia", "", "", Outcome.AMBIGUOUS, "no province is called “Narnia”"),
    ("Azaz", "Narnia", "SY", Outcome.AMBIGUOUS, "no province is called “Narnia” in Syria"),
    ("Sharqat", "Nineveh", "IQ", Outcome.AMBIGUOUS, "lies near “Nineveh”, in another province"),
    ("Paris", "", "SY", Outcome.UNKNOWN, "no place called “Paris” is known in Syria; the alternatives lie elsewhere"),
    ("Springfield", "TX", "US", Outcome.UNKNOWN, "in “TX”; the alternatives lie elsewhere"),
    ("Qzxqzxqzx", "", "", Outcome.UNKNOWN, "no place called “Qzxqzxqzx” is known"),
    ("x" * 200, "", "", Outcome.UNKNOWN, "no place's name has 200 characters"),
    ("?", "", "", Outcome.UNKNOWN, "no place called"),
    ("", "Idlib", "SY", Outcome.REJECTED, "the name is empty"),
    ("Homs", "", "Narnia", Outcome.REJECTED, "no country is called “Narnia”"),
    ("Homs", "", "Syrian", Outcome.REJECTED, "“Syrian” is a people, not a country: give Syria or SY"),
    ("Homs", "", "Congo", Outcome.REJECTED, "several countries are called “Congo”: give a code, CD or CG"),
    ("Homs", "", "XX", Outcome.REJECTED, "no country is called “XX”"),
    ("91, 0", "", "", Outcome.REJECTED, "latitude 91.0 is outside"),
    ("37.16, 36.2", "", "SY", Outcome.AMBIGUOUS, "the point lies in Turkey, not in Syria"),
]


@pytest.mark.parametrize("row", NOT_SURE, ids=lambda row: "/".join(row[:3])[:40])
def test_a_row_that_is_not_sure_says_why_and_gets_no_coordinates(geocoder, row):
    name, admin1, country, outcome, sentence = row
    answer = ask(geocoder, name, admin1, country)
    assert answer.outcome is outcome
    assert sentence in "; ".join(answer.notes)
    assert answer.spot is None
    assert answer_cells(answer)[:9] == [""] * 9


def test_a_country_s_own_places_are_found_behind_a_hundred_namesakes_elsewhere(geocoder):
    answer = ask(geocoder, "San Pedro", "", "NI")
    assert {spot.country_code for spot in answer.candidates} == {"NI"}


def test_a_name_that_only_sounds_a_little_alike_is_marked(geocoder):
    answer = ask(geocoder, "Zulana")
    assert answer.outcome is not Outcome.SURE


def test_a_district_written_exactly_is_sure(geocoder):
    assert ask(geocoder, "Jamnagar district", "", "IN").spot.kind == "admin-2"


def test_coordinates_are_a_point(geocoder):
    spot = ask(geocoder, "36.2, 37.16", "", "Syria").spot
    assert (spot.point.latitude, spot.point.longitude, spot.kind) == (36.2, 37.16, "point")
    assert (spot.country_code, spot.admin1, spot.place_id) == ("SY", "Aleppo", "")


def test_an_ambiguous_row_lists_at_most_five_alternatives_with_coordinates(geocoder):
    answer = ask(geocoder, "Springfield", "", "US")
    listed = answer_cells(answer)[-1].split(" | ")
    assert len(listed) == 5
    assert all("settlement, " in one and "geonames:" in one for one in listed)


def test_the_best_guess_of_an_ambiguous_row_is_written_only_when_asked_and_stays_marked(geocoder):
    answer = ask(geocoder, "Springfield", "", "US")
    cells = dict(zip(ADDED, answer_cells(answer, best=True), strict=True))
    assert cells["verdict"] == "ambiguous"
    assert float(cells["latitude"]) == answer.guess.point.latitude
    assert cells["id"] not in cells["alternatives"]
    assert len(cells["alternatives"].split(" | ")) == 5


def test_a_place_elsewhere_is_never_the_best_guess(geocoder):
    assert answer_cells(ask(geocoder, "Paris", "", "SY"), best=True)[:9] == [""] * 9


def test_a_choice_of_a_person_is_marked_as_such(geocoder):
    answer = ask(geocoder, "Springfield", "", "US").choose(2)
    assert answer.outcome is Outcome.CHOSEN
    assert answer.notes == ("chosen by a person",)
    assert answer.spot not in answer.alternatives(answer.spot)


def test_every_sure_answer_gives_its_reasons(geocoder):
    reasons = ask(geocoder, "Tripoli", "", "Lebanon").spot.reasons
    assert "lies in Lebanon, as the row says" in reasons
    assert any("is written exactly" in reason for reason in reasons)


@pytest.mark.parametrize(
    ("text", "code"),
    [("sy", "SY"), ("SYR", "SY"), ("Syrien", "SY"), ("UK", "GB"), ("Ivory Coast", "CI"), ("XKX", "XK"), ("日本", "JP")],
)
def test_a_country_is_a_code_or_a_name_in_any_language(gazetteer, text, code):
    assert country_of(gazetteer, text) == code


@pytest.mark.parametrize("text", ["French", "Lebanese", "England", "Aleppo", "ZZZ", "-", "="])
def test_what_is_no_country_is_none(gazetteer, text):
    with pytest.raises(UnknownCountry):
        country_of(gazetteer, text)


def test_a_province_in_two_countries_is_both_unless_a_country_is_given(gazetteer):
    assert {place.country_code for place in divisions_named(gazetteer, "Punjab", None)} == {"IN", "PK"}
    assert {place.country_code for place in divisions_named(gazetteer, "Punjab", "IN")} == {"IN"}


@settings(max_examples=200)
@given(name=st.text(max_size=40), admin1=st.text(max_size=20), country=st.sampled_from(["", "SY", "Narnia", "\0", "="]))
def test_no_cell_is_too_strange(geocoder, name, admin1, country):
    answer = ask(geocoder, name, admin1, country)
    cells = answer_cells(answer)
    assert len(cells) == len(ADDED)
    assert bool(answer.spot) == bool(cells[0])
    assert answer.outcome is Outcome.SURE or answer.notes


# The command


def table_file(tmp_path, text, encoding="utf-8", name="in.csv"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def geocoded(tmp_path, text, *options, encoding="utf-8", out_encoding="utf-8-sig", column="place", delimiter=","):
    """The rows of the result, its header first."""
    source, target = table_file(tmp_path, text, encoding), tmp_path / "out.csv"
    assert main(["table", str(source), str(target), "--name", column, "--force", *options]) == 0
    written = target.read_bytes().decode(out_encoding)
    return list(csv.reader(io.StringIO(written, newline=""), delimiter=delimiter))


def test_all_columns_stay_and_ours_come_after_them(gazetteer, tmp_path):
    header, *rows = geocoded(tmp_path, "id,place,land\n007,Aleppo,SY\n8,Homs,Narnia\n", "--country", "land")
    assert header == ["id", "place", "land", *(f"place_{name}" for name in ADDED)]
    assert rows[0][:3] == ["007", "Aleppo", "SY"]
    assert rows[0][3:7] == ["36.20124", "37.16117", "geonames:170063", "Aleppo"]
    assert rows[1][header.index("place_verdict")] == "rejected"


ENCODINGS = [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-8-sig"), ("utf-16-le", "utf-8-sig")]
ENCODINGS += [("utf-32", "utf-8-sig")]


@pytest.mark.parametrize(("encoding", "written"), ENCODINGS)
def test_the_encoding_is_recognised(gazetteer, tmp_path, encoding, written):
    rows = geocoded(tmp_path, "place,note\nAleppo,plain letters here\nحلب,é\n", encoding=encoding, out_encoding=written)
    assert [row[:2] for row in rows] == [["place", "note"], ["Aleppo", "plain letters here"], ["حلب", "é"]]
    assert rows[2][-3] == "sure"
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf") is (written == "utf-8-sig")


def test_windows_1252_is_read_with_every_byte_it_may_hold(gazetteer, tmp_path, capsys):
    source = tmp_path / "in.csv"
    source.write_bytes(b"place;note\r\nBogot\xe1;\x93x\x94 \x81\r\n")
    assert main(["table", str(source), str(tmp_path / "out.csv"), "--name", "place"]) == 0
    assert "Bogotá;“x” \x81;" in (tmp_path / "out.csv").read_text("utf-8-sig")
    assert "Windows-1252" in capsys.readouterr().err


def test_one_broken_byte_does_not_make_utf_8_another_encoding(gazetteer, tmp_path, capsys):
    source = tmp_path / "in.csv"
    source.write_bytes("place\nحلب\nدمشق\n".encode() + b"Bogot\xe1\n")
    assert main(["table", str(source), str(tmp_path / "out.csv"), "--name", "place"]) == 0
    rows = csv.reader((tmp_path / "out.csv").open(encoding="utf-8"))
    assert [row[0] for row in rows] == ["place", "حلب", "دمشق", "Bogotá"]
    assert "1 bytes are not UTF-8" in capsys.readouterr().err


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_recognised_and_kept(gazetteer, tmp_path, delimiter):
    text = f"place{delimiter}note\nAleppo{delimiter}1\nHoms{delimiter}2\n"
    rows = geocoded(tmp_path, text, out_encoding="utf-8", delimiter=delimiter)
    assert [row[:2] for row in rows] == [["place", "note"], ["Aleppo", "1"], ["Homs", "2"]]


def test_a_table_of_one_column_keeps_what_follows_a_comma(gazetteer, tmp_path):
    rows = geocoded(tmp_path, "place\nParis, Texas\nAleppo\n")
    assert rows[1][0] == "Paris, Texas"
    assert rows[1][rows[0].index("place_admin1")] == "Texas"


def test_no_row_and_no_cell_is_lost(gazetteer, tmp_path):
    huge = "y" * 300_000
    text = f'place,note\nAleppo\n\nAleppo,a,b\n,\n"two\nlines","a ""b"""\nNU\0L,x\nHoms,{huge}\nHama,1,,\n'
    header, *rows = geocoded(tmp_path, text)
    verdict = header.index("place_verdict")
    assert len(rows) == 8
    assert [row[verdict] for row in rows[:4]] == ["sure", "rejected", "rejected", "rejected"]
    assert (rows[0][:2], rows[1][:2], rows[2][:2]) == (["Aleppo", ""], ["", ""], ["Aleppo", "a"])
    assert rows[2][-1] == "b"
    assert rows[4][:2] == ["two\nlines", 'a "b"']
    assert rows[5][0] == "NU\0L"
    assert rows[6][1] == huge
    assert rows[7][verdict] == "sure"
    assert {len(row) for row in rows} == {14, 15, 16}


@settings(max_examples=60)
@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=4), max_size=6))
def test_every_cell_is_read_as_it_was_written(rows):
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([["name", "note"], *rows])
    table = open_table(io.BytesIO(text.getvalue().encode("utf-8-sig")), delimiter=",")
    assert list(table.rows) == rows


def test_a_quotation_mark_that_is_never_closed_is_told_with_its_line(gazetteer, tmp_path, capsys):
    source = table_file(tmp_path, 'place,note\nAleppo,1\nHoms,"open\nHama,2\n')
    assert main(["table", str(source), str(tmp_path / "out.csv"), "--name", "place"]) == 2
    assert "line 3 is never closed" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


CLASHES = [
    (["id", "name"], "place_"),
    (["place_latitude"], "geo_"),
    (["Place_ID "], "geo_"),
    (["place_id", "geo_score"], "place2_"),
    (["place_id", "geo_score", "place2_kind"], "place3_"),
]


@pytest.mark.parametrize(("header", "prefix"), CLASHES)
def test_our_columns_never_have_a_name_that_is_taken(header, prefix):
    assert added_columns(header) == tuple(prefix + name for name in ADDED)


def test_another_prefix_is_told(gazetteer, tmp_path, capsys):
    geocoded(tmp_path, "place,place_id\nAleppo,1\n")
    assert "ours begin with 'geo_'" in capsys.readouterr().err


FORMULAS = ["=1+1", "+cmd", "-cmd", "@sum", "\tx", "\rx", "\nx", " =1", "-1+1", "＝1"]
NUMBERS = ["-33.9", "+5", "-33.9,18.4", "-33.9 ; 18.4 ", "-33.9, 18.4", "1e5", "-1.5E-3", "-12 %", "", "plain", "a=b"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_becomes_text(text):
    assert safe_cell(text) == "'" + text


@pytest.mark.parametrize("text", NUMBERS)
def test_numbers_and_words_stay(text):
    assert safe_cell(text) == text


@pytest.mark.parametrize("text", ["-1" + " " * 100_000 + "x", "-1" + ",1" * 100_000 + "x", "-" + "1" * 100_000 + "x"])
def test_a_long_cell_takes_no_time(text):
    start = time.process_time()
    assert safe_cell(text) == "'" + text
    assert time.process_time() - start < 0.1


def test_the_table_s_own_cells_are_neutralised_only_when_asked(gazetteer, tmp_path):
    text = "place,note,south\nAleppo,=1+1,-33.9\n"
    assert geocoded(tmp_path, text)[1][1:3] == ["=1+1", "-33.9"]
    assert geocoded(tmp_path, text, "--safe-cells")[1][1:3] == ["'=1+1", "-33.9"]


def test_a_hostile_cell_in_a_sentence_of_ours_does_not_begin_a_cell(gazetteer, tmp_path):
    header, row = geocoded(tmp_path, 'place,land\n=cmd(),"=1+\x1b\n1"\n', "--country", "land")
    assert all(not cell.startswith(("=", "+", "@")) for cell in row[2:])
    assert "“=1+ 1”" in row[header.index("place_reasons")]


REFUSED = [
    (["--name", "village"], "there is no column 'village'; the columns are: place, land"),
    (["--name", "place", "--country", "state"], "there is no column 'state'"),
    (["--name", "place", "--report", "-"], "the report needs a file of its own"),
]


@pytest.mark.parametrize(("options", "sentence"), REFUSED)
def test_a_mistake_is_told_in_a_sentence_and_nothing_is_written(gazetteer, tmp_path, capsys, options, sentence):
    source = table_file(tmp_path, "place,land\nAleppo,SY\n")
    assert main(["table", str(source), str(tmp_path / "out.csv"), *options]) == 2
    told = capsys.readouterr().err
    assert sentence in told
    assert "Traceback" not in told
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


def test_a_spreadsheet_is_refused_with_what_to_do(gazetteer, tmp_path, capsys):
    (tmp_path / "in.xlsx").write_bytes(b"PK\x03\x04" + bytes(100))
    assert main(["table", str(tmp_path / "in.xlsx"), str(tmp_path / "out.csv"), "--name", "place"]) == 2
    assert "is a spreadsheet or an archive; save the sheet as CSV" in capsys.readouterr().err


def test_a_line_that_tells_the_delimiter_is_no_header_and_stays(gazetteer, tmp_path):
    text = "sep=;\nplace;note\nAleppo;a, b, c\n"
    told, header, row = geocoded(tmp_path, text, out_encoding="utf-8", delimiter=";")
    assert told == ["sep=", ""]
    assert header[:2] == ["place", "note"]
    assert row[:2] == ["Aleppo", "a, b, c"]
    assert row[header.index("place_verdict")] == "sure"


def test_a_line_number_counts_the_line_that_tells_the_delimiter(gazetteer, tmp_path, capsys):
    source = table_file(tmp_path, 'sep=;\nplace;note\nHoms;"open\n')
    assert main(["table", str(source), str(tmp_path / "out.csv"), "--name", "place"]) == 2
    assert "line 3 is never closed" in capsys.readouterr().err


def test_a_row_of_hxl_tags_is_kept_and_not_looked_up(gazetteer, tmp_path, capsys):
    header, tags, row = geocoded(tmp_path, "place,note\n#loc+name,\nAleppo,#1\n")
    assert tags == ["#loc+name", "", *[""] * len(ADDED)]
    assert row[header.index("place_verdict")] == "sure"
    assert "1 rows: 1 sure" in capsys.readouterr().err


def test_a_table_of_many_columns_lists_some_of_them():
    header = [f"column {number}" for number in range(500)] + ["x" * 10_000]
    with pytest.raises(BadTable, match=r"the columns are: column 0, .*, column 19 and 481 more$"):
        columns_called(header, name="place", admin1=None, country=None)


FOLDERS = [["missing/out.csv"], ["out.csv", "--report", "missing/report.json"]]


@pytest.mark.parametrize("targets", FOLDERS)
def test_a_missing_folder_is_told_before_the_work(gazetteer, tmp_path, monkeypatch, capsys, targets):
    monkeypatch.chdir(tmp_path)
    table_file(tmp_path, "place\nAleppo\n")
    assert main(["table", "in.csv", *targets, "--name", "place"]) == 2
    assert f"there is no folder {tmp_path / 'missing'}" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


def test_a_closed_standard_input_is_told(gazetteer, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["table", "-", str(tmp_path / "out.csv"), "--name", "place"]) == 2
    assert "standard input is closed" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "\n", " , \n", "\ufeff", "sep=;\n"])
def test_an_empty_table_is_told(gazetteer, tmp_path, capsys, text):
    source = table_file(tmp_path, text)
    assert main(["table", str(source), str(tmp_path / "out.csv"), "--name", "place"]) == 2
    assert "the table is empty" in capsys.readouterr().err


def test_two_columns_of_one_name_are_refused():
    with pytest.raises(BadTable, match="2 columns are called 'a'"):
        columns_called(["a", "b", "a"], name="a", admin1=None, country=None)


def test_a_file_is_never_overwritten_unasked_and_the_table_itself_never(gazetteer, tmp_path, capsys):
    source, other = table_file(tmp_path, "place\nAleppo\n"), table_file(tmp_path, "precious", name="other.csv")
    link = tmp_path / "link.csv"
    link.symlink_to(source)
    ours = ["--name", "place"]
    assert main(["table", str(source), str(other), *ours]) == 2
    assert "exists; give another name, or --force" in capsys.readouterr().err
    for target in (source, link):
        assert main(["table", str(source), str(target), *ours, "--force"]) == 2
        assert "is the table itself" in capsys.readouterr().err
    assert main(["table", str(source), str(tmp_path / "x"), *ours, "--report", str(source), "--force"]) == 2
    assert main(["table", str(source), str(tmp_path), *ours, "--force"]) == 2
    assert (source.read_text(), other.read_text()) == ("place\nAleppo\n", "precious")
    assert main(["table", str(source), str(other), *ours, "--force"]) == 0
    assert other.read_text().startswith("place,place_latitude")


def test_the_report_counts_and_names_the_gazetteer(gazetteer, tmp_path, capsys):
    report = tmp_path / "report.json"
    geocoded(tmp_path, "place\nAleppo\nSpringfield\nQzxqzxqzx\n\n", "--report", str(report))
    told = json.loads(report.read_text())
    assert told["gazetteer"] == gazetteer.maker
    assert [told[key] for key in ("rows", "sure", "ambiguous", "unknown", "rejected")] == [4, 1, 1, 1, 1]
    assert "4 rows: 1 sure, 1 ambiguous, 1 unknown, 1 rejected" in capsys.readouterr().err


def test_a_dash_is_standard_input_and_output(gazetteer, monkeypatch, capfdbinary):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("place\nحلب\n".encode())))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out := io.BytesIO()))
    assert main(["table", "-", "-", "--name", "place"]) == 0
    assert out.getvalue().decode().splitlines()[1].startswith("حلب,36.20124,37.16117,")


def test_several_processes_give_the_same_table_in_the_same_order(gazetteer, tmp_path):
    text = "id,place\n" + "".join(
        f"{at},{name}\n" for at, name in enumerate(["Aleppo", "Springfield", "", "Qzx"] * 300)
    )
    assert geocoded(tmp_path, text, "--jobs", "2") == geocoded(tmp_path, text, "--jobs", "1")
