import json
import re
import urllib.parse

import pytest

from gazetteer.place import Extent, Point
from mapapp.domain.event_types import GROUPS
from mapapp.domain.incident import COUNTED, Status
from mapapp.domain.view import Window
from mapapp.draw import assets
from mapapp.draw.build import feature_group, incident_map
from mapapp.draw.legend import STATUS_MARKS, Mark, palette
from mapapp.draw.state import Ground
from tests.draw.canned import NORTH_SYRIA


def rendered(**changes):
    return incident_map(**changes).get_root().render()


def test_the_map_names_no_outside_address():
    page = rendered(query="type=battle&words=a%20b", bounds=NORTH_SYRIA)
    assert not re.search(r"(https?:)?//[a-z]", page)


def test_every_file_of_the_map_comes_from_our_assets():
    links = re.findall(r'(?:src|href)="([^"]+)"', rendered())
    assert links
    assert {link.split("/")[1] for link in links} == {"assets"}


def test_every_file_of_the_map_exists():
    links = re.findall(r'(?:src|href)="(/assets/[^"]+)"', rendered())
    assert links == [assets.address(name) for name in ("map.js", "vendor/leaflet/leaflet.css", "map.css")]


def test_jquery_bootstrap_and_font_awesome_are_not_in_the_map():
    assert not re.search(r"jquery|bootstrap|awesome|glyphicon", rendered(), re.IGNORECASE)


def test_leaflet_knows_how_far_one_can_zoom():
    assert '"maxZoom": 14' in rendered()


def test_the_readers_may_enlarge_the_page():
    assert "user-scalable" not in rendered()


def test_without_a_window_the_map_fits_the_bounds():
    assert "[[35.2, 35.8], [36.9, 38.2]]" in rendered(bounds=NORTH_SYRIA)


def test_bounds_across_the_antimeridian_grow_eastwards():
    across = Extent(west=170.0, south=-20.0, east=-170.0, north=-10.0)
    assert "[[-20.0, 170.0], [-10.0, 190.0]]" in rendered(bounds=across)


def test_a_window_goes_before_the_bounds():
    page = rendered(bounds=NORTH_SYRIA, window=Window(latitude=36.2, longitude=37.1, zoom=9))
    assert "center: [36.2, 37.1]" in page
    assert re.search(r"startView\(\w+, null, true\)", page)


def test_two_builds_differ_only_in_folium_s_own_identifiers():
    first, second = (re.sub(r"_[0-9a-f]{32}", "", rendered(query="type=riot")) for _ in range(2))
    assert first == second


def script_for_streamlit(**changes):
    streamlit_folium = pytest.importorskip("streamlit_folium")
    made = incident_map(**changes)
    made.get_root().render()
    return streamlit_folium.generate_leaflet_string(made)


def test_under_streamlit_the_map_and_its_layers_find_each_other():
    script = script_for_streamlit()
    assert 'var map_div = L.map("map_div"' in script
    assert "mapapp.incidentLayer(map_div," in script
    assert re.search(r"incident_layer_div_1\.addTo\(map_div\)", script)


def test_changing_the_query_goes_by_the_feature_group_and_leaves_the_map_alone():
    streamlit_folium = pytest.importorskip("streamlit_folium")
    made = incident_map()
    made.get_root().render()
    before = streamlit_folium.generate_js_hash(streamlit_folium._get_map_string(made), "map")
    group = feature_group("type=riot", "abc123", Point(latitude=36.2, longitude=37.1))
    said = streamlit_folium._get_feature_group_string(group, made)
    assert 'setQuery("type=riot", true)' in said
    assert 'select(...["abc123", 36.2, 37.1])' in said
    again = incident_map()
    again.get_root().render()
    assert before == streamlit_folium.generate_js_hash(streamlit_folium._get_map_string(again), "map")


def test_a_map_that_stays_where_it_is_says_so_beside_the_query():
    streamlit_folium = pytest.importorskip("streamlit_folium")
    made = incident_map()
    made.get_root().render()
    said = streamlit_folium._get_feature_group_string(feature_group("type=riot", follows=False), made)
    assert 'setQuery("type=riot", false)' in said


def test_only_a_map_that_draws_has_the_control():
    assert "areaControl" in script_for_streamlit(draws=True)
    assert "areaControl" not in script_for_streamlit()


def test_the_palette_has_every_type_in_the_table_s_order():
    assert [row["code"] for row in palette()["groups"]] == list(GROUPS)


def test_types_differ_by_letter_and_by_colour():
    groups = palette()["groups"]
    for what in ("letter", "colour"):
        assert len({row[what] for row in groups}) == len(groups)


def test_every_status_has_a_mark_and_only_what_counts_is_solid():
    assert [row.status for row in STATUS_MARKS] == sorted(Status, key=[m.status for m in STATUS_MARKS].index)
    assert {row.status for row in STATUS_MARKS if row.mark is Mark.SOLID} == COUNTED


def contrast(colour, ground):
    def light(text):
        parts = [int(text[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(colour), light(ground)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("ground", ["#f4f2ec", "#ffffff"])
@pytest.mark.parametrize("row", palette()["groups"], ids=lambda row: row["code"])
def test_each_colour_stands_out_from_the_land(row, ground):
    assert contrast(row["colour"], ground) >= 3


def test_the_palette_is_plain_data_that_survives_json():
    assert json.loads(json.dumps(palette())) == palette()


def test_a_canonical_query_passes_as_it_is():
    query = urllib.parse.urlencode([("type", "battle.clash"), ("words", "حلب (12)")])
    assert query.replace("&", "\\u0026") in rendered(query=query)


def grounded(**changes):
    made = incident_map()
    group = feature_group("", ground=Ground(**changes))
    group.add_to(made)
    return made.get_root().render()


def test_a_change_of_the_ground_carries_codes_alone():
    page = grounded(basemap="streets", names="local", dark=True)
    assert 'window.mapGround.set(...["streets", "local"])' in page
    assert 'mapapp.setScheme("dark")' in page
    with pytest.raises(ValueError, match="only an id may enter the map"):
        grounded(basemap="{{ 7 }}")
    with pytest.raises(ValueError, match="only names of both, english, local"):
        grounded(basemap="world", names="<b>")


def test_a_ground_that_nobody_names_stays_as_the_reader_chose_it():
    page = grounded()
    assert "mapGround.set" not in page
    assert "mapapp.setScheme(null)" in page


def test_a_map_asks_for_basemaps_only_where_there_are_some():
    assert "/basemaps.json" not in rendered()
    assert "/basemaps.json" in rendered(own_basemaps=True)


def test_a_choice_that_was_taken_back_before_the_page_could_answer_is_answered():
    streamlit_folium = pytest.importorskip("streamlit_folium")
    made = incident_map()
    made.get_root().render()
    ground = Ground(basemap="world")
    groups = [feature_group("", ground=ground, heard=choices) for choices in (0, 1)]
    before, after = (streamlit_folium._get_feature_group_string(group, made) for group in groups)
    assert "mapapp.setHeard(1)" in after
    assert before != after
