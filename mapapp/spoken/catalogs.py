"""The languages that are there: one gettext file each, read as it is, so that nothing compiled can be older than it."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from babel.core import Locale
    from babel.messages.catalog import Catalog, Message

FOLDER = Path(__file__).resolve().parents[1] / "locale"
FILE = "LC_MESSAGES/mapapp.po"
SOURCE = "en"
"""The language that the code is written in."""
STATIC = "mapapp/static/"
"""Where the browser's scripts are: their sentences are sent along with them."""

LANGUAGES: tuple[str, ...] = (
    SOURCE,
    *sorted(path.parents[1].name.replace("_", "-") for path in FOLDER.glob(f"*/{FILE}")),
)
"""BCP-47, as links say them."""


def file_of(language: str) -> Path:
    """Where a language's sentences are."""
    return FOLDER / language.replace("-", "_") / FILE


@cache
def locale_of(language: str) -> Locale:
    """How a language writes numbers and dates. Babel takes its time to load, and English does without."""
    from babel.core import Locale  # noqa: PLC0415

    return Locale.parse(language, sep="-")


def language_name(language: str) -> str:
    """What its speakers call it: "English", "Français"."""
    name = "English" if language == SOURCE else locale_of(language).get_display_name(language.replace("-", "_"))
    return f"{name[:1].upper()}{name[1:]}" if name else language


def read(language: str) -> Catalog:
    """The file of a language that is no SOURCE."""
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with file_of(language).open("rb") as opened:
        return read_po(opened, locale=language.replace("-", "_"))


@cache
def catalog(language: str) -> NullTranslations:
    """Its sentences; those of the code for SOURCE, and wherever a translation is missing."""
    if language == SOURCE:
        return NullTranslations()
    from babel.messages.mofile import write_mo  # noqa: PLC0415

    written = BytesIO()
    write_mo(written, read(language))
    written.seek(0)
    return GNUTranslations(written)


@cache
def for_scripts(language: str) -> dict[str, Any]:
    """What mapapp/static/words.js needs: {language, plurals, words}.

    `words` has, by the English sentence, its translation or the list of its plural forms. `plurals` says which of the
    forms each of the browser's plural categories takes.
    """
    if language == SOURCE:
        return {"language": language, "plurals": {}, "words": {}}
    sentences = read(language)
    told = {_key(one): one.string for one in sentences if one.id and one.string and not one.fuzzy and _in_script(one)}
    words = {key: list(string) if isinstance(string, tuple) else string for key, string in told.items()}
    return {"language": language, "plurals": _plurals(language, sentences), "words": words}


def _key(message: Message) -> str:
    return str(message.id[0] if isinstance(message.id, list | tuple) else message.id)


def _in_script(message: Message) -> bool:
    return any(file.startswith(STATIC) for file, _ in message.locations)


def _plurals(language: str, sentences: Catalog) -> dict[str, int]:
    from gettext import c2py  # noqa: PLC0415  what GNUTranslations itself uses

    form, category = c2py(sentences.plural_expr), locale_of(language).plural_form
    return {category(n): int(form(n)) for n in (*range(1_000, -1, -1), 1_000_000)}
