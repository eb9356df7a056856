"""How likely it is that a sentence does not name the place of its act: features, each a readable string."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapapp.extract.scene.sight import Act, Sight, bucket
from mapapp.sentence import Word

ARGUMENTS = frozenset({"dobj", "nsubj", "nsubjpass", "attr", "oprd"})
MARKS = frozenset({"aux", "neg", "mark", "prt", "advmod", "advcl"})
CLAUSES = frozenset({"conj", "xcomp", "advcl", "ccomp", "relcl", "acl", "pcomp"})


def of_none(act: Act, sights: Sequence[Sight]) -> Iterator[str]:
    """The features of "no name is the place": what is told, and how many names are in reach."""
    places = [sight for sight in sights if sight.is_place]
    below = [sight for sight in places if act.token.is_ancestor(sight.name.head)]
    located = [sight for sight in below if sight.is_located]
    yield from ("none", f"none verb={act.lemma}", f"none form={act.form}", f"none verb={act.lemma} form={act.form}")
    yield from (f"none group={act.group}", f"none tag={act.token.tag_}", f"none dep={act.token.dep_}")
    yield from (f"none places={min(len(places), 3)}", f"none below={min(len(below), 2)}")
    yield from (f"none located={min(len(located), 2)}", f"none verb={act.lemma} located={min(len(located), 1)}")
    yield f"none words={bucket(len(act.token.sent) // 3)}"
    if act.token.dep_ in CLAUSES:
        yield f"none {act.token.dep_} of {act.token.head.lemma_.lower()}"
    for child in act.token.children:
        yield from _argument(act, child)


def _argument(act: Act, child: Word) -> Iterator[str]:
    """Who did what with what: “captured the title” and “shot a film” happen nowhere that is asked for."""
    if child.dep_ in ARGUMENTS:
        word = _kind_or_word(child)
        yield from (f"none {child.dep_}={word}", f"none {child.dep_}={word} verb={act.lemma}")
    elif child.dep_ in {"prep", "agent"}:
        yield from (f"none with {child.lower_}", f"none with {child.lower_} verb={act.lemma}")
        yield from (f"none with {child.lower_} {_kind_or_word(inner)}" for inner in child.children)
    elif child.dep_ in MARKS:
        yield f"none {child.dep_} {child.lemma_.lower()}"


def _kind_or_word(token: Word) -> str:
    """A name's kind, any other word itself: no single name gets a weight."""
    if token.pos_ == "PROPN":
        return token.ent_type_ or "name"
    return token.ent_type_ if token.ent_type_ and token.pos_ != "NOUN" else token.lemma_.lower()
