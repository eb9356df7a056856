"""The page "Add reports", without a browser: what is given lands in the queue, and jobs say how they stand."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from mapapp.domain.arrival import PieceKind, SetAside
from mapapp.domain.job import JobState
from mapapp.ingest.readers import InProcess
from mapapp.ingest.work import Worker
from mapapp.settings import Settings
from mapapp.web.workshop import Workshop
from tests.ingest.cheap import Cheap
from tests.web.hostile import HOSTILE
from tests.web.stand_in import a_backend

BROKEN = ("broken.json", b'{"text"', "application/json")
GOOD = ("aleppo.txt", b"Shells fell on Aleppo.", "text/plain")


def page():
    from mapapp.web import intake_page

    intake_page.draw()


@pytest.fixture
def backend(tmp_path, in_use):
    made = a_backend(f"sqlite:///{tmp_path / 'incidents.sqlite'}", settings=Settings(fetch=True))
    in_use(made)
    return made


@pytest.fixture
def queue(backend):
    return backend.application.store.queue


def opened() -> AppTest:
    return AppTest.from_function(page, default_timeout=30).run()


def worked_off(backend) -> None:
    store = backend.application.store
    Worker(store.claims(), InProcess(Cheap()), done=lambda: not store.queue.waits()).run()


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click()
    app.run()
    assert not app.exception
    return app


def files(app: AppTest, *given) -> AppTest:
    app.file_uploader[0].set_value(list(given))
    return press(app, "Take in")


def test_files_become_a_job_and_what_cannot_be_read_is_listed_with_the_reason(backend, queue):
    app = files(opened(), GOOD, BROKEN)
    assert "2 things were found" in app.success[0].value
    worked_off(backend)
    (job,) = queue.jobs()
    assert (job.state, job.title) == (JobState.DONE, "aleppo.txt and 1 more")
    assert [one.name for one in queue.aside(job.id)] == ["broken.json"]
    shown = opened()
    assert list(shown.dataframe[0].value["What"]) == ["broken.json"]
    assert backend.application.store.count_reports() == 1


def test_the_same_files_again_are_the_same_job(backend, queue):
    files(opened(), GOOD)
    worked_off(backend)
    files(opened(), GOOD)
    assert [job.state for job in queue.jobs()] == [JobState.DONE]
    assert queue.progress(queue.jobs()[0].id).reports == 1


def test_nothing_given_is_said_and_makes_no_job(queue):
    app = press(opened(), "Take in")
    assert app.warning[0].value == "Choose files first."
    assert queue.jobs() == []


def test_addresses_become_pieces_and_one_that_is_none_is_listed(queue):
    app = opened()
    app.segmented_control[0].set_value("Web addresses").run()
    app.text_area[0].set_value("https://news.example/a\nftp://news.example/b")
    press(app, "Take in")
    (job,) = queue.jobs()
    progress = queue.progress(job.id)
    assert (progress.waiting, progress.aside) == (1, 1)
    assert queue.aside(job.id)[0].name == "ftp://news.example/b"


def test_a_server_that_may_not_fetch_says_how_to_let_it(tmp_path, in_use):
    in_use(a_backend(f"sqlite:///{tmp_path / 'incidents.sqlite'}"))
    for chosen in ("Web addresses", "Feeds"):
        app = opened()
        app.segmented_control[0].set_value(chosen).run()
        assert "MAPAPP_FETCH=1" in app.info[0].value
        assert not app.text_area


def test_a_job_is_paused_resumed_and_cancelled(queue):
    app = files(opened(), GOOD)
    for label, state in (
        ("Pause", JobState.PAUSED),
        ("Resume", JobState.OPEN),
        ("Cancel", JobState.CANCELLED),
    ):
        press(app, label)
        assert queue.jobs()[0].state is state
    press(app, "Take off this list")
    assert queue.jobs() == []


def test_what_was_set_aside_can_be_tried_again(backend, queue):
    queue.begin("j", "Some", ["some"])
    queue.add("j", [SetAside(name="a.bin", reason="It is a picture.")])
    queue.filled("j")
    worked_off(backend)
    press(opened(), "Try again what was set aside")
    assert queue.progress("j").aside == 0


@pytest.mark.parametrize("text", HOSTILE)
def test_names_and_reasons_are_only_text(queue, text):
    queue.begin("j", text, [text])
    queue.add("j", [SetAside(name=text, reason=text)])
    app = opened()
    assert not app.exception
    assert list(app.dataframe[0].value["What"]) == [queue.aside("j")[0].name]
    assert not any(text in shown.value for shown in [*app.markdown, *app.caption])


class Started:
    """Stands for a worker's process."""

    ended = False

    def poll(self):
        return 0 if self.ended else None

    def terminate(self):
        self.ended = True


def test_a_worker_is_started_once_while_something_waits_and_again_when_it_has_ended(backend, queue):
    started = []

    def start(_settings):
        started.append(Started())
        return started[-1]

    workshop = Workshop(backend.application.store, backend.application.settings, start)
    workshop.look()
    assert started == []
    files(opened(), GOOD)
    workshop.look()
    workshop.look()
    assert len(started) == 1
    started[0].ended = True
    workshop.look()
    assert len(started) == 2
    workshop.close()
    assert started[1].ended
    worked_off(backend)
    started[1].ended = True
    workshop.look()
    assert len(started) == 2


def test_what_is_said_of_all_files_is_theirs(backend, queue):
    app = opened()
    app.text_input[0].set_value("The Courier")
    files(app, GOOD)
    (held,) = backend.application.store.claims().claim(1)
    assert (held.piece.kind, held.piece.source) == (PieceKind.FILE, "The Courier")
