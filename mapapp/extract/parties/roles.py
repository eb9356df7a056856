"""An event's word in its sentence → the nouns that name who did it and to whom; only what the words say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from mapapp.extract.parties import table
from mapapp.extract.parties.clauses import (
    after,
    agents_of,
    governor,
    is_denied,
    is_passive,
    joined_verbs,
    objects_of,
    subjects_of,
    with_joined,
)

ALLEGEDLY = frozenset({"allegedly", "reportedly", "apparently", "presumably"})
EVENT_WORDS = frozenset(
    {"attack", "blast", "bombing", "explosion", "shooting", "raid", "killing", "strike", "ambush", "it", "assault"}
)
"""What is claimed or blamed on somebody, where it is not the event's own word."""
OF_TARGETS = frozenset(
    {
        "killing", "murder", "assassination", "execution", "massacre", "abduction", "kidnapping", "beheading", "rape",
        "shelling", "bombing", "bombardment", "arrest", "detention", "stabbing", "shooting", "slaughter", "lynching",
        "evacuation", "ambush", "slaying", "displacement", "rescue", "looting", "torching", "destruction", "burning",
    }
)  # fmt: skip
"""After these “of” names whom it was done to: "the killing of a judge"."""


@dataclass(frozen=True, slots=True)
class Role:
    """A noun in the sentence that names a party."""

    noun: Token
    alleged: bool = False


def actors_of(token: Token) -> list[Role]:
    """Who did it."""
    roles = _verb_actors(token) if token.tag_.startswith("VB") else _noun_actors(token)
    if any(child.lower_ in ALLEGEDLY for child in token.children):
        return [Role(role.noun, alleged=True) for role in roles]
    return roles


def _verb_actors(verb: Token) -> list[Role]:
    doers = agents_of(verb) if is_passive(verb) else subjects_of(verb)
    if verb.lemma_.lower() in table.MUTUAL:
        doers = [*doers, *after(verb, ("with",)), *_between(verb)]
        doers += [noun for child in verb.children if child.dep_ == "dobj" for noun in after(child, ("with",))]
    blamed = [] if doers else _accused(verb)
    if verb.dep_ == "advcl" and not doers and is_passive(verb.head) and verb.tag_ == "VBG":
        doers = agents_of(verb.head)
    return [Role(noun) for noun in with_joined(doers)] + [Role(noun, alleged=True) for noun in with_joined(blamed)]


def _accused(act: Token) -> list[Token]:
    """“Accused the army of killing”, "were blamed for the attack"."""
    outer, how = governor(act)
    if outer is None or how not in {"of", "for", "over"} or outer.lemma_.lower() not in table.BLAMING:
        return []
    return [] if is_denied(outer) else objects_of(outer)


def _noun_actors(noun: Token) -> list[Role]:
    doers = [*_owners(noun), *agents_of(noun)]
    if noun.lemma_.lower() in table.MUTUAL or noun.lower_ in {"clashes", "fighting"}:
        doers += [*_between(noun), *after(noun, ("with",))]
    if noun.lemma_.lower() in {"protest", "march", "demonstration", "rally", "sit-in", "strike", "riot"}:
        doers += after(noun, ("of", "by"))
    alleged = [*_accused(noun), *(n for verb in noun.children if verb.dep_ in {"acl", "relcl"} for n in _blamed(verb))]
    doers += [n for verb in noun.children if verb.dep_ == "acl" and _does(verb) for n in agents_of(verb)]
    outer, how = governor(noun)
    if outer is not None and outer.pos_ in {"VERB", "AUX"}:
        doers += _governing_actors(outer, how)
        alleged += [n for verb in joined_verbs(outer) for n in _blamed(verb)] if how in {"nsubjpass", "nsubj"} else []
    if outer is not None:
        alleged += _claimants(outer, how)
    if _acts_itself(noun):
        doers.insert(0, noun)
    return [Role(n) for n in with_joined(doers)] + [Role(n, alleged=True) for n in with_joined(alleged)]


def _between(word: Token) -> list[Token]:
    return after(word, ("between", "among", "involving"))


def _owners(noun: Token) -> list[Token]:
    """“The army's attack”, "a Taliban attack": what stands before the noun and may be a party."""
    phrase = noun
    owners = [child for child in phrase.lefts if child.dep_ in {"poss", "nmod", "compound", "amod"}]
    owners += [inner for child in owners for inner in child.lefts if inner.dep_ in {"poss", "compound", "nmod"}]
    if noun.dep_ == "compound":
        owners += [child for child in noun.head.lefts if child.dep_ in {"poss", "nmod", "amod", "compound"}]
    return [owner for owner in owners if owner.i < noun.i and owner != noun]


def _does(verb: Token) -> bool:
    return verb.lemma_.lower() in table.DOING


