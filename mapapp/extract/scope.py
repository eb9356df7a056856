"""How real is the event that a word tells of? By what governs it in the sentence, not by keyword alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mapapp.domain.incident import Status
from mapapp.extract import cues
from mapapp.extract.clause import has_subject, is_parted, is_perfect, is_person, lemma_of, token_at
from mapapp.sentence import Sentence, Word

MODALS = frozenset({"could", "may", "might", "can", "would", "should", "must"})
FUTURE = frozenset({"will", "shall", "'ll", "wo", "’ll"})
CONDITIONS = frozenset({"if", "unless", "whether", "lest", "had"})
ANNOUNCING = frozenset(
    {"order", "call", "plan", "schedule", "propose", "demand", "announce", "organise", "organize", "expect"}
)
"""With an event as their object these put it in the future: "called a march"."""
CLAIMS = frozenset({"claim", "report", "allegation", "accusation", "rumour", "rumor", "suggestion", "statement"})
"""What follows one of these is as true as they are: “dismissed claims that a bomb exploded”."""
UNDONE = frozenset({"fail", "try", "attempt"})
CALLED_OFF = frozenset({"cancel", "postpone", "abort", "suspend", "scrap", "shelve"})
NEGATIVE_DETERMINERS = frozenset({"no", "neither", "without", "none"})


@dataclass(frozen=True, slots=True)
class Scope:
    """The status of an event and the words that make it so."""

    status: Status | None
    """None: the sentence says that it did not happen ("no clashes occurred"); there is no incident."""
    sentence: str
    """Why, for people."""


def scope_of(token: Word) -> Scope:
    """The status of the event that the token tells of, from its own words outwards."""
    if why := _is_nothing(token):
        return Scope(None, why)
    for outer in _outwards(token):
        lemma = outer.lemma_.lower()
        if outer != token and (word := _undone(outer, token)):
            return Scope(None, f"“{word}”: the text says that it was not done")
        if outer != token and lemma in cues.DENIAL and not _is_speaker(outer, token):
            if _agency_denied(outer, token):
                return Scope(Status.DISPUTED, f"“{outer.text}”: who did it is disputed")
            return Scope(Status.DENIED, f"“{outer.text}” governs it")
        if unreal := _unreal(outer):
            return unreal
        if word := _usual(outer):
            return Scope(None, f"“{word}”: said of what happens in general")
        if outer != token and lemma in cues.PLAN and _governs_future(outer, token):
            if _is_suspected(outer) or _had_been_meant(outer):
                return Scope(None, f"“{outer.text}”: only said to have been meant")
            return Scope(Status.PLANNED, f"“{outer.text}” puts it in the future")
        if outer != token and _makes_a_possibility(outer):
            return Scope(Status.HYPOTHETICAL, f"“{outer.text}” makes it a possibility")
    return Scope(Status.REPORTED, "told as a fact")


def _is_nothing(token: Word) -> str | None:
    if word := _negation(token):
        return f"“{word}”: the text says that it did not happen"
    if word := _is_supposed(token):
        return f"“{word}”: the text says it of what might be"
    word = _is_named_in(token) or _is_drill(token)
    return f"“{word}”: not the thing itself" if word else None


def _makes_a_possibility(outer: Word) -> bool:
    """“The risk of”, “fear that”, “in case of”; but not “another case of”, “in one case of”."""
    if lemma_of(outer) in cues.HYPOTHESIS_BEHIND_IN:
        counted = any(child.dep_ in {"det", "nummod", "amod"} and child.lower_ != "the" for child in outer.children)
        return outer.dep_ == "pobj" and outer.head.lower_ == "in" and not counted
    return lemma_of(outer) in cues.HYPOTHESIS and outer.pos_ in {"VERB", "NOUN", "ADJ"}


def _unreal(outer: Word) -> Scope | None:
    """What the word's own auxiliaries and conditions make of it."""
    if lemma_of(outer) in CLAIMS and outer.dep_ in {"nsubj", "nsubjpass"} and (word := _false_of(outer.head)):
        return Scope(Status.DENIED, f"“{word}” is said of it")
    if word := _condition(outer) or _if_before(outer):
        return Scope(Status.HYPOTHETICAL, f"“{word}” makes it a condition")
    if word := _future(outer) or _future_in_past(outer):
        return Scope(Status.PLANNED, f"“{word}” puts it in the future")
    modal = _modal(outer)
    if modal and (condition := _conditional(outer)):
        return Scope(None, f"“{condition}”: the text says it only of what might be")
    if word := modal or _likely(outer):
        return Scope(Status.HYPOTHETICAL, f"“{word}” makes it a possibility")
    return None


