"""Why a name was taken for the place of an act, in a sentence for people."""

from __future__ import annotations

from mapapp.extract.scene.candidates import Candidate
from mapapp.extract.scene.tree import governing, role_of
from mapapp.sentence import Word


def why(trigger: Word, name: Candidate, best: Candidate, chance: float) -> str:
    """The reason, with how likely the model holds the best name of the list to be the place.

    Args:
        trigger: the word that tells of the act.
        name: the one that the reason is for.
        best: the likeliest of its list; `name` itself where there is no list.
        chance: of the best, 0 to 1.
    """
    surface, first = name.resolution.mention.surface, best.resolution.mention.surface
    if name is not best:
        return f"“{surface}” is listed with “{first}”, the place of “{trigger.text}”"
    return f"“{surface}” is the place of “{trigger.text}”, {round(100 * chance)} in 100: {_grounds(trigger, name)}"


def _grounds(trigger: Word, name: Candidate) -> str:
    """What in the grammar of the sentence speaks for it the most."""
    preposition, role = governing(name.head), role_of(name.head)
    if role.head == trigger and role.dep_ == "dobj":
        return "it is what the act was done to"
    if role.head == trigger and role.dep_ == "nsubjpass":
        return "it is what the act was done to"
    if preposition is None:
        return "no name in the same sentence fits better"
    host = preposition.head
    while host.dep_ == "prep" and host.head.dep_ == "prep":
        host = host.head
    holder = host.text if host.pos_ != "ADP" else host.head.text
    own = "the act" if host == trigger else f"“{holder}”"
    return f"“{preposition.lower_}” goes with {own}"
