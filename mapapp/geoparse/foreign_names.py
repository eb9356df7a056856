"""The place names of all blocks that are not in English: Arabic letters by their own rules, others with care."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from gazetteer.lookup import Gazetteer
from mapapp.domain.document import Block, BlockKind, Document
from mapapp.domain.mention import Mention, Resolution
from mapapp.geoparse.arabic import ArabicRecogniser
from mapapp.geoparse.arabic_container import as_contained
from mapapp.geoparse.arabic_cues import cues_of
from mapapp.geoparse.asked_kind import as_asked
from mapapp.geoparse.foreign import SCRIPTS, ForeignRecogniser

ARABIC = "Arab"


class ForeignNames:
    """Finds them, and mends what the resolver, which knows English, cannot see."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.arabic = ArabicRecogniser(gazetteer)
        self.foreign = ForeignRecogniser(gazetteer)

    def mentions(self, document: Document) -> list[Mention]:
        """The mentions of all blocks that are not in English; in order within each script."""
        arabic = [
            (document.of(block), block.span.start, block.tongue.language or "ar")
            for block in _read(document)
            if block.tongue.script == ARABIC
        ]
        found = self.arabic.mentions(arabic, document.report.country_code) if arabic else []
        for block in _read(document):
            if block.tongue.script in SCRIPTS:
                found += self.foreign.mentions(document.of(block), block.span.start, block.tongue.language)
        return found

    def mended(self, document: Document, resolutions: Sequence[Resolution]) -> tuple[Resolution, ...]:
        """The resolutions, in Arabic letters each where and of the kind that the words beside it say."""
        starts = [resolution.mention.span.start for resolution in resolutions]
        changed = list(resolutions)
        for block in _read(document):
            if block.tongue.script == ARABIC:
                first, last = bisect_left(starts, block.span.start), bisect_left(starts, block.span.end)
                cues = cues_of(block.tongue.language or "ar")
                inside = as_contained(self.gazetteer, document.text, changed[first:last], cues)
                changed[first:last] = as_asked(self.gazetteer, document.text, inside, cues)
        return tuple(changed)


def _read(document: Document) -> Iterator[Block]:
    """The blocks that are looked at."""
    return (b for b in document.blocks if b.kind is not BlockKind.BOILERPLATE and not b.tongue.is_english)
