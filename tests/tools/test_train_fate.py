"""Marked sentences: where the figures stand, and which fate each has."""

from __future__ import annotations

from train_fate import FATES, SENTENCES, marked

from mapapp.extract.counts.fate.model import the_model


def test_marks_are_taken_out_of_the_text_and_stand_where_the_figures_do():
    one = marked("[Nine people|K], [two of them children|KP], died and [17|I] were hurt.")
    assert one.text == "Nine people, two of them children, died and 17 were hurt."
    assert [(one.text[begin:end], fate) for begin, end, fate in one.marks] == [
        ("Nine people", "killed"),
        ("two of them children", "killed-part"),
        ("17", "injured"),
    ]


def test_every_line_of_the_file_has_known_marks_and_no_stray_bracket():
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        assert not set(marked(line).text) & set("[]|"), line


def test_the_model_knows_the_fates_of_the_file():
    assert set(the_model().codes) == set(FATES.values())
