"""Two accounts, one event? Each row says what differs between two accounts of a shelling, and what follows."""

from datetime import UTC, date, datetime

import pytest

from gazetteer.place import PlaceKind
from mapapp.domain.claim import CountKind
from mapapp.domain.incident import PlaceRole, Review, Status
from mapapp.domain.when import SAID, TimePrecision
from mapapp.merge.rules import Rules
from mapapp.merge.score import score, total
from mapapp.merge.sketch import sketch
from tests.builders import a_claim, a_count, a_report, a_when, an_account, an_incident_place

RULES = Rules.read()
FIRST, SECOND = a_report("first"), a_report("second", published=datetime(2016, 12, 16, tzinfo=UTC))
BAGHDAD = {"latitude": 33.3, "longitude": 44.4, "radius_km": 15.0}
CITY = an_incident_place("Baghdad", **BAGHDAD)
PROVINCE = an_incident_place("Aleppo", place_id="geonames:170062", kind=PlaceKind.ADMIN1, radius_km=80.0)
OTHER_PROVINCE = an_incident_place("Homs", place_id="geonames:169575", kind=PlaceKind.ADMIN1, radius_km=80.0)
COUNTRY = an_incident_place("Syria", place_id="sy", kind=PlaceKind.COUNTRY, admin1_id=None, radius_km=240)
QUARTER = an_incident_place("al-Shaar", kind=PlaceKind.QUARTER, radius_km=1.0, latitude=36.21, longitude=37.18)
OTHER_QUARTER = an_incident_place("Hanano", kind=PlaceKind.QUARTER, radius_km=1.5, latitude=36.225, longitude=37.195)
VILLAGE = an_incident_place("Hayan", latitude=36.32, longitude=37.02, radius_km=2.0)
ORIGIN, DESTINATION = (an_incident_place(role=role) for role in (PlaceRole.ORIGIN, PlaceRole.DESTINATION))
OTHER_ORIGIN = an_incident_place("Baghdad", role=PlaceRole.ORIGIN, **BAGHDAD)
GOAL = an_incident_place("Idlib", latitude=35.93, longitude=36.63, role=PlaceRole.DESTINATION)
TOLD = {"start": None, "precision": TimePrecision.UNTIL}
AGAIN = "At least four people lost their lives when rockets came down, a doctor told Reuters."
SURE, MAYBE, NO, APART = "sure", "maybe", "no", "apart"


def when(day, **other):
    return {"when": a_when(date(2016, 12, day), **other)}


def killed(low, high):
    return {"counts": (a_count(low, high),)}


def words(text):
    return {"claims": (a_claim(text, report_id="r"),), "counts": ()}


def in_village(dead):
    return {"places": (VILLAGE,)} | killed(dead, dead)


