"""Which rows of a table have an id that an earlier row had."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mapapp.ingest.table import Seen

ids = st.sampled_from([0, 1, 2, 2**63, 2**64 - 1]) | st.integers(0, 2**64 - 1)


@given(st.lists(st.lists(ids, max_size=8), max_size=6))
def test_each_row_is_told_the_line_of_the_first_with_its_id(pieces):
    seen, first, line = Seen(), {}, 2
    for piece in pieces:
        lines = list(range(line, line + len(piece)))
        line += len(piece)
        expected = [
            first[one] if first.setdefault(one, at) != at else None for one, at in zip(piece, lines, strict=True)
        ]
        assert seen.first_lines(piece, lines) == expected
