"""Where this act happened: a step of its own, since most places in a report are not the scene of anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from gazetteer.place import PlaceKind
from mapapp.domain.mention import Resolution, Use
from mapapp.domain.report import Span
from mapapp.extract import cues
from mapapp.extract.sources import noun_phrase
from mapapp.extract.tellings import PlaceHint

FARTHEST = 9
"""Steps in the dependency tree between an act and its place."""
SAME_LIST = frozenset(
    {"and", ",", ", and", "or", "and in", ", in", "as well as", "and the", ", the", "and in the", "&"}
)


def scene_of(
    trigger: Token, sentence: Sentence, resolutions: Sequence[Resolution], offset: int
) -> tuple[PlaceHint, ...]:
    """The places that the sentence itself gives for the act, best first; empty where it gives none.

    Args:
        trigger: the word that tells of the act.
        sentence: parsed, of one block.
        resolutions: of the mentions inside the sentence, in order.
        offset: where the block begins in the report's text.
    """
    scored = []
    for resolution in resolutions:
        head = _head(sentence, resolution, offset)
        if head is not None and _may_be_scene(resolution, head):
            scored.append((_steps(trigger, head) + _penalty(resolution, head, trigger), resolution))
    if not scored:
        return ()
    best = min(scored, key=lambda pair: pair[0])
    if best[0] > FARTHEST + 6:
        return ()
    eligible = [resolution for _, resolution in scored]
    scene = _with_list(best[1], eligible, sentence.doc.text, offset)
    return tuple(_hint(resolution) for resolution in scene)


def _head(sentence: Sentence, resolution: Resolution, offset: int) -> Token | None:
    """The token of the mention that the rest of the sentence hangs on."""
    span = resolution.mention.span
    inside = [t for t in sentence if span.start - offset <= t.idx < span.end - offset]
    own = {token.i for token in inside}
    return next((t for t in inside if t.head.i not in own or t.head == t), inside[-1] if inside else None)


def _may_be_scene(resolution: Resolution, head: Token) -> bool:
    if resolution.mention.use not in {Use.PLACE, Use.GOVERNMENT} or resolution.place is None:
        return False
    preposition = _preposition(head)
    country = resolution.place.kind is PlaceKind.COUNTRY
    if resolution.mention.use is Use.GOVERNMENT or country:
        return preposition in cues.COUNTRY_LOCATIVE and resolution.mention.use is not Use.GOVERNMENT
    if head.dep_ in {"nsubj"} and head.head.lemma_.lower() in cues.SPEECH_VERBS:
        return False
    return preposition not in {"like", "than", "as"}


def _preposition(head: Token) -> str:
    """The preposition that governs a name, through "the city of" and lists."""
    at = head
    for _ in range(5):
        if at.dep_ in {"conj", "appos", "compound", "nmod", "poss"}:
            at = at.head
        elif at.dep_ == "pobj":
            if at.head.lower_ == "of" and at.head.head.dep_ in {"pobj", "dobj", "nsubj", "nsubjpass", "conj"}:
                at = at.head.head
                continue
            return str(at.head.lower_)
        else:
            return ""
    return ""


def _steps(left: Token, right: Token) -> int:
    """The steps between two tokens of a dependency tree."""
    above = {token.i: depth for depth, token in enumerate(_chain(left))}
    for depth, token in enumerate(_chain(right)):
        if token.i in above:
            return depth + above[token.i]
    return FARTHEST + 1


def _chain(token: Token) -> Iterable[Token]:
    yield token
    yield from token.ancestors


def _penalty(resolution: Resolution, head: Token, trigger: Token) -> float:
    """What makes a name less likely the scene: no preposition, the speaker's words, another verb between."""
    penalty = 0.0
    preposition = _preposition(head)
    if preposition not in cues.LOCATIVE:
        penalty += 1.5
    if preposition in {"from", "against"}:
        penalty += 1
    if resolution.place is not None and resolution.place.kind in {PlaceKind.COUNTRY, PlaceKind.REGION}:
        penalty += 2
    for token in head.ancestors:
        if token == trigger:
            break
        if token.dep_ == "nsubj" and token.head.lemma_.lower() in cues.SPEECH_VERBS:
            penalty += 3
    return penalty + abs(head.i - trigger.i) / 100


