from __future__ import annotations

import csv
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from gazetteer.spreadsheet import unarmoured
from mapapp.store.text import storable
from mapapp.takeaway.csv_table import cell
from mapapp.takeaway.web_map import json_block

texts = st.text(st.characters(codec="utf-8")) | st.sampled_from(
    ["=1", "'=1", "''=1", "\r=", "\n", '"', ",", "-1", "\t"]
)


@given(st.lists(texts, min_size=1, max_size=5))
def test_any_text_comes_back_from_csv_as_it_was(row):
    written = StringIO(newline="")
    csv.writer(written, lineterminator="\r\n").writerow([cell(storable(text)) for text in row])
    read = next(csv.reader(StringIO(written.getvalue(), newline="")), [])
    assert [unarmoured(text) for text in read] == [storable(text) for text in row]


@given(texts)
def test_no_text_ends_the_block_of_a_page(text):
    import json

    block = json_block([text + "</script><!--"])
    assert not set(block) & set("<>&\u2028\u2029")
    assert json.loads(block) == [text + "</script><!--"]
