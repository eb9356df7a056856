"""Find the place names of a text.

A trained recogniser (learned.py) tells which stretches are place names; this module trims them, parts lists, and says
what each does in its sentence. What it leaves out and the text itself calls a place ("the village of Xqzvb", a mosque
that the gazetteer has) is added; names in organisations and words such as "Syrian" are kept as context for the others.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from spacy.tokens import Doc

from gazetteer.lookup import Gazetteer
from gazetteer.place import PlaceKind
from mapapp import language
from mapapp.domain.mention import Mention, Use
from mapapp.domain.report import Span
from mapapp.geoparse import cues
from mapapp.geoparse.candidates import is_adjective
from mapapp.geoparse.learned import Learned
from mapapp.geoparse.lists import is_known, joined, keeps_generic_words, names_in, without_generic_words
from mapapp.geoparse.stretch import Line, Stretch, descriptor, may_begin, modifier, torn
from mapapp.geoparse.use import in_organisation, is_at_head, is_dateline, use_of

VERSION = "recognise-3"
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
SITE_LABELS = frozenset({"LOC", "FAC"})
NO_HEAD = frozenset({"PERSON", "NORP", "DATE", "TIME", "LANGUAGE"})
"""What a sentence begins with is no place where the language model reads one of these."""
SITES = frozenset({PlaceKind.FACILITY, PlaceKind.QUARTER, PlaceKind.NATURAL})
"""What the corpora seldom annotate, and a map of incidents needs: squares, mosques, bases, mountains."""
TOWN, LARGE_TOWN = 30_000, 100_000
"""Persons: a name that is a word, too, is a town of this size where a sentence begins with it; that of a large one, or
of a province, counts as context even within an organisation's name.
"""
LISTED = 0.43
"""A mention less sure than this is context alone: on unseen news, listing it would cost more than it brings."""
CONTEXT, CALLED, AGAIN = 0.3, 0.7, 0.7
"""How sure a mention is that the trained recogniser left out: kept for context, called a place, found elsewhere."""
BATCH = 16
"""Blocks read at once."""
_SURENESS: Mapping[str, Mapping[str, float]] = tomllib.loads(
    Path(__file__).with_name("sureness.toml").read_text(encoding="utf-8")
)
Verdict = tuple[Use, float, str]
"""What a name does, how surely it is a place name, and why."""


class Recogniser:
    """Place names of one text at a time."""

    def __init__(self, gazetteer: Gazetteer, learned: Learned | None = None) -> None:
        self.gazetteer = gazetteer
        self.learned = learned or Learned(language.pipeline(), gazetteer)

    @property
    def maker(self) -> str:
        """Which version of which method finds: "recognise-3.1f0c9a3d+gazetteer-0.1.0+1b2c3d4e5f60"."""
        return f"{VERSION}.{self.learned.version}+{self.gazetteer.maker}"

    def mentions(self, doc: Doc, offset: int = 0) -> list[Mention]:
        """The mentions of one block, in order, never overlapping.

        Args:
            doc: tokens, tags and entities of the block.
            offset: where the block begins in the report's text.
        """
        return list(self.mentions_of([doc], [offset]))

    def mentions_of(self, docs: Sequence[Doc], offsets: Sequence[int]) -> Iterator[Mention]:
        """The mentions of all blocks of a text, in order, never overlapping."""
        found = [names for at in range(0, len(docs), BATCH) for names in self._names(docs[at : at + BATCH])]
        keep = keeps_generic_words((doc.text, spans) for doc, spans in zip(docs, found, strict=True))
        found = [self._bare(doc.text, spans, keep) for doc, spans in zip(docs, found, strict=True)]
        again = {span.of(doc.text) for doc, spans in zip(docs, found, strict=True) for span in spans}
        for doc, offset, spans in zip(docs, offsets, found, strict=True):
            yield from self._block(doc, offset, spans, again)

    def _names(self, docs: Sequence[Doc]) -> Iterator[list[Span]]:
        """What the trained recogniser finds, name by name; what the language model finds where there is no such."""
        learned = self.learned.spans(docs) if self.learned.recogniser else list(map(_entities, docs))
        for doc, spans in zip(docs, learned, strict=True):
            yield [
                Span(start=start, end=end)
                for span in self._whole(doc, list(joined(doc.text, spans)))
                for start, end in names_in(doc.text, span.start, span.end, self.gazetteer)
                if doc.text[start:end] not in cues.MODIFIERS
            ]

    def _bare(self, text: str, spans: Sequence[Span], keep: bool) -> list[Span]:
        """The names without generic words. `keep`: those after a name are part of it in this text."""
        pairs = (without_generic_words(text, span.start, span.end, self.gazetteer, keep_after=keep) for span in spans)
        return [Span(start=start, end=end) for start, end in pairs]

    def _whole(self, doc: Doc, spans: Sequence[Span]) -> Iterator[Span]:
        """Names that were cut short made whole, where the language model has all of it and the gazetteer knows it."""
        entities = _entities(doc)
        done = 0
        for span in spans:
            longer = next((one for one in entities if one.contains(span) and one != span), None)
            if longer is not None and longer.start >= done and is_known(longer.of(doc.text), self.gazetteer):
                span = longer  # noqa: PLW2901
            if span.start >= done:
                yield span
                done = span.end

    def _block(self, doc: Doc, offset: int, spans: Sequence[Span], again: set[str]) -> Iterator[Mention]:
        line, at = Line.of(doc), 0
        for span in [*spans, None]:
            stretch = line.over(span) if span else None
            until = stretch.first if stretch else len(line.words)
            for left_out, verdict in self._between(line, at, until, again):
                yield self._mention(left_out, Span(start=left_out.start, end=left_out.end), verdict, offset)
            if span and stretch:
                yield self._mention(stretch, span, self._found(stretch, span.of(doc.text)), offset)
                at = stretch.last

    def _between(self, line: Line, first: int, until: int, again: set[str]) -> Iterator[tuple[Stretch, Verdict]]:
        """Of the words between two names the stretches that count, the longest first."""
        at = first
        while at < until:
            last = min(until, line.reach(at)) if may_begin(line.words[at]) else at
            while last > at:
                stretch = line.stretch(at, last)
                if verdict := self._left_out(stretch, again):
                    yield stretch, verdict
                    break
                last -= 1
            at = max(last, at + 1)

    def _mention(self, stretch: Stretch, span: Span, verdict: Verdict, offset: int) -> Mention:
        use, confidence, reason = verdict
        return Mention(
            span=Span(start=offset + span.start, end=offset + span.end),
            surface=span.of(stretch.text),
            use=use,
            confidence=confidence,
            maker=self.maker,
            reason=reason,
            modifier=modifier(stretch),
        )

    def _found(self, stretch: Stretch, surface: str) -> Verdict:
        """Of a stretch that the trained recogniser found: what it does, and how often such a one is a place name."""
        mark = self.learned.marker.mark(surface) or "unknown"
        label = "place" if stretch.label in PLACE_LABELS else "something" if stretch.label else "nothing"
        confidence = _SURENESS[label][mark]
        if is_adjective(self.gazetteer, surface):
            return Use.ADJECTIVE, confidence, f"“{surface}” says of which country or place something is"
        if in_organisation(stretch) and not is_dateline(stretch):
            return Use.ORGANISATION, confidence, f"“{surface}” is part of an organisation's name"
        known = "known place" if mark != "unknown" else "in no list, but"
        return use_of(stretch), confidence, f"{known} read as a place name in this sentence"

    def _left_out(self, stretch: Stretch, again: set[str]) -> Verdict | None:
        """Of a stretch that it did not find: is it context, or does the text itself say that it is a place?"""
        surface = stretch.surface
        if stretch.last - stretch.first == 1 and is_adjective(self.gazetteer, surface):
            return Use.ADJECTIVE, CONTEXT, f"“{surface}” says of which country something is"
        if len(surface) < 2 or surface.lower() in cues.CONNECTORS:
            return None
        if is_at_head(stretch) and stretch.label not in NO_HEAD and self._is_told_first(surface):
            return use_of(stretch), CALLED, "known place, and the block or the sentence begins with it"
        if in_organisation(stretch):
            known = self._prominent(surface)
            return (Use.ORGANISATION, CONTEXT, f"“{surface}” is part of an organisation's name") if known else None
        if torn(stretch) or not stretch.whole_or_free:
            return None
        cue = descriptor(stretch)
        if cue in cues.GROUND and stretch.label != "PERSON" and stretch.words[stretch.last - 1].name_like:
            if is_known(surface, self.gazetteer):
                return use_of(stretch), CALLED, f"known place, called a {cue}"
            if stretch.before(2) == cue:
                return use_of(stretch), CALLED, f"called a {cue} in the text"
        if self._is_site(stretch):
            return use_of(stretch), CALLED, "known site, and the sentence or the language model reads it as one"
        if surface in again and stretch.label in PLACE_LABELS:
            return use_of(stretch), AGAIN, "read as a place name elsewhere in this text"
        return None

    def _is_site(self, stretch: Stretch) -> bool:
        """A square, a mosque, a mountain that the gazetteer has: read as one, or by two words after “at”."""
        placed = stretch.last - stretch.first > 1 and stretch.before() in cues.PREPOSITIONS
        read = stretch.label in SITE_LABELS and stretch.whole_entity
        if stretch.after() in cues.DISEASES or not (placed or read):
            return False
        named = self.gazetteer.named(stretch.surface)
        return any(candidate.form.strong and candidate.place.kind in SITES for candidate in named)

    def _is_told_first(self, surface: str) -> bool:
        """“Tank” is a word, too: such a name takes a town of some size."""
        return is_known(surface, self.gazetteer) or any(
            (candidate.place.population or 0) >= TOWN for candidate in self.gazetteer.named(surface)
        )

    def _prominent(self, surface: str) -> bool:
        return any(
            candidate.form.strong
            and (
                candidate.place.kind in {PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.REGION}
                or (candidate.place.population or 0) >= LARGE_TOWN
            )
            for candidate in self.gazetteer.named(surface)[:8]
        )


def _entities(doc: Doc) -> list[Span]:
    return [Span(start=e.start_char, end=e.end_char) for e in doc.ents if e.label_ in PLACE_LABELS]


def spans_to_mentions(text: str, spans: Iterable[Span], maker: str) -> list[Mention]:
    """Mentions for spans that somebody else has marked: taken as they are."""
    return [
        Mention(
            span=span, surface=span.of(text), use=Use.PLACE, confidence=1.0, maker=maker, reason="marked in the input"
        )
        for span in spans
    ]
