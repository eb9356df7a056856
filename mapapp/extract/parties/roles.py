"""An event's word in its sentence → the nouns that name who did it and to whom; only what the words say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mapapp.domain.incident import PartyKind
from mapapp.extract.clause import has_subject, is_person
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
from mapapp.extract.parties.phrases import counted
from mapapp.sentence import Sentence, Word

ALLEGEDLY = frozenset({"allegedly", "reportedly", "apparently", "presumably"})
EVENT_WORDS = frozenset(
    {"attack", "blast", "bombing", "explosion", "shooting", "raid", "killing", "strike", "ambush", "it", "assault"}
)
"""What is claimed or blamed on somebody, where it is not the event's own word."""
ACTORS = frozenset({PartyKind.ARMED_GROUP, PartyKind.CRIMINAL_GROUP, PartyKind.PROTESTERS, PartyKind.RIOTERS})
"""Words of these kinds may tell an event by themselves: “a suicide bomber”."""
MARCHES = frozenset({"protest", "march", "demonstration", "rally", "sit-in", "strike", "riot"})
"""After these “of” and "by" name who does it."""
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

    noun: Word
    alleged: bool = False


def actors_of(token: Word) -> list[Role]:
    """Who did it."""
    roles = _verb_actors(token) if is_act(token) else _noun_actors(token)
    if any(child.lower_ in ALLEGEDLY for child in token.children):
        return [Role(role.noun, alleged=True) for role in roles]
    return roles


def is_act(token: Word) -> bool:
    """Is the word a verb with a clause of its own? “Shelling killed two” has it as a noun."""
    if has_subject(token):
        return True
    return token.tag_.startswith("VB") and token.dep_ not in {"nsubj", "nsubjpass", "dobj", "pobj", "compound"}


def _verb_actors(verb: Word) -> list[Role]:
    lemma = verb.lemma_.lower()
    active = [] if lemma in table.SUFFERING else subjects_of(verb)
    doers = agents_of(verb) if is_passive(verb) else active
    means = [noun for noun in (*doers, *after(verb, ("in", "during", "with"))) if _is_means(noun)]
    own = [*_direct_actors(verb, doers), *(role for noun in means for role in _own_actors(noun))]
    if own or lemma not in table.HARMING:
        return own
    return _roles([n for clause in verb.children if _is_when(clause) for n in subjects_of(clause)], [])


def _is_when(clause: Word) -> bool:
    """“Were killed when soldiers opened fire”: the clause says how."""
    return clause.dep_ == "advcl" and any(child.lower_ == "when" for child in clause.children)


def _is_means(noun: Word) -> bool:
    """A weapon or an event, which acts for somebody."""
    return noun.lemma_.lower() in table.WEAPONS | table.MUTUAL | EVENT_WORDS or noun.lower_ in OF_TARGETS


def _direct_actors(verb: Word, doers: list[Word]) -> list[Role]:
    if verb.lemma_.lower() in table.MUTUAL:
        doers = [*doers, *after(verb, ("with",)), *_between(verb)]
        doers += [noun for child in verb.children if child.dep_ == "dobj" for noun in after(child, ("with",))]
    if verb.dep_ == "advcl" and not doers and is_passive(verb.head) and verb.tag_ == "VBG":
        doers = agents_of(verb.head)
    return _roles(doers, [] if doers else _accused(verb))


def _accused(act: Word) -> list[Word]:
    """“Accused the army of killing”, "were blamed for the attack"."""
    outer, how = governor(act)
    if outer is None or how not in {"of", "for", "over"}:
        return []
    if outer.dep_ in {"dobj", "nsubjpass"} and outer.head.lemma_.lower() in table.BLAMING:
        outer = outer.head
    return objects_of(outer) if outer.lemma_.lower() in table.BLAMING and not is_denied(outer) else []


