"""Find the place names of a text.

spaCy's entities are evidence, not verdict: on news of Syria its models call Aleppo a nationality and Kanaker
a person. The gazetteer and the words around a name decide with them, and each mention says why it was taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from gazetteer.lookup import Gazetteer
from gazetteer.place import PlaceKind
from mapapp.domain.mention import Mention, Use
from mapapp.domain.report import Span
from mapapp.geoparse import cues
from mapapp.geoparse.words import Word, listed_descriptor, touching, words_of

VERSION = "recognise-1"
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
NAME_LABELS = frozenset({"PERSON", "ORG", "NORP", "EVENT", "WORK_OF_ART", "PRODUCT", "LAW"})
LONGEST_NAME = 6
"""Words."""
LARGE_TOWN = 100_000
"""Persons: a name of a town of this size is taken for a place without a word beside it that says so."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Some words in a row which may be a name, with what is around them."""

    words: list[Word]
    first: int
    last: int
    """Index after the last word."""
    text: str
    label: str
    """The entity label of its words; "" where they have none or differ."""
    whole_entity: bool
    """Is it exactly one entity, an article or a descriptor aside?"""

    @property
    def surface(self) -> str:
        return self.text[self.words[self.first].start : self.words[self.last - 1].end]

    @property
    def whole_or_free(self) -> bool:
        """Is it one whole entity, or no part of any, so that nothing of a longer name is cut off?"""
        return self.whole_entity if self.label else not _torn(self)

    @property
    def start(self) -> int:
        return self.words[self.first].start

    def before(self, back: int = 1) -> str:
        """The word so many places before, lower case, in the same sentence; "" at its beginning."""
        at = self.first - back
        if at < 0 or any(mark in self.text[self.words[at].end : self.start] for mark in ".!?;:\n"):
            return ""
        return self.words[at].lower

    def after(self, ahead: int = 0) -> str:
        """The word so many places after, lower case, if nothing but space stands between; else ""."""
        at = self.last + ahead
        if at >= len(self.words) or self.words[self.last - 1].possessive:
            return ""
        between = self.text[self.words[self.last - 1].end : self.words[at].start] if ahead == 0 else " "
        return self.words[at].lower if not between.strip(" \u00a0'’") else ""


