"""Who says so: the source of a sentence, who carries it, and whether it asserts, denies, alleges or is quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mapapp.domain.claim import Attribution, Stance
from mapapp.domain.report import SourceKind, Span
from mapapp.extract import cues
from mapapp.extract.clause import lemma_of
from mapapp.extract.parties.table import VEHICLES, WEAPONS
from mapapp.extract.voices import PRONOUNS, carries, is_interested, kind_of, names_a_country, refers_back
from mapapp.sentence import Sentence, Word

__all__ = ["attribution_of", "is_interested"]

_VERBS = cues.SOURCES["verbs"]
SPEAKING = frozenset(_VERBS["saying"]) | frozenset(_VERBS["attributing"]) | frozenset(_VERBS["counting"])
DENYING = frozenset(_VERBS["denying"])
ALLEGING = frozenset(_VERBS["alleging"])
QUOTING = frozenset(_VERBS["quoting"])
CARRYING = frozenset(_VERBS["carrying"])
NEED_OBJECT = frozenset(_VERBS["need_object"])
SAID_OF = frozenset(_VERBS["objects"])
NOT_SAID = frozenset(_VERBS["not_said"])
COUNTING = frozenset(_VERBS["counting"])
OF_NAMES = frozenset(_VERBS["of_names"])
NEVER = frozenset(cues.SOURCES["voices"]["never"]) - PRONOUNS
_SPEECHLESS = NEVER | WEAPONS | VEHICLES
ISSUED = frozenset(cues.SOURCES["voices"]["issued"])
QUOTATION_WORDS = 4
"""Fewer words in quotation marks are only a manner of speaking: the “cowardly” attack."""
LONGEST = 9
"""Words of the longest name of a source; a longer one loses what its prepositions add."""

_NAME = r"(?:the\s+)?[A-Z][\w’'.-]+(?:\s+[A-Z][\w’'.-]+){0,4}"
_TRAILING = re.compile(rf",\s+({_NAME})\.?[”\"]?\s*$")
_TRAILING_VERB = re.compile(
    r",\s+(?:the\s+|an?\s+)?([\w’'. -]{2,60}?)\s+(?:says?|said|estimates?|reports?|reported)\.?[”\"]?\s*$"
)
_AFTER_HEADLINE = re.compile(r"(?::| [–—-])\s+((?:[A-Z]|(?<=\s)[a-z])[\w’' -]{1,40})$")
_BEFORE_HEADLINE = re.compile(r"^([A-Z][\w’'.-]*(?: [\w’'.-]+){0,4}): \S")
_DATELINE = re.compile(r"^\W*[A-Z][^()]{1,60}\(([A-Z][\w .&/-]{1,30})\)\s*[-–—]")
_QUOTED = re.compile(r"[“\"«]([^”\"»]+)[”\"»]")


@dataclass(frozen=True, slots=True)
class _Voice:
    """Somebody who speaks in the sentence."""

    said_by: str
    start: int
    """Offset in the block."""
    end: int
    stance: Stance = Stance.ASSERTS
    via: str | None = None


def attribution_of(sentence: Sentence, offset: int, before: Attribution | None) -> Attribution | None:
    """The source of a sentence; None where the report says it in its own voice.

    Args:
        sentence: parsed.
        offset: where its block begins in the report's text.
        before: the last source named before: what "the ministry", "it" and "the agency" stand for.
    """
    voices = [*_speakers(sentence), *_according(sentence)]
    if not voices or carries(_trailing_name(sentence)):
        voices += _beside(sentence)
    chosen = _combined(voices, sentence)
    if chosen is None:
        return None
    return _named(_attribution(chosen, sentence, offset), before)


def _attribution(voice: _Voice, sentence: Sentence, offset: int) -> Attribution:
    quoted = voice.stance is Stance.ASSERTS and any(
        len(words.split()) >= QUOTATION_WORDS for words in _QUOTED.findall(sentence.text)
    )
    said_by = _carrier_name(voice.said_by)
    return Attribution(
        said_by=said_by,
        via=voice.via,
        stance=Stance.QUOTES if quoted else voice.stance,
        span=Span(start=offset + voice.start, end=offset + voice.end),
        kind=kind_of(voice.said_by),
    )


def _combined(voices: list[_Voice], sentence: Sentence) -> _Voice | None:
    """Of several the one who speaks of the event, and the one who carries it."""
    if not voices:
        return None
    said = next((voice for voice in voices if not carries(voice.said_by)), voices[0])
    carriers = [voice.said_by for voice in voices if carries(voice.said_by) and voice is not said]
    via = said.via or next(iter(carriers), None) or _dateline(sentence)
    return replace(said, via=_carrier_name(via) if via else None)


def _dateline(sentence: Sentence) -> str | None:
    """“KABUL (AP) -” before the sentence: the agency."""
    match = _DATELINE.match(sentence.doc.text)
    return (
        match.group(1) if match and sentence.start_char <= match.end() + 1 and match.end() < sentence.end_char else None
    )


def _carrier_name(name: str) -> str:
    """“State news agency SANA” is SANA; other sources keep all their words."""
    words = name.split()
    first = next((i for i, word in enumerate(words) if word[0].isupper()), 0)
    own = " ".join(words[first:]) if first and carries(" ".join(words[:first])) else name
    return own if carries(name) else name


def _speakers(sentence: Sentence) -> Iterator[_Voice]:
    """Subjects of verbs of saying, and whom “quoted” and "citing" name."""
    for verb in sentence:
        lemma = verb.lemma_.lower()
        if not verb.tag_.startswith("VB"):
            continue
        if (lemma in QUOTING or _has_as_saying(verb)) and (quoted := _quoted(verb)):
            yield quoted
            continue
        if lemma not in SPEAKING:
            continue
        subject = _speaker(verb) or _by_whom(verb)
        if subject is not None and _speaks(verb, subject):
            yield _voice(_author(subject), _stance(lemma, verb), _listener(verb) or _carrier_of(subject))


def _speaker(verb: Word) -> Word | None:
    """The subject of a verb of saying, also of a participle and of joined verbs."""
    subjects = [child for child in verb.children if child.dep_ == "nsubj"]
    if subjects:  # "a drone, the mayor said, had hit a car": parsed as if both had spoken
        return next((s for s in subjects if s.lemma_.lower() not in _SPEECHLESS), subjects[0])
    if verb.dep_ in {"acl", "pcomp"} and verb.tag_ == "VBG" and verb.head.pos_ in {"NOUN", "PROPN"}:
        return verb.head
    inverted = next((c for c in verb.children if c.dep_ in {"dobj", "attr"} and c.i > verb.i), None)
    if inverted is not None and verb.lemma_ == "say" and verb.tag_ in {"VBD", "VBZ"}:  # "…, said a police officer"
        return inverted
    return None


def _by_whom(verb: Word) -> Word | None:
    """“Forty cases were confirmed by the ministry”."""
    passive = any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children)
    named = (noun for noun in _after(verb, {"by"}) if kind_of(_text(noun)) is not SourceKind.UNKNOWN)
    return next(named, None) if passive else None


def _speaks(verb: Word, subject: Word) -> bool:
    """Some verbs also mean other things, and some subjects cannot speak."""
    lemma = verb.lemma_.lower()
    if subject.pos_ not in {"NOUN", "PROPN", "PRON", "ADJ"}:
        return False
    if subject.lower_ in NEVER or subject.lemma_.lower() in NEVER or subject.like_num:
        return False
    things = [child.lemma_.lower() for child in verb.children if child.dep_ == "dobj"]
    if any(thing in NOT_SAID for thing in things) or (lemma == "report" and _is_reduced(verb)):
        return False
    if lemma in COUNTING and _gives_a_number(verb):
        return subject.pos_ != "PRON"
    clause = any(child.dep_ in {"ccomp", "pcomp"} for child in verb.children) or "“" in verb.sent.text
    if lemma in NEED_OBJECT and not clause and not any(thing in SAID_OF for thing in things):
        return False
    if lemma in COUNTING - NEED_OBJECT:
        return False
    return lemma not in OF_NAMES or subject.pos_ == "PROPN"


def _gives_a_number(verb: Word) -> bool:
    """“Counted 161 bodies”, “spoke of 117 dead”, “put the dead at 20”."""
    objects = [c for c in verb.children if c.dep_ == "dobj"] if lemma_of(verb) not in {"speak", "talk", "put"} else []
    objects += [inner for c in verb.children if c.lower_ in {"of", "at"} for inner in c.children]
    return any(one.like_num or any(child.like_num for child in one.children) for one in objects)


def _is_reduced(verb: Word) -> bool:
    """“The city reported to be calm”: it was reported, by whom is not said."""
    return any(child.dep_ == "xcomp" for child in verb.children)


def _stance(lemma: str, verb: Word) -> Stance:
    if lemma in DENYING:
        return Stance.DENIES
    claimed = any(child.lemma_ in {"responsibility", "attack"} for child in verb.children if child.dep_ == "dobj")
    return Stance.ALLEGES if lemma in ALLEGING and not claimed else Stance.ASSERTS


def _has_as_saying(verb: Word) -> bool:
    """Whatever the verb, its object is the one who speaks: “Reuters had residents on the line as saying that …”."""
    return any(
        child.lower_ == "as"
        and any(said.dep_ == "pcomp" and said.lemma_.lower() in SPEAKING for said in child.children)
        for child in verb.children
    )


def _quoted(verb: Word) -> _Voice | None:
    """“Interfax quoted the governor as saying”, "the governor was quoted by Interfax", "…, citing the police"."""
    passive = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    agent = _carrier_of(verb)
    if passive is not None:
        return _voice(_author(passive), Stance.ASSERTS, agent)
    source = next((child for child in verb.children if child.dep_ in {"dobj", "nsubj"} and child.i > verb.i), None)
    if source is None or source.pos_ not in {"NOUN", "PROPN"}:
        return None
    subject = next((child for child in verb.children if child.dep_ == "nsubj" and child.i < verb.i), None)
    via = _text(subject) if subject is not None and subject.pos_ != "PRON" else None
    return _voice(_author(source), Stance.ASSERTS, via)


def _listener(verb: Word) -> str | None:
    """“Told AFP”, "said in a statement to Reuters", "carried by SANA": who carries it."""
    heard = [child for child in verb.children if child.dep_ in {"dobj", "dative"} and verb.lemma_ == "tell"]
    statement = [inner for child in verb.children if child.dep_ == "prep" for inner in child.children]
    heard += [n for noun in (verb, *statement) for n in _after(noun, {"to"})]
    name = next((_text(noun) for noun in heard if noun.pos_ == "PROPN" or carries(_text(noun))), None)
    if name is not None and carries(name) | (verb.lemma_ == "tell" and name[0].isupper()):
        return name
    return next((via for noun in statement if (via := _carrier_of(noun))), None)


def _carrier_of(word: Word) -> str | None:
    """Who quotes it or publishes it: “residents quoted by Radio Okapi”."""
    participles = [child for child in word.children if child.dep_ == "acl" and child.lemma_.lower() in CARRYING]
    for verb in (word, *participles):
        if verb.lemma_.lower() in CARRYING:
            for noun in _after(verb, {"by", "on", "in"}):
                if carries(_text(noun)):
                    return _text(noun)
    return None


def _after(word: Word, prepositions: set[str]) -> list[Word]:
    return [
        inner
        for child in word.children
        if child.dep_ in {"prep", "agent", "dative"} and child.lower_ in prepositions
        for inner in child.children
        if inner.dep_ == "pobj"
    ]


def _author(subject: Word) -> Word:
    """“A report by the agency said”: the agency."""
    if subject.lemma_.lower() in ISSUED:
        return next(iter(_after(subject, {"by", "from", "of"})), subject)
    return subject


def _voice(noun: Word, stance: Stance, via: str | None) -> _Voice:
    start, end = noun_phrase(noun)
    name = " ".join(noun.doc.text[start:end].split())
    return _Voice(name, start, end, stance, via if via != name else None)


def _text(noun: Word) -> str:
    start, end = noun_phrase(noun)
    return " ".join(noun.doc.text[start:end].split())


def noun_phrase(noun: Word) -> tuple[int, int]:
    """The noun with what belongs to it, without clauses, brackets, articles and numbers. Offsets in the block."""
    kept = sorted(_belonging(noun), key=lambda token: token.i)
    if len(kept) > LONGEST:
        kept = [token for token in kept if token.i <= noun.i]
    while len(kept) > 1 and _is_leading(kept[0]):
        kept.pop(0)
    first = kept[0]
    last = max((token for token in kept if token.i >= noun.i), key=lambda token: token.i)
    left, right = first.idx, last.idx + len(last)
    bracket = noun.doc.text.find("(", noun.idx, right)
    return left, right if bracket < 0 else left + len(noun.doc.text[left:bracket].rstrip())


def _belonging(noun: Word) -> Iterator[Word]:
    dropped = {"relcl", "acl", "appos", "punct", "cc", "conj", "advcl"}
    yield noun
    stack = [child for child in noun.children if child.dep_ not in dropped and not _loose(child)]
    while stack:
        token = stack.pop()
        yield token
        stack.extend(child for child in token.children if child.dep_ not in dropped or child.text == "-")
    for child in noun.rights:  # "news agency SANA"
        if child.dep_ == "appos" and child.pos_ == "PROPN" and child.left_edge.i == noun.i + 1:
            yield from child.subtree


def _is_leading(token: Word) -> bool:
    """May the word not begin the name of a source?"""
    if token.pos_ in {"DET", "ADV", "PUNCT", "CCONJ", "SCONJ", "ADP"} or token.lower_ in {"so", "called", "as"}:
        return True
    if token.dep_ == "amod" and token.lemma_.lower() in QUOTING:  # “cited sources”
        return True
    return token.pos_ == "NUM" and token.dep_ == "nummod" and token.ent_type_ not in {"ORG", "PERSON"}


def _loose(child: Word) -> bool:
    """A phrase that says where or how rather than who: “gunmen in the village”."""
    if child.ent_type_ in {"DATE", "TIME"}:
        return True
    return child.dep_ == "prep" and child.lower_ not in {"of", "for", "on"}


def _according(sentence: Sentence) -> Iterator[_Voice]:
    """“According to X”, ", per X"."""
    for token in sentence:
        if token.lower_ == "according" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "to":
            at = token.i + 2
        elif token.lower_ == "per" and token.i > sentence.start and token.nbor(-1).text == ",":
            at = token.i + 1
        else:
            continue
        noun = next(
            (
                other
                for other in sentence.doc[at : sentence.end]
                if other.dep_ in {"pobj", "dobj", "nsubj", "ROOT", "attr", "npadvmod", "appos", "conj"}
                and other.pos_ in {"NOUN", "PROPN", "PRON"}
            ),
            None,
        )
        if noun is not None and noun.lemma_.lower() not in ISSUED:
            voice = _voice(noun, Stance.ASSERTS, _carrier_of(noun))
            start = max(voice.start, sentence.doc[at].idx)
            text = sentence.doc.text[start : voice.end]
            bare = re.sub(r"^(?:the|an|a)\s+", "", text, flags=re.IGNORECASE)
            yield replace(voice, said_by=" ".join(bare.split()), start=voice.end - len(bare))


def _trailing_name(sentence: Sentence) -> str:
    match = _TRAILING.search(sentence.text.strip())
    return match.group(1) if match else ""


def _beside(sentence: Sentence) -> Iterator[_Voice]:
    """A source with no verb: “…, Fars News Agency.”; beside a headline: "…: Russia", "Police: …"."""
    text = sentence.text.rstrip()
    match = _TRAILING.search(text) if carries(_trailing_name(sentence)) else _TRAILING_VERB.search(text)
    if match is None and not text.endswith((".", "!", "?")):
        match = _headline(text)
    if match is None:
        return
    name = re.sub(r"^the\s+", "", match.group(1)).rstrip(".")
    start = sentence.start_char + match.start(1) + match.group(1).index(name)
    yield _Voice(name, start, start + len(name))


def _headline(text: str) -> re.Match[str] | None:
    """The source before or after a headline. After a colon any name is one; else only what is known as a source."""
    after, before = _AFTER_HEADLINE.search(text), _BEFORE_HEADLINE.match(text)
    if after is not None:
        sure = after.group(0).startswith(":") and after.group(1)[0].isupper()
        if sure or kind_of(after.group(1)) is not SourceKind.UNKNOWN:
            return after
    if before is None or names_a_country(before.group(1)) or kind_of(before.group(1)) is SourceKind.UNKNOWN:
        return None  # "Peru: 17 dead in Juliaca": what it is about
    return before


def _carrier(attribution: Attribution) -> Attribution | None:
    """Who carries it, as if that one had spoken."""
    name = attribution.via
    return replace(attribution, said_by=name, via=None, kind=kind_of(name)) if name else None


def _named(attribution: Attribution, before: Attribution | None) -> Attribution | None:
    """“The ministry”, "it", "the monitor": the source named before, where it fits; a lone pronoun is nobody."""
    for one in (before, before and _carrier(before)):
        if one is not None and refers_back(attribution.said_by, one):
            return replace(attribution, said_by=one.said_by, via=attribution.via or one.via, kind=one.kind)
    return None if attribution.said_by.casefold() in PRONOUNS else attribution
