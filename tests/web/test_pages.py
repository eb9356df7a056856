"""The other pages, without a browser."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

from streamlit.testing.v1 import AppTest

from mapapp.store.latest import Latest, StillReading
from mapapp.web import server
from mapapp.web.backend import Backend
from mapapp.web.drafts import MOST_DRAFTS, Drafts
from tests import builders
from tests.web.stand_in import StandInPipeline

PAGE = str(Path(server.PAGE))


def opened() -> AppTest:
    return AppTest.from_file(PAGE, default_timeout=30).run()


def test_an_empty_store_shows_how_to_begin(empty_backend, in_use):
    in_use(empty_backend)
    app = opened()
    assert not app.exception
    assert [header.value for header in app.header] == ["Put reports on the map"]


def test_while_the_data_are_prepared_the_page_says_how_far_it_is(in_use):
    gate = threading.Event()

    def opener(progress):
        progress(0.25, "Reading places")
        gate.wait(20)

    backend = Backend(opener)
    in_use(backend)
    app = opened()
    gate.set()
    assert not app.exception
    assert app.subheader[0].value == "The map is being prepared"


def test_while_the_incidents_are_read_the_map_says_how_far_that_is(in_use, syria_backend, monkeypatch):
    def far_off(latest, store):
        raise StillReading(250_000, 1_000_000)

    monkeypatch.setattr(Latest, "of", far_off)
    in_use(syria_backend)
    app = opened()
    assert not app.exception
    assert app.subheader[0].value == "The map is being prepared"


def test_a_link_with_thirty_things_not_understood_does_not_push_the_map_away(in_use, syria_backend):
    in_use(syria_backend)
    app = AppTest.from_file(PAGE, default_timeout=30)
    for number in range(30):
        app.query_params[f"nonsense{number}"] = "x"
    app.run()
    assert not app.exception
    assert len(app.warning) == 3
    (further,) = [one for one in app.expander if "about this link" in one.label]
    assert further.label == "27 more about this link"
    assert len(further.markdown) == 27


def test_what_is_missing_is_said_with_what_to_do(in_use):
    def opener(progress):
        raise FileNotFoundError("There are no places: run `python -m gazetteer build`.")

    backend = Backend(opener)
    backend.start()
    backend._thread.join()
    in_use(backend)
    app = opened()
    assert not app.exception
    assert app.code[0].value == "There are no places: run `python -m gazetteer build`."


def test_the_server_does_not_import_the_maps_component_before_it_runs():
    """Imported earlier, the component is registered nowhere, and the browser gets 404 for the map's frame."""
    told = "import sys, mapapp.web.server; print('streamlit_folium' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True, cwd=server.ROOT)
    assert ran.stdout.strip() == "False"


def test_the_oldest_drafts_are_forgotten_first():
    drafts = Drafts()
    added = [
        drafts.add(StandInPipeline().read(builders.a_report(f"Aleppo {number}"))) for number in range(MOST_DRAFTS + 2)
    ]
    assert len({draft.token for draft in added}) == len(added)
    assert drafts.get(added[1].token) is None
    assert drafts.get(added[2].token) is added[2]
    drafts.drop(added[2].token)
    drafts.drop(added[2].token)
    assert drafts.get(added[2].token) is None
