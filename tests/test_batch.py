from __future__ import annotations

import csv
import json
from functools import partial

import pytest

from mapapp import __main__ as command_line
from mapapp import batch

BOMB = "A bomb killed three people in Homs on Monday, police said."


@pytest.fixture
def answered(tmp_path):
    """`answered(lines, answer)` is what a run over these lines writes, and its two numbers."""

    def run(lines, answer):
        source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
        source.write_bytes(b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines))
        numbers = batch.run(source, target, answer)
        return [json.loads(line) for line in target.read_text("utf-8").splitlines()], numbers

    return run


def echo(entry):
    return {"said": entry["text"]}


def test_the_order_of_the_lines_is_kept(answered):
    lines = [{"doc_id": n, "text": str(n)} for n in (3, 1, 2)]
    results, numbers = answered(lines, echo)
    assert [(r["doc_id"], r["said"]) for r in results] == [(3, "3"), (1, "1"), (2, "2")]
    assert numbers == (3, 0)


BAD = [
    b"{",
    b"[1, 2]",
    b"null",
    b'{"doc_id": "x"}',
    b'{"doc_id": "x", "text": 7}',
    b"\xff\xfe{}",
]


@pytest.mark.parametrize("line", BAD)
def test_a_bad_line_is_an_error_in_its_place_and_does_not_stop_the_others(answered, line):
    results, numbers = answered([{"doc_id": 1, "text": "a"}, line, {"doc_id": 3, "text": "c"}], echo)
    assert [r["doc_id"] for r in results][::2] == [1, 3]
    assert results[1]["line"] == 2
    assert results[1]["error"]
    assert numbers == (2, 1)


def test_a_line_that_breaks_the_reading_is_an_error_too(answered):
    def fall_over(entry):
        raise RuntimeError

    results, numbers = answered([{"doc_id": "x", "text": "a"}], fall_over)
    assert results == [{"doc_id": "x", "line": 1, "error": "RuntimeError"}]
    assert numbers == (0, 1)


def test_empty_lines_are_passed_over(answered):
    results, numbers = answered([{"doc_id": 1, "text": "a"}, b"", b"  ", {"doc_id": 2, "text": "b"}], echo)
    assert (len(results), numbers) == (2, (2, 0))


def test_the_answers_are_plain_ascii_so_that_any_tool_reads_them(answered, tmp_path):
    answered([{"doc_id": "é", "text": "Mérida 💥"}], echo)
    assert (tmp_path / "out.jsonl").read_bytes().isascii()


def extracted(pipeline, **entry):
    return batch.extract(pipeline, {"doc_id": "x", "text": BOMB} | entry)["incidents"]


def test_an_incident_is_answered_with_offsets_dates_and_coordinates(pipeline):
    (incident,) = extracted(pipeline, published="2020-05-20")
    assert incident["event_type"] == "Explosions/Remote violence"
    assert incident["status"] == "reported"
    assert incident["date"]["start"] == incident["date"]["end"] == "2020-05-18"
    assert incident["counts"][0] == {
        "kind": "killed",
        "low": 3,
        "high": 3,
        "approximate": False,
        "subset_of": None,
        "replaced_by": None,
    }
    (place,) = incident["places"]
    assert BOMB[place["start"] : place["end"]] == place["text"] == "Homs"
    assert (round(place["lat"]), round(place["lon"])) == (35, 37)
    assert incident["evidence"] == [{"start": 0, "end": len(BOMB)}]
    assert json.loads(json.dumps(incident)) == incident


def test_without_a_date_the_date_is_null(pipeline):
    assert [incident["date"] for incident in extracted(pipeline)] == [None]


@pytest.mark.parametrize("published", ["2020-05-20", "2020-05-20T11:30:00Z"])
def test_the_day_of_a_time_stamp_is_enough(pipeline, published):
    assert extracted(pipeline, published=published)[0]["date"]["start"] == "2020-05-18"


def test_a_date_that_is_none_is_an_error_of_its_line(answered, pipeline):
    lines = [{"doc_id": 1, "text": BOMB, "published": "yesterday"}, {"doc_id": 2, "text": BOMB}]
    results, numbers = answered(lines, partial(batch.extract, pipeline))
    assert numbers == (1, 1)
    assert "yesterday" in results[0]["error"]


def test_given_spans_and_only_those_are_resolved_in_their_order(pipeline):
    text = "From homs to Aleppo, past Hama and Xqzvbville."
    wanted = [(5, 9), (13, 19), (35, 45)]
    entry = {"text": text, "spans": [{"start": start, "end": end} for start, end in wanted]}
    toponyms = batch.geoparse(pipeline, entry)["toponyms"]
    assert [(t["start"], t["end"], t["text"]) for t in toponyms] == [(s, e, text[s:e]) for s, e in wanted]
    assert [t["country_code"] for t in toponyms] == ["SY", "SY", None]
    assert toponyms[2]["lat"] is toponyms[2]["lon"] is None


def test_no_spans_given_is_not_the_same_as_none_wanted(pipeline):
    assert batch.geoparse(pipeline, {"text": BOMB, "spans": []})["toponyms"] == []
    assert [t["text"] for t in batch.geoparse(pipeline, {"text": BOMB})["toponyms"]] == ["Homs"]


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_text_has_no_toponyms(pipeline, text):
    assert batch.geoparse(pipeline, {"text": text}) == {
        "language": None,
        "notes": [],
        "toponyms": [],
        "event_locations": [],
    }