NOTHING_ELSE = {"places": (CITY,), "counts": ()}
DECEMBER = when(1, precision=TimePrecision.MONTH, end=datetime(2017, 1, 1, tzinfo=UTC))
CRUSH = {"type_code": "accident.crush"} | killed(50, 60)
DEAD_AND_HURT = {"counts": (a_count(4, 4), a_count(5, 5, kind=CountKind.INJURED))}
EPIDEMIC = {"type_code": "natural.epidemic", "counts": ()}
QUAKE = {"type_code": "natural.earthquake", "counts": ()}
FALLS, FIGHTING = ({"type_code": code, "counts": ()} for code in ("battle.overrun", "battle.clash"))
RIOT, MARCH = ({"type_code": code, "counts": ()} for code in ("riot.violent", "protest.peaceful"))
PAIRS = [
    # what, the first account, the second, what follows
    ("the same town, day, kind and figure", {}, {}, SURE),
    ("the same city, day and kind, and nothing else", NOTHING_ELSE, NOTHING_ELSE, MAYBE),
    ("a quarter and its town", {}, {"places": (QUARTER,)}, SURE),
    ("two quarters of one town", {"places": (QUARTER,)}, {"places": (OTHER_QUARTER,)}, MAYBE),
    ("a town and its province", {}, {"places": (PROVINCE,)}, MAYBE),
    ("a town and its province, with many dead", killed(31, 31), {"places": (PROVINCE,)} | killed(31, 31), SURE),
    ("a town and another province", {}, {"places": (OTHER_PROVINCE,)}, APART),
    ("a town and its country", {}, {"places": (COUNTRY,)}, MAYBE),
    ("two neighbouring villages", killed(12, 12), killed(12, 12) | {"places": (VILLAGE,)}, NO),
    ("two cities", {}, {"places": (CITY,)}, APART),
    ("one of them is not placed", {}, {"places": ()}, NO),
    ("one of them is not placed, with many dead", killed(57, 57), killed(57, 57) | {"places": ()}, MAYBE),
    ("a crush that is not placed, with figures that agree", CRUSH, CRUSH | {"places": ()}, SURE),
    ("a town and its province, two figures the same", DEAD_AND_HURT, DEAD_AND_HURT | {"places": (PROVINCE,)}, SURE),
    ("the next day", when(14), when(15), MAYBE),
    ("two days later", when(14), when(16), APART),
    ("one gives no day and is told the day after", when(14), when(15, **TOLD), SURE),
    ("one is of the day on which it was said", when(14), when(15, rule=f"Thursday; {SAID}"), SURE),
    ("one was said two days after", when(14), when(16, rule=f"Friday; {SAID}"), APART),
    ("one gives no day and is told a week after", when(14), when(21, **TOLD), APART),
    ("one gives no day and is told before", when(14), when(13, **TOLD), APART),
    ("one says only the month", when(14), DECEMBER, MAYBE),
    ("one is not dated", {}, {"when": None}, MAYBE),
    ("a toll that rises from report to report", killed(14, 14), killed(44, 44), MAYBE),
    ("a toll that rises to twice as many", killed(14, 14), killed(27, 27), SURE),
    ("a great toll that rises", killed(40, 40), killed(133, 133), SURE),
    ("as many as 14, and 14", NOTHING_ELSE | killed(None, 14), NOTHING_ELSE | killed(14, 14), SURE),
    ("a town falls, and fighting there", FALLS, FIGHTING, SURE),
    ("an earthquake told of in two towns", QUAKE, QUAKE | {"places": (GOAL,)}, SURE),
    ("two earthquakes", QUAKE | words("It was of magnitude 7.8."), QUAKE | words("A magnitude 7.5 one."), MAYBE),
    ("such a toll in a small town", in_village(14), in_village(44), SURE),
    ("at least 14, and 20", killed(14, None), killed(20, 20), SURE),
    ("a toll that falls", killed(20, 20), killed(14, 14), MAYBE),
    ("one dead, and later nobody", killed(1, 1), killed(0, 0), MAYBE),
    ("a riot, and the march of the next day", RIOT | when(14), MARCH | when(15), MAYBE),
    ("a riot, and the march of the day", RIOT | when(14), MARCH | when(14), SURE),
    ("a toll that cannot be of the same", killed(44, 44), killed(4, 4), APART),
    ("an air strike and a shelling", {}, {"type_code": "explosion.air"}, SURE),
    ("a killing and a shelling", {}, {"type_code": "civilians.attack"}, MAYBE),
    ("a flood and a shelling", {}, {"type_code": "natural.flood"}, APART),
    ("planned and done", {}, {"status": Status.PLANNED}, APART),
    ("denied and done", {}, {"status": Status.DENIED}, SURE),
    ("claimed and done", {}, {"status": Status.CLAIMED}, SURE),
    ("one report tells both", {"report": FIRST}, {"report": FIRST, "confidence": 0.1}, APART),
    ("a bomb and gunfire in one street", words("A bomb on Jinnah Road."), words("Two shot on Jinnah Road."), MAYBE),
    ("from one town, and to it", {"places": (ORIGIN,)}, {"places": (DESTINATION,)}, APART),
    ("from one town, and in it", {"places": (ORIGIN,)}, {}, SURE),
    ("to one town from two", {"places": (ORIGIN, GOAL)}, {"places": (OTHER_ORIGIN, GOAL)}, APART),
    ("an epidemic, and its count a week later", EPIDEMIC | when(8), EPIDEMIC | when(15, **TOLD), MAYBE),
    ("a stampede, and a stand that gave way", CRUSH, CRUSH | {"type_code": "accident.structure"}, SURE),
    ("a market and a school", words("It hit a market there."), words("It hit a school there."), MAYBE),
]  # fmt: skip


def verdict(reasons) -> str:
    if reasons is None:
        return APART
    points = total(reasons)
    return SURE if points >= RULES.sure else MAYBE if points >= RULES.maybe else NO


@pytest.mark.parametrize(("what", "first", "second", "follows"), PAIRS, ids=[row[0] for row in PAIRS])
def test_what_follows_from_two_accounts(what, first, second, follows):
    big = {"places": (an_incident_place(radius_km=14.5),)}
    one = sketch(an_account(**{"report": FIRST} | big | first), RULES)
    other = sketch(an_account(**{"report": SECOND, "claims": (a_claim(AGAIN),)} | big | second), RULES)
    reasons = score(one, other, RULES)
    assert verdict(reasons) == follows, reasons
    assert score(other, one, RULES) == reasons


def test_each_reason_is_a_sentence_and_their_points_are_the_score():
    reasons = score(sketch(an_account(report=FIRST), RULES), sketch(an_account(report=SECOND), RULES), RULES)
    assert all(reason.sentence for reason in reasons)
    assert total(reasons) == pytest.approx(sum(reason.points for reason in reasons))


def test_the_same_sentence_word_for_word_is_of_one_event_even_without_a_day_or_a_place():
    text = "Gunmen on motorcycles came at dawn and shot eleven men at the river crossing."
    undated = {"when": None, "places": (), "counts": (a_count(11, 11),), "claims": (a_claim(text),)}
    one, other = (sketch(an_account(report=report, **undated), RULES) for report in (FIRST, SECOND))
    assert verdict(score(one, other, RULES)) == SURE
    assert {block.key for block in one.blocks} & {block.key for block in other.blocks}


def test_what_a_person_rejected_meets_nobody():
    assert sketch(an_account(review=Review.REJECTED), RULES).blocks == ()


def test_floods_may_go_on_for_days():
    one, other = (
        sketch(an_account("natural.flood", report=report, counts=(), **when(day)), RULES)
        for report, day in ((FIRST, 12), (SECOND, 14))
    )
    assert verdict(score(one, other, RULES)) == SURE


def test_a_country_in_common_is_no_name_in_common():
    said = [f"It was said by {name} that Turkey and the Syrian side met there." for name in ("Aylin", "Bora")]
    one, other = (
        sketch(an_account(report=r, claims=(a_claim(s),)), RULES) for r, s in zip((FIRST, SECOND), said, strict=True)
    )
    assert not one.names & other.names
