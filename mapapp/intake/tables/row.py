"""One row of a table → the reports of its sources and the incident that they tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from gazetteer.lookup import Gazetteer
from gazetteer.spreadsheet import unarmoured
from mapapp.domain.claim import Claim
from mapapp.domain.event_types import EVENT_TYPES
from mapapp.domain.incident import TABLE_MAKER, EventType, Incident, IncidentPlace, Status
from mapapp.domain.mention import Reason
from mapapp.domain.report import Report, digest
from mapapp.domain.when import When
from mapapp.intake.tables.cells import day_of
from mapapp.intake.tables.columns import Columns
from mapapp.intake.tables.errors import BadRow
from mapapp.intake.tables.how_many import Counts
from mapapp.intake.tables.row_text import RowText
from mapapp.intake.tables.scheme import Scheme
from mapapp.intake.tables.when import parts, spell
from mapapp.intake.tables.where import Found, Key, Places
from mapapp.intake.tables.who import Parties, Sources

VERSION = 1
CONFIDENCE = 0.9
"""In an incident that somebody coded by hand."""
LONGEST_ROW = 1_000_000
"""Characters."""
NO_PLACE = (Reason(feature="table-no-place", points=0.0, sentence="the table tells no place that is known"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one row tells."""

    reports: tuple[Report, ...]
    """One for each source that the row names, all with its text."""
    incident: Incident


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
        columns = self._columns = Columns(scheme, header)
        first = columns.first
        self._dates = first("date"), first("date_end"), first("time_precision")
        self._date_parts = first("year"), first("month"), first("day")
        self._id, self._title, self._url, self._published = map(first, ("id", "title", "url", "published"))
        self._where = tuple(map(first, ("latitude", "longitude", "place", "admin1", "country", "place_precision")))
        self._place_columns = tuple(n for role in ("place", "admin1", "country", "latitude") for n in columns.of(role))
        self._notes = columns.of("notes")
        self._type_columns = columns.of("type")
        self._type = lru_cache(10_000)(self._read_type)
        self._places = Places(gazetteer, scheme.place_precision)
        self._counts = Counts(columns, scheme.unknown)
        self._actors = Parties(scheme, columns, "actors", "actor_kinds")
        self._targets = Parties(scheme, columns, "targets", "target_kinds")
        self._sources = Sources(columns, scheme.separator, self.name)

    def many(self, rows: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, Told | BadRow]]:
        """Rows with their line numbers → what each tells, or why it tells nothing."""
        ready = [(line, self._ready(cells)) for line, cells in rows]
        self._places.prepare(one[1] for _, one in ready if not isinstance(one, BadRow))
        for line, one in ready:
            yield line, one if isinstance(one, BadRow) else self._told(*one)

    def _ready(self, cells: list[str]) -> tuple[list[str], Key] | BadRow:
        padded = self._padded(cells)
        return padded if isinstance(padded, BadRow) else (padded, self._asked(padded))

    def _told(self, cells: list[str], asked: Key) -> Told | BadRow:
        try:
            return self._read(cells, asked)
        except BadRow as problem:
            return problem

    def _padded(self, cells: list[str]) -> list[str] | BadRow:
        if len(cells) > self._width and any(cells[self._width :]):
            return BadRow(f"it has {len(cells)} cells and the header {self._width}: is a quotation mark missing?")
        whole = "".join(cells)
        if len(whole) > LONGEST_ROW:
            return BadRow(f"it has more than {LONGEST_ROW:,} characters")
        if not whole or whole.isspace():
            return BadRow("it is empty")
        plain = cells[: self._width]
        if "'" in whole:
            plain = [unarmoured(cell) if cell[:1] == "'" else cell for cell in plain]
        return plain + [""] * (self._width - len(plain))

    def _asked(self, cells: Sequence[str]) -> Key:
        latitude, longitude, place, admin1, country, precision = self._where
        return (
            latitude(cells),
            longitude(cells),
            place(cells),
            admin1(cells),
            country(cells),
            precision(cells).removesuffix(".0"),
        )

    def _read(self, cells: list[str], asked: Key) -> Told:
        found = self._places.find(asked)
        when = self._when(cells)
        kind, type_reason = self._type(tuple([cells[number].strip() for number in self._type_columns]))
        notes = next((number for number in self._notes if cells[number].strip()), None)
        text = RowText(cells, self._columns.labels, notes)
        own_id = self._id(cells)
        reports = self._reports(cells, text, own_id)
        evidence = text.evidence
        wording = text.notes or text.text
        incident = Incident(
            id=digest("table", self.name, own_id) if own_id else digest("table", self.name, "", text.text),
            report_ids=tuple([report.id for report in reports]),
            event_type=kind,
            status=Status.REPORTED,
            places=(self._place(found, text),) if found else (),
            when=when,
            actors=self._actors.told(text),
            targets=self._targets.told(text),
            counts=tuple(self._counts.ranges(text)),
            claims=(Claim(report_id=reports[0].id, span=evidence, wording=wording, attribution=None),),
            reasons=(type_reason, *(found.reasons if found else NO_PLACE)),
            confidence=CONFIDENCE,
            maker=self.maker,
        )
        return Told(reports=reports, incident=incident)

    def _when(self, cells: Sequence[str]) -> When | None:
        first, last, precision = self._dates
        if date := first(cells):
            known_to = self.scheme.time_precision.get(precision(cells).removesuffix(".0"), "day")
            return spell(date, last(cells), known_to, self.scheme.day_first)
        year, month, day = self._date_parts
        return parts(told, month(cells), day(cells)) if (told := year(cells)) else None

    def _read_type(self, words: tuple[str, ...]) -> tuple[EventType, Reason]:
        told = ": ".join(filter(None, words))
        for word in words:
            if code := self.scheme.code_of(word):
                return EVENT_TYPES[code].event_type, _type_reason(f"the table's type is “{told}”")
        if self.scheme.other_type is None:
            raise BadRow(f"its type “{told[:60]}” is not in the mapping: add a line for it below [types]")
        why = f"the mapping's other type, for “{told[:60]}”"
        return EVENT_TYPES[self.scheme.other_type].event_type, _type_reason(why)

    def _place(self, found: Found, text: RowText) -> IncidentPlace:
        span = text.span(self._place_columns)
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

    def _reports(self, cells: Sequence[str], text: RowText, own_id: str) -> tuple[Report, ...]:
        title = self._title(cells) or f"{self.name} {own_id}".strip()
        url = self._url(cells)
        published = self._told_on(cells)
        return tuple(
            [
                Report(
                    text=text.text,
                    title=title,
                    source=source,
                    url=url if url.startswith(("http://", "https://")) else None,
                    published=published,
                    published_rule="as the table tells" if published else None,
                    language=self.scheme.language,
                )
                for source in self._sources.told(text)
            ]
        )

    def _told_on(self, cells: Sequence[str]) -> datetime | None:
        """The first day on which it was told, where the table says so in a way that can be read."""
        told = self._published(cells)
        for text in told.split(self.scheme.separator) if told else ():
            try:
                day = day_of(text, self.scheme.day_first)
            except BadRow:
                continue
            if not isinstance(day, int):
                return datetime(day.year, day.month, day.day, tzinfo=UTC)
        return None


def _type_reason(sentence: str) -> Reason:
    return Reason(feature="table-type", points=CONFIDENCE, sentence=sentence)
