"""Who says so: the source of a sentence, who carries it, and whether it asserts, denies or alleges."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from mapapp.domain.claim import Attribution, Stance
from mapapp.domain.report import Span
from mapapp.extract import cues

_TRAILING = re.compile(r",\s+((?:the\s+)?[A-Z][\w’'.-]+(?:\s+[A-Z][\w’'.-]+){0,4})\.?[”\"]?\s*$")
_ACCORDING = re.compile(r"\baccording to\s+", re.IGNORECASE)
_HEADLINE = re.compile(r":\s+([A-Z][\w’' -]{2,40})$")
_PRONOUNS = frozenset({"he", "she", "it", "they"})


def attribution_of(sentence: Sentence, offset: int, before: Attribution | None) -> Attribution | None:
    """The source of a sentence; None where the report says it in its own voice.

    Args:
        sentence: parsed.
        offset: where its block begins in the report's text.
        before: the last source named before: what "the ministry", "it" and "the agency" stand for.
    """
    speakers = _speakers(sentence, offset)
    according = _according(sentence, offset)
    if according:
        speakers.append(according)
    trailing = _trailing(sentence, offset) if not speakers or _carrier(_trailing_name(sentence)) else None
    if trailing:
        speakers.append(trailing)
    return _combined([_named(speaker, before) for speaker in speakers])


def _combined(speakers: list[Attribution]) -> Attribution | None:
    """Of several the one who speaks of the event, and the one who carries it."""
    if not speakers:
        return None
    said = [s for s in speakers if not _carrier(s.said_by)] or speakers[:1]
    carriers = [s for s in speakers if _carrier(s.said_by) and s is not said[0]]
    return replace(said[0], via=said[0].via or (carriers[0].said_by if carriers else None))


def _speakers(sentence: Sentence, offset: int) -> list[Attribution]:
    found = []
    for verb in sentence:
        if verb.lemma_.lower() not in cues.SPEECH_VERBS or not verb.tag_.startswith("VB"):
            continue
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if subject is None and verb.dep_ in {"acl", "pcomp"} and verb.tag_ == "VBG":
            subject = verb.head if verb.head.pos_ in {"NOUN", "PROPN"} else None
        if subject is None or subject.lower_ in cues.NEVER_SOURCES - _PRONOUNS or not _speaks(verb, subject):
            continue
        found.append(_attribution(subject, verb, offset))
    return found


def _speaks(verb: Token, subject: Token) -> bool:
    """Some verbs also mean other things: "reported 30 cases" speaks, "told" needs a listener."""
    if verb.lemma_.lower() in {"post", "put", "describe", "call", "note"}:
        return subject.pos_ == "PROPN"
    return subject.pos_ in {"NOUN", "PROPN", "PRON"}


def _attribution(subject: Token, verb: Token, offset: int) -> Attribution:
    left, right = noun_phrase(_author(subject))
    lemma = verb.lemma_.lower()
    stance = (
        Stance.DENIES
        if lemma in cues.DENYING_VERBS
        else Stance.ALLEGES
        if lemma in cues.ALLEGING_VERBS
        else Stance.ASSERTS
    )
    text = subject.doc.text[left:right]
    return Attribution(
        said_by=" ".join(text.split()), via=None, stance=stance, span=Span(start=offset + left, end=offset + right)
    )


def _author(subject: Token) -> Token:
    """“A report by the agency said”: the agency."""
    if subject.lemma_.lower() in {"report", "statement", "article"}:
        for child in subject.children:
            if child.dep_ == "prep" and child.lower_ in {"by", "from"}:
                return next((inner for inner in child.children if inner.dep_ == "pobj"), subject)
    return subject


def noun_phrase(noun: Token) -> tuple[int, int]:
    """The noun with what belongs to it, without relative clauses, brackets and articles. Offsets in the block."""
    dropped = {"relcl", "acl", "appos", "punct", "cc", "conj", "advcl"}
    kept = [noun]
    stack = [child for child in noun.children if child.dep_ not in dropped and not _loose(child)]
    while stack:
        token = stack.pop()
        kept.append(token)
        stack.extend(child for child in token.children if child.dep_ not in dropped | {"conj"})
    kept.sort(key=lambda token: token.i)
    while len(kept) > 1 and (kept[0].pos_ in {"DET", "ADV", "PUNCT", "CCONJ"} or kept[0].lower_ in {"so", "called"}):
        kept.pop(0)
    first = kept[0]
    last = max((token for token in kept if token.i >= noun.i), key=lambda token: token.i)
    left, right = first.idx, last.idx + len(last)
    bracket = noun.doc.text.find("(", noun.idx, right)
    return left, right if bracket < 0 else left + len(noun.doc.text[left:bracket].rstrip())


def _loose(child: Token) -> bool:
    """A phrase that says where or how rather than who: “gunmen in the village”."""
    if child.ent_type_ in {"DATE", "TIME"}:
        return True
    return child.dep_ == "prep" and child.lower_ not in {"of", "for", "on"}


def _according(sentence: Sentence, offset: int) -> Attribution | None:
    match = _ACCORDING.search(sentence.text)
    if not match:
        return None
    at = sentence.start_char + match.end()
    for token in sentence:
        if token.idx >= at and token.dep_ in {"pobj", "dobj", "nsubj", "ROOT", "attr"}:
            if token.lower_ in {"report", "reports", "article"}:
                return None
            left, right = noun_phrase(token)
            left = max(left, at)
            if left >= right:
                return None
            name = sentence.doc.text[left:right].removeprefix("the ")
            return Attribution(
                said_by=name, via=None, stance=Stance.ASSERTS, span=Span(start=offset + left, end=offset + right)
            )
    return None


def _trailing_name(sentence: Sentence) -> str:
    match = _TRAILING.search(sentence.text.strip())
    return match.group(1) if match else ""


def _trailing(sentence: Sentence, offset: int) -> Attribution | None:
    """A source with no verb after its sentence: "…, Fars News Agency."; after a headline: "…: Russia"."""
    text = sentence.text.rstrip()
    match = _TRAILING.search(text) if _carrier(_trailing_name(sentence)) else _HEADLINE.search(text)
    if not match:
        return None
    start = sentence.start_char + match.start(1)
    name = match.group(1).removeprefix("the ").rstrip(".")
    return Attribution(
        said_by=name,
        via=None,
        stance=Stance.ASSERTS,
        span=Span(start=offset + start, end=offset + start + len(match.group(1))),
    )


def _carrier(name: str) -> bool:
    return any(word in cues.CARRIERS for word in re.split(r"\W+", name.lower()))


def _named(attribution: Attribution, before: Attribution | None) -> Attribution:
    """“The ministry”, "it", "the monitor": the source named before, where the words fit it."""
    said = attribution.said_by.lower()
    if before is None:
        return attribution
    words = set(said.split())
    generic = said in _PRONOUNS or (
        words
        <= {
            "ministry",
            "monitor",
            "agency",
            "source",
            "sources",
            "official",
            "officials",
            "group",
            "military",
            "police",
            "army",
            "authorities",
            "authority",
            "governor",
            "minister",
            "spokesman",
        }
    )
    if generic and (said in _PRONOUNS or words & set(before.said_by.lower().split()) or said == "monitor"):
        return replace(attribution, said_by=before.said_by, via=before.via)
    return attribution


def is_interested(attribution: Attribution) -> bool:
    """Has the source a side in the event, so that its word alone makes a claim?"""
    words = re.split(r"\W+", attribution.said_by.lower())
    return any(word in cues.INTERESTED or word.removesuffix("s") in cues.INTERESTED for word in words)
