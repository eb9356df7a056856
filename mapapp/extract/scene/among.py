"""How a name compares with the other names of its sentence: nearer, finer, inside another, in a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from mapapp.extract import cues
from mapapp.extract.scene.candidates import Candidate
from mapapp.extract.scene.sight import Act, Sight
from mapapp.extract.scene.tree import role_of
from mapapp.sentence import Word


def among(act: Act, sights: Sequence[Sight]) -> list[list[str]]:
    """The features of each name that compare it with the others, in the order of the names."""
    lists: list[list[str]] = [[] for _ in sights]
    _ranked(lists, act, sights, "places", lambda sight: sight.is_place)
    _ranked(lists, act, sights, "places with a preposition", lambda sight: sight.is_located)
    finest = max((sight.fineness for sight in sights if sight.is_place), default=-1)
    for at, sight in enumerate(sights):
        lists[at] += [*_neighbours(sights, at), *_nesting(sights, at)]
        if sight.fineness < finest:
            lists[at].append(f"a finer place is named, rank {sight.fineness}")
        elif sight.is_place:
            lists[at].append("no finer place is named")
    return lists


def _ranked(
    lists: list[list[str]], act: Act, sights: Sequence[Sight], what: str, is_one: Callable[[Sight], bool]
) -> None:
    """Adds to the lists how many of a sort of names are nearer to the act: in the tree, in words, after it."""
    some = [at for at, sight in enumerate(sights) if is_one(sight)]
    orders = {
        "by steps": sorted(some, key=lambda at: (sights[at].way.steps, sights[at].distance(act))),
        "by words": sorted(some, key=lambda at: sights[at].distance(act)),
        "after it": [at for at in some if sights[at].after],
    }
    for how, order in orders.items():
        for rank, at in enumerate(order):
            lists[at].append(f"{min(rank, 3)} of the {what} {how}")
    for at in range(len(sights)):
        if at not in some:
            lists[at].append(f"not of the {what}, of which there are {min(len(some), 2)}")
        elif len(some) == 1:
            lists[at].append(f"only one of the {what}")


def _neighbours(sights: Sequence[Sight], at: int) -> Iterator[str]:
    """The words between it and the name before, and the name after."""
    for other, tells in ((at - 1, "follows"), (at + 1, "before")):
        if 0 <= other < len(sights):
            left, right = (sights[i] for i in sorted((at, other)))
            words = words_between(left.name, right.name)
            yield f"{tells} a name by “{words}”"
            yield f"{tells} a name by “{words}”, ranks {left.fineness} {right.fineness}"


def words_between(left: Candidate, right: Candidate) -> str:
    """What links two names, adjectives and articles aside, in lower case; "…" where it is long."""
    tokens = left.head.doc[left.last + 1 : right.first]
    words = ["<place>" if t.lemma_.lower() in cues.PLACE_NOUNS else t.lower_ for t in tokens if not _aside(t)]
    return " ".join(words) if len(words) <= 4 else "…"


def _aside(token: Word) -> bool:
    return token.is_space or token.pos_ in {"DET", "ADJ"}


def _nesting(sights: Sequence[Sight], at: int) -> Iterator[str]:
    """“Tora Manda locality of Maywand District”: does one name hang on another, and by which word?"""
    own = sights[at]
    for other in sights:
        if other is own:
            continue
        if _hangs_on(own.name.head, other.name):
            yield f"hangs on a name by {_link(own)}, rank {other.fineness}"
        elif _hangs_on(other.name.head, own.name):
            yield f"carries a name by {_link(other)}, rank {other.fineness}"


def _hangs_on(inner: Word, outer: Candidate) -> bool:
    """Is a token in the noun phrase of a name, with no verb between?"""
    top = role_of(outer.head)
    for above in inner.ancestors:
        if above in {top, outer.head}:
            return True
        if above.pos_ in {"VERB", "AUX"}:
            return False
    return False


def _link(sight: Sight) -> str:
    return sight.prep if sight.prep != "-" and sight.name.head.dep_ != "appos" else sight.name.head.dep_
