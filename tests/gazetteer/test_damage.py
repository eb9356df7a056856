from __future__ import annotations

import shutil
import sqlite3

import pytest
from geopy.exc import GeocoderServiceError

from gazetteer.__main__ import main
from gazetteer.check import check
from gazetteer.damage import damage_told, flaw
from gazetteer.errors import BadQuery, GazetteerBroken, NotWritten
from gazetteer.geocoder import OfflineGeocoder
from gazetteer.layer_file import edited
from gazetteer.layers import Order, add
from tests.gazetteer.small_world import write_world

DAMAGED = "is damaged; run: python -m gazetteer build --force"


@pytest.fixture
def world(tmp_path):
    return write_world(tmp_path / "gazetteer.sqlite")


@pytest.fixture
def damaged(world):
    """A file whose every table but `about` is rubbish."""
    with sqlite3.connect(world) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        roots = connection.execute("SELECT rootpage FROM sqlite_master WHERE tbl_name != 'about'").fetchall()
    connection.close()
    with world.open("r+b") as opened:
        for (page,) in roots:
            opened.seek((page - 1) * size)
            opened.write(b"rubbish" * 50)
    return world


def changed(world, statement):
    with sqlite3.connect(world) as connection:
        connection.execute(statement)
    connection.close()
    return world


COMMANDS = [
    ["find", "Xyzzyplace"],
    ["reverse", "36.2", "37.16"],
    ["table", "TABLE", "-", "--name", "name"],
    ["layers"],
    ["add", "TABLE", "--layer", "a"],
    ["remove", "a"],
]


@pytest.mark.parametrize("words", COMMANDS, ids=[words[0] for words in COMMANDS])
def test_every_command_tells_of_a_damaged_file_in_one_sentence(damaged, capsys, words):
    table = damaged.with_name("table.csv")
    table.write_text("name,lat,lon\nAzaz,36.6,37\n")
    assert main(["--file", str(damaged), *(str(table) if word == "TABLE" else word for word in words)]) == 2
    assert capsys.readouterr().err == f"gazetteer: the gazetteer at {damaged} {DAMAGED}\n"


def test_check_tells_the_damage_and_stops(damaged, capsys):
    assert main(["--file", str(damaged), "check"]) == 1
    *_, last = capsys.readouterr().out.splitlines()
    assert last.startswith("WRONG the file is damaged (")
    assert last.endswith("run: python -m gazetteer build --force")


@pytest.mark.parametrize("ask", [lambda g: g.geocode("Xyzzyplace"), lambda g: g.reverse((36.2, 37.16))])
def test_a_damaged_file_is_geopys_error(damaged, ask):
    with pytest.raises(GeocoderServiceError, match=DAMAGED):
        ask(OfflineGeocoder(damaged))


def test_damage_that_shows_while_a_layer_is_written_is_no_full_disk(world):
    with pytest.raises(GazetteerBroken, match=DAMAGED), edited(world) as connection:
        connection.execute("PRAGMA writable_schema = 1")
        connection.execute("UPDATE sqlite_master SET rootpage = 9999 WHERE name = 'slip'")
        connection.execute("PRAGMA writable_schema = RESET")
        connection.execute("SELECT * FROM slip").fetchall()


def test_what_else_goes_wrong_stays_as_it_is(world):
    for problem in (ZeroDivisionError(), BadQuery("no point"), NotWritten("full"), sqlite3.ProgrammingError("closed")):
        with pytest.raises(type(problem)), damage_told(world):
            raise problem


def test_any_error_with_a_damaged_file_is_the_damage(damaged):
    with pytest.raises(GazetteerBroken, match=DAMAGED), damage_told(damaged):
        raise IndexError("a kind that there is not")


def test_a_text_that_is_none_is_damage(world):
    changed(world, "UPDATE place SET name = CAST(x'ff' AS TEXT)")
    assert flaw(world) == ""
    assert main(["--file", str(world), "find", "Aleppo"]) == 2


def sentences(path):
    return [finding.sentence for finding in check(path) if not finding.well]


@pytest.mark.parametrize("size", [-1, 1])
def test_a_file_that_lost_or_gained_a_byte_is_damaged(world, size):
    whole = world.read_bytes()
    world.write_bytes(whole[:size] if size < 0 else whole + b"x")
    told = f"the file is damaged (it has {len(whole) + size:,} bytes instead of {len(whole):,}); run:"
    assert [sentence for sentence in sentences(world) if sentence.startswith(told)]


@pytest.mark.parametrize(
    ("key", "table", "told"),
    [("places", "place", "it has 0 places instead of 12"), ("outlines", "shape", "it has 0 outlines instead of 9")],
)
def test_a_file_with_less_than_it_says_is_damaged(world, key, table, told):
    changed(world, "INSERT OR REPLACE INTO about VALUES ('outlines', '9')")
    assert not [sentence for sentence in sentences(world) if "damaged" in sentence]
    changed(world, f"DELETE FROM {table}")
    assert f"the file is damaged ({told}); run: python -m gazetteer build --force" in sentences(world)


def test_a_build_says_how_many_outlines_it_made(gazetteer):
    assert int(gazetteer.about["outlines"]) > 1000


def test_check_misses_the_outlines_of_a_file_that_does_not_count_them(gazetteer_path, tmp_path):
    path = shutil.copy(gazetteer_path, tmp_path / "gazetteer.sqlite")
    changed(path, "DELETE FROM about WHERE key = 'outlines'")
    changed(path, "DELETE FROM shape")
    assert "36.201, 37.161 does not lie in SY; run: python -m gazetteer build --force" in sentences(path)


def test_a_layer_leaves_the_counts_true(world):
    changed(world, "INSERT OR REPLACE INTO about VALUES ('outlines', '9')")
    table = world.with_name("table.csv")
    table.write_text("name,lat,lon\nAzaz,36.6,37\n")
    add(table, Order(name="a"), gazetteer_path=world)
    assert not [sentence for sentence in sentences(world) if "damaged" in sentence]