VERBS = [
    ("Soldiers shelled a school in Homs, the mayor of Hama said.", "shelled", ["Homs"]),
    ("Protesters marched in Nairobi and Mombasa on Monday.", "marched", ["Nairobi", "Mombasa"]),
    ("The choir sang and left.", "sang", []),
]


@pytest.mark.parametrize(("text", "verb", "places"), VERBS, ids=[text for text, *_ in VERBS])
def test_a_verb_is_answered_with_the_places_of_its_act(pipeline, text, verb, places):
    start = text.index(verb)
    answer = batch.geoparse(pipeline, {"text": text, "verb": {"start": start, "end": start + len(verb)}})
    assert [text[p["start"] : p["end"]] for p in answer["event_locations"]] == places


def test_without_a_verb_there_are_no_event_locations(pipeline):
    assert batch.geoparse(pipeline, {"text": BOMB})["event_locations"] == []


def test_the_command_answers_a_file(gazetteer, tmp_path, capsys):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps({"doc_id": 1, "text": BOMB}) + "\n{\n", "utf-8")
    assert command_line.main(["extract", "--jsonl", str(source), str(target)]) == 0
    assert "1 lines answered, 1 with an error" in capsys.readouterr().err
    assert len(target.read_text("utf-8").splitlines()) == 2


def test_a_file_that_is_not_there_is_a_sentence_and_no_traceback(gazetteer, tmp_path, capsys):
    assert command_line.main(["geoparse", "--jsonl", str(tmp_path / "no.jsonl"), str(tmp_path / "out.jsonl")]) == 1
    error = capsys.readouterr().err
    assert error.startswith("mapapp: ")
    assert "no.jsonl" in error
    assert "Traceback" not in error


def test_a_name_moved_by_words_keeps_its_place_and_gets_an_area(pipeline):
    text = "A mine exploded 30 km east of Aleppo on Monday."
    (plain,), (moved,) = (batch.geoparse(pipeline, {"text": t})["toponyms"] for t in ("In Aleppo it snowed.", text))
    assert plain["area"] is None
    assert (moved["lat"], moved["lon"], moved["radius_km"]) == (plain["lat"], plain["lon"], plain["radius_km"])
    area = moved["area"]
    assert area["words"] == text[area["start"] : area["end"]] == "30 km east of Aleppo"
    assert area["lon"] > moved["lon"] + 0.3


def test_an_incident_s_place_is_the_ground_that_words_describe(pipeline):
    text = "A car bomb killed three people 30 km east of Aleppo on Monday."
    (place,) = extracted(pipeline, text=text)[0]["places"]
    assert (place["text"], place["described"]) == ("Aleppo", "30 km east of Aleppo")
    assert place["lon"] > 37.4


TONGUES = [
    (BOMB, "en", 0),
    ("قتل ثلاثة مدنيين في قصف استهدف مدينة حمص أمس الاثنين، وفق الشرطة.", "ar", 1),
    ("Une bombe a tué trois personnes à Marseille lundi, selon la police de la ville.", "fr", 1),
    ("12 34", None, 0),
]


@pytest.mark.parametrize("answer", [batch.geoparse, batch.extract])
@pytest.mark.parametrize(("text", "language", "notes"), TONGUES, ids=[language for _, language, _ in TONGUES])
def test_each_line_says_its_language_and_what_cannot_be_read_in_it(pipeline, answer, text, language, notes):
    result = answer(pipeline, {"text": text, "published": "2020-05-20"})
    assert (result["language"], len(result["notes"])) == (language, notes)


def test_the_language_that_a_line_gives_is_believed(pipeline):
    assert batch.geoparse(pipeline, {"text": "Homs", "language": "fr-FR"})["language"] == "fr-FR"


def test_a_verb_of_a_foreign_text_has_no_event_locations(pipeline):
    text = "Une bombe a tué trois personnes à Marseille lundi, selon la police de la ville."
    assert batch.geoparse(pipeline, {"text": text, "verb": {"start": 10, "end": 15}})["event_locations"] == []


SYRIA = """A bomb killed three people in Homs on 12 December 2016, police said. Rebels plan to shell Aleppo on Friday.
An earthquake killed two people in Aleppo on 11 December 2016."""


@pytest.mark.parametrize(("shape", "toll"), [("acled", "fatalities"), ("ucdp", "best")])
def test_incidents_as_rows_with_what_was_left_out_and_why(shape, toll, pipeline, tmp_path, capsys):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.csv"
    lines = [{"doc_id": "\x1b[2J", "text": SYRIA, "published": "2016-12-15"}, {"doc_id": 2}]
    source.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    assert command_line.main(["extract", "--jsonl", str(source), str(target), "--shape", shape]) == 0
    with target.open(encoding="utf-8", newline="") as rows:
        assert [row[toll] for row in csv.DictReader(rows)] == ["3"]
    said = capsys.readouterr().err
    assert "its status is planned" in said
    assert "has no type for Natural disaster" in said
    assert "line 2: a line must be a JSON object" in said
    assert "\x1b" not in said.replace("\x1b[A", "")
    assert said.rstrip().endswith("left out")
