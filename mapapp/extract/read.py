"""A document with its places → tellings, sentence by sentence, remembering what was named before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from gazetteer.place import PlaceKind
from gazetteer.reason import Reason
from mapapp.domain.claim import Attribution, CountRange, Stance
from mapapp.domain.document import Block, BlockKind, Document
from mapapp.domain.incident import AHEAD, COUNTED, Status
from mapapp.domain.mention import Resolution, Use
from mapapp.domain.report import Span
from mapapp.domain.when import TimePrecision, When
from mapapp.extract import cues, dates
from mapapp.extract.clause import is_perfect, lemma_of, token_at, verb_of
from mapapp.extract.counts import read_counts, shared, told_again
from mapapp.extract.dates.time_named import TimeNamed
from mapapp.extract.day.timetable import Timetable
from mapapp.extract.denial import Denial, denial_of
from mapapp.extract.kind.settle import BLOODLESS, settled
from mapapp.extract.locate import by_reference, carried, has_other_place_words
from mapapp.extract.long_ago import YEAR, points_to_it, year_of_another_event
from mapapp.extract.memory import CARRY_SENTENCES, Memory
from mapapp.extract.movement import carried_roles, ends_of, with_ends
from mapapp.extract.parties.cast import Parties, blamed, parties
from mapapp.extract.parties.table import names_a_group
from mapapp.extract.predicates import EventWords, Trigger
from mapapp.extract.register import Entry, Register
from mapapp.extract.scene.candidates import Candidate
from mapapp.extract.scene.choose import Look, scene_names
from mapapp.extract.scope import Scope, scope_of
from mapapp.extract.sources import attribution_of, is_interested
from mapapp.extract.standing.opinion import Opinion
from mapapp.extract.strayed import without_strayed
from mapapp.extract.tellings import (
    PlaceHint,
    Telling,
    chosen,
    comes_after,
    is_background,
    is_harm,
    is_spoken_of,
    reference_of,
    stands_in,
    tells_where_or_when,
)
from mapapp.extract.whereabouts.place_named import PlaceNamed, named_in, named_unparsed
from mapapp.extract.whereabouts.places_named import PlacesNamed
from mapapp.sentence import ParsedText, Sentence, Word

N = TypeVar("N")
K = TypeVar("K", bound=Hashable)
LONG_REPORT_BLOCKS = 5
"""A shorter report has no lead that sums it up: its first paragraph tells."""
LEAST_BESIDE_A_GROUP = 0.5
"""A place that has the name of an armed group is no scene unless it is this sure: Azov is a town, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Here:
    """The sentence being read, with what was already found in it."""

    sentence: Sentence
    offset: int
    """Where its block begins in the report's text."""
    span: Span
    resolutions: list[Resolution]
    names: Sequence[Candidate]
    """That may be where something happened, also those that no list has."""
    named_places: tuple[PlaceNamed, ...]
    """Of these, the known places."""
    counts: tuple[CountRange, ...]
    attribution: Attribution | None
    block: BlockKind
    summary: bool
    sure: frozenset[str]
    """Codes of the kinds that it tells of as a whole, wherever their words stand."""
    announced: str | None
    """The group of kinds of what it announces."""


