"""Write a GeoNames dump of any size in the genuine format, drawn from the packaged names. The same seed, the same file.

python -m benchmarks.dump_rows 12000000 /somewhere/allCountries.txt
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from gazetteer.atlas import Atlas
from gazetteer.sources import geonames
from gazetteer.sources.found import Found

SEED = 20261123
FEATURES = (
    [("P", "PPL")] * 40 + [("P", "PPLX")] + [("S", "SCH")] * 5 + [("S", "HTL")] * 4 + [("S", "FRM")] * 4
    + [("S", "CH")] * 3 + [("S", "MSQE")] + [("H", "STM")] * 12 + [("H", "LK")] * 6 + [("T", "MT")] * 6
    + [("T", "HLL")] * 6 + [("L", "LCTY")] * 3 + [("A", "ADM4")] * 3 + [("V", "FRST")] + [("R", "RD")] + [("", "")]
)  # fmt: skip
"""In about the shares that GeoNames' allCountries has."""
PATTERNS = ("{}", "{} {}", "New {}", "{} Creek", "Al {}", "{} School", "Hotel {}", "Upper {}", "{}-{}", "Mount {}")
FIRST_ID = 20_000_000
"""Above all ids that GeoNames had given when this was written."""


Town = tuple[str, list[str], float, float, str, str]
"""Name, some of its forms joined by commas, latitude, longitude, country, the columns of its admin codes."""


def rows(count: int, seed: int = SEED) -> Iterator[str]:
    """Lines of a dump, with their ends."""
    chance = random.Random(seed).random
    atlas = Atlas.read()
    codes = {division.geonames_id: division.geonames_code for division in atlas.divisions.values()}
    towns = [_seed_of(town, atlas, codes) for town in geonames.settlements(atlas.admin1_rows())]
    for number in range(count):
        yield _row(FIRST_ID + number, chance, towns[int(chance() * len(towns))], towns[int(chance() * len(towns))][0])


def _seed_of(town: Found, atlas: Atlas, codes: dict[int, str]) -> Town:
    code = codes.get(atlas.closest.get(town.row, 0)) or codes.get(town.admin1_row or 0, "")
    forms = [form.text for form in town.forms[1:5]]
    columns = [*code.split(".")[1:3], "", ""]
    joined = [",".join(forms[:number]) for number in range(len(forms) + 1)]
    return town.name, joined, town.point.latitude, town.point.longitude, town.country_code or "", "\t".join(columns[:2])


def _row(geonames_id: int, chance: Callable[[], float], town: Town, other: str) -> str:
    name, forms, latitude, longitude, country, codes = town
    letter, feature = FEATURES[int(chance() * len(FEATURES))]
    called = PATTERNS[int(chance() * len(PATTERNS))].format(name, other)
    plain = called if called.isascii() else called.encode("ascii", "ignore").decode() or "x"
    others = forms[int(chance() * len(forms))] if chance() < 0.6 else ""
    people = int(10 ** (1 + 3 * chance())) if letter == "P" and chance() < 0.1 else 0
    north, east = max(-89.0, min(89.0, latitude + chance() - 0.5)), max(-179.0, min(179.0, longitude + chance() - 0.5))
    return (
        f"{geonames_id}\t{called}\t{plain}\t{called},{others}\t{north:.5f}\t{east:.5f}\t{letter}\t{feature}\t{country}\t\t"
        f"{codes}\t\t\t{people}\t\t{geonames_id % 900}\tEtc/UTC\t2026-01-01\n"
    )


def write(count: int, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as written:
        written.writelines(rows(count))


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