def _with_list(best: Resolution, eligible: Sequence[Resolution], text: str, offset: int) -> list[Resolution]:
    """The best place with those listed beside it: "Jam'iat Zahra and Masjid al-Rahman"."""
    at = eligible.index(best)
    first = last = at
    while first > 0 and _listed(eligible[first - 1], eligible[first], text, offset):
        first -= 1
    while last + 1 < len(eligible) and _listed(eligible[last], eligible[last + 1], text, offset):
        last += 1
    return [best, *(r for i, r in enumerate(eligible[first : last + 1], first) if i != at)]


def _listed(left: Resolution, right: Resolution, text: str, offset: int) -> bool:
    between = text[left.mention.span.end - offset : right.mention.span.start - offset].lower()
    return " ".join(between.split()) in SAME_LIST


def _hint(resolution: Resolution) -> PlaceHint:
    mention = resolution.mention
    return PlaceHint(
        resolution=resolution,
        span=mention.span,
        surface=mention.surface,
        confidence=resolution.confidence,
        sentence=f"“{mention.surface}” is named for this act in the same sentence",
        area=resolution.area,
    )


def by_reference(trigger: Token, sentence: Sentence, known: Sequence[Resolution], offset: int) -> tuple[PlaceHint, ...]:
    """“The city”: the place named last of the kind that the words ask for.

    Args:
        trigger: the word that tells of the act.
        sentence: parsed.
        known: the resolved places named so far in the report, oldest first.
        offset: where the block begins in the report's text.
    """
    standing = [
        token
        for token in sentence
        if token.lemma_.lower() in cues.REFERENCE_PLACES
        and not _names_itself(token)
        and any(c.lower_ in {"the", "this", "that"} for c in token.children)
    ]
    for token in sorted(standing, key=lambda token: _steps(trigger, token)):
        asked = cues.REFERENCE_PLACES[token.lemma_.lower()]
        fitting = [r for r in known if r.place is not None and (not asked or r.place.kind.value in asked.split())]
        if fitting:
            left, right = noun_phrase(token)
            left = min(left, token.left_edge.idx)
            surface = sentence.doc.text[left:right]
            named = fitting[-1]
            return (
                PlaceHint(
                    resolution=named,
                    span=Span(start=offset + left, end=offset + right),
                    surface=" ".join(surface.split()),
                    confidence=round(named.confidence * 0.85, 3),
                    sentence=f"“{surface}” stands for “{named.mention.surface}”, named before",
                ),
            )
    return ()


def _names_itself(token: Token) -> bool:
    """“The Syrian capital Damascus”, “the city of Aleppo”: the words stand beside the name, not for another."""
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    if following is not None and following.lower_ == "of" and following.i + 1 < len(token.doc):
        following = following.nbor()
    return following is not None and following.pos_ == "PROPN"


def carried(hints: tuple[PlaceHint, ...], trigger: Span) -> tuple[PlaceHint, ...]:
    """The places of the sentence before, for a sentence that names none; less sure."""
    return tuple(
        replace(
            hint,
            span=trigger,
            confidence=round(hint.confidence * 0.7, 3),
            sentence=f"no place in this sentence; “{hint.surface}” is the place told just before",
        )
        for hint in hints
    )


def focus_of(resolutions: Sequence[Resolution]) -> PlaceHint | None:
    """The one town or site that a report is about; None where it names several about as often."""
    wide = {PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.REGION}
    named = [
        r
        for r in resolutions
        if r.place is not None
        and r.place.kind not in wide
        and r.mention.use in {Use.PLACE, Use.REFERENCE, Use.DATELINE}
    ]
    counted = Counter(r.place.id for r in named if r.place is not None).most_common(2)
    if not counted or (len(counted) > 1 and counted[0][1] < 2 * counted[1][1]):
        return None
    first = next(r for r in named if r.place is not None and r.place.id == counted[0][0])
    return PlaceHint(
        resolution=first,
        span=first.mention.span,
        surface=first.mention.surface,
        confidence=round(first.confidence * 0.5, 3),
        sentence=f"no place is named for it; the report is about “{first.mention.surface}”",
    )


def has_other_place_words(resolutions: Sequence[Resolution]) -> bool:
    """Does the sentence name places that are not the scene, or not known? Then no other is carried into it."""
    return any(r.mention.use is Use.REFERENCE or (r.mention.use is Use.PLACE and r.place is None) for r in resolutions)
