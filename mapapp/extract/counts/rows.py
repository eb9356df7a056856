"""Numbers in rows: "killed: 2; wounded: 26", "(deaths 799, injured 8,422)", "all on board: five crew and 13 others"."""

from __future__ import annotations

from collections.abc import Iterator

from mapapp.extract.counts.figures import Figure
from mapapp.extract.counts.lexicon import STATES, Role, noun_kind, phrase_kind
from mapapp.extract.counts.nouns import next_word
from mapapp.extract.counts.reading import before_bound, objects
from mapapp.extract.counts.roles import Cue
from mapapp.sentence import Word


def by_label(figure: Figure) -> Iterator[Cue]:
    """“Killed: 2; wounded: 26”, “Dead, 13.”"""
    start, doc, sent = before_bound(figure), figure.noun.doc, figure.noun.sent
    mark = doc[start - 1].text if start > sent.start else ""
    at = start - 2 if mark in {":", ","} else start - 1
    if at < sent.start or next_word(figure.last).lower_ in STATES or (mark != ":" and not _is_row(doc[at], figure)):
        return
    if kind := STATES.get(doc[at].lower_) or noun_kind(doc[at]):
        yield kind, doc[at]


def _is_row(label: Word, figure: Figure) -> bool:
    """“(Deaths 799, injured 8,422)”: a label and its number, and nothing else, between marks."""
    if figure.number.lower_ == "one":
        return False  # "the fatal one"
    opens = label.i == label.sent.start or label.nbor(-1).text in {"(", ":", ",", ";", "[", "the"}
    closes = figure.number.i + 1 >= label.sent.end or figure.number.nbor().text in {")", "]", ",", ";", "."}
    return opens and closes


def by_list(figure: Figure) -> Iterator[Cue]:
    """“Killed everyone on board: five crew and 13 passengers”."""
    start, doc, sent = before_bound(figure), figure.noun.doc, figure.noun.sent
    if start - 1 <= sent.start or doc[start - 1].text != ":":
        return
    for verb in doc[sent.start : start]:
        whole = [
            noun for noun in objects(verb) if noun.tag_ == "NNS" or noun.lower_ in {"everyone", "everybody", "all"}
        ]
        if whole and (kind := phrase_kind(verb, Role.PATIENT)):
            yield kind, verb