class Recogniser:
    """Place names of one text at a time, by entities, gazetteer and the words around them."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.maker = f"{VERSION}+{gazetteer.maker}"

    def mentions(self, doc: Doc, offset: int = 0) -> list[Mention]:
        """The mentions of one block, in order, never overlapping.

        Args:
            doc: tokens, tags and entities of the block.
            offset: where the block begins in the report's text.
        """
        text = doc.text
        words = words_of(text)
        labels = _labels(doc, words)
        found: list[Mention] = []
        at = 0
        while at < len(words):
            listed = bool(found) and _continues_list(text, found[-1], offset, words[at])
            mention, at = self._longest(text, words, labels, at, offset, listed=listed)
            if mention:
                found.append(mention)
        return found

    def _longest(
        self, text: str, words: list[Word], labels: list[tuple[str, int]], at: int, offset: int, *, listed: bool
    ) -> tuple[Mention | None, int]:
        """The longest name that begins at a word, and the word after it."""
        if not words[at].name_like and not words[at].lower.startswith(("al-", "el-")):
            return None, at + 1
        for last in range(_reach(text, words, at), at, -1):
            stretch = _stretch(text, words, labels, at, last)
            verdict = self._judge(stretch, listed=listed)
            if verdict is not None:
                use, confidence, reason = verdict
                return self._mention(stretch, use, confidence, reason, offset), last
        return None, at + 1

    def _mention(self, stretch: _Stretch, use: Use, confidence: float, reason: str, offset: int) -> Mention:
        end = stretch.words[stretch.last - 1].end
        return Mention(
            span=Span(start=offset + stretch.start, end=offset + end),
            surface=stretch.surface,
            use=use,
            confidence=confidence,
            maker=self.maker,
            reason=reason,
            modifier=_modifier(stretch),
        )

    def _judge(self, stretch: _Stretch, *, listed: bool) -> tuple[Use, float, str] | None:
        """Is it a place name, for what use, how surely and why? None: it is not one."""
        surface = stretch.surface
        if len(surface) < 2 or stretch.words[stretch.last - 1].lower in cues.CONNECTORS - {"al", "san"}:
            return None
        known = self.gazetteer.has_name(surface)
        if stretch.last - stretch.first == 1 and self.gazetteer.demonym(surface) and not _is_place_word(stretch):
            return Use.ADJECTIVE, 0.9, f"“{surface}” says of which country something is"
        if not known:
            return self._judge_unknown(stretch)
        if _in_organisation(stretch):
            if not self._prominent(surface):
                return None
            return Use.ORGANISATION, 0.6, f"“{surface}” is part of an organisation's name"
        verdict = self._judge_known(stretch)
        if verdict is None and listed and stretch.whole_or_free and self._strong(surface):
            return Use.PLACE, 0.75, "known place, listed with another"
        return verdict

    def _judge_known(self, stretch: _Stretch) -> tuple[Use, float, str] | None:
        surface = stretch.surface
        use = _lexical_use(stretch)
        if (cue := _descriptor(stretch)) is not None:
            return use, 0.95, f"known place, called a {cue}"
        if stretch.label and not stretch.whole_entity and _torn(stretch):
            return None  # "Plaza" of "Plaza Italia"
        if stretch.label in PLACE_LABELS:
            return use, 0.95, "known place, and the language model reads it as one"
        if _is_person(stretch):
            return None
        if not self._strong(surface):
            sure = self._supported(stretch) and stretch.before() in cues.STRICT_PREPOSITIONS
            return (use, 0.6, f"weak name after “{stretch.before()}”") if sure else None
        if self._supported(stretch):
            return use, 0.85, f"known place after “{stretch.before()}”"
        if stretch.label and not stretch.whole_entity:
            return None
        if self._prominent(surface) and stretch.label not in {"ORG", "WORK_OF_ART", "PRODUCT"}:
            return use, 0.75, "name of a country, a province or a large town"
        return None

    def _judge_unknown(self, stretch: _Stretch) -> tuple[Use, float, str] | None:
        """A name in no list is a mention only where the text itself says that it is a place."""
        if any(word.lower in {"and", "on", "upon", "the"} for word in stretch.words[stretch.first : stretch.last]):
            return None  # "Jam'iat Zahra and Masjid al-Rahman" are two; "Sirte on Monday" is a place and a day
        if not stretch.words[stretch.last - 1].name_like or stretch.label in {"DATE", "TIME", "CARDINAL"}:
            return None
        cue = _descriptor(stretch)
        if cue and not _is_person(stretch) and (stretch.whole_entity or not stretch.label):
            return _lexical_use(stretch), 0.7, f"called a {cue} in the text"
        if self._sounds_known(stretch):
            return _lexical_use(stretch), 0.6, f"sounds like a known place, after “{stretch.before()}”"
        if stretch.whole_entity and stretch.label in PLACE_LABELS:
            inner_known = any(
                self.gazetteer.has_name(word.text) for word in stretch.words[stretch.first : stretch.last]
            )
            if not inner_known or stretch.last - stretch.first > 1:
                return _lexical_use(stretch), 0.55, "the language model reads it as a place; no list has it"
        return None

    def _sounds_known(self, stretch: _Stretch) -> bool:
        """An unusual spelling of a known place, where the sentence asks for one: “from Deir Ezzor”."""
        if stretch.before() not in cues.STRICT_PREPOSITIONS | {"from", "to"} or not stretch.whole_or_free:
            return False
        return any(candidate.form.strong for candidate in self.gazetteer.candidates(stretch.surface))

    def _supported(self, stretch: _Stretch) -> bool:
        before = stretch.before()
        if before in {"the", "a"}:
            before = stretch.before(2)
        if before in cues.PLACE_VERBS and stretch.whole_or_free:
            return True  # "Warplanes bombed Idlib"
        return before in cues.PREPOSITIONS and stretch.label not in {"PERSON"} | ({"DATE"} & {stretch.label})

    def _strong(self, surface: str) -> bool:
        return any(candidate.form.strong for candidate in self.gazetteer.candidates(surface))

    def _prominent(self, surface: str) -> bool:
        return any(
            candidate.form.strong
            and (
                candidate.place.kind in {PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.REGION}
                or (candidate.place.population or 0) >= LARGE_TOWN
            )
            for candidate in self.gazetteer.candidates(surface)[:8]
        )


def _continues_list(text: str, last: Mention, offset: int, word: Word) -> bool:
    """Does the word go on with a list of places: “Pokrovsk, Sloviansk and Barvinkove”?"""
    between = text[last.span.end - offset : word.start].strip().lower()
    return last.use is Use.PLACE and between in {",", "and", ", and", "or"}


def _labels(doc: Doc, words: list[Word]) -> list[tuple[str, int]]:
    """For each word the label of its entity and the entity's number; ("", -1) outside of any."""
    at_character: dict[int, tuple[str, int]] = {}
    for number, entity in enumerate(doc.ents):
        for token in entity:
            at_character[token.idx] = (entity.label_, number)
    starts = [token.idx for token in doc]
    labels, cursor = [], 0
    for word in words:
        while cursor + 1 < len(starts) and starts[cursor + 1] <= word.start:
            cursor += 1
        labels.append(at_character.get(starts[cursor], ("", -1)) if starts else ("", -1))
    return labels


