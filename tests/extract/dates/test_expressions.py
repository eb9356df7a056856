from __future__ import annotations

from datetime import date

import pytest

from mapapp.extract.dates import time_words, when_of
from tests.extract.dates.reading import REPORT_DAY, all_of, last, on, only, span
from tests.extract.tables import rows

DATES = rows(
    ("on 3 May 2020", span("05-03")),
    ("on the 3rd of May 2020", span("05-03")),
    ("on May 3, 2020", span("05-03")),
    ("on May 3rd, 2020", span("05-03")),
    ("on 2020-05-03", span("05-03")),
    ("on 2020/05/03", span("05-03")),
    ("on 3-May-2020", span("05-03")),
    ("on 3-May-20", span("05-03")),
    ("on 3 May '20", span("05-03")),
    ("on 3May2020", span("05-03")),
    ("on 25/11/2019", span("2019-11-25")),
    ("on 11/25/2019", span("2019-11-25")),
    ("on 25.11.2019", span("2019-11-25")),
    ("on 05/05/2020", span("05-05")),
    ("on the 3rd day of May, 2020", span("05-03")),
    ("on the twenty-first of April", span("04-21")),
    ("on the Fourth of July", span("2019-07-04")),
    ("on 29 February 2020", span("02-29")),
    ("on Sept. 9, 2019", span("2019-09-09")),
    ("on 1 Jan 2020", span("01-01")),
    ("on 12 April", span("04-12")),
    ("on April 12", span("04-12")),
    ("on Apr. 12", span("04-12")),
    ("on April the 12th", span("04-12")),
    ("on 24 December", span("2019-12-24")),
    ("on 5 March last year", span("2019-03-05")),
    ("on the 12th", span("05-12")),
    ("on the 25th", span("04-25")),
    ("on the 12th instant", span("05-12")),
    ("on 12th inst.", span("05-12")),
    ("on the 12th ultimo", span("04-12")),
    ("on the 5th of last month", span("04-05")),
    ("on the first of the month", span("05-01")),
    ("on the third day of the month", span("05-03")),
    ("on Sunday, 3 May 2020", span("05-03")),
    ("on Monday 18 May", span("05-18")),
    ("Mon., May 18", span("05-18")),
    ("on 18 May (Monday)", span("05-18")),
    ("on Monday the 18th", span("05-18")),
    ("on Monday 5 May", span("05-05")),
    ("on the second Sunday of May", span("05-10")),
    ("on the last Friday in April 2019", span("2019-04-26")),
    ("on Christmas Day", span("2019-12-25")),
    ("on New Year’s Eve", span("2019-12-31")),
    ("on May Day", span("05-01")),
)

WEEKDAYS = rows(
    ("on Monday", span("05-18")),
    ("on Wednesday", span("05-20")),
    ("on Thursday", span("05-14")),
    ("Tues", span("05-19")),
    ("on Sat. in Lahore", span("05-16")),
    ("last Friday", span("05-15")),
    ("last Wednesday", span("05-13")),
    ("Friday last", span("05-15")),
    ("the Friday before last", span("05-08")),
    ("next Friday", span("05-22")),
    ("next Wednesday", span("05-27")),
    ("this coming Sunday", span("05-24")),
    ("this past Sunday", span("05-17")),
    ("Tuesday last week", span("05-12")),
    ("on Tuesday of last week", span("05-12")),
    ("last week on Tuesday", span("05-12")),
    ("last week Tuesday", span("05-12")),
    ("during Friday prayers last week", span("05-15")),
    ("on Friday of next week", span("05-29")),
    ("on Friday week", span("05-29")),
    ("on Thursday of the week before last", span("05-07")),
    ("Monday's", span("05-18")),
)

NEAR = rows(
    ("yesterday", span("05-19")),
    ("yesterday evening", span("05-19")),
    ("last night", span("05-19")),
    ("the night before last", span("05-18")),
    ("the day before yesterday", span("05-18")),
    ("today", span("05-20")),
    ("this morning", span("05-20")),
    ("tonight", span("05-20")),
    ("tomorrow", span("05-21")),
    ("two days ago", span("05-18")),
    ("4 days ago", span("05-16")),
    ("15 days back", span("05-05")),
    ("a week ago", span("05-13")),
    ("a fortnight ago", span("05-06")),
    ("twenty-one days ago", span("04-29")),
    ("48 hours ago", span("05-18")),
    ("about two weeks ago", span("05-03", "05-09", "days")),
    ("a few days ago", span("05-15", "05-19", "days")),
    ("a month ago", span("04-01", "04-30", "month")),
    ("a month ago today", span("04-20")),
    ("two years ago", span("2018-01-01", "2018-12-31", "year")),
)

