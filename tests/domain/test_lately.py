from datetime import UTC, datetime

import pytest

from mapapp.domain import clock
from mapapp.domain.lately import Lately

NOW = datetime(2026, 11, 27, 10, 30, tzinfo=UTC)
WORDS = [
    ("24h", "in the last 24 hours (26 Nov 2026, 11:00 to 27 Nov 2026, 11:00 UTC)"),
    ("7d", "in the last 7 days (21 Nov 2026 to 27 Nov 2026)"),
    ("12m", "in the last 12 months (28 Nov 2025 to 27 Nov 2026)"),
    ("9999y", "in the last 9,999 years (1 Jan 1 to 27 Nov 2026)"),
]


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_a_relative_time_says_the_dates_it_means_now(text, words):
    with clock.stopped(NOW):
        assert Lately.parse(text).words() == words
    assert str(Lately.parse(text)) == text


@pytest.mark.parametrize("text", ["", "7", "d", "0d", "-7d", "7w", "10000d", "٧d", " 7d"])
def test_another_way_to_write_it_is_refused(text):
    with pytest.raises(ValueError, match="24h, 7d, 12m"):
        Lately.parse(text)
