"""In which language a page, a frame and a file are; and that nothing else depends on it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from mapapp.domain.view import Look, View
from mapapp.spoken import LANGUAGES
from mapapp.takeaway.formats import FORMATS
from mapapp.web import link, server
from mapapp.web.request_language import said
from tests.e2e.scenes import syria
from tests.store.strategies import views
from tests.web.stand_in import a_backend
from tests.web.test_routes import a_client

PAGE = str(Path(server.PAGE))
FRENCH = {"accept-language": "fr-FR,fr;q=0.9,en;q=0.5"}


@pytest.fixture(scope="module")
def backend(tmp_path_factory):
    return a_backend(f"sqlite:///{tmp_path_factory.mktemp('spoken') / 'i.sqlite'}", syria())


@pytest.fixture(scope="module")
def client(backend):
    return a_client(backend)


def spoken(page: str) -> str:
    return re.search(r'<html lang="([\w-]+)"', page)[1]


@given(views(), st.sampled_from(["", *LANGUAGES]))
def test_a_view_and_its_language_come_back_from_one_link(view, language):
    query = link.encode(view, Look(language=language))
    assert link.decode_look(link.pairs_of(query)) == (Look(language=language), ())
    assert link.decode_query(query)[0] == view
    assert ("lang=" in query) == bool(language)


SAID = [([], None), (["fr"], "fr"), (["tlh"], "en"), (["tlh", "fr"], "fr"), ([""], "en"), (["FR"], "en")]


@pytest.mark.parametrize(("values", "language"), SAID)
def test_a_link_says_a_language_or_leaves_it_to_the_reader(values, language):
    assert said(values) == language


ASKED = [
    ("", {}, "en"),
    ("", FRENCH, "fr"),
    ("?lang=fr", {}, "fr"),
    ("?lang=en", FRENCH, "en"),
    ("?lang=tlh", FRENCH, "en"),
    ("", {"accept-language": "ja"}, "en"),
]


@pytest.mark.parametrize(("query", "headers", "language"), ASKED)
def test_a_frame_speaks_as_its_address_says_else_as_the_browser_asks(client, query, headers, language):
    answer = client.get(f"/embed{query}", headers=headers)
    assert spoken(answer.text) == answer.headers["content-language"] == language
    assert "accept-language" in answer.headers["vary"]
    assert ("Ouvrir la carte entière" in answer.text) == (language == "fr")
    assert ("42 incidents selon 6 dépêches" in answer.text) == (language == "fr")


def test_an_unknown_language_is_told(client):
    assert "Language “tlh” is not known here" in client.get("/embed?lang=tlh").text


def test_the_scripts_of_a_frame_get_their_words_as_data(client):
    page = client.get("/embed?lang=fr").text
    import html

    settings = json.loads(html.unescape(re.search(r'data-settings="([^"]*)"', page)[1]))
    assert settings["words"]["language"] == "fr"
    assert settings["words"]["words"]["Legend"] == "Légende"
    assert settings["incidents"]["palette"]["groups"][0]["name"] == "Combats"


@pytest.fixture(scope="module")
def saved(backend):
    keep = backend.application.store.saved.keep
    return {
        "plain": keep("A view", "type=battle"),
        "french": keep("Une vue", "lang=fr&type=battle"),
        "frozen": keep("Still", "type=battle", freeze=View(types=("battle",))),
    }


SHOWN = [
    ("plain", "", {}, "en"),
    ("plain", "", FRENCH, "fr"),
    ("french", "", {}, "fr"),
    ("french", "?lang=en", {}, "en"),
    ("frozen", "", FRENCH, "fr"),
    ("frozen", "?lang=fr", {}, "fr"),
]


@pytest.mark.parametrize(("which", "query", "headers", "language"), SHOWN)
def test_a_saved_view_speaks_as_it_was_drawn_unless_its_address_says_another(
    client, saved, which, query, headers, language
):
    for address in (f"/s/{saved[which].id}", f"/s/{saved[which].id}/embed"):
        answer = client.get(address + query, headers=headers)
        assert (answer.status_code, spoken(answer.text)) == (200, language)
    page = client.get(f"/s/{saved[which].id}{query}", headers=headers).text
    onward = re.search(r'class="go" href="([^"]*)"', page)[1]
    asked = query.removeprefix("?") or ("lang=fr" if which == "french" else "")
    assert ("lang=" in onward) == bool(asked)
    assert asked in onward


def test_copies_of_a_feed_and_of_a_picture_are_one_for_each_language(client, saved):
    for address in (f"/s/{saved['plain'].id}/feed.atom", f"/og/{saved['plain'].id}.png", "/feed.json?type=battle"):
        english, french = client.get(address), client.get(address, headers=FRENCH)
        assert english.headers["etag"] != french.headers["etag"]
        assert "accept-language" in french.headers["vary"]
        again = client.get(address, headers=FRENCH | {"if-none-match": french.headers["etag"]})
        assert again.status_code == 304


def test_what_went_wrong_is_said_in_the_readers_language(client):
    assert "Il n’y a rien à cette adresse" in client.get("/s/nobody", headers=FRENCH).text
    assert "Le type «" in client.get("/embed?type=nonsense", headers=FRENCH).text


@pytest.mark.parametrize("query", ["", "type=battle", "country=SY&killed=5", "words=shells", "from=2016-12-20"])
def test_the_map_shows_the_same_in_every_language(client, query):
    asked = f"/api/v1/view?z=5&bbox=20,20,60,60&{query}"
    assert client.get(asked).json() == client.get(f"{asked}&lang=fr").json() == client.get(asked, headers=FRENCH).json()


def test_an_incident_is_told_in_the_language_that_the_map_says(client, backend):
    (first, *_) = backend.application.store.ids(View(types=("explosion.air",)))
    english, french = (client.get(f"/api/v1/incidents/{first}{asked}").json() for asked in ("", "?lang=fr"))
    assert english == client.get(f"/api/v1/incidents/{first}", headers=FRENCH).json()
    assert (english["name"], french["name"]) == ("Explosions/Remote violence", "Explosions et violences à distance")
    assert french["when"]["words"].endswith(("janv. 2017", "déc. 2016"))
    assert french["status"] == english["status"]
    assert [place["lat"] for place in french["places"]] == [place["lat"] for place in english["places"]]
    assert french["evidence"] == english["evidence"]


@pytest.mark.parametrize("row", FORMATS.values(), ids=list(FORMATS))
def test_files_for_programs_are_the_same_in_every_language_and_files_for_people_are_not(client, row):
    english, french = (client.get(f"/export.{row.key}?type=battle&lang={code}") for code in ("en", "fr"))
    assert english.status_code == french.status_code == 200
    if row.key == "html":
        assert (spoken(english.text), spoken(french.text)) == ("en", "fr")
        assert '"Combats"' in french.text
        assert "7 incidents selon" in french.text
    elif row.key == "print":
        assert (spoken(english.text), spoken(french.text)) == ("en", "fr")
        assert '<th scope="col">Quand</th>' in french.text
    elif row.key == "csv":
        made = re.compile(r"Made: [^|]*")
        assert made.sub("", english.text) == made.sub("", french.text)
    assert english.headers["x-incidents"] == french.headers["x-incidents"]


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(PAGE, default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


def test_the_page_speaks_as_its_link_says(in_use, backend):
    in_use(backend)
    assert opened().multiselect(key="filter-types").label == "What happened"
    french = opened(lang="fr")
    assert french.multiselect(key="filter-types").label == "Ce qui s’est passé"
    assert french.session_state["language-spoken"] == "fr"
    strange = opened(lang="tlh")
    assert strange.multiselect(key="filter-types").label == "What happened"
    assert any("tlh" in warning.value for warning in strange.warning)


def test_a_filter_keeps_the_language_and_back_undoes_it(in_use, backend):
    in_use(backend)
    app = opened(lang="fr", words="shells")
    next(button for button in app.button if button.label == "Tout effacer").click().run()
    assert list(app.query_params) == ["lang"]
    assert app.query_params["lang"] in ("fr", ["fr"])
    del app.query_params["lang"]
    app.run()
    assert app.multiselect(key="filter-types").label == "What happened"


def english_left(app) -> set[str]:
    """What a page shows."""
    found = set()
    for block in (app.main, app.sidebar):
        for element in (one for one in block if one.type != "code"):
            for field in ("label", "value", "placeholder", "help", "options"):
                told = getattr(element, field, None)
                found |= {one for one in (told if isinstance(told, list) else [told]) if isinstance(one, str)}
    text = {re.sub(r"<[^>]+>|&#\d+;|\u2060", " ", one) for one in found}
    return {re.sub(r"[\W\d_]+", " ", one).strip() for one in text if re.search("[A-Za-z]{3}", one)}


ALIKE = {
    # names
    "Aleppo",
    "Interfax",
    "Reuters",
    "SANA",
    "civilians",  # an actor, as the reports call it
    "rebels",
    "place province country Tripoli Lebanon Springfield Illinois US",  # an example of a table
    # what a widget holds; what it shows is among its options
    "Files",
    "map",
    # words that are the same in both
    "Date",
    "Fusions",
    "Importer",
    "Latitude longitude",
    "Notes",
    "Page",
    "Pages",
    "Province",
    "Source",
    "Sources",
    "Type",
}
"""What may be the same on the English and on the French page."""
PAGES = [
    "map_page",
    "paste_page",
    "intake_page",
    "import_page",
    "reports_page",
    "merges_page",
    "table_page",
    "saved_page",
]


@pytest.mark.parametrize("module", PAGES)
def test_no_english_is_left_on_a_french_page(in_use, backend, module):
    """Streamlit's own words, the map's scripts and what reports say stand elsewhere."""
    in_use(backend)

    def page(module: str, language: str) -> None:
        from importlib import import_module

        import streamlit as st

        from mapapp.web import reader_language

        reader_language.settle()
        st.session_state["language-spoken"] = language
        anything = st.Page(lambda: None, title="x", url_path="x")
        st.session_state["pages"] = dict.fromkeys(("map", "paste"), anything)
        import_module(f"mapapp.web.{module}").draw()

    shown = {}
    for language in ("en", "fr"):
        app = AppTest.from_function(page, default_timeout=60, args=(module, language)).run()
        assert not app.exception
        shown[language] = english_left(app)
    assert shown["en"]
    assert shown["en"] & shown["fr"] - ALIKE == set()


def test_the_same_filters_leave_the_same_in_every_language(in_use, backend):
    in_use(backend)
    english, french = opened(type="battle"), opened(type="battle", lang="fr")
    for key in ("filter-types", "filter-countries", "filter-statuses"):
        ones, others = english.multiselect(key=key), french.multiselect(key=key)
        assert ones.value == others.value
        counts = [[re.search(r"\((\d+)\)$", option)[1] for option in box.options] for box in (ones, others)]
        assert counts[0] == counts[1]
