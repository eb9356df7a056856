"""From where to where something moved: “evacuated from Homs to Idlib”, “left Daraya for Idlib”, “arrived in Larkana
from Dadu”. The words are in `words.toml`; the rest is grammar.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gazetteer.place import PlaceKind
from mapapp.domain.incident import PlaceRole
from mapapp.domain.mention import Resolution, Use
from mapapp.extract.movement.movers import movers_of
from mapapp.extract.movement.way import End, end_of
from mapapp.extract.movement.words import FROM, TO
from mapapp.extract.scene.candidates import Candidate, candidates
from mapapp.extract.tellings import PlaceHint
from mapapp.sentence import Sentence, Word

WIDE = frozenset({PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.REGION})


def ends_of(trigger: Word, sentence: Sentence, resolutions: Sequence[Resolution], offset: int) -> tuple[PlaceHint, ...]:
    """The ends of a movement that the sentence tells, origins first; empty where it tells none.

    The arguments are those of `scene.choose.places_of_act`.
    """
    names = [one for one in candidates(sentence, resolutions, offset) if one.listed]
    heads, moves = {name.head.i for name in names}, movers_of(trigger)
    found: dict[PlaceRole, list[PlaceHint]] = {PlaceRole.ORIGIN: [], PlaceRole.DESTINATION: []}
    for name in names:
        if _names_a_place(name) and (end := end_of(name.head, heads - {name.head.i}, moves)):
            found[end.role].append(_hint(name, end))
    return tuple(hint for hints in found.values() for hint in _innermost(hints))


def _names_a_place(name: Candidate) -> bool:
    """Also what was taken for part of a force's name, where it stands right behind a word of direction: “government
    troops withdrew from Kunduz”.
    """
    use, head = name.resolution.mention.use, name.head
    first = next((word for word in (head, *head.ancestors) if word.dep_ != "conj"), head)
    direct = first.dep_ == "pobj" and first.head.lower_ in FROM | TO
    return use is Use.PLACE or (use is Use.ORGANISATION and direct)


def with_ends(ends: tuple[PlaceHint, ...], scene: tuple[PlaceHint, ...]) -> tuple[PlaceHint, ...]:
    """The ends, and the place of the act before them, where none says whence: it is where they were driven out."""
    if not ends or any(hint.role is PlaceRole.ORIGIN for hint in ends):
        return ends or scene
    told = {hint.span for hint in ends}
    around = {_id_around(hint) for hint in ends}
    own = [hint for hint in scene if hint.span not in told and not _is_any(hint, around)]
    return (*(own if len(own) == len(scene) else ()), *ends)


def completed(places: tuple[PlaceHint, ...], others: Sequence[tuple[PlaceHint, ...]]) -> tuple[PlaceHint, ...]:
    """Places with the end that another sentence tells of the same movement: “… left Mosul. They arrived in Erbil.”"""
    for role in (PlaceRole.ORIGIN, PlaceRole.DESTINATION):
        roles = {hint.role for hint in places}
        if role in roles or roles <= {PlaceRole.SCENE}:
            continue
        more = next((own for hints in others if (own := tuple(h for h in hints if h.role is role))), ())
        known = {hint.resolution.place for hint in places}
        more = tuple(hint for hint in more if hint.resolution.place not in known)
        places = (*more, *places) if role is PlaceRole.ORIGIN else (*places, *more)
    return places


def carried_roles(hints: tuple[PlaceHint, ...], *, movement: bool) -> tuple[PlaceHint, ...]:
    """Places of the sentence before, for another event: what is no movement itself happened where that one began."""
    if movement:
        return hints
    began = tuple(hint for hint in hints if hint.role is not PlaceRole.DESTINATION)
    return tuple(replace(hint, role=PlaceRole.SCENE) for hint in began or hints)


def _hint(name: Candidate, end: End) -> PlaceHint:
    mention = name.resolution.mention
    side = "where the movement began" if end.role is PlaceRole.ORIGIN else "where the movement led"
    grounds = f"“{end.word}” goes with “{end.mover.text}”" if end.word else f"it is the object of “{end.mover.text}”"
    return PlaceHint(
        resolution=name.resolution,
        span=mention.span,
        surface=mention.surface,
        confidence=name.resolution.confidence,
        sentence=f"“{mention.surface}” is {side}: {grounds}",
        area=name.resolution.area,
        role=end.role,
    )


def _innermost(hints: Sequence[PlaceHint]) -> list[PlaceHint]:
    """Without a province or a country that only says where another end lies: “to Adre, Chad”."""
    around = {_id_around(hint) for hint in hints}
    return [hint for hint in hints if not _is_any(hint, around)]


def _id_around(hint: PlaceHint) -> tuple[str | None, str | None]:
    place = hint.resolution.place
    if place is None or place.kind is PlaceKind.COUNTRY:
        return None, None
    return (place.admin1_id if place.admin1_id != place.id else None, place.country_code)


def _is_any(hint: PlaceHint, around: set[tuple[str | None, str | None]]) -> bool:
    place = hint.resolution.place
    if place is None or place.kind not in WIDE:
        return False
    if place.kind is PlaceKind.COUNTRY:
        return any(place.country_code == country for _, country in around)
    return any(place.id == admin1 for admin1, _ in around)