STRETCHES = rows(
    ("over the past 24 hours", span("05-19", "05-20")),
    ("in the last 48 hours", span("05-18", "05-20", "days")),
    ("within 72 hours", span("05-17", "05-20", "days")),
    ("over the past three days", span("05-17", "05-20", "days")),
    ("in the past week", span("05-13", "05-20", "days")),
    ("in the past month", span("04-20", "05-20", "days")),
    ("in the 24 hours to Monday", span("05-17", "05-18")),
    ("in the week to 14 May", span("05-08", "05-14", "days")),
    ("in the week ending Sunday", span("05-11", "05-17", "days")),
    ("in the week of 4 May", span("05-04", "05-10", "days")),
    ("this week", span("05-18", "05-20", "days")),
    ("earlier this week", span("05-18", "05-20", "days")),
    ("last week", span("05-11", "05-17", "days")),
    ("the week before last", span("05-04", "05-10", "days")),
    ("over the weekend", span("05-16", "05-17", "days")),
    ("on the weekend of 2-3 May", span("05-02", "05-03", "days")),
    ("this month", span("05-01", "05-20", "days")),
    ("last month", span("04-01", "04-30", "month")),
    ("late last month", span("04-21", "04-30", "days")),
    ("in the last week of last month", span("04-24", "04-30", "days")),
    ("last year", span("2019-01-01", "2019-12-31", "year")),
    ("since Monday", span("05-18", "05-20", "days")),
    ("since April", span("04-01", "05-20", "days")),
    ("since the start of the year", span("01-01", "05-20", "year")),
    ("since 2018", span("2018-01-01", "05-20", "year")),
    ("as of 14 March", span(None, "03-14", "until")),
    ("by Monday", span(None, "05-18", "until")),
    ("before 12 May", span(None, "05-11", "until")),
)

RANGES = rows(
    ("May 11-13", span("05-11", "05-13", "days")),
    ("between Monday and Wednesday", span("05-18", "05-20", "days")),
    ("from Tuesday to Thursday", span("05-12", "05-14", "days")),
    ("Tues-Thurs", span("05-12", "05-14", "days")),
    ("on Saturday, Sunday and Monday", span("05-16", "05-18", "days")),
    ("from Friday night until Sunday morning", span("05-15", "05-17", "days")),
    ("on 3-5 May 2020", span("05-03", "05-05", "days")),
    ("on 3–5 May", span("05-03", "05-05", "days")),
    ("on 3, 4 and 5 May", span("05-03", "05-05", "days")),
    ("on May 3-5, 2020", span("05-03", "05-05", "days")),
    ("between the 3rd and 5th of May", span("05-03", "05-05", "days")),
    ("from 30 April to 2 May", span("04-30", "05-02", "days")),
    ("from April 30 to May 2, 2020", span("04-30", "05-02", "days")),
    ("from 30 December to 2 January", span("2019-12-30", "01-02", "days")),
    ("between March and May", span("03-01", "05-31", "month")),
    ("in January-March 2020", span("01-01", "03-31", "month")),
    ("from 2017 to 2019", span("2017-01-01", "2019-12-31", "year")),
)

MONTHS = rows(
    ("in April 2019", span("2019-04-01", "2019-04-30", "month")),
    ("in December 2019", span("2019-12-01", "2019-12-31", "month")),
    ("in April", span("04-01", "04-30", "month")),
    ("in October", span("2019-10-01", "2019-10-31", "month")),
    ("last March", span("03-01", "03-31", "month")),
    ("in March last year", span("2019-03-01", "2019-03-31", "month")),
    ("in early May", span("05-01", "05-10", "days")),
    ("in mid-April", span("04-11", "04-20", "days")),
    ("in late February", span("02-21", "02-29", "days")),
    ("at the end of April", span("04-21", "04-30", "days")),
    ("in the first week of May", span("05-01", "05-07", "days")),
    ("in the second half of April", span("04-16", "04-30", "days")),
    ("in the first half of 2019", span("2019-01-01", "2019-06-30", "days")),
    ("in the third quarter of 2019", span("2019-07-01", "2019-09-30", "days")),
    ("in 2017", span("2017-01-01", "2017-12-31", "year")),
    ("in early 2019", span("2019-01-01", "2019-12-31", "year")),
    ("in the summer of 2019", span("2019-01-01", "2019-12-31", "year")),
    ("in the 1990s", span("1990-01-01", "1999-12-31", "year")),
)

