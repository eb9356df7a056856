from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import sqlite3
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import build as building
from gazetteer.__main__ import main
from gazetteer.build import build
from gazetteer.building import reading
from gazetteer.building.lock import locked
from gazetteer.building.workfile import Workfile
from gazetteer.check import check, current
from gazetteer.errors import BuildBusy, DiskFull, DumpMissing, NotWritten
from gazetteer.lookup import Gazetteer
from gazetteer.recipe import Recipe, recorded
from tests.gazetteer.dumps import FIRST_ID, content, name_row, row, written

pytestmark = [
    pytest.mark.usefixtures("one_atlas"),
    pytest.mark.skipif(sys.platform == "win32", reason="needs fork and signals"),
]
ROWS = [row(FIRST_ID + n, f"Tell {chr(97 + n % 26)}{chr(97 + n // 26)}bah", population=n) for n in range(110)]
NAMES = [name_row(FIRST_ID + n, f"Tall {chr(97 + n % 26)}{chr(97 + n // 26)}beh", "en") for n in range(110)]


@pytest.fixture(autouse=True)
def _many_checkpoints(monkeypatch):
    monkeypatch.setattr(reading, "BATCH", 10)
    monkeypatch.setattr(reading, "CHECKPOINT", 20)


@pytest.fixture
def target(tmp_path):
    return tmp_path / "places.sqlite"


@pytest.fixture
def recipe(tmp_path):
    dump = written(tmp_path / "geonames" / "SY.txt", *ROWS[:50], b"broken", *ROWS[50:])
    names = written(tmp_path / "geonames" / "names.txt", *NAMES)
    return Recipe.of([dump], packages=False, alternate_names=[names])


def whole(tmp_path, recipe):
    """What a build that nothing disturbs makes of it."""
    undisturbed = tmp_path / "undisturbed" / "places.sqlite"
    summary = build(undisturbed, recipe=recipe, quiet=True)
    return content(undisturbed), (summary.lines, summary.places, summary.broken)


def in_a_child(work, *arguments):
    child = multiprocessing.get_context("fork").Process(target=work, args=arguments)
    child.start()
    child.join(60)
    return child.exitcode


def killed_after(number, target, recipe):
    """Build, and be killed where so many checkpoints were kept and the next one would be."""
    keep, left = Workfile.commit, [number]

    def commit(self):
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1
        keep(self)

    Workfile.commit = commit
    build(target, recipe=recipe, quiet=True)


def beside(target):
    return sorted(path.name for path in target.parent.iterdir() if path.is_file())


@pytest.mark.parametrize("number", [0, 1, 4, 8, 10, 13, 18, 20])
def test_a_killed_build_goes_on_to_the_same_file(tmp_path, target, recipe, number):
    target.write_text("old")
    assert in_a_child(killed_after, number, target, recipe) == -signal.SIGKILL
    assert target.read_text() == "old"
    summary = build(target, recipe=recipe, quiet=True)
    assert (content(target), (summary.lines, summary.places, summary.broken)) == whole(tmp_path, recipe)
    assert beside(target) == ["places.sqlite", "places.sqlite.broken-rows.csv"]


def test_a_build_may_be_killed_again_and_again(tmp_path, target, recipe):
    kills = 0
    while in_a_child(killed_after, 4, target, recipe) == -signal.SIGKILL:
        kills += 1
        assert kills < 50, "it never gets on"
    assert kills > 3
    assert content(target) == whole(tmp_path, recipe)[0]


def slowly(target, recipe):
    build(target, recipe=recipe, quiet=True)


@settings(max_examples=5)
@given(moment=st.floats(0.0, 0.4))
def test_killed_at_any_moment_it_goes_on_to_the_same_file(tmp_path_factory, recipe, moment):
    folder = tmp_path_factory.mktemp("kill")
    target = folder / "places.sqlite"
    child = multiprocessing.get_context("fork").Process(target=slowly, args=(target, recipe))
    child.start()
    time.sleep(moment)
    child.kill()
    child.join()
    build(target, recipe=recipe, quiet=True)
    assert content(target) == whole(folder, recipe)[0]


def test_it_says_that_it_goes_on_and_does_not_read_again_what_is_kept(target, recipe, capsys, monkeypatch):
    in_a_child(killed_after, 13, target, recipe)
    read = []
    parse = building.dump.parse
    monkeypatch.setattr(building.dump, "parse", lambda line: read.append(line) or parse(line))
    build(target, recipe=recipe)
    assert "Going on with the build that broke off" in capsys.readouterr().err
    assert 0 < len(read) < len(ROWS)


