"""The whole flow on one screen: report → document → mentions → places → incidents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from gazetteer.lookup import Gazetteer
from mapapp import language
from mapapp.domain.document import Block, BlockKind, Document
from mapapp.domain.incident import Incident
from mapapp.domain.mention import Mention, NameOfBoth, Resolution
from mapapp.domain.report import Report
from mapapp.extract.dates import long_dateline_end
from mapapp.extract.extractor import Extraction, Extractor
from mapapp.geoparse.both import Choice
from mapapp.geoparse.capitals import with_capitals
from mapapp.geoparse.districts import with_districts
from mapapp.geoparse.foreign_names import ForeignNames
from mapapp.geoparse.joined import parted
from mapapp.geoparse.recognise import Recogniser
from mapapp.geoparse.resolve import Resolver
from mapapp.geoparse.spatial import with_areas
from mapapp.intake.blocks import document_of
from mapapp.intake.limits import limits_of
from mapapp.intake.tongues import told_apart
from mapapp.sentence import ParsedText
from mapapp.spoken import N_

SHORT_REPORT = 600
"""Characters; of so short a report every sentence is read, whatever its words: some event it will tell."""
_ODD_SPACE = re.compile(r"[\s\u00ad\u200b\ufeff]")
_HALF_LETTER = re.compile("[\ud800-\udfff]")
"""From a browser."""
_NEXT_STORY = re.compile(r";\s+")
STEP_BLOCKS = 16
"""So many blocks are read between two reports of progress."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read out of one report."""

    report: Report
    document: Document
    resolutions: tuple[Resolution, ...]
    """Every place name, in order."""
    incidents: tuple[Incident, ...]
    """In reading order."""
    notes: tuple[str, ...]
    """What cannot be read in the report's languages, then what was found but left out, and why."""
    limits: tuple[str, ...]
    """Of the notes, what cannot be read in the report's languages."""