def _reach(text: str, words: list[Word], at: int) -> int:
    """The index after the last word that a name beginning here may hold."""
    last = at + 1
    while last < min(len(words), at + LONGEST_NAME) and not words[last - 1].possessive:
        word = words[last]
        if not touching(text, words[last - 1], word) or not (word.name_like or word.lower in cues.CONNECTORS):
            break
        last += 1
    return last


def _stretch(text: str, words: list[Word], labels: list[tuple[str, int]], first: int, last: int) -> _Stretch:
    numbers = {labels[i] for i in range(first, last)}
    label, number = next(iter(numbers)) if len(numbers) == 1 else ("", -1)
    entity = [i for i in range(max(0, first - 4), min(len(words), last + 5)) if labels[i][1] == number] if label else []
    core = [i for i in entity if words[i].lower not in {"the"} | cues.MODIFIERS | set(cues.DESCRIPTOR_AFTER)]
    whole = bool(label) and (not core or (core[0] >= first and core[-1] < last))
    return _Stretch(words=words, first=first, last=last, text=text, label=label, whole_entity=whole)


def _descriptor(stretch: _Stretch) -> str | None:
    """The word that calls it a place: "village" in "village of Kanaker", "province" in "Idlib province"."""
    after = stretch.after()
    if after in cues.DESCRIPTOR_AFTER:
        return after
    if stretch.words[stretch.last - 1].lower in cues.DESCRIPTOR_AFTER and stretch.last - stretch.first > 1:
        return stretch.words[stretch.last - 1].lower
    if stretch.before() == "of" and stretch.before(2) in cues.DESCRIPTOR_BEFORE:
        return stretch.before(2)
    return listed_descriptor(stretch.text, stretch.words[stretch.last - 1].end)


def _torn(stretch: _Stretch) -> bool:
    """Does the name go on, before or after, with a word that is neither a descriptor nor a direction?"""
    aside = set(cues.DESCRIPTOR_AFTER) | cues.MODIFIERS | cues.CONNECTORS
    words = stretch.words
    follows = (
        stretch.last < len(words)
        and not words[stretch.last - 1].possessive
        and touching(stretch.text, words[stretch.last - 1], words[stretch.last])
        and words[stretch.last].name_like
        and words[stretch.last].lower not in aside
    )
    leads = (
        stretch.first > 0
        and not words[stretch.first - 1].possessive
        and touching(stretch.text, words[stretch.first - 1], words[stretch.first])
        and words[stretch.first - 1].name_like
        and words[stretch.first - 1].lower not in aside
    )
    return follows or leads


