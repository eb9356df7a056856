"""One row of a table → the reports of its sources and the incident that they tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from gazetteer.columns import listed
from gazetteer.lookup import Gazetteer
from gazetteer.spreadsheet import unarmoured
from mapapp.domain.claim import Claim, CountKind, CountRange
from mapapp.domain.event_types import EVENT_TYPES
from mapapp.domain.incident import TABLE_MAKER, EventType, Incident, IncidentPlace, Party, Status
from mapapp.domain.mention import Reason
from mapapp.domain.report import Report, Source, SourceKind, Span, digest
from mapapp.domain.when import When
from mapapp.intake.tables.cells import LONGEST_UNKNOWN, NOT_KNOWN, day_of, persons
from mapapp.intake.tables.errors import BadRow, TableNotUnderstood
from mapapp.intake.tables.scheme import COUNTS, Ground, Scheme, key_of
from mapapp.intake.tables.when import parts, spell
from mapapp.intake.tables.where import Found, Key, Places

VERSION = 1
CONFIDENCE = 0.9
"""In an incident that somebody coded by hand."""
MOST_SOURCES = 50
LONGEST_ROW = 1_000_000
"""Characters."""
USUAL = Ground()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one row tells."""

    reports: tuple[Report, ...]
    """One for each source that the row names, all with its text."""
    incident: Incident


class _Text:
    """A row as text: its notes, then each other cell that is read, one a line, with where each of them stands."""

    __slots__ = ("cells", "notes", "starts", "text")

    def __init__(self, cells: Sequence[str], labels: Mapping[int, str], notes: int | None) -> None:
        self.cells = cells
        self.notes = cells[notes].strip() if notes is not None else ""
        self.starts: dict[int, int] = {}
        lines = [self.notes, ""] if self.notes else []
        at = len(self.notes) + 2 if self.notes else 0
        for number, label in labels.items():
            cell = cells[number]
            if cell and number != notes and not cell.isspace():
                self.starts[number] = at + len(label)
                lines.append(label + cell)
                at += len(label) + len(cell) + 1
        self.text = "\n".join(lines)

    @property
    def evidence(self) -> Span:
        """The notes; where there are none, the whole row."""
        return Span(start=0, end=len(self.notes) or len(self.text))

    def span(self, columns: Iterable[int]) -> Span:
        """Where the first of these cells stands that is filled in; else the evidence."""
        for number in columns:
            if (start := self.starts.get(number)) is not None:
                return Span(start=start, end=start + len(self.cells[number]))
        return self.evidence


