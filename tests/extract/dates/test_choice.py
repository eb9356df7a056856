from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from mapapp.domain.when import TimePrecision
from mapapp.extract.dates import Timeline
from mapapp.intake.blocks import document_of
from tests.builders import a_report
from tests.extract.dates.reading import REPORT_DAY, days_of, span
from tests.extract.parsing import parsed
from tests.extract.tables import rows

PUBLISHED = datetime(REPORT_DAY.year, REPORT_DAY.month, REPORT_DAY.day, tzinfo=UTC)


def read(text, word, *, published=PUBLISHED, future=False):
    """(days, wording, notes) of the act that a word of the text tells; its sentences are read in order."""
    timeline = Timeline(document_of(a_report(text, published=published)))
    doc = parsed(text)
    timeline.open_block(doc.text)
    for sentence in doc.sents:
        act = next((token for token in sentence if token.text == word), None)
        if act is not None:
            when = timeline.of_act(act, sentence, future=future)
            return (days_of(when), when.wording) if when else None, timeline.notes
        timeline.close_sentence(sentence.start_char, sentence.end_char)
    raise AssertionError(f"no “{word}” in {text}")


def days(text, word, **other):
    told, _ = read(text, word, **other)
    return told[0] if told else None


WEEKEND = span("05-16", "05-17", "days")
SENTENCES = rows(
    ("Men opened fire at Dumba, on Lake Chad, over the weekend, officials said on Tuesday.", "opened", WEEKEND),
    ("We condemn the killing of 44 worshippers at Fambita on 16 May.", "killing", span("05-16")),
    ("Looting hit Durban over the weekend; soldiers were sent in on Monday.", "hit", WEEKEND),
    ("Police said on Tuesday that the attack on the depot took place on Sunday.", "attack", span("05-17")),
    ("The army said on Wednesday that its troops had killed nine rebels on Monday.", "killed", span("05-18")),
    ("The trader, arrested in March and let out on bail, was killed on 5 May.", "killed", span("05-05")),
    ("A quake struck before dawn Monday, the deadliest since 1999.", "struck", span("05-18")),
    ("The bus crash, the worst in the city since 2015, killed 12 people on Sunday.", "killed", span("05-17")),
    ("A gunman killed four people on Monday; he had been freed in December.", "killed", span("05-18")),
    ("Gunmen stormed the market and shot four people on Monday.", "stormed", span("05-18")),
    ("A bomb that killed 12 people exploded on Monday.", "killed", span("05-18")),
    ("Five people were killed after a bus plunged into a ravine on Monday.", "killed", span("05-18")),
    ("Hundreds protested on Tuesday after a court freed the officer on Monday.", "protested", span("05-19")),
    ("Ten people were wounded in an attack that occurred on Monday.", "wounded", span("05-18")),
    ("The attack, which took place on Monday, killed three soldiers.", "attack", span("05-18")),
    ("The hostages were kidnapped on 12 May and freed on Tuesday.", "kidnapped", span("05-12")),
    ("The hostages were kidnapped on 12 May and freed on Tuesday.", "freed", span("05-19")),
    ("At least 12 people have been killed since Monday in air strikes.", "killed", span("05-18", "05-20", "days")),
    ("A sniper killed five officers on Thursday, not on Friday as first reported.", "killed", span("05-14")),
    ("On Monday a bomb exploded outside the station at 3:25 p.m.", "exploded", span("05-18", precision="hour")),
    ("Hospitals were treating the wounded after Saturday's bombing.", "bombing", span("05-16")),
    ("A truce signed on Monday was broken.", "signed", span("05-18")),
    ("Troops fought off rebels who attacked a base on Tuesday.", "fought", span("05-19")),
)


@pytest.mark.parametrize(("text", "word", "expected"), SENTENCES)
def test_of_several_times_in_a_sentence_the_act_has_its_own(text, word, expected):
    assert days(text, word) == expected


NOT_THEIRS = [
    ("Police arrested two men, one of them wanted since 2009.", "arrested"),
    ("It was the deadliest attack since 2008.", "attack"),
    ("Soldiers arrested a man who had shot two farmers in 2014.", "arrested"),
    ("Soldiers arrested a man who had shot two farmers on 14 April.", "arrested"),
]


@pytest.mark.parametrize(("text", "word"), NOT_THEIRS)
def test_the_time_of_something_else_is_not_lent_to_the_act(text, word):
    assert days(text, word) is None


STATEMENTS = [
    ("Police said on Tuesday that gunmen had killed nine farmers.", "killed"),
    ("The number killed when a bus fell off a mountain road rose to 29 on Tuesday.", "fell"),
]


@pytest.mark.parametrize(("text", "act"), STATEMENTS)
def test_the_day_of_the_statement_dates_an_act_that_has_no_other_and_the_rule_says_so(text, act):
    timeline = Timeline(document_of(a_report("x", published=PUBLISHED)))
    doc = parsed(text)
    timeline.open_block(doc.text)
    when = timeline.of_act(next(t for t in doc if t.text == act), doc.sents[0], future=False)
    assert days_of(when) == span("05-19")
    assert "the day on which it was said" in when.rule


