"""The layer in a real browser, in a plain page, with canned answers."""

import json
from urllib.parse import parse_qs

import pytest

from tests.draw.canned import HOSTILE, NORTH_SYRIA, TRACKS, VIEW, Canned, served, track

pytestmark = pytest.mark.e2e
PATIENCE_MS = 60_000
"""A busy machine is no failure."""


@pytest.fixture
def canned():
    return Canned()


@pytest.fixture
def base(canned):
    with served(canned) as address:
        yield address


class Visit:
    """A page, and all that it did."""

    def __init__(self, page, base):
        self.page, self.base = page, base
        self.requests, self.errors = [], []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def open(self, address="/#map=9/36.1/37.1"):
        self.page.goto(self.base + address)
        self.drawn()
        return self

    def drawn(self, times=1):
        self.page.wait_for_function(f"window.__incidents && window.__incidents.drawn >= {times}")

    def ran_something(self):
        return self.page.evaluate("window.__pwn !== undefined")

    def popup_says(self, text):
        """Wait until the popup says so and the map has moved to show it whole."""
        self.page.locator(".leaflet-popup-content").filter(has_text=text).wait_for()
        self.at_rest()

    def at_rest(self):
        """A press that the moving map carries out of the popup is a click on the map, which closes the popup."""
        self.page.wait_for_selector(".leaflet-pan-anim", state="detached")


