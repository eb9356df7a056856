"""How many persons, of which kind, as a range: from the sentence's figures and the words that govern them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from mapapp.domain.claim import CountKind, CountRange
from mapapp.domain.report import Span
from mapapp.extract import cues
from mapapp.extract.numbers import VAGUE, number_of
from mapapp.extract.clause import OBJECTS, is_person

_KINDS: Mapping[str, Mapping[str, list[str]]] = cues.CUES["counts"]
_BY_OBJECT = {verb.split()[0]: kind for kind, roles in _KINDS.items() for verb in roles["object"]}
_BY_SUBJECT = {verb.split()[0]: kind for kind, roles in _KINDS.items() for verb in roles["subject"]}
_BY_WORD: Mapping[str, str] = cues.CUES["count_words"]
_BOUNDS: list[tuple[str, str]] = sorted(
    ((phrase, bound) for bound, phrases in cues.CUES["bounds"].items() for phrase in phrases),
    key=lambda pair: -len(pair[0]),
)
_PART = re.compile(
    r"(?:including|among them|among those|half of them)[,:]?\s*"
    r"(?:at least|about|some|around|nearly|almost|more than)?\s*$"
)
_LIVES = frozenset({"claim", "take", "cost"})
_SINGLE = frozenset({"a", "an", "another", "one"})


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number in a sentence, with the noun it counts."""

    token: Token
    """The number's last word."""
    noun: Token
    """What is counted; the number itself where the noun is left out ("wounding 238")."""
    start: int
    """Of the wording, in the block."""
    end: int
    value: int
    vague: bool
    least: int | None = None
    """The lower end, where the text gives both: "10-15", "between 30 and 40"."""


def counts_in(sentence: Sentence, offset: int) -> list[CountRange]:
    """The counts that a parsed sentence states, whole counts before their subsets.

    Args:
        sentence: parsed.
        offset: where the sentence's block begins in the report's text.
    """
    found: list[CountRange] = []
    figures: dict[str, _Figure] = {}
    for figure in [*_figures(sentence), *_single_persons(sentence)]:
        whole = _whole_of(figure, found)
        kind = _kind_of(figure) or (whole.kind if whole else None)
        if kind is None:
            continue
        count = _range(figure, kind, offset)
        if found and whole is None and _is_added(figure, figures.get(found[-1].wording), found[-1], count):
            found[-1] = _sum(found[-1], count)
            figures[found[-1].wording] = figure
            continue
        found.append(replace(count, subset_of=whole.wording) if whole else count)
        figures[count.wording] = figure
    return _joined(found)


def _is_added(figure: _Figure, last: _Figure | None, told: CountRange, count: CountRange) -> bool:
    """“Two soldiers and three civilians”: the nouns are joined, so the numbers add up."""
    return last is not None and told.kind == count.kind and figure.noun in last.noun.conjuncts and not told.subset_of


def _sum(left: CountRange, right: CountRange) -> CountRange:
    return replace(
        left,
        low=None if left.low is None or right.low is None else left.low + right.low,
        high=None if left.high is None or right.high is None else left.high + right.high,
        approximate=left.approximate or right.approximate,
        wording=f"{left.wording} and {right.wording}",
        span=Span(start=min(left.span.start, right.span.start), end=max(left.span.end, right.span.end)),
    )


def _figures(sentence: Sentence) -> Iterator[_Figure]:
    for token in sentence:
        if token.ent_type_ in {"DATE", "TIME", "PERCENT", "MONEY", "ORDINAL", "QUANTITY"} and token.lower_ not in VAGUE:
            continue
        if not _is_number(token) or _continues(token) or _begins_range(token) or _multiplies(token):
            continue
        text, first = _number_text(token)
        value = number_of(text) if token.lower_ not in VAGUE else None
        vague = value is None
        if vague:
            value = _vague_value(token)
        noun = _counted_noun(token)
        if first.i > sentence.start and first.nbor(-1).lower_ in {"no", "*", "/", "="}:
            continue
        if value is None or value <= 0 or _is_thing(noun) or _is_age_or_year(token, value, noun):
            continue
        end = max(token.idx + len(token), noun.idx + len(noun))
        least = _range_start(token)
        low = number_of(least.text) if least is not None else None
        start = min(first.idx, noun.idx, least.idx if least is not None else first.idx)
        yield _Figure(token, noun, start, end, value, vague, low if low is not None and low < value else None)


