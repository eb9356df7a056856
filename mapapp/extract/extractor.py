"""A document, its parsed blocks and its places → incidents, each with its evidence and its reasons."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gazetteer.reason import Reason
from mapapp.domain.claim import Claim, CountRange, Stance
from mapapp.domain.document import Document
from mapapp.domain.incident import Incident, IncidentPlace, Status
from mapapp.domain.mention import Resolution
from mapapp.domain.report import Span, digest
from mapapp.domain.when import When
from mapapp.extract import shifted
from mapapp.extract.assemble import assemble
from mapapp.extract.coreference.agreement import ONE_OF_A_KIND
from mapapp.extract.day.candidates import Ruled
from mapapp.extract.day.choose import when_of
from mapapp.extract.draft import Draft
from mapapp.extract.locate import focus_of
from mapapp.extract.parties.cast import at_home, together
from mapapp.extract.predicates import EventWords
from mapapp.extract.read import ReportReader
from mapapp.extract.tellings import PlaceHint, Telling
from mapapp.extract.whereabouts.candidates import Located
from mapapp.extract.whereabouts.choose import places_of
from mapapp.sentence import ParsedText

VERSION = "extract-14"
LEAST_PLACE_CONFIDENCE = 0.15
FOLLOW_UPS = frozenset({"strategic", "protest", "riot"})
"""Groups which happen where the report's event did: the evacuation, the aid, the march."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What a document tells."""

    incidents: tuple[Incident, ...]
    """In reading order."""
    notes: tuple[str, ...]
    """What was found but left out, and why: sentences for people."""


class Extractor:
    """Incidents of one document at a time.

    Args:
        words: which words tell of which events.
        signature: what the maker of each incident adds to its name: how the steps before were set up.
    """

    def __init__(self, words: EventWords | None = None, signature: str = "") -> None:
        self.words = words or EventWords()
        self.maker = VERSION + signature

    def may_tell(self, text: str) -> bool:
        """Could this block tell of an event, so that it is worth parsing?"""
        return self.words.may_tell(text)

    def reader(self, document: Document, resolutions: Sequence[Resolution]) -> ReportReader:
        """What reads the sentences of a document, one event after the other."""
        return ReportReader(document, shifted.as_scenes(document.text, resolutions), self.words)

    def extract(
        self, document: Document, docs: Sequence[ParsedText | None], resolutions: Sequence[Resolution]
    ) -> Extraction:
        """Find the incidents of a document.

        Args:
            document: the report in blocks.
            docs: for each block its parsed text, or None where nothing can happen in it.
            resolutions: all place names of the document, in order.
        """
        reader = self.reader(document, resolutions)
        drafts, homeless = drafts_of(reader, docs)
        told = {telling.sentence for draft in drafts for telling in draft.tellings}
        homeless = [telling for telling in homeless if telling.sentence not in told]
        notes = [
            *reader.notes,
            *reader.times.notes,
            *(f"“{_short(t.wording)}” left out: it only refers to an event that is not told here." for t in homeless),
        ]
        focus = focus_of(reader.named)
        drafts, aggregates = _without_aggregates(drafts)
        notes += [
            f"“{_short(d.main.wording)}” left out: a summary without place or date of its own." for d in aggregates
        ]
        whys = sorted(reader.count_reasons, key=_begins)
        ruled = [Ruled(draft=draft, when=when_by_rules(draft)) for draft in drafts]
        whens = [when_of(ruled, at, reader.timetable) for at in range(len(ruled))]
        located = [Located(draft=draft, hints=places_by_rules(draft, focus)) for draft in drafts]
        places = [places_of(located, at, reader.places_named) for at in range(len(located))]
        return Extraction(
            incidents=tuple(
                _incident(document, one, hints, whys, when=when, maker=self.maker)
                for one, hints, when in zip(located, places, whens, strict=True)
            ),
            notes=tuple(dict.fromkeys(notes)),
        )


def drafts_of(reader: ReportReader, docs: Sequence[ParsedText | None]) -> tuple[list[Draft], list[Telling]]:
    """The incidents of a report in the making, and the sentences that belong to none."""
    drafts, homeless = assemble(reader.tellings(docs))
    for more in (reader.faint, reader.history):
        drafts = drafts or assemble(more)[0]
    return drafts, homeless


def _short(wording: str, longest: int = 90) -> str:
    flat = " ".join(wording.split())
    return flat if len(flat) <= longest else flat[: longest - 1] + "…"


def _without_aggregates(drafts: Sequence[Draft]) -> tuple[list[Draft], list[Draft]]:
    """“Thousands have so far surrendered”: a running total with no place and no time is not an incident."""
    kept: list[Draft] = []
    dropped: list[Draft] = []
    for draft in drafts:
        told = " ".join(t.wording.lower() for t in draft.tellings)
        running = any(cue in f" {told} " for cue in (" so far ", " to date ", " since ", " stepped up "))
        named = any(t.own_place or t.own_time for t in draft.tellings)
        (dropped if running and not named else kept).append(draft)
    return (kept, dropped) if kept else (dropped, kept)


def _incident(
    document: Document,
    located: Located,
    hints: tuple[PlaceHint, ...],
    whys: Sequence[tuple[Span, Reason]],
    *,
    when: When | None,
    maker: str,
) -> Incident:
    draft, main = located.draft, located.draft.main
    if main.row is None:
        raise ValueError("an incident needs an event type")
    places = tuple(_place(hint) for hint in hints)
    counts = draft.counts()
    claims = tuple({t.sentence: _claim(document, t) for t in reversed(_fullest_first(draft))}.values())[::-1]
    code = main.row.event_type.code
    country = next((place.country_code for place in places), None)
    actors = at_home(together(t.actors for t in _fullest_first(draft)), country=country, group=draft.group, acts=True)
    targets = at_home(
        together(t.targets for t in _fullest_first(draft)), country=country, group=draft.group, acts=False
    )
    return Incident(
        id=digest(document.report.id, code, str(main.trigger.start)),
        report_ids=(document.report.id,),
        event_type=main.row.event_type,
        status=draft.status,
        places=places,
        when=when,
        actors=actors,
        targets=targets,
        counts=counts,
        claims=claims,
        reasons=(*_reasons(draft, hints or _unplaced(located), when), *_of_counts(counts, whys)),
        confidence=_confidence(draft, hints),
        maker=maker,
    )