class ReportReader:
    """Reads one document; make a new one for each."""

    def __init__(self, document: Document, resolutions: Sequence[Resolution], words: EventWords) -> None:
        self.document = document
        self.named = resolutions
        """All names, also those that are no scene."""
        known = [one for one in resolutions if not _is_rather_a_group(one)]
        self.resolutions, strayed = without_strayed(known)
        self.starts = [resolution.mention.span.start for resolution in self.resolutions]
        self.words = words
        self.times = dates.Timeline(document)
        self.timetable = Timetable(anchor=self.times.anchor)
        self.places_named = PlacesNamed()
        self.memory = Memory()
        self.notes: list[str] = strayed
        self.count_reasons: list[tuple[Span, Reason]] = []
        """Why each figure of the report counts as what it does, in order."""
        self.faint: list[Telling] = []
        """What only the sentence as a whole speaks for, and not much: no news, unless the report tells nothing else."""
        self.history: list[Telling] = []
        """What is only told again; it is no news, unless the report tells nothing else."""
        self.bodies = sum(1 for block in document.blocks if block.kind is BlockKind.BODY)

    def tellings(self, docs: Sequence[ParsedText | None]) -> list[Telling]:
        """All tellings in reading order.

        Args:
            docs: for each block its parsed text; None for a block that cannot tell of an event.
        """
        found: list[Telling] = []
        seen_bodies = seen_headlines = 0
        for block, doc in zip(self.document.blocks, docs, strict=True):
            summary = (block.kind is BlockKind.HEADLINE and seen_bodies == 0) or (
                block.kind is BlockKind.BODY and seen_bodies == 0 and self.bodies >= LONG_REPORT_BLOCKS
            )
            subheading = block.kind is BlockKind.HEADLINE and (seen_bodies > 0 or seen_headlines > 0)
            seen_bodies += block.kind is BlockKind.BODY
            seen_headlines += block.kind is BlockKind.HEADLINE
            if doc is None or block.kind in {BlockKind.CAPTION, BlockKind.BOILERPLATE} or subheading:
                self._remember_places(self._inside(block.span) if block.kind is BlockKind.BODY else [])
                if block.kind is BlockKind.BODY:
                    times = self.times.pass_block(self.document.of(block))
                    self._note(self.timetable, times, block, summary=summary)
                    self._note(self.places_named, named_unparsed(self._inside(block.span)), block, summary=summary)
                continue
            self.times.open_block(doc.text)
            begins = dates.long_dateline_end(doc.text)
            for sentence in doc.sents:
                if sentence.end_char <= begins:
                    self._remember_places(self._inside(Span(start=block.span.start, end=block.span.start + begins)))
                    continue
                told = self._sentence(sentence, block, summary=summary)
                times = next((t.named_times for t in told if t.named_times), ()) or self.times.named_in(
                    sentence.start_char, sentence.end_char
                )
                self._note(self.timetable, times, block, summary=summary)
                self.times.close_sentence(
                    sentence.start_char, sentence.end_char, next((t.when for t in told if t.own_time), None)
                )
                found.extend(told)
        return found

    def _note(self, register: Register[N, K], named: tuple[N, ...], block: Block, *, summary: bool) -> None:
        """What a sentence names."""
        if named:
            stands = stands_in(block.kind, summary=summary)
            register.add(Entry(order=self.memory.order, paragraph=block.span.start, stands=stands, named=named))

    def _inside(self, span: Span) -> list[Resolution]:
        first = bisect_left(self.starts, span.start)
        last = bisect_left(self.starts, span.end)
        return [r for r in self.resolutions[first:last] if span.contains(r.mention.span)]

    def _remember_places(self, resolutions: Sequence[Resolution]) -> None:
        self.memory.places.extend(
            r
            for r in resolutions
            if r.place is not None
            and r.place.kind is not PlaceKind.COUNTRY
            and r.mention.use in {Use.PLACE, Use.REFERENCE, Use.DATELINE}
        )

    def _sentence(self, sentence: Sentence, block: Block, *, summary: bool) -> list[Telling]:
        self.memory.order += 1
        offset = block.span.start
        span = _trimmed(sentence, offset)
        if span is None:
            return []
        inside = self._inside(span)
        self._remember_places(inside)
        names = scene_names(sentence, inside, offset)
        named = named_in(names)
        self._note(self.places_named, named, block, summary=summary)
        attribution = attribution_of(sentence, offset, self.memory.attribution)
        counts = self._real_counts(sentence, offset)
        harmed = any(is_harm(count) for count in counts)
        opinion = Opinion.of(sentence)
        found = settled(sentence, self.words.triggers(sentence), harmed=harmed, to_come=opinion.announced)
        triggers, notes = chosen(found.triggers, sentence, counts, opinion, found.plain)
        if not triggers:
            kinds = {count.kind for count in counts}
            counts += [again for again in self._told_again(sentence, offset) if again.kind not in kinds]
        self.notes.extend([*found.notes, *notes])
        here = _Here(
            sentence=sentence,
            offset=offset,
            span=span,
            resolutions=inside,
            names=names,
            named_places=named,
            counts=tuple(counts),
            attribution=attribution,
            block=block.kind,
            summary=summary,
            sure=found.sure,
            announced=opinion.announced,
        )
        told = [self._telling(trigger, scope, here) for trigger, scope in triggers]
        harm = next((telling for telling in told if telling.effect), None)
        told = [telling for telling in told if not telling.effect]
        accused = () if triggers else blamed(sentence, offset, self.memory.parties)
        denial = denial_of(sentence)
        if denial and (
            any(one.status in {Status.DENIED, Status.DISPUTED} for one in told) or (denial.of_its_own and not told)
        ):
            denial = None
        if not told and harm is not None:
            told = [replace(harm, row=None, reference=True, effect=False, counts=here.counts)]
        elif not told and (counts or accused or (not denial and self._tells_where_or_when(sentence, inside))):
            told = [self._addition(here, None, accused)]
        if denial:
            told.append(replace(self._addition(here, denial, ()), counts=()))
        if (
            not any(t.row for t in told)
            and not harmed
            and found.faint
            and (scope := scope_of(found.faint.token)).status
        ):
            self.faint.append(self._telling(found.faint, scope, here))
        told = [t if t.row else replace(t, likely=found.likeliest, likely_chance=found.likeliest_chance) for t in told]
        kept = [telling for telling in _shared_counts(told) if not self._is_history(telling, sentence)]
        today = self.times.anchor.day
        if today is not None and (year := year_of_another_event(sentence, today.year)) is not None:
            self.memory.long_ago = year, self.memory.order
        self.memory.parties.read(sentence, offset)
        self.memory.attribution = attribution or self.memory.attribution
        if kept:
            self.memory.last = kept[-1]
        return kept

    def _tells_where_or_when(self, sentence: Sentence, inside: Sequence[Resolution]) -> bool:
        names = inside or self.times.named_in(sentence.start_char, sentence.end_char)
        return bool(names) and tells_where_or_when(sentence)

    def _real_counts(self, sentence: Sentence, offset: int) -> list[CountRange]:
        """The counts of a sentence without those that are no toll of today: imagined, long past, before a court."""
        published = self.document.report.published
        reading = read_counts(sentence, offset, published.year if published else None, self.memory.aboard_near())
        if reading.aboard is not None:
            self.memory.aboard = reading.aboard, self.memory.order
        self.notes.extend(reading.notes)
        self.count_reasons.extend(reading.reasons)
        return list(reading.counts)

    def _told_again(self, sentence: Sentence, offset: int) -> list[CountRange]:
        last = self.memory.last
        near = last is not None and self.memory.order - last.order <= 1
        return told_again(sentence, offset, last.counts) if near and last is not None else []

    def _telling(self, trigger: Trigger, scope: Scope, here: _Here) -> Telling:
        background = is_background(trigger.token) and not _is_what_is_denied(trigger.token, scope)
        if trigger.row.group == here.announced and scope.status is Status.PLANNED:
            background = False
        elif background and scope.status is Status.PLANNED:  # "under the deal they will leave": the deal stands
            scope = Scope(Status.REPORTED, "named as the setting of another event")
        elif trigger.row.event_type.code in here.sure:
            background = False
        reference, group = reference_of(trigger.token)
        look = Look.of(trigger.token, here.names)
        places, own_place = self._where(look, here, movement=trigger.row.movement)
        when, own_time = self._when(trigger.token, scope, here)
        after = comes_after(trigger.token)
        if after:
            places, own_place = (), False
        spoken_of = reference and is_spoken_of(trigger.token)
        if after or spoken_of:
            when, own_time = dates.undated(self.times.anchor), False
        actors, targets = parties(
            trigger,
            here.sentence,
            here.offset,
            self.memory.parties,
            source=here.attribution,
            places=[r.mention.span for r in here.resolutions if r.place is not None and r.mention.use is Use.PLACE],
        )
        start = here.offset + trigger.token.idx
        return Telling(
            row=trigger.row,
            trigger=Span(start=start, end=start + len(trigger.token)),
            words=trigger.words,
            type_why=trigger.why,
            scope=scope,
            status=_status(scope, here.attribution),
            places=places,
            own_place=own_place,
            when=when,
            own_time=own_time,
            elsewhere=not own_place and _names_unknown_place(here),
            counts=here.counts,
            actors=actors,
            targets=targets,
            attribution=here.attribution,
            sentence=here.span,
            wording=here.span.of(self.document.text),
            block=here.block,
            order=self.memory.order,
            reference=reference or after,
            group=group,
            summary=here.summary,
            effect=trigger.effect and not actors,
            paragraph=here.offset,
            named_times=() if after or spoken_of else self._named_times(trigger.token, scope, here),
            named_places=tuple((named, look.chance_of(named.resolution)) for named in here.named_places),
            bare=background or after or (scope.status is Status.HYPOTHETICAL and not own_place),
        )

    def _addition(self, here: _Here, denial: Denial | None, actors: Parties) -> Telling:
        """A sentence without an event of its own: it adds numbers or a culprit to one told before, or denies it."""
        root = _told_by(here)
        scope = denial.scope if denial else Scope(Status.REPORTED, "adds to an event told before")
        look = Look.of(root, here.names)
        places, own_place = ((), False) if denial else self._where(look, here)
        when, own_time = self._when(root, scope, here)
        return Telling(
            row=None,
            trigger=Span(start=here.offset + denial.position, end=here.span.end) if denial else here.span,
            words="",
            scope=scope,
            status=scope.status or Status.REPORTED,
            places=places,
            own_place=own_place,
            when=when,
            own_time=own_time,
            elsewhere=not denial and not own_place and _names_unknown_place(here),
            counts=here.counts,
            actors=actors,
            targets=(),
            attribution=here.attribution,
            sentence=here.span,
            wording=here.span.of(self.document.text),
            block=here.block,
            order=self.memory.order,
            reference=True,
            group=reference_of(root)[1],
            summary=here.summary,
            paragraph=here.offset,
            named_times=self._named_times(root, scope, here),
            named_places=tuple((named, look.chance_of(named.resolution)) for named in here.named_places),
        )

    def _where(self, look: Look, here: _Here, *, movement: bool = False) -> tuple[tuple[PlaceHint, ...], bool]:
        """The places of an act, and whether its sentence names them."""
        trigger, own = look.trigger, look.scene()
        if movement:
            own = with_ends(ends_of(trigger, here.sentence, here.resolutions, here.offset), own)
        if own:
            return own, True
        if standing := by_reference(trigger, here.sentence, self.memory.places, here.offset):
            return standing, False
        last = self.memory.last
        if (
            last is None
            or has_other_place_words(here.resolutions)
            or _names_unknown_place(here)
            or self.memory.order - last.order > CARRY_SENTENCES
        ):
            return (), False
        start = here.offset + trigger.idx
        places = carried_roles(last.places, movement=movement)
        return carried(places, Span(start=start, end=start + len(trigger))), False

    def _when(self, trigger: Word, scope: Scope, here: _Here) -> tuple[When | None, bool]:
        when = self.times.of_act(trigger, here.sentence, future=_is_ahead(trigger, scope))
        if when is not None:
            return when, True
        if self.times.refused:
            return dates.undated(self.times.anchor), True
        last = self.memory.last
        if last is not None and last.when is not None and last.own_time and self.memory.order - last.order <= 1:
            if _same_source(last, here):
                rule = f"the time of the sentence before, by the same source: {last.when.rule}"
                return replace(last.when, wording="", rule=rule), False
            if _goes_on(last, here, scope):
                return replace(last.when, wording="", rule=f"the day of the sentence before: {last.when.rule}"), False
        return dates.undated(self.times.anchor), False

    def _named_times(self, trigger: Word, scope: Scope, here: _Here) -> tuple[TimeNamed, ...]:
        return self.times.named_for(trigger, here.sentence, future=_is_ahead(trigger, scope))

    def _is_history(self, telling: Telling, sentence: Sentence) -> bool:
        """Background is listed with its reason, not shown as today's event. What is to come is no history."""
        if telling.status is Status.PLANNED:
            return False
        act = next((t for t in sentence if t.idx == telling.trigger.start - self._offset(telling)), sentence.root)
        why = _history_words(sentence, act, dated=telling.own_time)
        if why is None and telling.row is None and not telling.own_time:
            why = self._bare_year(sentence, act)
        if why is None and not telling.own_time and points_to_it(sentence):
            why = self.memory.long_ago_near()
        if why is None and telling.own_time and telling.when and dates.is_long_past(telling.when, self.times.anchor):
            why = telling.when.wording
        if why is None:
            return False
        self.notes.append(f"“{telling.words or telling.wording[:60]}” left out as history, because of “{why}”.")
        past = Scope(Status.HISTORICAL, f"“{why}” puts it into the past")
        self.history.append(replace(telling, status=Status.HISTORICAL, scope=past))
        return True

    def _bare_year(self, sentence: Sentence, act: Word) -> str | None:
        """“More than 1,100 were killed in the violence after the 2007 poll”; but “2000 were killed”."""
        published = self.document.report.published
        years = (word for word in sentence if YEAR.fullmatch(word.text) and word.ent_type_ == "DATE")
        past = (year for year in years if published and int(year.text) < published.year)
        return next((str(year.text) for year in past if _in_clause(year, act)), None)

    def _offset(self, telling: Telling) -> int:
        return next(b.span.start for b in self.document.blocks if b.span.contains(telling.sentence))


