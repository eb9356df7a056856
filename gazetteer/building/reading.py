"""Read GeoNames files line by line, with checkpoints, and keep what can't be read apart."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence

from gazetteer.building.work import Work
from gazetteer.errors import DumpMistaken
from gazetteer.recipe import Input
from gazetteer.sources.dump_lines import Line, lines, size_of
from gazetteer.sources.geonames_dump import BrokenRow

CHECKPOINT = 100_000
"""Lines; so many are read again at most when a build goes on."""
BATCH = 10_000
CLEARLY_WRONG = 1_000
"""Broken rows after which a file that has more of them than good ones is taken for another kind of file."""

Take = Callable[[Input, bytes], None]
"""Does something with a line; raises BrokenRow."""


def read_all(
    work: Work, step: str, inputs: Sequence[Input], take: Take, keep: Callable[[], None] = lambda: None
) -> Iterator[float]:
    """Give every line to `take`, go on where an earlier build was, and make checkpoints.

    `keep` hands over what `take` collected besides places. Raises DumpMistaken.
    """
    state = work.file.state(step) or {"file": 0, "line": 0, "byte": 0}
    whole = sum(size_of(each.path) for each in inputs) or 1
    before = sum(size_of(each.path) for each in inputs[: state["file"]])
    for at in range(state["file"], len(inputs)):
        each = inputs[at]
        start = state if at == state["file"] else {"line": 0, "byte": 0}
        end = start["byte"]
        reading = lines(each.path, after_line=start["line"], from_byte=start["byte"])
        for batch in _batches(reading):
            for number, _, line in batch:
                try:
                    take(each, line)
                except BrokenRow as problem:
                    note_broken(work, each, number, str(problem), line)
            number, end, _ = batch[-1]
            work.tally[f"read: {each.path.name}"] += len(batch)
            if number % CHECKPOINT == 0:
                keep()
                work.checkpoint(step, {"file": at, "line": number, "byte": end})
            yield (before + end) / whole
        keep()
        _refuse_if_all_broken(work, each, end)
        before += end
        work.checkpoint(step, {"file": at + 1, "line": 0, "byte": 0})


def _refuse_if_all_broken(work: Work, each: Input, end: int) -> None:
    broken = work.connection.execute("SELECT count(*), min(reason) FROM broken WHERE file = ?", (each.path.name,))
    number, reason = broken.fetchone()
    if end == 0:
        raise DumpMistaken(f"{each.path} is empty; fetch it again")
    if number and number == _lines_read(work, each):
        raise unreadable(each, reason)


def unreadable(each: Input, reason: str) -> DumpMistaken:
    """What is said of a file of another kind; `reason`: why one of its lines can't be read."""
    return DumpMistaken(f"{each.path} is no GeoNames file of {each.role}: none of its lines can be read ({reason})")


def _lines_read(work: Work, each: Input) -> int:
    what = f"read: {each.path.name}"
    kept = work.connection.execute("SELECT number FROM tally WHERE what = ?", (what,)).fetchone()
    return work.tally[what] + (int(kept[0]) if kept else 0)


def _batches(reading: Iterator[Line]) -> Iterator[list[Line]]:
    while batch := list(itertools.islice(reading, BATCH)):
        yield batch


def note_broken(work: Work, each: Input, number: int, reason: str, line: bytes) -> None:
    """Put a row that can't be read on the list. Raises DumpMistaken when the file is clearly of another kind."""
    if not line.strip():
        return
    start = line[:200].decode("utf-8", "replace").replace("\0", "\N{REPLACEMENT CHARACTER}")
    work.connection.execute("INSERT INTO broken VALUES (?,?,?,?)", (each.path.name, number, reason, start))
    work.tally["broken"] += 1
    if work.tally["broken"] >= CLEARLY_WRONG and work.tally["broken"] * 2 > number:
        raise DumpMistaken(
            f"{each.path} is no GeoNames file of {each.role}: of its first {number:,} lines most can't be read"
            f" (line {number}: {reason})"
        )
