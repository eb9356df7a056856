"""Capitals that are told without their names."""

from __future__ import annotations

import pytest

from mapapp.geoparse.capitals import VERSION
from tests.builders import a_report
from tests.extract.tables import rows

CAPITALS = rows(
    ("A bomb exploded in the Iraqi capital on Friday.", ("Iraqi capital", "Baghdad")),
    ("A bomb exploded in Iraq's capital on Friday.", ("Iraq's capital", "Baghdad")),
    ("A bomb exploded in Iraq\u2019s capital city on Friday.", ("Iraq\u2019s capital", "Baghdad")),
    ("A bomb exploded in the capital of Somalia on Friday.", ("capital of Somalia", "Mogadishu")),
    ("Somali troops took Jowhar. A bomb exploded in the capital on Monday.", ("capital", "Mogadishu")),
    ("Rebels took Djibo and Dori in Burkina Faso. Crowds filled the capital's squares.", ("capital", "Ouagadougou")),
    ("Mali backed it. Fire hit Djibo, Dori and Kaya. A march is called in the capital.", ("capital", "Ouagadougou")),
)
NONE = (
    "A bomb exploded in the Somali capital Mogadishu on Friday.",
    "A bomb exploded in the Somali capital, Mogadishu, on Friday.",
    "A bomb exploded in Mogadishu, the Somali capital, on Friday.",
    "The Malaysian capital market fell on Friday in Penang.",
    "Iraqi and Somali police met in the capital on Friday.",
    "A bomb exploded in the provincial capital of Idlib on Friday.",
    "Israeli police closed a road in the Israeli capital.",
    "A wall gave way at a stadium in the commercial capital of Tanzania on Sunday.",
)


@pytest.fixture(scope="module")
def capitals(pipeline):
    def found(text):
        names = pipeline.geoparse(a_report(text, source=None, title=""))
        return [(one.mention.surface, one.place.name) for one in names if one.mention.maker == VERSION]

    return found


@pytest.mark.parametrize(("text", "found"), CAPITALS)
def test_a_capital_is_found_by_its_country_or_in_a_text_about_one_country(capitals, text, found):
    assert capitals(text) == [found]


@pytest.mark.parametrize("text", NONE)
def test_a_capital_that_has_its_name_or_is_money_or_is_not_known_is_left(capitals, text):
    assert capitals(text) == []