def _is_what_is_denied(token: Word, scope: Scope) -> bool:
    """“Denies what is said about an explosion”."""
    return scope.status is Status.DENIED and token.head.lower_ == "about"


def _is_rather_a_group(resolution: Resolution) -> bool:
    """“Suspicion fell on al-Shabaab”: there are villages of that name, but hardly here."""
    return resolution.confidence < LEAST_BESIDE_A_GROUP and names_a_group(resolution.mention.surface)


def _history_words(sentence: Sentence, act: Word, *, dated: bool) -> str | None:
    """The words of the act's own clause which put it into the past."""
    lowered = sentence.text.lower()
    for phrase in cues.HISTORY_PHRASES:
        at = lowered.find(phrase)
        if at >= 0 and _in_clause(_token_at(sentence, sentence.start_char + at), act):
            return str(phrase)
    year = next((c.text for c in act.children if YEAR.fullmatch(c.text) and c.dep_ in {"nummod", "compound"}), None)
    past = (t for t in sentence if not t.ent_type_ and _puts_into_the_past(t, act, dated=dated))
    return year or next((str(token.text) for token in past), None)


def _puts_into_the_past(token: Word, act: Word, *, dated: bool) -> bool:
    lemma = token.lemma_.lower()
    if lemma in cues.HISTORY or (lemma in cues.OCCASIONS and not dated):
        return True
    return lemma in cues.REMEMBERED and token.is_ancestor(act)


