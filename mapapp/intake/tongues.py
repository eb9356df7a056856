"""Tell for each block of a document in which language it is written.

English is what the tool reads best, so that a text counts as foreign only when that is nearly sure. Most English is
known by its small words alone; the rest is weighed by py3langid, whose model is loaded when first needed
(docs/decisions/0009-tongues.md has why, and how often it errs).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from mapapp.domain.document import Block, BlockKind, Document
from mapapp.domain.tongue import READ, Tongue
from mapapp.intake.scripts import NONE, TABLE, main_script, script_of

SURE = 0.8
"""Of a whole document: a language less likely than this, 0 to 1, is not known."""
SURE_ALONE = 0.95
"""Of one block in a document of another language."""
LEAST_LETTERS = 20
"""In a document; less cannot be told apart."""
LEAST_LETTERS_ALONE = 40
"""In a block which is to be of another language than its document."""
SAMPLE_BLOCKS, SAMPLE_CHARACTERS = 24, 250
"""Of a document; more text makes nothing surer."""
LEAST_ENGLISH, LEAST_ENGLISH_SHARE = 3, 0.08
"""Different small words, and the share of all words, which make a text English."""

NO_LANGUAGE = "zxx"
"""What the model says of numbers and addresses."""

_ENGLISH_WORDS = frozenset(TABLE["english"])
_READ = frozenset(TABLE["read_as_english"])
_WORD = re.compile(r"[^\W\d_]+")
_LINK = re.compile(r"\S*(?:://|@|www\.)\S*|#\w+")


def told_apart(document: Document) -> Document:
    """The document with the tongue of each block, and with its report's language where that was not given.

    The report's language stays None where it cannot be told. Furniture follows the document: it is not read.
    """
    blocks = document.blocks
    scripts = [main_script(document.of(block)) for block in blocks]
    whole = {script: _whole(document, script, scripts) for script in dict.fromkeys(scripts)}
    tongues = [_tongue(document, block, script, whole[script]) for block, script in zip(blocks, scripts, strict=True)]
    language = document.report.language or _main_language(blocks, tongues)
    marked = tuple(replace(block, tongue=tongue) for block, tongue in zip(blocks, tongues, strict=True))
    return Document(report=replace(document.report, language=language), blocks=marked)


def language_of(text: str) -> tuple[str | None, float]:
    """The likeliest language of a text (BCP-47) and how likely it is, 0 to 1; None where there are no words.

    Links, hashtags and addresses are left out: they are in no language.
    """
    words = " ".join(_LINK.sub(" ", text).split())
    if not _WORD.search(words):
        return None, 0.0
    if _plainly_english(words):
        return READ, 1.0
    # Half a letter, from a browser, would not encode.
    ranked = _ranker()(words.encode("utf-8", "replace").decode("utf-8"))
    best = ranked[0][0]
    if best == NO_LANGUAGE:
        return None, 0.0
    if best in _READ:
        return READ, float(ranked[0][1])
    together = next((group for group in TABLE["near"] if best in group), [best])
    return TABLE["same"].get(best, best), float(sum(likely for code, likely in ranked if code in together))


def _plainly_english(words: str) -> bool:
    found = [word.lower() for word in _WORD.findall(words)]
    small = [word for word in found if word in _ENGLISH_WORDS]
    return len(set(small)) >= LEAST_ENGLISH and len(small) >= LEAST_ENGLISH_SHARE * len(found)


def _whole(document: Document, script: str, scripts: Sequence[str]) -> str | None:
    """The language of all that a document has in one script; None where that is not sure."""
    given = (document.report.language or "").partition("-")[0].lower()
    if given and script == _main(document.blocks, scripts):
        return given
    bodies = [
        document.of(block)[:SAMPLE_CHARACTERS]
        for block, own in zip(document.blocks, scripts, strict=True)
        if own == script and block.kind is not BlockKind.BOILERPLATE
    ]
    sample = "\n".join(bodies[:: max(1, len(bodies) // SAMPLE_BLOCKS)])
    language, likely = language_of(sample) if script != NONE else (None, 0.0)
    if likely >= SURE and (script != "Latn" or language == READ or _letters(sample) >= LEAST_LETTERS):
        return language
    usual: str | None = TABLE["usual"].get(script)
    return usual


def _tongue(document: Document, block: Block, script: str, whole: str | None) -> Tongue:
    """What a block is in: as the rest of its script in the document, unless it is surely something else."""
    text = document.of(block)
    if block.kind is BlockKind.BOILERPLATE or script == NONE or _letters(text) < LEAST_LETTERS_ALONE:
        return Tongue(language=whole, script=script)
    language, likely = language_of(text)
    sure = SURE if language == READ or whole is None else SURE_ALONE
    return Tongue(language=language if likely >= sure else whole, script=script)


def _letters(text: str) -> int:
    return sum(script_of(character) != NONE for character in text[:1_000])


def _main(blocks: Sequence[Block], scripts: Sequence[str]) -> str:
    """The script of most of a document."""
    sizes: Counter[str] = Counter()
    for block, script in zip(blocks, scripts, strict=True):
        if script != NONE:
            sizes[script] += block.span.end - block.span.start
    return sizes.most_common(1)[0][0] if sizes else NONE


def _main_language(blocks: Sequence[Block], tongues: Sequence[Tongue]) -> str | None:
    """The language of most of a document; None where that is not known."""
    sizes: Counter[str | None] = Counter()
    for block, tongue in zip(blocks, tongues, strict=True):
        if tongue.script != NONE and block.kind is not BlockKind.BOILERPLATE:
            sizes[tongue.language] += block.span.end - block.span.start
    return sizes.most_common(1)[0][0] if sizes else None


@lru_cache(maxsize=1)
def _ranker() -> Callable[[str], list[tuple[str, float]]]:
    """The model of 139 languages; loading it takes a second and 80 MB, once a process."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  most texts do without

    rank: Callable[[str], list[tuple[str, float]]] = LanguageIdentifier.from_model_file(
        MODEL_FILE, norm_probs=True
    ).rank
    return rank
