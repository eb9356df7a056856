"""Texts as they come: no sentence ends, no case, tables, handles, noise. Nothing breaks and offsets stay exact."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.builders import a_report
from tests.extract.tables import rows

AS_THEY_COME = rows(
    ("air strikes hit aleppo and idlib in syria on monday", {"aleppo", "idlib", "syria"}),
    ("AIR STRIKES HIT ALEPPO AND IDLIB IN SYRIA ON MONDAY", {"ALEPPO", "IDLIB", "SYRIA"}),
    ("Fighting in Homs then in Hama then in Raqqa no stop at all", {"Homs", "Hama", "Raqqa"}),
    ("Aleppo", set()),
    ("RT @reporter: explosion heard in #Kabul 💥💥 more soon", set()),
    ("Province\tKilled\nHelmand\t12\nKandahar\t7", set()),
    ("Bornb last ni9ht in Mosu1 and in Baghdad , 1raq", {"Baghdad"}),
    ("قتل ثلاثة في حلب. Three killed in Aleppo.", {"Aleppo"}),
    ("....,,,;;; ((([[[ 12 34 --- ***", set()),
    ("\u200b\u202eHoms\u202c is in Syria.", {"Syria"}),
)


@pytest.mark.parametrize(("text", "found"), AS_THEY_COME)
def test_texts_as_they_come_are_read_and_every_offset_is_exact(pipeline, text, found):
    mentions = [resolution.mention for resolution in pipeline.geoparse(a_report(text, source=None))]
    assert all(text[m.span.start : m.span.end] == m.surface for m in mentions)
    assert all(left.span.end <= right.span.start for left, right in pairwise(mentions))
    assert found <= {m.surface for m in mentions}


def test_a_long_line_without_a_full_stop_is_read_whole(pipeline):
    """A megabyte takes the same way; benchmarks/bench_geoparse.py shows that the cost grows with the length alone."""
    resolutions = pipeline.geoparse(a_report("shells fell on the town of Kanaker while " * 2_500, source=None))
    assert len(resolutions) > 2_000
    assert {resolution.place.country_code for resolution in resolutions if resolution.place} == {"SY"}
