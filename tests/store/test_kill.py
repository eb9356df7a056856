"""A writer is killed at random moments: what it had confirmed is there whole, and nothing is half there."""

import multiprocessing
import os
import random
import select
import signal
import time

from mapapp.domain.view import View
from mapapp.store import Store
from tests.builders import a_report, an_incident, an_incident_place

KILLS = 20
TOLD = 5
"""Incidents in each report, each with two places."""


def _reading(number: int):
    report = a_report(f"report {number}")
    places = (an_incident_place("Aleppo"), an_incident_place("Homs"))
    return report, [an_incident(report=report, places=places, confidence=i / TOLD) for i in range(TOLD)]


def _write(url: str, first: int, confirmed: int) -> None:
    store = Store.open(url)
    for number in range(first, first + 100_000):
        store.keep(*_reading(number))
        os.write(confirmed, f"{number}\n".encode())


def _killed_after(seconds: float, url: str, first: int, *, begun: bool) -> list[int]:
    """Run a writer, kill it so long after its start, or after its first report where it is to have `begun`, and give
    the numbers of the reports it had confirmed.
    """
    receives, sends = os.pipe()
    writer = multiprocessing.get_context("fork").Process(target=_write, args=(url, first, sends))
    writer.start()
    os.close(sends)
    if begun:
        select.select([receives], [], [], 60)
    time.sleep(seconds)
    os.kill(writer.pid, signal.SIGKILL)
    writer.join()
    with os.fdopen(receives) as said:
        return [int(line) for line in said]


def test_a_killed_writer_loses_nothing_it_confirmed_and_leaves_nothing_half(url):
    chance = random.Random(7)
    confirmed: list[int] = []
    for kill in range(KILLS):
        confirmed += _killed_after(chance.uniform(0.03, 0.25), url, first=kill * 100_000, begun=kill % 2 == 0)
    assert confirmed
    store = Store.open(url)
    kept = {report.id for report in store.reports()}
    assert {_reading(number)[0].id for number in confirmed} <= kept
    assert len(kept) <= len(confirmed) + KILLS
    for number in confirmed[:: max(1, len(confirmed) // 50)]:
        report, incidents = _reading(number)
        assert store.report(report.id) == report
        assert set(store.incidents_of(report.id)) == set(incidents)
    rows = store.rows(View())
    assert len(rows) == TOLD * len(kept) == len(store)
    assert all(row.places == ("Aleppo", "Homs") for row in rows)
    assert store.version() == len(kept)
