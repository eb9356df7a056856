"""A record goes through a dump whole, and what is no dump is refused with nothing of it kept."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import random
import shutil
import signal
import time
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from mapapp.domain.arrival import Original
from mapapp.domain.view import View
from mapapp.merge import Merger
from mapapp.store import Store, tables
from mapapp.store.dump_file import NotLoadable
from mapapp.store.dump_tables import MADE_AGAIN, MEMBERS, NOT_CARRIED, row_members
from mapapp.store.dumping import dump
from mapapp.store.errors import StoreUnusable
from mapapp.store.loading import load
from mapapp.store.retention import forget
from mapapp.store.verify import verify
from tests.builders import a_claim, a_count, a_report, an_incident, an_incident_place
from tests.engines import both_engines
from tests.merge.world import readings as worlds
from tests.store.strategies import readings

MERGER = Merger()


def a_record(folder: Path, name: str = "other") -> Store:
    return Store.open(f"sqlite:///{folder}/{name}.sqlite", MERGER)


def told(text: str, day: int = 15, killed: int = 14, **other):
    report = a_report(text, source=text.split(maxsplit=1)[0], published=datetime(2016, 12, day, tzinfo=UTC))
    defaults = {"report": report, "counts": (a_count(killed, killed),), "claims": (a_claim(text, report_id=report.id),)}
    return report, [an_incident(id=f"{report.id}-1", **defaults | other)]


FIRST, SECOND, THIRD = told("Interfax says so."), told("Reuters agrees.", 16), told("SANA has its own words.", 17)
ELSEWHERE = told("AFP is in Homs.", places=(an_incident_place("Homs", latitude=34.7, longitude=36.7),))
ORIGINAL = Original(content=b"<p>TASS repeats.</p>" * 100, media_type="text/html")


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A full record's file, and a dump of it beside."""
    folder = tmp_path_factory.mktemp("full")
    store = _full(folder)
    dump(store.engine, folder / "d.zip")
    store.close()
    return folder / "full.sqlite"


@pytest.fixture
def full(made, tmp_path) -> Store:
    """A copy of it."""
    shutil.copy(made, tmp_path / "full.sqlite")
    store = a_record(tmp_path, "full")
    yield store
    store.close()


@pytest.fixture(scope="module")
def given_dump(made) -> Path:
    return made.with_name("d.zip")


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> Store:
    """A record that nothing may be loaded into."""
    store = a_record(tmp_path_factory.mktemp("empty"))
    yield store
    store.close()


def _full(tmp_path) -> Store:
    """Merged and single incidents, decisions of people, some undone, an incident told twice, live and frozen views."""
    store = a_record(tmp_path, "full")
    for reading in (FIRST, SECOND, THIRD, ELSEWHERE):
        store.keep(*reading)
    store.keep(a_report("TASS repeats."), ELSEWHERE[1], ORIGINAL)
    store.merges.take_out(THIRD[1][0].id, "another market")
    store.merges.different(FIRST[1][0].id, ELSEWHERE[1][0].id, "\ud83d\ude00 no")
    store.merges.undo(store.merges.log()[0].number)
    store.saved.keep("live", "type=battle")
    store.saved.keep("frozen", "", freeze=View())
    store.saved.revoke(store.saved.keep("revoked", "", freeze=View()).id)
    return store


def rows(store: Store, but: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """All that a record holds, without its version."""
    left_out = {"change_counter", "change", "changed_incident", *but}
    with store.engine.connect() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(select(table)).all()))
            for table in tables.metadata.sorted_tables
            if table.name not in left_out
        }