def _token_at(sentence: Sentence, position: int) -> Word:
    return token_at(sentence, position) or sentence.root


def _in_clause(token: Word, act: Word) -> bool:
    """Is the verb that the token belongs to the act, or one that governs it?"""
    verb = (
        token
        if token.pos_ == "VERB"
        else next((above for above in token.ancestors if above.pos_ in {"VERB", "AUX"}), token)
    )
    return verb == act or verb.is_ancestor(act)


def _names_unknown_place(here: _Here) -> bool:
    """Does the sentence name a place that no list has, or put its act “in” a name that nobody knows?"""
    if any(r.mention.use is Use.PLACE and r.place is None for r in here.resolutions):
        return True
    known = [r.mention.span for r in here.resolutions]
    return any(
        token.dep_ == "pobj"
        and token.pos_ == "PROPN"
        and token.head.lower_ in {"in", "at", "near"}
        and token.ent_type_ not in {"DATE", "TIME", "EVENT", "LAW", "LANGUAGE"}
        and not any(span.start <= here.offset + token.idx < span.end for span in known)
        for token in here.sentence
    )


def _told_by(here: _Here) -> Word:
    """The verb of the first number, rather than that of who tells it: “an officer in Bunia spoke of 117 dead”."""
    root = here.sentence.root
    if lemma_of(root) not in cues.SPEECH_VERBS or not here.counts:
        return root
    token = token_at(here.sentence, here.counts[0].span.start - here.offset)
    return verb_of(token) if token is not None else root


