"""Where an incident happened, of all the places that its report names."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mapapp.domain.report import Report
from mapapp.extract.extractor import places_by_rules
from mapapp.extract.locate import focus_of
from mapapp.extract.whereabouts.candidates import Located
from mapapp.extract.whereabouts.choose import places_of
from mapapp.extract.whereabouts.features import features
from mapapp.extract.whereabouts.model import WhereaboutsModel, the_model
from mapapp.extract.whereabouts.sight import Known, Sight

PUBLISHED = datetime(2021, 5, 13, tzinfo=UTC)  # a Thursday
ROUNDUP = """Weekend of violence leaves six dead

Kassala: Soldiers shot dead two students at the university gate on Sunday.

Nyala: Robbers held up the Sudanese French Bank on Sunday. Two guards were wounded.

Officials in Khartoum announced an inquiry."""


@pytest.fixture
def seen(in_the_making):
    """The incidents of a text in the making, and the places that it names."""

    def sights(text):
        reader, drafts = in_the_making(text)
        focus = focus_of(reader.named)
        return [Located(draft=one, hints=places_by_rules(one, focus)) for one in drafts], reader.places_named

    return sights


def places(pipeline, text):
    incidents = pipeline.read(Report(text=text, published=PUBLISHED)).incidents
    return [[place.name for place in incident.places] for incident in incidents]


def test_the_first_words_of_a_paragraph_say_where_it_plays(pipeline):
    assert places(pipeline, ROUNDUP) == [["Kassala"], ["Nyala"]]


def test_a_place_that_was_chosen_so_says_it(pipeline):
    text = "DULUTH - A clerk was stabbed to death at a gas station on Grand Avenue on Friday."
    (incident,) = pipeline.read(Report(text=text, published=PUBLISHED)).incidents
    (why,) = [reason.sentence for reason in incident.reasons if reason.feature == "place"]
    assert why.startswith("“DULUTH” is chosen among the places of the report (")


@pytest.mark.parametrize(
    "text",
    [
        "Rebels shelled the Hamdaniya district of Aleppo on Monday. Aleppo has seen no such day since 2012.",
        "Militants laid down arms in a southern suburb of Damascus. The 300 men in the village of Kanaker gave up.",
    ],
)
def test_a_quarter_is_never_replaced_by_its_town(pipeline, text):
    for own in places(pipeline, text):
        assert not {"Aleppo", "Damascus"} & set(own)


def test_a_street_or_a_quarter_that_no_list_has_lies_in_the_town_of_the_report(pipeline):
    text = (
        "PIETERMARITZBURG - Ten people were crushed to death when a crowd poured into a store in Xqzvb Road on Monday."
    )
    assert places(pipeline, text)[0] == ["Pietermaritzburg"]


def test_where_a_speaker_sits_is_no_candidate(seen):
    located, table = seen(ROUNDUP)
    for at in range(len(located)):
        assert "Khartoum" not in {one.place.name for one in Sight.of(located, at, table).found}


def test_the_chances_of_the_places_and_of_none_sum_to_one(seen):
    located, table = seen(ROUNDUP)
    sight = Sight.of(located, 1, table)
    chances = the_model().chances(sight)
    assert sum(chances) == pytest.approx(1.0)
    assert len(chances) == len(sight.found) + 1


def test_without_weights_the_rules_stand(seen):
    located, table = seen(ROUNDUP)
    for at, one in enumerate(located):
        assert places_of(located, at, table, WhereaboutsModel(weights={})) == one.hints


def test_the_ends_of_a_movement_stand(seen):
    located, table = seen(
        "Some 60 people were evacuated from Homs to Idlib on Monday. Aleppo is calm, and Aleppo waits."
    )
    for chosen in ("kind=settlement", "none"):
        assert places_of(located, 0, table, WhereaboutsModel(weights={chosen: 9.0})) == located[0].hints


def test_a_place_lent_from_the_sentence_before_may_be_left_out(seen):
    located, table = seen("Civilians were evacuated from Aleppo to Idlib on Monday. Two people died in a fire.")
    lent = next(at for at in range(len(located)) if Sight.of(located, at, table).known is Known.LENT)
    assert located[lent].hints
    assert places_of(located, lent, table, WhereaboutsModel(weights={"none": 9.0})) == ()


def test_every_feature_of_the_weights_is_one_that_can_be_read(seen):
    located, table = seen(ROUNDUP)
    found, none = features(Sight.of(located, 0, table))
    known = the_model().weights
    assert "none" in none
    assert sum(feature in known for own in found for feature in own) > 20
