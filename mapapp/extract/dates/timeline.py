"""The times of a report, read sentence by sentence: each act's own, and the day that was named last."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from mapapp.domain.document import Document
from mapapp.domain.when import SAID, TimePrecision, When
from mapapp.extract.clause import token_at
from mapapp.extract.dates.anchor import anchor_of, dateline_end
from mapapp.extract.dates.choice import Candidate, Standing, best_first, looks_back, standing_of
from mapapp.extract.dates.clause_offset import days_from
from mapapp.extract.dates.explicit import one_day
from mapapp.extract.dates.phrase import TimeWords, time_words
from mapapp.extract.dates.relative import DayFromReport, PastSpan
from mapapp.extract.dates.spans import AtTime
from mapapp.extract.dates.standpoint import Interval, Meaning, Standpoint, Undatable, in_words, moved
from mapapp.extract.dates.time_named import TimeNamed
from mapapp.sentence import Sentence, Word

NAMED_SENTENCES = 3
"""A day named longer ago than so many sentences is no longer what "the previous day" counts from."""
LEAST_ENTRIES = 3
HOURS = 24
NOON = 12
_CLOCK = re.compile(
    r"\W*(?P<hour>\d{1,2})[:.h]\d{2}(?:(?P<half>\s?[ap])\.?m\b\.?)?\b(?![:.]\d)(?P<zone>\s*(?:GMT|UTC)\b)?",
    re.IGNORECASE,
)
_LABEL_END = frozenset(":;,.-–—)]")


class Timeline:
    """Times of one report; make a new one for each.

    Args:
        document: the report.
    """

    def __init__(self, document: Document) -> None:
        published = document.report.published
        self.anchor = anchor_of(document)
        self.notes: list[str] = []
        """Time words that date nothing, and why: sentences for people."""
        self.refused = False
        """Did the last act that was asked for have time words that date nothing, as an impossible date?"""
        self._seen = Standpoint(anchor=self.anchor, published=published.date() if published else None)
        self._named_for = 0
        self._words: list[TimeWords] = []
        self._label: TimeWords | None = None
        heads = (_CLOCK.match(document.of(block)) for block in document.blocks)
        self._found: tuple[tuple[int, int, bool], list[Candidate]] = ((-1, -1, False), [])
        """What `_candidates` last found, and for which act, sentence and direction."""
        self._live = sum(1 for head in heads if head) >= LEAST_ENTRIES
        """Is it a live blog, of which each entry begins with its time?"""

    def open_block(self, text: str) -> None:
        """Turn to a block; its sentences are then read in order."""
        self._found = ((-1, -1, False), [])
        skipped = dateline_end(text)
        self._words = [words for words in time_words(text) if words.start >= skipped]
        self._label = next((words for words in self._words[:1] if _is_label(words, text)), None)
        if self._live and (entry := _entry_of(text)) is not None:
            self._label = entry
            self._words = [entry, *(words for words in self._words if words.start >= entry.end)]

    def pass_block(self, text: str) -> tuple[TimeNamed, ...]:
        """Remember the day that a block names which is not read for acts. Returns all times that it names."""
        self.open_block(text)
        named = self.named_in(0, len(text))
        self.close_sentence(0, len(text))
        return named

    def close_sentence(self, start: int, end: int, told: When | None = None) -> None:
        """Remember the day that a sentence named.

        Args:
            start, end: where the sentence lies in its block.
            told: the time that its last act was found to have; None: the first day that it names counts.
        """
        self._named_for -= 1
        if self._named_for <= 0:
            self._seen = replace(self._seen, named=None)
        if told is not None and told.is_said:
            return
        day = _day(told) or self._first_day(start, end)
        if day is not None:
            self._seen = replace(self._seen, named=day)
            self._named_for = NAMED_SENTENCES

    def of_act(self, act: Word, sentence: Sentence, *, future: bool) -> When | None:
        """The time that a sentence gives an act of its own; None: it gives none. What dates nothing is noted."""
        if (when := self._days_from(act, sentence)) is not None:
            return when
        candidates = self._candidates(act, sentence, future=future)
        days = [c for c in candidates if not c.words.only_a_time_of_day]
        self.refused = False
        today = self.anchor.day
        for one in [
            *best_first(days, today),
            *(c for c in best_first(candidates, today) if c.words.only_a_time_of_day),
        ]:
            if self.refused and one.standing is Standing.STATEMENT:
                break
            if isinstance(one.told, Interval):
                return self._when(one, one.told, candidates)
            if not one.words.only_a_time_of_day:
                self.notes.append(f"“{one.words.wording}” dates nothing: {one.told}.")
                self.refused = True
        return None

    def named_for(self, act: Word, sentence: Sentence, *, future: bool) -> tuple[TimeNamed, ...]:
        """All times that a sentence names, with how they stand to an act of it."""
        found = self._candidates(act, sentence, future=future)
        return tuple(
            TimeNamed(when=self._when(one, one.told, found), meaning=_kind_of(one.words.meaning), standing=one.standing)
            for one in found
            if isinstance(one.told, Interval) and not one.words.only_a_time_of_day
        )

    def named_in(self, start: int, end: int) -> tuple[TimeNamed, ...]:
        """All times that a stretch of the block names, of whatever act."""
        seen, found = self._seen, []
        for words in self._words:
            if start <= words.start < end and not words.only_a_time_of_day:
                told = _told(words, seen)
                if isinstance(told, Interval):
                    one = Candidate(words, told, Standing.CLAUSE)
                    when = self._when(one, told, [])
                    found.append(TimeNamed(when=when, meaning=_kind_of(words.meaning), standing=None))
                    if told.is_day:
                        seen = replace(seen, named=told.last)
        return tuple(found)

    def _days_from(self, act: Word, sentence: Sentence) -> When | None:
        """“Four days after bandits had raided the school, parents gathered there on Monday”: when the raid was."""
        found = days_from(act)
        if found is None:
            return None
        main = self.of_act(found.clause.head, sentence, future=False)
        base = _day(main) if main is None or not main.is_said else None
        base = base or self._seen.named
        if base is None:
            return None
        try:
            start, end = one_day(moved(base, found.days), "").bounds()
        except Undatable:  # beyond the calendar
            return None
        rule = f"“{found.wording}”: counted from {in_words(base)}"
        return When(start=start, end=end, precision=TimePrecision.DAY, wording=found.wording, rule=rule)

    def _candidates(self, act: Word, sentence: Sentence, *, future: bool) -> list[Candidate]:
        asked = (act.i, sentence.start, future)
        if self._found[0] == asked:
            return self._found[1]
        self._found = (asked, self._candidates_anew(act, sentence, future=future))
        return self._found[1]

    def _candidates_anew(self, act: Word, sentence: Sentence, *, future: bool) -> list[Candidate]:
        seen = replace(self._seen, future=future)
        found: list[Candidate] = []
        for words in self._of_sentence(sentence):
            back = future and looks_back(words, act, sentence)
            told = _told(words, replace(seen, future=False) if back else seen)
            labelled = words is self._label
            standing = Standing.CLAUSE if labelled else standing_of(words, act, sentence)
            found.append(Candidate(words, told, standing))
            if isinstance(told, Interval) and told.is_day:
                seen = replace(seen, named=told.last)
        return [self._as_said(one, found) for one in found]

    def _as_said(self, one: Candidate, found: Sequence[Candidate]) -> Candidate:
        """“Killed 30 in the past 24 hours, the army said on Wednesday”: the hours before it spoke."""
        said = next((c.told.last for c in found if _is_statement(c) and isinstance(c.told, Interval)), None)
        if said is None or not isinstance(one.words.meaning, PastSpan):
            return one
        return replace(one, told=_told(one.words, self._seen.at(said)))

    def _of_sentence(self, sentence: Sentence) -> list[TimeWords]:
        here = [w for w in self._words if w.start < sentence.end_char and sentence.start_char < w.end]
        inside = [words for words in here if not _opens_clause(words, sentence)]
        return inside or ([self._label] if self._label else [])

    def _when(self, one: Candidate, told: Interval, candidates: list[Candidate]) -> When:
        """With the time of day that stands elsewhere in the clause: “On Monday a bomb went off at 3 p.m.”"""
        wording = one.words.wording
        clock = next((c for c in candidates if c is not one and _tells_hour(c)), None)
        if clock is not None and told.is_day and told.precision is TimePrecision.DAY:
            meaning = clock.words.meaning
            hour = meaning.hour if isinstance(meaning, AtTime) and meaning.world else None
            told = replace(told, precision=TimePrecision.HOUR, hour=hour)
            wording = f"{wording} … {clock.words.wording}"
        start, end = told.bounds()
        said = f"; {SAID}" if one.standing is Standing.STATEMENT else ""
        rule = f"“{wording}”: {told.rule}{said}"
        if self.anchor.day is not None:
            rule += f"; read from {self.anchor.rule}"
        return When(start=start, end=end, precision=told.precision, wording=wording, rule=rule)

    def _first_day(self, start: int, end: int) -> date | None:
        for words in self._words:
            if start <= words.start < end:
                told = _told(words, self._seen)
                if isinstance(told, Interval) and told.is_day:
                    return told.last
        return None


def _told(words: TimeWords, seen: Standpoint) -> Interval | Undatable:
    try:
        return words.meaning.interval(seen)
    except Undatable as why:
        return why


def _kind_of(meaning: Meaning) -> str:
    """“WeekdayNamed”, also of “Monday at 3 p.m.”."""
    inner = meaning.day if isinstance(meaning, AtTime) else meaning
    return type(inner).__name__


def _is_statement(one: Candidate) -> bool:
    return one.standing is Standing.STATEMENT and isinstance(one.told, Interval) and one.told.is_day


def _tells_hour(candidate: Candidate) -> bool:
    own = candidate.standing <= Standing.BESIDE
    return own and candidate.words.only_a_time_of_day and isinstance(candidate.words.meaning, AtTime)


def _day(told: When | None) -> date | None:
    exact = told is not None and told.precision in {TimePrecision.DAY, TimePrecision.HOUR}
    return told.start.date() if told is not None and exact and told.start is not None else None


def _opens_clause(words: TimeWords, sentence: Sentence) -> bool:
    """“Two days after gunmen had shot a judge”: counted from what follows, not from a day named before."""
    last = token_at(sentence, words.end - 1)
    return last is not None and last.dep_ == "mark" and days_from(last.head) is not None


def _entry_of(text: str) -> TimeWords | None:
    """“19:15 GMT – Shells fell on …”: an entry of a live blog is of the day of the report."""
    head = _CLOCK.match(text)
    if head is None or not int(head["hour"]) < HOURS:
        return None
    hour, half = int(head["hour"]), (head["half"] or "").strip().lower()
    if half:
        hour = hour % NOON + NOON * (half == "p")
    meaning = AtTime(day=DayFromReport(0), hour=hour, world=head["zone"] is not None)
    return TimeWords(head.start("hour"), head.end(), text[head.start("hour") : head.end()], meaning)


def _is_label(words: TimeWords, text: str) -> bool:
    """“3 Sep: car bomb …”, “Incident log: 2021-05-12, …”: the words stand apart at the head of their block."""
    ahead = text[: words.start].strip(" \t([*•-–—")
    return text[words.end : words.end + 1] in _LABEL_END and (not ahead or (ahead.endswith(":") and len(ahead) < 40))
