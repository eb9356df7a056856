"""Copy the front-end files in use from their npm packages into mapapp/static/vendor, with licences and digests.

    python tools/vendor_assets.py           fetch the packages and write the files
    python tools/vendor_assets.py --check   compare the files that are there with DIGESTS.txt

Only the files listed below are taken. DIGESTS.txt holds one "SHA-256  path" line a file, as sha256sum writes them.
"""

from __future__ import annotations

import argparse
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from packages import Client, Package, fetch, sha256

VENDOR = Path(__file__).resolve().parent.parent / "mapapp" / "static" / "vendor"
DIGESTS = "DIGESTS.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What we take from a package."""

    package: Package
    files: tuple[str, ...]
    """Paths inside the package."""


TAKEN = (
    Taken(
        package=Package(
            client=Client.NPM,
            name="leaflet",
            version="1.9.4",
            sha256="84c65a256e50657896f54c33bd857b6849ebe94c817803be818bf32a3dde0b77",
        ),
        files=(
            "LICENSE",
            "dist/leaflet.js",
            "dist/leaflet.css",
            "dist/images/layers.png",
            "dist/images/layers-2x.png",
            "dist/images/marker-icon.png",
            "dist/images/marker-icon-2x.png",
            "dist/images/marker-shadow.png",
        ),
    ),
    Taken(
        package=Package(
            client=Client.NPM,
            name="protomaps-leaflet",
            version="5.1.0",
            sha256="0b45b08d0e6f7d39816415dbe6821d0556e7997ec716ed0123305cc1fe5a3fd8",
        ),
        files=("LICENSE", "dist/protomaps-leaflet.js"),
    ),
)


def vendor(folder: Path) -> None:
    """Write the files of all packages below `folder`, and DIGESTS.txt."""
    with tempfile.TemporaryDirectory() as temporary:
        for taken in TAKEN:
            _unpack(taken, fetch(taken.package, Path(temporary)), folder / taken.package.name)
    lines = [f"{sha256(path)}  {path.relative_to(folder).as_posix()}\n" for path in vendored(folder)]
    (folder / DIGESTS).write_text("".join(lines), encoding="utf-8")


def vendored(folder: Path) -> list[Path]:
    """The vendored files, in order, without the list of digests."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != DIGESTS)


def differences(folder: Path) -> list[str]:
    """What differs between the files and DIGESTS.txt, one sentence each; empty when all is well."""
    known = {}
    for line in (folder / DIGESTS).read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        known[name] = digest
    here = {path.relative_to(folder).as_posix(): sha256(path) for path in vendored(folder)}
    said = [f"{name} is listed and not there." for name in known.keys() - here.keys()]
    said += [f"{name} is there and not listed." for name in here.keys() - known.keys()]
    said += [f"{name} has other bytes." for name in known.keys() & here.keys() if known[name] != here[name]]
    return sorted(said)


def _unpack(taken: Taken, archive: Path, folder: Path) -> None:
    with tarfile.open(archive) as opened:
        for name in taken.files:
            member = opened.extractfile(f"package/{name}")
            if member is None:
                raise FileNotFoundError(f"{taken.package.name} has no file {name}")
            target = folder / name.removeprefix("dist/")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(member.read())


def main() -> int:
    """Write or check; answers the exit status."""
    arguments = argparse.ArgumentParser(description="Vendor the front-end files in use.")
    arguments.add_argument("--check", action="store_true", help="only compare with DIGESTS.txt")
    if not arguments.parse_args().check:
        vendor(VENDOR)
    said = differences(VENDOR)
    print("\n".join(said) or f"{len(vendored(VENDOR))} files as listed.")
    return 1 if said else 0


if __name__ == "__main__":
    raise SystemExit(main())
