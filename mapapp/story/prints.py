"""A report → what finds those that may carry the same text: MinHash bands, and its canonical address."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import version
from urllib.parse import urlsplit

from courlan import normalize_url
from rensa import RMinHash

from mapapp.domain.report import Report, digest
from mapapp.domain.story import TextPrint
from mapapp.story.body import body_of
from mapapp.story.rules import Rules

BANDS, ROWS = 32, 3
"""Two texts that share half of their runs meet in 99 of 100 cases, of those that share a fifth one in four."""
SEED = 1
METHOD = f"{version('rensa')}-{BANDS}x{ROWS}"
"""Prints of another method cannot be compared with ours."""
LONGEST_ADDRESS = 2_000
"""Characters; a longer one is data, not an address."""
PRINTS_KEPT = 64
"""One is asked for several times in a row."""
_READER = re.compile(r"^(?:www|m|mobile|amp)\.")


@lru_cache(PRINTS_KEPT)
def text_print(report: Report, rules: Rules) -> TextPrint:
    """The print of a report."""
    address = canonical(report.url)
    name = report.source.name if report.source else ""
    words = " ".join(report.text.split())
    again = digest("", address, words) if address else digest(name, "", words)
    return TextPrint(again=again, address=address, bands=_bands(report, rules))


def canonical(url: str | None) -> str | None:
    """An address without what does not change the page: scheme, "www.", trackers, fragment, a slash at the end.

    None for no address, and for what is none.
    """
    if not url or len(url) > LONGEST_ADDRESS:
        return None
    try:
        parts = urlsplit(normalize_url(url.strip()))
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    door = "" if port in {None, 80, 443} else f":{port}"
    query = f"?{parts.query}" if parts.query else ""
    found = f"{_READER.sub('', host)}{door}{parts.path.rstrip('/')}{query}"
    return found if len(found) <= LONGEST_ADDRESS else None


def _bands(report: Report, rules: Rules) -> tuple[int, ...]:
    body = body_of(report, rules)
    if len(body.words) < rules.fewest_words:
        return ()
    sketch = RMinHash(num_perm=BANDS * ROWS, seed=SEED)
    sketch.update(list(body.runs))
    values = sketch.digest()
    return tuple(_key(band, values[band * ROWS : (band + 1) * ROWS]) for band in range(BANDS))


def _key(band: int, values: list[int]) -> int:
    """A whole number below 2**60."""
    hashed = blake2b(repr((band, *values)).encode(), digest_size=8).digest()
    return int.from_bytes(hashed) >> 4