def imagined(sentence: Sentence, position: int) -> str | None:
    """The modal verb under which the word at a position stands, as in “the toll could rise to 200”; else None.

    Args:
        sentence: parsed.
        position: offset in the block of the word asked about.
    """
    token = token_at(sentence, position)
    for outer in (token, *token.ancestors) if token is not None else ():
        if outer.pos_ in {"VERB", "AUX"}:
            modal = next((c for c in outer.children if c.dep_ == "aux" and c.lower_ in MODALS), None)
            if modal is not None and (is_perfect(outer) or modal.lower_ in {"could", "may", "might", "can"}):
                return str(modal.text)
            if outer.dep_ == "ccomp":
                return None
    return None


def _outwards(token: Word) -> Iterator[Word]:
    """The token and what governs it, up to the verb of speaking or the top of its clause."""
    at = token
    for _ in range(8):
        yield at
        if at.head == at or (at.dep_ == "conj" and at.pos_ == "VERB" and has_subject(at)):
            return
        if (at.dep_ == "advcl" and not _is_purpose(at)) or _is_presupposed(at):
            return
        if at.dep_ in {"ccomp", "parataxis"} and is_parted(at, at.head):  # "Rebels struck; flights are to begin on …"
            return
        if at.dep_ == "ccomp" and at.head.lemma_.lower() in cues.SPEECH_VERBS - cues.DENIAL - cues.HYPOTHESIS:
            return
        if at.dep_ in {"relcl", "acl"} and at.pos_ == "VERB":
            claim = _claimed_in(at)
            if claim is None:
                return
            at = claim
            continue
        at = at.head


def _claimed_in(verb: Word) -> Word | None:
    """“A report by an agency close to the rebels that two had been seized”: the claim, wherever its clause is hung."""
    if lemma_of(verb.head) in CLAIMS:
        return verb.head
    whole = any(c.dep_ == "mark" and c.lower_ == "that" for c in verb.children) and has_subject(verb)
    return next((above for above in verb.ancestors if lemma_of(above) in CLAIMS), None) if whole else None


def _is_presupposed(noun: Word) -> bool:
    """“Before the stampede”, “the survivor of the killings”, “would investigate an air strike”: whatever governs it."""
    through = noun.head if noun.dep_ == "pobj" else noun
    governed = through != noun or noun.dep_ in {"dobj", "compound", "nsubjpass"}
    if noun.pos_ not in {"NOUN", "PROPN"} or is_person(noun) or not governed:
        return False
    if through != noun and through.lower_ in cues.OTHER_TIME:
        return True
    outer = through.head
    looked_into = outer.pos_ == "VERB" and lemma_of(outer) in cues.PRESUPPOSING
    return looked_into or (outer.pos_ == "NOUN" and (is_person(outer) or lemma_of(outer) in cues.LEFT_BY))


def _is_named_in(token: Word) -> str | None:
    """“A tsunami warning”, “the bomb drill”."""
    behind = token.nbor() if token.i + 1 < token.sent.end else token
    return str(behind.text) if token.pos_ != "VERB" and behind.lower_ in cues.ONLY_NAMED else None


def _is_supposed(token: Word) -> str | None:
    """“An outbreak in the camps would be hard to contain”; but “the outbreak would be the third in a year”."""
    any_one = any(child.dep_ == "det" and child.lower_ in {"a", "an", "any", "another"} for child in token.children)
    if token.dep_ != "nsubj" or not any_one:
        return None
    return next((str(c.text) for c in token.head.children if c.dep_ == "aux" and c.lower_ == "would"), None)