def test_a_record_goes_through_a_dump_whole(full, tmp_path):
    counts = dump(full.engine, tmp_path / "d.zip")
    other = a_record(tmp_path)
    loaded = load(other.engine, tmp_path / "d.zip")
    assert (loaded.reports, loaded.incidents, loaded.views, loaded.held) == (5, 3, 3, 0)
    assert (loaded.accounts, loaded.decisions) == (counts["accounts"], counts["decisions"])
    assert loaded.compared
    apart = {"incident_report"}  # its ordinals: in the order of the dump
    assert rows(other, tuple(apart)) == rows(full, tuple(apart))
    assert other.incident(ELSEWHERE[1][0].id) == full.incident(ELSEWHERE[1][0].id)
    assert other.original(a_report("TASS repeats.").id) == ORIGINAL
    dump(other.engine, tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == (tmp_path / "d.zip").read_bytes()
    other.close()


@both_engines
def test_either_database_gives_and_takes_the_same_dump(url, given_dump, tmp_path):
    store = Store.open(url, MERGER)
    load(store.engine, given_dump)
    dump(store.engine, tmp_path / "d.zip")
    assert (tmp_path / "d.zip").read_bytes() == given_dump.read_bytes()
    assert not load(store.engine, given_dump).changed
    assert all("outside its report" in fault.why for fault in verify(store.engine)), "the made-up texts are short"
    store.remove(FIRST[0].id)
    assert forget(store, date(2030, 1, 1)).reports == 4
    assert (store.count_reports(), len(store)) == (0, 0)
    store.close()


def test_loading_twice_changes_nothing(full, tmp_path):
    dump(full.engine, tmp_path / "d.zip")
    before, version = rows(full), full.version()
    loaded = load(full.engine, tmp_path / "d.zip")
    assert not loaded.changed
    assert (rows(full), full.version()) == (before, version)


def test_two_records_become_one(full, tmp_path):
    other = a_record(tmp_path)
    for reading in (SECOND, told("Ansa came later.", 18)):
        other.keep(*reading)
    dump(full.engine, tmp_path / "d.zip")
    loaded = load(other.engine, tmp_path / "d.zip")
    assert (loaded.reports, loaded.compared) == (4, False)
    assert {report.id for report in full.reports()} < {report.id for report in other.reports()}
    other.merges.anew()
    for reading in (FIRST, SECOND):
        assert len(other.incidents_of(reading[0].id)) == 1
    assert other.incidents_of(FIRST[0].id) == other.incidents_of(SECOND[0].id)
    assert other.incidents_of(THIRD[0].id) != other.incidents_of(FIRST[0].id), "a person took it out"
    dump(other.engine, tmp_path / "both.zip")
    assert not load(other.engine, tmp_path / "both.zip").changed
    other.close()


def test_a_later_word_holds_against_an_older_dump(tmp_path):
    store = a_record(tmp_path, "one")
    store.keep(*FIRST)
    store.keep(*ELSEWHERE)
    store.merges.same(FIRST[1][0].id, ELSEWHERE[1][0].id, "one and the same")
    dump(store.engine, tmp_path / "old.zip")
    other = a_record(tmp_path)
    other.keep(*FIRST)
    other.keep(*ELSEWHERE)
    other.merges.same(FIRST[1][0].id, ELSEWHERE[1][0].id, "first")
    with other.engine.begin() as connection:
        connection.execute(tables.decision.update().values(instant=2**40))
    load(other.engine, tmp_path / "old.zip")
    with other.engine.connect() as connection:
        held = dict(connection.execute(select(tables.decision.c.reason, tables.decision.c.undone)).all())
    assert held == {"first": None, "one and the same": 2**40}
    for one in (store, other):
        one.close()


def test_a_revoked_view_is_revoked_wherever_it_is_loaded(full, tmp_path):
    dump(full.engine, tmp_path / "before.zip")
    other = a_record(tmp_path)
    load(other.engine, tmp_path / "before.zip")
    (frozen,) = (view for view in full.saved.all() if view.title == "frozen")
    full.saved.revoke(frozen.id)
    dump(full.engine, tmp_path / "after.zip")
    load(other.engine, tmp_path / "after.zip")
    load(other.engine, tmp_path / "before.zip")
    assert other.saved.get(frozen.id).revoked
    assert other.saved.frozen(frozen.id) == []
    other.close()


@given(st.one_of(readings(), worlds()), st.booleans())
@settings(max_examples=6)
def test_any_record_is_the_same_after_dump_and_load(tmp_path_factory, some, frozen):
    folder = tmp_path_factory.mktemp("dump")
    store, other = a_record(folder, "one"), a_record(folder)
    store.keep_many(some)
    store.saved.keep("", "", freeze=View() if frozen else None)
    dump(store.engine, folder / "d.zip")
    load(other.engine, folder / "d.zip")
    assert rows(other) == rows(store)
    dump(other.engine, folder / "again.zip")
    assert (folder / "again.zip").read_bytes() == (folder / "d.zip").read_bytes()
    assert not load(other.engine, folder / "d.zip").changed
    for one in (store, other):
        one.close()


def test_every_table_is_carried_or_said_not_to_be():
    carried = {table.name for table in row_members().values()} | MEMBERS | NOT_CARRIED
    assert {table.name for table in tables.metadata.sorted_tables} <= carried
    assert not MADE_AGAIN & (MEMBERS | NOT_CARRIED)


def test_a_dump_never_overwrites_what_is_none(full, tmp_path):
    notes = tmp_path / "notes.txt"
    notes.write_text("mine")
    for file in (notes, tmp_path, tmp_path / "full.sqlite"):
        with pytest.raises(StoreUnusable, match=r"name another file|is a folder"):
            dump(full.engine, file)
    assert notes.read_text() == "mine"


def test_a_damaged_record_is_not_dumped(full, tmp_path):
    with full.engine.begin() as connection:
        connection.execute(tables.report.update().values(payload="{"))
    with pytest.raises(StoreUnusable, match="python -m mapapp verify"):
        dump(full.engine, tmp_path / "d.zip")
    assert not (tmp_path / "d.zip").exists()


def rewritten(file: Path, change, manifest=lambda told: told, name: str = "reports") -> Path:
    """A dump with other lines in a member, whose digests fit again."""
    with zipfile.ZipFile(file) as archive:
        content = {info.filename: archive.read(info) for info in archive.infolist()}
    lines = change(content[f"{name}.jsonl"].decode().splitlines())
    content[f"{name}.jsonl"] = "".join(line + "\n" for line in lines).encode("utf-8", "surrogatepass")
    told = json.loads(content.pop("manifest.json"))
    sha256 = hashlib.sha256(content[f"{name}.jsonl"]).hexdigest()
    told["members"][name] = {"lines": len(lines), "sha256": sha256}
    out = file.with_name("hostile.zip")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, some in content.items():
            archive.writestr(member, some)
        if (manifest := manifest(told)) is not None:
            archive.writestr("manifest.json", json.dumps(manifest))
    return out


def first_line(**other):
    """Other values in the first line's data."""

    def change(lines):
        told = json.loads(lines[0])
        told.get("data", told).update(other)
        return [json.dumps(told, ensure_ascii=False), *lines[1:]]

    return change


def same(lines):
    return lines


HOSTILE = {
    "an unknown field": (first_line(colour="red"), "does not know", "reports"),
    "another text under the old id": (first_line(text="Nothing happened."), "not the digest", "reports"),
    "no text": (first_line(text=None), "no report that is kept", "reports"),
    "a naive day": (first_line(published="2016-12-15"), "no report that is kept", "reports"),
    "a number as text": (first_line(title=5), "no report that is kept", "reports"),
    "no JSON": (lambda lines: ["{", *lines[1:]], "is no JSON", "reports"),
    "a deep one": (lambda lines: ["[" * 100_000, *lines], "is no JSON", "reports"),
    "an endless number": (lambda lines: ["9" * 5_000, *lines], "is no JSON", "reports"),
    "not a number": (lambda lines: ["NaN", *lines], "is no JSON", "reports"),
    "a list": (lambda lines: ["[]", *lines], "no report", "reports"),
    "a lone surrogate": (lambda lines: ['"\ud800"', *lines], "is no JSON", "reports"),
    "a report is missing": (lambda lines: lines[1:], "not in the dump", "reports"),
    "infinite confidence": (
        lambda lines: [lines[0].replace('"confidence":0.8', '"confidence":1e999'), *lines[1:]],
        "does not know",
        "incidents",
    ),
    "an incident twice": (lambda lines: [lines[0], *lines], "tells what another|no record holds", "incidents"),
    "a naive time": (
        lambda lines: [lines[0].replace("T00:00:00+00:00", "T00:00:00"), *lines[1:]], "no incident", "incidents",
    ),
    "an account is missing": (lambda lines: lines[1:], "is not the account|not in the dump", "accounts"),
    "an account too many": (lambda lines: [*lines, lines[0]], "belongs to no incident", "accounts"),
    "a group of nothing": (first_line(accounts=[]), "each once|and no more", "groups"),
    "a group of nobody": (first_line(incident="nobody"), "belongs to no incident|order", "groups"),
    "a decision by nobody": (first_line(decider="nobody"), "no line of the log", "decisions"),
    "a decision on one": (first_line(pairs=[["a", "a"]]), "does not name pairs", "decisions"),
    "a huge instant": (first_line(instant=2**70), "'instant'", "decisions"),
    "an unknown column": (first_line(shape="round"), "'shape'", "decisions"),
    "a frozen line more": (lambda lines: [*lines, lines[0]], "belongs to no view", "frozen"),
    "another frozen line": (first_line(confidence=0.1), "digest", "frozen"),
    "another original": (first_line(packed="eJwDAAAAAAE="), "not the original", "tables/original"),
    "an original that is no base64": (first_line(packed="?"), "no base64", "tables/original"),
    "a likeness of others": (first_line(a="0"), "other accounts", "found/likeness"),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_dump_is_refused_in_a_sentence_and_nothing_of_it_is_kept(given_dump, empty, what):
    change, said, name = HOSTILE[what]
    before = rows(empty)
    with pytest.raises(NotLoadable, match=said):
        load(empty.engine, rewritten(given_dump, change, name=name))
    assert (rows(empty), empty.version()) == (before, 0)


MANIFESTS = {
    "a newer version": (lambda told: told | {"version": 2}, "update the program"),
    "another format": (lambda told: told | {"format": "x"}, "not that of a dump"),
    "no manifest": (lambda told: None, "has no manifest"),
    "a member that is not there": (
        lambda told: told | {"members": told["members"] | {"x": {"lines": 0, "sha256": ""}}},
        "not those of its manifest",
    ),
    "a member that is not known": (
        lambda told: told | {"members": {name.replace("links", "more"): it for name, it in told["members"].items()}},
        "not those of its manifest",
    ),
    "wrong digest": (
        lambda told: told | {"members": told["members"] | {"reports": {"lines": 5, "sha256": "0" * 64}}},
        "not those of its manifest",
    ),
    "members in a list": (lambda told: told | {"members": []}, "does not say"),
}  # fmt: skip


@pytest.mark.parametrize("what", MANIFESTS)
def test_a_manifest_that_does_not_fit_is_refused(given_dump, empty, what):
    manifest, said = MANIFESTS[what]
    with pytest.raises(NotLoadable, match=said):
        load(empty.engine, rewritten(given_dump, same, manifest))
    assert empty.count_reports() == 0


def with_more(file: Path, *entries: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return file


def test_an_archive_that_is_no_dump_is_refused(given_dump, empty, tmp_path, monkeypatch):
    made, other, whole = tmp_path / "d.zip", empty, given_dump.read_bytes()

    def refused(said: str) -> None:
        with pytest.raises(NotLoadable, match=said):
            load(other.engine, made)
        assert other.count_reports() == 0

    refused("there is no file")
    made.write_bytes(b"something")
    refused("not a whole ZIP")
    for end in (len(whole) // 3, len(whole) - 10):
        made.write_bytes(whole[:end])
        refused("not a whole ZIP")
    damaged = bytearray(whole)
    damaged[60:80] = bytes(20)
    made.write_bytes(damaged)
    refused("not a whole ZIP")
    made.write_bytes(whole)
    with_more(made, ("../../etc/passwd", b"x"))
    refused("'../../etc/passwd'")
    made.write_bytes(whole)
    with_more(made, ("reports.jsonl", b"{}\n"))
    refused("twice|not those")
    monkeypatch.setattr("mapapp.store.dump_file.MUCH", 1_000_000)
    made.write_bytes(whole)
    made = rewritten(made, lambda lines: [" " * 30_000_000, *lines])
    refused("would unpack to")
    assert not (tmp_path.parent / "etc").exists()


def test_a_line_without_end_is_refused(given_dump, empty, monkeypatch):
    monkeypatch.setattr("mapapp.store.dump_file.LONGEST_LINE", 1_000)
    with pytest.raises(NotLoadable, match="longer than any line"):
        load(empty.engine, rewritten(given_dump, lambda lines: ["x" * 5_000, *lines]))


def _dump_and_load(url: str, file: Path, out: Path) -> None:
    store = Store.open(url)
    dump(store.engine, out)
    load(store.engine, file)
    time.sleep(60)


def test_killed_at_any_moment_a_load_has_kept_nothing_or_all(tmp_path):
    store = a_record(tmp_path, "one")
    reports = [a_report(f"report {number}") for number in range(60)]
    Store(store.engine).keep_many([(report, [an_incident(report=report)]) for report in reports])
    dump(store.engine, tmp_path / "d.zip")
    chance, seen = random.Random(5), set()
    for number in range(4):
        url = f"sqlite:///{tmp_path}/{number}.sqlite"
        Store.open(url).close()
        target = tmp_path / "out.zip"
        worker = multiprocessing.get_context("fork").Process(
            target=_dump_and_load, args=(url, tmp_path / "d.zip", target)
        )
        worker.start()
        time.sleep(chance.uniform(0.02, 0.3))
        os.kill(worker.pid, signal.SIGKILL)
        worker.join()
        other = Store.open(url)
        seen.add(other.count_reports())
        if target.exists():
            assert not load(other.engine, target).changed
        load(other.engine, tmp_path / "d.zip")
        assert (other.count_reports(), len(other)) == (60, 60)
        other.close()
    assert seen <= {0, 60}
