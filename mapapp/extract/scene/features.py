"""What speaks for and against a name being where an act happened: features, each a readable string."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from gazetteer.place import PlaceKind
from mapapp.domain.mention import Use
from mapapp.extract import cues
from mapapp.extract.scene.candidates import Candidate

CLAUSES = frozenset({"ROOT", "advcl", "relcl", "ccomp", "xcomp", "acl", "conj", "pcomp", "parataxis"})
LINKS = frozenset({"conj", "appos", "compound", "nmod", "poss", "amod"})
FAR = 12


def features(trigger: Token, names: Sequence[Candidate]) -> list[list[str]]:
    """For each name its features, in the order of the names."""
    lists = [list(_own(trigger, name)) for name in names]
    prep = [governing(name.head) for name in names]
    for at, name in enumerate(names):
        lists[at] += _among(trigger, names, at, prep)
    return lists


def none_features(trigger: Token, names: Sequence[Candidate]) -> list[str]:
    """What speaks for the sentence naming no place for its act."""
    lemma = trigger.lemma_.lower()
    listed = [n for n in names if n.listed and n.resolution.mention.use is Use.PLACE]
    below = [n for n in listed if trigger.is_ancestor(n.head)]
    inside = [n for n in below if (p := governing(n.head)) is not None and p.lower_ in cues.LOCATIVE]
    form = _form(trigger)
    return [
        "none",
        f"none verb={lemma}",
        f"none form={form}",
        f"none verb={lemma} form={form}",
        f"none pos={trigger.tag_}",
        f"none dep={trigger.dep_}",
        f"none listed={min(len(listed), 3)}",
        f"none below={min(len(below), 2)}",
        f"none inside={min(len(inside), 2)}",
        f"none verb={lemma} inside={min(len(inside), 1)}",
        *_arguments(trigger, lemma),
    ]


def _arguments(trigger: Token, lemma: str) -> Iterator[str]:
    """Who did what with what: "captured the title" and "shot 68" happen nowhere that is asked for."""
    for child in trigger.children:
        word = child.ent_type_ if child.ent_type_ and child.pos_ != "NOUN" else child.lemma_.lower()
        if child.dep_ in {"dobj", "nsubj", "nsubjpass", "attr", "oprd"}:
            yield f"none {child.dep_}={word}"
            yield f"none {child.dep_}={word} verb={lemma}"
        elif child.dep_ in {"prep", "agent"}:
            yield f"none with {child.lower_}"
            yield f"none with {child.lower_} verb={lemma}"
            for inner in child.children:
                yield f"none with {child.lower_} {inner.ent_type_ or inner.lemma_.lower()}"
        elif child.dep_ in {"aux", "neg", "mark", "prt", "advmod", "advcl"}:
            yield f"none {child.dep_} {child.lemma_.lower()}"
    if trigger.dep_ in {"conj", "xcomp", "advcl", "ccomp", "relcl", "acl", "pcomp"}:
        yield f"none {trigger.dep_} of {trigger.head.lemma_.lower()}"
    size = len(trigger.sent)
    yield f"none words={next(str(b) for b in (5, 10, 15, 20, 30, 45, 999) if size <= b)}"


def governing(head: Token) -> Token | None:
    """The preposition that governs a name, through lists, appositions and "the city of"; None: there is none."""
    at = head
    for _ in range(6):
        if at.dep_ in LINKS:
            at = at.head
        elif at.dep_ in {"pobj", "pcomp"}:
            if at.head.lower_ == "of" and at.head.head.dep_ in {"pobj", "dobj", "nsubj", "nsubjpass", "conj"}:
                at = at.head.head
                continue
            return at.head
        else:
            return None
    return None


def role_of(head: Token) -> Token:
    """The noun whose role in the sentence the name has, through "the city of" and lists."""
    at = head
    for _ in range(6):
        if at.dep_ in LINKS:
            at = at.head
        elif at.dep_ == "pobj" and at.head.lower_ == "of" and at.head.head.pos_ in {"NOUN", "PROPN"}:
            at = at.head.head
        else:
            break
    return at


def _form(trigger: Token) -> str:
    """Active, passive, participle, noun."""
    if trigger.pos_ not in {"VERB", "AUX"}:
        return "noun"
    passive = any(c.dep_ in {"nsubjpass", "auxpass"} for c in trigger.children)
    if passive or (trigger.tag_ == "VBN" and trigger.dep_ in {"acl", "relcl"}):
        return "passive"
    return "object" if any(c.dep_ == "dobj" for c in trigger.children) else "bare"


def _own(trigger: Token, name: Candidate) -> Iterator[str]:
    lemma = trigger.lemma_.lower()
    mention, place = name.resolution.mention, name.resolution.place
    kind = place.kind.value if place else ("unknown" if name.listed else "unlisted")
    form = _form(trigger)
    preposition = governing(name.head)
    prep = preposition.lower_ if preposition is not None else "-"
    up, down = paths(trigger, name.head)
    shape = _shape(up, down)
    side = "after" if name.first > trigger.i else "before"
    yield "name"
    yield f"kind={kind}"
    yield f"use={mention.use.value}"
    yield f"use={mention.use.value} prep={prep}"
    yield f"prep={prep}"
    yield f"prep={prep} kind={kind}"
    yield f"prep={prep} side={side}"
    yield f"side={side}"
    yield f"entity={name.head.ent_type_ or '-'} listed={name.listed}"
    yield f"dep={name.head.dep_}"
    role = role_of(name.head)
    yield f"role={role.dep_}"
    yield f"role={role.dep_} kind={kind}"
    if role.head == trigger:
        yield f"role={role.dep_} of the act, {form}"
        yield f"role={role.dep_} of {lemma}, {form}"
        yield f"role={role.dep_} of the act, entity={name.head.ent_type_ or '-'} listed={name.listed}"
        yield f"role={role.dep_} of the act, noun={role.lemma_.lower() if role != name.head else 'itself'}"
    if mention.modifier:
        yield "modified"
    yield f"path={shape}"
    yield f"path={shape} prep={prep}"
    yield f"path={shape} form={form}"
    yield f"path={shape} verb={lemma}"
    yield f"steps={min(len(up) + len(down), FAR)}"
    yield f"up={min(len(up), 8)} down={min(len(down), 8)}"
    for label in set(up):
        yield f"up through {label}"
    for label in set(down):
        yield f"down through {label}"
    if preposition is not None:
        yield from _attached(trigger, preposition, prep, lemma, form)
    yield f"steps={min(len(up) + len(down), FAR)} kind={kind}"
    yield f"verb={lemma} kind={kind}"
    yield f"verb={lemma} prep={prep} {side}"
    yield f"form={form} prep={prep} {side}"
    yield from _surroundings(trigger, name, prep, kind)


def _attached(trigger: Token, preposition: Token, prep: str, lemma: str, form: str) -> Iterator[str]:
    """Where the preposition hangs: on the act, on its object, on another verb."""
    at = preposition
    while at.dep_ == "prep" and at.head.dep_ == "prep":
        at = at.head
    host = at.head
    if host == trigger:
        yield f"{prep} on the act"
        yield f"{prep} on {lemma}"
        yield f"{prep} on {lemma} {form}"
        return
    relation = "of the act" if host.head == trigger else ("over the act" if host.is_ancestor(trigger) else "elsewhere")
    yield f"{prep} on {host.pos_} {relation}"
    yield f"{prep} on {host.dep_} {relation}"
    yield f"{prep} on {host.lemma_.lower()}"
    yield f"on {host.lemma_.lower()} {relation}"
    if host.head == trigger:
        yield f"{prep} on {host.dep_} of {lemma}"


def paths(trigger: Token, head: Token) -> tuple[list[str], list[str]]:
    """The labels from the name up to where it meets the act's line, and from there down to the act."""
    above = {token.i: depth for depth, token in enumerate([trigger, *trigger.ancestors])}
    up: list[str] = []
    line = [trigger, *trigger.ancestors]
    for token in [head, *head.ancestors]:
        if token.i in above:
            return up, [t.dep_ for t in line[: above[token.i]]]
        up.append(token.dep_ if token.dep_ != "prep" else "prep")
    return up, [t.dep_ for t in line]