def _is_drill(token: Word) -> str | None:
    """“The quake was an exercise”."""
    if token.dep_ != "nsubj" or lemma_of(token.head) != "be":
        return None
    return next((str(c.text) for c in token.head.children if c.dep_ == "attr" and lemma_of(c) in cues.DRILLS), None)


def _is_suspected(plan: Word) -> bool:
    """“Said to have planned to bomb”, “accused of plotting”: what those who were caught had meant to do."""
    said = plan.head.head if plan.head.pos_ == "ADP" else plan.head
    return lemma_of(said) in cues.SUSPICION and (plan.tag_ == "VBG" or (is_perfect(plan) and plan.dep_ == "xcomp"))


def _had_been_meant(plan: Word) -> bool:
    """“The suspects had been preparing to attack a match”: it came to nothing."""
    had = any(child.dep_ == "aux" and child.lower_ == "had" for child in plan.children)
    return had and lemma_of(plan) in cues.MEANT


def _undone(outer: Word, token: Word) -> str | None:
    """“Tried to capture”, “the march was cancelled”: the word that says that it did not come to be."""
    lemma = outer.lemma_.lower()
    if lemma in UNDONE and any(c.dep_ == "xcomp" and (c == token or c.is_ancestor(token)) for c in outer.children):
        return str(outer.text)
    off = lemma == "call" and any(c.dep_ == "prt" and c.lower_ == "off" for c in outer.children)
    called_off = (lemma in CALLED_OFF or off) and token.head == outer and token.dep_ in {"dobj", "nsubjpass"}
    return str(outer.text) if called_off else None


def _agency_denied(denial: Word, token: Word) -> bool:
    """“Moscow denied that it had carried out the attack”: the deed stands, the doer is disputed."""
    at = token
    while at.head not in (denial, at):
        at = at.head
    if any(lemma_of(t) in cues.AGENCY_DENIED and t.head.lower_ != "for" for t in denial.subtree):
        return True  # but not "denied, for its part, that …"
    if lemma_of(at) == "use" and at.dep_ in {"dobj", "xcomp"}:  # "denied the use of rubber bullets"
        return True
    own = at.dep_ in {"xcomp", "pcomp"} or any(c.dep_ == "nsubj" and c.pos_ == "PRON" for c in at.children)
    definite = any(c.dep_ == "det" and c.lower_ in {"the", "this"} for c in token.children)
    return own and at.lemma_.lower() in cues.DEEDS and (definite or token == at)


def _future_in_past(token: Word) -> str | None:
    """“Said that buses would take them”: what a source says will come, told in the past tense."""
    would = next((c.text for c in token.children if c.dep_ == "aux" and c.lower_ == "would"), None)
    said = token.dep_ == "ccomp" and token.head.lemma_.lower() in cues.SPEECH_VERBS
    return would if said and not is_perfect(token) and not any(c.lower_ in CONDITIONS for c in token.sent) else None


def _is_purpose(token: Word) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children)


def _is_speaker(denial: Word, token: Word) -> bool:
    """Is the event word in the subject of the denial ("the attackers denied …") rather than in what is denied?"""
    at = token
    while at.head not in (denial, at):
        at = at.head
    return at.dep_ in {"nsubj", "advcl", "prep"} and at.lower_ not in {"of"}