def _own_actors(noun: Word) -> list[Role]:
    """Whom the noun's own phrase names: “a Taliban attack”, "an attack by gunmen", "a blast claimed by ISIS"."""
    doers = [*_owners(noun), *agents_of(noun)]
    if noun.lemma_.lower() in table.MUTUAL or noun.lower_ in {"clashes", "fighting"}:
        doers += [*_between(noun), *after(noun, ("with",))]
    if noun.lemma_.lower() in MARCHES:
        doers += after(noun, ("of", "by"))
    doers += [n for verb in noun.children if verb.dep_ == "acl" and _does(verb) for n in agents_of(verb)]
    alleged = [n for verb in noun.children if verb.dep_ in {"acl", "relcl"} for n in _blamed(verb)]
    alleged += [
        inner
        for child in noun.lefts
        if child.dep_ == "amod" and child.lemma_.lower() in table.CLAIMING
        for inner in child.lefts
        if inner.dep_ in {"npadvmod", "compound", "nsubj"}
    ]
    return _roles(doers, alleged)


def _roles(doers: list[Word], alleged: list[Word]) -> list[Role]:
    return [Role(n) for n in with_joined(doers)] + [Role(n, alleged=True) for n in with_joined(alleged)]


def _noun_actors(noun: Word) -> list[Role]:
    doers: list[Word] = []
    alleged = _accused(noun)
    outer, how = governor(noun)
    if outer is not None and outer.pos_ in {"VERB", "AUX"}:
        doers += _governing_actors(outer, how)
        alleged += [n for verb in joined_verbs(outer) for n in _blamed(verb)] if how in {"nsubjpass", "nsubj"} else []
    if outer is not None:
        alleged += _claimants(outer, how)
        if how == "of" and outer.lemma_.lower() in table.TOLD_OF:
            alleged += agents_of(outer)
    if _acts_itself(noun):
        doers.insert(0, noun)
    return [*_own_actors(noun), *_roles(doers, alleged)]


def _between(word: Word) -> list[Word]:
    return after(word, ("between", "among", "involving"))


def _owners(noun: Word) -> list[Word]:
    """“The army's attack”, "a Taliban attack": what stands before the noun and may be a party."""
    phrase = noun
    owners = [child for child in phrase.lefts if child.dep_ in {"poss", "nmod", "compound", "amod"}]
    owners += [inner for child in owners for inner in child.lefts if inner.dep_ in {"poss", "compound", "nmod"}]
    if noun.dep_ == "compound":
        owners += [child for child in noun.head.lefts if child.dep_ in {"poss", "nmod", "amod", "compound"}]
    return [owner for owner in owners if owner.i < noun.i and owner != noun]


def _does(verb: Word) -> bool:
    return verb.lemma_.lower() in table.DOING


def _governing_actors(verb: Word, how: str) -> list[Word]:
    """Who “launched the attack”, or killed somebody "in an attack"."""
    if how == "dobj" and _does(verb):
        return subjects_of(verb)
    if how == "nsubjpass" and _does(verb):
        return agents_of(verb)
    if how in {"with", "in", "during", "by", "using", "from"}:
        if is_passive(verb):
            return agents_of(verb)
        return [] if verb.lemma_.lower() in table.SUFFERING else subjects_of(verb)
    return []


def _blamed(verb: Word) -> list[Word]:
    """“Blamed on X”, "claimed by X"."""
    if is_denied(verb) or not is_passive(verb):
        return []
    lemma = verb.lemma_.lower()
    if lemma in table.BLAMING:
        return after(verb, ("on", "to"))
    return agents_of(verb) if lemma in table.CLAIMING else []


def _claimants(outer: Word, how: str) -> list[Word]:
    """“X claimed the attack”, "X claimed responsibility for the attack"."""
    if outer.lemma_.lower() == "responsibility" and how == "for":
        outer, how = outer.head, outer.dep_
    if how == "for" and any(child.lower_ == "responsibility" for child in outer.children):
        how = "dobj"
    if how != "dobj" or outer.lemma_.lower() not in table.CLAIMING or is_denied(outer):
        return []
    return subjects_of(outer)


def _acts_itself(noun: Word) -> bool:
    """“Gunmen”, "a mob": the event's word names who does it."""
    return table.KIND_WORDS.get(table.singular(noun.lower_)) in ACTORS


def blamed_in(sentence: Sentence) -> list[Role]:
    """Who claims or is blamed for an event in a sentence that need not tell the event itself."""
    found: list[Word] = []
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