def _shape(up: Sequence[str], down: Sequence[str]) -> str:
    """Both in one word, without the links inside lists and names."""
    left = [label for label in up if label not in LINKS]
    return ">".join(left[:5]) + "<" + ">".join(down[:4])


def _surroundings(trigger: Token, name: Candidate, prep: str, kind: str) -> Iterator[str]:
    doc = trigger.doc
    left, right = sorted((trigger.i, name.head.i))
    between = doc[left + 1 : right]
    distance = abs(name.head.i - trigger.i)
    side = "after" if name.first > trigger.i else "before"
    bucket = next(str(b) for b in (1, 2, 3, 4, 6, 8, 11, 15, 20, 30, 999) if distance <= b)
    yield f"distance={bucket} side={side}"
    verbs = sum(1 for t in between if t.pos_ == "VERB")
    yield f"verbs between={min(verbs, 3)} side={side}"
    yield f"commas between={min(sum(1 for t in between if t.lower_ == ','), 3)} side={side}"
    if any(t.lemma_.lower() in cues.SPEECH_VERBS and t.pos_ == "VERB" for t in between):
        yield f"speech between side={side}"
    before = doc[name.first - 1] if name.first > trigger.sent.start else None
    after = doc[name.last + 1] if name.last + 1 < trigger.sent.end else None
    yield f"word before={before.lower_ if before is not None else '^'}"
    yield f"word after={after.lower_ if after is not None else '$'}"
    if before is not None and before.lower_ in {"of", "the"} and before.i > trigger.sent.start:
        second = doc[before.i - 1]
        yield f"two words before={second.lower_} {before.lower_}"
    if after is not None and after.lemma_.lower() in cues.PLACE_NOUNS:
        following = doc[after.i + 1].lower_ if after.i + 1 < trigger.sent.end else "$"
        yield "a place word after it"
        yield f"a place word after it, then {following if following in {'of', 'in', ',', 'near'} else 'else'}"
        yield f"a place word after it kind={kind}"
    governed = name.head.head.head if name.head.dep_ == "pobj" and name.head.head.lower_ == "of" else None
    if governed is not None and governed.lemma_.lower() in cues.PLACE_NOUNS:
        yield "a place word of it"
        yield f"a place word of it kind={kind}"
        yield f"{governed.lemma_.lower()} of it"
    if prep != "-" and name.first - trigger.sent.start <= 3:
        yield f"{prep} opens the sentence"
        yield f"{prep} opens the sentence kind={kind}"
    if name.first == trigger.sent.start:
        yield "opens the sentence"
    role = role_of(name.head)
    if role.dep_ in {"nsubj", "nsubjpass"} and role.head != trigger:
        yield f"subject of {'a speaker' if role.head.lemma_.lower() in cues.SPEECH_VERBS else 'another verb'}"
    for above in name.head.ancestors:
        if above == trigger:
            break
        if above.pos_ in {"VERB", "AUX"}:
            relation = "over" if above.is_ancestor(trigger) else "beside"
            yield f"in the clause of a verb {relation} the act, {above.dep_}"
            break