def _vague_value(token: Token) -> int | None:
    """The least that a vague number can mean: "thousands" 2,000, "tens of thousands" 20,000."""
    value = VAGUE.get(token.lower_)
    many = token.nbor(-2).lower_ if token.i - token.sent.start >= 2 and token.nbor(-1).lower_ == "of" else ""
    if value is not None and many in {"tens", "hundreds", "dozens"}:
        return value * {"tens": 10, "hundreds": 100, "dozens": 12}[many]
    return value


def _range_start(token: Token) -> Token | None:
    """The number that begins a range which ends with this one: "10" in "10-15" and in "between 10 and 15"."""
    if token.i - token.sent.start < 2 or not token.nbor(-2).like_num:
        return None
    joint = token.nbor(-1).lower_
    if joint == "-" and token.is_alpha:
        return None  # "twenty-two" is one number
    between = token.i - token.sent.start > 2 and token.nbor(-3).lower_ == "between"
    return token.nbor(-2) if joint in {"-", "–", "to"} or (joint == "and" and between) else None


def _multiplies(token: Token) -> bool:
    """“Tens” of “tens of thousands”."""
    if token.lower_ not in {"tens", "hundreds", "dozens"} or token.i + 2 >= token.sent.end:
        return False
    return token.nbor().lower_ == "of" and token.nbor(2).lower_ in {"thousands", "millions"}


def _begins_range(token: Token) -> bool:
    if token.i + 2 >= token.sent.end:
        return False
    end = token.nbor(2)
    return bool(end.like_num) and _range_start(end) == token


def _is_number(token: Token) -> bool:
    if token.lower_ in VAGUE:
        return token.lower_ not in {"several", "few", "many"} or token.dep_ in {"amod", "nummod"}
    return token.like_num and token.pos_ in {"NUM", "NOUN", "PROPN", "ADJ"} and token.tag_ != "LS"


def _continues(token: Token) -> bool:
    """Is the next word part of the same number ("two hundred", "two hundred and six")?"""
    if token.i + 1 >= len(token.doc):
        return False
    following = token.nbor()
    if _large(token) and following.lower_ == "and" and token.i + 2 < len(token.doc):
        return bool(token.nbor(2).like_num)
    return bool(following.like_num) and following.dep_ != "conj" and token.is_ascii and not token.is_punct


def _large(token: Token) -> bool:
    return token.lower_ in {"hundred", "thousand", "million"}


def _number_text(token: Token) -> tuple[str, Token]:
    """The whole number that ends with the token, and its first word."""
    first = token
    while first.i > token.sent.start:
        left = first.nbor(-1)
        if left.lower_ == "and" and left.i > token.sent.start and _large(left.nbor(-1)):
            first = left.nbor(-1)
        elif left.like_num and left.dep_ in {"compound", "quantmod", "nummod", "advmod", "amod", "det"}:
            first = left
        elif left.text == "-" and left.i > token.sent.start and left.nbor(-1).like_num and left.nbor(-1).is_alpha:
            first = left.nbor(-1)
        else:
            break
    return token.doc[first.i : token.i + 1].text.replace(" - ", "-"), first


def _counted_noun(token: Token) -> Token:
    """The noun that a number counts: its head, or what follows "of" ("hundreds of people")."""
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            for inner in child.children:
                if inner.dep_ == "pobj":
                    return inner
    if token.dep_ in {"nummod", "amod", "quantmod", "compound", "det"}:
        return token.head if not token.head.like_num else _counted_noun(token.head)
    return token


