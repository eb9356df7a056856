"""What the tool cannot do with a document's languages, in sentences for its reader."""

from __future__ import annotations

from babel import Locale

from mapapp.domain.document import Block, BlockKind, Document
from mapapp.domain.tongue import Tongue
from mapapp.spoken import N_, _, language, ngettext

_SOME_NAMES = N_(
    "Only countries and large towns that it names are shown; incidents can be read from English text only."
)
NAMES_OF_SCRIPT = {
    "Arab": N_("Place names that the gazetteer knows are shown; incidents can be read from English text only."),
    **dict.fromkeys(("Latn", "Cyrl", "Grek"), _SOME_NAMES),
}
"""What is done with a script (ISO 15924); nothing with any other."""
NOTHING = N_("Its place names cannot be read; incidents can be read from English text only.")


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
    told = {"language": _words(tongue)}
    part = ngettext(
        "{n} of the text's {total} paragraphs is {language}.",
        "{n} of the text's {total} paragraphs are {language}.",
        blocks,
        total=total,
        **told,
    )
    whole = _("This text is {language}.", **told)
    return " ".join([whole if blocks == total else part, _(NAMES_OF_SCRIPT.get(tongue.script, NOTHING))])


def _words(tongue: Tongue) -> str:
    """Such as “in French”; “in Cyrillic letters” where the language is not known."""
    names = Locale.parse(language(), sep="-")
    if name := names.languages.get(tongue.language or ""):
        return _("in {language}", language=name)
    script = names.scripts.get(tongue.script)
    known = script and tongue.script != "Zzzz"
    return _("in {script} letters", script=script) if known else _("in letters that are not known here")
