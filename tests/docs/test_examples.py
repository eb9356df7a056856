"""The examples in the documentation run and print what stands there."""

from __future__ import annotations

import doctest
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [path for path in sorted((ROOT / "docs").glob("*.md")) if ">>>" in path.read_text(encoding="utf-8")]
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_examples_print_what_the_page_says(page, gazetteer, tmp_path) -> None:
    assert gazetteer is not None
    failed, tried = doctest.testfile(
        str(page),
        module_relative=False,
        globs={"folder": tmp_path},
        optionflags=doctest.IGNORE_EXCEPTION_DETAIL | doctest.NORMALIZE_WHITESPACE,
    )
    assert tried > 0
    assert failed == 0


def commands() -> list[tuple[str, list[str]]]:
    """Each command of the pages with the lines that its output must begin with."""
    found = []
    for page in sorted((ROOT / "docs").glob("*.md")):
        for block in CONSOLE.findall(page.read_text(encoding="utf-8")):
            for step in block.split("$ ")[1:]:
                command, *lines = step.strip("\n").splitlines()
                if command.startswith("python -m gazetteer"):
                    found.append((command, lines))
    return found


@pytest.mark.parametrize(("command", "lines"), commands())
def test_commands_print_what_the_page_says(command, lines, gazetteer) -> None:
    assert gazetteer is not None
    arguments = [sys.executable, *shlex.split(command)[1:]]
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=True)
    squeezed = " ".join(done.stdout.split())
    for line in lines:
        assert " ".join(line.split()) in squeezed
