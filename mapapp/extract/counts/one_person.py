"""Is a noun one person, told without a number: "a farmer", "Lance Naik Gul Rehman", "a third", "a five-year-old"?"""

from __future__ import annotations

from mapapp.extract import cues
from mapapp.extract.clause import lemma_of
from mapapp.extract.counts.lexicon import GROUPS, NOUNS, NUMBERED, PERSONS, STATES, WORDS, noun_kind, nth
from mapapp.extract.counts.nouns import Sort, next_word, sort_of
from mapapp.extract.counts.standing import is_headline, is_nationality
from mapapp.sentence import Word

_DEATHS = frozenset(WORDS["persons"]["deaths"])
_DETERMINERS = frozenset({"a", "an", "the", "another", "one", "his", "her", "their", "its", "this", "that"})


def is_passer(token: Word) -> bool:
    """Of "a passer-by" the "by" counts."""
    return token.lower_ == "passer" and token.i + 2 < token.sent.end and token.nbor(2).lower_ == "by"


def is_ordered(token: Word, determiner: Word | None) -> bool:
    """“The first bomb killed two, the second five”: no person."""
    definite = determiner is not None and determiner.lower_ == "the"
    return definite and any(t.lower_ == "first" for t in token.doc[token.sent.start : token.i])


def is_rank(token: Word) -> bool:
    """“A third”, “another”."""
    return nth(token.lower_) is not None or token.lower_ == "another"


def has_noun(token: Word) -> bool:
    """“A second blast”: the ordinal only orders a noun."""
    following = token.nbor() if token.i + 1 < token.sent.end else None
    if is_hurt(token):
        return False
    return token.dep_ in {"amod", "det"} or (
        following is not None and following.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"}
    )


def is_hurt(token: Word) -> bool:
    """“Third hurt in gun attack”: no noun, but what befell the third."""
    if token.i + 1 >= token.sent.end or token.nbor().lower_ not in {"hurt", "injured", "wounded", "killed", "dead"}:
        return False
    return token.i + 2 >= token.sent.end or token.nbor(2).pos_ not in {"NOUN", "PROPN"}


def is_single(token: Word, determiner: Word | None) -> bool:
    """Is it one person, by name, by noun or by age?

    Args:
        token: a noun.
        determiner: its article or possessive; None: it has none.
    """
    if is_aged(token):
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
        or (word in NOUNS and word not in PERSONS)
        or word in NUMBERED
        or (sort_of(token, None) is not Sort.PERSONS and not _may_be_person(token, determiner))
    ):
        return False
    if determiner is None:  # a headline: "Soldier killed in border clash"
        named = token.tag_ == "NN" or (token.tag_ == "NNP" and word in PERSONS and token.ent_type_ == "")
        return (named and token.dep_ in {"dobj", "nsubj", "nsubjpass", "conj", "ROOT"}) or is_headline(token)
    return determiner.lower_ in _DETERMINERS or determiner.dep_ == "poss"


def _is_row(name: Word) -> bool:
    """“Zaporizhzhia, 3 dead”: a place that the recogniser takes for a person."""
    doc, at = name.doc, name.i
    return at + 3 < name.sent.end and doc[at + 1].text == "," and doc[at + 2].like_num and doc[at + 3].lower_ in STATES


def _is_place(name: Word) -> bool:
    """“Meconta District”, “PORT-AU-PRINCE, Haiti —”: other places that it takes for persons."""
    opens = name.text.isupper() and name.left_edge.i == name.sent.start
    dateline = opens and next_word(name).text in {",", "(", "-", "–", "—", "/"}
    return lemma_of(name) in cues.PLACE_NOUNS or dateline


def is_aged(token: Word) -> bool:
    """“A five-year-old”."""
    begins = token.i - 4 >= token.sent.start
    return token.lower_ == "old" and begins and token.nbor(-2).lower_ == "year" and not has_noun(token)


def _is_death(token: Word) -> bool:
    """“A death”, of nobody named."""
    return (
        lemma_of(token) in _DEATHS and token.tag_ == "NN" and not any(child.lower_ == "of" for child in token.children)
    )


def _may_be_person(token: Word, determiner: Word | None) -> bool:
    """“Killed a bouncer”, “the goalkeeper and three others died”: whoever is killed and is on no list."""
    if determiner is not None and any(c.dep_ == "conj" and _is_counted(c) for c in token.children):
        return sort_of(token, None) is Sort.UNKNOWN
    indefinite = determiner is not None and determiner.lower_ in {"a", "an", "another"}
    return indefinite and token.dep_ in {"dobj", "nsubjpass", "nsubj", "conj"} and sort_of(token, None) is Sort.UNKNOWN


def _is_counted(token: Word) -> bool:
    """“Three others”, “his brother”: certainly persons."""
    numbered = any(child.dep_ == "nummod" for child in token.children)
    own = any(child.dep_ == "poss" for child in token.children)
    return (numbered or own) and (lemma_of(token) in PERSONS or lemma_of(token) == "other")


def opening_word(token: Word, determiner: Word | None) -> Word:
    """The first word of the person's wording."""
    if token.i - 2 >= token.sent.start and is_passer(token.nbor(-2)):
        return token.doc[token.nbor(-2).left_edge.i]
    if determiner is not None and determiner.dep_ == "det":
        return determiner
    if is_nationality(token):
        return token.nbor(-1)
    if is_headline(token):
        return token
    return token.doc[token.left_edge.i] if token.left_edge.i >= token.sent.start else token
