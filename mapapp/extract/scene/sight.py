"""An act and a name of its sentence with everything that the features look at, worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from gazetteer.place import PlaceKind
from mapapp.domain.event_types import read_rows
from mapapp.domain.mention import Use
from mapapp.extract import cues
from mapapp.extract.scene.candidates import Candidate
from mapapp.extract.scene.tree import Way, form_of, governing, role_of, way
from mapapp.sentence import Word

_FINENESS = {PlaceKind.COUNTRY: 0, PlaceKind.REGION: 0, PlaceKind.ADMIN1: 1, PlaceKind.ADMIN2: 2}
FINEST = 3
"""Towns and everything in them, and the names of the text that no list has."""
BUCKETS = (1, 2, 3, 4, 6, 8, 11, 15, 20, 30)
"""Upper ends of the steps in which tokens are counted."""


def bucket(number: int) -> str:
    """The step that a number of tokens falls into, named by its upper end."""
    return next((str(end) for end in BUCKETS if number <= end), "more")


@dataclass(frozen=True, slots=True)
class Act:
    """The word that tells of an act."""

    token: Word
    lemma: str
    """In lower case."""
    form: str
    """See `tree.form_of`."""
    group: str
    """Of the event types, "battle"; "other" for a verb of none."""

    @classmethod
    def of(cls, token: Word) -> Act:
        """Look at a token as an act."""
        lemma = token.lemma_.lower()
        return cls(token, lemma, form_of(token), _groups().get(lemma, "other"))


@lru_cache(maxsize=1)
def _groups() -> Mapping[str, str]:
    """Verb, in its basic form → the group of event types it tells of."""
    found: dict[str, str] = {}
    for row in read_rows():
        for verb in (*row.verbs, *row.person_verbs, *row.nouns):
            found.setdefault(verb, row.group)
    return found


@dataclass(frozen=True, slots=True)
class Sight:
    """A name, seen from an act."""

    name: Candidate
    kind: str
    """Of its place; "unknown" where none is known; "unlisted" where it is only written as a name is."""
    fineness: int
    """0 a country, 1 a province, 2 a district, 3 anything smaller, -1 unlisted."""
    preposition: Word | None
    prep: str
    """The preposition in lower case, "-" for none."""
    role: Word
    way: Way
    after: bool
    """Does it stand after the act?"""

    @classmethod
    def of(cls, act: Act, name: Candidate) -> Sight:
        """Look at a name from an act of the same sentence."""
        preposition = governing(name.head)
        place = name.resolution.place
        unnamed = "unknown" if name.listed else "unlisted"
        coarse = _FINENESS.get(place.kind, FINEST) if place else (FINEST if name.listed else -1)
        return cls(
            name=name,
            kind=place.kind.value if place else unnamed,
            fineness=coarse,
            preposition=preposition,
            prep=preposition.lower_ if preposition is not None else "-",
            role=role_of(name.head),
            way=way(act.token, name.head),
            after=name.first > act.token.i,
        )

    @property
    def side(self) -> str:
        """“before” or “after” the act."""
        return "after" if self.after else "before"

    @property
    def is_place(self) -> bool:
        """Is it a place that the recogniser found, not a people, a government or an organisation?"""
        return self.name.listed and self.name.resolution.mention.use in {Use.PLACE, Use.REFERENCE}

    @property
    def is_located(self) -> bool:
        """Is it a place after a word such as "in"?"""
        return self.is_place and self.prep in cues.LOCATIVE

    def distance(self, act: Act) -> int:
        """Tokens between the act and the name's head."""
        return abs(self.name.head.i - act.token.i)
