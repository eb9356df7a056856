"""What speaks for and against a name being where an act happened: features, each a readable string.

Every feature is there or not. Those of a name tell how it hangs on the act (`_role`, `_way`, `_held`), what stands
around it (`_words`, `_between`) and how it compares with the other names (`among`); those of "none" tell how likely
the act is to have no place in its sentence. `tools/train_scene.py` gives each a weight.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from mapapp.extract import cues
from mapapp.extract.scene.among import among
from mapapp.extract.scene.candidates import Candidate
from mapapp.extract.scene.sight import Act, Sight

BUCKETS = (1, 2, 3, 4, 6, 8, 11, 15, 20, 30)
"""Upper ends of the steps in which tokens are counted."""
ARGUMENTS = frozenset({"dobj", "nsubj", "nsubjpass", "attr", "oprd"})
MARKS = frozenset({"aux", "neg", "mark", "prt", "advmod", "advcl"})
CLAUSES = frozenset({"conj", "xcomp", "advcl", "ccomp", "relcl", "acl", "pcomp"})


def features(trigger: Token, names: Sequence[Candidate]) -> tuple[list[list[str]], list[str]]:
    """The features of each name, in the order of the names, and those of "no name is the place"."""
    act = Act.of(trigger)
    sights = [Sight.of(act, name) for name in names]
    compared = among(act, sights)
    lists = [[*_of_name(act, sight), *others] for sight, others in zip(sights, compared, strict=True)]
    return lists, list(_of_none(act, sights))


def _bucket(number: int) -> str:
    return next((str(end) for end in BUCKETS if number <= end), "more")


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
    if host.head == act.token:
        yield f"{prep} on {host.dep_} of {act.lemma}"


def _words(act: Act, sight: Sight) -> Iterator[str]:
    """The words right beside the name."""
    doc, sentence, name = act.token.doc, act.token.sent, sight.name
    before = doc[name.first - 1].lower_ if name.first > sentence.start else "^"
    second = doc[name.first - 2].lower_ if name.first > sentence.start + 1 else "^"
    yield f"word before={before}"
    if before in {"of", "the"}:
        yield f"two words before={second} {before}"
    after = doc[name.last + 1] if name.last + 1 < sentence.end else None
    yield f"word after={after.lower_ if after is not None else '$'}"
    if after is not None and after.lemma_.lower() in cues.PLACE_NOUNS:
        third = doc[after.i + 1].lower_ if after.i + 1 < sentence.end else "$"
        yield from ("a place word after it", f"a place word after it kind={sight.kind}")
        yield f"a place word after it, then {third if third in {'of', 'in', ',', 'near'} else 'another'}"
    yield from _called(sight)
    if sight.prep != "-" and name.first - sentence.start <= 3:
        yield from (f"{sight.prep} opens the sentence", f"{sight.prep} opens the sentence kind={sight.kind}")
    if name.first == sentence.start:
        yield "opens the sentence"


def _called(sight: Sight) -> Iterator[str]:
    """“The village of Kanaker”."""
    of = sight.name.head.head
    if sight.name.head.dep_ == "pobj" and of.lower_ == "of" and of.head.lemma_.lower() in cues.PLACE_NOUNS:
        yield from ("a place word of it", f"a place word of it kind={sight.kind}")
        yield f"{of.head.lemma_.lower()} of it"


def _between(act: Act, sight: Sight) -> Iterator[str]:
    left, right = sorted((act.token.i, sight.name.head.i))
    tokens, side = act.token.doc[left + 1 : right], sight.side
    yield f"distance={_bucket(right - left)} side={side}"
    yield f"verbs between={min(sum(t.pos_ == 'VERB' for t in tokens), 3)} side={side}"
    yield f"commas between={min(sum(t.lower_ == ',' for t in tokens), 3)} side={side}"
    if any(_speaks(token) for token in tokens):
        yield f"speech between side={side}"


def _speaks(token: Token) -> bool:
    return token.pos_ == "VERB" and token.lemma_.lower() in cues.SPEECH_VERBS


def _of_none(act: Act, sights: Sequence[Sight]) -> Iterator[str]:
    places = [sight for sight in sights if sight.is_place]
    below = [sight for sight in places if act.token.is_ancestor(sight.name.head)]
    located = [sight for sight in below if sight.is_located]
    yield from ("none", f"none verb={act.lemma}", f"none form={act.form}", f"none verb={act.lemma} form={act.form}")
    yield from (f"none group={act.group}", f"none tag={act.token.tag_}", f"none dep={act.token.dep_}")
    yield from (f"none places={min(len(places), 3)}", f"none below={min(len(below), 2)}")
    yield from (f"none located={min(len(located), 2)}", f"none verb={act.lemma} located={min(len(located), 1)}")
    yield f"none words={_bucket(len(act.token.sent) // 3)}"
    if act.token.dep_ in CLAUSES:
        yield f"none {act.token.dep_} of {act.token.head.lemma_.lower()}"
    for child in act.token.children:
        yield from _argument(act, child)


def _argument(act: Act, child: Token) -> Iterator[str]:
    """Who did what with what: “captured the title” and “shot a film” happen nowhere that is asked for."""
    if child.dep_ in ARGUMENTS:
        word = _kind_or_word(child)
        yield from (f"none {child.dep_}={word}", f"none {child.dep_}={word} verb={act.lemma}")
    elif child.dep_ in {"prep", "agent"}:
        yield from (f"none with {child.lower_}", f"none with {child.lower_} verb={act.lemma}")
        yield from (f"none with {child.lower_} {_kind_or_word(inner)}" for inner in child.children)
    elif child.dep_ in MARKS:
        yield f"none {child.dep_} {child.lemma_.lower()}"


def _kind_or_word(token: Token) -> str:
    """A name's kind, any other word itself: no single name gets a weight."""
    return token.ent_type_ if token.ent_type_ and token.pos_ != "NOUN" else token.lemma_.lower()
