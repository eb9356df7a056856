"""One sentence → the events it tells of, each with its own words, place, time, numbers and source."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from mapapp.domain.area import Area
from mapapp.domain.claim import Attribution, CountKind, CountRange
from mapapp.domain.document import BlockKind
from mapapp.domain.event_types import EventTypeRow
from mapapp.domain.incident import Party, PlaceRole, Status
from mapapp.domain.mention import Resolution
from mapapp.domain.report import Span
from mapapp.domain.when import When
from mapapp.extract import cues
from mapapp.extract.clause import OBJECTS, hangs_by, is_now, lemma_of
from mapapp.extract.dates.time_named import TimeNamed
from mapapp.extract.predicates import Trigger
from mapapp.extract.scope import Scope, scope_of
from mapapp.extract.standing.opinion import Opinion
from mapapp.extract.whereabouts.place_named import PlaceNamed
from mapapp.sentence import Sentence, Word

PARTS_OF_RIOTS = frozenset({"protest.peaceful", "protest.intervention", "strategic.destruction"})
HARM = frozenset({CountKind.KILLED, CountKind.INJURED})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceHint:
    """Where a telling plays, as far as its sentence and those before it say."""

    resolution: Resolution
    span: Span
    """Of the name, or of the words that stand for it ("the city")."""
    surface: str
    confidence: float
    sentence: str
    """Why, for people."""
    area: Area | None = None
    """The ground, where words around the name describe it; None: the place itself."""
    role: PlaceRole = PlaceRole.SCENE


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One event as one sentence tells it."""

    row: EventTypeRow | None
    """None: the sentence only adds to an event told before ("the toll rose to 44")."""
    trigger: Span
    words: str
    scope: Scope
    status: Status
    places: tuple[PlaceHint, ...]
    own_place: bool
    """Does the sentence itself name the place?"""
    when: When | None
    elsewhere: bool
    """Does the sentence name a place that we could not resolve, so that no other may be lent to it?"""
    own_time: bool
    counts: tuple[CountRange, ...]
    actors: tuple[Party, ...]
    targets: tuple[Party, ...]
    attribution: Attribution | None
    sentence: Span
    wording: str
    block: BlockKind
    order: int
    """Number of the sentence in the report."""
    reference: bool
    """Does it point back to an event told before ("the attacks", "he")?"""
    group: str
    """The group of types it can point back to; "" is any."""
    summary: bool
    """In the headline or the first paragraph: it sums up what the body tells."""
    effect: bool = False
    """Says only what was done to people; what did it may be told elsewhere."""
    likely: EventTypeRow | None = None
    """The kind to which its harm is put down where no event is told that could have done it."""
    likely_chance: float = 0.0
    """Of that kind among all kinds, 0 to 1."""
    type_why: str = ""
    """Why it is of its type, where not by its own words."""
    paragraph: int = 0
    """Where its block begins in the report's text."""
    named_times: tuple[TimeNamed, ...] = ()
    """All times that its sentence names, with how they stand to its act."""
    named_places: tuple[tuple[PlaceNamed, float | None], ...] = ()
    """All places that its sentence names, each with the chance that it is the scene; None where it cannot be."""
    bare: bool = False
    """Nothing but a mention: no number, place or time of its own."""


def stands_in(block: BlockKind, *, summary: bool) -> str:
    """Where a sentence stands: in a headline, in the lead or in the body."""
    return "headline" if block is not BlockKind.BODY else "lead" if summary else "body"


def is_harm(count: CountRange) -> bool:
    """Does it count somebody killed or injured?"""
    return count.kind in HARM and not count.is_nobody


def words_of(telling: Telling) -> set[str]:
    """The words of its sentence, lower-case."""
    return set(telling.wording.lower().replace(",", " ").split())


