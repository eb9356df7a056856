"""Names of countries and their people: two reports that share one are not nearer to each other for it."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

from babel import Locale


@cache
def nation_words() -> frozenset[str]:
    """Lower-case words of the English names of countries, and of what their people are called."""
    names = [name for code, name in Locale.parse("en").territories.items() if code.isalpha()]
    names += _column("demonyms.csv", "demonym") + _column("country_forms.csv", "form")
    return frozenset(word for name in names for word in re.findall(r"[^\W\d_]+", name.lower()))


def _column(file: str, name: str) -> list[str]:
    table = files("gazetteer").joinpath("data", file).read_text(encoding="utf-8")
    return [row[name] for row in csv.DictReader(table.splitlines())]
