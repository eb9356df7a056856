from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gazetteer.__main__ import main

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(autouse=True)
def _built(gazetteer):
    """Every command needs the file."""


def answer(capsys, *arguments):
    code = main(list(arguments))
    return code, capsys.readouterr()


def test_find_answers_an_array_best_first(capsys):
    code, told = answer(capsys, "find", "Deir Ezzor", "--json")
    found = json.loads(told.out)
    assert code == 0
    assert {"name", "lat", "lon", "place_id", "kind", "country_code", "admin1", "population", "score"} <= set(found[0])
    assert {"radius_km", "reasons"} <= set(found[0])
    assert found[0]["country_code"] == "SY"
    assert [place["score"] for place in found] == sorted((place["score"] for place in found), reverse=True)


def test_find_in_a_country_stays_there(capsys):
    _, told = answer(capsys, "find", "Paris", "--country", "us", "--json", "--limit", "3")
    found = json.loads(told.out)
    assert len(found) == 3
    assert {place["country_code"] for place in found} == {"US"}


@pytest.mark.parametrize("country", ["US", " us ", "USA", "United States", "الولايات المتحدة"])
def test_a_country_is_a_code_or_a_name(capsys, country):
    _, told = answer(capsys, "find", "Paris", "--country", country, "--json")
    assert {place["country_code"] for place in json.loads(told.out)} == {"US"}


@pytest.mark.parametrize("words", [["find", "Springfield"], ["layers"], ["reverse", "36.2", "37.16"]])
def test_a_reader_that_has_read_enough_is_no_mistake(gazetteer_path, words):
    command = [sys.executable, "-m", "gazetteer", "--file", str(gazetteer_path), *words]
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    os.close(write)
    assert done.returncode == 0
    assert b"ipe" not in done.stderr


def test_a_long_text_of_spaces_takes_no_time(capsys):
    start = time.process_time()
    assert answer(capsys, "find", "1" + " " * 20_000 + "x")[0] == 1
    assert time.process_time() - start < 1


def test_a_comma_narrows(capsys):
    _, told = answer(capsys, "find", "Paris, Texas", "--json", "--limit", "1")
    assert json.loads(told.out)[0]["admin1"] == "Texas"


def test_a_comma_with_a_province_means_that_province(capsys):
    _, told = answer(capsys, "find", "Springfield, Illinois", "--json", "--limit", "1")
    assert json.loads(told.out)[0]["admin1"] == "Illinois"


def test_find_for_people_is_aligned_and_gives_reasons(capsys):
    code, told = answer(capsys, "find", "Aleppo")
    assert code == 0
    assert "2,098,210 people" in told.out
    assert "is written exactly" in told.out


@pytest.mark.parametrize("point", [("find", "36.2, 37.16"), ("reverse", "36.2", "37.16")])
def test_a_point_is_answered_with_what_is_there(capsys, point):
    code, told = answer(capsys, *point, "--json")
    assert code == 0
    assert [place["name"] for place in json.loads(told.out)][:2] == ["Aleppo", "Aleppo"]


@pytest.mark.parametrize("words", [("reverse", "-33.92", "18.42", "--json"), ("find", "-33.92, 18.42", "--json")])
def test_southern_points_are_understood(capsys, words):
    _, told = answer(capsys, *words)
    assert json.loads(told.out)[0]["country_code"] == "ZA"


MISTAKES = [
    (("find", "  "), "the name is empty"),
    (("find", "Aleppo", "--country", "XX"), "no country is called “XX”"),
    (("reverse", "91", "0"), "latitude 91.0 is outside -90 to 90"),
    (("find", "91, 0"), "latitude 91.0 is outside"),
    (("reverse", "north", "0"), "north"),
    (("reverse", "nan", "0"), "latitude"),
]


@pytest.mark.parametrize(("words", "sentence"), MISTAKES)
def test_a_mistake_is_told_in_a_sentence(capsys, words, sentence):
    code, told = answer(capsys, *words)
    assert code == 2
    assert sentence in told.err
    assert "Traceback" not in told.err


def test_nothing_found_is_said(capsys):
    code, told = answer(capsys, "find", "Qzxqzxqzx")
    assert code == 1
    assert "no place called 'Qzxqzxqzx'" in told.err
    assert answer(capsys, "find", "Qzxqzxqzx", "--json")[1].out == "[]\n"


def test_check_finds_the_file_whole(capsys):
    code, told = answer(capsys, "check")
    assert code == 0
    assert "the file is whole" in told.out
    assert "GeoNames" in told.out
    assert "WRONG" not in told.out


def test_build_leaves_a_current_file_alone(capsys):
    code, told = answer(capsys, "build")
    assert code == 0
    assert "nothing to do" in told.out


def test_a_missing_file_is_told_in_a_sentence(capsys, tmp_path):
    code, told = answer(capsys, "--file", str(tmp_path / "none"), "find", "Aleppo")
    assert code == 2
    assert "python -m gazetteer build" in told.err