def _governing_actors(verb: Token, how: str) -> list[Token]:
    """Who “launched the attack”, or killed somebody "in an attack"."""
    if how == "dobj" and _does(verb):
        return subjects_of(verb)
    if how == "nsubjpass" and _does(verb):
        return agents_of(verb)
    if how in {"with", "in", "during", "by", "using", "from"}:
        doing = verb.lemma_.lower() in table.HARMING or _does(verb) or verb.dep_ == "ROOT"
        return agents_of(verb) if is_passive(verb) else subjects_of(verb) if doing else []
    return []


def _blamed(verb: Token) -> list[Token]:
    """“Blamed on X”, "claimed by X"."""
    if is_denied(verb) or not is_passive(verb):
        return []
    lemma = verb.lemma_.lower()
    if lemma in table.BLAMING:
        return after(verb, ("on", "to"))
    return agents_of(verb) if lemma in table.CLAIMING else []


def _claimants(outer: Token, how: str) -> list[Token]:
    """“X claimed the attack”, "X claimed responsibility for the attack"."""
    if outer.lemma_.lower() == "responsibility" and how == "for":
        outer, how = outer.head, outer.dep_
    if how != "dobj" or outer.lemma_.lower() not in table.CLAIMING or is_denied(outer):
        return []
    return subjects_of(outer)


def _acts_itself(noun: Token) -> bool:
    return noun.lemma_.lower() in {"bomber", "gunman", "attacker", "assailant"}


def blamed_in(sentence: Sentence) -> list[Role]:
    """Who claims or is blamed for an event in a sentence that need not tell the event itself."""
    found: list[Token] = []
    for verb in sentence:
        lemma = verb.lemma_.lower()
        if not verb.tag_.startswith("VB") or lemma not in table.CLAIMING | table.BLAMING or is_denied(verb):
            continue
        objects = objects_of(verb)
        things = {noun.lemma_.lower() for noun in objects}
        if lemma in table.CLAIMING and things & (EVENT_WORDS | {"responsibility"}):
            found += agents_of(verb) if is_passive(verb) else subjects_of(verb)
        elif is_passive(verb) and things & EVENT_WORDS:
            found += after(verb, ("on", "to"))
        elif lemma in table.BLAMING and any(n.lemma_.lower() in EVENT_WORDS for n in after(verb, ("for", "of"))):
            found += objects
    return [Role(noun, alleged=True) for noun in with_joined(found)]


def targets_of(token: Token) -> Iterator[list[Token]]:
    """To whom it was done: groups of nouns, the likeliest first; the first group of which any can suffer it counts."""
    if token.tag_.startswith("VB"):
        yield from _verb_targets(token)
    else:
        yield from _noun_targets(token)


def _verb_targets(verb: Token) -> Iterator[list[Token]]:
    lemma = verb.lemma_.lower()
    if lemma in table.MUTUAL:
        return
    if lemma in table.SUFFERING and not is_passive(verb):
        yield with_joined(subjects_of(verb))
    yield with_joined(_prised(objects_of(verb)))
    inner = [child for child in verb.children if child.dep_ in {"dobj", "prt", "ccomp", "acomp", "oprd"}]
    yield with_joined(noun for word in (verb, *inner) for noun in after(word, table.AGAINST))
    yield with_joined(_harmed(verb))


def _prised(nouns: Iterable[Token]) -> list[Token]:
    return list(nouns)


def _noun_targets(noun: Token) -> Iterator[list[Token]]:
    lemma = noun.lemma_.lower()
    if lemma in OF_TARGETS or noun.lower_ in OF_TARGETS:
        yield with_joined(after(noun, ("of",)))
    if lemma not in table.MUTUAL:
        yield with_joined(after(noun, table.AGAINST))
    outer, how = governor(noun)
    if outer is None:
        return
    if outer.pos_ not in {"VERB", "AUX"}:
        yield with_joined(after(outer, table.AGAINST)) if how == "of" else []
        return
    if how in {"dobj", "nsubjpass", "with"}:
        yield with_joined(n for word in (outer, noun) for n in after(word, table.AGAINST))
    if how == "with":
        yield with_joined(objects_of(outer))
    if how in {"in", "by", "during", "from", "with", "after", "when"}:
        yield with_joined(_suffers(outer))
    yield with_joined(_harmed(outer))


def _suffers(verb: Token) -> list[Token]:
    lemma = verb.lemma_.lower()
    if lemma in table.SUFFERING and not is_passive(verb):
        return subjects_of(verb)
    return objects_of(verb) if lemma in table.HARMING or is_passive(verb) else []


def _harmed(verb: Token) -> list[Token]:
    """The victims of the verb and of those that go on from it: “hit the town, killing two nurses”."""
    found: list[Token] = []
    for other in joined_verbs(verb):
        if other.lemma_.lower() not in table.HARMING:
            continue
        found += objects_of(other)
        for child in other.children:  # "left eleven farmers dead" is parsed as a clause
            if other.lemma_.lower() == "leave" and child.dep_ in {"ccomp", "oprd"}:
                found += [inner for inner in child.children if inner.dep_ in {"nsubj", "nsubjpass"}]
    return found