def test_another_recipe_starts_anew_and_says_so(tmp_path, target, recipe, capsys):
    in_a_child(killed_after, 13, target, recipe)
    other = Recipe.of([written(tmp_path / "other" / "SY.txt", *ROWS[:40])], packages=False)
    build(target, recipe=other)
    assert "starting anew" in capsys.readouterr().err
    assert Gazetteer.open(target).counts() == {"settlement": 40}


def test_a_changed_dump_starts_anew(tmp_path, target, recipe):
    in_a_child(killed_after, 13, target, recipe)
    written(tmp_path / "geonames" / "SY.txt", *ROWS[:40])
    build(target, recipe=recipe, quiet=True)
    assert Gazetteer.open(target).counts() == {"settlement": 40}


def test_the_same_files_in_another_folder_go_on(tmp_path, target, recipe, capsys):
    in_a_child(killed_after, 13, target, recipe)
    (tmp_path / "geonames").rename(tmp_path / "moved")
    moved = [tmp_path / "moved" / name for name in ("SY.txt", "names.txt")]
    build(target, recipe=Recipe.of(moved[:1], packages=False, alternate_names=moved[1:]))
    assert "Going on" in capsys.readouterr().err


def test_a_damaged_part_starts_anew(tmp_path, target, recipe):
    in_a_child(killed_after, 13, target, recipe)
    (target.parent / ".places.sqlite.partial.staging").write_bytes(b"rubbish" * 5000)
    build(target, recipe=recipe, quiet=True)
    assert content(target) == whole(tmp_path, recipe)[0]


def test_a_build_leaves_where_sqlite_sorts_as_it_was(target, recipe):
    build(target, recipe=recipe, quiet=True)
    connection = sqlite3.connect(":memory:")
    assert connection.execute("PRAGMA temp_store_directory").fetchone() in {None, ("",)}
    connection.close()


def test_a_second_build_on_the_same_file_says_so(target, recipe):
    with (
        locked(target, patience=0, tell=print),
        pytest.raises(BuildBusy, match=rf"another build is writing .* \(process {os.getpid()}\)"),
    ):
        build(target, recipe=recipe, quiet=True)
    assert not target.exists()


def test_a_build_of_packages_waits_for_another_one(target, capsys):
    with locked(target, patience=0, tell=print), pytest.raises(BuildBusy), locked(target, patience=0.6, tell=print):
        pass
    assert "waiting for it" in capsys.readouterr().out
    with locked(target, patience=0, tell=print) as waited:
        assert waited is False


