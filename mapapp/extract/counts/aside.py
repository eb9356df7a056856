"""Numbers that are no toll of today: only thought of, threatened, long past, or before a court."""

from __future__ import annotations

import re

from mapapp.domain.claim import CountKind
from mapapp.domain.incident import Status
from mapapp.extract.clause import hangs_by, has_subject, lemma_of, token_at
from mapapp.extract.counts.background import total_of_a_war
from mapapp.extract.counts.elsewhere import why_elsewhere
from mapapp.extract.counts.kinds import HARM, Told
from mapapp.extract.counts.lexicon import MONTHS, WORDS, one_of
from mapapp.extract.counts.reading import is_negated, is_passive
from mapapp.extract.scope import FUTURE, MODALS, imagined, scope_of
from mapapp.sentence import Word

_ASIDE = WORDS["aside"]
_JUSTICE = frozenset(_ASIDE["justice"])
_REASONS = frozenset(_ASIDE["reasons"])
_COURTS = frozenset(_ASIDE["courts"])
_NEARLY = frozenset(_ASIDE["nearly"])
_UNREAL = frozenset(_ASIDE["unreal"])
_PHRASES = tuple(_ASIDE["phrases"])
_YEAR = re.compile(r"(?<!\d[/-])\b(1[89]\d\d|20\d\d)\b(?![/-]\d)")
_FEARED = re.compile("“(?:feared|fear|presumed|cases?)”", re.IGNORECASE)
"""“40 are feared dead” is how a toll is told; a case is one of a disease."""
_PAST = re.compile(rf"\b{one_of(_ASIDE['past'])}\b", re.IGNORECASE)
_LEADS_TO_YEAR = re.compile(
    rf"(?:\b(?:in|of|from|during|the|between|to|until|and)\s+(?:(?:early\s+|late\s+|mid-)?(?:{MONTHS})\s+)?|^|\()$",
    re.I,
)
_RATE = re.compile(
    r"\s+(?:a|per|each|every)\s+(?:year|month|week|day|hour)\b(?!\s+(?:after|ago|earlier|before|later|of|on))", re.I
)
_FIGURATIVE = frozenset(WORDS["verbs"]["figurative"])
_SINCE = re.compile(r"\bsince\b(?:\W+\w+){0,3}\W*$", re.IGNORECASE)
_DAY_BEFORE = re.compile(r"(?:\b\d{1,2}(?:st|nd|rd|th)?,?\s*|\b[A-Z][a-z]+\.?,?\s*)$")


def why_aside(told: Told, year: int | None) -> str | None:
    """The word that makes the number no toll of today; None: it is one.

    Args:
        told: a figure with its kind.
        year: of the report; None where it is not known.
    """
    past = (_past(told, year) or _long_ago(told)) if year is None or _is_beside(told) else None
    return _unreal(told) or why_elsewhere(told.figure) or past or total_of_a_war(told) or _justice(told)


def _unreal(told: Told) -> str | None:
    cue, sentence = told.cue, told.figure.noun.sent
    if is_negated(cue) and lemma_of(cue) not in {"survive"} and told.chance is None:  # "never came home"
        return "not"
    if cue.i > sentence.start and cue.nbor(-1).lower_ in _NEARLY and cue.pos_ == "VERB":
        return str(cue.nbor(-1).text)
    if word := imagined(sentence, cue.idx) or imagined(sentence, sentence.start_char + told.figure.start):
        return word
    if told.kind not in HARM:
        return None
    if word := _urged(cue) or _to_happen(cue):
        return word
    text = told.figure.text.lower()
    if phrase := next((p for p in _PHRASES if p in text), None):
        return str(phrase)
    if rate := _RATE.match(told.figure.text, told.figure.end):
        return str(rate.group().strip())
    if told.kind is CountKind.INJURED and any(c.dep_ == "nsubj" and lemma_of(c) in _FIGURATIVE for c in cue.children):
        return "figurative"
    verb = cue if cue.pos_ in {"VERB", "AUX", "NOUN"} and cue.dep_ != "acl" else cue.head
    scope = scope_of(verb)
    if scope.status in {Status.PLANNED, Status.HYPOTHETICAL} and not _FEARED.search(scope.sentence):
        return scope.sentence
    return next((t.text for t in _governors(verb) if lemma_of(t) in _UNREAL and _to_come(verb)), None)


