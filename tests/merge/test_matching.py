"""A report tells each event once: when two of its accounts fit another, which one is it?"""

from mapapp.merge.matching import likenesses
from mapapp.merge.rules import Rules
from mapapp.merge.sketch import sketch
from tests.builders import a_claim, a_count, a_report, an_account

RULES = Rules.read()
ONE, OTHER = a_report("one"), a_report("other")


def told(report, code="explosion.shelling", killed=14, text="Shells fell."):
    counts = (a_count(killed, killed),)
    claims = (a_claim(text, report_id=report.id),)
    return sketch(
        an_account(code, report=report, counts=counts, claims=claims, id=f"{report.text} {code} {killed}"), RULES
    )


def sure(*pairs):
    return [{one.split(" ", 1)[1] for one in like.pair} for like in likenesses(pairs, RULES) if like.sure]


def test_the_better_of_two_is_the_match():
    theirs = told(OTHER, killed=14)
    assert sure((told(ONE, killed=14), theirs), (told(ONE, killed=9), theirs)) == [{"explosion.shelling 14"}]


def test_two_that_fit_alike_leave_it_open_and_are_both_suggested():
    theirs = told(OTHER, killed=14)
    pairs = [(told(ONE, killed=13), theirs), (told(ONE, killed=15), theirs)]
    assert sure(*pairs) == []
    assert len(likenesses(pairs, RULES)) == 2


def test_the_kind_tells_an_arrest_from_a_theft():
    theft = told(OTHER, "crime.other", killed=1)
    pairs = [(told(ONE, "crime.other", killed=1), theft), (told(ONE, "strategic.arrests", killed=1), theft)]
    assert sure(*pairs) == [{"crime.other 1"}]


def test_the_order_of_the_pairs_changes_nothing():
    theirs = told(OTHER, killed=14)
    pairs = [(told(ONE, killed=killed), theirs) for killed in (13, 14, 15)]
    assert likenesses(pairs, RULES) == likenesses(pairs[::-1], RULES)
