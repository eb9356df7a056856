"""python -m gazetteer find | reverse | table | add | layers | remove | build | check"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gazetteer.answers import as_json, reverse
from gazetteer.area import country_of
from gazetteer.build_command import add_options
from gazetteer.check import check
from gazetteer.commands import layers, reverse_table, table
from gazetteer.coordinates import made_point, point_of
from gazetteer.damage import damage_told
from gazetteer.decision import Verdict, decide
from gazetteer.errors import GazetteerError
from gazetteer.finding import find
from gazetteer.lookup import Gazetteer, default_path
from gazetteer.online import find_online

LONGEST_SHOWN = 80
DOUBTS = {
    Verdict.SURE: "",
    Verdict.AMBIGUOUS: "gazetteer: several places of this name are about as likely\n",
    Verdict.UNKNOWN: "gazetteer: none of these is likely enough to answer with\n",
}
NEGATIVE = re.compile(r"-[\d.]")
SUCCESS, NOTHING_FOUND, MISTAKE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; answers 0, or 1 when nothing was found, or 2 with a sentence when it can't be done."""
    options = _parser().parse_args(_with_negative_numbers(sys.argv[1:] if arguments is None else arguments))
    try:
        with damage_told(options.file or default_path()):
            code = int(options.command(options))
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read our output has read enough
        return SUCCESS
    except (GazetteerError, OSError) as problem:
        _complain(str(problem))
        return MISTAKE
    return code


def _with_negative_numbers(arguments: Sequence[str]) -> list[str]:
    """Let "-33.9,18.4" through: what has a space before its sign, argparse does not take for an option."""
    return [f" {argument}" if NEGATIVE.match(argument) else argument for argument in arguments]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m gazetteer", description="Places of the world, offline.")
    parser.add_argument(
        "--file", type=Path, help="the gazetteer file (default: $GAZETTEER_FILE or data/gazetteer.sqlite)"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    finder = commands.add_parser("find", help="where is a place of this name?")
    finder.add_argument("name", nargs="+", help="a name in any script, or a point: 36.2, 37.16")
    finder.add_argument("--country", metavar="COUNTRY", help="only in this country: SY, SYR or Syria")
    finder.add_argument("--json", action="store_true", help="answer as a JSON array")
    finder.add_argument("--limit", type=_positive, default=10, help="at most so many answers (default: 10)")
    finder.add_argument(
        "--online", action="store_true", help="ask the service of $GAZETTEER_ONLINE for what is not known here"
    )
    finder.set_defaults(command=_find)

    reverse_table.add_to(commands, _reverse)

    add_options(commands.add_parser("build", help="make the gazetteer file from packages, and GeoNames dumps"))

    table.add_to(commands)

    checker = commands.add_parser("check", help="is the file whole and current, and what is in it?")
    checker.set_defaults(command=_check)
    layers.register(commands)
    return parser


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def _shown(name: str) -> str:
    return repr(name if len(name) <= LONGEST_SHOWN else f"{name[:LONGEST_SHOWN]}…")


def _find(options: argparse.Namespace) -> int:
    gazetteer, name = Gazetteer.open(options.file), " ".join(options.name)
    point = point_of(name)
    if point is not None:
        return _tell(reverse(gazetteer, point), as_array=options.json, nothing="nothing is known there")
    country = None if options.country is None else country_of(gazetteer, options.country)
    found = find(gazetteer, name, country=country, limit=options.limit)
    verdict = decide(found)
    known = [as_json(ranked.place, ranked) for ranked in found]
    if known:
        known[0]["verdict"] = verdict.value
    wanted = options.online and verdict is Verdict.UNKNOWN
    online = _find_online(name, country, options.limit, in_vain=not known) if wanted else []
    if known and not online:
        print(DOUBTS[verdict], end="", file=sys.stderr)
    answers = online or known
    for credit in dict.fromkeys(answer["attribution"] for answer in answers if "attribution" in answer):
        print(f"gazetteer: {credit}", file=sys.stderr)
    where = f" in {country}" if country else ""
    return _tell(answers, as_array=options.json, nothing=f"no place called {_shown(name)} is known{where}")


def _find_online(name: str, country: str | None, limit: int, *, in_vain: bool) -> list[dict[str, Any]]:
    """What the service knows. Why it can't be asked is told, and raised where nothing else is known (`in_vain`)."""
    try:
        return find_online(name, country=country, limit=limit, tell=_complain)
    except GazetteerError as problem:
        if in_vain:
            raise
        _complain(str(problem))
        return []


def _complain(sentence: str) -> None:
    print(f"gazetteer: {sentence}", file=sys.stderr)


def _reverse(options: argparse.Namespace) -> int:
    point = made_point(options.latitude, options.longitude)
    answers = reverse(Gazetteer.open(options.file), point)
    return _tell(answers, as_array=options.json, nothing="no land, and no town within 100 km")


def _tell(answers: list[dict[str, Any]], *, as_array: bool, nothing: str) -> int:
    if as_array:
        print(json.dumps(answers, ensure_ascii=False, indent=2))
    elif answers:
        print("\n".join(_lines(answers)))
    else:
        print(f"gazetteer: {nothing}", file=sys.stderr)
    return SUCCESS if answers else NOTHING_FOUND


def _lines(answers: list[dict[str, Any]]) -> list[str]:
    rows = [_cells(answer) for answer in answers]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row, answer in zip(rows, answers, strict=True):
        lines.append("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
        if "reasons" in answer and len(lines) == 1:
            lines += [f"      {reason['points']:+.2f}  {reason['sentence']}" for reason in answer["reasons"]]
    return lines


def _cells(answer: dict[str, Any]) -> list[str]:
    measure = f"{answer['score']:.2f}" if "score" in answer else ""
    measure = f"{answer['distance_km']:.1f} km away" if "distance_km" in answer else measure
    population = answer["population"]
    return [
        measure,
        str(answer["name"]),
        str(answer["kind"] or ""),
        ", ".join(filter(None, (answer["admin1"], answer["country_code"]))),
        f"{answer['lat']:.4f}, {answer['lon']:.4f}",
        "" if answer["radius_km"] is None else f"±{answer['radius_km']:g} km",
        f"{population:,} people" if population else "",
        str(answer["place_id"] or ""),
    ]


def _check(options: argparse.Namespace) -> int:
    findings = check(options.file)
    for finding in findings:
        print(("ok    " if finding.well else "WRONG ") + finding.sentence)
    return SUCCESS if all(finding.well for finding in findings) else NOTHING_FOUND


if __name__ == "__main__":
    sys.exit(main())