class RowReader:
    """Reads the rows of one table.

    Args:
        scheme: what the columns mean.
        header: their names.
        gazetteer: where names are looked up, and whose land points are on.
        source: who made the table; None: as the scheme says.

    Raises TableNotUnderstood where a column of the scheme that it needs is not in the header.
    """

    def __init__(self, scheme: Scheme, header: Sequence[str], gazetteer: Gazetteer, source: str | None = None) -> None:
        self.scheme = scheme
        self.name = " ".join((source or scheme.name).split()) or scheme.name
        self.maker = f"{TABLE_MAKER}{scheme.name} {VERSION}"
        self._width = len(header)
        self._at = _bound(scheme, header)
        read = sorted({number for numbers in self._at.values() for number in numbers})
        self._labels = {number: f"{header[number].strip() or f'column {number + 1}'}: " for number in read}
        self._places = Places(gazetteer)
        self._publisher = Source(name=self.name, kind=SourceKind.MONITOR)
        self._counts = [
            (CountKind(name), some) for name in COUNTS if any(some := [self._of(name + end) for end in _ENDS])
        ]
        self._source = lru_cache(10_000)(_source)
        self._type = lru_cache(10_000)(self._read_type)

    def _of(self, role: str) -> tuple[int, ...]:
        return self._at.get(role, ())

    def many(self, rows: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, Told | BadRow]]:
        """Rows with their line numbers → what each tells, or why it tells nothing."""
        ready = [(line, self._padded(cells)) for line, cells in rows]
        self._places.prepare(self._asked(cells) for _, cells in ready if isinstance(cells, list))
        for line, cells in ready:
            try:
                yield line, cells if isinstance(cells, BadRow) else self._read(cells)
            except BadRow as problem:
                yield line, problem

    def _padded(self, cells: list[str]) -> list[str] | BadRow:
        if any(cells[self._width :]):
            return BadRow(f"it has {len(cells)} cells and the header {self._width}: is a quotation mark missing?")
        if sum(map(len, cells)) > LONGEST_ROW:
            return BadRow(f"it has more than {LONGEST_ROW:,} characters")
        if not any(cell and not cell.isspace() for cell in cells):
            return BadRow("it is empty")
        plain = [unarmoured(cell) if cell[:1] == "'" else cell for cell in cells[: self._width]]
        return plain + [""] * (self._width - len(plain))

    def _first(self, cells: Sequence[str], role: str) -> str:
        """The first cell with this role that says something."""
        for number in self._at.get(role, ()):
            text = cells[number].strip()
            if text and (len(text) > LONGEST_UNKNOWN or text.casefold() not in NOT_KNOWN):
                return text
        return ""

    def _asked(self, cells: Sequence[str]) -> Key:
        first = self._first
        precision = first(cells, "place_precision").removesuffix(".0")
        return (
            first(cells, "latitude"),
            first(cells, "longitude"),
            first(cells, "place"),
            first(cells, "admin1"),
            first(cells, "country"),
            self.scheme.place_precision.get(precision, USUAL),
        )

    def _read(self, cells: list[str]) -> Told:
        found = self._places.find(self._asked(cells))
        when = self._when(cells)
        kind, type_reason = self._type(tuple(cells[number].strip() for number in self._of("type")))
        notes = next((number for number in self._of("notes") if cells[number].strip()), None)
        text = _Text(cells, self._labels, notes)
        own_id = self._first(cells, "id")
        reports = self._reports(cells, text.text, own_id)
        evidence = text.evidence
        wording = text.notes or text.text
        reasons = (type_reason, *(found.reasons if found else (_NO_PLACE,)))
        incident = Incident(
            id=digest("table", self.name, own_id) if own_id else digest("table", self.name, "", text.text),
            report_ids=tuple(report.id for report in reports),
            event_type=kind,
            status=Status.REPORTED,
            places=(self._place(found, text),) if found else (),
            when=when,
            actors=self._parties(cells, text, "actors", "actor_kinds"),
            targets=self._parties(cells, text, "targets", "target_kinds"),
            counts=tuple(self._ranges(cells, text)),
            claims=tuple(
                Claim(report_id=report.id, span=evidence, wording=wording, attribution=None) for report in reports[:1]
            ),
            reasons=reasons,
            confidence=CONFIDENCE,
            maker=self.maker,
        )
        return Told(reports=reports, incident=incident)

    def _when(self, cells: Sequence[str]) -> When | None:
        first, last = self._first(cells, "date"), self._first(cells, "date_end")
        if first:
            code = self._first(cells, "time_precision").removesuffix(".0")
            known_to = self.scheme.time_precision.get(code, "day")
            return spell(first, last, known_to, self.scheme.day_first)
        year = self._first(cells, "year")
        return parts(year, self._first(cells, "month"), self._first(cells, "day")) if year else None

    def _read_type(self, words: tuple[str, ...]) -> tuple[EventType, Reason]:
        for word in words:
            if code := self.scheme.code_of(word):
                return EVENT_TYPES[code].event_type, _type_reason(
                    f"the table's type is “{': '.join(filter(None, words))}”"
                )
        told = ": ".join(filter(None, words))
        if self.scheme.other_type is None:
            raise BadRow(f"its type “{told[:60]}” is not in the mapping: add a line for it below [types]")
        why = f"the mapping's other type, for “{told[:60]}”"
        return EVENT_TYPES[self.scheme.other_type].event_type, _type_reason(why)

    def _place(self, found: Found, text: _Text) -> IncidentPlace:
        span = text.span((*self._of("place"), *self._of("admin1"), *self._of("country"), *self._of("latitude")))
        return IncidentPlace(
            place_id=found.place_id,
            name=found.name,
            surface=span.of(text.text),
            span=span,
            point=found.point,
            kind=found.kind,
            radius_km=found.radius_km,
            country_code=found.country_code,
            admin1=found.admin1,
            admin1_id=found.admin1_id,
            confidence=found.confidence,
            described=found.described,
        )

    def _parties(self, cells: Sequence[str], text: _Text, role: str, kinds: str) -> tuple[Party, ...]:
        """The kind that the table tells is that of the first."""
        kind = self.scheme.kind_of(word) if (word := self._first(cells, kinds)) else None
        parties: dict[str, Party] = {}
        for number in self._of(role):
            start = text.starts.get(number)
            if start is None:
                continue
            for name, offset in _named(cells[number], self.scheme.separator):
                span = Span(start=start + offset, end=start + offset + len(name))
                told = self.scheme.kind_of(name) if kind is None or parties else kind
                parties.setdefault(name, Party(name=name, span=span, kind=told))
        return tuple(parties.values())

    def _ranges(self, cells: Sequence[str], text: _Text) -> Iterator[CountRange]:
        for kind, columns in self._counts:
            best, low, high = (self._persons(cells, some, kind) for some in columns)
            least, most = low or best, high or best
            if least is None and most is None:
                continue
            lower = least[0] if least else None
            upper = most[1] if most and (high or not low) else None
            if lower is not None and upper is not None and lower > upper:
                raise BadRow(
                    f"at least {lower:,} {kind.value} and at most {upper:,}: the first number is the larger one"
                )
            told = [number for some in columns for number in some if number in text.starts]
            wording = "; ".join(f"{self._labels[number]}{cells[number].strip()}" for number in told)
            yield CountRange(
                kind=kind,
                low=lower,
                high=upper,
                approximate=lower != upper,
                wording=wording,
                span=text.span(told),
            )

    def _persons(
        self, cells: Sequence[str], columns: Iterable[int], kind: CountKind
    ) -> tuple[int | None, int | None] | None:
        for number in columns:
            if (text := cells[number].strip()) and key_of(text) not in self.scheme.unknown:
                try:
                    return persons(text)
                except BadRow as problem:
                    raise BadRow(f"{kind.value}: {problem}") from None
        return None

    def _reports(self, cells: Sequence[str], text: str, own_id: str) -> tuple[Report, ...]:
        title = self._first(cells, "title") or f"{self.name} {own_id}".strip()
        url = self._first(cells, "url")
        published = self._published(cells)
        return tuple(
            Report(
                text=text,
                title=title,
                source=source,
                url=url if url.startswith(("http://", "https://")) else None,
                published=published,
                published_rule="as the table tells" if published else None,
                language=self.scheme.language,
            )
            for source in self._sources(cells)
        )

    def _sources(self, cells: Sequence[str]) -> list[Source]:
        names = [name for number in self._of("sources") for name in self._source(cells[number], self.scheme.separator)]
        distinct = list(dict.fromkeys(names))[:MOST_SOURCES]
        return [Source(name=name) for name in distinct] or [self._publisher]

    def _published(self, cells: Sequence[str]) -> datetime | None:
        """The first day on which it was told, where the table says so in a way that can be read."""
        told = self._first(cells, "published")
        for text in told.split(self.scheme.separator) if told else ():
            try:
                day = day_of(text, self.scheme.day_first)
            except BadRow:
                continue
            if not isinstance(day, int):
                return datetime(day.year, day.month, day.day, tzinfo=UTC)
        return None


