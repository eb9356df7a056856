"""HTTP statuses that say no, as sentences that say what to do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from mapapp.intake.fetch.errors import NotFetched

LONGEST_RETRY_SECONDS = 86_400.0
"""A longer Retry-After counts as a day."""
SAVE_IT = "Open it in a browser, save it, and bring the file."
WORDS = {
    400: f"does not understand the request. Check the address, or: {SAVE_IT[0].lower()}{SAVE_IT[1:]}",
    401: f"wants a login. {SAVE_IT}",
    402: f"wants to be paid first. {SAVE_IT}",
    403: f"does not let programs in. {SAVE_IT}",
    404: "has no such page. Check the address.",
    410: "says that this is gone for good. Take the address out.",
    451: f"may not show this, by law. {SAVE_IT}",
    429: "has been asked too often. Try later.",
}
LATER = frozenset({408, 425, 429, 500, 502, 503, 504, 507, 508, 520, 521, 522, 523, 524})
"""Trying later may help."""


def refusal(status: int, host: str, headers: Mapping[str, str]) -> NotFetched:
    """What to raise for a status that is neither an answer nor a redirect."""
    again = status in LATER
    words = WORDS.get(status) or (
        "has trouble of its own. Try later." if again else f"does not give this page. {SAVE_IT}"
    )
    return NotFetched(
        f"{host} {words} (HTTP status {status})",
        again=again,
        after_seconds=retry_after(headers.get("retry-after", "")) if again else None,
        status=status,
    )


def retry_after(value: str, now: datetime | None = None) -> float | None:
    """Seconds, from a number or a date; None where it is neither."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), LONGEST_RETRY_SECONDS)
    try:
        then = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    return min(max(0.0, (then - (now or datetime.now(UTC))).total_seconds()), LONGEST_RETRY_SECONDS)