NIGHTS = rows(
    ("overnight", span("05-19", "05-20")),
    ("overnight on Saturday", span("05-16")),
    ("overnight into Wednesday", span("05-19", "05-20")),
    ("overnight Friday to Saturday", span("05-15", "05-16")),
    ("on the night of 4-5 May", span("05-04", "05-05")),
    ("during the night of 3/4 May", span("05-03", "05-04")),
    ("in the intervening night of May 3 and 4", span("05-03", "05-04")),
    ("on the night of 4 May", span("05-04")),
    ("Monday night into Tuesday", span("05-18", "05-19")),
    ("on Friday-Saturday night", span("05-15", "05-16")),
    ("early on Sunday", span("05-17")),
    ("at dawn on Sunday", span("05-17")),
    ("in the wee hours of Sunday", span("05-17")),
    ("before sunrise on Sunday, 3 May", span("05-03")),
    ("shortly after midnight on Sunday", span("05-17")),
    ("late Monday night", span("05-18")),
)

HOURS = rows(
    ("around 3 p.m. local time on Friday", span("05-15", precision="hour")),
    ("at 14:30 on 12 May", span("05-12", precision="hour")),
    ("at 1430 hrs on 12 May", span("05-12", precision="hour")),
    ("at 14h30 on 12 May", span("05-12", precision="hour")),
    ("at 06.30 hrs on Monday", span("05-18", precision="hour")),
    ("Monday at about 3:40 pm", span("05-18", precision="hour")),
    ("at 5 o’clock on Monday morning", span("05-18", precision="hour")),
    ("between 2 p.m. and 4 p.m. on Monday", span("05-18", precision="hour")),
    ("at 10:30 a.m. EST on Sunday", span("05-17", precision="hour")),
    ("yesterday at 3 p.m.", span("05-19", precision="hour")),
)

EXPRESSIONS = [*DATES, *WEEKDAYS, *NEAR, *STRETCHES, *RANGES, *MONTHS, *NIGHTS, *HOURS]


@pytest.mark.parametrize(("text", "expected"), EXPRESSIONS)
def test_time_words_of_a_report_of_wednesday_20_may_2020_mean_these_days(text, expected):
    assert only(text) == expected


PLANNED = rows(
    ("tomorrow week", span("05-28")),
    ("a fortnight today", span("06-03")),
    ("on Friday", span("05-22")),
    ("on Monday", span("05-25")),
    ("on 3 June", span("06-03")),
    ("on 4 January", span("2021-01-04")),
    ("on the 3rd", span("06-03")),
    ("in July", span("07-01", "07-31", "month")),
    ("in February", span("2021-02-01", "2021-02-28", "month")),
    ("this week", span("05-20", "05-24", "days")),
    ("next week", span("05-25", "05-31", "days")),
    ("next weekend", span("05-23", "05-24", "days")),
    ("from Monday to Wednesday", span("05-25", "05-27", "days")),
    ("on Christmas Eve", span("12-24")),
    ("in three days' time", span("05-23")),
    ("tomorrow", span("05-21")),
)


@pytest.mark.parametrize(("text", "expected"), PLANNED)
def test_the_time_words_of_a_plan_look_ahead(text, expected):
    assert only(text, future=True) == expected


FROM_BEFORE = rows(
    ("The previous day he died.", span("05-02")),
    ("The night before, he died.", span("05-02")),
    ("The same day he died.", span("05-03")),
    ("Hours later he died.", span("05-03")),
    ("At dawn he died.", span("05-03")),
    ("At 3 p.m. he died.", span("05-03", precision="hour")),
    ("The following morning he died.", span("05-04")),
    ("Two days later he died.", span("05-05")),
    ("Three weeks earlier he died.", span("04-12")),
    ("On the third day he died.", span("05-05")),
    ("The following Monday he died.", span("05-04")),
    ("The following week he died.", span("05-04", "05-10", "days")),
    ("A month later he died.", span("06-01", "06-30", "month")),
)


@pytest.mark.parametrize(("text", "expected"), FROM_BEFORE)
def test_some_words_count_from_the_day_that_the_text_named_before(text, expected):
    assert last(f"On 3 May he was hurt. {text}") == expected


AWAY = rows(
    ("three days before the British poll of 8 June 2017", span("2017-06-05")),
    ("two days after Christmas", span("2019-12-27")),
    ("on the eve of 8 May", span("05-07")),
    ("a day after Monday's attack", span("05-19")),
)