def _negation(token: Word) -> str | None:
    while token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.pos_ == "NOUN":
        token = token.head.head  # "did not use this type of missile"
    numbered = any(child.dep_ == "nummod" for child in token.children)  # "without five players, three of them injured"
    if token.dep_ == "pobj" and token.head.lower_ == "without" and not numbered:
        return str(token.head.text)
    subjects = (c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"})
    for subject in subjects:
        words = (subject, *(c for c in subject.children if c.dep_ == "det"))
        if nobody := next((w.text for w in words if w.lower_ in {"nobody", "none", "no"}), None):
            return str(nobody)
    for word in (token, *([token.head] if token.dep_ in {"dobj", "nsubj", "nsubjpass", "attr"} else [])):
        for child in word.children:
            if child.dep_ == "neg" or (child.dep_ == "det" and child.lower_ in NEGATIVE_DETERMINERS):
                return child.text
    return None


def _condition(token: Word) -> str | None:
    for child in token.children:
        if child.dep_ == "mark" and child.lower_ in CONDITIONS:
            return child.text
        if child.dep_ == "aux" and child.lower_ == "had" and child.i == token.left_edge.i and token.dep_ == "advcl":
            return child.text
    return None


def _if_before(verb: Word) -> str | None:
    """“If that is true, they have moved hundreds of miles”."""
    clauses = (c for c in verb.children if c.dep_ == "advcl" and c.i < verb.i)
    return next((word for clause in clauses if (word := _condition(clause)) and word.lower() == "if"), None)


def _false_of(verb: Word) -> str | None:
    """“A report of an attack has been looked into and is untrue”."""
    verbs = (verb, *verb.conjuncts)
    said = (c for one in verbs for c in one.children if c.dep_ in {"acomp", "attr", "oprd"})
    return next((child.text for child in said if lemma_of(child) in cues.FALSEHOOD), None)


def _likely(token: Word) -> str | None:
    """“Flooding is likely”."""
    said = (child for child in token.children if token.lemma_ == "be" and child.dep_ == "acomp")
    return next((child.text for child in said if lemma_of(child) in cues.HYPOTHESIS), None)


def _usual(verb: Word) -> str | None:
    """“Accidents on crowded boats are common”."""
    said = (child for child in verb.children if verb.lemma_ == "be" and child.dep_ == "acomp")
    return next((child.text for child in said if lemma_of(child) in cues.USUAL), None)


def _conditional(verb: Word) -> str | None:
    """“May strike if it turns north”: the word of the condition."""
    clauses = (child for child in verb.children if child.dep_ == "advcl")
    return next((word for clause in clauses if (word := _condition(clause))), None)


def _future(token: Word) -> str | None:
    auxiliaries = [child for child in token.children if child.dep_ in {"aux", "auxpass"}]
    for child in auxiliaries:
        if child.lower_ in FUTURE:
            return child.text
    be = token.head if token.dep_ == "xcomp" and _is_purpose(token) else token
    ahead = be.lemma_ == "be" and any(child.dep_ == "xcomp" and _is_purpose(child) for child in be.children)
    if ahead and not _is_the_most(be) and not _could(be):
        return f"{be.text} to"
    return None


def _could(be: Word) -> bool:
    """“Were able to liberate the town”: they did."""
    return any(child.dep_ == "acomp" and lemma_of(child) == "able" for child in be.children)


def _is_the_most(be: Word) -> bool:
    """“Was the strongest to hit the country”, “is the first to be attacked”."""
    said = (word for child in be.children if child.dep_ in {"attr", "acomp"} for word in child.subtree)
    return any(word.tag_ == "JJS" or word.lower_ in {"first", "second", "last", "only"} for word in said)


def _modal(token: Word) -> str | None:
    return next((c.text for c in token.children if c.dep_ == "aux" and c.lower_ in MODALS), None)


def _governs_future(outer: Word, token: Word) -> bool:
    """A word of planning counts when the event is what is planned: "plans to", "expected to", "call for"."""
    at = token
    while at.head not in (outer, at):
        at = at.head
    if at.dep_ in {"dobj", "oprd"} and at == token and outer.lemma_.lower() in ANNOUNCING:
        return not (lemma_of(outer) == "announce" and lemma_of(token) in cues.DONE)
    if at.dep_ == "nsubjpass" and at == token:  # "a protest is planned"; but "the bomb was set off"
        return not any(child.dep_ == "prt" for child in outer.children)
    if at.dep_ == "advcl" and _is_purpose(at) and outer.lemma_.lower() in cues.VOWS:
        return True
    if at.dep_ in {"xcomp", "ccomp", "acl"} and (_is_purpose(at) or outer.pos_ == "NOUN"):
        return True
    return at.dep_ == "prep" and at.lower_ in {"for", "of"}
