"""A real server in a process of its own, and a real browser. Skipped where there is no Chromium."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser import CHROMIUM

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN_SECONDS = 60


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="no Chromium: install one, or give its path in CHROMIUM"))


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """`served(scene)` is the address of a server for that scene, started when first asked for."""
    running: dict[str, tuple[str, subprocess.Popen[bytes]]] = {}

    def address(scene: str) -> str:
        if scene not in running:
            running[scene] = start(scene, tmp_path_factory.mktemp(scene))
        return running[scene][0]

    yield address
    for _, process in running.values():
        process.terminate()
    for _, process in running.values():
        process.wait(timeout=20)


def start(
    scene: str, folder: Path, database: str | None = None, **settings: str
) -> tuple[str, subprocess.Popen[bytes]]:
    port = free_port()
    command = [sys.executable, "-m", "tests.e2e.serve", "--scene", scene, "--port", str(port)]
    log = (folder / "server.log").open("wb")
    process = subprocess.Popen(
        [*command, "--database", database or f"sqlite:///{folder / 'incidents.sqlite'}"],
        cwd=ROOT,
        stdout=log,
        stderr=log,
        env=os.environ | settings,
    )
    url = f"http://127.0.0.1:{port}"
    if not answers(f"{url}/healthz", process):
        process.kill()
        raise RuntimeError((folder / "server.log").read_text())
    return url, process


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answers(url: str, process: subprocess.Popen[bytes]) -> bool:
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            time.sleep(0.2)
    return False
