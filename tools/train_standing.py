"""Makes mapapp/extract/standing/weights.npz: how much each feature says for how real a sentence's event is.

    PYTHONPATH=. python tools/train_standing.py

Learns from tools/standing_sentences.tsv (standing, kind, sentence; written for this project), from the sentences
of tools/told_reports.jsonl that tell an incident or its background, and from some of tools/event_sentences.tsv in which
somebody says that something happened: without these “the army said its men had taken the base” sounds like a denial.
The same sentences and language model give the same file.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from softmax import Example, Settings, averaged, fit, likeliest, write

from mapapp import language
from mapapp.extract.standing.features import dense, sparse
from mapapp.extract.standing.model import CODES, DENIED, DONE, FILE, NONE

TO_COME = "planned"
SENTENCES = Path(__file__).with_name("standing_sentences.tsv")
REPORTS = Path(__file__).with_name("told_reports.jsonl")
EVENTS = Path(__file__).with_name("event_sentences.tsv")
SAYING = re.compile(r"\b(?:said|says|told|announced|claimed|confirmed|reported|wrote|according)\b")
SAID = 900
"""So many of the sentences in which somebody says what happened: many more, and announcements are heard less well."""
STATUSES = {"reported": DONE, "claimed": DONE, "planned": TO_COME, "denied": DENIED}
"""Of the reports; a disputed incident is told as done by one sentence and denied by another."""
FOLDS = 4
SETTINGS = Settings(codes=CODES, epochs=30, decay=1e-4, scale=3.0)


def written(file: Path = SENTENCES) -> Iterator[tuple[str, str]]:
    """(standing, sentence) of the file."""
    for line in file.read_text(encoding="utf-8").splitlines():
        standing, kind, sentence = line.split("\t")
        yield _code(standing, kind), sentence


def _code(standing: str, kind: str) -> str:
    return f"{standing} {kind.removeprefix('violence_against_')}" if standing == TO_COME else standing


def told() -> Iterator[tuple[str, str]]:
    """The same of the reports: of each incident the sentence with the words that tell it best."""
    for line in REPORTS.read_text(encoding="utf-8").splitlines():
        report = json.loads(line)
        for incident in report["incidents"]:
            sentence = next((one for one in incident["sentences"] if incident["quote"] in one), None)
            if sentence and incident["status"] in STATUSES:
                yield _code(STATUSES[incident["status"]], incident["type"]), sentence
        yield from ((NONE, sentence) for sentence in report["background"])


def said() -> Iterator[tuple[str, str]]:
    """Sentences in which somebody says what happened."""
    rows = (line.split("\t") for line in EVENTS.read_text(encoding="utf-8").splitlines())
    found = [row[-1] for row in rows if row[0] != "none" and SAYING.search(row[-1])]
    yield from ((DONE, sentence) for sentence in found[:: len(found) // SAID])


def examples(lines: Sequence[tuple[str, str]]) -> list[Example]:
    """The sentences as the program will see them."""
    docs = language.parsed(language.entities(text for _, text in lines))
    wholes = (max(doc.sents, key=len) for doc in docs)
    return [
        Example(frozenset(sparse(whole)), dense(whole), (standing,))
        for (standing, _), whole in zip(lines, wholes, strict=True)
    ]


def confusion(learnt: Sequence[Example]) -> Counter[tuple[str, str]]:
    """(what it is, what it is taken for) over the folds."""
    found: Counter[tuple[str, str]] = Counter()
    for fold in range(FOLDS):
        fitted = fit([one for n, one in enumerate(learnt) if n % FOLDS != fold], SETTINGS)
        found.update((one.codes[0], likeliest(fitted, one)) for one in learnt[fold::FOLDS])
    return found


def main() -> None:
    """Cross-validate, print how well it does, learn from all and write the file."""
    learnt = examples([*written(), *told(), *said()])
    found = confusion(learnt)
    for code in CODES:
        right, all_of, taken = (
            found[code, code],
            sum(found[code, other] for other in CODES),
            sum(found[other, code] for other in CODES),
        )
        print(f"{code}: {all_of}; precision {right / max(taken, 1):.3f}, recall {right / max(all_of, 1):.3f}")
    write(averaged(learnt, SETTINGS), FILE)


if __name__ == "__main__":
    main()
