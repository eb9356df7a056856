import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.draw import constants
from mapapp.draw.build import feature_group, incident_map
from mapapp.draw.incident_layer import IncidentLayer
from mapapp.draw.state import ChangeQuery, SelectIncident
from tests.draw.canned import HOSTILE

SAFE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789%&=._~+-")


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("gate", [ChangeQuery, SelectIncident, feature_group, constants.path, constants.colour])
def test_a_hostile_text_is_refused(gate, text):
    with pytest.raises(ValueError, match=r"may enter the map|begins with"):
        gate(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_query_makes_no_map(text):
    with pytest.raises(ValueError, match="percent-encoded"):
        incident_map(query=text)


@given(st.text(min_size=1))
def test_only_percent_encoded_text_enters_as_a_query(text):
    if set(text) <= SAFE:
        assert ChangeQuery(text).query == text
    else:
        with pytest.raises(ValueError, match="percent-encoded"):
            ChangeQuery(text)


@given(st.text(alphabet=sorted(SAFE)))
def test_what_may_enter_comes_out_of_the_template_as_it_went_in(text):
    written = ChangeQuery(text)._template.module.script(ChangeQuery(text))
    assert text.replace("&", "\\u0026") in written


@pytest.mark.parametrize(
    "url", ["https://elsewhere.example/api", "//elsewhere.example", "api/v1", "/api/v1?x={{1}}", "javascript:1"]
)
def test_the_incidents_come_from_our_own_server_only(url):
    with pytest.raises(ValueError, match="server"):
        IncidentLayer(url=url)


@pytest.mark.parametrize("text", ["type=battle\n", "\n", "a b", "type=é", "type=٣"])
def test_a_query_with_other_characters_is_refused(text):
    with pytest.raises(ValueError, match="percent-encoded"):
        ChangeQuery(text)