def _is_thing(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    if lemma in cues.THINGS or noun.lower_ in cues.THINGS:
        return not any(inner.lemma_.lower() in {"people", "person", "child"} for inner in noun.children)
    return noun.pos_ == "SYM"


def _is_age_or_year(token: Token, value: int, noun: Token) -> bool:
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    if following is not None and following.text in {"*", "/", "="}:
        return True
    if following is not None and (
        following.text in {"-", "%"}
        or following.lower_ in {"percent", "per", "a.m.", "p.m.", "am", "pm", "years", "year"}
    ):
        return True
    if noun == token and 1900 <= value <= 2100 and token.dep_ in {"pobj", "npadvmod"} and token.is_digit:
        return True
    before = token.nbor(-1) if token.i > token.sent.start else None
    return noun == token and token.dep_ in {"appos", "nummod"} and before is not None and before.text == ","


def _single_persons(sentence: Sentence) -> Iterator[_Figure]:
    """“A woman and her child”: persons told one by one, as the object of a verb that counts its objects."""
    for token in sentence:
        if token.pos_ != "NOUN" or not is_person(token) or token.tag_ != "NN" or token.dep_ not in OBJECTS | {"conj"}:
            continue
        determiner = next((c for c in token.children if c.dep_ in {"det", "poss"}), None)
        numbered = any(child.like_num for child in token.children)
        if (
            determiner is None
            or numbered
            or token.lemma_.lower()
            in {"family", "group", "crew", "staff", "police", "personnel", "security", "household", "couple"}
        ):
            continue
        single = determiner.lower_ in _SINGLE or (determiner.dep_ == "poss" and determiner.pos_ == "PRON")
        if single and _kind_of(_Figure(token, token, 0, 1, 1, False)) is not None:
            yield _Figure(
                token,
                token,
                token.left_edge.idx if token.dep_ != "conj" else determiner.idx,
                token.idx + len(token),
                1,
                False,
            )


def _kind_of(figure: _Figure) -> CountKind | None:
    word = figure.noun.lemma_.lower()
    if kind := _BY_WORD.get(word) or _BY_WORD.get(figure.noun.lower_):
        return CountKind(kind)
    following = figure.token.nbor() if figure.token.i + 1 < len(figure.token.doc) else None
    if following is not None and (kind := _BY_WORD.get(following.lower_)):
        return CountKind(kind)  # "57 dead and 120 injured"
    if "toll" in {t.lower_ for t in figure.token.sent} and figure.noun == figure.token and _under_toll(figure.token):
        return CountKind.KILLED
    if figure.noun != figure.token and not _countable(figure.noun):
        return None
    at = figure.noun
    for _ in range(6):
        kind = _role_kind(at)
        if kind:
            return CountKind(kind)
        if at.dep_ == "conj" or (
            at.dep_ in {"appos", "nmod", "nummod", "quantmod", "pobj", "prep", "npadvmod", "attr", "dobj"}
            and at.head.pos_ in {"NOUN", "PROPN", "NUM", "ADP"}
        ):
            at = at.head
            continue
        break
    return None


def _countable(noun: Token) -> bool:
    if is_person(noun) or noun.lower_ in VAGUE:
        return True
    return noun.pos_ in {"NUM", "ADJ", "PROPN", "PRON"} or (
        noun.tag_ == "NNS" and noun.lower_.endswith(("ers", "ists", "ians", "ees", "ors", "ants", "men", "women"))
    )


def _under_toll(token: Token) -> bool:
    at = token
    for _ in range(5):
        if at.lemma_.lower() == "toll" or any(c.lemma_.lower() == "toll" for c in at.children):
            return True
        at = at.head
    return False


def _role_kind(noun: Token) -> str | None:
    """The kind by the verb that governs the noun and the noun's part in it."""
    for child in noun.children:  # "107 killed", "the people displaced by"
        if child.dep_ in {"acl", "relcl"}:
            lemma = child.lemma_.lower()
            if kind := (_BY_OBJECT.get(lemma) if child.tag_ == "VBN" else None) or _BY_SUBJECT.get(lemma):
                return kind
        if child.dep_ in {"amod", "acl", "oprd"} and (kind := _BY_WORD.get(child.lower_)):
            return kind
    verb = noun.head
    lemma = verb.lemma_.lower()
    if noun.dep_ == "dobj" and lemma in cues.SPEECH_VERBS:
        return _misread_subject(verb)
    if noun.dep_ in OBJECTS:
        if lemma == "shoot":
            return "killed" if any(c.lower_ == "dead" for c in (*verb.children, *noun.children)) else None
        if lemma in _LIVES and noun.lemma_.lower() == "life":
            return "killed"
        if lemma == "leave" and (kind := _left(verb, noun)):
            return kind
        return _BY_OBJECT.get(lemma)
    if noun.dep_ in {"nsubj", "npadvmod", "nummod"}:
        bare = noun.like_num and verb.tag_ == "VBD"  # "Four killed in Lagos"
        if (
            (verb.tag_ == "VBN" or bare)
            and (kind := _BY_OBJECT.get(lemma))
            and not any(c.dep_ in {"dobj"} for c in verb.children)
        ):
            return kind
        return _BY_SUBJECT.get(lemma) or _complement(verb) or _conjoined_kind(verb)
    return None


def _misread_subject(speech: Token) -> str | None:
    """“Said almost 6,000 civilians … have been evacuated”: parsers take the subject for what was said."""
    for clause in speech.children:
        if clause.dep_ == "ccomp" and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in clause.children):
            lemma = clause.lemma_.lower()
            return (_BY_OBJECT.get(lemma) if clause.tag_ == "VBN" else None) or _BY_SUBJECT.get(lemma)
    return None


