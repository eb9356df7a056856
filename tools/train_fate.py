"""Makes mapapp/extract/counts/fate/weights.npz: how much each feature says for what befell the persons of a figure.

    PYTHONPATH=. python tools/train_fate.py

Learns from tools/toll_sentences.txt (sentences with their figures marked, as "[nine people|K] died"; written for this
project). The same sentences, rules and language model give the same file. Train anew when the sentences change, or the
rules of `mapapp/extract/counts` much: what they say is one of the features.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from softmax import Example, Settings, averaged, fit, likeliest, write

from mapapp import language
from mapapp.extract.counts import everybody_in, seen_in
from mapapp.extract.counts.fate.features import dense, sparse
from mapapp.extract.counts.fate.model import FILE
from mapapp.extract.counts.fate.seen import ASIDE, BOTH, INJURED, KILLED, NOTHING, OLDER, OTHER, PART, Seen
from mapapp.sentence import Sentence

SENTENCES = Path(__file__).with_name("toll_sentences.txt")
FOLDS = 4
MARK = re.compile(r"\[([^\[\]|]*)\|([A-Z]+)\]")
FATES = {
    "K": KILLED,
    "KP": f"{KILLED}-{PART}",
    "KO": f"{KILLED}-{OLDER}",
    "I": INJURED,
    "IP": f"{INJURED}-{PART}",
    "IO": f"{INJURED}-{OLDER}",
    "KI": BOTH,
    "M": "missing",
    "D": "displaced",
    "A": "detained",
    "F": "infected",
    "R": "rescued",
    "P": OTHER,
    "X": ASIDE,
    "N": NOTHING,
}
"""The marks of the file."""
SETTINGS = Settings(codes=tuple(FATES.values()), epochs=30, decay=1e-4, scale=2.0)


@dataclass(frozen=True, slots=True)
class Marked:
    """A line of the file."""

    text: str
    marks: tuple[tuple[int, int, str], ...]
    """Begin, end and fate of each figure."""


def marked(line: str) -> Marked:
    """The sentence of a line and its marks."""
    text, marks, at = "", [], 0
    for match in MARK.finditer(line):
        text += line[at : match.start()]
        marks.append((len(text), len(text) + len(match[1]), FATES[match[2]]))
        text += match[1]
        at = match.end()
    return Marked(text + line[at:], tuple(marks))


def examples(lines: Sequence[str]) -> Iterator[list[Example]]:
    """For each line an example for each figure that the program sees in it."""
    read = [marked(line) for line in lines]
    docs = language.parsed(language.entities(one.text for one in read))
    for one, doc in zip(read, docs, strict=True):
        yield [example for sentence in doc.sents for example in _of_sentence(one, sentence)]


def _of_sentence(one: Marked, sentence: Sentence) -> Iterator[Example]:
    seen = seen_in(everybody_in(sentence), year=None)
    for at, each in enumerate(seen):
        fate = _fate(one, sentence.start_char, each)
        yield Example(frozenset(sparse(seen, at)), dense(each.figure), (fate,))


def _fate(one: Marked, start: int, seen: Seen) -> str:
    """The fate of the mark that shares most letters with the figure; NOTHING where none does."""
    begin, end = start + seen.figure.begin, start + seen.figure.end
    shared = [(min(end, last) - max(begin, first), fate) for first, last, fate in one.marks]
    most = max(shared, default=(0, NOTHING))
    return most[1] if most[0] > 0 else NOTHING


def cross_validated(learnt: Sequence[Sequence[Example]]) -> tuple[float, float]:
    """Shares of figures with the right fate: by the rules alone, and by the model's likeliest."""
    rules = model = total = 0
    for fold in range(FOLDS):
        fitted = fit([one for n, some in enumerate(learnt) if n % FOLDS != fold for one in some], SETTINGS)
        for one in (one for some in learnt[fold::FOLDS] for one in some):
            total += 1
            rules += f"rule={one.codes[0]}" in one.features
            model += likeliest(fitted, one) == one.codes[0]
    return rules / total, model / total


def main() -> None:
    """Cross-validate, print how well it does, learn from all and write the file."""
    learnt = list(examples(SENTENCES.read_text(encoding="utf-8").splitlines()))
    rules, model = cross_validated(learnt)
    print(f"{len(learnt)} sentences; right in {FOLDS} folds: by rules {rules:.3f}, learned {model:.3f}")
    write(averaged([one for some in learnt for one in some], SETTINGS), FILE)


if __name__ == "__main__":
    main()
