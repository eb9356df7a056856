from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.domain.document import BlockKind
from mapapp.intake.blocks import LONGEST_BLOCK, document_of
from tests.builders import a_report

HEADLINE, BODY, CAPTION, BOILERPLATE = BlockKind.HEADLINE, BlockKind.BODY, BlockKind.CAPTION, BlockKind.BOILERPLATE


def cut(text):
    """(kind, text) of each block."""
    return [(block.kind, block.span.of(text)) for block in document_of(a_report(text)).blocks]


KINDS = [
    ("Ferry sinks off Manila, 12 dead", HEADLINE),
    ("A ferry sank off Manila on Tuesday, killing 12 passengers.", BODY),
    ("Rescuers carry a passenger ashore. (Photo by A. Cruz)", CAPTION),
    ("The harbour in 2008. File photo", CAPTION),
    ("pilgrims at the gate of the old mosque.", CAPTION),
    ("Related Articles", BOILERPLATE),
    ("READ MORE", BOILERPLATE),
    ("Copyright © 2024 The Harbour News", BOILERPLATE),
    ("(Reporting by A. Cruz; editing by B. Lim)", BOILERPLATE),
    ("Click here to subscribe", BOILERPLATE),
    ("3dabea24-9f7e-4109-868d-ad0e28a0d440", BOILERPLATE),
    ("Latest newsMiddle EastWorld NewsSport", BOILERPLATE),
    ("* * *", BOILERPLATE),
    ("“We saw it sink,” a fisherman said. “It was over in a minute.”", BODY),
]


@pytest.mark.parametrize(("block", "kind"), KINDS, ids=[block for block, _ in KINDS])
def test_a_block_is_told_by_how_it_is_written(block, kind):
    assert cut(block) == [(kind, block)]


def test_the_page_s_menu_is_not_the_headline():
    text = "Latest newsMiddle EastWorld NewsSport\n\nFerry sinks off Manila\n\nTwelve died on Tuesday.\n\nTags: ferry"
    assert [kind for kind, _ in cut(text)] == [BOILERPLATE, HEADLINE, BODY, BOILERPLATE]


def test_lines_that_a_mail_program_broke_are_one_paragraph():
    text = (
        "A ferry sank off the coast of Manila on Tuesday morning, killing\n"
        "at least 12 passengers, the coast guard said in a statement that\n"
        "named no cause.\n"
        "Another 30 passengers are missing."
    )
    assert [block for _, block in cut(text)] == [text[: text.index("\nAnother")], "Another 30 passengers are missing."]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_paragraphs_end_with_lines_of_any_system(newline):
    text = newline.join(["Ferry sinks", "", "Twelve people died."])
    assert [block for _, block in cut(text)] == ["Ferry sinks", "Twelve people died."]


def test_no_break_spaces_around_a_paragraph_are_not_part_of_it():
    assert cut("\u00a0\nTwelve people died.\u00a0\n") == [(BODY, "Twelve people died.")]


def test_a_very_long_paragraph_is_cut_between_sentences():
    text = "Twelve people died in the storm. " * 2_000
    blocks = [block for _, block in cut(text)]
    assert all(len(block) <= LONGEST_BLOCK for block in blocks)
    assert all(block.startswith("Twelve") for block in blocks)


def test_one_endless_word_is_cut_too():
    assert all(len(block) <= LONGEST_BLOCK for _, block in cut("a" * 50_000))


TEXTS = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from(
            [
                "Ferry sinks",
                "x" * 60,
                "and more.",
                "Tags:",
                "Share",
                "\n",
                "\n\n",
                "\r\n",
                "\r",
                " ",
                *"\u00a0\u2028\x85\x0b\x1c",
            ]
        ),
        max_size=20,
    ).map("".join),
)


@given(TEXTS)
def test_blocks_hold_every_character_but_white_space_once_and_in_order(text):
    blocks = document_of(a_report(text)).blocks
    covered = "".join(block.span.of(text) for block in blocks)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(left.span.end <= right.span.start for left, right in pairwise(blocks))


@given(TEXTS)
def test_no_block_begins_or_ends_with_white_space(text):
    blocks = [block.span.of(text) for block in document_of(a_report(text)).blocks]
    assert all(block == block.strip() for block in blocks)