@pytest.mark.parametrize(("text", "expected"), AWAY)
def test_some_words_count_from_a_day_that_they_name_themselves(text, expected):
    assert only(text) == expected


SELDOM = (  # from Thursday 15 June 2023
    ("a week last Sunday", "2023-06-04"),
    ("a week ago last Friday", "2023-06-02"),
    ("a week ago on Tuesday", "2023-06-06"),
    ("two weeks ago Saturday", "2023-06-03"),
    ("three Fridays ago", "2023-05-26"),
    ("yesterday week", "2023-06-07"),
    ("Mon a.m.", "2023-06-12"),
    ("2 June, a Friday,", "2023-06-02"),
    ("six months ago to the day", "2022-12-15"),
    ("one Tuesday in October", ("2022-10-01", "2022-10-31", "month")),
    ("on a Sunday morning in late April", ("2023-04-21", "2023-04-30", "days")),
    ("over the first weekend of June", ("2023-06-03", "2023-06-04", "days")),
    ("on the last weekend of May", ("2023-05-27", "2023-05-28", "days")),
    ("the weekend before last", ("2023-06-03", "2023-06-04", "days")),
    ("in the first days of June", ("2023-06-01", "2023-06-05", "days")),
    ("in the last ten days of May", ("2023-05-22", "2023-05-31", "days")),
    ("in the last three days of May", ("2023-05-29", "2023-05-31", "days")),
    ("on the last day of May", "2023-05-31"),
    ("in Q1 2023", ("2023-01-01", "2023-03-31", "days")),
    ("this day last week", "2023-06-08"),
    ("three weeks to the day since it fell", "2023-05-25"),
    ("the evening before last", "2023-06-13"),
    ("this forenoon", "2023-06-15"),
    ("within the past hour", "2023-06-15"),
    ("on the twelfth", "2023-06-12"),
    ("on the 9th above the town", "2023-06-09"),
    ("20230605", "2023-06-05"),
    ("on 05.06", "2023-06-05"),
    ("on Sept.13", "2022-09-13"),
    ("DTG 051530ZJUN23", ("2023-06-05", None, "hour")),
    ("at a quarter past nine on Monday", ("2023-06-12", None, "hour")),
    ("at ten to six on Monday", ("2023-06-12", None, "hour")),
    ("at 01:24 on Wednesday (2054 GMT Tuesday)", ("2023-06-14", None, "hour")),
    ("late on Monday, going into Tuesday", ("2023-06-12", "2023-06-13")),
    ("Tues. thru Thurs.", ("2023-06-13", "2023-06-15", "days")),
    ("on Monday and again on Tuesday", ("2023-06-12", "2023-06-13", "days")),
    ("the Saturday before Christmas", "2022-12-24"),
    ("on Orthodox Easter Sunday", "2023-04-16"),
    ("on Rizal Day", "2022-12-30"),
    ("a day before MLK Day", "2023-01-15"),
    ("over the Memorial Day weekend", ("2023-05-27", "2023-05-29", "days")),
    ("the morning after Halloween", "2022-11-01"),
)


@pytest.mark.parametrize(("text", "days"), SELDOM)
def test_what_is_seldom_said_is_read_too(text, days):
    assert only(text, date(2023, 6, 15)) == (span(days) if isinstance(days, str) else span(*days))


NO_DATES = (
    "a rise of 30.12 per cent",
    "on 30.12 per cent",
    "the vote was ten to six",
    "case 20239917",
    "on the third try",
)


@pytest.mark.parametrize("text", NO_DATES)
def test_figures_and_ordinals_of_other_things_are_no_dates(text):
    assert all_of(text) == []


IMPOSSIBLE = ("31 February 2020", "30 February", "31 April 2019", "29 February 2019", "2020-02-30", "the 32nd of May")


@pytest.mark.parametrize("text", IMPOSSIBLE)
def test_a_day_that_does_not_exist_is_no_date_and_is_called_so(text):
    assert "no such day" in only(f"on {text}")


def test_29_february_without_a_year_is_the_report_s_and_no_day_in_a_common_year():
    assert only("on 29 February", date(2020, 3, 3)) == span("02-29")
    assert "no such day" in only("on 29 February", date(2021, 3, 3))
    assert only("on 29 February", date(2021, 1, 3)) == span("02-29")


@pytest.mark.parametrize("text", ["12/05/2019", "5/6/16", "3-4-2020"])
def test_figures_that_can_be_read_in_two_orders_are_never_guessed(text):
    assert "day and month or month and day" in only(f"on {text}")


