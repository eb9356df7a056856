"""The files that the browser gets: the vendored ones unchanged, our own without a way to run text as code."""

import hashlib
import re

import pytest

from tests.draw.canned import STATIC

VENDOR = STATIC / "vendor"
OURS = sorted(STATIC.glob("*.js"))
LARGEST_BASEMAP = 22_000_000


def listed():
    lines = (VENDOR / "DIGESTS.txt").read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, name in (line.split("  ") for line in lines)}


def test_the_vendored_files_are_exactly_those_listed():
    here = {p.relative_to(VENDOR).as_posix() for p in VENDOR.rglob("*") if p.is_file() and p.name != "DIGESTS.txt"}
    assert here == set(listed())


@pytest.mark.parametrize("name", sorted(listed()))
def test_a_vendored_file_has_the_listed_bytes(name):
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == listed()[name]


@pytest.mark.parametrize("package", ["leaflet", "protomaps-leaflet"])
def test_each_vendored_package_carries_its_licence(package):
    assert "opyright" in (VENDOR / package / "LICENSE").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_our_scripts_cannot_turn_text_into_markup_or_code(path):
    ways = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|\beval\b|Function\("
    )
    assert not re.search(ways, path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", [*OURS, *STATIC.glob("*.css")], ids=lambda path: path.name)
def test_our_files_name_no_outside_address(path):
    assert not re.search(r"https?://|url\(", path.read_text(encoding="utf-8"))


def test_the_basemap_is_a_pmtiles_file_small_enough_for_the_repository():
    basemap = STATIC / "world.pmtiles"
    assert basemap.read_bytes()[:8] == b"PMTiles\x03"
    assert basemap.stat().st_size <= LARGEST_BASEMAP
