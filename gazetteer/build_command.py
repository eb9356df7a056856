"""python -m gazetteer build"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from gazetteer.build import build
from gazetteer.building.target import refuse_no_file, refuse_other_file
from gazetteer.check import current
from gazetteer.errors import BuildBusy, DumpMissing, GazetteerError
from gazetteer.lookup import Gazetteer, default_path
from gazetteer.recipe import Recipe, recorded

SUCCESS, INTERRUPTED = 0, 130
BRING = "bring it back, name it anew with --geonames FILE, or leave the dump out with --packaged"


def add_options(builder: argparse.ArgumentParser) -> None:
    """The options of the command."""
    add = builder.add_argument
    add("--geonames", type=Path, nargs="+", metavar="FILE", default=[], help="GeoNames dumps: allCountries.txt, SY.zip")
    add("--download", nargs="+", metavar="CC", default=[], help="fetch the dumps of these countries, or of all")
    add("--alternate-names", type=Path, nargs="+", metavar="FILE", default=[], help="alternateNamesV2.zip")
    add("--admin1-codes", type=Path, metavar="FILE", help="admin1CodesASCII.txt (default: beside the dump)")
    add("--admin2-codes", type=Path, metavar="FILE", help="admin2Codes.txt (default: beside the dump)")
    add("--hierarchy", type=Path, metavar="FILE", help="hierarchy.txt or .zip (default: beside the dump)")
    add("--only", action="store_true", help="the dump's places alone, without the packages'")
    add("--packaged", action="store_true", help="the packages' places alone, without the dump that was in the file")
    add("--force", action="store_true", help="even when it is current, or the file is no gazetteer")
    add("--out", type=Path, metavar="FILE", help="where to write it")
    builder.set_defaults(command=build_command)


def build_command(options: argparse.Namespace) -> int:
    """Build the file that the options ask for; answers the exit status.

    Raises NotWritten where another program's file would be lost; --force writes over any file.
    """
    path: Path = options.out or options.file or default_path()
    refuse_no_file(path)
    if not options.force:
        refuse_other_file(path)
    try:
        recipe = _wanted(options, path)
        if not options.force and current(path) and _same(recipe, path):
            print(f"{path} is current; nothing to do (--force builds it anyway)")
            return SUCCESS
        summary = build(path, recipe=recipe)
    except (DumpMissing, BuildBusy) as problem:
        return _kept(options, path, problem)
    except KeyboardInterrupt:
        print("\ngazetteer: stopped; a build with a dump goes on when the same is run again", file=sys.stderr)
        return INTERRUPTED
    for sentence in summary.sentences():
        print(sentence)
    print(f"{path}: {path.stat().st_size / 1e6:.0f} MB, {Gazetteer.open(path).about['places']} places")
    return SUCCESS


def _wanted(options: argparse.Namespace, path: Path) -> Recipe | None:
    """None: as the file there was made."""
    dumps, names = list(options.geonames), list(options.alternate_names)
    if options.download:
        from gazetteer.download import download  # noqa: PLC0415  nothing that opens sockets is imported unasked

        fetched = download(options.download, path.absolute().parent / "geonames")
        dumps, names = dumps + fetched.dumps, names + fetched.alternate_names
    if options.packaged and dumps:
        raise GazetteerError("--packaged leaves every dump out; give it without --geonames and --download")
    if options.packaged:
        return Recipe()
    if dumps:
        return Recipe.of(
            dumps,
            packages=not options.only,
            alternate_names=names,
            admin1_codes=options.admin1_codes,
            admin2_codes=options.admin2_codes,
            hierarchy=options.hierarchy,
        )
    if names or options.only or options.admin1_codes or options.admin2_codes or options.hierarchy:
        raise GazetteerError("these options go with a dump; name it with --geonames FILE")
    return None


def _same(recipe: Recipe | None, path: Path) -> bool:
    return recipe is None or recipe.identity == recorded(path).identity


def _kept(options: argparse.Namespace, path: Path, problem: GazetteerError) -> int:
    """Keep a file that still opens, rather than throw a dump away that was not named again."""
    named = options.geonames or options.download or options.packaged or options.force
    missing = isinstance(problem, DumpMissing)
    advice = f"; {BRING}" if missing and not named else ""
    try:
        Gazetteer.open(path)
    except GazetteerError:
        named = True
    if named:
        raise type(problem)(f"{problem}{advice}") from problem
    print(f"gazetteer: {problem}{advice}. Until then {path} stays as it is", file=sys.stderr)
    return SUCCESS