class Pipeline:
    """Reads reports. One instance serves a process; it holds nothing of any report.

    Args:
        gazetteer: the places of the world.
        name_of_both: what a name means that a city and its province share, where the text does not say.
    """

    def __init__(self, gazetteer: Gazetteer, name_of_both: NameOfBoth = NameOfBoth.CITY) -> None:
        self.gazetteer = gazetteer
        self.recogniser = Recogniser(gazetteer)
        self.resolver = Resolver(gazetteer)
        self.choice = Choice(gazetteer, name_of_both)
        self.foreign_names = ForeignNames(gazetteer)
        self.extractor = Extractor(signature=self.choice.signature)

    def read(self, report: Report) -> Reading:
        """Read one report. A text in which nothing happens gives a reading without incidents."""
        *_, (_, _, reading) = self.steps(report)
        if reading is None:
            raise RuntimeError("the last step gives the reading")
        return reading

    @staticmethod
    def document(report: Report) -> Document:
        """The report in blocks, each with its language."""
        return told_apart(document_of(report))

    def geoparse(self, report: Report) -> tuple[Resolution, ...]:
        """The place names of a report alone, with the places they mean."""
        return self.names(self.document(report))

    def names(self, document: Document) -> tuple[Resolution, ...]:
        """The place names of a document alone, with the places they mean."""
        texts = (_plain(document, index) for index in range(len(document.blocks)))
        return self.places(document, list(language.entities(texts, alone=True)))

    def steps(self, report: Report) -> Iterator[tuple[float, str, Reading | None]]:
        """The same, with progress: (share done 0 to 1, what is being done, the reading at the end)."""
        document = self.document(report)
        docs: list[Doc] = []
        total = max(1, len(document.blocks))
        texts = (_plain(document, index) for index in range(len(document.blocks)))
        for doc in language.entities(texts):
            docs.append(doc)
            if len(docs) % STEP_BLOCKS == 0:
                yield 0.6 * len(docs) / total, N_("Finding names"), None
        yield 0.6, N_("Deciding which places they mean"), None
        resolutions = self.places(document, docs)
        worth = [index for index, doc in enumerate(docs) if self._worth_parsing(document, index, doc)]
        parsed: list[ParsedText | None] = [None] * len(docs)
        cut = (language.cut(docs[index], _cuts(document.blocks[index], docs[index].text)) for index in worth)
        for done, (index, read) in enumerate(zip(worth, language.parsed(cut), strict=True), 1):
            parsed[index] = read
            if done % STEP_BLOCKS == 0:
                yield 0.65 + 0.3 * done / len(worth), N_("Reading the sentences"), None
        yield 0.95, N_("Putting incidents together"), None
        told = self.extractor.extract(document, parsed, resolutions)
        yield 1.0, N_("Done"), _reading(document, resolutions, told)

    def places(self, document: Document, docs: Sequence[Doc]) -> tuple[Resolution, ...]:
        """All place names of a document with the places they mean."""
        names = [*self._english(document, docs), *self.foreign_names.mentions(document)]
        names.sort(key=lambda mention: mention.span.start)
        resolutions = self.resolve(document.text, names, document.report.country_code)
        return self.foreign_names.mended(document, resolutions)

    def given(self, document: Document, mentions: Sequence[Mention]) -> tuple[Resolution, ...]:
        """The places of mentions that somebody else marked; what else the text names helps to decide them."""
        texts = (_plain(document, index) for index in range(len(document.blocks)))
        others = self._english(document, list(language.entities(texts, alone=True)))
        context = [one for one in others if not any(one.span.overlaps(mention.span) for mention in mentions)]
        names = sorted([*mentions, *context], key=lambda mention: mention.span.start)
        asked = {(mention.span.start, mention.span.end) for mention in mentions}
        resolved = self.resolve(document.text, names, document.report.country_code)
        return tuple(one for one in resolved if (one.mention.span.start, one.mention.span.end) in asked)

    def _english(self, document: Document, docs: Sequence[Doc]) -> Iterator[Mention]:
        read = [
            (doc, block.span.start)
            for block, doc in zip(document.blocks, docs, strict=True)
            if block.kind is not BlockKind.BOILERPLATE and block.tongue.is_english
        ]
        found = self.recogniser.mentions_of([doc for doc, _ in read], [start for _, start in read])
        whole = (replace(mention, surface=mention.span.of(document.text)) for mention in found)
        return parted(document.text, whole, self.gazetteer)

    def resolve(self, text: str, mentions: Sequence[Mention], country_code: str | None) -> tuple[Resolution, ...]:
        """Mentions of one text with the places they mean, and the ground that the words around them describe."""
        resolved = self.choice.settled(text, self.resolver.resolve(text, mentions, country_code))
        told = with_capitals(text, with_districts(text, resolved, self.gazetteer), self.gazetteer)
        return with_areas(text, told, self.gazetteer)

    def _worth_parsing(self, document: Document, index: int, doc: Doc) -> bool:
        kind = document.blocks[index].kind
        if kind not in {BlockKind.BODY, BlockKind.HEADLINE} or not doc.text.strip():
            return False
        return len(document.text) <= SHORT_REPORT or self.extractor.may_tell(doc.text)


def _reading(document: Document, resolutions: tuple[Resolution, ...], told: Extraction) -> Reading:
    limits = limits_of(document)
    return Reading(
        report=document.report,
        document=document,
        resolutions=resolutions,
        incidents=told.incidents,
        notes=limits + told.notes,
        limits=limits,
    )


def _cuts(block: Block, text: str) -> Iterator[int]:
    """Where a sentence begins though no full stop says so: behind a long dateline, and behind a headline's semicolon,
    "Four gunned down in Quetta; soldier killed in Bolan blast".
    """
    yield long_dateline_end(text)
    if block.kind is BlockKind.HEADLINE:
        yield from (found.end() for found in _NEXT_STORY.finditer(text))


def _plain(document: Document, index: int) -> str:
    """A block's text for the language model: every odd space a plain one, character for character, so that
    offsets stay exact. Furniture is not read at all, nor is what is not in English.
    """
    block = document.blocks[index]
    if block.kind is BlockKind.BOILERPLATE or not block.tongue.is_english:
        return ""
    return _HALF_LETTER.sub("\ufffd", _ODD_SPACE.sub(" ", document.of(block)))
