from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings

from mapapp.domain.view import View
from mapapp.store import Store, UnknownSavedView, saved
from mapapp.store.apart import snapshot_of
from mapapp.store.frozen import digest, line
from mapapp.store.saved import TooManyToFreeze
from mapapp.store.snapshot import Snapshot
from tests.builders import a_claim, a_party, a_report, a_when, an_incident
from tests.engines import both_engines
from tests.store.strategies import narrow_views, readings

pytestmark = both_engines

SECRET = "Jane Doe of 5 Main Street"


def kept(store: Store, *texts: str):
    """One report an incident; the incidents."""
    reports = [a_report(text) for text in texts or ("One.", "Two.")]
    incidents = [an_incident(report=report) for report in reports]
    store.keep_many([(report, [incident]) for report, incident in zip(reports, incidents, strict=True)])
    return reports, incidents


def test_a_live_view_keeps_its_link(store):
    made = store.saved.keep("Battles", "type=battle", place="5/35/38")
    assert store.saved.get(made.id) == made
    assert (made.title, made.query, made.place, made.frozen) == ("Battles", "type=battle", "5/35/38", None)
    assert store.saved.frozen(made.id) == []
    assert store.saved.all() == [made]


def test_an_id_has_96_random_bits(store):
    ids = {store.saved.keep("", "").id for _ in range(20)}
    assert len(ids) == 20
    assert {len(one) for one in ids} == {16}


def test_a_frozen_view_holds_what_was_in_view_and_says_how_much(store):
    _, incidents = kept(store)
    made = store.saved.keep("All", "", freeze=View())
    lines = store.saved.frozen(made.id)
    assert [one.id for one in lines] == store.ids(View())
    assert (made.frozen.incidents, made.frozen.reports, made.frozen.version) == (2, 2, store.version())
    assert made.frozen.digest == digest(map(line, lines))
    assert {one.id for one in incidents} == {one.id for one in lines}


def test_a_frozen_view_does_not_change_when_reports_come_and_go(store):
    reports, incidents = kept(store)
    made = store.saved.keep("All", "", freeze=View())
    before = store.saved.frozen(made.id)
    kept(store, "Three.")
    store.remove(reports[0].id)
    assert store.saved.frozen(made.id) == before
    assert store.saved.get(made.id) == made
    assert store.saved.gone([one.id for one in before]) == {incidents[0].id}


def test_a_frozen_view_has_no_word_of_a_report(store, url):
    report = a_report(SECRET)
    incident = an_incident(
        report=report,
        claims=(a_claim(SECRET, report_id=report.id),),
        actors=(a_party(SECRET),),
        targets=(a_party(SECRET),),
        when=a_when(wording=SECRET),
    )
    store.keep(report, [incident])
    made = store.saved.keep("All", "", freeze=View())
    assert SECRET not in repr(store.saved.frozen(made.id))
    assert store.saved.frozen(made.id)[0].places[0].name == "Aleppo"


def test_a_revoked_view_says_so_and_loses_its_lines(store):
    kept(store)
    made = store.saved.keep("All", "", freeze=View())
    store.saved.revoke(made.id)
    now = datetime.now(UTC)
    assert "revoked" in store.saved.get(made.id).why_closed(now)
    assert store.saved.frozen(made.id) == []
    first = store.saved.get(made.id).revoked
    store.saved.revoke(made.id)
    assert store.saved.get(made.id).revoked == first


def test_a_view_expires(store):
    now = datetime.now(UTC)
    made = store.saved.keep("", "", expires=now + timedelta(days=1))
    assert made.why_closed(now) is None
    assert "That time is over" in made.why_closed(now + timedelta(days=2))


def test_a_view_that_nobody_saved_is_not_known(store):
    for ask in (store.saved.get, store.saved.revoke):
        with pytest.raises(UnknownSavedView):
            ask("guess")


def test_too_many_to_freeze_are_refused_and_nothing_is_kept(store, monkeypatch):
    kept(store)
    monkeypatch.setattr(saved, "FROZEN_MOST", 1)
    with pytest.raises(TooManyToFreeze, match="Narrow it, or save it live"):
        store.saved.keep("All", "", freeze=View())
    assert store.saved.all() == []


def test_a_title_is_one_line_that_a_database_can_hold(store):
    made = store.saved.keep("  a\nb\x00\ud800 " + "x" * 500, "")
    assert made.title.startswith("a b\ufffd\ufffd xxx")
    assert len(made.title) == saved.LONGEST_TITLE


@given(readings(), narrow_views())
@settings(max_examples=15)
def test_a_frozen_view_draws_the_same_incidents_as_the_view(tmp_path_factory, told, view):
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('frozen')}/i.sqlite")
    store.keep_many(told)
    made = store.saved.keep("", "", freeze=view)
    apart, whole = snapshot_of(store.saved.frozen(made.id)), Snapshot.read(store)
    assert sorted(apart.ids(View())) == sorted(whole.ids(view))
    assert apart.tally(View()) == whole.tally(view)
    assert (made.frozen.incidents, made.frozen.reports) == (whole.tally(view).incidents, whole.tally(view).reports)
    store.close()