def _urged(cue: Word) -> str | None:
    """“Kill 1, we kill 10”: an order or a boast."""
    opens = cue.i == cue.sent.start or cue.nbor(-1).is_quote
    bare = cue.lower_ in {"kill", "murder", "injure", "wound"} and opens
    boast = any(c.dep_ == "nsubj" and c.lower_ in {"we", "i", "you"} for c in cue.children) and cue.tag_ in {
        "VB",
        "VBP",
    }
    return str(cue.text) if bare or boast else None


def _to_happen(cue: Word) -> str | None:
    """“Would die”, “will be killed”: no harm of today, whatever governs it."""
    return next((str(c.text) for c in cue.children if c.dep_ == "aux" and c.lower_ in MODALS | FUTURE), None)


def _to_come(verb: Word) -> bool:
    infinitive = verb.tag_ == "VB" and any(child.lower_ == "to" for child in verb.children)
    return infinitive or (verb.dep_ == "pcomp" and verb.head.lower_ in {"of", "at", "to", "on", "for"})


def _governors(token: Word) -> list[Word]:
    return list(token.ancestors)[:3]


def _is_beside(told: Told) -> bool:
    """Is it told in a clause that only describes something: "the 1988 quake, which killed 25,000"?

    A main clause of the past makes the whole event history; what reads events sees to that, where the report is dated.
    """
    return hangs_by(told.cue, "relcl", "acl", "pcomp")


def _past(told: Told, year: int | None) -> str | None:
    """A bare year in the clause that is not the report's: "in 1992", "the 1988 quake, which killed 25,000"."""
    sentence = told.figure.noun.sent
    for match in _YEAR.finditer(told.figure.text):
        token = token_at(sentence, sentence.start_char + match.start())
        if token is None or match.start() == told.figure.start or int(match.group()) == year:
            continue
        before = told.figure.text[: match.start()]
        if token in told.cue.ancestors and _is_beside(told):
            return match.group()  # "the worst since 2005, when 52 died"
        if _SINCE.search(before) or not _is_bare_year(before) or not _same_clause(token, told):
            continue
        return match.group()
    return None


def _long_ago(told: Told) -> str | None:
    """“Ten years ago a mudslide here killed 23”."""
    sentence = told.figure.noun.sent
    for match in _PAST.finditer(told.figure.text):
        token = token_at(sentence, sentence.start_char + match.start())
        if token is not None and _same_clause(token, told):
            return match.group()
    return None


def _is_bare_year(before: str) -> bool:
    """No day with it: that dates an event of the report as often as one of the past."""
    return _LEADS_TO_YEAR.search(before) is not None


def _same_clause(token: Word, told: Told) -> bool:
    """Does the year belong to the verb of the toll, to one above it, or to the noun that its clause describes?"""
    above = {told.cue, *told.cue.ancestors}
    head = next((t for t in token.ancestors if t.pos_ in {"VERB", "AUX"}), token.sent.root)
    return head in above or token.head in above or any(a in above for a in token.ancestors if a.pos_ == "NOUN")


def _justice(told: Told) -> str | None:
    """“Convicted of killing 16”, “planned a string of bombings which killed 55”."""
    if told.kind not in HARM:
        return None
    for above in told.cue.ancestors:
        if (
            above.pos_ in {"VERB", "NOUN"}
            and lemma_of(above) in _JUSTICE
            and above.i < told.cue.i
            and _under(above, told.cue)
        ):
            return above.text
        if _before_court(above):
            return "court"
        if lemma_of(above) in _REASONS and _is_reason(above, told.cue):
            return above.text
    return None


def _is_reason(verb: Word, cue: Word) -> bool:
    """“A man suspected of killing three”, “arrested for the murder of two”: by a passive, or to those who are held."""
    at = cue
    while at.head not in {verb, at}:
        at = at.head
    accused = is_passive(verb) or lemma_of(verb) != "accuse"
    return accused and at.dep_ in {"prep", "agent"} and at.lower_ in {"of", "for", "over", "in", "on"}


def _before_court(verb: Word) -> bool:
    """“The court heard how he had killed seven”, “men accused of murdering a priest”."""
    if lemma_of(verb) == "accuse" and verb.dep_ in {"acl", "relcl"}:
        return True
    return any(c.dep_ in {"nsubj", "nsubjpass"} and lemma_of(c) in _COURTS for c in verb.children)


def _under(above: Word, cue: Word) -> bool:
    """Is the killing what the verb is about, rather than something that happened beside it?"""
    at = cue
    while at.head not in {above, at}:
        at = at.head
    own = at.dep_ == "conj" and has_subject(at)
    return at.dep_ not in {"advcl", "parataxis", "cc", "nsubj", "nsubjpass"} and not own
