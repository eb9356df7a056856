"""Persons told one by one or by a word that fixes their number: "a woman and her child", "himself", "twins"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from mapapp.extract import cues
from mapapp.extract.clause import lemma_of
from mapapp.extract.counts.figures import Figure
from mapapp.extract.counts.lexicon import GROUPS, NOUNS, PERSONS, STATES, WORDS, noun_kind, nth
from mapapp.extract.counts.nouns import Sort, next_word, sort_of
from mapapp.extract.counts.standing import is_headline, is_nationality, stands

_NUMBERED: Mapping[str, int] = WORDS["persons"]["numbered"]
_REFLEXIVE = frozenset(WORDS["persons"]["reflexive"])
_PRONOUNS = frozenset(WORDS["persons"]["pronouns"])
_SUBJECTS = frozenset(WORDS["persons"]["subjects"])
_DEATHS = frozenset(WORDS["persons"]["deaths"])
_FALLING = frozenset(WORDS["persons"]["falling"])
_DETERMINERS = frozenset({"a", "an", "the", "another", "one", "his", "her", "their", "its", "this", "that"})
_NO_PERSONS = frozenset({"PUNCT", "SPACE", "CCONJ", "SCONJ", "AUX", "NUM"})
_LOOSE = frozenset({"appos", "compound", "attr", "npadvmod", "amod", "nmod", "poss"})
"""Parts in which a person only describes another: "Haniyeh, the leader of Hamas"."""


def persons_in(sentence: Sentence, figures: list[Figure]) -> list[Figure]:
    """Persons that no number of `figures` counts, each as a figure of its own."""
    counted = {token.i for figure in figures for token in (figure.noun, figure.number, figure.first)}
    found = [
        as_figure(sentence, token, first, value)
        for token, first, value in chain(_numbered(sentence), _single(sentence))
        if token.i not in counted and first.i not in counted
    ]
    return [one for at, one in enumerate(found) if not (at and _describes(one, found[at - 1]))]


def _describes(person: Figure, before: Figure) -> bool:
    """“Haji Abdul Sattar, a 52-year-old trader, was shot”: one person, by name and by what he is."""
    named = [figure.noun.ent_type_ == "PERSON" for figure in (before, person)]
    between, behind = person.text[before.end : person.begin], person.text[person.end :].lstrip()
    return named[0] != named[1] and between.strip() == "," and behind.startswith(",")


def _numbered(sentence: Sentence) -> Iterator[tuple[Token, Token, int]]:
    """“Twins”, “twin daughters”, “the couple”, “both pilots”."""
    for token in sentence:
        value = _NUMBERED.get(token.lower_) or (2 if token.lower_ in {"both", "twin"} else None)
        if value is None or token.ent_type_ == "PERSON":
            continue
        noun = token.head if token.dep_ in {"amod", "compound", "det", "predet", "nmod"} else token
        plural = noun != token and noun.tag_ == "NNS" and lemma_of(noun) in PERSONS
        if plural or (noun == token and token.dep_ not in {"preconj", "cc", "cc:preconj"}):
            yield noun, next((c for c in noun.children if c.dep_ == "det" and c.i < token.i), token), value


def _single(sentence: Sentence) -> Iterator[tuple[Token, Token, int]]:
    for token in sentence:
        if token.pos_ in _NO_PERSONS or _is_passer(token):
            continue
        determiner = next((c for c in token.children if c.dep_ in {"det", "poss"} and c.i < token.i), None)
        own_life = is_own_life(token)
        listed = token.i > token.sent.start and token.nbor(-1).lower_ in {"then", "and"}
        object_ = token.lower_ in _REFLEXIVE and (token.dep_ in {"dobj", "conj", "pobj"} or listed)
        pronoun = token.lower_ in _PRONOUNS and token.dep_ == "dobj"
        if object_ or own_life or pronoun or (is_pronoun(token) and token.dep_ in {"nsubj", "nsubjpass"}):
            yield token, token, 1
        elif token.dep_ in _LOOSE and not stands(token) and not (_is_rank(token) and _is_hurt(token)):
            continue
        elif _is_rank(token):
            ranked = token.i + 1 < token.sent.end and token.nbor().lower_ in {"to", "of"}
            if (
                (token.pos_ in {"ADJ", "NOUN", "DET", "PRON"} or _is_hurt(token))
                and not ranked
                and not _is_ordered(token, determiner)
                and not _has_noun(token)
            ):
                yield token, determiner or token, 1
        elif _is_single(token, determiner):
            yield token, _opening(token, determiner), 1


def is_own_life(token: Token) -> bool:
    """“Took his own life”, “before falling to his death”."""
    if lemma_of(token) == "life":
        return any(child.lower_ == "own" for child in token.children)
    falls = token.dep_ == "pobj" and token.head.lower_ == "to" and lemma_of(token.head.head) in _FALLING
    return falls and token.lower_ == "death" and token.head.head.dep_ in {"pcomp", "advcl"}


def _is_passer(token: Token) -> bool:
    """Of "a passer-by" the "by" counts."""
    return token.lower_ == "passer" and token.i + 2 < token.sent.end and token.nbor(2).lower_ == "by"


def is_own_self(token: Token) -> bool:
    """“Himself”, “his own life”."""
    return token.lower_ in _REFLEXIVE or is_own_life(token)


def is_pronoun(token: Token) -> bool:
    """“He”, “she”: somebody named elsewhere."""
    return token.lower_ in _SUBJECTS


def _is_ordered(token: Token, determiner: Token | None) -> bool:
    """“The first bomb killed two, the second five”: no person."""
    definite = determiner is not None and determiner.lower_ == "the"
    return definite and any(t.lower_ == "first" for t in token.doc[token.sent.start : token.i])


def _is_rank(token: Token) -> bool:
    return nth(token.lower_) is not None or token.lower_ == "another"


def _has_noun(token: Token) -> bool:
    """“A second blast”: the ordinal only orders a noun."""
    following = token.nbor() if token.i + 1 < token.sent.end else None
    if _is_hurt(token):
        return False
    return token.dep_ in {"amod", "det"} or (
        following is not None and following.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"}
    )


def _is_hurt(token: Token) -> bool:
    """“Third hurt in gun attack”: no noun, but what befell the third."""
    if token.i + 1 >= token.sent.end or token.nbor().lower_ not in {"hurt", "injured", "wounded", "killed", "dead"}:
        return False
    return token.i + 2 >= token.sent.end or token.nbor(2).pos_ not in {"NOUN", "PROPN"}


def _is_single(token: Token, determiner: Token | None) -> bool:
    if _is_aged(token):
        return determiner is not None
    if (
        token.pos_ == "PRON"
        or token.tag_ not in {"NN", "NNP", "JJ"}
        or (token.ent_type_ in {"ORG", "GPE"} and not is_headline(token))
        or any(child.dep_ == "nummod" for child in token.children)
    ):
        return False
    if token.ent_type_ == "PERSON":
        named = token.dep_ == "pobj" and token.head.lower_ == "of" and noun_kind(token.head.head) is not None
        return (
            not _is_row(token)
            and not _is_place(token)
            and token.tag_ == "NNP"
            and (token.dep_ in {"dobj", "nsubj", "nsubjpass", "conj"} or named)
        )
    if token.ent_type_ == "NORP":
        return is_nationality(token)
    if token.lower_ == "by" and token.i > 1 and token.nbor(-2).lower_ == "passer":
        return True
    word = lemma_of(token)
    if _is_death(token):
        first = any(child.lower_ in {"first", "only"} or nth(child.lower_) for child in token.children)
        return determiner is not None and (
            determiner.lower_ in {"a", "an", "another"} or (first and determiner.lower_ == "the")
        )
    if (
        word in GROUPS
        or word in NOUNS
        or word in _NUMBERED
        or (sort_of(token, None) is not Sort.PERSONS and not _may_be_person(token, determiner))
    ):
        return False
    if determiner is None:  # a headline: "Soldier killed in border clash"
        named = token.tag_ == "NN" or (token.tag_ == "NNP" and word in PERSONS and token.ent_type_ == "")
        return (named and token.dep_ in {"dobj", "nsubj", "nsubjpass", "conj", "ROOT"}) or is_headline(token)
    return determiner.lower_ in _DETERMINERS or determiner.dep_ == "poss"


def _is_row(name: Token) -> bool:
    """“Zaporizhzhia, 3 dead”: a place that the recogniser takes for a person."""
    doc, at = name.doc, name.i
    return at + 3 < name.sent.end and doc[at + 1].text == "," and doc[at + 2].like_num and doc[at + 3].lower_ in STATES


def _is_place(name: Token) -> bool:
    """“Meconta District”, “PORT-AU-PRINCE, Haiti —”: other places that it takes for persons."""
    opens = name.text.isupper() and name.left_edge.i == name.sent.start
    dateline = opens and next_word(name).text in {",", "(", "-", "–", "—", "/"}
    return lemma_of(name) in cues.PLACE_NOUNS or dateline


def _is_aged(token: Token) -> bool:
    """“A five-year-old”."""
    begins = token.i - 4 >= token.sent.start
    return token.lower_ == "old" and begins and token.nbor(-2).lower_ == "year" and not _has_noun(token)


def _is_death(token: Token) -> bool:
    """“A death”, of nobody named."""
    return (
        lemma_of(token) in _DEATHS and token.tag_ == "NN" and not any(child.lower_ == "of" for child in token.children)
    )


def _may_be_person(token: Token, determiner: Token | None) -> bool:
    """“Killed a bouncer”, “the goalkeeper and three others died”: whoever is killed and is on no list."""
    if determiner is not None and any(c.dep_ == "conj" and _is_counted(c) for c in token.children):
        return sort_of(token, None) is Sort.UNKNOWN
    indefinite = determiner is not None and determiner.lower_ in {"a", "an", "another"}
    return indefinite and token.dep_ in {"dobj", "nsubjpass", "nsubj", "conj"} and sort_of(token, None) is Sort.UNKNOWN


def _is_counted(token: Token) -> bool:
    """“Three others”, “his brother”: certainly persons."""
    numbered = any(child.dep_ == "nummod" for child in token.children)
    own = any(child.dep_ == "poss" for child in token.children)
    return (numbered or own) and (lemma_of(token) in PERSONS or lemma_of(token) == "other")


def _opening(token: Token, determiner: Token | None) -> Token:
    if token.i - 2 >= token.sent.start and _is_passer(token.nbor(-2)):
        return token.doc[token.nbor(-2).left_edge.i]
    if determiner is not None and determiner.dep_ == "det":
        return determiner
    if is_nationality(token):
        return token.nbor(-1)
    if is_headline(token):
        return token
    return token.doc[token.left_edge.i] if token.left_edge.i >= token.sent.start else token


def as_figure(sentence: Sentence, noun: Token, first: Token, value: int) -> Figure:
    """Persons told without a number, as a figure."""
    unknown = noun.tag_ == "NN" and not _is_rank(noun) and not _is_aged(noun) and sort_of(noun, None) is Sort.UNKNOWN
    start = first.idx - sentence.start_char
    return Figure(
        first=first,
        number=first,
        noun=noun,
        sort=Sort.UNKNOWN if unknown else Sort.PERSONS,
        text=sentence.text,
        begin=start,
        start=start,
        end=max(noun.idx + len(noun), first.idx + len(first)) - sentence.start_char,
        low=value,
        high=value,
        approximate=False,
        single=True,
    )
