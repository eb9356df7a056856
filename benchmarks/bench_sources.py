"""Files to reports: speed and memory of our readers beside the bare library that each of them uses.

    python -m benchmarks.bench_sources [--many 1000] [KIND ...]

Every line is a process of its own: CPU seconds of the work, and how much the peak of memory grew by it.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable
from email import policy
from email.parser import BytesParser
from functools import partial
from pathlib import Path

import docx
import openpyxl
import trafilatura
from pypdf import PdfReader
from warcio.archiveiterator import ArchiveIterator

from mapapp.domain.arrival import Arrival, SetAside
from mapapp.intake.files import arrivals, pieces
from tests.cases.pages import PAGES
from tests.intake.files.builders import a_docx, a_letter, a_page, a_pdf, a_warc, an_xlsx

WORDS = (
    "police", "killed", "bomb", "city", "Wednesday", "three", "people", "hospital", "market", "street", "officials",
    "said", "wounded", "province",
)  # fmt: skip


def _text(seed: int, paragraphs: int = 12) -> str:
    """A made-up story of a usual length."""
    draw = random.Random(seed)
    return "\n".join(" ".join(draw.choices(WORDS, k=40)).capitalize() + "." for _ in range(paragraphs))


def _pages(many: int) -> Iterable[bytes]:
    """The pages of the tests with a story in each, and a menu of a usual size."""
    menu = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(150))
    for number in range(many):
        yield a_page(_text(number), head="<style>a{b:c}</style>" * 20, around=f"<div class='nav'><ul>{menu}</ul></div>")


def make(case: str, folder: Path, many: int) -> Path:
    """Write what is to be read."""
    path = folder / case
    if case == "html":
        path.mkdir()
        for number, content in enumerate(_pages(many)):
            (path / f"{number:06}.html").write_bytes(content)
    elif case == "zip":
        path = folder / "a.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            for number, content in enumerate(_pages(2 * many)):
                packed.writestr(f"{number:06}.html", content)
    elif case == "jsonl":
        path = folder / "a.jsonl"
        with path.open("w") as out:
            out.writelines(json.dumps({"text": _text(n), "date": "2016-12-14"}) + "\n" for n in range(20 * many))
    elif case == "json":
        path = folder / "a.json"
        path.write_text(json.dumps([{"text": _text(n), "date": "2016-12-14"} for n in range(20 * many)]))
    elif case == "csv":
        path = folder / "a.csv"
        with path.open("w", newline="") as out:
            csv.writer(out).writerows([["text", "date"], *([_text(n), "2016-12-14"] for n in range(20 * many))])
    elif case == "xlsx":
        path = folder / "a.xlsx"
        path.write_bytes(an_xlsx({"s": [["text", "date"], *([_text(n), "2016-12-14"] for n in range(2 * many))]}))
    elif case == "warc":
        path = folder / "a.warc.gz"
        path.write_bytes(
            a_warc(*((f"https://d.example/{n}", "text/html", page) for n, page in enumerate(_pages(many // 2))))
        )
    else:
        path.mkdir()
        for number in range(many // 5):
            lines = "\n".join(line[i : i + 90] for line in _text(number).split("\n") for i in range(0, len(line), 90))
            content = {
                "pdf": lambda lines=lines: a_pdf(lines, lines),
                "docx": lambda number=number: a_docx(*_text(number).split("\n")),
                "eml": lambda number=number: a_letter(_text(number)).as_bytes(),
            }[case]()
            (path / f"{number:06}.{case}").write_bytes(content)
    return path


def ours(path: Path, *, read: bool) -> int:
    """All reports of a path; or, without reading them, all pieces."""
    count = 0
    for piece in pieces([path]):
        if isinstance(piece, SetAside):
            raise TypeError(piece.reason)
        count += sum(isinstance(found, Arrival) for found in arrivals(piece)) if read else 1
    return count


def _files(path: Path) -> Iterable[bytes]:
    return (file.read_bytes() for file in sorted(path.iterdir()))


def _zip(path: Path) -> int:
    with zipfile.ZipFile(path) as packed:
        return sum(bool(packed.read(name)) for name in packed.namelist())


def _jsonl(path: Path) -> int:
    with path.open("rb") as lines:
        return sum(bool(json.loads(line)) for line in lines)


def _csv(path: Path) -> int:
    with path.open(newline="") as rows:
        return sum(1 for _ in csv.DictReader(rows))


def _xlsx(path: Path) -> int:
    return sum(1 for _ in openpyxl.load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True))


def _warc(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(bool(one.content_stream().read()) for one in ArchiveIterator(stream) if one.rec_type == "response")


def _html(path: Path) -> int:
    read = partial(trafilatura.bare_extraction, with_metadata=True, include_comments=False)
    return sum(bool(read(content)) for content in _files(path))


def _pdf(path: Path) -> int:
    readers = (PdfReader(io.BytesIO(content)) for content in _files(path))
    return sum(bool([page.extract_text() for page in reader.pages]) for reader in readers)


def _docx(path: Path) -> int:
    documents = (docx.Document(io.BytesIO(content)) for content in _files(path))
    return sum(bool([paragraph.text for paragraph in one.paragraphs]) for one in documents)


def _eml(path: Path) -> int:
    letters = (BytesParser(policy=policy.default).parsebytes(content) for content in _files(path))
    return sum(bool(letter.get_body().get_content()) for letter in letters)


def _json(path: Path) -> int:
    return len(json.loads(path.read_bytes()))


BARE: dict[str, tuple[str, Callable[[Path], int]]] = {
    "html": ("trafilatura", _html),
    "pdf": ("pypdf", _pdf),
    "docx": ("python-docx", _docx),
    "eml": ("email", _eml),
    "zip": ("zipfile", _zip),
    "jsonl": ("json", _jsonl),
    "json": ("json, all at once", _json),
    "csv": ("csv", _csv),
    "xlsx": ("openpyxl", _xlsx),
    "warc": ("warcio", _warc),
}
DIVIDED = ("zip", "jsonl", "json", "csv", "xlsx", "warc")
"""Of these the pieces are made, not the reports: what the queue is fed with."""


def one(who: str, case: str, path: Path) -> None:
    """Read it all, once, and print what it took."""
    work = (lambda: ours(path, read=case not in DIVIDED)) if who == "ours" else (lambda: BARE[case][1](path))
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    count = work()
    took = time.process_time() - begun
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"count": count, "seconds": took, "mb": (after - before) / 1024}))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--many", type=int, default=1000, help="pages; of the others more or fewer")
    arguments.add_argument("kinds", nargs="*", metavar="KIND", help=f"of {', '.join(BARE)}; all where none is named")
    options = arguments.parse_args()
    many = options.many
    print(f"{len(PAGES)} pages by hand: tests/intake/files/test_pages.py. Below: made-up stories of 480 words.")
    print(
        f"{'kind':<8}{'bytes':>13}{'items':>9}{'ours /s':>10}{'bare /s':>10}{'ratio':>8}{'MB':>7}{'MB bare':>9}  bare"
    )
    for case in options.kinds or BARE:
        with tempfile.TemporaryDirectory() as folder:
            path = make(case, Path(folder), many)
            size = sum(f.stat().st_size for f in (path.iterdir() if path.is_dir() else [path]))
            mine, bare = (_run(who, case, path) for who in ("ours", "bare"))
        rates = [done["count"] / max(done["seconds"], 1e-6) for done in (mine, bare)]
        print(
            f"{case:<8}{size:>13,}{mine['count']:>9,}{rates[0]:>10,.0f}{rates[1]:>10,.0f}{rates[0] / rates[1]:>8.2f}"
            f"{mine['mb']:>7.0f}{bare['mb']:>9.0f}  {BARE[case][0]}",
            flush=True,
        )


def _run(who: str, case: str, path: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.bench_sources", "--one", who, case, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], sys.argv[3], Path(sys.argv[4]))
    else:
        main()