def without_room(target, recipe, size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    with pytest.raises(DiskFull, match=r"no more room in .* are needed there and .* [GM]B are free") as caught:
        build(target, recipe=recipe, quiet=True)
    assert "the same command goes on from there" in str(caught.value)
    sys.stdout.flush()
    os._exit(77)


@pytest.mark.parametrize("size", [30_000, 60_000, 90_000])
def test_a_full_disk_is_told_and_the_build_goes_on_when_there_is_room(tmp_path, target, recipe, size):
    target.write_text("old")
    assert in_a_child(without_room, target, recipe, size) == 77
    assert target.read_text() == "old"
    build(target, recipe=recipe, quiet=True)
    assert content(target) == whole(tmp_path, recipe)[0]


def test_the_file_remembers_what_it_was_made_of(target, recipe):
    build(target, recipe=recipe, quiet=True)
    assert recorded(target) == recipe
    assert current(target)
    assert any("SY.txt is there for the next build" in finding.sentence for finding in check(target))


def test_a_file_without_a_dump_has_the_recipe_of_the_packages(gazetteer_path, tmp_path):
    assert recorded(gazetteer_path) == recorded(tmp_path / "none") == Recipe()


@pytest.fixture
def stale(target, recipe):
    """A file with a dump, made by an earlier version of this program."""
    build(target, recipe=recipe, quiet=True)
    say_of(target, "maker", "gazetteer-0.0.1+000000000000")
    return target


def say_of(target, key, value):
    connection = sqlite3.connect(target)
    with connection:
        connection.execute("UPDATE about SET value = ? WHERE key = ?", (value, key))
    connection.close()


def command(capsys, target, *options):
    code = main(["build", "--out", str(target), *options])
    return code, capsys.readouterr()


def test_build_reads_a_dump_again_when_the_program_has_changed(stale, recipe, capsys):
    assert not current(stale)
    code, told = command(capsys, stale)
    assert code == 0
    assert f"{len(ROWS):,} places taken from GeoNames" in told.out
    assert recorded(stale) == recipe
    assert current(stale)


def test_build_keeps_a_file_whose_dump_is_gone_and_names_the_dump(tmp_path, stale, capsys):
    before = content(stale)
    (tmp_path / "geonames" / "SY.txt").unlink()
    code, told = command(capsys, stale)
    assert code == 0
    assert "SY.txt, which is no longer there; bring it back" in told.err
    assert "--packaged" in told.err
    assert content(stale) == before


def test_build_says_what_to_do_when_a_file_of_another_format_needs_its_dump(tmp_path, stale, capsys):
    say_of(stale, "format", "1")
    (tmp_path / "geonames" / "SY.txt").unlink()
    code, told = command(capsys, stale)
    assert code == 2
    assert told.err.count("\n") == 1
    assert "SY.txt, which is no longer there; bring it back" in told.err
    assert about_format(stale) == "1"


def about_format(target):
    connection = sqlite3.connect(target)
    try:
        return connection.execute("SELECT value FROM about WHERE key = 'format'").fetchone()[0]
    finally:
        connection.close()


def test_the_library_throws_no_dump_away_either(tmp_path, stale):
    (tmp_path / "geonames" / "SY.txt").unlink()
    with pytest.raises(DumpMissing):
        build(stale, quiet=True)
    assert Gazetteer.open(stale).counts() == {"settlement": len(ROWS)}


def test_the_command_builds_a_dump_and_then_has_nothing_to_do(tmp_path, target, recipe, capsys):
    options = ("--only", "--geonames", str(tmp_path / "geonames" / "SY.txt"))
    code, told = command(capsys, target, *options)
    assert code == 0
    assert "SY.txt: 111 lines read" in told.out
    assert "1 broken rows left out" in told.out
    assert "SY.txt, line 51: 1 columns instead of 19" in told.out
    for again in (options, ()):
        code, told = command(capsys, target, *again)
        assert (code, "nothing to do" in told.out) == (0, True)


MISTAKES = [
    (("--only",), "these options go with a dump"),
    (("--packaged", "--geonames", "SY.txt"), "--packaged leaves every dump out"),
    (("--geonames", "nowhere.txt"), "there is no file nowhere.txt"),
    (("--download", "Syria"), "no country has the code 'SYRIA'"),
]


@pytest.mark.parametrize(("options", "sentence"), MISTAKES)
def test_a_mistake_in_the_options_is_told_in_a_sentence(target, capsys, options, sentence):
    code, told = command(capsys, target, *options)
    assert code == 2
    assert sentence in told.err
    assert "Traceback" not in told.err


def test_a_build_that_a_person_stops_is_told_without_a_traceback(target, recipe, capsys, monkeypatch):
    def stop(_line):
        raise KeyboardInterrupt

    monkeypatch.setattr(building.dump, "parse", stop)
    code, told = command(capsys, target, "--only", "--geonames", str(recipe.inputs[0].path))
    assert code == 130
    assert "goes on when the same is run again" in told.err


@pytest.mark.parametrize("options", [(), ("--force",)])
def test_a_folder_is_refused_before_anything_is_made(target, recipe, capsys, options):
    target.mkdir()
    code, told = command(capsys, target, "--only", "--geonames", str(recipe.inputs[0].path), *options)
    assert code == 2
    assert f"{target} is a folder; give the gazetteer the name of a file" in told.err
    assert sorted(target.parent.glob(".*")) == []
    with pytest.raises(NotWritten, match="is a folder"):
        build(target, recipe=recipe, quiet=True)


def another_database(path):
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE incident(id)")
    connection.close()


@pytest.mark.parametrize("make", [lambda path: path.write_text("dear diary"), another_database])
def test_a_file_that_is_no_gazetteer_is_written_over_only_by_force(target, recipe, capsys, make):
    make(target)
    before = target.read_bytes()
    options = ("--only", "--geonames", str(recipe.inputs[0].path))
    code, told = command(capsys, target, *options)
    assert code == 2
    assert f"{target} is no gazetteer, and a build writes over it; give another name, or --force" in told.err
    assert target.read_bytes() == before
    assert command(capsys, target, *options, "--force")[0] == 0
    assert current(target)


@pytest.mark.parametrize("damage", [lambda whole: whole[:100] + b"rubbish" * 900, lambda whole: b"x" + whole[1:]])
def test_a_damaged_gazetteer_can_be_replaced(target, recipe, capsys, damage):
    build(target, recipe=recipe, quiet=True)
    target.write_bytes(damage(target.read_bytes()))
    assert not current(target)
    code, _ = command(capsys, target, "--only", "--geonames", str(recipe.inputs[0].path), "--force")
    assert code == 0
    assert current(target)


def test_an_empty_file_has_nothing_to_lose(target, recipe, capsys):
    target.touch()
    assert command(capsys, target, "--only", "--geonames", str(recipe.inputs[0].path))[0] == 0
