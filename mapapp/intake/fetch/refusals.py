"""HTTP statuses that say no, as sentences that say what to do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from mapapp.intake.fetch.errors import NotFetched

LONGEST_RETRY_SECONDS = 86_400.0
"""A longer Retry-After counts as a day."""
TOO_OFTEN = 429
TOO_OFTEN_SECONDS = 60.0
"""How long a site is left alone that was asked too often, and does not say how long."""
SAVE_IT = "Open it in a browser, save it, and bring the file."
WORDS = {
    400: f"does not understand the request. Check the address, or: {SAVE_IT[0].lower()}{SAVE_IT[1:]}",
    401: f"wants a login. {SAVE_IT}",
    402: f"wants to be paid first. {SAVE_IT}",
    403: f"does not let programs in. {SAVE_IT}",
    404: "has no such page. Check the address.",
    410: "says that this is gone for good. Take the address out.",
    451: f"may not show this, by law. {SAVE_IT}",
    TOO_OFTEN: "has been asked too often. Try later.",
}
LATER = frozenset({408, 425, TOO_OFTEN, 500, 502, 503, 504, 507, 508, 520, 521, 522, 523, 524})
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
        after_seconds=_pause(status, headers) if again else None,
        status=status,
    )


def _pause(status: int, headers: Mapping[str, str]) -> float | None:
    told = retry_after(headers.get("retry-after", ""))
    return TOO_OFTEN_SECONDS if told is None and status == TOO_OFTEN else told


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