_ENDS = ("", "_low", "_high")
_NO_PLACE = Reason(feature="table-no-place", points=0.0, sentence="the table tells no place that is known")


@lru_cache(10_000)
def _type_reason(sentence: str) -> Reason:
    return Reason(feature="table-type", points=CONFIDENCE, sentence=sentence)


def _bound(scheme: Scheme, header: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """The numbers of the columns by role; columns that a table lacks are left out, so long as another has the role."""
    numbers: dict[str, int] = {}
    for number, cell in enumerate(header):
        numbers.setdefault(key_of(cell), number)
    bound = {
        role: tuple(numbers[key_of(name)] for name in names if key_of(name) in numbers)
        for role, names in scheme.columns.items()
    }
    if not (bound.get("date") or bound.get("year")):
        missing = [*scheme.columns.get("date", ()), *scheme.columns.get("year", ())]
        raise TableNotUnderstood(f"there is no column {missing[0]!r}; the columns are: {listed(header)}")
    where = ("place", "admin1", "country", "latitude")
    if not any(bound.get(role) for role in where):
        missing = [name for role in where for name in scheme.columns.get(role, ())]
        raise TableNotUnderstood(f"there is no column {missing[0]!r}; the columns are: {listed(header)}")
    return bound


def _source(cell: str, separator: str) -> tuple[str, ...]:
    """The sources in a cell, each once."""
    return tuple(name for name, _ in _named(cell, separator))


def _named(cell: str, separator: str) -> Iterator[tuple[str, int]]:
    """The names in a cell with where each begins; what means "not known" is none."""
    at = 0
    for piece in cell.split(separator) if separator else [cell]:
        name = piece.strip().strip('"').strip()
        if name and name.casefold() not in NOT_KNOWN:
            yield name, at + piece.index(name)
        at += len(piece) + len(separator)
