from __future__ import annotations

from pathlib import Path

import pytest

from mapapp.extract.counts import counts_in, read_counts, totals
from tests.extract.counts import tables
from tests.extract.parsing import parsed, the_sentence
from tests.extract.tables import not_yet, rows

SENTENCES = Path(__file__).with_name("sentences.tsv").read_text(encoding="utf-8").splitlines()[1:]


def told(text):
    """(kind, low, high) of what a text tells of persons; what several clauses tell is added up."""
    counts = totals([count for sentence in parsed(text).sents for count in counts_in(sentence, 0)])
    return {(c.kind.value, c.low, c.high) for c in counts if c.is_whole}


def told_in_words(text, kind):
    """ "12", "at least 12", "up to 12", "10-12", "some" where no number is said, and "-" for nothing."""
    counts = [c for sentence in parsed(text).sents for c in counts_in(sentence, 0) if c.is_whole and c.kind == kind]
    if not counts:
        return "-"
    if any(c.approximate and c.high is None and not any(map(str.isdigit, c.wording)) for c in counts):
        return "some"
    (count,) = totals(counts)
    if count.low is count.high is None:
        return "some"
    if count.low is None or count.high is None:
        return f"up to {count.high}" if count.low is None else f"at least {count.low}"
    return str(count.low) if count.low == count.high else f"{count.low}-{count.high}"


def sentence_rows():
    for line in SENTENCES:
        text, killed, injured, *mark = line.split("\t")
        yield not_yet(text, killed, injured, why="read otherwise") if mark else (text, killed, injured)


@pytest.mark.parametrize(("text", "killed", "injured"), rows(*sentence_rows()))
def test_sentences_from_many_desks_tell_these_tolls(text, killed, injured):
    assert (told_in_words(text, "killed"), told_in_words(text, "injured")) == (killed, injured)


@pytest.mark.parametrize(("text", "expected"), rows(*tables.HARM, *tables.PLAIN))
def test_killed_and_injured_are_counted_however_they_are_told(text, expected):
    kinds = {kind for kind, _, _ in expected} | {"killed", "injured"}
    assert {count for count in told(text) if count[0] in kinds} == expected


@pytest.mark.parametrize(("text", "count", "older"), rows(*tables.TOLLS))
def test_a_later_toll_stands_and_the_older_one_is_kept(text, count, older):
    assert told(text) == {count}
    assert [c.low for c in counts_in(the_sentence(text), 0) if c.replaced_by] == ([older] if older else [])


@pytest.mark.parametrize(("text", "kind", "low", "high"), rows(*tables.OTHER_KINDS))
def test_each_kind_of_count_has_its_words(text, kind, low, high):
    assert told(text) == {(kind, low, high)}


@pytest.mark.parametrize(("text", "whole", "part"), rows(*tables.PARTS))
def test_a_part_of_a_count_is_not_added_to_it(text, whole, part):
    counts = counts_in(the_sentence(text), 0)
    assert [(c.low, c.subset_of) for c in counts if c.subset_of] == [(part, whole)]
    assert len([c for c in counts if c.is_whole]) == 1


@pytest.mark.parametrize("text", tables.NOTHING)
def test_things_measures_nobody_and_what_did_not_happen_are_no_toll(text):
    assert told(text) == set()


def test_what_is_left_out_is_said_with_its_reason():
    reading = read_counts(the_sentence("The bomb could have killed 200 people."), 0)
    assert reading.counts == ()
    assert [("200 people" in note, "could" in note) for note in reading.notes] == [(True, True)]


def test_two_accounts_make_a_range_and_both_are_kept():
    counts = counts_in(the_sentence("Four people according to police, seven according to witnesses, were killed."), 0)
    assert [(c.low, c.high, c.is_whole) for c in counts] == [(4, 7, True), (4, 4, False), (7, 7, False)]
    assert {c.replaced_by for c in counts[1:]} == {counts[0].wording}


def test_a_past_year_is_that_of_another_event_and_the_year_of_the_report_is_not():
    sentence = the_sentence("Tents still stand there from the 2016 quake, which killed 80 people.")
    assert read_counts(sentence, 0, year=2020).counts == ()
    assert [c.low for c in read_counts(sentence, 0, year=2016).counts] == [80]


@pytest.mark.parametrize(
    ("text", "approximate"),
    [
        ("About 70 people were killed.", True),
        ("Dozens of people were killed.", True),
        ("Exactly 70 people were killed.", False),
        ("Seventy people were killed.", False),
        ("At least 70 people were killed.", False),
    ],
)
def test_a_rough_number_says_that_it_is_rough(text, approximate):
    assert [c.approximate for c in counts_in(the_sentence(text), 0)] == [approximate]


@pytest.mark.parametrize("text", [row[0] for row in (*tables.HARM, *tables.PLAIN)])
def test_the_words_of_a_count_stand_in_the_text_where_it_says(text):
    prefix = "» "
    for sentence in parsed(text).sents:
        for count in counts_in(sentence, len(prefix)):
            quoted = count.span.of(prefix + text)
            assert all(word in quoted for word in count.wording.split(" and ")[0].split(" or ")[0].split())


def test_a_table_without_sentences_is_not_read():
    assert counts_in(the_sentence("12 killed " * 300), 0) == []
