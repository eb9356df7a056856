"""The description as a plain page: made of our own words alone, without a script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from mapapp.store.filters import FILTERS
from mapapp.web.api.collections import OPENAPI
from mapapp.web.api.endpoint import Endpoint
from mapapp.web.api.openapi import ABOUT

_STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
code { font-size: 0.95em; overflow-wrap: anywhere; }
h2 { font-size: 1.05rem; margin: 1.6rem 0 0.2rem; }
p, dl { margin: 0.2rem 0; }
dd { margin: 0 0 0.3rem 1.5rem; }
"""


def page(endpoints: Sequence[Endpoint]) -> str:
    """HTML."""
    filters = _list((row.key, row.label) for row in FILTERS)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Incidents: the API</title><style>{_STYLE}</style></head><body><main><h1>The API</h1>"
        f"<p>{escape(ABOUT)}</p>"
        f'<p>For programs: <a href="{OPENAPI}">{OPENAPI}</a> (OpenAPI 3.1)</p>'
        f"{''.join(map(_section, endpoints))}"
        f'<h2 id="filters">Filters</h2>{filters}</main></body></html>'
    )


def _section(endpoint: Endpoint) -> str:
    path = escape(endpoint.path)
    heading = path if endpoint.parts else f'<a href="{path}">{path}</a>'
    own = _list((row.name, row.description) for row in (*endpoint.parts, *endpoint.parameters))
    filters = '<p>Takes the <a href="#filters">filters</a>.</p>' if endpoint.filters else ""
    kind = f"<p>Answers <code>{escape(endpoint.media_type)}</code></p>"
    return f"<h2><code>{heading}</code></h2><p>{escape(endpoint.summary)}.</p>{kind}{own}{filters}"


def _list(rows: Iterable[tuple[str, str]]) -> str:
    found = "".join(f"<dt><code>{escape(name)}</code></dt><dd>{escape(words)}</dd>" for name, words in rows)
    return f"<dl>{found}</dl>" if found else ""
