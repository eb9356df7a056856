from __future__ import annotations

import argparse
import csv

import pytest

from gazetteer.commands import reverse_table
from gazetteer.errors import BadQuery

ROWS = "id,lat,lon\n1,36.2,37.16\n2,0,-150\n"


def ask(tmp_path, text=ROWS, *, force=False, latitude="lat", longitude="lon"):
    """What the command makes of a table."""
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes(text if isinstance(text, bytes) else text.encode())
    options = argparse.Namespace(table=[source, target], latitude=latitude, longitude=longitude, force=force, file=None)
    assert reverse_table.run(options) == 0
    return target.read_bytes()


def answered(written):
    return list(csv.DictReader(written.decode("utf-8-sig").splitlines()))


def test_each_row_gets_what_is_at_its_point(gazetteer, tmp_path, capsys):
    aleppo, ocean = answered(ask(tmp_path))
    assert (aleppo["id"], aleppo["reverse_country_code"], aleppo["reverse_nearest"]) == ("1", "SY", "Aleppo")
    assert "Aleppo" in aleppo["reverse_admin1"]
    assert float(aleppo["reverse_distance_km"]) < 1
    assert (ocean["id"], ocean["reverse_country_code"], ocean["reverse_admin1_id"]) == ("2", "", "")
    assert float(ocean["reverse_distance_km"]) > 500
    assert "2 rows: 1 on land, 1 off the coast" in capsys.readouterr().err


BAD = [
    # row, what is said of it
    ("1,91,0", "latitude 91.0 is outside -90 to 90"),
    ("1,nan,0", "latitude 'nan' is no number of degrees"),
    ("1,0,200", "longitude 200.0 is outside"),
    ("1,north,0", "latitude 'north' is no number of degrees"),
    ("1,1_0,0", "latitude '1_0' is no number of degrees"),
    ("1,0,0", "0, 0, which stands for no point"),
    ("1,0,-180.0000001", "longitude -180.0000001 is outside"),
    ("1,,0", "there is no latitude"),
    ("1,5", "there is no longitude"),
    ("", "there is no latitude"),
    ("1,5,5,6", "the row has 4 cells and the header 3"),
]


@pytest.mark.parametrize(("row", "reason"), BAD)
def test_a_bad_row_is_kept_and_says_why_it_has_no_answer(gazetteer, tmp_path, row, reason):
    written = ask(tmp_path, f"id,lat,lon\n{row}\n2,36.2,37.16\n")
    bad, good = answered(written)
    assert reason in bad["reverse_problem"]
    assert bad["reverse_country_code"] == bad["reverse_nearest"] == bad["reverse_distance_km"] == ""
    assert (good["reverse_country_code"], good["reverse_problem"]) == ("SY", "")
    assert all(cell in written.decode().splitlines()[1] for cell in row.split(","))


FORMS = [
    # the table, how its first answered row begins
    ("lat;lon;name\r\n36.2;37.16;a, b\r\n", b"36.2;37.16;a, b;SY;"),
    (b"\xef\xbb\xbflat,lon\n36.2,37.16\n", b"36.2,37.16,SY,"),
    (b"lat,lon,name\n36.2,37.16,caf\xe9\n", b"36.2,37.16,caf\xe9,SY,"),
    ("lat;lon\n36°12'N;37,16\n", "36°12'N;37,16;SY;".encode()),
    ('LAT , lon,note\n36.2,37.16,"two\nlines"\n', b'36.2,37.16,"two\nlines",SY,'),
]


@pytest.mark.parametrize(("table", "start"), FORMS)
def test_a_table_comes_out_as_it_went_in_with_more_columns(gazetteer, tmp_path, table, start):
    assert ask(tmp_path, table).split(b"\n", 1)[1].startswith(start)


def test_columns_of_the_table_are_never_overwritten(gazetteer, tmp_path):
    written = ask(tmp_path, "lat,lon,reverse_area\n36.2,37.16,mine\n")
    (row,) = answered(written)
    assert (row["reverse_area"], row["reverse2_country_code"]) == ("mine", "SY")


MISTAKEN = [
    ("a,b\n1,2\n", "there is no column 'lat'; the columns are: a, b"),
    ("lat,lat,lon\n1,2,3\n", "2 columns are called 'lat'"),
    ("", "the columns are: none"),
    ("lat,lon\n1,2\n".encode("utf-16"), "UTF-16"),
    ("lat,lon\n1,2\n".encode("utf-32"), "UTF-32"),
    (b"PK\x03\x04rest", "is a spreadsheet or an archive; save the sheet as CSV"),
]


@pytest.mark.parametrize(("table", "message"), MISTAKEN)
def test_a_table_that_cannot_be_read_is_refused_and_leaves_nothing_behind(gazetteer, tmp_path, table, message):
    with pytest.raises(BadQuery, match=message):
        ask(tmp_path, table)
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


def test_a_file_is_overwritten_only_by_force(gazetteer, tmp_path):
    (tmp_path / "out.csv").write_text("mine")
    with pytest.raises(BadQuery, match="--force"):
        ask(tmp_path)
    assert (tmp_path / "out.csv").read_text() == "mine"
    assert len(answered(ask(tmp_path, force=True))) == 2


def command(*arguments, point=lambda options: 7):
    parser = argparse.ArgumentParser()
    parser.add_argument("--file", default=None)
    reverse_table.add_to(parser.add_subparsers(), point)
    options = parser.parse_args(["reverse", *map(str, arguments)])
    return options.command(options)


def test_one_command_answers_for_a_point_and_for_a_table(gazetteer, tmp_path):
    (tmp_path / "in.csv").write_text("latitude,longitude\n36.2,37.16\n")
    assert command("--table", tmp_path / "in.csv", tmp_path / "out.csv") == 0
    assert answered((tmp_path / "out.csv").read_bytes())[0]["reverse_country_code"] == "SY"
    asked = []
    assert command("36.2", "37.16", point=lambda options: asked.append((options.latitude, options.longitude)) or 0) == 0
    assert asked == [("36.2", "37.16")]


@pytest.mark.parametrize("arguments", [(), ("36.2",), ("1", "2", "--table", "a.csv", "b.csv")])
def test_neither_a_point_nor_a_table_is_a_mistake_with_a_sentence(arguments):
    with pytest.raises(BadQuery, match="give a latitude and a longitude, or --table"):
        command(*arguments)
