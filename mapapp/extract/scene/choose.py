"""Where this act happened: a step of its own, since most places in a report are not the scene of anything.

Two questions, one model. `places_of_act` asks which name of the sentence is the place of an act, known to a list or
not. `Look` asks where to draw an incident, and is stricter, because a wrong point on a map costs more than a
missing one: never a state that acts, a country named without "in", or a speaker; and where a name that no list has is
the likeliest, no other is put in its place, unless the text says that it lies there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gazetteer.place import PlaceKind
from mapapp.domain.area import Relation
from mapapp.domain.mention import Resolution, Use
from mapapp.extract import cues
from mapapp.extract.scene.among import words_between
from mapapp.extract.scene.around import LIES_IN, place_around
from mapapp.extract.scene.candidates import Candidate, candidates
from mapapp.extract.scene.elsewhere import is_elsewhere
from mapapp.extract.scene.lists import with_list
from mapapp.extract.scene.model import SceneModel, the_model
from mapapp.extract.scene.none import CLAUSES
from mapapp.extract.scene.reasons import why
from mapapp.extract.scene.speakers import is_spoken_from
from mapapp.extract.scene.tree import governing
from mapapp.extract.tellings import PlaceHint
from mapapp.sentence import Sentence, Word

NEAREST = 40
"""Names looked at, those nearest to the act: a sentence with more is a list or no sentence."""
LEAST_SHOWN = 0.1
"""For an incident a less likely name will do: that something happened is known, and only the place is asked for."""
PLACES = frozenset({"GPE", "LOC", "FAC"})


def places_of_act(
    trigger: Word, sentence: Sentence, resolutions: Sequence[Resolution], offset: int, model: SceneModel | None = None
) -> tuple[PlaceHint, ...]:
    """The names that are the place of an act, the best first; empty where none is likely enough.

    Args:
        trigger: the word that tells of the act.
        sentence: parsed, of one block.
        resolutions: of the mentions inside the sentence, in order.
        offset: where the block begins in the report's text, in code points.
        model: another than the program's own, for tests.
    """
    model = model or the_model()
    names = _near(trigger, candidates(sentence, resolutions, offset))
    chances = model.chances(trigger, names)
    return _chosen(trigger, names, chances, range(len(names)), model.least)


def scene_names(sentence: Sentence, resolutions: Sequence[Resolution], offset: int) -> list[Candidate]:
    """The names of a sentence without those where nothing happens, as the hospital to which somebody was brought.

    The arguments are those of `places_of_act`.
    """
    return [name for name in candidates(sentence, resolutions, offset) if not is_elsewhere(name)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """An act and the names of its sentence that may be its scene, each with its chance."""

    trigger: Word
    names: Sequence[Candidate]
    chances: Sequence[float]
    """0 to 1 for each name; they sum to less than 1."""

    @classmethod
    def of(cls, trigger: Word, names: Sequence[Candidate]) -> Look:
        """Look around an act.

        Args:
            trigger: the word that tells of it.
            names: of its sentence, from `scene_names`.
        """
        near = _near(trigger, names)
        return cls(trigger=trigger, names=near, chances=the_model().chances(trigger, near))

    def scene(self) -> tuple[PlaceHint, ...]:
        """The places that the sentence gives for an incident, best first; empty where it gives none."""
        trigger, names, chances = self.trigger, self.names, self.chances
        shown = [i for i, name in enumerate(names) if _may_be_shown(name)]
        strange = _strange_scene(names, chances)
        if strange is None:
            return _chosen(trigger, names, chances, shown, LEAST_SHOWN) or _said_where(trigger, names)
        listed = [at for at in with_list(names, strange, set(shown)) if at != strange]
        if listed:
            return tuple(_hint(trigger, names[at], names[strange], chances[strange]) for at in listed)
        around = place_around(strange, names, chances, shown)
        if around is not None:
            return (_hint_around(names[strange], names[around]),)
        return (_hint(trigger, names[strange], names[strange], chances[strange]),)

    def chance_of(self, resolution: Resolution) -> float | None:
        """How likely a name is the scene; None where it stands too far off to be looked at."""
        return next((self.chances[i] for i, name in enumerate(self.names) if name.resolution is resolution), None)


def _said_where(trigger: Word, names: Sequence[Candidate]) -> tuple[PlaceHint, ...]:
    """“From Rustaveli Avenue in Tbilisi, where they were protesting”: the name that “where” stands for."""
    clause = next((word for word in (trigger, *trigger.ancestors) if word.dep_ in CLAUSES), trigger)
    where = next((child for child in clause.children if child.lower_ == "where"), None)
    if where is None or clause.dep_ != "relcl":
        return ()
    at = next((at for at, name in enumerate(names) if name.head == clause.head), None)
    if at and names[at].resolution.mention.use is Use.REFERENCE and words_between(names[at - 1], names[at]) in LIES_IN:
        at -= 1
    return (_hint(trigger, names[at], names[at], 1.0),) if at is not None and _is_drawn(names[at]) else ()


def _is_drawn(name: Candidate) -> bool:
    return name.resolution.place is not None and name.resolution.mention.use is Use.PLACE


def _strange_scene(names: Sequence[Candidate], chances: Sequence[float]) -> int | None:
    """The number of the likeliest name, where that is one that no list has."""
    best = max(range(len(names)), key=lambda at: chances[at], default=None)
    if best is None or chances[best] < the_model().least or names[best].resolution.place is not None:
        return None
    name = names[best]
    named = name.resolution.mention.use is Use.PLACE if name.listed else name.head.ent_type_ in PLACES
    return best if named else None


def _near(trigger: Word, names: Sequence[Candidate]) -> Sequence[Candidate]:
    if len(names) <= NEAREST:
        return names
    nearest = sorted(names, key=lambda name: abs(name.head.i - trigger.i))[:NEAREST]
    return sorted(nearest, key=lambda name: name.first)


def _chosen(
    trigger: Word, names: Sequence[Candidate], chances: Sequence[float], eligible: Sequence[int], least: float
) -> tuple[PlaceHint, ...]:
    best = max(eligible, key=lambda at: chances[at], default=None)
    if best is None or chances[best] < least:
        return ()
    if best + 1 in eligible and _only_says_where(names[best], names[best + 1]):
        return (_hint(trigger, names[best + 1], names[best + 1], chances[best]),)
    scene = with_list(names, best, set(eligible))
    return tuple(_hint(trigger, names[at], names[best], chances[best]) for at in scene)


def _only_says_where(country: Candidate, name: Candidate) -> bool:
    """“In the eastern Syria city of Deir Ezzor”: the country is part of how the city is called."""
    place = country.resolution.place
    wide = place is not None and place.kind is PlaceKind.COUNTRY
    return wide and words_between(country, name).removeprefix("'s ").removeprefix("’s ") == "<place> of"


def _may_be_shown(name: Candidate) -> bool:
    """May it be the place of an incident at all?

    A state is named for what it does ("brokered by Russia") far more often than for where something happened, so a
    country counts only after a word such as "in", whatever the model says of it.
    """
    place = name.resolution.place
    if place is None or not _is_drawn(name):
        return False
    if place.kind is PlaceKind.COUNTRY and not _is_part(name):
        preposition = governing(name.head)
        return preposition is not None and preposition.lower_ in cues.COUNTRY_LOCATIVE
    return not is_spoken_from(name.head)


def _is_part(name: Candidate) -> bool:
    """“A quake shook southwestern Haiti”: a part of a country does nothing."""
    area = name.resolution.area
    return area is not None and area.relation is Relation.PART


def _hint_around(name: Candidate, around: Candidate) -> PlaceHint:
    surface, wider = name.resolution.mention.surface, around.resolution.mention
    return PlaceHint(
        resolution=around.resolution,
        span=wider.span,
        surface=wider.surface,
        confidence=round(around.resolution.confidence * 0.8, 3),
        sentence=f"“{surface}”, which no list has, lies in it",
        area=around.resolution.area,
    )


def _hint(trigger: Word, name: Candidate, best: Candidate, chance: float) -> PlaceHint:
    mention = name.resolution.mention
    return PlaceHint(
        resolution=name.resolution,
        span=mention.span,
        surface=mention.surface,
        confidence=name.resolution.confidence,
        sentence=why(trigger, name, best, chance),
        area=name.resolution.area,
    )
