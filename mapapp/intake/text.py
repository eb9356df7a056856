"""Text or bytes from a person → a report, or a sentence that says what to do instead."""

from __future__ import annotations

from datetime import UTC, date, datetime

from mapapp.domain.document import BlockKind
from mapapp.domain.errors import UnreadableReport
from mapapp.domain.report import Report, Source
from mapapp.intake.blocks import document_of
from mapapp.spoken import _, long_day

LONGEST_REPORT = 500_000
"""Characters: a book of two hundred pages. More is a mistake or an archive, which belongs to another door."""

CONTROLS_FORGIVEN = 8
"""So many stray control characters never make a text unreadable."""
CONTROL_SHARE = 0.02
"""A text with more control characters than this is not text."""


def decode(content: bytes) -> str:
    """Bytes to text: a byte-order mark rules, then UTF-8, then Windows-1252. Raises UnreadableReport for binary."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        text = mostly_utf8(content) or content.decode("cp1252", "replace")
    if _control_share(text) > CONTROL_SHARE or text.count("\ufffd") > len(text) * CONTROL_SHARE:
        raise UnreadableReport(
            _("This is not text but a binary file. Open it in the program it belongs to and paste its words here.")
        )
    return text


def mostly_utf8(content: bytes) -> str | None:
    """UTF-8 with a broken letter or two, as when a file was cut; None where it is another encoding."""
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(1 for character in text if character > "\x7f" and character != "\ufffd")
    return text if broken <= 2 and whole > broken else None


def report_from_text(
    content: str | bytes,
    *,
    today: date,
    title: str = "",
    source: Source | None = None,
    url: str | None = None,
    published: date | None = None,
    country_code: str | None = None,
) -> Report:
    """Make a report of pasted text.

    Args:
        content: the text exactly as received; bytes are decoded.
        today: the reader's day, UTC; a report cannot come from after it.
        published: the day of publication where the person knows it.

    Raises:
        UnreadableReport: it is empty, binary, too long, or dated in the future; the message says what to do.
    """
    text = decode(content) if isinstance(content, bytes) else content
    _check_text(text)
    if published is not None and published > today:
        raise UnreadableReport(
            _(
                "The report's date, {day}, is in the future. "
                "Give the day on which it was published, or leave the date empty.",
                day=long_day(published),
            )
        )
    return Report(
        text=text,
        title=title.strip() or title_of(text),
        source=source,
        url=url,
        published=midnight(published) if published else None,
        published_rule="given with the report" if published else None,
        country_code=country_code,
        collected=datetime.now(UTC),
    )


def _check_text(text: str) -> None:
    if not any(character.isalnum() for character in text):
        raise UnreadableReport(_("There is no text. Paste the words of a report, then press Read."))
    if len(text) > LONGEST_REPORT:
        raise UnreadableReport(
            _(
                "The text has {length} characters; at most {most} are read at once. "
                "Paste one report at a time, or cut the text into parts.",
                length=len(text),
                most=LONGEST_REPORT,
            )
        )
    if _control_share(text) > CONTROL_SHARE and sum(map(_is_control, text)) > CONTROLS_FORGIVEN:
        control = _("This is not readable text: it holds control characters. Paste the words of the report.")
        raise UnreadableReport(control)


def midnight(day: date) -> datetime:
    """The first instant of a day, UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def title_of(text: str, longest: int = 120) -> str:
    """The first words that are not the page's furniture, as a title, shortened to so many characters."""
    blocks = document_of(Report(text=text)).blocks
    spans = [block.span for block in blocks if block.kind is not BlockKind.BOILERPLATE] or [b.span for b in blocks]
    line = " ".join(spans[0].of(text).split()) if spans else "Untitled report"
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def _is_control(character: str) -> bool:
    return character < " " and character not in "\t\n\r\f\v"


def _control_share(text: str) -> float:
    control = sum(map(_is_control, text[:20_000]))
    return control / max(1, len(text[:20_000]))
