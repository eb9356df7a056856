"""The files that the browser gets: the vendored ones unchanged, our own without a way to run text as code."""

import hashlib
import json
import re

import pytest

from mapapp.domain.event_types import GROUPS
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


def test_countries_have_names_in_their_own_languages():
    names = json.loads((STATIC / "country-names.json").read_text(encoding="utf-8"))
    assert (names["Syria"], names["Ukraine"], names["Palestine"]) == ("سوريا", "Україна", "فلسطين")
    assert all(own and own != english for english, own in names.items())


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_colours_of_types_stand_out_on_their_ring_and_as_areas_on_both_grounds():
    script = (STATIC / "basemap.js").read_text(encoding="utf-8")
    light, dark = re.findall(r'land: "(#[0-9a-f]{6})"', script)
    ring = re.search(
        r"ctx\.fillStyle = \"(#[0-9a-f]{6})\"; // a ring", (STATIC / "incident-marks.js").read_text()
    ).group(1)
    for group in GROUPS.values():
        pale = "#" + "".join(f"{round(int(group.colour[at : at + 2], 16) * 0.45 + 255 * 0.55):02x}" for at in (1, 3, 5))
        assert min(contrast(group.colour, ring), contrast(group.colour, light), contrast(pale, dark)) >= 3
        assert contrast(ring, dark) >= 3
