"""Short texts with the real gazetteer: which names are found, what they do, and which place they mean."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.place import PlaceKind
from mapapp.domain.mention import Use
from mapapp.domain.report import Span
from mapapp.geoparse.recognise import spans_to_mentions
from tests.builders import a_report
from tests.extract.tables import not_yet, rows


@dataclass(frozen=True)
class Found:
    """What a text is expected to name."""

    surface: str
    use: Use = Use.PLACE
    country: str | None = None
    kind: PlaceKind | None = None


def names_in(pipeline, text, **report):
    return pipeline.geoparse(a_report(text, source=None, **report))


def the_name(pipeline, text, surface):
    """The resolution of a name in a text; the test fails where it is not found."""
    return next(r for r in names_in(pipeline, text) if r.mention.surface == surface)


TOWN, PROVINCE, QUARTER, COUNTRY = PlaceKind.SETTLEMENT, PlaceKind.ADMIN1, PlaceKind.QUARTER, PlaceKind.COUNTRY
CONTAINER = "the province that the text names does not decide"
LISTED = "the word after the list reaches only its last name"
OBJECT = "a name that is the object of a verb is missed"

MEANT = rows(
    ("Shells fell on the village of Kanaker in Rif Dimashq.", Found("Kanaker", country="SY", kind=TOWN)),
    ("Rescuers reached the town of Kobani.", Found("Kobani", country="SY")),
    ("The flood reached Sofala province in Mozambique.", Found("Sofala", country="MZ", kind=PROVINCE)),
    ("It rained in Idlib province.", Found("Idlib", country="SY", kind=PROVINCE)),
    ("It rained in the city of Idlib.", Found("Idlib", country="SY", kind=TOWN)),
    ("Shells fell on Aleppo’s al-Kalasseh neighborhood.", Found("al-Kalasseh", country="SY", kind=QUARTER)),
    ("A fire broke out in Rio de Janeiro’s port.", Found("Rio de Janeiro", country="BR", kind=TOWN)),
    ("He flew from Doha to Islamabad.", Found("Islamabad", country="PK", kind=TOWN)),
    ("A bus fell into a river in the Democratic Republic of the Congo.",
     Found("Democratic Republic of the Congo", country="CD", kind=COUNTRY)),
    ("Police in Nice, France, found the car.", Found("Nice", country="FR", kind=TOWN)),
    ("KABUL, May 19 (Reuters) - A bomb went off in Kandahar.", Found("KABUL", Use.DATELINE, "AF")),
    ("Aleppo, May 19 — Rebels shelled a school in Idlib.", Found("Aleppo", Use.DATELINE, "SY")),
    ("The toll is higher, Fars News Agency reported.", Found("Fars", Use.ORGANISATION)),
    ("It stood in the New York Times.", Found("New York", Use.ORGANISATION)),
    ("Syrian troops crossed the river.", Found("Syrian", Use.ADJECTIVE, "SY", COUNTRY)),
    ("French police found the car.", Found("French", Use.ADJECTIVE, "FR", COUNTRY)),
    ("Syria’s envoy spoke in Geneva.", Found("Syria", Use.GOVERNMENT, "SY", COUNTRY)),
    ("The talks were brokered by Turkey.", Found("Turkey", Use.GOVERNMENT, "TR", COUNTRY)),
    ("A house burnt in a southern suburb of Damascus.", Found("Damascus", Use.REFERENCE, "SY", TOWN)),
    ("Soldiers shelled the town of Sirte on Monday.", Found("Sirte", country="LY")),
    ("A storm hit the province of Sindh on Monday.", Found("Sindh", country="PK")),
    ("A bomb went off in a suburb of Damascus on Monday.", Found("Damascus", Use.REFERENCE)),
    ("Three people were killed in Paris, Texas.", Found("Paris", country="US")),
    ("Police in Portland, Maine, found the car.", Found("Maine", Use.REFERENCE, country="US", kind=PROVINCE)),
    ("It snowed in Balkh, Kunduz and Takhar provinces.", Found("Kunduz", kind=PROVINCE)),
    not_yet("It snowed in the provinces of Homs and Hama.", Found("Hama", kind=PROVINCE), why=LISTED),
    ("Warplanes bombed Idlib.", Found("Idlib", country="SY")),
    ("Rebels seized Goma.", Found("Goma", country="CD")),
    ("The storm passed over St. Louis.", Found("St. Louis", country="US")),
    ("Gunmen raided the village of Solhan in the north-east of Burkina Faso.", Found("Solhan", country="BF")),
    ("A Nigerian jet bombed a camp at Rann by mistake.", Found("Rann", country="NG")),
    ("Families fled Bentiu and crossed into Khartoum.", Found("Bentiu", country="SS")),
    ("The ship with the Tunisian skipper called first at Valletta.", Found("Valletta", country="MT")),
    ("Refugees from Aleppo in Germany marched.", Found("Aleppo", country="SY")),
    ("A bakery was shelled, Moscow-backed officials say.", Found("Moscow", Use.REFERENCE, country="RU")),
    ("Two guards were shot at Saint Augustine's College at Kumbo.", Found("Kumbo", country="CM")),
    ("Islamic State's Khorasan branch claimed the bombing.", Found("Khorasan", Use.ORGANISATION)),
    ("Shells fell on the Army Public School of Peshawar.", Found("Peshawar", Use.ORGANISATION, country="PK")),
    ("Pupils lay dead in the Army Public School of Peshawar.", Found("Peshawar", country="PK")),
    ("A bomb went off in the Gogjali district of eastern Mosul.", Found("Mosul", Use.REFERENCE, country="IQ")),
    ("Corinto: a car bomb parked by the town hall went off.", Found("Corinto")),
    ("GEORGE - Rescue workers are in contact with eleven men.", Found("GEORGE", Use.DATELINE, country="ZA")),
    ("KAMPALA - Ugandan families buried the dead.", Found("KAMPALA", Use.DATELINE, country="UG")),
    ("In Tank, a teacher was found dead by a canal.", Found("Tank", country="PK")),
    ("Two coaches of the Dhaka-bound train were hit.", Found("Dhaka", Use.REFERENCE, country="BD")),
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MEANT)
def test_a_name_is_found_and_means_the_place_that_the_text_speaks_of(pipeline, text, expected):
    found = [r for r in names_in(pipeline, text) if r.mention.surface == expected.surface]
    assert [r.mention.use for r in found] == [expected.use]
    place = found[0].place
    if expected.country:
        assert place.country_code == expected.country
    if expected.kind:
        assert place.kind == expected.kind


def test_the_names_of_a_list_are_all_found_in_the_country_of_the_list(pipeline):
    found = names_in(pipeline, "It snowed in Balkh, Kunduz and Takhar provinces of Afghanistan.")
    assert [r.mention.surface for r in found] == ["Balkh", "Kunduz", "Takhar", "Afghanistan"]
    assert {r.place.country_code for r in found} == {"AF"}


NOT_PLACES = rows(
    ("Mr. Lincoln met Ms. Paris Hilton.",),
    ("Angela Merkel and Jordan Peterson talked.",),
    ("May was warm, and March was cold.",),
    ("They read and slept.",),
    ("Police: two men held.",),
    ("Protection: twelve cases were recorded.",),
    ("In Time, he wrote of the war.",),
    ("The union will meet the president.",),
    ("He said that he would nice the mobile reading.",),
)


@pytest.mark.parametrize("text", NOT_PLACES)
def test_people_months_and_plain_words_are_not_places_on_the_ground(pipeline, text):
    assert [r.mention.surface for r in names_in(pipeline, text) if r.mention.use is Use.PLACE] == []


ELSEWHERE = rows(
    ("Peru, 2 January: the highway at Pasamayo was closed.", "Pasamayo"),  # sounds like a town in Iran
    ("Relief camps have opened at Ganaja near Lokoja.", "Ganaja"),  # one letter from Ganja
    ("Planes bombed the market of Tora, 80 km north of El Fasher.", "Tora"),  # towns in Spain and Ethiopia
    ("Thousands came together on Independence Square in Bamako.", "Independence Square"),  # a city in Missouri
)


@pytest.mark.parametrize(("text", "surface"), ELSEWHERE)
def test_a_namesake_in_a_country_that_the_text_is_not_of_is_not_meant(pipeline, text, surface):
    resolution = the_name(pipeline, text, surface)
    assert resolution.place is None
    assert "no place" in resolution.reasons[0].sentence


def test_north_east_is_no_name(pipeline):
    assert [r.mention.surface for r in names_in(pipeline, "It rained across north-east Libya.")] == ["Libya"]


def test_a_name_that_no_list_has_stays_without_a_place_and_says_why(pipeline):
    (found,) = names_in(pipeline, "Two people were hurt in the village of Xqzvbville.")
    assert found.place is None
    assert found.confidence == 0
    assert "Xqzvbville" in found.reasons[0].sentence


def test_the_country_after_the_comma_decides_between_namesakes(pipeline):
    (tripoli,) = names_in(pipeline, "It rained in Tripoli, Libya.")[:1]
    assert tripoli.place.country_code == "LY"


def test_the_reader_s_country_is_a_hint_for_a_name_that_many_places_have(pipeline):
    text = "A fire broke out in Birmingham."
    assert names_in(pipeline, text, country_code="US")[0].place.country_code == "US"
    assert names_in(pipeline, text, country_code="GB")[0].place.country_code == "GB"


def test_the_reader_s_country_is_never_a_filter(pipeline):
    (found,) = names_in(pipeline, "A fire broke out in Baghdad.", country_code="NO")
    assert found.place.country_code == "IQ"


def test_words_that_narrow_a_place_are_kept_with_it(pipeline):
    found = the_name(pipeline, "Shells fell on the eastern parts of Aleppo.", "Aleppo")
    assert found.mention.modifier == "eastern parts of"


def test_every_decision_has_reasons_in_words_and_names_its_maker(pipeline):
    found = the_name(pipeline, "A bus crashed near Homs in Syria.", "Homs")
    assert all(reason.sentence for reason in found.reasons)
    assert found.mention.reason
    assert "gazetteer-" in found.maker
    assert found.place not in found.runners_up


def test_marked_spans_are_taken_as_they_are(pipeline):
    text = "north of homs, then Aleppo"
    spans = [Span(start=9, end=13), Span(start=20, end=26)]
    mentions = spans_to_mentions(text, iter(spans), "test")
    resolved = pipeline.resolver.resolve(text, mentions)
    assert [r.mention.span for r in resolved] == spans
    assert [r.place.country_code for r in resolved] == ["SY", "SY"]


NO_SURROGATES = st.characters(exclude_categories=["Cs"])
WORDLIKE = st.lists(
    st.sampled_from(
        ["Homs", "the", "of", "province", "village", "Paris", "Texas", ",", "and", "'s", "’", "-", ".", "\n", "\u00a0",
         "al-", "St.", "in", "Syrian", "Monday", "\u200b", "💥", "University", "(", "\u202e", "H\u0301", "New", "York"]
    ),
    max_size=25,
).map(" ".join)  # fmt: skip


@settings(max_examples=120)
@given(text=st.one_of(st.text(NO_SURROGATES, max_size=80), WORDLIKE))
def test_the_names_of_any_text_stand_where_they_say_in_order_and_apart(pipeline, text):
    found = [r.mention for r in names_in(pipeline, text)]
    assert all(text[m.span.start : m.span.end] == m.surface for m in found)
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))
    assert all(0 <= m.confidence <= 1 for m in found)


def test_half_a_letter_from_a_browser_does_not_stop_the_reading(pipeline):
    assert [r.mention.surface for r in names_in(pipeline, "It rained in Homs \ud83d.")] == ["Homs"]
