"""What speaks for and against a name being where an act happened: features, each a readable string.

Every feature is there or not. Those of a name tell how it hangs on the act (`_role`, `_way`, `_held`), what stands
around it (`_words`, `_between`) and how it compares with the other names (`among`); those of "none" tell how likely
the act is to have no place in its sentence. `tools/train_scene.py` gives each a weight.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapapp.extract import cues
from mapapp.extract.scene.among import among
from mapapp.extract.scene.candidates import Candidate
from mapapp.extract.scene.none import of_none
from mapapp.extract.scene.sight import Act, Sight, bucket
from mapapp.extract.scene.tree import is_named
from mapapp.sentence import Word


def features(trigger: Word, names: Sequence[Candidate]) -> tuple[list[list[str]], list[str]]:
    """The features of each name, in the order of the names, and those of "no name is the place"."""
    act = Act.of(trigger)
    sights = [Sight.of(act, name) for name in names]
    compared = among(act, sights)
    lists = [[*_of_name(act, sight), *others] for sight, others in zip(sights, compared, strict=True)]
    return lists, list(of_none(act, sights))


def _of_name(act: Act, sight: Sight) -> Iterator[str]:
    mention = sight.name.resolution.mention
    entity = f"entity={sight.name.head.ent_type_ or '-'} listed={sight.name.listed}"
    yield from ("name", entity, f"kind={sight.kind}", f"dep={sight.name.head.dep_}")
    yield from (f"use={mention.use.value}", f"use={mention.use.value} prep={sight.prep}")
    if mention.modifier:
        yield "modified"
    yield from _prepositions(act, sight)
    yield from _role(act, sight, entity)
    yield from _way(act, sight)
    yield from _held(act, sight)
    yield from _words(act, sight)
    yield from _between(act, sight)


def _prepositions(act: Act, sight: Sight) -> Iterator[str]:
    prep, side = sight.prep, sight.side
    yield from (f"side={side}", f"prep={prep}", f"prep={prep} kind={sight.kind}", f"prep={prep} side={side}")
    yield from (f"verb={act.lemma} kind={sight.kind}", f"verb={act.lemma} prep={prep} {side}")
    yield from (f"group={act.group} kind={sight.kind}", f"group={act.group} prep={prep} {side}")
    yield f"form={act.form} prep={prep} {side}"


def _role(act: Act, sight: Sight, entity: str) -> Iterator[str]:
    """Is it the subject or the object: of the act, of a speaker, of another verb?"""
    role = sight.role
    yield from (f"role={role.dep_}", f"role={role.dep_} kind={sight.kind}")
    if role.head == act.token:
        noun = "itself" if role == sight.name.head else role.lemma_.lower()
        yield f"role={role.dep_} of the act, {act.form}"
        yield f"role={role.dep_} of {act.lemma}, {act.form}"
        yield f"role={role.dep_} of group {act.group}, {act.form}"
        yield f"role={role.dep_} of the act, {entity}"
        yield f"role={role.dep_} of the act, noun={noun}"
    elif role.dep_ in {"nsubj", "nsubjpass"}:
        yield f"subject of {'a speaker' if _speaks(role.head) else 'another verb'}"


def _way(act: Act, sight: Sight) -> Iterator[str]:
    up, down, shape = sight.way.up, sight.way.down, sight.way.shape
    yield from (f"path={shape}", f"path={shape} prep={sight.prep}", f"path={shape} form={act.form}")
    yield from (f"path={shape} verb={act.lemma}", f"path={shape} group={act.group}")
    yield from (f"steps={min(sight.way.steps, 12)}", f"steps={min(sight.way.steps, 12)} kind={sight.kind}")
    yield f"up={min(len(up), 8)} down={min(len(down), 8)}"
    yield from sorted({f"up through {label}" for label in up} | {f"down through {label}" for label in down})
    for above in sight.name.head.ancestors:
        if above == act.token:
            break
        if above.pos_ in {"VERB", "AUX"}:
            yield f"in the clause of a verb {'over' if above.is_ancestor(act.token) else 'beside'} it, {above.dep_}"
            break


def _held(act: Act, sight: Sight) -> Iterator[str]:
    """Where the preposition hangs: on the act, on its object, on another verb."""
    at, prep = sight.preposition, sight.prep
    if at is None:
        return
    while at.dep_ == "prep" and at.head.dep_ == "prep" and at.head != act.token:
        at = at.head
    host = at.head
    if host == act.token:
        yield from (f"{prep} on the act", f"{prep} on {act.lemma}", f"{prep} on {act.lemma} {act.form}")
        yield f"{prep} on group {act.group}"
        return
    above = "over the act" if host.is_ancestor(act.token) else "elsewhere"
    relation = "of the act" if host.head == act.token else above
    noun = host.lemma_.lower()
    yield from (f"{prep} on {host.pos_} {relation}", f"{prep} on {host.dep_} {relation}")
    yield from (f"{prep} on {noun}", f"on {noun} {relation}")
    if is_named(host):
        yield from (f"{prep} on a named noun", f"{prep} on a named noun {relation}")
    if host.head == act.token:
        yield f"{prep} on {host.dep_} of {act.lemma}"


def _words(act: Act, sight: Sight) -> Iterator[str]:
    """The words right beside the name."""
    sentence, name = act.token.sent, sight.name
    before, second = _beside(act.token, name.first, -1)
    after, third = _beside(act.token, name.last, 1)
    yield f"word before={_low(before)}"
    if _low(before) in {"of", "the"}:
        yield f"two words before={_low(second)} {_low(before)}"
    yield f"word after={_low(after)}"
    if after is not None and after.lemma_.lower() in cues.PLACE_NOUNS:
        follows = _low(third) if _low(third) in {"of", "in", ",", "near"} else "another"
        yield from ("a place word after it", f"a place word after it kind={sight.kind}")
        yield f"a place word after it, then {follows}"
    yield from _called(sight)
    if sight.prep != "-" and name.first - sentence.start <= 3:
        yield from (f"{sight.prep} opens the sentence", f"{sight.prep} opens the sentence kind={sight.kind}")
    if name.first == sentence.start:
        yield "opens the sentence"


def _beside(act: Word, at: int, step: int) -> tuple[Word | None, Word | None]:
    """The two words next to a token in the sentence of the act, spaces aside; None beyond its ends."""
    found: list[Word] = []
    at += step
    while act.sent.start <= at < act.sent.end and len(found) < 2:
        if not act.doc[at].is_space:
            found.append(act.doc[at])
        at += step
    first, second, *_ = [*found, None, None]
    return first, second


def _low(token: Word | None) -> str:
    return token.lower_ if token is not None else "the end"


def _called(sight: Sight) -> Iterator[str]:
    """“The village of Kanaker”."""
    of = sight.name.head.head
    if sight.name.head.dep_ == "pobj" and of.lower_ == "of" and of.head.lemma_.lower() in cues.PLACE_NOUNS:
        yield from ("a place word of it", f"a place word of it kind={sight.kind}")
        yield f"{of.head.lemma_.lower()} of it"


def _between(act: Act, sight: Sight) -> Iterator[str]:
    left, right = sorted((act.token.i, sight.name.head.i))
    tokens, side = act.token.doc[left + 1 : right], sight.side
    yield f"distance={bucket(right - left)} side={side}"
    yield f"verbs between={min(sum(t.pos_ == 'VERB' for t in tokens), 3)} side={side}"
    yield f"commas between={min(sum(t.lower_ == ',' for t in tokens), 3)} side={side}"
    if any(_speaks(token) for token in tokens):
        yield f"speech between side={side}"


def _speaks(token: Word) -> bool:
    return token.pos_ == "VERB" and token.lemma_.lower() in cues.SPEECH_VERBS
