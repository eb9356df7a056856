"""What the tool cannot do with a document's languages, in sentences for its reader."""

from __future__ import annotations

from babel import Locale

from mapapp.domain.document import Block, BlockKind, Document
from mapapp.domain.tongue import Tongue

NAMES_OF_SCRIPT = {
    "Arab": "Place names that the gazetteer knows are shown",
    **dict.fromkeys(("Latn", "Cyrl", "Grek"), "Only countries and large towns that it names are shown"),
}
"""What is done with a script (ISO 15924); nothing with any other."""
NOTHING = "Its place names cannot be read"
ONLY_ENGLISH = "incidents can be read from English text only"


def limits_of(document: Document) -> tuple[str, ...]:
    """One sentence or two for each language of a document that is not English, the most used first."""
    read = [block for block in document.blocks if block.kind is not BlockKind.BOILERPLATE]
    foreign: dict[Tongue, list[Block]] = {}
    for block in read:
        if not block.tongue.is_english:
            foreign.setdefault(block.tongue, []).append(block)
    ordered = sorted(foreign.items(), key=lambda pair: -sum(b.span.end - b.span.start for b in pair[1]))
    return tuple(_sentence(tongue, len(blocks), len(read)) for tongue, blocks in ordered)


def _sentence(tongue: Tongue, blocks: int, total: int) -> str:
    part = "This text is" if blocks == total else f"{blocks} of the text's {total} paragraphs {_are(blocks)}"
    return f"{part} {_words(tongue)}. {NAMES_OF_SCRIPT.get(tongue.script, NOTHING)}; {ONLY_ENGLISH}."


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _words(tongue: Tongue) -> str:
    """Such as “in French”; “in Cyrillic letters” where the language is not known."""
    english = Locale("en")
    name = english.languages.get(tongue.language or "")
    if name:
        return f"in {name}"
    script = english.scripts.get(tongue.script)
    return f"in {script} letters" if script and tongue.script != "Zzzz" else "in letters that are not known here"
