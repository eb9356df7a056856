"""The page "Add reports" in a real browser, with a worker of its own: from files to the map."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.e2e.conftest import ROOT, start
from tests.e2e.reader import Reader

REPORT = "Mortar shells fired at Aleppo killed four civilians on Wednesday, Interfax reported."
LINES = [
    {"text": "Gunmen attacked a market in Mosul on Monday, killing six.", "published": "2016-12-14"},
    {"no": 1},
]


@pytest.fixture
def reader(browser, tmp_path):
    database = f"sqlite:///{tmp_path / 'incidents.sqlite'}"
    url, process = start("empty", tmp_path, database)
    opened = Reader(browser, url)
    opened.database = database
    yield opened
    assert opened.foreign == []
    assert opened.errors == []
    opened.close()
    process.terminate()
    process.wait(20)


def test_files_are_read_by_a_worker_and_come_onto_the_map(reader, gazetteer, tmp_path):
    (tmp_path / "aleppo.txt").write_text(REPORT)
    (tmp_path / "two.jsonl").write_text("\n".join(map(json.dumps, LINES)))
    reader.open("/add")
    reader.page.set_input_files("input[type=file]", [tmp_path / "aleppo.txt", tmp_path / "two.jsonl"])
    reader.page.get_by_text("two.jsonl").wait_for()
    reader.page.get_by_role("button", name="Take in").click()
    reader.page.get_by_text("3 things were found").wait_for()
    reader.page.get_by_text("Being read").wait_for()
    worker = [sys.executable, "-m", "mapapp", "worker", "--workers", "0", "--until-idle", "1"]
    subprocess.run(worker, cwd=ROOT, env=os.environ | {"MAPAPP_DATABASE": reader.database}, check=True, timeout=300)
    reader.page.get_by_text("Done · 3 of 3 read, 2 reports in, 1 set aside").wait_for()
    reader.see_settled()
    reader.page.get_by_text("1 set aside, and why").click()
    reader.page.locator("[data-testid=stDataFrame] canvas").first.wait_for()
    reader.page.get_by_text("Map", exact=True).click()
    reader.tally("2 incidents from 2 reports")
    assert reader.see_map()["total"] == 2