def targets_of(token: Word, code: str) -> Iterator[list[Word]]:
    """To whom it was done: groups of nouns, the likeliest first; the first group of which any can suffer it counts.

    Args:
        token: the event's word.
        code: the event type's.
    """
    if code in table.RECIPIENTS:
        verb = token if is_act(token) else governor(token)[0]
        yield with_joined(after(verb, (table.RECIPIENTS[code],))) if verb is not None else []
    yield from _verb_targets(token) if is_act(token) else _noun_targets(token)


def _verb_targets(verb: Word) -> Iterator[list[Word]]:
    lemma = verb.lemma_.lower()
    if lemma in table.MUTUAL:
        return
    if lemma in table.SUFFERING and not is_passive(verb):
        yield with_joined(subjects_of(verb))
    yield with_joined(objects_of(verb))
    inner = [child for child in verb.children if child.dep_ in {"dobj", "prt", "ccomp", "acomp", "oprd"}]
    against = table.AGAINST | ({"to"} if lemma == "set" else set())  # "set fire to"
    attacked = [] if is_passive(verb) else [noun for word in (verb, *inner) for noun in after(word, against)]
    yield from _people_first([*attacked, *_consequences(verb)])


def _people_first(nouns: list[Word]) -> Iterator[list[Word]]:
    """Of persons and things that suffer (“attacked a market, killing five”) it was done to the persons."""
    yield [noun for noun in with_joined(nouns) if is_person(counted(noun))]
    yield with_joined(nouns)


def _consequences(verb: Word) -> list[Word]:
    """Whom the verbs around an act say to have suffered: “were hurt when they threw stones”, "…, killing five"."""
    above = _suffers(verb.head) if verb.dep_ == "advcl" and verb.head.pos_ == "VERB" else []
    return [*above, *(noun for other in joined_verbs(verb) for noun in _harmed(other))]


def _noun_targets(noun: Word) -> Iterator[list[Word]]:
    lemma = noun.lemma_.lower()
    if lemma in table.MUTUAL or noun.lower_ in {"clashes", "fighting"}:
        return
    if lemma in OF_TARGETS or noun.lower_ in OF_TARGETS:
        yield with_joined(after(noun, ("of",)))
    outer, how = governor(noun)
    verb = outer if outer is not None and outer.pos_ in {"VERB", "AUX"} else None
    if verb is not None and how == "nsubj" and _acts_itself(noun):
        yield from _verb_targets(verb)
    if verb is not None and how in {"nsubj", "nsubjpass"}:
        yield with_joined(_harmed(verb))
    attacked = after(noun, table.AGAINST)
    attacked += [n for child in noun.children if child.dep_ == "relcl" for n in _harmed(child)]
    if outer is not None and verb is None and how == "of":
        attacked += after(outer, table.AGAINST)
    if verb is not None:
        attacked += _through(verb, how)
    yield from _people_first(attacked)


def _through(verb: Word, how: str) -> list[Word]:
    """Whom the verb that governs an event noun says to have suffered: “died in an attack”, "threw stones at police"."""
    found = after(verb, table.AGAINST) if how in {"dobj", "nsubjpass", "with"} else []
    if how == "nsubj" and verb.lemma_.lower() in table.LANDING:
        found += after(verb, table.AGAINST | {"in", "inside"})
    if how == "with":
        found += objects_of(verb)
    if how in {"in", "by", "during", "from", "with", "after"}:
        found += _suffers(verb)
    return [*found, *_consequences(verb)]


def _suffers(verb: Word) -> list[Word]:
    lemma = verb.lemma_.lower()
    if lemma in table.SUFFERING and not is_passive(verb):
        return subjects_of(verb)
    return objects_of(verb) if lemma in table.HARMING or is_passive(verb) else []


def _harmed(verb: Word) -> list[Word]:
    """The victims of a verb of harm: “killed two nurses”."""
    if verb.lemma_.lower() not in table.HARMING:
        return []
    found = objects_of(verb)
    if verb.lemma_.lower() == "leave":  # "left eleven farmers dead" is parsed as a clause
        clauses = [child for child in verb.children if child.dep_ in {"ccomp", "oprd"}]
        found += [inner for c in clauses for inner in c.children if inner.dep_ in {"nsubj", "nsubjpass"}]
    return found