def _left(verb: Token, noun: Token) -> str | None:
    """“Left 12 dead”, "left 300 homeless", "left four people injured"."""
    for word in (*verb.children, *noun.children):
        if word.dep_ in {"oprd", "acomp", "xcomp", "ccomp", "amod", "acl", "advcl"} and (
            kind := _BY_WORD.get(word.lower_) or _BY_OBJECT.get(word.lemma_.lower())
        ):
            return kind
    following = noun.nbor() if noun.i + 1 < len(noun.doc) else None
    return _BY_WORD.get(following.lower_) if following is not None else None


def _complement(verb: Token) -> str | None:
    """“Twelve are missing”, "40 were dead"."""
    if verb.lemma_ not in {"be", "remain", "lie", "feel", "fear"}:
        return None
    return next((_BY_WORD[c.lower_] for c in verb.children if _BY_WORD.get(c.lower_)), None)


def _conjoined_kind(verb: Token) -> str | None:
    return next((k for c in verb.conjuncts if (k := _BY_SUBJECT.get(c.lemma_.lower()))), None)


def _range(figure: _Figure, kind: CountKind, offset: int) -> CountRange:
    bound, start = _bound(figure)
    low: int | None = figure.value
    high: int | None = figure.value
    if figure.least is not None:
        low = figure.least
    elif bound == "at_least" or (figure.vague and not bound):
        high = None
    elif bound == "at_most":
        low = None
    return CountRange(
        kind=kind,
        low=low,
        high=high,
        approximate=bound in {"about", "at_most"} or figure.vague,
        wording=" ".join(figure.token.doc.text[start : figure.end].split()),
        span=Span(start=offset + start, end=offset + figure.end),
    )


def _bound(figure: _Figure) -> tuple[str, int]:
    """What the words around the figure make of it ("at least"), and where the wording begins."""
    text = figure.token.doc.text.lower()
    before = text[max(0, figure.start - 24) : figure.start].rstrip()
    for phrase, bound in _BOUNDS:
        for tail in (phrase, f"{phrase} the", f"{phrase} a", f"{phrase} an"):
            if before.endswith(tail) and not before[: -len(tail)][-1:].isalpha():
                return bound, text.rfind(phrase, 0, figure.start)
    number_end = figure.token.idx + len(figure.token)
    if text[number_end : number_end + 10].strip().startswith("or more"):
        return "at_least", figure.start
    return "", figure.start


def _whole_of(figure: _Figure, found: list[CountRange]) -> CountRange | None:
    """The count that this one is part of: “including two girls”, “2,000 of them children”, “two girls among them”."""
    text = figure.token.doc.text.lower()
    number_end = figure.token.idx + len(figure.token)
    of_them = text[number_end : number_end + 9].strip().startswith(("of them", "of whom"))
    among = text[figure.end : figure.end + 12].strip().startswith(("among them", "among whom", "among those"))
    if of_them or among or _PART.search(text, max(0, figure.start - 32), figure.start):
        return next((count for count in reversed(found) if count.subset_of is None), None)
    return None


def _joined(found: Iterable[CountRange]) -> list[CountRange]:
    """Persons told one by one are one count; of two whole counts of a kind the first, as told, stands."""
    singles: dict[CountKind, list[CountRange]] = {}
    kept: list[CountRange] = []
    for count in found:
        is_single = count.low == count.high == 1 and not any(ch.isdigit() for ch in count.wording)
        if is_single and count.subset_of is None:
            singles.setdefault(count.kind, []).append(count)
        else:
            kept.append(count)
    for kind, persons in singles.items():
        if any(c.kind == kind and c.subset_of is None for c in kept):
            continue
        start, end = min(p.span.start for p in persons), max(p.span.end for p in persons)
        kept.append(
            replace(
                persons[0],
                low=len(persons),
                high=len(persons),
                wording=" and ".join(p.wording for p in persons),
                span=Span(start=start, end=end),
            )
        )
    return kept
