"""Which sentences tell of one event: what is brought together, and what never is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mapapp.domain.report import Report
from mapapp.extract.coreference import told_again_in
from mapapp.extract.coreference.features import Sight, features
from mapapp.extract.coreference.model import CoreferenceModel, the_model
from mapapp.extract.draft import Draft
from mapapp.extract.extractor import Extraction, Extractor

DAY = datetime(2021, 5, 11, tzinfo=UTC)


@pytest.fixture
def told(pipeline, monkeypatch):
    """What the sentences of a text tell, before anything is put together."""
    heard = []

    def listen(self, document, docs, resolutions):
        heard[:] = self.reader(document, resolutions).tellings(docs)
        return Extraction(incidents=(), notes=())

    def tellings(text):
        with monkeypatch.context() as patched:
            patched.setattr(Extractor, "extract", listen)
            pipeline.read(Report(text=text, published=DAY))
        return list(heard)

    return tellings


ONE = (
    "A bomb exploded at a market in Gao on Monday. The blast killed nine people.",
    "Gunmen raided a school in Kankara on Friday. They led away 20 pupils.",
    "Police arrested four men in Gaziantep on Monday. Two rifles and explosive vests were seized.",
    "Thousands marched in Lyon on Monday against the reform. Police fired tear gas at the crowd.",
    "Gunmen killed 11 people in Gao on Monday. Two died later in Mopti, bringing the number of dead to 13.",
)
SEVERAL = (
    "A bomb killed nine people in Gao on Monday. In Kidal another bomb killed two soldiers on Tuesday.",
    "About 300 fighters surrendered in Aleppo on Monday. Some 6,000 civilians were evacuated from the city.",
    "Some 60 people were evacuated from Homs to Idlib. About 40 were evacuated from Idlib to Homs.",
    "Thousands marched in Lyon on Monday. The unions will march in Lyon again on Friday.",
    "Rebels shelled a base 30 km east of Homs, killing two. A bomb exploded in the city and killed nine people.",
)


@pytest.mark.parametrize("text", ONE)
def test_what_belongs_to_one_event_is_one_incident(pipeline, text):
    (incident,) = pipeline.read(Report(text=text, published=DAY)).incidents
    assert len(incident.claims) == 2


def test_harm_is_told_of_the_event_of_its_paragraph_even_where_that_hardly_harms(pipeline):
    flood = "A flood hit the town of Gao on Monday, drowning two children."
    fire = "In Kidal, youths torched the offices of a party on Tuesday. Three guards suffered burns."
    found = pipeline.read(Report(text=f"{flood}\n\n{fire}", published=DAY)).incidents
    assert [[(c.kind.value, c.low) for c in i.counts] for i in found] == [[("killed", 2)], [("injured", 3)]]


@pytest.mark.parametrize("text", SEVERAL)
def test_two_events_stay_two_incidents(pipeline, text):
    assert len(pipeline.read(Report(text=text, published=DAY)).incidents) == 2


def test_the_chances_of_the_events_and_of_none_of_them_sum_to_one(told):
    first, *rest = told(
        "A bomb went off in Gao on Monday. Gunmen shot dead two guards in Kidal. The blast killed nine."
    )
    drafts = [Draft([first]), Draft([rest[0]])]
    chances = the_model().chances(Sight.of(rest[-1], drafts))
    assert len(chances) == 3
    assert sum(chances) == pytest.approx(1.0)


def test_without_weights_nothing_but_the_rules_speaks(told):
    bomb, blast = told("A bomb went off in Gao on Monday. The blast killed nine people.")
    assert told_again_in(blast, [Draft([bomb])], CoreferenceModel(weights={})) is not None


def test_weights_alone_do_not_make_a_plan_one_with_what_was_done(told):
    march, plan = told("Thousands marched in Lyon on Monday. The unions will march in Lyon again on Friday.")
    assert told_again_in(plan, [Draft([march])], CoreferenceModel(weights={"event": 50.0})) is None


def test_every_feature_of_the_weights_is_one_that_can_be_read(told):
    bomb, blast = told("A bomb went off in Gao on Monday. The blast killed nine people.")
    events, none = features(Sight.of(blast, [Draft([bomb])]))
    known = the_model().weights
    assert {"event", "type=code", "nearest"} <= set(events[0])
    assert "new" in none
    assert sum(feature in known for feature in events[0]) > 20
