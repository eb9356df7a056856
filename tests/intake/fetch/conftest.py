from __future__ import annotations

import socket

import pytest

from tests.intake.fetch.sites import LOOPBACK, serving


@pytest.fixture
def site():
    with serving() as one:
        yield one


@pytest.fixture(autouse=True)
def _only_the_loopback(monkeypatch):
    """A test that would leave this machine fails."""
    connect = socket.socket.connect

    def only_here(self, address):
        assert self.family == socket.AF_UNIX or address[0] in {LOOPBACK, "::1"}, f"a test reached for {address}"
        return connect(self, address)

    def no_names(host, *_arguments, **_options):
        raise AssertionError(f"a test asked the network for {host}")

    monkeypatch.setattr(socket.socket, "connect", only_here)
    look_up = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *a, **o: look_up(host, *a, **o) if host == LOOPBACK else no_names(host)
    )