FROM_BEFORE = rows(
    ("Four days after bandits raided a school, parents gathered on Monday.", "raided", span("05-14")),
    ("A bomb went off on 5 May. That came two days after gunmen shot a judge.", "shot", span("05-03")),
    ("The truce was signed on 9 May. A week earlier, on 1 May, rebels shelled the town.", "shelled", span("05-01")),
    ("Negotiators met on 5 May. A student had been shot dead the previous day.", "shot", span("05-04")),
    ("The truce was read out on 9 May. The following morning warplanes bombed a market.", "bombed", span("05-10")),
    ("Inspectors visited the store on 5 May. It exploded a week later.", "exploded", span("05-12")),
    ("The strike began on Monday of last week; on the third day police dispersed it.", "dispersed", span("05-13")),
    ("The truce was signed on 9 May. Rebels shelled the town the same day.", "shelled", span("05-09")),
)


@pytest.mark.parametrize(("text", "word", "expected"), FROM_BEFORE)
def test_an_act_may_be_counted_from_the_day_that_the_text_named_before(text, word, expected):
    assert days(text, word) == expected


def test_a_clause_that_lies_beyond_the_calendar_has_no_day():
    text = "The truce was signed today. That was two days before rebels shot a judge."
    assert days(text, "shot", published=datetime(9999, 12, 31, tzinfo=UTC)) is None


def test_a_day_named_many_sentences_ago_is_forgotten():
    quiet = "The road was dry. " * 5
    assert days(f"The truce was signed on 9 May. {quiet}Rebels shelled the town the same day.", "shelled") is None


def test_a_block_that_is_not_read_for_acts_still_names_its_day():
    timeline = Timeline(document_of(a_report("x", published=PUBLISHED)))
    timeline.pass_block("The council met on 9 May.")
    doc = parsed("Rebels shelled the town the following night.")
    timeline.open_block(doc.text)
    when = timeline.of_act(next(t for t in doc if t.text == "shelled"), doc.sents[0], future=False)
    assert days_of(when) == span("05-10")


def test_a_label_at_the_head_of_an_entry_dates_what_the_entry_tells():
    assert days("3 May: a car bomb outside the consulate killed two guards.", "killed") == span("05-03")
    assert days("Incident log: 2020-05-03, Shwegu township. A bomb injured one clerk.", "injured") == span("05-03")


def test_the_time_of_a_plan_lies_ahead():
    assert days("Activists plan to march on Saturday.", "march", future=True) == span("05-23")


def test_the_day_on_which_a_plan_was_made_has_been():
    assert days("Both sides agreed on Friday to withdraw.", "withdraw", future=True) == span("05-15")


def test_a_plan_for_some_time_before_a_day_may_be_any_day_from_the_report_on():
    text = "The mission is to open a base before the end of the month."
    assert days(text, "open", future=True) == span("05-20", "05-31", "days")


IMPOSSIBLE = [
    ("The militia attacked the quarry on 31 April, police said on Tuesday.", "31 April", "no such day"),
    ("Gunmen attacked the bus on 12/05/2019.", "12/05/2019", "day and month or month and day"),
    ("Gunmen attacked worshippers on the first day of Eid.", "the first day of Eid", "another day each year"),
]


@pytest.mark.parametrize(("text", "wording", "why"), IMPOSSIBLE)
def test_what_cannot_be_dated_is_said_and_not_replaced_by_the_day_of_the_statement(text, wording, why):
    told, notes = read(text, "attacked")
    assert told is None
    assert notes[0].startswith(f"“{wording}” dates nothing")
    assert why in notes[0]


def test_without_any_date_a_weekday_dates_nothing_and_the_note_says_what_is_missing():
    told, notes = read("Gunmen attacked a bus on Wednesday.", "attacked", published=None)
    assert told is None
    assert notes == ["“Wednesday” dates nothing: the report has no date, and none stands in its text."]


def test_a_clock_without_a_day_is_of_the_dateline_s_day_and_else_of_none():
    text = "OSLO, May 18 (Reuters) - A car bomb exploded outside offices at 3:25 p.m., killing seven."
    assert days(text, "exploded") == span("05-18", precision="hour")
    assert read("A car bomb exploded outside offices at 3:25 p.m.", "exploded") == (None, [])


def test_a_time_in_another_clause_of_the_sentence_is_told_in_world_time():
    timeline = Timeline(document_of(a_report("x", published=PUBLISHED)))
    doc = parsed("On Monday a bomb exploded in Oslo at 1430 GMT.")
    timeline.open_block(doc.text)
    when = timeline.of_act(next(t for t in doc if t.text == "exploded"), doc.sents[0], future=False)
    assert (when.start.date(), when.start.hour, when.precision) == (date(2020, 5, 18), 14, TimePrecision.HOUR)
