"""Bytes → text: what they say they are, UTF-8, else the most likely; then letters that were decoded wrongly before."""

from __future__ import annotations

import codecs
import re

import ftfy
from charset_normalizer import from_bytes

from mapapp.intake.text import decode as decode_plain
from mapapp.intake.text import mostly_utf8

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
SAMPLE = 40_000
"""Bytes that are looked at to guess an encoding."""
LIKELY = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r",
    "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr",
)  # fmt: skip
"""Encodings that news was written in before UTF-8."""
FOREIGN = 0.3
"""With this share of its bytes outside ASCII a text is not in Latin letters."""
_MISREAD = re.compile("[ÃÂâÐÑØÙÅÄ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|\u00ef\u00bf\u00bd")
"""How letters of UTF-8 look when they were read as Windows-1252."""


def decode(content: bytes, declared: str | None = None) -> str:
    """The text of some bytes.

    Args:
        content: bytes of a text.
        declared: the name of the encoding that a header or the page itself gives; UTF-8 that is whole goes before it.

    Raises UnreadableReport where it is no text.
    """
    marked = next((name for mark, name in MARKS if content.startswith(mark)), None)
    if marked:
        return mended(content.decode(marked, "replace"))
    text = _wide(content) or _strict(content, "utf-8") or _strict(content, declared)
    text = text or mostly_utf8(content) or _guessed(content)
    return mended(decode_plain(content) if text is None else text)


def mended(text: str) -> str:
    """The text with letters put right that an earlier program decoded wrongly: "MÃ©rida" → "Mérida"."""
    return ftfy.fix_encoding(text) if _MISREAD.search(text) else text


def _strict(content: bytes, name: str | None) -> str | None:
    try:
        if not name or codecs.lookup(name).name in {"utf-7", "idna", "punycode", "unicode_escape", "undefined"}:
            return None
        return content.decode("cp1252" if codecs.lookup(name).name == "iso8859-1" else name)
    except (LookupError, ValueError, TypeError, AssertionError):
        return None


def _wide(content: bytes) -> str | None:
    """UTF-16 with no byte-order mark: every other byte of plain letters is zero."""
    start = content[:4_000]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if len(start) < 4 or max(even, odd) < 0.15 * len(start) or min(even, odd) > 0.02 * len(start):
        return None
    return _strict(content, "utf-16-le" if odd > even else "utf-16-be")


def _guessed(content: bytes) -> str | None:
    """By the letters that languages use; None where they don't tell, as in a few words of a western language."""
    sample = content[:SAMPLE]
    if not sample or 0 in sample:
        return None
    found = list(from_bytes(sample, cp_isolation=list(LIKELY)))
    best = max(found, key=lambda match: (match.coherence, match.encoding == "cp1252"), default=None)
    foreign = sum(byte > 0x7F for byte in sample) / len(sample)
    if best is None or (best.coherence == 0 and foreign < FOREIGN):
        return None
    return content.decode(best.encoding, "replace")