@pytest.fixture
def visit(browser, base):
    context = browser.new_context(viewport={"width": 1100, "height": 720}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    made = Visit(context.new_page(), base)
    yield made
    context.close()
    assert made.errors == []
    assert not [url for url in made.requests if not url.startswith((base, "blob:", "data:"))]


def test_the_map_draws_what_it_fetched(visit):
    visit.open()
    counted = visit.page.evaluate("window.__incidents")
    assert counted == {"total": 61, "points": 12, "clusters": 3, "areas": 3, "drawn": 1}


def test_the_notice_says_incidents_and_reports(visit):
    visit.open()
    assert visit.page.locator(".mapapp-notice").text_content() == "61 incidents from 22 reports in view"


@pytest.mark.parametrize("which", range(len(HOSTILE)))
def test_a_hostile_text_in_every_field_is_shown_as_text_and_runs_nothing(visit, which):
    visit.open()
    visit.page.evaluate(f"incidentLayer.open('hostile-{which}', 36.2, 37.16)")
    title = visit.page.locator(".mapapp-title")
    title.wait_for()
    assert title.text_content() == HOSTILE[which]
    visit.at_rest()
    visit.page.locator(".mapapp-why summary").click()
    for selector in (".mapapp-popup-kind strong", ".mapapp-status", ".mapapp-evidence mark", ".mapapp-why li"):
        assert visit.page.locator(selector).first.text_content() == HOSTILE[which]
    assert not visit.ran_something()
    assert visit.page.locator(".leaflet-popup-content a, .leaflet-popup-content img").count() == 0


def test_hostile_names_of_areas_and_clusters_are_text(visit, canned):
    area = VIEW["areas"][0]
    rows = [{**area, "lat": 36.0 + i / 20, "name": text, "place_id": text} for i, text in enumerate(HOSTILE)]
    types = dict.fromkeys(HOSTILE, 1)
    cluster = {**VIEW["clusters"][0], "types": types, "n": len(types)}
    canned.view = {**VIEW, "areas": rows, "clusters": [cluster], "points": []}
    visit.open()
    assert tuple(visit.page.locator(".mapapp-area-name").all_text_contents()) == HOSTILE
    assert not visit.ran_something()


def test_hostile_titles_in_a_list_are_text(visit):
    visit.open()
    visit.page.locator(".mapapp-stack").first.click()
    visit.page.locator(".mapapp-row-title").first.wait_for()
    assert tuple(visit.page.locator(".mapapp-row-title").all_text_contents()) == HOSTILE
    assert not visit.ran_something()


def test_a_stack_opens_a_paged_list_and_its_rows_open_incidents(visit):
    visit.open()
    visit.page.locator(".mapapp-stack").first.click()
    visit.popup_says("Page 1 of 2")
    visit.page.get_by_role("button", name="Next").click()
    visit.popup_says("Page 2 of 2")
    visit.page.locator(".mapapp-row").first.click()
    visit.popup_says("Why here?")
    visit.page.get_by_role("button", name="All at this place").click()
    visit.popup_says("Page 2 of 2")


def test_the_popup_tells_what_where_when_who_and_marks_the_place(visit):
    visit.open()
    visit.page.evaluate("incidentLayer.open('plain', 36.2012, 37.1611)")
    visit.popup_says("Claimed by one side")
    said = visit.page.locator(".leaflet-popup-content").inner_text()
    for words in ("Aleppo Governorate, Syria", "14 December 2016", "via Interfax", "within 8.4 km", "4 killed"):
        assert words in said
    assert visit.page.locator("mark").all_text_contents() == ["Aleppo"]


def test_a_link_to_a_report_tells_nobody_where_the_reader_came_from(visit):
    visit.open()
    visit.page.evaluate("incidentLayer.open('plain', 36.2012, 37.1611)")
    link = visit.page.get_by_role("link", name="Shelling in Aleppo kills four")
    assert link.get_attribute("rel") == "noopener nofollow noreferrer"
    assert link.get_attribute("href") == "https://news.example/aleppo"


def test_a_click_on_a_circle_opens_it_and_tells_python(visit, canned):
    canned.view = {**VIEW, "areas": [], "clusters": [], "points": [VIEW["points"][1]]}
    visit.page.add_init_script("window.Streamlit = {setComponentValue: (value) => { window.told = value; }}")
    visit.open("/#map=9/36.139/36.825")
    visit.page.mouse.click(550, 360)
    visit.popup_says("Why here?")
    assert visit.page.evaluate("window.told.selected") == "plain"


def test_what_the_page_answers_to_an_earlier_choice_is_not_shown(visit, canned):
    visit.page.add_init_script("window.Streamlit = {setComponentValue: (value) => { window.told = value; }}")
    visit.open()
    layer = visit.page.get_by_label("Layer")
    layer.select_option("heat")
    visit.page.evaluate("mapapp.setHeard(window.told.choice - 1); incidentLayer.setLayer('points')")
    assert layer.input_value() == "heat"
    visit.page.evaluate("mapapp.setHeard(window.told.choice); incidentLayer.setLayer('points')")
    assert layer.input_value() == "points"


def test_a_popup_survives_a_move_of_the_map(visit):
    visit.open()
    visit.page.evaluate("incidentLayer.open('plain', 36.2012, 37.1611)")
    visit.popup_says("Why here?")
    drawn = visit.page.evaluate("window.__incidents.drawn")
    visit.page.get_by_role("button", name="Zoom out").click()
    visit.drawn(drawn + 1)
    visit.popup_says("Why here?")


def test_an_incident_out_of_view_is_brought_into_view(visit):
    visit.open("/#map=9/51.5/0.1")
    visit.page.evaluate("incidentLayer.select('plain', 36.2012, 37.1611)")
    visit.popup_says("Why here?")
    visit.page.wait_for_function("location.hash.includes('/36.') || location.hash.includes('/37.')")


def test_without_a_position_the_incident_s_own_place_is_used(visit):
    visit.open("/#map=9/51.5/0.1")
    visit.page.evaluate("incidentLayer.select('plain', null, null)")
    visit.popup_says("Why here?")
    visit.page.wait_for_function("location.hash.includes('/36.') || location.hash.includes('/37.')")


def test_a_popup_closed_by_the_reader_is_not_opened_again_by_the_same_selection(visit):
    visit.open()
    visit.page.evaluate("incidentLayer.select('plain', 36.2, 37.1)")
    visit.popup_says("Why here?")
    visit.page.get_by_role("button", name="Close popup").click()
    visit.page.locator(".leaflet-popup").wait_for(state="detached")
    visit.page.evaluate("incidentLayer.select('plain', 36.2, 37.1)")
    assert visit.page.locator(".leaflet-popup").count() == 0


def test_a_new_query_is_asked_for_and_the_view_stays(visit, canned):
    visit.open()
    visit.page.evaluate("incidentLayer.setQuery('type=riot')")
    visit.drawn(2)
    assert canned.asked[-1].endswith("&type=riot")
    assert "z=9&" in canned.asked[-1]


def test_a_query_given_before_the_first_fetch_is_the_only_one_asked(visit, canned):
    script = "Object.defineProperty(window, 'incidentLayer', {set(v) { this._l = v; v.setQuery('type=riot'); },"
    visit.page.add_init_script(script + " get() { return this._l; }})")
    visit.open()
    assert [asked.endswith("type=riot") for asked in canned.asked] == [True]


def asked_box(canned):
    """The sides of the first box that was asked for, as they stand in the address."""
    return parse_qs(canned.asked[0])["bbox"][0].split(",")


def test_the_address_decides_the_first_view_and_follows_the_map(visit, canned):
    visit.open("/#map=7/10.5/20.25")
    west, south, east, north = (float(x) for x in asked_box(canned))
    assert west < 20.25 < east
    assert south < 10.5 < north
    visit.page.get_by_role("button", name="Zoom in").click()
    visit.page.wait_for_function("location.hash.startsWith('#map=8/10.5')")
    assert visit.page.evaluate("history.length") <= 2


def test_an_address_which_python_rewrote_gets_its_place_back(visit):
    visit.open("/#map=7/10.5/20.25")
    visit.page.evaluate("history.replaceState(null, '', '/?type=riot'); incidentLayer.setQuery('type=riot')")
    visit.page.wait_for_function("location.hash.startsWith('#map=7/10.5') && location.search === '?type=riot'")


def test_without_an_address_the_map_fits_the_bounds(visit, canned):
    visit.open("/")
    west, south, east, north = (float(x) for x in asked_box(canned))
    assert west < NORTH_SYRIA.west
    assert east > NORTH_SYRIA.east
    assert south < NORTH_SYRIA.south
    assert north > NORTH_SYRIA.north


def test_a_box_across_the_antimeridian_has_its_west_greater_than_its_east(visit, canned):
    visit.open("/#map=6/0/180")
    west, _, east, _ = (float(x) for x in asked_box(canned))
    assert west > east


def test_the_far_copy_of_the_world_shows_its_incidents(visit, canned):
    canned.view = {**VIEW, "points": [{**VIEW["points"][0], "lat": 0, "lon": -179}], "areas": [], "clusters": []}
    visit.open("/#map=6/0/179")
    box = visit.page.locator(".mapapp-stack").bounding_box()
    assert 0 < box["x"] < 1100


def test_when_the_data_do_not_arrive_the_map_says_so_and_recovers(visit, canned):
    canned.broken = True
    visit.page.goto(visit.base + "/#map=9/36.1/37.1")
    notice = visit.page.locator(".mapapp-trouble")
    notice.wait_for()
    assert notice.text_content() == "The map data did not arrive; move the map to try again."
    canned.broken = False
    visit.page.get_by_role("button", name="Zoom out").click()
    visit.drawn()
    assert notice.count() == 0


def test_what_the_server_refuses_is_said_in_its_words(visit, canned):
    canned.refusal = "This server knows no type <b>war</b>."
    visit.page.goto(visit.base + "/")
    notice = visit.page.locator(".mapapp-trouble")
    notice.wait_for()
    assert notice.text_content() == canned.refusal


def test_a_late_answer_does_not_overwrite_a_newer_one(visit):
    visit.open()
    gate = []
    visit.page.route("**/api/v1/view*late*", lambda route: gate.append(route))  # noqa: PLW0108  a plain function is wanted
    visit.page.evaluate("incidentLayer.setQuery('words=late')")
    visit.page.wait_for_timeout(300)
    visit.page.evaluate("incidentLayer.setQuery('words=soon')")
    visit.drawn(2)
    for route in gate:
        route.fulfill(body=json.dumps({**VIEW, "total": 999}))
    visit.page.wait_for_timeout(200)
    assert visit.page.evaluate("window.__incidents.total") == 61


def test_badges_are_reachable_by_keyboard_and_say_what_they_are(visit):
    visit.open("/#map=6/36.1/37.1")
    cluster = visit.page.locator(".mapapp-badge:has(.mapapp-cluster)").first
    assert cluster.get_attribute("role") == "button"
    assert (
        cluster.get_attribute("aria-label")
        == "12 incidents, 4 killed: Battles 6, Explosions/Remote violence 4, Protests 2"
    )
    assert cluster.get_attribute("tabindex") == "0"
    cluster.focus()
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_function("location.hash.startsWith('#map=8/')")


def test_a_list_opened_by_keyboard_has_the_focus_and_escape_closes_it(visit):
    visit.open()
    visit.page.locator(".mapapp-badge:has(.mapapp-stack)").first.focus()
    visit.page.keyboard.press("Space")
    visit.popup_says("Page 1 of 2")
    assert visit.page.evaluate("Boolean(document.activeElement.closest('.leaflet-popup'))")
    visit.page.keyboard.press("Escape")
    visit.page.locator(".leaflet-popup").wait_for(state="detached")


def test_a_cluster_which_cannot_be_split_opens_a_list(visit):
    visit.open("/#map=14/36.85/38.2")
    visit.page.locator(".mapapp-badge:has(.mapapp-cluster)").first.click()
    visit.popup_says("Page 1 of 2")


def test_an_outline_is_asked_for_once(visit):
    visit.open()
    visit.page.get_by_role("button", name="Zoom out").click()
    visit.drawn(2)
    assert len([url for url in visit.requests if "/outline/" in url]) == 2


def test_the_legend_lists_every_type_and_opens_by_keyboard(visit):
    visit.open()
    visit.page.locator(".mapapp-legend summary").focus()
    visit.page.keyboard.press("Enter")
    assert visit.page.locator(".mapapp-legend ul").first.locator("li").count() == 9
    assert visit.page.get_by_text("Planned or announced").is_visible()


def test_the_basemap_is_read_in_ranges_from_our_own_server(visit):
    seen = []
    visit.page.on("response", lambda r: seen.append(r.status) if "world.pmtiles" in r.url else None)
    visit.open()
    visit.page.wait_for_selector("canvas.leaflet-tile-loaded")
    assert set(seen) == {206}


TOLD = {**VIEW["clusters"][0], "worst": 3, "box": [36.8, 36.0, 37.4, 36.2], "lat": 36.1, "lon": 37.1}
STACKED = {**TOLD, "splits": False, "box": [37.1, 36.1, 37.1, 36.1]}


def alone(canned, cluster):
    canned.view = {**VIEW, "areas": [], "points": [], "clusters": [cluster]}


def test_a_cluster_says_how_many_of_which_type_and_its_worst_toll(visit, canned):
    alone(canned, TOLD | {"splits": True})
    visit.open()
    label = visit.page.locator(".mapapp-badge").get_attribute("aria-label")
    assert label.startswith("12 incidents, 4 killed, the worst 3 killed: Battles 6, Explosions")
    assert visit.page.locator(".mapapp-cluster-worst").text_content() == "worst 3"


def test_a_cluster_that_comes_apart_is_zoomed_to_by_click_and_by_key(visit, canned):
    alone(canned, TOLD | {"splits": True})
    visit.open()
    visit.page.locator(".mapapp-badge").click()
    visit.page.wait_for_function("location.hash.startsWith('#map=11/')")
    visit.drawn(2)
    visit.page.locator(".mapapp-badge").focus()
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_function("location.hash.startsWith('#map=12/')")
    assert canned.listed == []


def test_a_cluster_that_no_zoom_takes_apart_opens_a_list_that_is_sorted_by_key(visit, canned):
    alone(canned, STACKED)
    visit.open()
    visit.page.locator(".mapapp-badge").focus()
    visit.page.keyboard.press("Enter")
    visit.popup_says("Here and in areas around: 30 incidents")
    assert canned.listed[-1] == "bbox=37.10000,36.09999,37.10000,36.10001&page=1&order=newest"
    visit.page.get_by_label("Sort").select_option("Deadliest first")
    visit.page.wait_for_function("document.activeElement.value === 'deadliest'")
    assert canned.listed[-1].endswith("&page=1&order=deadliest")
    visit.page.get_by_role("button", name="Next").click()
    visit.popup_says("Page 2 of 2")
    assert canned.listed[-1].endswith("&page=2&order=deadliest")


def see_tracks(visit, address="/#map=9/36.1/37.1"):
    visit.open(address)
    visit.page.evaluate("incidentLayer.setLayer('tracks')")
    visit.page.wait_for_function("window.__incidents.layer === 'tracks'")
    return visit.page.locator(".mapapp-badge:has(.mapapp-track-count)")


def test_there_and_back_are_two_lines_with_badges_that_say_whence_and_whither(visit):
    badges = see_tracks(visit)
    said = [badges.nth(at).get_attribute("aria-label") for at in range(badges.count())]
    assert said == ["Aleppo to Aleppo: 7 incidents", "Idlib to Idlib: 1 incident"]
    legend = visit.page.locator(".mapapp-surface-legend").inner_text()
    for words in (
        "9 incidents have both ends, 8 in view",
        "21 of the 30 filtered left out",
        "2 lines of few incidents",
    ):
        assert words in legend
    assert visit.page.locator(".mapapp-notice").inner_text() == "28 incidents in view"


def test_a_line_opens_its_list_by_key_and_its_one_incident_by_a_click_on_the_line(visit, canned):
    badges = see_tracks(visit)
    badges.first.focus()
    visit.page.keyboard.press("Enter")
    visit.popup_says("From Aleppo to Aleppo: 30 incidents")
    assert "track=36.2,37.16,35.93,36.63" in canned.listed[0]
    visit.page.keyboard.press("Escape")
    canned.tracks = {**TRACKS, "tracks": [track("Aleppo", (36.1, 36.5), (36.1, 37.7))]}
    visit.page.evaluate("incidentLayer.setQuery('type=battle')")
    visit.page.wait_for_function("document.querySelectorAll('.mapapp-track-count').length === 1")
    box = badges.first.bounding_box()
    visit.page.mouse.click(box["x"] + box["width"] / 2 + 50, box["y"] + box["height"] / 2 - 2)
    visit.popup_says("Aleppo Governorate")


def test_a_line_across_the_antimeridian_goes_the_short_way(visit, canned):
    canned.tracks = {**TRACKS, "tracks": [track("Fiji", (-17.0, 179.0), (-17.0, -179.0), n=2)]}
    badges = see_tracks(visit, "/#map=6/-17/-180")
    box = badges.first.bounding_box()
    assert abs(box["x"] + box["width"] / 2 - 550) < 30  # the page is 1,100 pixels wide and looks at 180 degrees
    assert badges.count() == 1


def test_hostile_names_of_tracks_are_text(visit, canned):
    rows = [track(text, (35.6 + at / 9, 36.4), (35.7 + at / 9, 37.6), n=2) for at, text in enumerate(HOSTILE)]
    canned.tracks = {**TRACKS, "tracks": rows}
    badges = see_tracks(visit)
    said = [badges.nth(at).get_attribute("aria-label") for at in range(badges.count())]
    assert said == [f"{text} to {text}: 2 incidents" for text in HOSTILE]
    badges.first.focus()
    visit.page.keyboard.press("Enter")
    visit.popup_says("From ")
    assert visit.page.locator(".leaflet-popup-content img, .leaflet-popup-content script").count() == 0
    assert not visit.ran_something()