def _lexical_use(stretch: _Stretch) -> Use:
    before, second = stretch.before(), stretch.before(2)
    if before == "capital" and "suburb" in _words_before(stretch, 6):
        return Use.REFERENCE
    if before in {"of", "from"} and second in cues.REFERENCE:
        return Use.REFERENCE
    if _is_dateline(stretch):
        return Use.DATELINE
    if stretch.words[stretch.last - 1].possessive and _next_word(stretch) in cues.OFFICIALS:
        return Use.GOVERNMENT
    if stretch.after() in cues.SPEECH or (before == "by" and not stretch.after()):
        return Use.GOVERNMENT
    return Use.PLACE


def _words_before(stretch: _Stretch, count: int) -> set[str]:
    return {stretch.before(back) for back in range(1, count + 1)}


def _next_word(stretch: _Stretch) -> str:
    return stretch.words[stretch.last].lower if stretch.last < len(stretch.words) else ""


def _is_dateline(stretch: _Stretch) -> bool:
    """“ALEPPO (Reuters) -” or "Aleppo, Dec 14 —" at the very beginning of a block."""
    head = stretch.text[stretch.words[stretch.last - 1].end :][:60]
    if stretch.text[: stretch.start].strip():
        return False
    for dash in (" - ", " – ", " — ", "—"):
        lead, found, _ = head.partition(dash)
        if found and len(lead.split()) <= 5 and not any(mark in lead for mark in "!?"):
            return True
    return False


def _in_organisation(stretch: _Stretch) -> bool:
    if _descriptor(stretch) is not None or stretch.words[stretch.last - 1].possessive:
        return False
    if stretch.label == "ORG" and not stretch.whole_entity:
        return True
    return stretch.after() in cues.ORGANISATION and _next_is_name(stretch)


def _next_is_name(stretch: _Stretch) -> bool:
    return stretch.last < len(stretch.words) and stretch.words[stretch.last].name_like


def _is_person(stretch: _Stretch) -> bool:
    """After a title, or inside a longer personal name, or a surname that begins or ends one."""
    if stretch.before() in cues.TITLES:
        return True
    return stretch.label == "PERSON" and (not stretch.whole_entity or stretch.before() not in cues.PREPOSITIONS)


def _is_place_word(stretch: _Stretch) -> bool:
    """A word that is a demonym and a name too ("Georgian" no, "Niger" yes) counts as a name after "in"."""
    return stretch.before() in {"in", "at", "near", "into", "from"} and _descriptor(stretch) is not None


def _modifier(stretch: _Stretch) -> str | None:
    """What narrows the place: "eastern parts of" Aleppo, "northern" Idlib, "northwestern ... countryside"."""
    found: list[str] = []
    at = stretch.first - 1
    while at >= 0 and len(found) < 5:
        word = stretch.words[at].lower
        if stretch.text[stretch.words[at].end : stretch.words[at + 1].start].strip(" \u00a0-"):
            break
        if word not in cues.MODIFIERS | cues.PARTS | {"of", "the"}:
            break
        found.insert(0, stretch.words[at].text)
        at -= 1
    while found and found[0].lower() in {"of", "the"}:
        found.pop(0)
    useful = any(word.lower() in cues.MODIFIERS | cues.PARTS for word in found)
    return " ".join(found) if useful else None


def spans_to_mentions(text: str, spans: Iterator[Span], maker: str) -> list[Mention]:
    """Mentions for spans that somebody else has marked: taken as they are."""
    return [
        Mention(
            span=span, surface=span.of(text), use=Use.PLACE, confidence=1.0, maker=maker, reason="marked in the input"
        )
        for span in spans
    ]
