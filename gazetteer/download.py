"""Fetch dumps from GeoNames: the only place in this package that goes online, and only when it is asked to."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

from tqdm import tqdm

from gazetteer.errors import DownloadFailed, UnknownCountry
from gazetteer.sources.geonames import countries

SITE = "https://download.geonames.org/export/dump/"
WHOLE_WORLD = "all"
LARGEST = 3 << 30
"""Bytes; GeoNames' largest file has about half a gigabyte."""
CHUNK = 1 << 18
PATIENCE = 60.0
"""Seconds without an answer."""
RESUMED = 206


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """Files that a gazetteer can be made from."""

    dumps: list[Path]
    alternate_names: list[Path]


def download(wanted: Sequence[str], folder: Path, *, site: str = SITE) -> Fetched:
    """Fetch the dumps of countries ("SY"), or of all, with their alternate names and the divisions' codes.

    What lies in the folder already is not fetched again: so files can be brought by hand. Raises UnknownCountry, and
    DownloadFailed, which names all that is missing.
    """
    codes = [code.upper() for code in wanted]
    if WHOLE_WORLD.upper() in codes:
        dumps, names = {"allCountries.zip": "allCountries.zip"}, {"alternateNamesV2.zip": "alternateNamesV2.zip"}
        beside = ["hierarchy.zip"]
    else:
        for code in codes:
            if code not in countries():
                raise UnknownCountry(f"no country has the code {code!r}; give two letters such as SY, or all")
        dumps = {f"{code}.zip": f"{code}.zip" for code in codes}
        names = {f"alternatenames-{code}.zip": f"alternatenames/{code}.zip" for code in codes}
        beside = []
    beside += ["admin1CodesASCII.txt", "admin2Codes.txt"]
    files = {**dumps, **names, **dict(zip(beside, beside, strict=True))}
    _fetch_all({folder / name: site + address for name, address in files.items()}, wanted)
    return Fetched(dumps=[folder / name for name in dumps], alternate_names=[folder / name for name in names])


def _fetch_all(files: dict[Path, str], wanted: Sequence[str]) -> None:
    missing = {path: address for path, address in files.items() if not path.is_file()}
    for path, address in missing.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _fetch(address, path)
        except DownloadFailed:
            raise
        except (urllib.error.URLError, HTTPException, ConnectionError, TimeoutError) as problem:
            reason = getattr(problem, "reason", problem)
            rest = "".join(f"\n  {there} as {here}" for here, there in missing.items() if not here.is_file())
            raise DownloadFailed(
                f"{address} can't be fetched ({reason}). From a computer that can, bring{rest}\n"
                f"and run again: python -m gazetteer build --download {' '.join(wanted)}"
            ) from problem


def _fetch(address: str, path: Path) -> None:
    """Into a file beside, which is moved when it is whole; one that broke off goes on where it stopped."""
    part, tag = path.with_name(f"{path.name}.part"), path.with_name(f"{path.name}.part-tag")
    request = urllib.request.Request(address)  # noqa: S310  a fixed https address
    if part.is_file() and tag.is_file():
        request.add_header("Range", f"bytes={part.stat().st_size}-")
        request.add_header("If-Range", tag.read_text())
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
        goes_on = answer.status == RESUMED
        tag.unlink(missing_ok=True)
        if mark := answer.headers.get("ETag") or answer.headers.get("Last-Modified"):
            tag.write_text(mark)
        before = part.stat().st_size if goes_on else 0
        told = answer.headers.get("Content-Length")
        whole = before + int(told) if told else None
        size = before
        with part.open("ab" if goes_on else "wb") as written, _bar(path, whole, before) as bar:
            while chunk := answer.read(CHUNK):
                size += len(chunk)
                if max(size, whole or 0) > LARGEST:
                    part.unlink()
                    raise DownloadFailed(f"{address} is larger than {LARGEST >> 30} GB; no file of GeoNames is")
                written.write(chunk)
                bar.update(len(chunk))
    if whole is not None and size != whole:
        raise ConnectionError(f"it broke off after {size:,} of {whole:,} bytes")
    part.replace(path)
    with suppress(OSError):
        tag.unlink()


def _bar(path: Path, whole: int | None, before: int) -> tqdm[None]:
    return tqdm(total=whole, initial=before, desc=path.name, unit="B", unit_scale=True)
