"""“Sunamganj district” is the district, not the town in it that has its name."""

from __future__ import annotations

import pytest

from gazetteer.place import PlaceKind
from tests.builders import a_report
from tests.extract.tables import rows

TOWN, DISTRICT = PlaceKind.SETTLEMENT, PlaceKind.ADMIN2
ASKED = rows(
    ("Two people died in Sunamganj district of Bangladesh.", "Sunamganj", DISTRICT),
    ("Two people died in the district of Sunamganj in Bangladesh.", "Sunamganj", DISTRICT),
    ("Two people died in Sunamganj, a town in Bangladesh.", "Sunamganj", TOWN),
    ("A bomb went off in the Dzerzhinsky district of Volgograd in Russia.", "Volgograd", TOWN),
    ("A factory burnt in the Renca district of Santiago, Chile.", "Santiago", TOWN),
)


@pytest.mark.parametrize(("text", "surface", "kind"), ASKED)
def test_a_district_is_meant_where_the_text_says_so(pipeline, text, surface, kind):
    named = {one.mention.surface: one for one in pipeline.geoparse(a_report(text, source=None))}
    assert named[surface].place.kind is kind


def test_the_town_stays_the_first_runner_up_and_the_reason_is_told(pipeline):
    named = pipeline.geoparse(a_report("Two people died in Sunamganj district of Bangladesh.", source=None))
    (one,) = [resolution for resolution in named if resolution.mention.surface == "Sunamganj"]
    assert one.runners_up[0].kind is TOWN
    assert one.reasons[-1].sentence == "“Sunamganj” is a town and the district around it; the text says district"