def chosen(
    triggers: Sequence[Trigger],
    sentence: Sentence,
    counts: list[CountRange],
    opinion: Opinion,
    plain: Container[str] = (),
) -> tuple[list[tuple[Trigger, Scope]], list[str]]:
    """The triggers of a sentence that each tell an event, and notes on those set aside.

    `plain`: codes of kinds that the sentence tells for certain.
    """
    notes: list[str] = []
    live: list[tuple[Trigger, Scope]] = []
    for trigger in triggers:
        tells = bool(counts) or trigger.row.event_type.code in plain
        scope = opinion.on(scope_of(trigger.token), tells=tells)
        if scope.status is None:
            notes.append(f"“{trigger.words}” left out: {scope.sentence}.")
        elif (
            trigger.weak
            and scope.status not in {Status.PLANNED, Status.DENIED}
            and (_is_victim(trigger.token, triggers) or not _happens(trigger, sentence, counts))
        ):
            notes.append(f"“{trigger.words}” left out: mentioned, but nothing is said to have happened.")
        else:
            live.append((trigger, scope))
    meant = [(t, s) for t, s in live if s.status is Status.PLANNED and _is_aside(t.token)]
    if len(meant) < len(live):
        notes += [f"“{t.words}” left out: only meant, in a sentence that tells of something else." for t, _ in meant]
        live = [pair for pair in live if pair not in meant]
    return _distinct(live), notes


def _is_aside(token: Word) -> bool:
    """Does the word stand in a relative clause: “supporters who wanted to march”?"""
    return hangs_by(token, "relcl", "acl")


def _is_victim(token: Word, triggers: Sequence[Trigger]) -> bool:
    """“Gunmen shot dead eight marchers”: whom it befell is no march."""
    return token.dep_ in OBJECTS and any(one.token == token.head and not one.weak for one in triggers)


def _happens(trigger: Trigger, sentence: Sentence, counts: list[CountRange]) -> bool:
    if trigger.row.group != "strategic" and any(is_harm(c) or c.kind is CountKind.PARTICIPANTS for c in counts):
        return True
    head = trigger.token.head
    if trigger.token.dep_ == "pobj":
        head = head.head
    if head.lemma_ == "be" and any(child.dep_ == "expl" for child in head.children):
        return True
    return head.lemma_.lower() in cues.HAPPENING and not any(child.lower_ in {"since"} for child in sentence)


def _distinct(live: list[tuple[Trigger, Scope]]) -> list[tuple[Trigger, Scope]]:
    """Drop causes, effects and repetitions: one event of one kind in one clause is told once."""
    strong = [pair for pair in live if not pair[0].effect]
    kept: list[tuple[Trigger, Scope]] = []
    for trigger, scope in live:
        others = [(t, s) for t, s in strong if t is not trigger]
        if trigger.effect and any(_caused_by(trigger, other) for other, _ in others):
            continue
        if trigger.row.event_type.code in PARTS_OF_RIOTS and any(
            t.row.group == "riot" and not t.weak for t, _ in others
        ):
            continue  # a demonstration that turned violent is told once, as a riot, and so is what it burned
        if trigger.words in cues.BLASTS and any(
            t.row.group == "explosion" and t.words not in cues.BLASTS for t, _ in others
        ):
            continue  # "a car bomb exploded" is the bomb
        if _is_cause(trigger.token) and any(not t.weak for t, _ in others):
            continue
        same = [pair for pair in kept if _repeats(trigger, scope, *pair)]
        aside = next((pair for pair in same if pair[0].weak and _is_aside(pair[0].token)), None)
        if aside is not None:
            kept[kept.index(aside)] = (trigger, scope)  # "who had pressed against the cartels, was shot dead"
        elif not same:
            kept.append((trigger, scope))
    return [
        (t, s)
        for t, s in kept
        if not (_vague(t) and any(o is not t and not _vague(o) and os.status == s.status for o, os in kept))
    ]


def _vague(trigger: Trigger) -> bool:
    """A bare "attack" or "killing" beside a plainer word for the same event says nothing more."""
    return trigger.effect or trigger.weak


def _caused_by(effect: Trigger, other: Trigger) -> bool:
    """Are the two in one clause or does one govern the other?"""
    return other.row.group != "strategic" or effect.token.is_ancestor(other.token)