def _trimmed(sentence: Sentence, offset: int) -> Span | None:
    text = sentence.text
    start = sentence.start_char + len(text) - len(text.lstrip())
    end = sentence.start_char + len(text.rstrip())
    return Span(start=offset + start, end=offset + end) if start < end else None


def _status(scope: Scope, attribution: Attribution | None) -> Status:
    if scope.status is not Status.REPORTED:
        return scope.status or Status.REPORTED
    if attribution is None:
        return Status.REPORTED
    if attribution.stance is Stance.DENIES:
        return Status.REPORTED
    return Status.CLAIMED if is_interested(attribution) else Status.REPORTED


def _shared_counts(tellings: list[Telling]) -> list[Telling]:
    """Of several events in one sentence each number belongs to the nearest that can have it."""
    if not tellings:
        return tellings

    starts = [telling.trigger.start for telling in tellings]

    def nearest(count: CountRange) -> int:
        fitting = [i for i, t in enumerate(tellings) if t.row is None or _can_have(t, count)] or range(len(tellings))
        return min(fitting, key=lambda i: (_is_not_so(tellings[i], count), abs(starts[i] - count.span.start)))

    own = shared(tellings[0].counts, nearest, len(tellings))
    return [replace(telling, counts=counts) for telling, counts in zip(tellings, own, strict=True)]


