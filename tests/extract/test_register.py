"""What the sentences of a report name, in reading order."""

from __future__ import annotations

from types import SimpleNamespace

from mapapp.extract.register import AHEAD, Entry, Register, beside, source_of


class Words(Register):
    def key_of(self, named):
        return named


def draft(*orders, paragraph=0, group="battle"):
    tellings = [SimpleNamespace(order=order, paragraph=paragraph) for order in orders]
    return SimpleNamespace(tellings=tellings, main=tellings[0], group=group, tells_in=lambda at: at == paragraph)


def entry(order, stands="body", paragraph=0, named=()):
    return Entry(order=order, paragraph=paragraph, stands=stands, named=named)


def register(*entries):
    words = Words()
    for one in entries:
        words.add(one)
    return words


def test_only_sentences_near_by_and_the_head_of_the_report_are_looked_at():
    entries = [entry(order, "headline" if order == 1 else "body") for order in range(1, 100)]
    near = register(*entries).near(draft(60))
    assert [one.order for one, _ in near][:2] == [1, 60 - AHEAD]
    assert len(near) < 30


def test_its_own_sentences_are_not_near_it_and_the_nearest_counts():
    near = register(*map(entry, range(1, 6))).near(draft(2, 4))
    assert [(one.order, apart) for one, apart in near] == [(1, -1), (3, 1), (5, 1)]


def test_it_counts_how_often_each_thing_is_named():
    words = register(entry(1, named=("Aleppo",)), entry(2, named=("Homs", "Aleppo")))
    assert words.often == {"Aleppo": 2, "Homs": 1}
    assert words.most == 2


def test_a_sentence_near_by_stands_in_the_headline_the_paragraph_or_elsewhere():
    told = draft(5, paragraph=7)
    assert [source_of(one, told) for one in (entry(1, "headline"), entry(4, paragraph=7), entry(9, paragraph=8))] == [
        "headline",
        "paragraph",
        "body",
    ]


def test_beside_an_incident_stand_those_told_before_and_behind():
    drafts = [draft(1), draft(2, group="riot"), draft(5, paragraph=3)]
    assert beside(drafts, 0) == [("told behind", 1, "other kind, same paragraph")]
    assert beside(drafts, 2) == [("told before", 1, "other kind, other paragraph")]