def _fullest_first(draft: Draft) -> list[Telling]:
    """The main telling, then the body in order, then the headline and the lead."""
    return sorted(draft.tellings, key=lambda t: (t is not draft.main, t.summary, t.order))


def _place(hint: PlaceHint) -> IncidentPlace:
    place = hint.resolution.place
    if place is None:
        raise ValueError("an incident's place must be resolved")
    ground = shifted.ground_of(hint, place)
    return IncidentPlace(
        place_id=place.id,
        name=place.name,
        surface=hint.surface,
        span=hint.span,
        point=ground.point,
        kind=ground.kind,
        radius_km=ground.radius_km,
        country_code=place.country_code,
        admin1=place.admin1,
        admin1_id=place.admin1_id,
        confidence=hint.confidence,
        modifier=hint.resolution.mention.modifier,
        described=ground.described,
        role=hint.role,
    )


def _claim(document: Document, telling: Telling) -> Claim:
    stance = telling.attribution.stance if telling.attribution else Stance.ASSERTS
    return Claim(
        report_id=document.report.id,
        span=telling.sentence,
        wording=telling.wording,
        attribution=telling.attribution,
        stance=Stance.DENIES if telling.status is Status.DENIED else stance,
    )


def places_by_rules(draft: Draft, focus: PlaceHint | None) -> tuple[PlaceHint, ...]:
    """The places that its sentences give; where they name none, that which the report is about, for some kinds."""
    named = shifted.once(draft.places)
    if not named and focus is not None and draft.group in ONE_OF_A_KIND | FOLLOW_UPS:
        return (focus,)
    return tuple(hint for hint in named if hint.resolution.place and hint.confidence >= LEAST_PLACE_CONFIDENCE)


def _unplaced(located: Located) -> list[PlaceHint]:
    """What is said of an incident that stands nowhere: of names in no list, and of a place that it was not lent."""
    if not located.hints:
        return shifted.once(located.draft.places)
    return [
        replace(hint, sentence=f"“{hint.surface}” is where the report was before, but hardly its place")
        for hint in located.hints
    ]


def when_by_rules(draft: Draft) -> When | None:
    """The time that a sentence gives its act, a body sentence first, before the day on which somebody told of it; else
    the best inherited one.
    """
    timed = [t for t in _fullest_first(draft) if t.when is not None]
    own = sorted((t for t in timed if t.own_time), key=lambda t: t.when is not None and t.when.is_said)
    dated = [t for t in timed if t.when is not None and t.when.start is not None]
    chosen = next(iter(own or dated or timed), None)
    return chosen.when if chosen else None


def _words(telling: Telling) -> str:
    return f"“{telling.words}”" if telling.words else "the sentence"


def _reasons(draft: Draft, hints: Sequence[PlaceHint], when: When | None) -> list[Reason]:
    main = draft.main
    code = main.row.event_type.sub_type if main.row else ""
    reasons = [
        Reason(feature="type", points=1.0, sentence=f"{_words(main)} tells of “{code}”{_because(main)}"),
        Reason(feature="status", points=0.0, sentence=draft.status_why),
    ]
    reasons += [Reason(feature="place", points=h.confidence, sentence=_place_why(h)) for h in hints]
    reasons += shifted.reasons(hints)
    for hint in hints:
        reasons += [
            Reason(feature=f"place:{r.feature}", points=r.points, sentence=f"{hint.surface}: {r.sentence}")
            for r in hint.resolution.reasons
        ]
    if when is not None:
        reasons.append(Reason(feature="when", points=0.0, sentence=when.rule))
    if len(draft.tellings) > 1:
        reasons.append(
            Reason(feature="told", points=0.0, sentence=f"told in {len(draft.tellings)} sentences of the report")
        )
    return reasons


def _of_counts(counts: Sequence[CountRange], whys: Sequence[tuple[Span, Reason]]) -> tuple[Reason, ...]:
    """Why each of the figures that these counts are made of counts as what it does.

    Args:
        counts: of one incident.
        whys: of the whole report, by where the figures begin: each count looks only at its own stretch of them.
    """
    found: dict[Reason, None] = {}
    for count in counts:
        first, last = (bisect_left(whys, edge, key=_begins) for edge in (count.span.start, count.span.end))
        found |= {
            reason: None
            for span, reason in whys[first:last]
            if reason.feature == count.kind.value and count.span.contains(span)
        }
    return tuple(found)


def _begins(why: tuple[Span, Reason]) -> int:
    return why[0].start


def _place_why(hint: PlaceHint) -> str:
    return hint.sentence if hint.resolution.place else f"{hint.sentence}; no list has that name, so it is on no map"


def _because(telling: Telling) -> str:
    return f": {telling.type_why}" if telling.type_why else ""


def _confidence(draft: Draft, hints: Sequence[PlaceHint]) -> float:
    place = next((hint.confidence for hint in hints), 0.3)
    type_sure = 0.9 if draft.main.row and not draft.main.bare else 0.6
    return round(min(0.99, 0.35 + 0.4 * place) * type_sure / 0.9 + 0.2 * (len(draft.tellings) > 1), 3)