def _same_source(last: Telling, here: _Here) -> bool:
    voices = last.attribution, here.attribution
    return voices[0] is not None and voices[1] is not None and voices[0].said_by == voices[1].said_by


def _goes_on(last: Telling, here: _Here, scope: Scope) -> bool:
    """Does the paragraph go on telling of the same day?"""
    when = last.when
    past = {last.status, scope.status}.isdisjoint(AHEAD)
    day = when is not None and when.precision in {TimePrecision.HOUR, TimePrecision.DAY} and not when.is_said
    return past and day and not here.summary and last.sentence.start >= here.offset


def _is_ahead(trigger: Word, scope: Scope) -> bool:
    """“Will march on Friday”, “is forecast to pass over Nadi on Saturday”; but “may have struck on Friday”."""
    return scope.status is Status.PLANNED or (scope.status is Status.HYPOTHETICAL and not is_perfect(trigger))


def _is_not_so(telling: Telling, count: CountRange) -> bool:
    """“Ten were killed when a rumour of a kidnapping set off a riot”: the dead are not those of the rumour."""
    return is_harm(count) and telling.status not in COUNTED


_OWN_KIND = {
    "surrendered": "strategic.surrender",
    "evacuated": "strategic.displacement",
    "displaced": "strategic.displacement",
    "detained": "strategic.arrests",
    "abducted": "civilians.abduction",
    "infected": "natural.epidemic",
}


def _is_bloodless(telling: Telling) -> bool:
    """“A raid left two dead, and 300 fled”: nobody dies of fleeing."""
    return telling.row is not None and telling.row.group in BLOODLESS


def _can_have(telling: Telling, count: CountRange) -> bool:
    if is_harm(count) and _is_bloodless(telling):
        return False
    own = _OWN_KIND.get(count.kind.value)
    code = telling.row.event_type.code if telling.row else ""
    if own is not None:
        return own == code
    return code not in set(_OWN_KIND.values()) - {"natural.epidemic", "civilians.abduction"}
