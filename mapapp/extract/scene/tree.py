"""How a name hangs together with an act in the dependency tree of their sentence."""

from __future__ import annotations

from dataclasses import dataclass

from mapapp.sentence import Word

LINKS = frozenset({"conj", "appos", "compound", "nmod", "poss", "amod"})
"""Labels inside a list or a name: they do not change what a name does in its sentence."""
PHRASES = frozenset({"pobj", "dobj", "nsubj", "nsubjpass", "conj"})
DEEPEST = 6
"""Steps that are followed through lists and "the city of"; names lie no deeper, and broken trees may."""


@dataclass(frozen=True, slots=True)
class Way:
    """The labels from a name up to where its line meets the act's, and from there down to the act."""

    up: tuple[str, ...]
    """Nearest to the name first; empty where the act hangs on the name."""
    down: tuple[str, ...]
    """Nearest to the act first; empty where the name hangs on the act."""

    @property
    def steps(self) -> int:
        """The length of the way."""
        return len(self.up) + len(self.down)

    @property
    def shape(self) -> str:
        """Both in one word, without the links inside lists and names."""
        return ">".join([label for label in self.up if label not in LINKS][:5]) + "<" + ">".join(self.down[:4])


def way(act: Word, head: Word) -> Way:
    """The way between the head of a name and an act of the same sentence."""
    line = [act, *act.ancestors]
    depths = {token.i: depth for depth, token in enumerate(line)}
    up: list[str] = []
    for token in [head, *head.ancestors]:
        if token.i in depths:
            return Way(tuple(up), tuple(t.dep_ for t in line[: depths[token.i]]))
        up.append(token.dep_)
    return Way(tuple(up), tuple(t.dep_ for t in line))


def governing(head: Word) -> Word | None:
    """The preposition that governs a name, through lists, appositions and "the city of"; None: there is none."""
    at = head
    for _ in range(DEEPEST):
        if at.dep_ in LINKS:
            at = at.head
        elif at.dep_ in {"pobj", "pcomp"}:
            if at.head.lower_ != "of" or at.head.head.dep_ not in PHRASES or is_named(at.head.head):
                return at.head
            at = at.head.head
        else:
            return None
    return None


def role_of(head: Word) -> Word:
    """The noun whose role in the sentence the name has, through "the city of" and lists."""
    at = head
    for _ in range(DEEPEST):
        if at.dep_ in LINKS:
            at = at.head
        elif at.dep_ == "pobj" and at.head.lower_ == "of" and at.head.head.pos_ == "NOUN":
            if is_named(at.head.head):
                break
            at = at.head.head
        else:
            break
    return at


def is_named(noun: Word) -> bool:
    """“Tora Manda locality of Maywand”: the noun has a name of its own, so that what follows "of" lies around it."""
    return noun.pos_ == "PROPN" or any(c.pos_ == "PROPN" and c.dep_ in {"compound", "nmod"} for c in noun.children)


def form_of(act: Word) -> str:
    """How the act is told: "passive", with an "object", "bare" of both, or as a "noun"."""
    if act.pos_ not in {"VERB", "AUX"}:
        return "noun"
    if any(child.dep_ in {"nsubjpass", "auxpass"} for child in act.children):
        return "passive"
    if act.tag_ == "VBN" and act.dep_ in {"acl", "relcl"}:
        return "passive"
    return "object" if any(child.dep_ == "dobj" for child in act.children) else "bare"
