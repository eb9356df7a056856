from __future__ import annotations

import csv
import errno

import pytest

from gazetteer import build as building
from gazetteer.build import digest
from gazetteer.building.work import Step
from gazetteer.errors import DiskFull
from gazetteer.sources.geonames import countries
from gazetteer.sources.packaged import DATA
from gazetteer.strength import common


def test_a_build_that_breaks_off_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "places.sqlite"
    path.write_text("old")

    def break_off(work):
        yield 0.5
        raise OSError(errno.ENOSPC, "the disk is full")

    step = Step(name="Starting", seconds=1, run=break_off)
    monkeypatch.setattr(building, "steps", lambda recipe: [step])
    with pytest.raises(DiskFull, match="the disk is full"):
        building.build(path, quiet=True)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_maker_names_the_data(gazetteer):
    assert gazetteer.maker.endswith(f"+{digest()}")
    assert len(digest()) == 12


@pytest.mark.parametrize("table", ["demonyms.csv", "territories.csv", "country_forms.csv"])
def test_hand_kept_tables_name_real_countries(table):
    with (DATA / table).open(encoding="utf-8", newline="") as lines:
        unknown = {row["country_code"] for row in csv.DictReader(lines)} - set(countries())
    assert unknown == set()


def test_every_state_has_a_demonym():
    with (DATA / "demonyms.csv").open(encoding="utf-8", newline="") as lines:
        known = {row["country_code"] for row in csv.DictReader(lines)}
    large = {country.code for country in countries().values() if (country.population or 0) > 200_000}
    assert sorted(large - known) == ["AN", "CG", "CS"]  # two gone; Congolese stands for CD


def test_common_words_are_kept_apart_from_names():
    words, names = common()
    assert {"of", "march", "reading", "monday"} <= words
    assert {"martin", "jackson", "fatima"} <= names
