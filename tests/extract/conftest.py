"""Incidents in the making, before their days and places are chosen."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mapapp.domain.report import Report
from mapapp.extract.extractor import Extraction, Extractor, drafts_of


@pytest.fixture
def in_the_making(pipeline, monkeypatch):
    """For a text: what read it, and its incidents in the making."""
    heard = []

    def listen(self, document, docs, resolutions):
        reader = self.reader(document, resolutions)
        heard[:] = [reader, drafts_of(reader, docs)[0]]
        return Extraction(incidents=(), notes=())

    def made(text, published=datetime(2021, 5, 13, tzinfo=UTC)):
        with monkeypatch.context() as patched:
            patched.setattr(Extractor, "extract", listen)
            pipeline.read(Report(text=text, published=published))
        return tuple(heard)

    return made
