from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.domain.report import Span
from mapapp.web.highlight import MARKS, WORD_JOINER, Mark, Part, Role, cut, plain, to_html
from tests.web.hostile import HOSTILE, MARKDOWN


class Seen(HTMLParser):
    """What a browser would see: tags and text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def a_mark(start: int, end: int, role: Role = Role.PLACE) -> Mark:
    return Mark(span=Span(start=start, end=end), role=role)


@pytest.mark.parametrize("text", [*HOSTILE, *MARKDOWN])
@pytest.mark.parametrize("role", list(Role))
def test_hostile_text_is_only_text_in_every_role(text: str, role: Role) -> None:
    seen = Seen(to_html([Part(text=text, role=role)]))
    assert seen.text == text
    assert {tag for tag, _ in seen.tags} <= {"p", "mark", "strong", "small", "b"}
    assert all(set(attributes) <= {"class", "dir"} for _, attributes in seen.tags)


@given(st.lists(st.tuples(st.text(), st.sampled_from(list(Role)))))
def test_no_text_adds_a_tag(pieces: list[tuple[str, Role]]) -> None:
    parts = [Part(text=text.replace("\r", "").replace("\0", ""), role=role) for text, role in pieces]
    seen = Seen(to_html(parts))
    assert len(seen.tags) == 1 + sum(part.role is not Role.TEXT for part in parts)
    assert seen.text == "".join(part.text for part in parts)


def test_a_style_is_a_word_of_our_own() -> None:
    with pytest.raises(ValueError, match="our own"):
        to_html([Part(text="x")], style='x" onclick="y')


CUTS = [
    ("no marks", "In Homs.", [], ["In Homs."]),
    ("one mark", "In Homs.", [a_mark(3, 7)], ["In ", "Homs", "."]),
    ("at both ends", "Homs", [a_mark(0, 4)], ["Homs"]),
    ("side by side", "HomsHama", [a_mark(4, 8), a_mark(0, 4)], ["Homs", "Hama"]),
    ("overlapping: the first and longest", "Old Aleppo", [a_mark(4, 10), a_mark(0, 3), a_mark(0, 10)], ["Old Aleppo"]),
    ("reaching past the end", "Homs", [a_mark(2, 9)], ["Homs"]),
    ("empty text", "", [], []),
]


@pytest.mark.parametrize(("text", "marks", "expected"), [row[1:] for row in CUTS], ids=[row[0] for row in CUTS])
def test_a_text_is_cut_at_its_marks(text: str, marks: list[Mark], expected: list[str]) -> None:
    assert [part.text for part in cut(text, marks)] == expected


def test_only_the_stretch_that_is_wanted_is_cut() -> None:
    parts = cut("Before. In Homs. After.", [a_mark(11, 15), a_mark(0, 6)], within=Span(start=8, end=16))
    assert [part.text for part in parts] == ["In ", "Homs", "."]


@given(st.text(min_size=1), st.lists(st.tuples(st.integers(0, 30), st.integers(1, 10))))
def test_the_parts_joined_are_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [a_mark(start, start + length) for start, length in spans]
    assert "".join(part.text for part in cut(text, marks)) == text


@pytest.mark.parametrize("text", [*HOSTILE, *MARKDOWN])
def test_a_label_has_no_mark_left_that_markdown_knows(text: str) -> None:
    label = plain(text)
    left = label.replace(WORD_JOINER, "")
    for mark in MARKS:
        left = left.replace(f"&#{ord(mark)};", "")
    assert not set(left) & MARKS


def test_a_long_label_is_cut_short() -> None:
    assert plain("a" * 500, longest=10) == "a" * 9 + "…"
