"""Bring the languages up to date with the code: `python -m tools.catalogs`; begin one: `… --new es`.

Sentences are taken out of the Python code, the page templates, the browser's scripts and the table of event types. In
the files of the languages new sentences are added without a translation, and those that nobody says any more are taken
away.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from babel.core import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import write_po

from mapapp.spoken import catalogs

ROOT = Path(__file__).resolve().parents[1]
NAMES: dict[str, Any] = {"project": "mapapp", "version": "0", "charset": "utf-8", "msgid_bugs_address": ""}
EVENT = "event"
"""The context of the names of event types."""


Found = tuple[int, str, tuple[str, str], list[str]]
"""Line, function, its arguments, comments."""


def event_types(fileobj: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Found]:  # noqa: ANN401, ARG001  as Babel calls it
    """Names of event types, each once, as Babel's extraction takes them."""
    rows = tomllib.loads(fileobj.read().decode("utf-8"))["type"]
    for name in dict.fromkeys(row[field] for row in rows for field in ("name", "sub_type")):
        yield 1, "pgettext", (EVENT, name), []


METHODS: list[tuple[str, Any]] = [
    ("static/vendor/**", "ignore"),
    ("static/**.js", "javascript"),
    ("web/templates/**.html", "jinja2"),
    ("domain/event_types.toml", event_types),
    ("**.py", "python"),
]


def sentences() -> Catalog:
    """All that the code says to readers, without translations. Each sentence knows the files that say it."""
    found = Catalog(**NAMES)
    for file, line, message, comments, context in extract_from_dir(
        ROOT / "mapapp", METHODS, keywords=DEFAULT_KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
    ):
        found.add(message, None, [(f"mapapp/{file}", line)], auto_comments=comments, context=context)
    return found


def brought_up_to_date(language: str) -> Catalog:
    """The language's file as it should be."""
    known = catalogs.read(language)
    known.update(sentences(), no_fuzzy_matching=True, update_creation_date=False)
    known.obsolete.clear()
    return known


def write(language: str, known: Catalog) -> Path:
    """Write its file; without line numbers, which every change of the code would change."""
    path = catalogs.file_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    known.header_comment = f"# What the program says to its readers: {language}. Edit the lines that begin with msgstr."
    with path.open("wb") as opened:
        write_po(opened, known, width=110, sort_by_file=True, include_lineno=False)
    return path


def begun(language: str) -> Catalog:
    """A new language, with nothing translated. Raises ValueError for one that is not known, or that is there."""
    try:
        locale = Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        raise ValueError(f"{language!r} is no language that CLDR knows; write es or pt-BR") from None
    if language in catalogs.LANGUAGES:
        raise ValueError(f"{language} is there already")
    made = Catalog(locale=locale, **NAMES)
    made.update(sentences(), no_fuzzy_matching=True)
    made.fuzzy = False
    return made


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tools.catalogs", description="Bring the languages up to date.")
    parser.add_argument("--new", metavar="CODE", help="begin a language: es, pt-BR")
    options = parser.parse_args(arguments)
    try:
        made = {options.new: begun(options.new)} if options.new else {}
    except ValueError as error:
        print(f"catalogs: {error}", file=sys.stderr)
        return 1
    made = made or {code: brought_up_to_date(code) for code in catalogs.LANGUAGES if code != catalogs.SOURCE}
    for code, known in made.items():
        path = write(code, known)
        missing = sum(1 for one in known if one.id and not all(_forms(one.string)))
        print(f"{path.relative_to(ROOT)}: {len(known)} sentences, {missing} of them to translate")
    return 0


def _forms(string: Any) -> tuple[str, ...]:  # noqa: ANN401
    return tuple(string) if isinstance(string, list | tuple) else (string,)


if __name__ == "__main__":
    sys.exit(main())
