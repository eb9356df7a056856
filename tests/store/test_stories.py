"""One story on many sites and edited articles, in the store: counted once, in any order, undone, and found again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from mapapp.domain.account import Decider, Subject, Verdict
from mapapp.domain.claim import CountKind
from mapapp.domain.incident import Status
from mapapp.domain.view import View
from mapapp.merge import Merger
from mapapp.store import Store, UnknownReport, tables
from mapapp.store.snapshot import Snapshot
from mapapp.story import Teller
from tests.builders import a_report
from tests.store.test_merges import content as incident_rows
from tests.story.world import reading, readings, text_of

MERGER, TELLER = Merger(), Teller()
STORY_TABLES = (tables.text_print, tables.text_band, tables.story_tie, tables.story_member, tables.telling)
SLOW = settings(max_examples=5)
ADDRESS = "https://news.example/aleppo"


@pytest.fixture
def store(url):
    store = Store.open(url, MERGER, TELLER)
    yield store
    store.close()


def fresh() -> Store:
    return Store.open("sqlite://", MERGER, TELLER)


def content(store: Store):
    with store.engine.connect() as connection:
        rows = {table.name: sorted(map(repr, connection.execute(select(table)).all())) for table in STORY_TABLES}
    return rows | incident_rows(store)


def ten_sites():
    return [
        reading(
            text_of(head=f"Headline of site {number}", cut=5 if number % 2 else 4), f"Site {number}", 15 + number % 3
        )
        for number in range(10)
    ]


FIRST = reading(text_of(14), "Reuters", url=ADDRESS)
EDITED = reading(text_of(16), "Reuters", url=f"{ADDRESS}?utm_source=mail", hour=5)
COPY = reading(text_of(14, head="ALEPPO (Reuters) -", cut=4), "Daily Post")


def test_one_story_on_ten_sites_is_one_incident_with_ten_sources(store):
    for one in ten_sites():
        store.keep(*one)
    (whole,) = [store.incident(one) for one in store.ids(View())]
    assert len(whole.report_ids) == 10
    assert whole.count(CountKind.KILLED).low == 14
    assert "told by 10 reports, which carry 1 story, and merged" in [reason.sentence for reason in whole.reasons]
    part, others = store.stories.of(ten_sites()[3][0].id)
    assert (part.versions, len(others)) == (1, 9)
    assert all("of the words of the report of Site" in other.tie.reason for other in others)


def test_copies_do_not_outvote_another_report(store):
    for one in ten_sites()[:4]:
        store.keep(*one)
    assert {account.story for account in store.merges.accounts(store.ids(View())[0])} == {
        min((one[0] for one in ten_sites()[:4]), key=lambda report: (report.published, report.id)).id
    }


@pytest.mark.parametrize(
    "again",
    [
        replace(FIRST[0], collected=datetime(2020, 1, 1, tzinfo=UTC)),
        replace(FIRST[0], id="", text=FIRST[0].text.replace("\n", "\n\n  ") + "\n"),
        replace(FIRST[0], id="", url="http://www.news.example/aleppo/?utm_source=feed&fbclid=1#top"),
        replace(FIRST[0], id="", url="HTTPS://NEWS.example:443/aleppo", title="Another headline"),
    ],
    ids=["collected again", "other white space", "trackers", "another way to write the address"],
)
def test_the_same_report_again_changes_nothing(store, again):
    store.keep(*FIRST)
    before, version = content(store), store.version()
    assert not store.keep(again, [replace(FIRST[1][0], id="again", report_ids=(again.id,))])
    assert (content(store), store.version()) == (before, version)


def test_an_edited_article_is_a_new_version_whose_figures_count(store):
    store.keep(*EDITED)
    store.keep(*FIRST)
    (whole,) = [store.incident(one) for one in store.ids(View())]
    assert whole.count(CountKind.KILLED).low == 16
    assert any(reason.sentence == "killed: 16 is shown; 14 is told too" for reason in whole.reasons)
    assert store.tally(View()).killed_low == 16
    part, (older,) = store.stories.of(EDITED[0].id)
    assert (part.version, part.versions, part.superseded) == (2, 2, False)
    assert (older.part.version, older.part.superseded) == (1, True)
    assert store.stories.changed(FIRST[0], EDITED[0]) == "“14” became “16”"


def test_what_only_an_older_version_tells_is_shown_and_not_counted(store):
    older = reading(text_of(14, 3), url=ADDRESS)
    store.keep(*older)
    alone = store.tally(View())
    assert alone.killed_low == 17
    store.keep(*EDITED)
    gone = store.incident(older[1][1].id)
    assert gone.status is Status.SUPERSEDED
    assert gone.reasons[0].sentence == "a newer version of the report counts in its place"
    assert store.tally(View()).killed_low == 16
    assert Snapshot.read(store).tally(View()) == store.tally(View())
    store.remove(EDITED[0].id)
    assert store.tally(View()) == alone
    assert store.incident(older[1][1].id) == older[1][1]


def test_a_copy_of_an_older_version_does_not_bring_its_toll_back(store):
    for one in (FIRST, EDITED, reading(text_of(14), "Daily Post", day=17)):
        store.keep(*one)
    assert store.tally(View()).killed_low == 16


def test_a_bulletin_of_the_next_day_is_no_copy(store):
    store.keep(*FIRST)
    lines = [line.replace("three", "five").replace("Monday", "Tuesday") for line in text_of(31).split("\n")]
    other = "\n".join(lines).replace("Wednesday", "Friday").replace("Aleppo", "Hama").replace("Saleh", "Omar")
    store.keep(*reading(other, "Reuters", 16))
    assert store.stories.of(FIRST[0].id) == (None, [])


def test_a_person_says_that_it_is_another_story_and_takes_it_back(store):
    for one in (FIRST, COPY):
        store.keep(*one)
    together = content(store)
    store.stories.take_out(COPY[0].id, "not copied")
    assert store.stories.of(FIRST[0].id) == (None, [])
    assert store.stories.suggestions(FIRST[0].id) == []
    line = next(line for line in store.merges.log() if line.by is Decider.PERSON)
    assert (line.subject, line.by, line.verdict, line.reason) == (
        Subject.STORY,
        Decider.PERSON,
        Verdict.DIFFERENT,
        "not copied",
    )
    store.merges.undo(line.number)
    assert content(store) == together


def test_the_programs_word_is_in_the_log_with_its_reason_and_can_be_undone(store):
    for one in (FIRST, COPY):
        store.keep(*one)
    (line,) = [line for line in store.merges.log() if line.subject is Subject.STORY]
    assert line.by is Decider.PROGRAM
    assert line.reason == "the same story: 100 % of the words of the report of Daily Post stand in that of Reuters too"
    store.merges.undo(line.number)
    assert store.stories.of(FIRST[0].id) == (None, [])


def test_what_is_in_doubt_is_suggested_until_a_person_says_so(store):
    part = reading(text_of(14, cut=1), "Daily Post")
    for one in (FIRST, part):
        store.keep(*one)
    assert store.stories.of(FIRST[0].id) == (None, [])
    ((report, tie),) = store.stories.suggestions(FIRST[0].id)
    assert (report, tie.sure) == (part[0], False)
    store.stories.same(FIRST[0].id, report.id)
    assert [other.report for other in store.stories.of(FIRST[0].id)[1]] == [part[0]]
    assert store.stories.suggestions(FIRST[0].id) == []
    with pytest.raises(UnknownReport):
        store.stories.same(FIRST[0].id, "nothing")


def test_what_was_kept_without_stories_finds_them_when_it_begins(url, store):
    plain = Store.open(url, MERGER)
    for one in (FIRST, EDITED, COPY):
        plain.keep(*one)
    assert not store.stories.current()
    store.stories.anew()
    assert store.stories.current()
    other = fresh()
    other.keep_many([FIRST, EDITED, COPY])
    assert content(other) == content(store)


def test_a_report_too_short_to_compare_is_kept_and_ties_nothing(store):
    for source in ("Reuters", "AFP"):
        store.keep(a_report("Two dead in Aleppo.", source=source))
    assert store.count_reports() == 2


@SLOW
@given(readings(), st.randoms(use_true_random=False))
def test_any_order_and_repetition_of_reports_gives_the_same_stories(some, chance):
    at_once, one_by_one = fresh(), fresh()
    at_once.keep_many(some)
    again = [*some, *some[:2]]
    chance.shuffle(again)
    for one in again:
        one_by_one.keep(*one)
    assert content(one_by_one) == content(at_once)
    one_by_one.stories.anew()
    one_by_one.merges.anew()
    assert content(one_by_one) == content(at_once)


@SLOW
@given(readings(), st.data())
def test_removing_a_report_is_as_if_it_had_never_come(some, data):
    with_it, without = fresh(), fresh()
    gone = data.draw(st.sampled_from(some))
    with_it.keep_many(some)
    with_it.remove(gone[0].id)
    without.keep_many([one for one in some if one is not gone])
    assert content(with_it) == content(without)


@SLOW
@given(readings(), st.data())
def test_whatever_a_person_says_of_stories_can_be_undone(some, data):
    store = fresh()
    store.keep_many(some)
    before = content(store)
    one, other = (data.draw(st.sampled_from(some))[0].id for _ in range(2))
    if data.draw(st.booleans()):
        store.stories.take_out(one)
        assert store.stories.of(one) == (None, [])
    elif one != other:
        store.stories.same(one, other)
        assert other in {mate.report.id for mate in store.stories.of(one)[1]}
    for line in store.merges.log():
        if line.by is Decider.PERSON:
            store.merges.undo(line.number)
    assert content(store) == before


@SLOW
@given(readings())
def test_the_map_and_the_store_count_the_same_and_nobody_twice(some):
    store = fresh()
    store.keep_many(some)
    assert Snapshot.read(store).tally(View()) == store.tally(View())