def _is_cause(token: Word) -> bool:
    return token.dep_ == "nsubj" and token.head.lemma_.lower() in cues.CAUSES


def _repeats(trigger: Trigger, scope: Scope, other: Trigger, other_scope: Scope) -> bool:
    same_kind = trigger.row.event_type.code == other.row.event_type.code
    rumoured = trigger.weak and scope.status is Status.HYPOTHETICAL  # "after rumours … set off a panic"
    return same_kind and (scope.status == other_scope.status or rumoured) and not _own_object(trigger, other)


def _own_object(trigger: Trigger, other: Trigger) -> bool:
    """Two verbs of one kind, each with an object of its own, are two events."""
    if trigger.token.pos_ != "VERB" or other.token.pos_ != "VERB":
        return False
    return all(any(child.dep_ in OBJECTS for child in verb.token.children) for verb in (trigger, other)) and (
        trigger.token.head == other.token and trigger.token.dep_ == "conj"
    )


def comes_after(token: Word) -> bool:
    """“The ambush came after the arrest of two men at Sherghati”: the day and place are the other event's."""
    verb = token.head
    return (
        token.dep_ == "nsubj"
        and verb.lemma_ in {"come", "follow"}
        and any(child.dep_ == "det" and child.lower_ in {"the", "this"} for child in token.children)
        and any(child.dep_ in {"prep", "dobj", "npadvmod", "mark", "advcl"} for child in verb.children)
    )


def is_spoken_of(token: Word) -> bool:
    """“A message on Tuesday claimed the kidnapping”: the day is that of the words, unless they are said now."""
    verb = token.head
    if is_now(verb):
        return False
    return token.dep_ == "dobj" and (lemma_of(verb) == "claim" or lemma_of(verb) in cues.PRESUPPOSING)


def is_background(token: Word) -> bool:
    """A noun that only sets the scene: "under the ceasefire deal", "after the clashes", "protests against beef"."""
    if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ != "pobj":
        return False
    if token.head.lower_ == "for" and lemma_of(token.head.head) in cues.GATHERING:
        return False  # "called on supporters to gather for a march"
    return token.head.lower_ in cues.BACKGROUND_PREPOSITIONS and token.head.lower_ not in {"in", "during"}


def reference_of(token: Word) -> tuple[bool, str]:
    """Does the event word, or the subject of its verb, point back to an event told before? And to which group?"""
    nouns = [token, *(child for child in token.children if child.dep_ in {"nsubj", "nsubjpass"})]
    if token.dep_ in {"dobj", "pobj", "nsubj", "nsubjpass", "attr"}:
        nouns += [child for child in token.head.children if child.dep_ in {"nsubj", "nsubjpass"}]
    for noun in nouns:
        lemma = noun.lemma_.lower()
        definite = any(
            (child.dep_ == "det" and child.lower_ in {"the", "this", "these", "those", "that"})
            or (child.dep_ == "amod" and child.lower_ == "alleged")
            for child in noun.children
        )
        if definite and noun.pos_ == "NOUN":
            if lemma in cues.REFERENCE_NOUNS:
                return True, cues.REFERENCE_NOUNS[lemma]
            if lemma in cues.REFERENCE_PEOPLE and not any(c.dep_ in {"nummod", "relcl"} for c in noun.children):
                return True, ""
        if noun.pos_ == "PRON" and noun.lower_ in {"it", "they", "he", "she", "this"}:
            return True, ""
    return False, ""


def tells_where_or_when(sentence: Sentence) -> bool:
    """“The incident took place in the Tessalit area”, “the swoop was carried out on Friday”: it only says of an event
    told before where or when that was.
    """
    root = sentence.root
    took_place = root.lemma_.lower() == "take" and any(c.lower_ == "place" for c in root.children)
    if not took_place and lemma_of(root) not in cues.TAKES_PLACE:
        return False
    subjects = [child for child in root.children if child.dep_ in {"nsubj", "nsubjpass"}]
    return any(one.lemma_.lower() in cues.REFERENCE_NOUNS or one.lower_ in {"it", "this"} for one in subjects)
