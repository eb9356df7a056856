"""Words of position around names, with the real gazetteer: which ground they describe, and where they describe none."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.place import PlaceKind, Point
from mapapp.domain.area import Relation
from mapapp.domain.report import Span
from mapapp.geoparse import ground
from mapapp.geoparse.distance import Distance
from mapapp.geoparse.joined import parted
from mapapp.geoparse.recognise import spans_to_mentions
from tests import builders
from tests.extract.tables import rows

AWAY, TOWARDS, AROUND, PART, BETWEEN = Relation


@dataclass(frozen=True)
class Ground:
    """What is expected of an area."""

    words: str
    relation: Relation
    km: float
    """From the place to the middle of the circle."""
    radius_km: float
    bearing: float | None = None
    """From the place to the middle; None where they are one."""


def read(pipeline, text, *names):
    """The resolutions of these names of a text, each at its first spot, in Syria where that is a choice."""
    spans = [Span(start=text.index(name), end=text.index(name) + len(name)) for name in names]
    return pipeline.resolve(text, spans_to_mentions(text, iter(spans), "test"), "SY")


SHIFTED = rows(
    ("A mine exploded 30 km east of Aleppo.", Ground("30 km east of Aleppo", AWAY, 30, 20, 90)),
    ("A mine exploded thirty kilometres east of Aleppo.",
     Ground("thirty kilometres east of Aleppo", AWAY, 30, 20, 90)),
    ("It fell 30 km (19 miles) east of Aleppo.", Ground("30 km (19 miles) east of Aleppo", AWAY, 30, 20, 90)),
    ("It fell about 20-30 km north-west of Aleppo.",
     Ground("about 20-30 km north-west of Aleppo", AWAY, 25, 19, 315)),
    ("It fell 30 km to the north east of Aleppo.", Ground("30 km to the north east of Aleppo", AWAY, 30, 20, 45)),
    ("It fell 30 km east of Aleppo Monday.", Ground("30 km east of Aleppo", AWAY, 30, 20, 90)),
    ("It fell 12 km SSW of Daraa.", Ground("12 km SSW of Daraa", AWAY, 12, 4, 202.5)),
    ("It fell 30 km due east of Aleppo.", Ground("30 km due east of Aleppo", AWAY, 30, 17, 90)),
    ("It fell 30 km east of the Syrian city of Aleppo.",
     Ground("30 km east of the Syrian city of Aleppo", AWAY, 30, 20, 90)),
    ("It fell two hours’ drive north of Homs.", Ground("two hours’ drive north of Homs", AWAY, 95, 65, 0)),
    ("It fell south of Aleppo.", Ground("south of Aleppo", TOWARDS, 34, 39, 180)),
    ("It fell to the south of Aleppo.", Ground("to the south of Aleppo", TOWARDS, 34, 39, 180)),
    ("It fell just north of Idlib.", Ground("just north of Idlib", TOWARDS, 6, 6, 0)),
    ("It fell off the western coast of Lampedusa.", Ground("off the western coast of Lampedusa", TOWARDS, 23, 31, 270)),
    ("Northern Idlib province was hit.", Ground("Northern Idlib province", PART, 27, 48, 340)),
    ("It fell in the eastern parts of Aleppo.", Ground("eastern parts of Aleppo", PART, 7, 11, 90)),
    ("It fell in the north of Aleppo.", Ground("the north of Aleppo", PART, 7, 11, 0)),
    ("It fell in northern and western Aleppo.", Ground("northern and western Aleppo", PART, 7, 11, 315)),
    ("It fell in Aleppo’s eastern neighbourhoods.", Ground("Aleppo’s eastern neighbourhoods", PART, 7, 11, 90)),
    ("It fell in the far north of Syria.", Ground("the far north of Syria", PART, 129, 328, 24)),
    ("It fell in northern Syria.", Ground("northern Syria", PART, 129, 328, 24)),
    ("It fell in Idlib's southern countryside.", Ground("Idlib's southern countryside", AROUND, 15, 22, 180)),
    ("It fell on the southern outskirts of Homs.", Ground("southern outskirts of Homs", AROUND, 10, 13, 180)),
)  # fmt: skip
SAME_CENTRE = rows(
    ("It fell on the outskirts of Homs.", Ground("outskirts of Homs", AROUND, 0, 17)),
    ("It fell on Homs’s outskirts.", Ground("Homs’s outskirts", AROUND, 0, 17)),
    ("It fell near Homs.", Ground("near Homs", AROUND, 0, 23)),
    ("It fell just outside Homs.", Ground("just outside Homs", AROUND, 0, 23)),
    ("It fell in a suburb of Homs.", Ground("a suburb of Homs", AROUND, 0, 33)),
    ("It fell five kilometres from Homs.", Ground("five kilometres from Homs", AROUND, 0, 15)),
    ("It fell within 5 km of Homs.", Ground("within 5 km of Homs", AROUND, 0, 15)),
    ("It fell an hour's drive from Homs.", Ground("an hour's drive from Homs", AROUND, 0, 79)),
    ("It fell off the coast of Lampedusa.", Ground("off the coast of Lampedusa", AROUND, 0, 42)),
    ("A boat sank off Lampedusa.", Ground("off Lampedusa", AROUND, 0, 42)),
    ("It fell on the road to Homs.", Ground("the road to Homs", AROUND, 0, 43)),
    ("It fell in central Homs.", Ground("central Homs", PART, 0, 5)),
)
NAMES = ("Aleppo", "Daraa", "Homs", "Idlib", "Lampedusa", "Syria")


@pytest.mark.parametrize(("text", "expected"), [*SHIFTED, *SAME_CENTRE])
def test_words_of_position_describe_ground(pipeline, text, expected):
    (found,) = read(pipeline, text, next(name for name in NAMES if name in text.replace("Syrian", "")))
    area, place = found.area, found.place
    assert (area.words, area.relation) == (expected.words, expected.relation)
    assert area.span.of(text) == expected.words
    assert place.point.distance_km(area.point) == pytest.approx(expected.km, abs=1)
    assert expected.radius_km - 1.5 < area.radius_km <= expected.radius_km
    if expected.bearing is not None:
        turn = (place.point.bearing_to(area.point) - expected.bearing + 180) % 360 - 180
        assert abs(turn) < 2
    assert place.name in area.rule
    assert area.maker


PLAIN = rows(
    ("Shells fell on Aleppo.",),
    ("The northern Syrian city of Aleppo was hit.",),
    ("The eastern city of Homs was hit.",),
    ("The central Syrian city of Homs was hit.",),
    ("They walked 30 km from Homs to Damascus.",),
    ("The Homs suburb of Baba Amr was hit.",),
    ("The Aleppo countryside province of Aleppo",),
    ("Soldiers cut off Homs.",),
    ("It is east of nothing. Homs was hit.",),
    ("It happened near.\n\nHoms was hit.",),
    ("North and south Homs were hit.",),
    ("It fell near Syria.",),
    ("It fell 10 m east of Homs Bakery.",),
    ("It fell in nearby Homs.",),
    ("It rained around Aleppo province.",),
    ("It fell 30 km east of Syria.",),
    ("It fell south of Syria.",),
)


@pytest.mark.parametrize("text", PLAIN)
def test_other_words_leave_the_place_what_it_is(pipeline, text):
    (found,) = read(pipeline, text, next(name for name in NAMES if name in text.replace("Syrian", "")))
    assert found.area is None


JOINED = rows(
    ("A bus burnt on the road between Homs and Hama.", "between Homs and Hama", 23),
    ("A mine exploded between Homs and Hama.", "between Homs and Hama", 23),
    ("Between the towns of Homs and Hama, a mine exploded.", "Between the towns of Homs and Hama", 23),
    ("A train stopped halfway between Homs and Hama.", "halfway between Homs and Hama", 12),
    ("The Homs–Hama highway was cut.", "Homs–Hama highway", 23),
    ("The Homs-Hama road was cut.", "Homs-Hama road", 23),
    ("The road from Homs to Hama was cut.", "The road from Homs to Hama", 23),
    ("The highway linking Homs and Hama was cut.", "The highway linking Homs and Hama", 23),
)


@pytest.mark.parametrize(("text", "words", "radius_km"), JOINED)
def test_two_names_share_the_ground_between_them(pipeline, text, words, radius_km):
    homs, hama = read(pipeline, text, "Homs", "Hama")
    assert homs.area == hama.area
    assert (homs.area.words, homs.area.relation) == (words, BETWEEN)
    assert homs.area.radius_km == pytest.approx(radius_km, abs=1)
    assert homs.area.point.distance_km(homs.place.point) == pytest.approx(
        homs.area.point.distance_km(hama.place.point), abs=0.01
    )


HYPHENED = rows(
    ("The Kabul-Kandahar highway was cut.", ["Kabul", "Kandahar"]),
    ("The al-Bab-Manbij road was cut.", ["al-Bab", "Manbij"]),
    ("The Deir-ez-Zor road was cut.", ["Deir-ez-Zor"]),
    ("The Xqzv-Homs road was cut.", ["Xqzv-Homs"]),
)


@pytest.mark.parametrize(("text", "names"), HYPHENED)
def test_a_road_between_two_hyphened_names_has_two_names(gazetteer, text, names):
    span = Span(start=4, end=text.rindex(" ", 0, text.index("was") - 1))
    mentions = spans_to_mentions(text, iter([span]), "test")
    assert [mention.surface for mention in parted(text, mentions, gazetteer)] == names


QUARRELS = rows(
    ("Talks between Homs and Hama ended.", ("Homs", "Hama")),
    ("The match between Homs and Hama ended.", ("Homs", "Hama")),
    ("The difference between Homs and Hama is small.", ("Homs", "Hama")),
    ("The war between Syria and Turkey ended.", ("Syria", "Turkey")),
    ("The road between Syria and Turkey was cut.", ("Syria", "Turkey")),
    ("People of Homs and Hama met.", ("Homs", "Hama")),
    ("Homs–Hama talks ended.", ("Homs", "Hama")),
    ("A bus burnt between Homs and London.", ("Homs", "London")),
)


@pytest.mark.parametrize(("text", "names"), QUARRELS)
def test_two_names_that_quarrel_or_are_countries_share_no_ground(pipeline, text, names):
    assert [found.area for found in read(pipeline, text, *names)] == [None, None]


def test_the_place_of_a_moved_name_stays_the_place(pipeline):
    plain, moved = (read(pipeline, text, "Aleppo")[0] for text in ("In Aleppo.", "A mine 30 km east of Aleppo."))
    assert plain.place == moved.place


POINTS = st.builds(Point, latitude=st.floats(-70, 70), longitude=st.floats(-180, 180))
BEARINGS = st.floats(0, 360, exclude_max=True)


@given(POINTS, BEARINGS, st.floats(1, 300), st.floats(1, 20))
def test_the_circle_of_a_distance_covers_every_corner_of_what_was_said(point, bearing, km, radius):
    place = builders.a_place(point=point, radius_km=radius)
    distance = Distance(low_km=0.8 * km, high_km=1.2 * km)
    circle = ground.away(place, distance, bearing, 22.5)
    for turn in (-22.5, 0, 22.5):
        for told in (distance.low_km, distance.middle_km, distance.high_km):
            assert circle.covers(point.shifted(bearing_degrees=(bearing + turn) % 360, distance_km=told))


@given(POINTS, BEARINGS, st.floats(1, 400))
def test_the_ground_between_two_places_holds_both_and_the_middle(point, bearing, km):
    other = builders.a_place(point=point.shifted(bearing_degrees=bearing, distance_km=km))
    place = builders.a_place(point=point)
    circle, middle = (ground.between(place, other, halfway=halfway) for halfway in (False, True))
    assert all(circle.covers(spot) for spot in (place.point, other.point, place.point.midpoint(other.point)))
    assert middle.radius_km <= circle.radius_km
    assert circle.point == middle.point


@given(POINTS, BEARINGS, st.floats(1, 30))
def test_beyond_a_place_is_outside_of_it_and_a_part_is_inside(point, bearing, radius):
    place = builders.a_place(point=point, radius_km=radius, kind=PlaceKind.SETTLEMENT)
    outside = ground.beyond(place, bearing, just=False)
    assert place.point.distance_km(outside.point) > radius
    assert outside.covers(point.shifted(bearing_degrees=bearing, distance_km=radius))


PIECES = (
    "30 km", "20-30", "miles", "about", "a few", "an hour's drive", "1/0 km", "within", "east", "of", "from", "the",
    "north and", "northern", "parts", "outskirts", "near", "between", "halfway", "and", "road", "–", "-", ",", "(", ")",
    "off", "coast", "a boat", "suburb", "countryside", "’s", "\n\n", "\u00a0", ".", "city", "Monday", "🙂", "to",
)  # fmt: skip
TOWNS = ("Aleppo", "Homs", "Hama", "Syria", "Idlib", "Lampedusa")


@settings(max_examples=200)
@given(st.lists(st.sampled_from([*PIECES, *TOWNS]), max_size=25), st.sampled_from([" ", "", "  ", "\n"]))
def test_any_text_gives_areas_whose_words_stand_in_it_around_the_name(pipeline, pieces, joint):
    text = joint.join(pieces)
    spans = [Span(start=m.start(), end=m.end()) for m in re.finditer("|".join(TOWNS), text)]
    found = pipeline.resolve(text, spans_to_mentions(text, iter(spans), "test"), None)
    assert [resolution.mention.span for resolution in found] == spans
    for resolution in found:
        if area := resolution.area:
            assert area.span.contains(resolution.mention.span)
            assert " ".join(area.span.of(text).split()) == area.words
            assert 1 <= area.radius_km <= ground.WIDEST_KM