def test_of_two_orders_one_that_lies_after_the_report_is_ruled_out():
    assert only("on 12/05/2020") == span("05-12")


FEASTS = (
    ("the first day of Eid al-Fitr", date(2023, 6, 15), "2023-04-21"),
    ("the second day of Eid al-Adha", date(2023, 7, 2), "2023-06-29"),
    ("Ashura", date(2023, 8, 2), "2023-07-28"),
    ("the eve of Ramadan", date(2023, 3, 25), "2023-03-22"),
    ("Diwali", date(2023, 11, 14), "2023-11-12"),
    ("Lunar New Year's Eve", date(2023, 1, 24), "2023-01-21"),
    ("Thanksgiving Day", date(2019, 12, 2), "2019-11-28"),
    ("Ash Wednesday", date(2023, 2, 24), "2023-02-22"),
    ("Nowruz", date(2023, 3, 22), "2023-03-21"),
)


@pytest.mark.parametrize(("text", "today", "day"), FEASTS)
def test_the_days_of_feasts_that_move_stand_in_a_table(text, today, day):
    assert only(f"on {text}", today) == span(day)


def test_a_feast_of_many_days_is_all_of_them():
    assert only("during Ramadan", date(2023, 5, 2)) == span("2023-03-23", "2023-04-21", "days")


def test_a_feast_that_is_planned_is_the_next_one():
    assert only("on Eid al-Adha", date(2023, 6, 15), future=True) == span("2023-06-28")


def test_before_and_behind_the_table_a_feast_has_no_day():
    assert "no “Diwali” near" in only("on Diwali", date(1990, 11, 1))
    assert "no “Diwali” near" in only("on Diwali", date(2050, 11, 1))


@pytest.mark.parametrize("text", ["the first day of Eid", "the last day of Ramadan", "Independence Day"])
def test_feasts_that_nobody_can_put_on_a_day_are_not_resolved_and_are_called_so(text):
    assert "another day each year" in only(f"on {text}")


def test_easter_is_known_where_only_one_church_has_just_kept_it():
    assert only("on Easter Sunday", date(2019, 4, 23)) == span("2019-04-21")
    assert (
        only("on Good Friday", date(2021, 5, 3))
        == "“Good Friday” of the Western and of the Eastern church are both near"
    )


NEEDS_ANCHOR = ("on Monday", "yesterday", "two weeks ago", "last month", "on 12 April", "in October", "on the 5th")


@pytest.mark.parametrize("text", NEEDS_ANCHOR)
def test_without_an_anchor_relative_words_are_no_date_and_never_today(text):
    assert only(text, day=None) == "the report has no date"


@pytest.mark.parametrize("text", ["on 3 May 2020", "in April 2019", "in 2017", "from 30 April to 2 May 2020"])
def test_full_dates_need_no_anchor(text):
    assert only(text, day=None) == only(text)


NO_TIMES = (
    "The index closed at 8.40 for the first of three funds.",
    "They may leave.",
    "They march 12 abreast.",
    "Route 2020 is shut.",
    "A sundial.",
    "Mr March met April Jones of Mon State.",
    "The March 23 Movement attacked.",
    "Bloody Sunday, a book.",
    "He reads the Sunday Times at the Sunday market.",
    "On the 12th floor, for the 24th time.",
    "Version 12.05.20 of 10.12.2019.5 won 2-1.",
    "An M7.8 quake, 1/2 of it at sea.",
    "For three days, two days after the vote.",
)


@pytest.mark.parametrize("text", NO_TIMES)
def test_words_that_only_look_like_dates_are_left_alone(text):
    assert time_words(text) == []


def test_what_the_text_takes_back_is_no_date():
    assert all_of("on Thursday, not on Friday as first reported") == [span("05-14")]


def test_the_written_date_stands_against_the_weekday_beside_it_and_the_rule_says_so():
    (words,) = time_words("on Monday 5 May")

    assert "though it is a Tuesday" in when_of(words, on(REPORT_DAY)).rule


def test_a_month_may_end_a_headline():
    assert len(time_words("Ferry sank in April")) == 1


def test_a_time_told_in_world_time_is_an_hour_of_its_day():

    (words,) = time_words("at 1430 GMT on Monday")
    when = when_of(words, on(REPORT_DAY))
    assert (when.start.isoformat(), when.end.isoformat()) == ("2020-05-18T14:00:00+00:00", "2020-05-18T15:00:00+00:00")
