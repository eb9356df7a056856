"""Plain sentences answer as spaCy's own tokens and spans do."""

from __future__ import annotations

import pytest

from mapapp import language

TEXTS = (
    "",
    "It rained.",
    "Gunmen shot dead two guards, a cook and three drivers in Mosul on Friday, police and witnesses said.",
    "“We saw smoke,” said Ali, who fled with his wife; the army denied that it had shelled the camp. No one was hurt.",
    "3 dead, 12 hurt — Quetta's bazaar (again) at 9.30 a.m.  Rescuers   dug until dawn",
    "منطقة Aleppo 🙂 was hit",
)
SAME = ("text", "i", "idx", "lower_", "lemma_", "pos_", "tag_", "dep_", "ent_type_", "is_alpha", "is_stop", "like_num")
LINKS = ("head", "left_edge", "right_edge")
MANY = ("children", "lefts", "rights", "subtree", "ancestors", "conjuncts")


@pytest.fixture(scope="module", params=TEXTS)
def both(request):
    """(spaCy's document, ours) of one text."""
    (doc,) = language.entities([request.param])
    for name in ("parser", "attribute_ruler", "lemmatizer"):
        doc = language.pipeline().get_pipe(name)(doc)
    (ours,) = language.parsed(language.entities([request.param]))
    return doc, ours


def test_words_are_the_same(both):
    theirs, ours = both
    assert len(ours) == len(theirs)
    assert [[getattr(w, name) for name in SAME] for w in ours] == [[getattr(t, name) for name in SAME] for t in theirs]


def test_words_hang_on_each_other_in_the_same_way(both):
    theirs, ours = both
    assert [[getattr(w, name).i for name in LINKS] for w in ours] == [
        [getattr(t, name).i for name in LINKS] for t in theirs
    ]
    for name in MANY:
        assert [[o.i for o in getattr(w, name)] for w in ours] == [[o.i for o in getattr(t, name)] for t in theirs], (
            name
        )


def test_sentences_and_names_are_the_same(both):
    theirs, ours = both
    for told in ("sents", "ents"):
        assert [(s.start, s.end, s.text, s.start_char, s.end_char, s.label_) for s in getattr(ours, told)] == [
            (s.start, s.end, s.text, s.start_char, s.end_char, s.label_) for s in getattr(theirs, told)
        ]
    assert all(word in list(word.sent) for word in ours)


def test_every_stretch_has_the_same_root(both):
    theirs, ours = both
    stretches = [(a, b) for a in range(len(ours)) for b in range(a + 1, len(ours) + 1)]
    assert [ours[a:b].root.i for a, b in stretches] == [theirs[a:b].root.i for a, b in stretches]


def test_words_beyond_either_end_are_no_words(both):
    _, ours = both
    for word in ours:
        with pytest.raises(IndexError):
            word.nbor(len(ours) - word.i)
        with pytest.raises(IndexError):
            word.nbor(-word.i - 1)


def test_stretches_are_equal_where_they_are_of_the_same_words():
    (text,) = language.parsed(language.entities(["Two guards died in Mosul."]))
    assert text[0:2] == text[0:4][0:2]
    assert text[0:2] != text[0:3]
    assert len({text[0:2], text[0:2]}) == 1
    assert text[-1].text == "."
    assert text[1:4][-1].text == "in"
