"""The program's own words in the reader's language.

    from mapapp.spoken import _, ngettext

    _("Download")
    _("The first {most} are shown.", most=500)
    ngettext("{n} incident", "{n} incidents", count)

Placeholders are named, and filled in after the sentence is translated; whole numbers are written as the language does.
What stands in a table is marked by `N_` there and told by `_` where it is shown. English is the source; each other
language is one file, mapapp/locale/CODE/LC_MESSAGES/mapapp.po (docs/languages.md).
"""

from mapapp.spoken.catalogs import LANGUAGES, SOURCE, language_name
from mapapp.spoken.choice import preferred
from mapapp.spoken.figures import clock_time, country_name, day, interval, long_day, number, percent
from mapapp.spoken.sentences import N_, _, ngettext, pgettext
from mapapp.spoken.speaker import ask, language, speak, speaking

__all__ = [
    "LANGUAGES",
    "N_",
    "SOURCE",
    "_",
    "ask",
    "clock_time",
    "country_name",
    "day",
    "interval",
    "language",
    "language_name",
    "long_day",
    "ngettext",
    "number",
    "percent",
    "pgettext",
    "preferred",
    "speak",
    "speaking",
]
