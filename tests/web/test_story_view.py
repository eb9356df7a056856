"""The story of a report, and its versions, without a browser; and report text in all of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from mapapp.domain.view import View
from mapapp.merge import Merger
from mapapp.store import Store
from mapapp.story import Teller
from mapapp.web.cards import incident_json
from mapapp.web.story_words import on_sites
from tests.store.test_stories import COPY, EDITED, FIRST
from tests.story.world import reading, text_of
from tests.web.hostile import HOSTILE
from tests.web.stand_in import a_backend

PART = reading(text_of(14, cut=1), "Evening News")


@pytest.fixture
def store(tmp_path, in_use):
    url = f"sqlite:///{tmp_path / 'incidents.sqlite'}"
    store = Store.open(url, Merger(), Teller())
    backend = a_backend(url)
    object.__setattr__(backend.application, "store", store)
    in_use(backend)
    yield store
    store.close()


def the_story() -> AppTest:
    app = AppTest.from_function(_draw, default_timeout=30).run()
    assert not app.exception
    return app


def _draw():
    from mapapp.web import backend, story_view
    from tests.store.test_stories import FIRST

    store = backend.current().application.store
    story_view.draw(store.report(FIRST[0].id), store)


def pressed(app: AppTest, label: str) -> None:
    app = next(button for button in app.button if button.label == label).click().run()
    assert not app.exception


def shown(app: AppTest) -> str:
    return " ".join(part.proto.body for part in app.get("html"))


def test_a_report_shows_its_other_sources_and_versions_and_a_person_can_part_them(store):
    store.keep_many([FIRST, EDITED, COPY])
    text = shown(the_story())
    assert "The same story on 2 sites: Reuters, Daily Post" in text
    assert "This is version 1 of 2; a newer one counts." in text
    assert "version 2 of 2, changed: “14” became “16”" in text
    assert "of the words of the report of Daily Post stand in that of Reuters too" in text
    pressed(the_story(), "Not the same story")
    assert len(store.stories.of(FIRST[0].id)[1]) == 1


def test_what_may_be_the_same_story_is_asked(store):
    store.keep_many([FIRST, PART])
    pressed(the_story(), "Same story")
    assert [other.report for other in store.stories.of(FIRST[0].id)[1]] == [PART[0]]


def test_a_card_names_the_versions_and_the_story_of_each_account(store):
    store.keep_many([FIRST, EDITED, COPY])
    (whole,) = store.ids(View())
    accounts = incident_json(whole, store)["accounts"]
    assert len({account["story"] for account in accounts}) == 1
    assert sorted(filter(None, (account["version"] for account in accounts))) == [
        "carries an older version; a newer one counts",
        "version 1 of 2; a newer one counts",
        "version 2 of 2, changed: “14” became “16”",
    ]


@pytest.mark.parametrize("text", HOSTILE[:6])
def test_report_text_stays_text(store, text):
    def hostile(one):
        report = replace(one[0], title=text, source=replace(one[0].source, name=text), text=f"{one[0].text}\n{text}")
        return report, ()

    store.keep_many([hostile(one) for one in (FIRST, EDITED, COPY)])
    body = shown(the_story())
    assert "<script" not in body
    assert "<img" not in body


SITES = [
    (["Reuters", "Daily Post", "Reuters"], "The same story on 2 sites: Reuters, Daily Post"),
    (["Reuters", "Reuters"], "The same story in 2 reports: Reuters"),
    ([None, "AFP"], "The same story on 2 sites: source not known, AFP"),
    (
        [f"Site {n}" for n in range(12)],
        f"The same story on 12 sites: {', '.join(f'Site {n}' for n in range(10))} and 2 more",
    ),
]


@pytest.mark.parametrize(("sources", "words"), SITES)
def test_the_sites_of_a_story_are_named_once(sources, words):
    assert on_sites(sources) == words
