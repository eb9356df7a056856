"""Write mapapp/static/country-names.json: what the offline basemap's countries are called in their own languages.

    python tools/build_country_names.py

The labels are read from mapapp/static/world.pmtiles; their names in other languages are those of Unicode CLDR (Unicode
licence), packaged as Babel. Of several official languages the one that most people there speak is taken.
"""

from __future__ import annotations

import json
import sys
import tempfile
import zipfile
from pathlib import Path

from packages import Client, Package, fetch

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "mapapp" / "static" / "country-names.json"
BABEL = Package(
    client=Client.PIP,
    name="babel",
    version="2.19.0",
    sha256="6d49734aed1d595b2c065d012174df8c83964692f26fc461702281634dd7555b",
)
LABELS_UP_TO_ZOOM = 6
ALSO = {
    "Czech Republic": "CZ",
    "Democratic Republic of the Congo": "CD",
    "Dem. Rep. Congo": "CD",
    "Republic of the Congo": "CG",
    "Ivory Coast": "CI",
    "Turkey": "TR",
    "Palestine": "PS",
    "Myanmar": "MM",
    "People's Republic of China": "CN",
    "The Bahamas": "BS",
    "Gambia": "GM",
    "The Gambia": "GM",
    "East Timor": "TL",
    "eSwatini": "SZ",
    "Republic of Ireland": "IE",
    "Federated States of Micronesia": "FM",
    "Hong Kong": "HK",
    "Macau": "MO",
}
"""Names on the basemap that CLDR writes otherwise."""
FIRST = {"SD": "ar", "BA": "bs_Latn"}
"""Where CLDR's order of official languages is not what people write there."""

CALLED = {"PS": "فلسطين"}
"""Where CLDR's first name says something else than the basemap's: its short name."""


def labels() -> set[str]:
    """The country names on the basemap."""
    sys.path.insert(0, str(ROOT))
    from mapapp.draw.tiles import world  # noqa: PLC0415  the tools run from their own folder
    from mapapp.draw.vector_tile import decoded  # noqa: PLC0415

    found: set[str] = set()
    for zoom in range(LABELS_UP_TO_ZOOM + 1):
        for x in range(2**zoom):
            for y in range(2**zoom):
                layer = decoded(world().tile(zoom, x, y) or b"").get("country_label")
                found |= {str(feature.properties["name"]) for feature in layer.features} if layer else set()
    return found


def own_names(names: set[str]) -> dict[str, str]:
    """English name -> name in the country's own language, where they differ."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415  fetched just now
    from babel.languages import get_official_languages  # noqa: PLC0415

    english = {name: code for code, name in Locale("en").territories.items() if len(code) == 2 and code.isalpha()}
    found = {}
    for name in sorted(names):
        code = ALSO.get(name) or english.get(name) or english.get(name.replace("and", "&"))
        languages = get_official_languages(code, regional=False, de_facto=True) if code else ()
        if code in FIRST:
            languages = (FIRST[code], *languages)
        for language in languages:
            try:
                own = CALLED.get(code or "") or Locale.parse(language).territories.get(code)
            except (UnknownLocaleError, ValueError):
                continue
            if own:
                found[name] = own
                break
    return {name: own for name, own in found.items() if own.replace("&", "and") != name}


def main() -> int:
    """Fetch, look up, write; answers the exit status."""
    with tempfile.TemporaryDirectory() as temporary:
        with zipfile.ZipFile(fetch(BABEL, Path(temporary))) as archive:
            archive.extractall(Path(temporary) / "lib")
        sys.path.insert(0, str(Path(temporary) / "lib"))
        names = labels()
        found = own_names(names)
    OUTPUT.write_text(json.dumps(found, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{OUTPUT.name}: {len(found)} of {len(names)} countries, {OUTPUT.stat().st_size:,} bytes")
    print("Without one, or the same:", ", ".join(sorted(names - found.keys())))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
