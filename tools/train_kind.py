"""Makes mapapp/extract/kind/weights.npz: how much each feature says for each kind of event.

    PYTHONPATH=. python tools/train_kind.py

Learns from tools/event_sentences.tsv (codes, the words that tell, the sentence; written for this project). Takes
about half an hour, most of it for the cross-validation; the same sentences, table and language model give the same
weights but for rounding. Train anew when the sentences or the table of event types change much; a row more in the table
needs no training.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from softmax import Example, Settings, averaged, fit, likeliest, mean_of, write

from mapapp import language
from mapapp.domain.event_types import EVENT_TYPES
from mapapp.extract.kind.features import dense, sparse
from mapapp.extract.kind.model import FILE, NONE
from mapapp.extract.predicates import EventWords
from mapapp.sentence import ParsedText, Sentence

SENTENCES = Path(__file__).with_name("event_sentences.tsv")
FOLDS = 4
EARLIER = 18_755
"""The mean of the models of the first so many sentences and of all is kept: docs/decisions/0015 says why."""
SETTINGS = Settings(codes=(NONE, *EVENT_TYPES), epochs=40, decay=1e-4, scale=3.0)
"""Between 30 and 60 epochs, and with vectors scaled by 2 to 4, little changes."""


def examples(file: Path = SENTENCES) -> Iterator[Example]:
    """The sentences of the file as the program will see them."""
    lines = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
    words = EventWords()
    for (codes, _, _), doc in zip(lines, language.parsed(language.entities(text for *_, text in lines)), strict=True):
        yield _example(tuple(codes.split("|")), doc, words)


def _example(codes: tuple[str, ...], doc: ParsedText, words: EventWords) -> Example:
    whole: Sentence = max(doc.sents, key=len)
    triggers = words.triggers(whole)
    return Example(frozenset(sparse(whole, triggers)), dense(whole), codes)


def cross_validated(learnt: Sequence[Example]) -> tuple[float, float]:
    """Shares of sentences whose likeliest kind is right: exactly, and by its group."""
    exact = group = 0
    for fold in range(FOLDS):
        fitted = fit([one for n, one in enumerate(learnt) if n % FOLDS != fold], SETTINGS)
        for one in learnt[fold::FOLDS]:
            code = likeliest(fitted, one)
            exact += code in one.codes
            group += code.partition(".")[0] in {c.partition(".")[0] for c in one.codes}
    return exact / len(learnt), group / len(learnt)


def main() -> None:
    """Cross-validate, print how well it does, learn from all and write the file."""
    learnt = list(examples())
    exact, group = cross_validated(learnt)
    print(f"{len(learnt)} sentences; right in {FOLDS} folds: kind {exact:.3f}, group {group:.3f}")
    write(mean_of([averaged(learnt[:EARLIER], SETTINGS), averaged(learnt, SETTINGS)]), FILE)


if __name__ == "__main__":
    main()