def _among(
    trigger: Token, names: Sequence[Candidate], at: int, prep: Sequence[Token | None]
) -> Iterator[str]:
    """How the name stands to the others of the sentence."""
    own = names[at]
    real = [i for i, n in enumerate(names) if n.listed and n.resolution.mention.use in {Use.PLACE, Use.REFERENCE}]
    located = [i for i in real if prep[i] is not None and prep[i].lower_ in cues.LOCATIVE]  # type: ignore[union-attr]
    for what, some in (("places", real), ("places with a preposition", located)):
        by_steps = sorted(some, key=lambda i: (_length(trigger, names[i]), abs(names[i].head.i - trigger.i)))
        by_words = sorted(some, key=lambda i: abs(names[i].head.i - trigger.i))
        after = [i for i in some if names[i].first > trigger.i]
        if at in some:
            yield f"{min(by_steps.index(at), 3)} of the {what} by steps"
            yield f"{min(by_words.index(at), 3)} of the {what} by words"
            if at in after:
                yield f"{min(after.index(at), 3)} of the {what} after"
            if len(some) == 1:
                yield f"only one of the {what}"
        else:
            yield f"not of the {what}, of which there are {min(len(some), 2)}"
    for other, tells in ((at - 1, "follows"), (at + 1, "before")):
        if 0 <= other < len(names):
            left, right = sorted((at, other))
            words = _between(names[left], names[right])
            yield f"{tells} a name by “{words}”"
            ranks = f"{_fineness(names[left])}{_fineness(names[right])}"
            yield f"{tells} a name by “{words}”, kinds {ranks}"
    yield from _nesting(names, at)
    kinds = [_fineness(n) for n in names]
    if any(i in real and kinds[i] > kinds[at] for i in range(len(names))):
        yield f"a finer place is named, kind {kinds[at]}"
    elif at in real:
        yield "no finer place is named"


def _nesting(names: Sequence[Candidate], at: int) -> Iterator[str]:
    """“Tora Manda locality of Maywand District”: does one name hang on another, and by which word?"""
    own = names[at]
    for i, other in enumerate(names):
        if i == at:
            continue
        if own.head in _phrase(other):
            continue
        if _hangs_on(own, other):
            yield f"hangs on a name by {_link(own)}, rank {_fineness(other)} listed={other.listed}"
        elif _hangs_on(other, own):
            yield f"carries a name by {_link(other)}, rank {_fineness(other)} listed={other.listed}"


def _phrase(name: Candidate) -> list[Token]:
    return list(name.head.doc[name.first : name.last + 1])


def _hangs_on(inner: Candidate, outer: Candidate) -> bool:
    """Is the inner one in the noun phrase of the outer one, with no verb between?"""
    top = role_of(outer.head)
    for above in inner.head.ancestors:
        if above in {top, outer.head}:
            return True
        if above.pos_ in {"VERB", "AUX"}:
            return False
    return False


def _link(name: Candidate) -> str:
    preposition = governing(name.head)
    return preposition.lower_ if preposition is not None and name.head.dep_ != "appos" else name.head.dep_


def _between(left: Candidate, right: Candidate) -> str:
    tokens = left.head.doc[left.last + 1 : right.first]
    words = ["<place>" if t.lemma_.lower() in cues.PLACE_NOUNS else t.lower_ for t in tokens if not _aside(t)]
    return " ".join(words) if len(words) <= 4 else "…"


def _aside(token: Token) -> bool:
    """Words that change nothing about how two names stand to each other: "the", "southern", a second space."""
    return token.is_space or token.pos_ in {"DET", "ADJ"}


def _length(trigger: Token, name: Candidate) -> int:
    up, down = paths(trigger, name.head)
    return len(up) + len(down)


_FINENESS = {PlaceKind.COUNTRY: 0, PlaceKind.REGION: 0, PlaceKind.ADMIN1: 1, PlaceKind.ADMIN2: 2}


def _fineness(name: Candidate) -> int:
    place = name.resolution.place
    return _FINENESS.get(place.kind, 3) if place else (3 if name.listed else -1)
