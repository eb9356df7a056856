"""A folder for what is needed on the way while a layer is put in or taken out."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from gazetteer.building.lock import locked
from gazetteer.errors import BuildBusy, NotWritten


@contextmanager
def scratch(beside: Path | None, layer: str) -> Iterator[Path]:
    """An empty folder beside a gazetteer file, which goes in the end; so does what a killed program left in it before.

    `beside`: None where nothing is to be written there. Raises NotWritten while another program has the folder.
    """
    if beside is None:
        with TemporaryDirectory() as elsewhere:
            yield Path(elsewhere)
        return
    folder = beside.with_name(f".adding-{layer}")
    with ExitStack() as stack:
        try:
            stack.enter_context(locked(beside.with_name(f"adding-{layer}"), patience=0, tell=lambda _: None))
        except BuildBusy:
            raise NotWritten(f"another program is at work on the layer {layer!r}; wait until it is done") from None
        _clear(folder)
        folder.mkdir()
        stack.callback(_clear, folder)
        yield folder


def _clear(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
