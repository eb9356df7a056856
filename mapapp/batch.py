"""The pipeline over JSON Lines: order kept, and one bad line never stops the run."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from mapapp import language
from mapapp.answers import incident_json, toponym_json
from mapapp.domain.report import Report, Source, Span
from mapapp.export.setting import Atlas
from mapapp.export.table import Scheme, Table
from mapapp.export.telling import Telling
from mapapp.extract.clause import token_at
from mapapp.extract.scene.choose import places_of_act
from mapapp.geoparse.recognise import LISTED, spans_to_mentions
from mapapp.intake.limits import limits_of
from mapapp.pipeline import Pipeline

Answer = dict[str, Any]


def run(source: Path, target: Path, answer: Callable[[dict[str, Any]], Answer]) -> tuple[int, int]:
    """Answer each line of a file. A line that cannot be answered gives {"doc_id", "error"} in its place.

    Returns (lines answered, lines that failed).
    """
    good = bad = 0
    _ensure_apart(source, target)
    with target.open("w", encoding="utf-8") as out:
        for number, line in _lines(source):
            result, failed = _answered(number, line, answer)
            good, bad = good + (not failed), bad + failed
            out.write(json.dumps(result, ensure_ascii=True) + "\n")
    return good, bad


def tabulate(
    source: Path, target: Path, tell: Callable[[dict[str, Any]], Iterable[Telling]], scheme: Scheme, atlas: Atlas
) -> tuple[int, tuple[str, ...]]:
    """Write the incidents of each line as CSV in UTF-8. A line that cannot be read does not stop the others.

    Returns (rows written, a sentence for each incident and each line that has none).
    """
    rejected: list[str] = []
    _ensure_apart(source, target)
    with target.open("w", encoding="utf-8", errors="replace", newline="") as out:
        table = Table(out, scheme, atlas)
        for number, line in _lines(source):
            entry: Any = {}
            try:
                entry = json.loads(line)
                _ensure_document(entry)
                rejected += _without_row(table, entry.get("doc_id"), tell(entry))
            except Exception as error:  # one bad line must not stop the others, whatever is wrong with it
                rejected.append(f"line {number}: {str(error) or type(error).__name__}")
    return table.written, tuple(rejected)


def _without_row(table: Table, doc_id: object, told: Iterable[Telling]) -> Iterator[str]:
    """Add the incidents of a document to a table; a sentence for each that has no row there."""
    document = json.dumps(doc_id, ensure_ascii=True)  # with no character that a terminal would act on
    for telling in told:
        if left_out := table.add(telling):
            yield f"document {document}, incident {left_out.incident_id} ({left_out.event}): {left_out.reason}"


def _ensure_apart(source: Path, target: Path) -> None:
    if target.exists() and source.samefile(target):
        raise ValueError(f"IN and OUT are the same file, {source}. Name another file for the answers.")


def _lines(source: Path) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, with their numbers from 1."""
    with source.open(encoding="utf-8-sig", errors="surrogateescape") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield number, line


def _ensure_document(entry: object) -> None:
    if not isinstance(entry, dict) or not isinstance(entry.get("text"), str):
        raise ValueError('a line must be a JSON object with "doc_id" and "text"')


def _answered(number: int, line: str, answer: Callable[[dict[str, Any]], Answer]) -> tuple[Answer, bool]:
    entry: Any = {}
    try:
        entry = json.loads(line)
        _ensure_document(entry)
        return {"doc_id": entry.get("doc_id")} | answer(entry), False
    except Exception as error:  # one bad line must not stop the others, whatever is wrong with it
        doc_id = entry.get("doc_id") if isinstance(entry, dict) else None
        return {"doc_id": doc_id, "line": number, "error": str(error) or type(error).__name__}, True


def report_of(entry: dict[str, Any]) -> Report:
    """A report of one line. Raises ValueError for a date that is none."""
    published = entry.get("published")
    day = date.fromisoformat(str(published)[:10]) if published else None
    source = entry.get("source")
    return Report(
        text=entry["text"],
        source=Source(name=str(source)) if source else None,
        published=datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None,
        published_rule="given with the line" if day else None,
        country_code=entry.get("country"),
        language=str(entry["language"]) if entry.get("language") else None,
    )


def extract(pipeline: Pipeline, entry: dict[str, Any]) -> Answer:
    """The incidents of one line, with its language and what could not be read or was left out."""
    reading = pipeline.read(report_of(entry))
    return {
        "language": reading.report.language,
        "notes": list(reading.notes),
        "incidents": [incident_json(incident) for incident in reading.incidents],
    }


def tellings(pipeline: Pipeline, entry: dict[str, Any]) -> Iterator[Telling]:
    """The incidents of one line, with the report that they are from."""
    reading = pipeline.read(report_of(entry))
    return (Telling(incident=incident, reports=(reading.report,)) for incident in reading.incidents)


def geoparse(pipeline: Pipeline, entry: dict[str, Any]) -> Answer:
    """The place names of one line; with `spans` those and only those; with `verb` also the places of that act."""
    document = pipeline.document(report_of(entry))
    report = document.report
    if entry.get("spans") is not None:
        spans = (Span(start=span["start"], end=span["end"]) for span in entry["spans"])
        mentions = spans_to_mentions(report.text, spans, pipeline.recogniser.maker)
        resolutions = pipeline.given(document, mentions)
    else:
        resolutions = pipeline.names(document)
    answer: Answer = {"language": report.language, "notes": list(limits_of(document))}
    answer["toponyms"] = [toponym_json(r) for r in resolutions if r.mention.confidence >= LISTED]
    verb = entry.get("verb") if document.has_english else None
    answer["event_locations"] = list(_event_locations(pipeline, report, verb)) if verb else []
    return answer


def _event_locations(pipeline: Pipeline, report: Report, verb: dict[str, int]) -> Iterator[dict[str, int]]:
    """The places where the act of a verb happened, as its own sentence gives them."""
    doc = next(iter(language.entities([report.text])))
    mentions = pipeline.recogniser.mentions(doc, 0)
    token = token_at(next(language.parsed([doc])), verb["start"])
    if token is None:
        return
    sentence = token.sent
    inside = [m for m in mentions if sentence.start_char <= m.span.start < sentence.end_char]
    resolutions = pipeline.resolve(report.text, inside, report.country_code)
    for hint in places_of_act(token, sentence, resolutions, 0):
        yield {"start": hint.span.start, "end": hint.span.end}
